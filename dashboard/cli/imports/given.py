"""What commands that read a file share: the file itself, never more of it than may be read, and columns named by hand."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TypeVar

from dashboard.domain.errors import N_, Refused

T = TypeVar("T")
Named = Mapping[str, str] | None


def read_file(path: Path, largest: int) -> bytes:
    """The bytes of a file; of a larger one, one byte more than ``largest``, which its reader refuses.

    :raises Refused: there is none, or it cannot be read.
    """
    try:
        with path.open("rb") as file:
            return file.read(largest + 1)
    except OSError as problem:
        raise unreadable(path, problem) from problem


def unreadable(path: Path, problem: OSError) -> Refused:
    """The sentence for a file that is not there, or that the computer does not give."""
    if isinstance(problem, FileNotFoundError):
        return Refused(N_("There is no file {file}. Check its name."), file=str(path))
    return Refused(N_("{file} cannot be read: {reason}."), file=str(path), reason=problem.strerror or "?")


def named_columns(given: tuple[str, ...]) -> dict[str, str] | None:
    """``date=Jour`` and its like as a mapping; None where nothing was named.

    :raises Refused: no equals sign.
    """
    pairs = [one.partition("=") for one in given]
    wrong = next((field for field, sign, header in pairs if not sign or not header), None)
    if wrong is not None:
        raise Refused(N_("“{text}” names no column. Write it as date=Jour: what it is, then its header in the file."), text=wrong)
    return {field.strip(): header.strip() for field, _, header in pairs} or None


def previewed(preview: Callable[[Named], T], mapping: Named) -> tuple[T, Named]:
    """The preview of a file, with the columns as they were named now or, for the same headers, before; and those."""
    from dashboard.domain.analytics.columns import UnknownColumns

    try:
        return preview(mapping), mapping
    except UnknownColumns as problem:
        if mapping or not problem.before:
            raise
        return preview(problem.known), problem.known
