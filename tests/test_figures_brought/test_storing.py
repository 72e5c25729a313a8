"""A file of dated figures on either database: what it would do, what it does, for whom, and how it is undone."""

from datetime import date, timedelta

import pytest
from sqlmodel import select

from dashboard.domain.audit import Deed
from dashboard.domain.errors import NotAllowed, Refused
from dashboard.domain.figure_plan import FigurePlan, Outcome
from dashboard.domain.imports import Method
from dashboard.domain.networks import Network
from dashboard.domain.people import OPERATOR, VISITOR, Actor, Role
from dashboard.services.export_series import export_series
from dashboard.services.imports.figures import plan_figures
from dashboard.services.imports.read import imports_of
from dashboard.services.imports.undo import undo_import
from dashboard.services.read_leaderboard import all_standings
from db import figures
from db.engine import Database
from db.tables import AccountRow, AuditRow, DailyRow, SnapshotRow
from tests.factories import HOLDING, NOW, TODAY, log, make_account, make_figures, make_organisation
from tests.people import actor
from tests.test_figures_brought.cast import HEADER, LYON, csv, standing, store

BESANCON = "Université de Besançon,linkedin,2025-02-01,2.2 M,https://u.example,"
BOTH = ("lyon", "universite-de-besancon")


@pytest.fixture(autouse=True)
def two(db: Database) -> None:
    """Lyon and a university, of which nothing is known."""
    make_organisation(db)
    make_organisation(db, "Université de Besançon")


@pytest.fixture
def editor(db: Database) -> Actor:
    """Somebody in the team of Lyon."""
    return actor(db, editor_of="lyon")


def plan(db: Database, *lines: str, by: Actor = OPERATOR, slug: str | None = None) -> FigurePlan:
    return plan_figures(db, csv(*lines), by=by, now=NOW, slug=slug)


def outcomes(found: FigurePlan) -> list[str]:
    return [one.outcome.value for one in found.lines]


def why(found: FigurePlan) -> list[tuple[int, str]]:
    return [(problem.line_no, str(problem.reason)) for problem in found.refused]


def test_a_dry_run_says_all_and_stores_nothing(db: Database) -> None:
    found = plan(db, LYON, BESANCON, "nobody,x,2025-01-20,9,x,", "lyon,x,soon,9,x,")
    assert [(found.count(outcome)) for outcome in Outcome] == [2, 0, 0, 2]
    assert [one.organisation for one in found.lines][:2] == [("lyon", "Lyon"), ("universite-de-besancon", "Université de Besançon")]
    assert standing(db, BOTH) == []


def test_every_line_that_can_be_taken_is_stored_as_one_import(db: Database) -> None:
    stored = store(db, LYON, BESANCON, "nobody,x,2025-01-20,9,x,", by=OPERATOR)
    assert standing(db, BOTH) == [
        ("lyon", "x", date(2025, 1, 20), 48_000, "exact"),
        ("universite-de-besancon", "linkedin", date(2025, 2, 1), 2_200_000, "rounded"),
    ]
    (point,) = export_series(db, "universite-de-besancon")
    assert (point.rounded_to, point.source, point.provenance) == (100_000, "https://u.example", "declared")
    done = stored.done
    assert done and (done.method, done.organisation, done.figures) == (Method.FIGURES, None, 2)
    assert (done.first_on, done.last_on) == (date(2025, 1, 20), date(2025, 2, 1))
    assert {one.id for slug in BOTH for one in imports_of(db, OPERATOR, slug, now=NOW)} == {done.id}


def test_a_file_about_one_institution_is_its_own(db: Database) -> None:
    done = store(db, LYON, by=OPERATOR).done
    assert done and done.organisation == "lyon"


def test_the_same_file_again_changes_nothing(db: Database) -> None:
    store(db, LYON, BESANCON, by=OPERATOR)
    assert outcomes(plan(db, LYON, BESANCON)) == ["unchanged", "unchanged"]
    again = store(db, LYON, BESANCON, by=OPERATOR)
    assert again.done is None and again.plan.storing == 0
    assert len(imports_of(db, OPERATOR, "lyon", now=NOW)) == 1


def test_another_figure_of_the_day_replaces_it_until_it_is_undone(db: Database) -> None:
    store(db, LYON, by=OPERATOR)
    changed = LYON.replace("48000", "47900")
    (one,) = plan(db, changed).lines
    assert (one.outcome, one.old) == (Outcome.REPLACES, 48_000)
    done = store(db, changed, by=OPERATOR).done
    assert [row[3] for row in standing(db)] == [47_900]
    assert done
    undo_import(db, done.id, by=OPERATOR, now=NOW, holding=HOLDING)
    assert [row[3] for row in standing(db)] == [48_000]


@pytest.mark.parametrize("name", ["lyon", "LYON", "Lyon", "732 829 320", "Q456", "https://www.wikidata.org/wiki/Q456", "69123"])
def test_an_institution_is_named_by_anything_that_is_its_own(db: Database, name: str) -> None:
    make_organisation(db, "Évian", siren="732829320", wikidata="Q456", insee="69123")
    (one,) = plan(db, f"{name},x,2025-01-20,9,x,").lines
    assert one.organisation == (("lyon", "Lyon") if name.lower() == "lyon" else ("evian", "Évian"))


def test_of_several_institutions_of_one_name_none_is_meant(db: Database) -> None:
    make_organisation(db, "Évian", country="FR")
    make_organisation(db, "Évian", country="BE")
    assert "Several institutions are called Évian. Write which one: evian" in why(plan(db, "Évian,x,2025-01-20,9,x,"))[0][1]


def test_a_team_brings_its_own_and_no_others(db: Database, editor: Actor) -> None:
    lines = (LYON, BESANCON, ",x,2025-01-21,47000,x,", "nobody,x,2025-01-20,9,x,")
    found = plan(db, *lines, by=editor, slug="lyon")
    assert outcomes(found) == ["new", "refused", "new", "refused"]
    assert why(found)[0] == (3, "“Université de Besançon” is not Lyon: you bring figures of your own institution only.")
    store(db, *lines, by=editor, slug="lyon")
    assert [row[3] for row in standing(db, BOTH)] == [48_000, 47_000]
    assert {point.role for point in export_series(db, "lyon")} == {Role.EDITOR.value}


def test_nobody_else_brings_anything(db: Database, editor: Actor) -> None:
    for by, slug in ((VISITOR, "lyon"), (editor, "universite-de-besancon"), (editor, None), (VISITOR, None)):
        with pytest.raises(NotAllowed):
            plan(db, LYON, by=by, slug=slug)
        with pytest.raises(NotAllowed):
            store(db, LYON, by=by, slug=slug)
    assert standing(db) == []


def test_of_several_accounts_the_handle_says_which(db: Database) -> None:
    header = HEADER.strip() + ",handle\n"
    lines = ["lyon,x,2025-01-20,9,x,,lyon", "lyon,x,2025-01-20,8,x,,lyon_culture", "lyon,x,2025-01-20,7,x,,"]
    stored = store(db, *lines, by=OPERATOR, header=header)
    assert why(stored.plan) == [(4, "Lyon has several accounts on X: lyon, lyon_culture. Say which one.")]
    assert [(point.handle, point.followers) for point in export_series(db, "lyon")] == [("lyon", 9), ("lyon_culture", 8)]


def test_a_line_without_a_handle_is_of_the_account_that_another_line_names(db: Database) -> None:
    store(db, "lyon,x,2025-01-20,9,x,,", "lyon,x,2025-01-21,8,x,,lyon", by=OPERATOR, header=HEADER.strip() + ",handle\n")
    assert [(point.handle, point.followers) for point in export_series(db, "lyon")] == [("lyon", 9), ("lyon", 8)]


def test_an_account_of_another_institution_is_refused(db: Database) -> None:
    make_account(db, "universite-de-besancon", Network.INSTAGRAM, "unib")
    found = plan_figures(db, csv("lyon,instagram,2025-01-20,9,x,,unib", header=HEADER.strip() + ",handle\n"), by=OPERATOR, now=NOW)
    assert "already connected to another institution: Université de Besançon" in why(found)[0][1]


def test_an_account_had_no_followers_before_it_was_opened(db: Database) -> None:
    make_account(db, "lyon", Network.MASTODON, followers=10, opened_on=date(2022, 11, 5))
    found = plan(db, "lyon,mastodon,2022-11-04,9,x,", "lyon,mastodon,2022-11-05,9,x,")
    assert outcomes(found) == ["refused", "new"]
    assert "was opened on 2022-11-05" in why(found)[0][1]


def test_two_lines_about_one_account_and_day_are_not_both_taken(db: Database) -> None:
    stored = store(db, LYON, LYON.replace("48000", "9"), by=OPERATOR)
    assert why(stored.plan) == [(3, "Line 2 gives a figure of this account and day too. Keep one of the two.")]
    assert [row[3] for row in standing(db)] == [48_000]


def test_accounts_that_were_listed_for_a_file_go_with_it(db: Database) -> None:
    done = store(db, LYON, BESANCON, by=OPERATOR).done
    assert done
    undo_import(db, done.id, by=OPERATOR, now=NOW, holding=HOLDING)
    with db.reading() as session:
        assert session.exec(select(AccountRow)).all() == []
    assert standing(db, BOTH) == []


def test_a_baseline_from_a_file_moves_the_leaderboard(db: Database) -> None:
    log(db, on="2025-01-20")
    make_figures(db, "lyon", Network.LINKEDIN, {TODAY: 12_000})
    store(db, LYON, by=OPERATOR)
    lyon = next(one for one in all_standings(db, today=TODAY, age=None, holding=HOLDING) if one.slug == "lyon")
    assert (lyon.baseline, lyon.recovery_low) == (48_000, 0.25)


def test_one_mistake_in_the_middle_stores_nothing_at_all(db: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object, **__: object) -> None:
        raise RuntimeError("the power went out")

    monkeypatch.setattr(figures, "store", fail)
    with pytest.raises(RuntimeError):
        store(db, LYON, BESANCON, by=OPERATOR)
    assert standing(db, BOTH) == [] and imports_of(db, OPERATOR, "lyon", now=NOW) == []
    with db.reading() as session:
        assert session.exec(select(AccountRow)).all() == []


def test_a_file_of_wrong_lines_is_not_stored_in_part(db: Database) -> None:
    with pytest.raises(Refused, match="reading stopped at line 1002"):
        store(db, LYON, *["lyon,x,soon,9,x,"] * 1_200, by=OPERATOR)
    assert standing(db) == []


def test_the_audit_says_how_many_figures_came_and_how(db: Database, editor: Actor) -> None:
    store(db, LYON, by=editor, slug="lyon")
    with db.reading() as session:
        line = session.exec(select(AuditRow).where(AuditRow.deed == Deed.FIGURES_IMPORTED.value)).one()
    assert '"figures": 1' in line.details and '"figures"' in line.details and line.organisation_id == 1


def test_a_long_file_is_rolled_up_as_a_short_one_is(db: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    make_figures(db, "lyon", Network.LINKEDIN, {"2025-01-02": 7})
    days = [date(2025, 1, 1) + timedelta(days=n) for n in range(5)]
    lines = [f"{slug},linkedin,{day},{n + 1}00,x," for slug in BOTH for n, day in enumerate(days)]
    monkeypatch.setattr(figures, "MANY", 2)
    store(db, *lines, by=OPERATOR)
    with db.reading() as session:
        rolled = {(row.account_id, row.day): row.followers for row in session.exec(select(DailyRow))}
        stored = {(row.account_id, row.at.date()): row.followers for row in session.exec(select(SnapshotRow))}
    assert rolled == stored and len(rolled) == 10


def test_progress_is_told_as_lines_are_read(db: Database) -> None:
    told: list[tuple[int, int]] = []
    day = date(2024, 1, 1)
    lines = [f"lyon,x,{day},9,x,"] * 6_000
    plan_figures(db, csv(*lines), by=OPERATOR, now=NOW, progress=lambda done, total: told.append((done, total)))
    assert told == [(5_000, 6_002)]
