"""Kits made of nothing but facts, for tests that need no database."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, date, datetime

from dashboard.domain.accounts import Account, Origin
from dashboard.domain.exit_days.days import State
from dashboard.domain.networks import Network
from dashboard.domain.organisations import Kind, Organisation
from dashboard.services.exit_days.campaigns import Campaign
from dashboard.services.exit_days.kit import Kit
from dashboard.services.exit_days.read import ExitDay
from tests.factories import NOW
from tests.test_exit_days.cast import CITIES, DAY

BASE = "https://essaim.example"
BLUESKY, MASTODON = (Network.BLUESKY, "lyon.fr"), (Network.MASTODON, "lyon@social.example")


def account(network: Network, handle: str, key: int = 1) -> Account:
    """One new account."""
    return Account(key, "lyon", network, handle, Origin.DESTINATION, host=handle.partition("@")[2] or None)


def made(
    name: str = "Lyon",
    accounts: Iterable[tuple[Network, str]] = (BLUESKY, MASTODON),
    *,
    firm: bool = True,
    others: int | None = 11,
    on: date = CITIES.on,
    slug: str = "lyon",
    day: str = DAY,
    left_out: int = 0,
    **fields: object,
) -> Kit:
    """The kit of an institution on the exit day of the cast."""
    campaign = Campaign("quitter-x", Network.X, {"fr": "Quitter X", "en": "Leaving X"}, {}, False)
    plan = replace(CITIES, on=on)
    shown = ExitDay(day, State.CONFIRMED if firm else State.OPEN, plan, campaign, datetime(2025, 9, 22, 8, tzinfo=UTC), 2, NOW, ())
    organisation = Organisation(slug, name, Kind.CITY, **fields)  # type: ignore[arg-type]
    found = [account(network, handle, key) for key, (network, handle) in enumerate(accounts, 1)]
    return Kit(shown, organisation, firm, others if firm else None, found, left_out)
