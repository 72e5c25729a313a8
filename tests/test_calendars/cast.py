"""Four days in a calendar: one with an hour, a whole one, one that was cancelled, and one of fictional institutions."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from typing import Any

from icalendar import Calendar

from dashboard.domain.exit_days.days import State
from dashboard.domain.exit_days.local_time import begins
from dashboard.domain.networks import Network
from dashboard.i18n import words_in
from dashboard.presenters.calendar import checklist, days_calendar
from dashboard.services.exit_days.campaigns import Campaign
from dashboard.services.exit_days.read import ExitDay, Step
from tests.factories import NOW
from tests.test_exit_days.cast import CITIES

HOST = "essaim.example"
BASE = f"https://{HOST}"
HOSTILE = 'Lyon; Besançon, \\ "Évreux"\r\nATTENDEE:mailto:x@evil.example\x00\x0b\u2028URL:https://evil.example'


def day(slug: str = "villes-automne-2025", state: State = State.OPEN, *, fictional: bool = False, **plan: Any) -> ExitDay:
    """A day as everybody sees it; what is left out is as the cities plan it."""
    planned = replace(CITIES, **plan)
    campaign = Campaign("quitter-x", Network.X, {"fr": "Quitter X", "en": "Leaving X"}, {}, fictional)
    steps = [Step(State.OPEN, NOW, ""), Step(state, NOW, "Not enough pledges" if state is State.CANCELLED else "")]
    starts_at = begins(planned.on, planned.at, planned.zone, second=planned.second)
    return ExitDay(slug, state, planned, campaign, starts_at, 3, NOW + timedelta(hours=2, microseconds=7), steps)


def four() -> list[ExitDay]:
    """The four days."""
    museums = {"fr": "Musées, octobre", "en": "Museums, October"}
    return [
        day(),
        day("musees", State.CONFIRMED, at=None, titles=museums, texts={"fr": "", "en": ""}),
        day("ecoles", State.CANCELLED, titles={"fr": "Écoles", "en": HOSTILE}, texts={"fr": HOSTILE, "en": HOSTILE}),
        day("demo", State.DONE, fictional=True, at=time(2, 30), on=datetime(2026, 10, 25, tzinfo=UTC).date(), second=True),
    ]


def page(one: ExitDay) -> str:
    """Where it is read about."""
    return f"{BASE}/en/exit-days/{one.slug}/"


def written(days: Sequence[ExitDay], language: str = "en") -> bytes:
    """The calendar of these days."""
    own = f"{BASE}/{language}/calendar.ics"
    return days_calendar(words_in(language), days, name="Exit days", own=own, host=HOST, page=page)


def prepared(one: ExitDay) -> bytes:
    """The calendar of what is to be prepared for one day."""
    own = f"{BASE}/en/exit-days/{one.slug}/checklist.ics"
    return checklist(words_in("en"), one, name="Preparation", own=own, host=HOST, page=page(one))


def events(body: bytes) -> dict[str, Any]:
    """What a calendar holds, by UID."""
    return {str(one["UID"]): one for one in Calendar.from_ical(body).walk("VEVENT")}
