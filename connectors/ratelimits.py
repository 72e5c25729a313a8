"""What servers say of their limits, in every dialect: ``X-RateLimit-*``, ``X-Rate-Limit-*``, ``RateLimit-*``, ``Retry-After``; dates,
epochs, seconds.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

LONGEST_WAIT = 86_400.0
"""Seconds; a server that asks for more is asked again after a day all the same."""
EPOCH_FROM = 100_000_000
"""A reset below this is a number of seconds to wait, above it a date."""


@dataclass(frozen=True)
class Limits:
    """A server's word on its limits. All instants are seconds since the epoch.

    :param limit: calls per window, or None.
    :param remaining: calls left in the window that ``window`` names, or None.
    :param window: end of the window by the server's own clock: two answers with the same one count the same calls.
    :param reset_at: the same by our clock.
    :param retry_at: when ``Retry-After`` allows the next call, by our clock.
    """

    limit: int | None = None
    remaining: int | None = None
    window: float | None = None
    reset_at: float | None = None
    retry_at: float | None = None


def read_limits(headers: Mapping[str, str], now: float) -> Limits:
    """What the headers of an answer that came ``now`` say; whatever cannot be understood is left out."""
    said = {name.lower().removeprefix("x-").replace("rate-limit", "ratelimit"): value.strip() for name, value in headers.items()}
    server_now = _http_date(said.get("date", "")) or now
    window = _instant(said.get("ratelimit-reset", ""), server_now)
    retry = said.get("retry-after", "")
    asked = float(retry) if re.fullmatch(r"[0-9]{1,12}", retry) else None
    retry_date = _http_date(retry)
    if asked is None and retry_date is not None:
        asked = retry_date - server_now
    return Limits(
        limit=_count(said.get("ratelimit-limit", "")) or None,
        remaining=_count(said.get("ratelimit-remaining", "")),
        window=window,
        reset_at=None if window is None else now + _bounded(window - server_now),
        retry_at=None if asked is None else now + _bounded(asked),
    )


def _bounded(seconds: float) -> float:
    return min(max(seconds, 0.0), LONGEST_WAIT)


def _count(text: str) -> int | None:
    found = re.fullmatch(r"([0-9]{1,9})(?:\s*[,;].*)?", text)
    return int(found[1]) if found else None


def _instant(text: str, server_now: float) -> float | None:
    if re.fullmatch(r"[0-9]{1,13}(\.[0-9]+)?", text):
        number = float(text)
        if number < EPOCH_FROM:
            return server_now + number
        return number / 1000 if number >= EPOCH_FROM * 1000 else number
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return _http_date(text)
    return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).timestamp()


def _http_date(text: str) -> float | None:
    try:
        moment = parsedate_to_datetime(text)
    except ValueError:
        return None
    return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).timestamp()
