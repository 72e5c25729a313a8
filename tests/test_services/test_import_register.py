"""A register file is taken in line by line, all of what can be, twice without a change, or not at all."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

import dashboard
from dashboard.domain.accounts import Origin
from dashboard.domain.departures import Status
from dashboard.domain.errors import Refused
from dashboard.domain.leaderboard import Missing, Standing
from dashboard.domain.networks import Network
from dashboard.domain.organisations import Kind
from dashboard.domain.people import OPERATOR
from dashboard.domain.register_compare import Action
from dashboard.services import import_register
from dashboard.services.export_series import export_series
from dashboard.services.import_register import ImportPlan, apply_import, plan_import
from dashboard.services.read_leaderboard import all_standings
from dashboard.services.read_organisation import list_organisations, read_organisation
from db.engine import Database
from tests.databases import statements
from tests.factories import HOLDING, NOW, TODAY, a_city_that_left, log, make_figures, make_organisation

SHIPPED = (Path(dashboard.__file__).parent / "register" / "departures_fr_2025.csv").read_bytes()
HEADER = "name,kind,country,status,announced_on,left_on,x_followers,x_followers_on,source\n"
LYON = "Lyon,city,FR,departed,2025-01-17,2025-01-20,300000,2025-01-17,Le Monde\n"
ACTIONS = (Action.CREATED, Action.CHANGED, Action.UNCHANGED, Action.REFUSED)


def take_in(db: Database, data: bytes | str, now: datetime = NOW) -> ImportPlan:
    return apply_import(db, data.encode() if isinstance(data, str) else data, by=OPERATOR, now=now, holding=HOLDING)


def counts(plan: ImportPlan) -> tuple[int, ...]:
    return tuple(plan.count(action) for action in ACTIONS)


def standings(db: Database) -> dict[str, Standing]:
    return {one.slug: one for one in all_standings(db, today=TODAY, age=None, holding=HOLDING)}


def test_the_shipped_register_makes_22_institutions_and_then_changes_nothing(db: Database) -> None:
    assert counts(take_in(db, SHIPPED)) == (22, 0, 0, 0)
    assert counts(take_in(db, SHIPPED, NOW + timedelta(days=400))) == (0, 0, 22, 0)
    assert len(list_organisations(db)) == 22


def test_the_shipped_register_invents_nothing(db: Database) -> None:
    take_in(db, SHIPPED)
    known = standings(db)
    assert {one.missing for one in known.values()} == {Missing.DEPARTURE, Missing.ACCOUNT}
    paris = known.pop("ville-de-paris")
    assert (paris.status, paris.departed_on, paris.missing) == (Status.DEPARTED, date(2025, 1, 20), Missing.ACCOUNT)
    assert (paris.baseline, paris.baseline_on, paris.baseline_source) == (2_200_000, date(2025, 1, 17), "CNews, 17 January 2025")
    assert {(one.status, one.departed_on, one.baseline, one.baseline_source) for one in known.values()} == {
        (Status.ANNOUNCED, None, None, None)
    }
    for one in (paris, *known.values()):
        assert (one.regained_low, one.regained_high, one.recovery_low, one.recovery_high, one.as_of, one.age) == (None,) * 6
        assert (one.size, one.size_class, one.fictional) == (None, None, False)
    (point,) = export_series(db, "ville-de-paris")
    assert (point.followers, point.precision, point.provenance) == (2_200_000, "rounded", "press")
    (paris_x,) = read_organisation(db, "ville-de-paris", today=TODAY, holding=HOLDING).series
    assert (paris_x.account.network, paris_x.account.origin, paris_x.account.handle) == (Network.X, Origin.ORIGIN, "")


def test_a_dry_run_says_the_same_and_stores_nothing(db: Database) -> None:
    plan = plan_import(db, SHIPPED, today=TODAY)
    assert list_organisations(db) == []
    assert take_in(db, SHIPPED) == plan


@pytest.mark.parametrize(
    ("encoded", "encoding"),
    [
        (lambda text: text.encode(), "UTF-8"),
        (lambda text: b"\xef\xbb\xbf" + text.encode(), "UTF-8"),
        (lambda text: text.encode("latin-1"), "ISO-8859-1"),
        (lambda text: text.replace("'", "’").encode("cp1252"), "Windows-1252"),
        (lambda text: text.encode("utf-16"), "UTF-16"),
        (lambda text: text.replace(",", ";").encode("latin-1"), "ISO-8859-1"),
        (lambda text: text.replace(",", "\t").replace("\n", "\r\n").encode(), "UTF-8"),
    ],
)
def test_any_spreadsheet_can_have_written_it(db: Database, encoded: Any, encoding: str) -> None:
    plan = take_in(
        db, encoded(HEADER + "Évry-Courcouronnes,city,FR,departed,17/01/2025,20/01/2025,12 345,17/01/2025,La Dépêche de l'Eure\n")
    )
    assert (counts(plan), plan.encoding) == ((1, 0, 0, 0), encoding)
    (evry,) = standings(db).values()
    assert (evry.name, evry.departed_on, evry.baseline) == ("Évry-Courcouronnes", date(2025, 1, 20), 12_345)
    assert export_series(db, evry.slug)[0].precision == "exact"


def test_a_file_without_a_required_column_is_refused_as_a_whole(db: Database) -> None:
    with pytest.raises(Refused, match="There is no column “kind”"):
        take_in(db, "name,country\nLyon,FR\n")
    assert list_organisations(db) == []


def test_lines_that_cannot_be_read_are_refused_by_number_and_the_others_taken_in(db: Database) -> None:
    plan = take_in(db, HEADER + LYON + "Besançon,town,FR,,,,,,\n,city,FR,,,,-5,2025-01-17,\nÉvry,city,FR,,,,,,\n")
    assert counts(plan) == (2, 0, 0, 2)
    assert [(problem.line_no, problem.column) for problem in plan.problems] == [(3, "kind"), (4, "name"), (4, "x_followers")]
    assert sorted(standings(db)) == ["evry", "lyon"]


def test_a_line_that_names_an_earlier_one_is_refused(db: Database) -> None:
    plan = take_in(db, HEADER + LYON + LYON)
    assert counts(plan) == (1, 0, 0, 1)
    assert "Line 2" in str(plan.actions[1].reason)


def test_empty_cells_erase_nothing_and_new_ones_are_added(db: Database) -> None:
    take_in(db, HEADER + LYON)
    plan = take_in(db, "nom;type;habitants;parti le;siren\nLYON;ville;522 250;2025-01-21;216901231\n")
    assert counts(plan) == (0, 1, 0, 0)
    (lyon,) = standings(db).values()
    assert (lyon.name, lyon.size, lyon.departed_on, lyon.baseline) == ("LYON", 522_250, date(2025, 1, 21), 300_000)
    (stored,) = list_organisations(db)
    assert (stored.siren, stored.country, stored.kind, stored.slug) == ("216901231", "FR", Kind.CITY, "lyon")


def test_what_a_person_corrected_is_not_brought_back(db: Database) -> None:
    take_in(db, HEADER + LYON)
    log(db, "lyon", on="2025-01-22")
    make_figures(db, "lyon", Network.X, {"2025-01-17": 310_000})
    assert counts(take_in(db, HEADER + LYON)) == (0, 0, 1, 0)
    assert standings(db)["lyon"].departed_on == date(2025, 1, 22)


def test_a_corrected_file_corrects_what_the_first_one_said(db: Database) -> None:
    take_in(db, HEADER + LYON)
    assert counts(take_in(db, HEADER + LYON.replace("300000", "301000"))) == (0, 1, 0, 0)
    assert standings(db)["lyon"].baseline == 301_000
    assert len(export_series(db, "lyon")) == 1


def test_a_figure_goes_to_the_account_that_is_there(db: Database) -> None:
    slug = a_city_that_left(db, "Lyon")
    take_in(db, HEADER + LYON)
    accounts = [one.account for one in read_organisation(db, slug, today=TODAY, holding=HOLDING).series]
    assert [account.network for account in accounts] == [Network.X, Network.BLUESKY, Network.MASTODON]
    assert len(export_series(db, slug)) == 4


def test_a_count_of_this_morning_is_not_of_the_future(db: Database) -> None:
    line = f"Lyon,city,FR,departed,,2025-05-30,300000,{TODAY},Le Monde\n"
    take_in(db, HEADER + line)
    take_in(db, HEADER + line, NOW + timedelta(days=1))
    (point,) = export_series(db, "lyon")
    assert point.at <= NOW
    assert counts(take_in(db, HEADER + line.replace(str(TODAY), "2025-06-09"))) == (0, 0, 0, 1)


def test_twins_get_addresses_of_their_own(db: Database) -> None:
    make_organisation(db, "Lyon", Kind.UNIVERSITY)
    take_in(db, HEADER + LYON + LYON.replace("Lyon,city", "Lyon,hospital"))
    assert sorted(standings(db)) == ["lyon", "lyon-city", "lyon-hospital"]


@pytest.mark.parametrize("place", ["refresh", "match_key", "instant_of"])
def test_nothing_is_half_stored_when_something_fails_midway(db: Database, monkeypatch: pytest.MonkeyPatch, place: str) -> None:
    take_in(db, HEADER + LYON)
    before = (list_organisations(db), standings(db), export_series(db, "lyon"))
    calls = []

    def fail(*_: Any, **__: Any) -> Any:
        calls.append(place)
        raise RuntimeError("the power went")

    monkeypatch.setattr(import_register, place, fail)
    with pytest.raises(RuntimeError, match="the power went"):
        take_in(db, SHIPPED + LYON.replace("300000", "400000").encode())
    assert calls == [place]
    assert (list_organisations(db), standings(db), export_series(db, "lyon")) == before
    monkeypatch.undo()
    assert counts(take_in(db, SHIPPED)) == (22, 0, 0, 0)


def test_two_people_at_once_import_the_same_file_once(db: Database) -> None:
    with ThreadPoolExecutor(2) as pool:
        plans = list(pool.map(lambda _: take_in(db, SHIPPED), range(2)))
    assert sorted(counts(plan) for plan in plans) == [(0, 0, 22, 0), (22, 0, 0, 0)]
    assert len(list_organisations(db)) == 22


def many(n: int, day: str = "2025-01-20") -> str:
    return HEADER + "".join(f"Ville numéro {k},city,FR,departed,,{day},{1000 + k},2025-01-17,Le Monde {k}\n" for k in range(n))


def test_two_thousand_lines_are_one_import(db: Database) -> None:
    assert counts(take_in(db, many(2_000))) == (2_000, 0, 0, 0)
    assert counts(take_in(db, many(2_000))) == (0, 0, 2_000, 0)
    known = standings(db)
    assert (len(known), known["ville-numero-1999"].baseline) == (2_000, 2_999)


def test_a_larger_file_asks_the_database_no_more_questions(db: Database) -> None:
    asked = []
    for n in (10, 60):
        with statements(db) as sent:
            for day in ("2025-01-20", "2025-01-20", "2025-01-21"):
                take_in(db, many(n, day))
        asked.append(len(sent))
        with db.writing() as session:
            session.execute(text("DELETE FROM organisation"))
    assert asked[0] == asked[1]
