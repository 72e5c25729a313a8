"""What a form of these pages says it has read, looked at again: anybody can send anything."""

from datetime import UTC, datetime

from dashboard.domain.errors import N_, Refused
from dashboard.domain.x_archive import EARLIEST, MOST_FOLLOWERS, ArchiveFacts
from dashboard.domain.x_manifest import ACCOUNT, COUNT, HANDLE, INSTANT
from dashboard.web.forms import Sent

FACTS = ("account_id", "handle", "generated_at", "followers", "following")
"""The fields of an archive: all that leaves the browser."""


def archive_facts(sent: Sent) -> ArchiveFacts:
    """The facts of an archive as the page read them.

    :raises Refused: no archive says so.
    """
    account_id, handle, made, followers, following = (sent.field(name) for name in FACTS)
    if not (ACCOUNT.fullmatch(account_id) and HANDLE.fullmatch(handle) and INSTANT.fullmatch(made)):
        raise _wrong()
    try:
        at = datetime.fromisoformat(made).astimezone(UTC)
    except ValueError as problem:
        raise _wrong() from problem
    if at.date() < EARLIEST:
        raise _wrong()
    return ArchiveFacts(account_id, handle, at, _count(followers), _count(following) if following else None)


def _count(text: str) -> int:
    if not COUNT.fullmatch(text) or int(text) > MOST_FOLLOWERS:
        raise _wrong()
    return int(text)


def _wrong() -> Refused:
    return Refused(N_("What was sent is not what an archive of X says. Nothing was stored: choose the archive again."))
