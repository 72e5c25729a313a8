"""A figure carries the capacity in which it was brought, and never who brought it."""

from dataclasses import fields
from datetime import date

import pytest

from dashboard.charts.sentences import gaps_said
from dashboard.domain.figures import Provenance
from dashboard.domain.networks import Network
from dashboard.domain.people import OPERATOR, Actor, Role
from dashboard.i18n import words_in
from dashboard.presenters.sources import source_lines
from dashboard.presenters.transfer_rows import transfer_rows
from dashboard.services.export_series import export_series
from dashboard.services.import_register import apply_import
from dashboard.services.read_organisation import read_organisation
from dashboard.services.record_figure import record_figure
from dashboard.services.views import SeriesPoint
from dashboard.ui.downloads import SERIES
from db.engine import Database
from tests.factories import HOLDING, NOW, TODAY, log, make_account, make_figures, make_organisation
from tests.people import actor

JANUARY = date(2025, 1, 20)


def declare(db: Database, by: Actor, network: Network = Network.X, on: date = JANUARY, **rest: object) -> None:
    record_figure(db, "lyon", network, on, 9_000, source="seen on the profile", by=by, now=NOW, holding=HOLDING, **rest)  # type: ignore[arg-type]


def roles(db: Database) -> list[str | None]:
    return [point.role for point in export_series(db, "lyon")]


def test_an_editor_who_is_also_of_the_collective_brings_it_for_the_team(db: Database) -> None:
    make_organisation(db)
    declare(db, actor(db, "ana@lyon.example", Role.COLLECTIVE, editor_of="lyon"))
    assert roles(db) == ["editor"]


def test_the_collective_brings_it_as_the_collective(db: Database) -> None:
    make_organisation(db)
    declare(db, actor(db, "zoe@essaim.example", Role.COLLECTIVE))
    assert roles(db) == ["collective"]


def test_whoever_corrects_a_figure_answers_for_it(db: Database) -> None:
    make_organisation(db)
    declare(db, actor(db, editor_of="lyon"))
    declare(db, actor(db, "zoe@essaim.example", Role.COLLECTIVE))
    shown = read_organisation(db, "lyon", today=TODAY, holding=HOLDING)
    assert roles(db) == ["collective"]
    assert [one.role for one in shown.series[0].figures] == [Role.COLLECTIVE]


def test_what_was_read_by_itself_was_brought_by_nobody(db: Database) -> None:
    make_organisation(db)
    make_account(db, followers=1_000)
    assert roles(db) == [None]


def test_a_line_of_the_register_keeps_who_imported_it(db: Database) -> None:
    register = (
        "name,kind,country,status,left_on,x_followers,x_followers_on,source\nLyon,city,FR,departed,2025-01-20,9000,2025-01-17,Le Monde\n"
    )
    plan = apply_import(db, register.encode(), by=OPERATOR, now=NOW, holding=HOLDING)
    assert not plan.problems
    assert roles(db) == ["operator"]


@pytest.mark.parametrize(
    ("who", "said"),
    [
        (Role.OWNER, "X, exact value, declared by hand, by the institution’s team"),
        (Role.COLLECTIVE, "X, exact value, declared by hand, by the collective"),
        (Role.OPERATOR, "X, exact value, declared by hand, by those who run this site"),
    ],
)
def test_the_page_says_in_what_capacity(sqlite_db: Database, who: Role, said: str) -> None:
    make_organisation(sqlite_db)
    log(sqlite_db)
    team = "lyon" if who is Role.OWNER else ""
    by = OPERATOR if who is Role.OPERATOR else actor(sqlite_db, "ana@lyon.example", who, owner_of=team)
    declare(sqlite_db, by)
    declare(sqlite_db, OPERATOR, Network.LINKEDIN, on=TODAY)
    lines = source_lines(words_in("en"), read_organisation(sqlite_db, "lyon", today=TODAY, holding=HOLDING))
    assert f"Sources: {said}; LinkedIn, dated by hand, by those who run this site." in lines


def test_a_figure_read_by_itself_names_nobody_on_the_page(sqlite_db: Database) -> None:
    make_organisation(sqlite_db)
    make_account(sqlite_db, followers=1_000)
    lines = source_lines(words_in("en"), read_organisation(sqlite_db, "lyon", today=TODAY, holding=HOLDING))
    assert "Sources: Bluesky @lyon.fr, read every day." in lines


@pytest.mark.parametrize(("last", "said"), [("2025-05-31", "read every day"), ("2025-05-30", "read every day until 30\u00a0May\u00a02025")])
def test_an_account_that_is_not_read_now_is_not_said_to_be_read_every_day(sqlite_db: Database, last: str, said: str) -> None:
    make_organisation(sqlite_db)
    make_account(sqlite_db)
    make_figures(sqlite_db, "lyon", Network.BLUESKY, {"2025-05-20": 10, last: 20})
    found = read_organisation(sqlite_db, "lyon", today=TODAY, holding=HOLDING)
    assert f"Sources: Bluesky @lyon.fr, {said}." in source_lines(words_in("en"), found)
    told = gaps_said(transfer_rows(found, today=TODAY, holding=HOLDING), words_in("en"))
    assert told[1:] == ([] if said == "read every day" else ["Bluesky not read since 31\u00a0May\u00a02025."])


def test_the_export_has_a_column_for_the_role_and_none_for_a_person() -> None:
    names = {field.name for field in fields(SeriesPoint)}
    figure = {"network", "handle", "at", "followers", "source", "precision", "rounded_to", "provenance"}
    assert names == figure | {"role", "flagged"} == set(SERIES) - {"slug"}


def test_the_most_trustworthy_figure_of_a_day_keeps_its_own_role(db: Database) -> None:
    make_organisation(db)
    make_figures(db, "lyon", Network.X, {"2025-01-20": 9_100}, provenance=Provenance.ARCHIVE)
    declare(db, actor(db, editor_of="lyon"))
    shown = read_organisation(db, "lyon", today=TODAY, holding=HOLDING)
    assert [(one.followers, one.role) for one in shown.series[0].figures] == [(9_100, Role.OPERATOR)]
    assert roles(db) == ["operator", "editor"]
