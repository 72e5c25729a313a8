"""Exit days of the small register, one of each kind, named like those of the whole demo, which need more institutions."""

from datetime import UTC, date, datetime, time, timedelta

from dashboard.domain.departures import journey
from dashboard.domain.exit_days.conditions import ALWAYS, Condition
from dashboard.domain.exit_days.days import Goal, Plan
from dashboard.domain.exit_days.pledges import NewPledge
from dashboard.domain.people import OPERATOR
from dashboard.services.exit_days.plan import plan_exit_day
from dashboard.services.exit_days.pledge import pledge
from dashboard.services.exit_days.steps import confirm_exit_day, end_exit_days, open_exit_day
from db import departures, organisations
from db.engine import Database
from tests.screens import CITY

CAMPAIGN = "quitter-x-ensemble"
OPEN, CONFIRMED, OVER, CANCELLED, DRAFT = (
    "rentree-d-hiver",
    "avant-les-fetes",
    "premier-depart-commun",
    "bibliotheques-hiver",
    "a-l-etude",
)
LEFT = ("universite-de-clairmontel", CITY, "chu-de-hauterelle")
"""The day that is over was the first one's; the second had left before, the third left months later."""
STAYS = "ecoute-sombreval"
TO_LEAVE = (STAYS, "universite-d-ormevent", "ville-de-brisemer")


def plan_small_days(db: Database, *, now: datetime) -> None:
    """A day that is over, one that is confirmed, one open to pledges and a draft; the demo has one that is cancelled."""
    _over(db, _departure(db, LEFT[0]))
    _plan(db, _departure(db, TO_LEAVE[-1]), "Avant les fêtes", "Before the holidays", now)
    for slug in TO_LEAVE:
        pledge(db, CONFIRMED, slug, NewPledge(shown=True), by=OPERATOR, now=now)
    confirm_exit_day(db, CONFIRMED, by=OPERATOR, now=now)
    _plan(db, now + timedelta(days=90), "Rentrée d’hiver", "New term", now, goal=5)
    for slug, others in zip(TO_LEAVE, (2, 2, 5), strict=True):
        pledge(db, OPEN, slug, NewPledge(condition=Condition(organisations=others), shown=True), by=OPERATOR, now=now)
    _plan(db, now + timedelta(days=200), "À l’étude", "Being studied", now, opened=False)


def _over(db: Database, left: datetime) -> None:
    made = left - timedelta(days=60)
    _plan(db, left, "Premier départ commun", "First departure together", made)
    for slug in (*LEFT, STAYS):
        pledge(db, OVER, slug, NewPledge(condition=ALWAYS, shown=True), by=OPERATOR, now=made)
    confirm_exit_day(db, OVER, by=OPERATOR, now=made)
    end_exit_days(db, now=left + timedelta(days=3))


def _departure(db: Database, slug: str) -> datetime:
    """When it left, or will leave."""
    with db.reading() as session:
        key = organisations.by_slug(session, slug).id or 0
        left = journey(departures.events(session, key), date.max).departed_on
    assert left is not None
    return datetime.combine(left, time(12), UTC)


def _plan(db: Database, at: datetime, fr: str, en: str, now: datetime, *, goal: int = 2, opened: bool = True) -> None:
    texts = {"fr": "Un même jour, un même message.", "en": "One day, one message."}
    plan = Plan(at.date(), at.date() - timedelta(days=7), {"fr": fr, "en": en}, texts, time(10), goal=Goal(goal))
    slug = plan_exit_day(db, CAMPAIGN, plan, by=OPERATOR, now=now)
    if opened:
        open_exit_day(db, slug, by=OPERATOR, now=now)
