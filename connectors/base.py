"""The contract of every connector: look one account up, read many; one error with a remedy."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Protocol

from dashboard.domain.accounts import AccountState
from dashboard.domain.errors import EssaimError
from dashboard.domain.networks import Network


class Remedy(StrEnum):
    """What to do about a failure. Callers branch on this, never on a vendor's error class."""

    RETRY_LATER = "retry_later"
    RECONNECT = "reconnect"
    FIX_HANDLE = "fix_handle"
    GIVE_UP = "give_up"


class ConnectorError(EssaimError):
    """Another server did not give what was asked.

    :param message: sentence that names the thing and the cause (see EssaimError).
    :param remedy: what to do.
    :param state: what the failure says of the account; UNREACHABLE if nothing.
    :param retry_at: aware instant before which asking again is useless, or None.
    """

    def __init__(
        self,
        message: str,
        remedy: Remedy,
        *,
        state: AccountState = AccountState.UNREACHABLE,
        retry_at: datetime | None = None,
        **values: object,
    ) -> None:
        super().__init__(message, **values)
        self.remedy = remedy
        self.state = state
        self.retry_at = retry_at


@dataclass(frozen=True)
class Target:
    """An account to be read.

    :param key: the caller's own name for it (account id); outcomes are keyed by it.
    :param handle: without a leading ``@``.
    :param remote_id: the network's lasting identifier where known: read by it, so that a renamed handle follows.
    :param host: server that knows the true counts, for networks of many servers; the handle's own domain if None.
    """

    key: int
    handle: str
    remote_id: str | None = None
    host: str | None = None


@dataclass(frozen=True)
class Profile:
    """What a network says of an account, reduced to what is used. All texts are hostile: escape them.

    :param followers: None when hidden, negative, missing or not a number: never 0 in their place.
    :param state: ACTIVE, MOVED, SUSPENDED or HIDDEN.
    :param moved_to: handle the account moved to, or None.
    :param read_at: aware instant of the reading.
    :param source: address at which anybody can check the figure.
    """

    network: Network
    handle: str
    remote_id: str
    host: str | None
    display_name: str
    url: str
    followers: int | None
    following: int | None
    posts: int | None
    state: AccountState
    read_at: datetime
    source: str
    opened_on: date | None = None
    moved_to: str | None = None


Outcome = Profile | ConnectorError


class Connector(Protocol):
    """One network. ``look_up`` asks for one account by its handle, ``read`` for many by what is stored of them."""

    network: Network

    def look_up(self, handle: str) -> Profile:
        """Find an account by its handle (``ville.fr``, ``ville@social.example``).

        :raises ConnectorError: not found (FIX_HANDLE), server down or limited (RETRY_LATER), refused (GIVE_UP).
        """
        ...

    def batches(self, targets: Sequence[Target]) -> list[list[Target]]:
        """Split targets into the fewest calls: each batch goes to one server and fits one request where the server allows it."""
        ...

    def read(self, batch: Sequence[Target]) -> dict[int, Outcome]:
        """Read one batch. One outcome per target, whatever happens: a failure of the whole call is everyone's outcome."""
        ...

    def close(self) -> None:
        """Close what is open."""
        ...
