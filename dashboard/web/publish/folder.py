"""The folder of a published site: written beside the one that is served, and exchanged with it in one step.

    site/                 what visitors see, whole at any time
    .site.essaim-new/     what is being written; after the exchange, the last site, until it is removed
    .site.essaim-old/     the last site, for the moment between two renamings, where there is no exchange in one step

Whatever stops the writing leaves the site as it was, and the next publication clears away what was begun.
"""

import ctypes
import errno
import fcntl
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

from dashboard.domain.errors import N_, Refused
from dashboard.web.publish import manifest
from dashboard.web.publish.manifest import Manifest

AT_FDCWD, RENAME_EXCHANGE = -100, 2
ANEW = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC
NO_EXCHANGE = (errno.ENOSYS, errno.EINVAL, errno.ENOTSUP)


@dataclass(frozen=True)
class Building:
    """A site being written.

    :param last: the folder served now, which need not exist.
    :param new: the folder written to.
    :param known: what the last one holds.
    :param made: folders in it that are there already.
    """

    last: Path
    new: Path
    known: Manifest
    made: set[str] = field(default_factory=set, compare=False)

    def write(self, file: str, body: bytes) -> None:
        """Write a file anew."""
        # Without a buffer between: the bytes are there already, and there are some hundred thousand files.
        out = os.open(self._place(file), ANEW, 0o666)
        try:
            while body:
                body = body[os.write(out, body) :]
        finally:
            os.close(out)

    def keep(self, file: str, name: str = "") -> None:
        """Take a file of the last site over as it is.

        :param name: what it is called there, if something else.
        """
        source, path = f"{self.last}/{name or file}", self._place(file)
        try:
            os.link(source, path)
        except OSError as problem:  # a file system without hard links
            if problem.errno not in (errno.EPERM, errno.ENOTSUP, errno.EMLINK, errno.EXDEV):
                raise
            shutil.copy2(source, path)

    def _place(self, file: str) -> str:
        # As text: paths as objects would take longer than writing the files.
        path = f"{self.new}/{file}"
        folder = path.rpartition("/")[0]
        if folder not in self.made:
            self._make(folder)
        return path

    def _make(self, folder: str) -> None:
        # os.makedirs would ask for each folder above whether it is there, some ten thousand times.
        above = folder.rpartition("/")[0]
        if above not in self.made and len(above) > len(str(self.new)):
            self._make(above)
        with suppress(FileExistsError):
            os.mkdir(folder)
        self.made.add(folder)


@contextmanager
def building(folder: Path) -> Iterator[Building]:
    """Make ready to write a site beside ``folder``; nothing is left of it if it is not put in place.

    :raises Refused: the folder is not one of ours, cannot be replaced, or somebody else is publishing into it.
    """
    last = folder.resolve()
    new, old = _beside(last, "new"), _beside(last, "old")
    with _explained(last):
        last.parent.mkdir(parents=True, exist_ok=True)
        if old.exists() and not last.exists():
            old.rename(last)
        known = _ours(last)
        new.mkdir(exist_ok=True)
    with _alone(new), _alone(last):
        try:
            with _explained(last):
                for leftover in (*new.iterdir(), *([old] if old.exists() else [])):
                    _remove(leftover)
            yield Building(last, new, known)
        finally:
            for leftover in (new, old):
                if leftover.exists():
                    shutil.rmtree(leftover, ignore_errors=True)


def put_in_place(site: Building) -> None:
    """Let visitors see the new site from now on: before it they see all of the last one, after it all of the new one."""
    # What stands in the cache of the disk alone would be lost in a power cut, and the exchange might not.
    os.sync()
    if not site.last.exists() or not any(site.last.iterdir()):
        site.new.rename(site.last)
    elif not exchange(site.new, site.last):
        old = _beside(site.last, "old")
        site.last.rename(old)
        site.new.rename(site.last)


def exchange(one: Path, other: Path) -> bool:
    """Let two folders change names in one step; whether this system can."""
    rename = getattr(ctypes.CDLL(None, use_errno=True), "renameat2", None)
    if rename is None:
        return False
    if rename(AT_FDCWD, os.fsencode(one), AT_FDCWD, os.fsencode(other), RENAME_EXCHANGE) == 0:
        return True
    code = ctypes.get_errno()
    if code in NO_EXCHANGE:
        return False
    raise OSError(code, os.strerror(code), str(other))


def _beside(folder: Path, what: str) -> Path:
    return folder.with_name(f".{folder.name}.essaim-{what}")


def _ours(folder: Path) -> Manifest:
    if not folder.exists():
        return Manifest()
    said = ""
    known = None
    if not folder.is_dir():
        said = N_("{folder} is a file. Name a folder to publish into.")
    elif os.path.ismount(folder):
        said = N_("{folder} is where a disk is mounted, and cannot be replaced in one step. Name a folder in it.")
    elif (known := manifest.read(folder)) is None and any(folder.iterdir()):
        said = N_("{folder} holds something that Essaim did not publish. Name another folder, or empty this one.")
    if said:
        raise Refused(said, folder=str(folder))
    return known or Manifest()


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """Held by one publication at a time, by the folder itself whatever its name."""
    if not folder.exists():
        yield
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise Refused(N_("Somebody is publishing beside {folder} already. Wait until that is done."), folder=str(folder)) from None
        yield
    finally:
        os.close(handle)


@contextmanager
def _explained(folder: Path) -> Iterator[None]:
    try:
        yield
    except OSError as problem:
        raise cannot_write(folder, problem) from problem


def cannot_write(folder: Path, problem: OSError) -> Refused:
    """Why the site cannot be written."""
    reason = problem.strerror or str(problem)
    said = N_("The site cannot be written beside {folder}: {reason}. What was published before is as it was.")
    return Refused(said, folder=str(folder), reason=reason)


def _remove(path: Path) -> None:
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        with suppress(FileNotFoundError):
            path.unlink()
