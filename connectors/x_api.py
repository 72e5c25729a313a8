"""Counts from the API of X (v2), read with the bearer token of a team: up to 100 accounts by name in one call.

Documentation: https://docs.x.com/x-api/users/user-lookup-by-usernames
"""

from collections.abc import Callable, Sequence
from datetime import datetime

from connectors.base import Outcome, Target


class XApi:
    """The API of X; the token comes with each call and is never kept."""

    def __init__(self, url: str, *, clock: Callable[[], datetime]) -> None:
        """
        :param url: ``https://...`` of the API, without ``/2``.
        """
        self._url = url
        self._clock = clock

    def read(self, token: str, batch: Sequence[Target]) -> dict[int, Outcome]:
        """Read up to 100 accounts by name. One outcome per target, whatever happens: a failure of the whole call is everyone's outcome
        (a refused token: RECONNECT; the limit reached: RETRY_LATER with ``retry_at``).
        """
        raise NotImplementedError

    def close(self) -> None:
        """Close what is open."""
