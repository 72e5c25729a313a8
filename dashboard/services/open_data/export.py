"""Write the open data into a folder: the whole package or nothing."""

import hashlib
import json
import shutil
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import partial
from itertools import chain
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

from sqlmodel import Session

from dashboard.domain.errors import N_, Refused
from dashboard.i18n import Words
from dashboard.services.open_data.cells import ended, header, lines_of, rows_of
from dashboard.services.open_data.figures import listed_accounts
from dashboard.services.open_data.package import DESCRIPTOR, NAME, contents, descriptor
from dashboard.services.open_data.parquet import MEDIA_TYPE, Parquet
from dashboard.services.open_data.read import as_json
from dashboard.services.open_data.tables import File, Row
from db.engine import Database

Progress = Callable[[int, int], None]
Describe = Callable[..., Mapping[str, Any]]


@dataclass(frozen=True)
class Written:
    """What was written; ``left_out``: figures that may not be handed on."""

    files: int
    rows: int
    left_out: int


def _silent(_done: int, _all: int) -> None:
    pass


def export_open_data(
    db: Database,
    folder: Path,
    *,
    words: Words,
    homepage: str,
    today: date,
    publisher: str = "",
    parquet: bool = False,
    progress: Progress = _silent,
) -> Written:
    """Write everything public into a folder, from one state of the database. A folder of an earlier export is replaced as a whole.

    :raises Refused: the folder holds something that no export wrote, or cannot be written.
    """
    folder = folder.absolute()
    check_ours(folder)
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        making = Path(mkdtemp(prefix=f".{folder.name}-", dir=folder.parent))
    except OSError as problem:
        raise _unwritable(folder, problem) from problem
    try:
        making.chmod(0o755)
        with db.reading_once() as session:
            describe = partial(descriptor, session, words=words, homepage=homepage, today=today, publisher=publisher)
            done = _write(session, making, describe, today, parquet=parquet, progress=progress)
        _put(making, folder)
    except OSError as problem:
        raise _unwritable(folder, problem) from problem
    finally:
        shutil.rmtree(making, ignore_errors=True)
    return done


def check_ours(folder: Path) -> None:
    """Let nothing be replaced that an export did not write.

    :raises Refused: it is no folder, or something stands in it that its own descriptor does not name.
    """
    if not folder.exists():
        return
    if not folder.is_dir() or folder.is_symlink():
        raise Refused(N_("{folder} is not a folder. Choose a new folder or an empty one."), folder=folder)
    ours = _named(folder / DESCRIPTOR)
    foreign = sorted(one.name for one in folder.iterdir() if one.name not in ours or one.is_dir())
    if foreign:
        raise Refused(
            N_("{folder} holds {file}, which no export wrote. Choose a new folder or an empty one."), folder=folder, file=foreign[0]
        )


def _named(path: Path) -> set[str]:
    try:
        known = json.loads(path.read_text(encoding="utf-8"))
        if known["name"] != NAME:
            return set()
        listed = [one["path"] for one in known["resources"]]
        return {DESCRIPTOR, *listed, *(other["path"] for one in known["resources"] for other in one.get("alternates", ()))}
    except (OSError, ValueError, LookupError, TypeError, AttributeError):
        return set()


def _write(session: Session, folder: Path, describe: Describe, today: date, *, parquet: bool, progress: Progress) -> Written:
    among, rows, known = contents(session), 0, {}
    accounts = listed_accounts(session)
    for place, one in enumerate(among.files):
        progress(place, len(among.files))
        known[one.name], n = _csv(folder, one, lines_of(session, one, today, accounts))
        rows += n
        if parquet:
            known[one.name]["alternates"] = [_parquet(folder, one, rows_of(session, one, today, accounts))]
    made = describe(among=among, written=known)
    (folder / DESCRIPTOR).write_text(as_json(made), encoding="utf-8", newline="\n")
    progress(len(among.files), len(among.files))
    return Written(len(among.files), rows, sum(one["figures"] for one in made["left_out"]))


def _csv(folder: Path, file: File, made: Iterable[list[str]]) -> tuple[dict[str, Any], int]:
    """Write one table; gives its size and digest for the descriptor, and its number of rows."""
    digest, size, rows = hashlib.sha256(), 0, 0
    with (folder / f"{file.name}.csv").open("wb") as out:
        for some in chain([[header(file.table)]], made):
            part = ended(some).encode()
            digest.update(part)
            size += out.write(part)
            rows += len(some)
    return {"bytes": size, "hash": f"sha256:{digest.hexdigest()}"}, rows - 1


def _parquet(folder: Path, file: File, made: Iterable[list[Row]]) -> dict[str, str]:
    """Write it again with typed columns; gives what the descriptor says of that."""
    name = f"{file.name}.parquet"
    columns = Parquet(folder / name, file.table)
    try:
        for some in made:
            columns.add(some)
    finally:
        columns.close()
    return {"path": name, "format": "parquet", "mediatype": MEDIA_TYPE}


def _put(made: Path, folder: Path) -> None:
    """Let the new folder stand where the old one stood; if that fails, the old one stands there again."""
    aside = Path(mkdtemp(prefix=f".{folder.name}-", dir=folder.parent))
    old = aside / "old"
    try:
        if folder.exists():
            folder.rename(old)
        try:
            made.rename(folder)
        except OSError:
            if old.exists():
                old.rename(folder)
            raise
    finally:
        shutil.rmtree(aside, ignore_errors=True)


def _unwritable(folder: Path, problem: OSError) -> Refused:
    reason = problem.strerror or str(problem)
    return Refused(N_("{folder} cannot be written: {reason}. Choose another folder."), folder=folder, reason=reason)
