"""Every edit of a day, and every step it takes, is seen by calendars: SEQUENCE and LAST-MODIFIED rise, the UID stays."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard.domain.exit_days.days import Goal, Plan, Sector
from dashboard.domain.organisations import Kind
from dashboard.domain.people import OPERATOR
from dashboard.services.exit_days.campaigns import make_campaign
from dashboard.services.exit_days.feeds import read_calendar
from dashboard.services.exit_days.plan import change_exit_day, plan_exit_day
from dashboard.services.exit_days.steps import cancel_exit_day, confirm_exit_day, open_exit_day
from db.engine import Database
from tests.databases import sqlite_copy
from tests.factories import NOW
from tests.test_calendars.cast import events, written
from tests.test_exit_days.cast import CITIES, city, pledges

TEXTS = st.text(st.characters(codec="utf-8", exclude_categories=("C", "Zl", "Zp")), min_size=1, max_size=30).map(lambda text: f"{text} é")
PLANS = st.builds(
    Plan,
    on=st.dates(date(2025, 9, 22), date(2027, 12, 31)),
    deadline=st.dates(date(2025, 6, 2), date(2025, 9, 21)),
    titles=st.fixed_dictionaries({"fr": TEXTS, "en": TEXTS}),
    texts=st.fixed_dictionaries({"fr": TEXTS, "en": TEXTS}),
    at=st.one_of(st.none(), st.times(time(4), time(22)).map(lambda at: at.replace(second=0, microsecond=0))),
    zone=st.sampled_from((CITIES.zone, "America/New_York", "Pacific/Auckland")),
    sector=st.sampled_from((Sector(), Sector(kinds=frozenset({Kind.CITY})))),
    goal=st.builds(Goal, organisations=st.one_of(st.none(), st.integers(2, 50))),
)
EDITS: dict[str, Any] = {
    "moved": {"on": date(2025, 10, 1)},
    "at another hour": {"at": time(11, 30)},
    "the whole day": {"at": None},
    "on other clocks": {"zone": "Pacific/Auckland"},
    "another last day for pledges": {"deadline": date(2025, 9, 1)},
    "renamed in French": {"titles": {**CITIES.titles, "fr": "Villes"}},
    "renamed in English": {"titles": {**CITIES.titles, "en": "Cities"}},
    "told anew in French": {"texts": {**CITIES.texts, "fr": "Ensemble."}},
    "told anew in English": {"texts": {**CITIES.texts, "en": "Together."}},
    "another goal": {"goal": Goal(4)},
    "a goal of followers": {"goal": Goal(3, 1_000)},
    "open to others": {"sector": Sector(kinds=frozenset({Kind.CITY}))},
}


@pytest.fixture(scope="module")
def everyday(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    """A register with two cities and a campaign."""
    with sqlite_copy(sqlite_template, tmp_path_factory.mktemp("edits")) as db:
        for name in ("Lyon", "Nancy"):
            city(db, name)
        make_campaign(db, {"fr": "Quitter X", "en": "Leaving X"}, {}, by=OPERATOR, now=NOW)
        yield db


def seen(db: Database, slug: str) -> tuple[str, int, datetime, bytes]:
    """The day as calendars see it: UID, SEQUENCE, LAST-MODIFIED, and all of it."""
    body = written([one for one in read_calendar(db) if one.slug == slug])
    ((uid, event),) = events(body).items()
    assert event["DTSTAMP"].dt == event["LAST-MODIFIED"].dt
    return uid, int(event["SEQUENCE"]), event["LAST-MODIFIED"].dt, body


@pytest.mark.parametrize("edit", EDITS)
def test_each_kind_of_edit_alone_is_seen(everyday: Database, edit: str) -> None:
    slug = plan_exit_day(everyday, "quitter-x", CITIES, by=OPERATOR, now=NOW)
    open_exit_day(everyday, slug, by=OPERATOR, now=NOW)
    before, later = seen(everyday, slug), NOW + timedelta(hours=1)
    change_exit_day(everyday, slug, replace(CITIES, **EDITS[edit]), by=OPERATOR, now=later, seen=2)
    after = seen(everyday, slug)
    assert (after[0], after[1], after[2]) == (before[0], before[1] + 1, later)


@settings(max_examples=12, deadline=None)
@given(plans=st.lists(PLANS, max_size=3), confirmed=st.booleans(), cancelled=st.booleans())
def test_every_edit_and_every_step_is_seen(everyday: Database, plans: list[Plan], confirmed: bool, cancelled: bool) -> None:
    db, now = everyday, NOW
    slug = plan_exit_day(db, "quitter-x", CITIES, by=OPERATOR, now=now)
    assert slug not in {one.slug for one in read_calendar(db)}
    open_exit_day(db, slug, by=OPERATOR, now=now)
    revision, before = 2, seen(db, slug)
    for plan in plans:
        now += timedelta(hours=1)
        changed = change_exit_day(db, slug, plan, by=OPERATOR, now=now, seen=revision)
        after = seen(db, slug)
        assert after[0] == before[0]
        if changed == revision:
            assert after == before
        else:
            assert after[1] == before[1] + 1 and after[2] > before[2] and after[2] == now
        revision, before = changed, after
    for wanted, step in ((confirmed, _confirm), (cancelled, _cancel)):
        if wanted:
            now += timedelta(hours=1)
            step(db, slug, now)
            after = seen(db, slug)
            assert after[0] == before[0] and after[1] > before[1] and after[2] > before[2]
            before = after
    assert seen(db, slug) == before


def _confirm(db: Database, slug: str, now: datetime) -> None:
    current = next(one for one in read_calendar(db) if one.slug == slug)
    easy = replace(current.plan, goal=Goal(), deadline=date(2025, 9, 21))
    change_exit_day(db, slug, easy, by=OPERATOR, now=now, seen=current.revision)
    for name in ("lyon", "nancy"):
        pledges(db, name, slug, now=now)
    confirm_exit_day(db, slug, by=OPERATOR, now=now)


def _cancel(db: Database, slug: str, now: datetime) -> None:
    cancel_exit_day(db, slug, "Postponed for good", by=OPERATOR, now=now)


def test_a_draft_that_is_cancelled_before_anybody_saw_it_is_in_no_calendar(everyday: Database) -> None:
    slug = plan_exit_day(everyday, "quitter-x", CITIES, by=OPERATOR, now=NOW)
    cancel_exit_day(everyday, slug, "A mistake", by=OPERATOR, now=NOW)
    assert slug not in {one.slug for one in read_calendar(everyday)}
