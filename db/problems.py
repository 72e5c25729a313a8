"""What can go wrong with the database itself, said to a person: one sentence, its cause and its remedy."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.engine import make_url
from sqlalchemy.exc import DatabaseError, OperationalError

from dashboard.domain.errors import N_, EssaimError

NOT_A_DATABASE = "file is not a database"
BUSY = ("database is locked", "database table is locked", "lock timeout")
LONGEST_REASON = 200


class StorageError(EssaimError):
    """The database cannot be used now; nothing was stored."""


@contextmanager
def explained(url: str) -> Iterator[None]:
    """Turn what the database itself refuses into a StorageError; a row that breaks a rule is the caller's affair.

    :param url: SQLAlchemy URL; its password is never said.
    """
    try:
        yield
    except OperationalError as problem:
        raise _explain(url, str(problem.orig)) from problem
    except DatabaseError as problem:
        if type(problem) is not DatabaseError:
            raise
        raise _explain(url, str(problem.orig)) from problem


def _explain(url: str, reason: str) -> StorageError:
    reason = (reason.splitlines() or ["?"])[0][:LONGEST_REASON].rstrip(".? ")
    if any(sign in reason for sign in BUSY):
        return StorageError(N_("The database is busy: somebody else is writing to it. Try again in a minute."))
    if make_url(url).get_backend_name() == "postgresql":
        return StorageError(
            N_("The database server cannot be used: {reason}. Check ESSAIM_DATABASE_URL, and that the server is running."), reason=reason
        )
    if NOT_A_DATABASE in reason:
        return StorageError(
            N_("{file} is not a database. Move that file away, or set ESSAIM_DATABASE_URL to another one."), file=make_url(url).database
        )
    return unusable(make_url(url).database or "?", reason)


def unusable(file: str, reason: str) -> StorageError:
    """The file of a database can be neither read nor made."""
    return StorageError(
        N_("The database {file} cannot be used: {reason}. Check who may write there, or set ESSAIM_DATA_DIR to another folder."),
        file=file,
        reason=reason,
    )
