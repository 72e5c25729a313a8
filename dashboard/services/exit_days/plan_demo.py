"""The exit days of the demo: one that has passed, one to come, one just below its tipping point, one that was cancelled."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from dashboard.domain.exit_days.conditions import ALWAYS, Condition
from dashboard.domain.exit_days.days import Goal, Plan
from dashboard.domain.exit_days.pledges import NewPledge, Strength
from dashboard.domain.people import OPERATOR
from dashboard.services.exit_days.campaigns import make_campaign
from dashboard.services.exit_days.plan import plan_exit_day
from dashboard.services.exit_days.pledge import pledge, withdraw_pledge
from dashboard.services.exit_days.steps import cancel_exit_day, confirm_exit_day, end_exit_days, open_exit_day
from db import organisations, standings
from db.engine import Database

Leaving = Sequence[tuple[str, date | None]]
"""Slug of each institution with the day on which it left or leaves, in the order of the demo."""

TOGETHER = 2
"""Departures on one day that make it a day of many."""
KEPT, LATE, BROKEN = 9, 3, 2
SURE, WAITING = 4, 5
AHEAD = 58
"""Days until the one that takes pledges."""


@dataclass(frozen=True)
class _Demo:
    db: Database
    campaign: str
    now: datetime

    def plan(self, on: date, fr: str, en: str, goal: int, *, at: datetime, text: tuple[str, str] = ("", "")) -> str:
        """A day, open to pledges."""
        titles, texts = {"fr": fr, "en": en}, {"fr": text[0], "en": text[1]}
        plan = Plan(on, on - timedelta(days=7), titles, texts, time(10), goal=Goal(goal))
        slug = plan_exit_day(self.db, self.campaign, plan, by=OPERATOR, now=at)
        open_exit_day(self.db, slug, by=OPERATOR, now=at)
        return slug

    def pledges(self, day: str, slugs: Sequence[str], typed: NewPledge, *, at: datetime, named: Sequence[str] = ()) -> None:
        """Each of these makes the same pledge."""
        for slug in slugs:
            pledge(self.db, day, slug, typed, by=OPERATOR, now=at, named=named)


def plan_demo(db: Database, *, now: datetime) -> None:
    """Store a fictional campaign with its days, as far as there are institutions for them.

    The command line does it, whoever asked for the demo: coordinators cannot pledge for institutions.
    """
    titles = {"fr": "Quitter X ensemble", "en": "Leaving X together"}
    campaign = make_campaign(db, titles, {}, by=OPERATOR, now=now, fictional=True)
    demo = _Demo(db, campaign.slug, now)
    known = _known(db)
    staying = [slug for slug, on in known if on is None]
    days = Counter(on for _, on in known if on is not None)
    for day in _most_common(days, lambda on: on < now.date() - timedelta(days=60)):
        _passed(demo, day, known, staying)
    for day in _most_common(days, lambda on: on > now.date() + timedelta(days=14)):
        _to_come(demo, day, [slug for slug, on in known if on == day])
    if len(staying) > SURE + WAITING:
        _open(demo, staying)
    on = now.date() + timedelta(days=120)
    cancelled = demo.plan(on, "Bibliothèques, hiver", "Libraries, winter", 20, at=now)
    cancel_exit_day(db, cancelled, "Le congrès des bibliothèques a été déplacé au printemps.", by=OPERATOR, now=now)


def _known(db: Database) -> Leaving:
    with db.reading() as session:
        slugs = organisations.keys(session)
        found = standings.standings(session, slugs.values())
        return [(slug, found[key][0] if key in found else None) for slug, key in sorted(slugs.items(), key=lambda pair: pair[1])]


def _most_common(days: Counter[date], which: Callable[[date], bool]) -> list[date]:
    """The day on which most leave, if several do."""
    return [day for day, n in days.most_common() if n >= TOGETHER and which(day)][:1]


def _passed(demo: _Demo, on: date, known: Leaving, staying: Sequence[str]) -> None:
    """Confirmed, and kept by most of those who pledged; one withdrew, and some never left."""
    made, confirmed, withdrew = (_morning(on - timedelta(days=days)) for days in (70, 14, 3))
    kept = [slug for slug, left in known if left == on][:KEPT]
    day = demo.plan(on, "Premier départ commun", "First departure together", min(5, len(kept)), at=made)
    late = [slug for slug, left in known if left and on < left <= on + timedelta(days=30)][:LATE]
    demo.pledges(day, kept[:4], NewPledge(shown=True), at=made)
    demo.pledges(day, [*kept[4:], *late], NewPledge(condition=Condition(organisations=4)), at=made)
    demo.pledges(day, staying[-BROKEN - 1 :], NewPledge(), at=made)
    confirm_exit_day(demo.db, day, by=OPERATOR, now=confirmed)
    for slug in staying[-1:]:
        withdraw_pledge(demo.db, day, slug, by=OPERATOR, now=withdrew)
    end_exit_days(demo.db, now=demo.now)


def _to_come(demo: _Demo, on: date, leaving: Sequence[str]) -> None:
    """Confirmed already; those who leave have planned it."""
    made = demo.now - timedelta(days=40)
    text = ("Un même jour, une même heure, un même message.", "One day, one hour, one message.")
    day = demo.plan(on, "Avant les fêtes", "Before the holidays", TOGETHER, at=made, text=text)
    demo.pledges(day, leaving[:1], NewPledge(shown=True), at=made)
    demo.pledges(day, leaving[1:], NewPledge(condition=Condition(organisations=2)), at=made)
    confirm_exit_day(demo.db, day, by=OPERATOR, now=demo.now - timedelta(days=5))


def _open(demo: _Demo, staying: Sequence[str]) -> None:
    """Four would leave; two more would bring all the others along."""
    made = demo.now - timedelta(days=20)
    text = (
        "Nous partons le même jour, pour que nos publics nous suivent ensemble. Chacun peut poser ses conditions.",
        "We leave on the same day, so that our audiences follow us together. Each may set its conditions.",
    )
    day = demo.plan(demo.now.date() + timedelta(days=AHEAD), "Rentrée d’hiver", "New term", SURE + WAITING, at=made, text=text)
    sure, waiting = staying[:SURE], staying[SURE : SURE + WAITING]
    demo.pledges(day, sure[:2], NewPledge(shown=True), at=made)
    demo.pledges(day, sure[2:3], NewPledge(condition=Condition(organisations=3)), at=made)
    demo.pledges(day, sure[3:], NewPledge(condition=ALWAYS), at=made, named=sure[:1])
    demo.pledges(day, waiting[:1], NewPledge(condition=Condition(organisations=9, audience=1_000), shown=True), at=made)
    demo.pledges(day, waiting[1:3], NewPledge(condition=Condition(organisations=9)), at=made)
    demo.pledges(day, waiting[3:], NewPledge(condition=Condition(organisations=11)), at=made)
    demo.pledges(day, staying[SURE + WAITING :][:3], NewPledge(Strength.CONSIDERING), at=made)


def _morning(day: date) -> datetime:
    return datetime.combine(day, time(9), UTC)
