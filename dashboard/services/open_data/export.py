"""Write the open data into a folder: the whole package or nothing."""

import hashlib
import json
import shutil
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

from sqlmodel import Session

from dashboard.domain.errors import N_, Refused
from dashboard.i18n import Words
from dashboard.services.open_data.cells import as_csv, header, rows_of
from dashboard.services.open_data.package import DESCRIPTOR, NAME, descriptor, files
from dashboard.services.open_data.parquet import MEDIA_TYPE, Parquet
from dashboard.services.open_data.read import as_json
from dashboard.services.open_data.tables import File
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
    among, rows, known = files(session), 0, {}
    for place, one in enumerate(among):
        progress(place, len(among))
        known[one.name], n = _one(session, folder, one, today, parquet=parquet)
        rows += n
    made = describe(among=among, written=known)
    (folder / DESCRIPTOR).write_text(as_json(made), encoding="utf-8", newline="\n")
    progress(len(among), len(among))
    return Written(len(among), rows, sum(one["figures"] for one in made["left_out"]))


def _one(session: Session, folder: Path, file: File, today: date, *, parquet: bool) -> tuple[dict[str, Any], int]:
    """Write one table; gives its size and digest for the descriptor, and its number of rows."""
    digest, size, rows = hashlib.sha256(), 0, 0
    columns = Parquet(folder / f"{file.name}.parquet", file.table) if parquet else None
    try:
        with (folder / f"{file.name}.csv").open("wb") as out:
            for part in _parts(session, file, today, columns):
                digest.update(part[0])
                size += out.write(part[0])
                rows += part[1]
    finally:
        if columns:
            columns.close()
    known: dict[str, Any] = {"bytes": size, "hash": f"sha256:{digest.hexdigest()}"}
    if columns:
        known["alternates"] = [{"path": f"{file.name}.parquet", "format": "parquet", "mediatype": MEDIA_TYPE}]
    return known, rows


def _parts(session: Session, file: File, today: date, columns: Parquet | None) -> Iterator[tuple[bytes, int]]:
    yield header(file.table).encode(), 0
    for some in rows_of(session, file, today):
        if columns:
            columns.add(some)
        yield as_csv(file.table, some).encode(), len(some)


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
