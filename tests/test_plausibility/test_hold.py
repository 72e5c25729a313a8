"""New figures are held against the curve as they are stored: those that wait count nowhere, until somebody decides."""

from datetime import date, timedelta

import pytest
from sqlmodel import select

from dashboard.domain.departures import Status
from dashboard.domain.errors import Conflict, NotAllowed, NotFound, Refused
from dashboard.domain.figures import Provenance, Snapshot, noon
from dashboard.domain.flags import Verdict
from dashboard.domain.leaderboard import Standing
from dashboard.domain.networks import Network
from dashboard.domain.people import OPERATOR, Role
from dashboard.services.plausibility.decide import decide
from dashboard.services.plausibility.hold import hold_against_the_curve
from dashboard.services.plausibility.read import waiting, waiting_of
from dashboard.services.read_leaderboard import all_standings
from dashboard.services.read_organisation import read_organisation
from dashboard.services.record_figure import record_figure
from db import audit
from db.engine import Database
from db.tables import DailyRow, FlagRow
from tests.databases import statements
from tests.factories import HOLDING, NOW, TODAY, account_id, log, make_account, make_figures, make_organisation
from tests.people import actor
from tests.test_imports.cast import brought, undone
from tests.test_plausibility.cast import decided, held, read_daily, since

LEFT = date(2025, 1, 20)
FIRST = date(2025, 5, 1)
CALM = [10_000 + 3 * n for n in range(25)]


@pytest.fixture(autouse=True)
def lyon(db: Database) -> None:
    """Lyon left X in January with 100,000 followers; its Bluesky account is read every day and hardly moves."""
    make_organisation(db)
    make_figures(db, "lyon", Network.X, {LEFT: 100_000})
    log(db, status=Status.DEPARTED, on=LEFT)
    make_account(db, opened_on=date(2023, 5, 1))
    read_daily(db, since(FIRST, *CALM))


def standing(db: Database, slug: str = "lyon") -> Standing:
    return next(one for one in all_standings(db, today=TODAY, age=None, holding=HOLDING) if one.slug == slug)


def flags(db: Database) -> list[FlagRow]:
    with db.reading() as session:
        return list(session.exec(select(FlagRow).order_by(FlagRow.at)))  # type: ignore[arg-type]


NEXT = FIRST + timedelta(days=len(CALM))


def test_a_reading_on_the_line_needs_no_look(db: Database) -> None:
    assert read_daily(db, since(NEXT, 10_080, 10_085)) == [False, False]
    assert standing(db).regained_low == 10_085 and not held(db)


def test_a_jump_waits_and_the_last_reading_that_stands_goes_on(db: Database) -> None:
    assert read_daily(db, since(NEXT, 16_000, 16_004, 16_009)) == [True, True, True]
    one = standing(db)
    assert (one.regained_low, one.as_of) == (CALM[-1], NEXT - timedelta(days=1))
    shown = read_organisation(db, "lyon", today=TODAY, holding=HOLDING)
    assert all(point.band.low is None or point.band.low <= CALM[-1] for point in shown.bands)
    assert [figure.followers for series in shown.series for figure in series.held] == [16_000, 16_004, 16_009]
    (waits,) = held(db)
    assert (waits.name, waits.account.network, len(waits.held)) == ("Lyon", Network.BLUESKY, 3)
    assert waits.held[0].flags[0].details["before"] == CALM[-1]


def test_what_is_cleared_counts_and_so_does_what_follows(db: Database) -> None:
    read_daily(db, since(NEXT, 16_000, 16_004))
    assert decided(db, Verdict.CLEARED, "a starter pack of the ministry") == 2
    assert standing(db).regained_low == 16_004 and not held(db)
    assert read_daily(db, since(NEXT + timedelta(days=2), 16_010)) == [False]
    with db.reading() as session:
        noted = audit.last(session)
        assert noted and (noted.deed, noted.role) == ("figure.flag_decided", "operator")


def test_what_was_cleared_is_not_flagged_again_while_its_count_stays(db: Database) -> None:
    read_daily(db, since(NEXT, 16_000))
    decided(db, Verdict.CLEARED)
    assert read_daily(db, since(NEXT, 16_000)) == [False]
    assert read_daily(db, since(NEXT, 24_000)) == [True]


def test_what_is_set_aside_stays_out_with_all_that_goes_on_from_it(db: Database) -> None:
    read_daily(db, since(NEXT, 16_000))
    assert decided(db, Verdict.SET_ASIDE, "bought, they say so themselves") == 1
    assert read_daily(db, since(NEXT, 16_000)) == [True], "storing it again changes nothing"
    assert read_daily(db, since(NEXT + timedelta(days=1), 16_003)) == [True]
    assert not held(db), "nobody is asked again"
    assert standing(db).regained_low == CALM[-1]
    assert read_daily(db, since(NEXT + timedelta(days=2), 10_090)) == [False], "what was bought is gone"
    assert standing(db).regained_low == 10_090


def test_it_can_be_decided_otherwise_later(db: Database) -> None:
    read_daily(db, since(NEXT, 16_000))
    ids = [row.id or 0 for row in flags(db)]
    decided(db, Verdict.SET_ASIDE)
    with pytest.raises(Conflict):
        decide(db, ids, Verdict.SET_ASIDE, "again", by=OPERATOR, now=NOW, holding=HOLDING)
    assert decide(db, ids, Verdict.CLEARED, "we were wrong", by=OPERATOR, now=NOW, holding=HOLDING) == 1
    assert standing(db).regained_low == 16_000


def test_a_decision_needs_a_reason_and_somebody_of_the_collective(db: Database) -> None:
    read_daily(db, since(NEXT, 16_000))
    ids = [row.id or 0 for row in flags(db)]
    ana, rosa = actor(db, owner_of="lyon"), actor(db, "rosa@essaim.example", Role.COLLECTIVE)
    with pytest.raises(Refused, match="Say why"):
        decide(db, ids, Verdict.CLEARED, "  ", by=rosa, now=NOW, holding=HOLDING)
    with pytest.raises(NotAllowed):
        decide(db, ids, Verdict.CLEARED, "trust me", by=ana, now=NOW, holding=HOLDING)
    with pytest.raises(NotFound):
        decide(db, [999], Verdict.CLEARED, "which", by=rosa, now=NOW, holding=HOLDING)
    with pytest.raises(NotAllowed):
        waiting(db, ana, now=NOW)
    assert waiting_of(db, ana, "lyon", now=NOW).total == 1
    assert all(row.verdict is None for row in flags(db))


def test_an_organisation_whose_only_baseline_waits_is_not_ranked(db: Database) -> None:
    make_organisation(db, "Besançon")
    long_ago = LEFT - timedelta(days=200)
    log(db, "besancon", on=long_ago)
    make_account(db, "besancon", followers=900)
    ana = actor(db, "ana@besancon.example", editor_of="besancon")
    told = record_figure(
        *(db, "besancon", Network.X, long_ago, 48_210), source="our notes", by=ana, now=NOW, holding=HOLDING, provenance=Provenance.PRESS
    )
    one = standing(db, "besancon")
    assert (one.baseline, one.recovery_low, one.missing) == (None, None, "baseline")
    (waits,) = held(db)
    assert (waits.account.id, waits.held[0].role, waits.held[0].source) == (told.id, Role.EDITOR, "our notes")
    decided(db, Verdict.CLEARED, "the page is in the web archive")
    assert standing(db, "besancon").baseline == 48_210


def test_undoing_an_import_takes_its_flags_and_brings_back_those_of_what_it_replaced(db: Database) -> None:
    low = brought(db, {LEFT - timedelta(days=1): 180_050})
    top = brought(db, {LEFT - timedelta(days=1): 190_050})
    assert (low.flagged, top.flagged, len(flags(db))) == (1, 1, 2)
    assert [figure.followers for one in held(db) for figure in one.held] == [190_050]
    undone(db, top.done.id)
    assert [figure.followers for one in held(db) for figure in one.held] == [180_050]
    undone(db, low.done.id)
    assert not flags(db) and not held(db)


def test_a_corrected_figure_waits_no_longer(db: Database) -> None:
    brought(db, {LEFT - timedelta(days=1): 180_050})
    brought(db, {LEFT - timedelta(days=1): 100_050})
    assert not held(db)
    with db.reading() as session:
        assert not session.exec(select(DailyRow).where(DailyRow.flagged)).all()


def test_a_flagged_figure_never_outweighs_one_that_stands(db: Database) -> None:
    make_figures(db, "lyon", Network.X, {LEFT: 180_050}, provenance=Provenance.ARCHIVE)
    assert standing(db).baseline == 100_000


def test_a_round_asks_no_more_of_the_database_for_many_accounts(db: Database) -> None:
    def asked(slugs: list[str]) -> int:
        keys = [account_id(db, slug, Network.MASTODON) for slug in slugs]
        with db.writing() as session, statements(db) as sent:
            new = [Snapshot(key, noon(NEXT + timedelta(days=len(slugs))), 503) for key in keys]
            hold_against_the_curve(session, new, today=NEXT)
        return len(sent)

    slugs = [make_organisation(db, f"Ville {place}").slug for place in range(12)]
    for slug in slugs:
        make_account(db, slug, Network.MASTODON)
        read_daily(db, since(NEXT, 500), Network.MASTODON, slug)
    assert asked(slugs) == asked(slugs[:1])
