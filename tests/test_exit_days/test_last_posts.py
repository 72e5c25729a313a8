"""The last posts that are known: beside what became of a pledge, never instead of it."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta

import pytest

from dashboard.domain.departures import DepartureEvent, Status
from dashboard.domain.exit_days.afterwards import FollowThrough, Kept, LastPost, with_posts
from dashboard.domain.figures import Snapshot
from dashboard.domain.networks import Network
from dashboard.domain.people import OPERATOR
from dashboard.domain.post_file import Post
from dashboard.i18n import words_in
from dashboard.presenters.pledging.kept import followed
from dashboard.services.exit_days.afterwards import read_afterwards
from dashboard.services.exit_days.steps import confirm_exit_day
from dashboard.services.record_snapshots import record_snapshots
from db import posts
from db.engine import Database
from tests.factories import HOLDING, NOW, account_id, log, make_figures
from tests.test_exit_days.cast import CITIES, DAY, city, planned, pledges

EN = words_in("en")
LEFT = CITIES.on
SEEN = LEFT + timedelta(days=60)
AFTER = LEFT + timedelta(days=20)


def event(on: date, source: str = "") -> DepartureEvent:
    return DepartureEvent(Status.LAST_POST, on, source, datetime.combine(on, time(), UTC))


@pytest.mark.parametrize(
    ("logged", "told", "counted", "last"),
    [
        ((), None, (), None),
        ((event(LEFT, "https://lyon.example/"),), None, (), LastPost(LEFT, source="https://lyon.example/")),
        ((event(LEFT),), AFTER, (), LastPost(AFTER)),
        ((), None, ([(100, LEFT, AFTER)],), None),
        ((), None, ([(100, LEFT, AFTER), (99, AFTER + timedelta(days=1), SEEN)],), None),
        (
            (event(LEFT),),
            None,
            ([(100, LEFT, AFTER), (103, AFTER + timedelta(days=1), SEEN)],),
            LastPost(AFTER + timedelta(days=1), after=AFTER),
        ),
        ((), SEEN + timedelta(days=1), (), None),
    ],
)
def test_the_youngest_post_that_is_known_counts(
    logged: Sequence[DepartureEvent], told: date | None, counted: Sequence[Sequence[tuple[int, date, date]]], last: LastPost | None
) -> None:
    found = FollowThrough(Kept.KEPT, LEFT)
    assert with_posts(found, logged, told, counted, network=Network.X, today=SEEN).last_post == last


def test_a_post_of_the_day_after_is_none_since() -> None:
    for days, since in ((0, False), (1, False), (2, True)):
        assert FollowThrough(Kept.KEPT, LEFT, last_post=LastPost(LEFT + timedelta(days=days))).posts_since is since
    assert not FollowThrough(Kept.BROKEN, last_post=LastPost(SEEN)).posts_since


def test_they_are_shown_beside_what_became_of_the_pledge(db: Database) -> None:
    planned(db)
    slugs = [city(db, name) for name in ("Lyon", "Dole", "Évreux")]
    for slug in slugs:
        pledges(db, slug)
        make_figures(db, slug, Network.X, {"2025-05-30": 5_000})
    confirm_exit_day(db, DAY, by=OPERATOR, now=NOW)
    for slug in slugs:
        log(db, slug, on=LEFT)
    log(db, "lyon", Status.RETURNED, AFTER, source="https://lyon.example/retour")
    log(db, "lyon", Status.LAST_POST, LEFT)
    dole, evreux = (account_id(db, slug, Network.X) for slug in ("dole", "evreux"))
    with db.writing() as session:
        posts.store(session, dole, 1, [Post("1", LEFT - timedelta(days=2), 10, 1), Post("2", AFTER, 10, 1)])
        moments = [datetime.combine(LEFT + timedelta(days=n), time(6), UTC) for n in (0, 1, 9, 12)]
        counts = [Snapshot(evreux, at, 5_000, posts=n) for at, n in zip(moments, (70, 71, 71, 74), strict=True)]
        record_snapshots(session, counts, today=SEEN, holding=HOLDING)
    held = read_afterwards(db, DAY, now=datetime.combine(SEEN, time(6), UTC))
    assert [one.found.kept for one in held] == [Kept.KEPT, Kept.KEPT, Kept.RETURNED]
    rows = {one.name: one for one in followed(EN, held, lambda slug: slug, Network.X)}
    assert (rows["Lyon"].on, rows["Lyon"].source) == (AFTER, "https://lyon.example/retour")
    said = {name: [text.replace("\u00a0", " ") for text, _ in row.beside] for name, row in rows.items()}
    assert said == {
        "Dole": ["last known post on X: 12 October 2025, after the departure"],
        "Évreux": ["number of posts on X grew between 1 October 2025 and 4 October 2025, after the departure"],
        "Lyon": ["left on 22 September 2025", "last known post on X: 22 September 2025"],
    }
