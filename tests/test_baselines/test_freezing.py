"""The baseline freezes at departure; what happens to it afterwards is an event that everybody can read."""

from datetime import UTC, date, datetime, timedelta

import pytest

from dashboard.domain.baselines import BaselineKind
from dashboard.domain.errors import NotAllowed, Refused, SignInNeeded
from dashboard.domain.figures import Precision, Provenance, noon
from dashboard.domain.networks import Network
from dashboard.domain.people import OPERATOR, VISITOR, Act, Actor
from dashboard.services.baselines.choose import adopt_if_better, choose_baseline
from dashboard.services.disconnect_account import disconnect_account
from dashboard.services.permit import permit
from dashboard.services.read_organisation import read_organisation
from dashboard.services.record_figure import record_figure
from dashboard.services.standings import follow_calendar
from dashboard.services.views import OrganisationView
from db import audit, organisations
from db.engine import Database
from tests.factories import HOLDING, NOW, TODAY, account_id, log, make_figures, make_organisation
from tests.people import actor

LEFT = date(2025, 1, 20)
ARCHIVE = Provenance.ARCHIVE


@pytest.fixture(autouse=True)
def lyon(db: Database) -> None:
    """Lyon, that left X with 14,000 followers as it said itself."""
    make_organisation(db)
    make_figures(db, "lyon", Network.X, {LEFT: 14_000})
    log(db, on=LEFT)


def shown(db: Database, today: date = TODAY) -> OrganisationView:
    return read_organisation(db, "lyon", today=today, holding=HOLDING)


def kinds(db: Database) -> list[BaselineKind]:
    return [event.kind for event in shown(db).baseline_events]


def left(db: Database) -> int | None:
    figure = shown(db).baseline
    assert (figure.followers if figure else None) == shown(db).standing.baseline
    return figure.followers if figure else None


def choose(db: Database, on: date, provenance: Provenance, by: Actor = OPERATOR, reason: str = "the archive is exact") -> None:
    key = account_id(db, "lyon", Network.X)
    choose_baseline(db, "lyon", key, noon(on), provenance, reason=reason, by=by, now=NOW, holding=HOLDING)


def test_it_is_frozen_when_the_departure_is_logged(db: Database) -> None:
    assert (left(db), kinds(db)) == (14_000, [BaselineKind.FROZEN])


def test_a_figure_that_the_rule_would_prefer_is_offered_and_moves_nothing(db: Database) -> None:
    make_figures(db, "lyon", Network.X, {LEFT - timedelta(days=2): 13_521}, provenance=ARCHIVE)
    assert (left(db), kinds(db)) == (14_000, [BaselineKind.FROZEN])
    rule = shown(db).baseline_by_rule
    assert rule and rule.followers == 13_521


def test_the_rule_chooses_freely_until_the_day_has_come(db: Database) -> None:
    make_organisation(db, "Besançon")
    soon = TODAY + timedelta(days=5)
    log(db, "besancon", on=soon)
    make_figures(db, "besancon", Network.X, {TODAY - timedelta(days=9): 500})
    make_figures(db, "besancon", Network.X, {TODAY: 510})
    before = read_organisation(db, "besancon", today=TODAY, holding=HOLDING)
    assert before.baseline and before.baseline.followers == 510 and before.baseline_events == []
    follow_calendar(db, today=soon, holding=HOLDING)
    after = read_organisation(db, "besancon", today=soon, holding=HOLDING)
    assert [event.kind for event in after.baseline_events] == [BaselineKind.FROZEN]
    assert after.baseline and after.baseline.followers == 510


def test_a_person_chooses_another_one_with_a_reason_that_everybody_can_read(db: Database) -> None:
    make_figures(db, "lyon", Network.X, {LEFT - timedelta(days=2): 13_521}, provenance=ARCHIVE)
    choose(db, LEFT - timedelta(days=2), ARCHIVE, actor(db, editor_of="lyon"))
    last = shown(db).baseline_events[-1]
    assert (left(db), kinds(db)) == (13_521, [BaselineKind.FROZEN, BaselineKind.CHOSEN])
    assert (last.reason, last.role.value) == ("the archive is exact", "editor")
    with db.reading() as session:
        noted = audit.last(session)
        assert noted and noted.deed == "baseline.chosen"


def test_the_same_figure_corrected_is_an_event(db: Database) -> None:
    make_figures(db, "lyon", Network.X, {LEFT: 14_080})
    assert (left(db), kinds(db)) == (14_080, [BaselineKind.FROZEN, BaselineKind.CORRECTED])


def test_writing_the_same_again_is_none(db: Database) -> None:
    make_figures(db, "lyon", Network.X, {LEFT: 14_000})
    follow_calendar(db, today=TODAY, holding=HOLDING)
    assert kinds(db) == [BaselineKind.FROZEN]


def test_a_departure_taken_back_lifts_it_and_logged_again_freezes_it_anew(db: Database) -> None:
    log(db, on=LEFT, withdrawn=True)
    assert kinds(db)[-1] is BaselineKind.LIFTED and left(db) is None
    log(db, on=LEFT)
    assert kinds(db)[-1] is BaselineKind.FROZEN and left(db) == 14_000


def test_an_account_that_was_another_s_takes_its_baseline_away(db: Database) -> None:
    disconnect_account(db, "lyon", Network.X, "", by=OPERATOR, now=NOW, holding=HOLDING)
    assert kinds(db) == [BaselineKind.FROZEN, BaselineKind.LIFTED] and left(db) is None


def test_a_corrected_day_of_departure_lets_the_rule_choose_again(db: Database) -> None:
    make_figures(db, "lyon", Network.X, {LEFT + timedelta(days=60): 13_000})
    log(db, on=LEFT + timedelta(days=61))
    assert left(db) == 13_000 and kinds(db)[-1] is BaselineKind.CORRECTED


@pytest.mark.parametrize(
    ("on", "provenance", "reason", "said"),
    [
        (LEFT, Provenance.DECLARED, " ", "needs a reason"),
        (LEFT, Provenance.DECLARED, "x" * 501, "needs a reason"),
        (LEFT, Provenance.PRESS, "it is exact", "no such figure"),
        (date(2023, 12, 1), Provenance.PRESS, "it is exact", "more than a year"),
        (LEFT - timedelta(days=1), Provenance.PRESS, "it is exact", "0 followers"),
    ],
)
def test_what_cannot_be_a_baseline_is_refused(db: Database, on: date, provenance: Provenance, reason: str, said: str) -> None:
    make_figures(db, "lyon", Network.X, {date(2023, 12, 1): 9, LEFT - timedelta(days=1): 0}, provenance=Provenance.PRESS)
    with pytest.raises(Refused) as refused:
        choose(db, on, provenance, reason=reason)
    assert said in str(refused.value)
    assert kinds(db) == [BaselineKind.FROZEN]


def test_a_figure_of_another_institution_is_refused(db: Database) -> None:
    make_organisation(db, "Besançon")
    make_figures(db, "besancon", Network.X, {LEFT: 500})
    key = account_id(db, "besancon", Network.X)
    with pytest.raises(Refused):
        choose_baseline(db, "lyon", key, noon(LEFT), Provenance.DECLARED, reason="it is exact", by=OPERATOR, now=NOW, holding=HOLDING)


def test_before_the_departure_there_is_nothing_to_choose(db: Database) -> None:
    make_organisation(db, "Besançon")
    make_figures(db, "besancon", Network.X, {LEFT: 500})
    key = account_id(db, "besancon", Network.X)
    with pytest.raises(Refused):
        choose_baseline(db, "besancon", key, noon(LEFT), Provenance.DECLARED, reason="it is exact", by=OPERATOR, now=NOW, holding=HOLDING)


def test_a_stranger_chooses_nothing(db: Database) -> None:
    with pytest.raises(NotAllowed):
        choose(db, LEFT, Provenance.DECLARED, actor(db, "eve@example.org"))
    with pytest.raises(SignInNeeded):
        choose(db, LEFT, Provenance.DECLARED, VISITOR)


@pytest.mark.parametrize(("provenance", "adopted"), [(ARCHIVE, True), (Provenance.PRESS, True), (Provenance.DECLARED, False)])
def test_an_act_that_brings_the_baseline_corrects_it_by_a_more_trustworthy_figure(
    db: Database, provenance: Provenance, adopted: bool
) -> None:
    record_figure(
        db, "lyon", Network.X, LEFT - timedelta(days=1), 13_521, source="brought", by=OPERATOR, now=NOW, holding=HOLDING,
        provenance=provenance, precision=Precision.EXACT,
    )  # fmt: skip
    with db.writing() as session:
        organisation = organisations.by_slug(session, "lyon")
        leave = permit(session, OPERATOR, Act.CONTRIBUTE, now=datetime(2025, 6, 1, tzinfo=UTC), organisation_id=organisation.id)
        assert adopt_if_better(session, leave, organisation.id or 0, reason="X archive", today=TODAY, holding=HOLDING) is adopted
    assert left(db) == (13_521 if adopted else 14_000)
    assert kinds(db) == [BaselineKind.FROZEN, *([BaselineKind.CORRECTED] if adopted else [])]
