"""Lists for Mastodon: read back as its importer reads them, and nobody on them who is hidden or not sure."""

import csv
import io
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard.config import Settings
from dashboard.domain.accounts import AccountState, Link, LinkMethod, Origin
from dashboard.domain.csv_text import FORMULA
from dashboard.domain.exit_days.kit_follow import MOST_ROWS, NAMES, following
from dashboard.domain.networks import Network
from dashboard.domain.organisations import Kind
from dashboard.domain.people import OPERATOR
from dashboard.services.exit_days.kit_follow import accounts_by_kind, accounts_of_day
from dashboard.services.exit_days.steps import cancel_exit_day, confirm_exit_day
from db.engine import Database
from db.tables import AccountRow
from tests.databases import sqlite_copy
from tests.factories import NOW, make_account, make_organisation
from tests.hostile import STRINGS
from tests.people import make_essaim
from tests.test_exit_days.cast import DAY, city, planned, pledges
from tests.test_web.browsing import Browser

LIST = f"/en/exit-days/{DAY}/follow-mastodon.csv"


def imported(text: str) -> list[str]:
    """The addresses, as Mastodon reads the file: by its first line, a leading @ taken away."""
    reader = csv.DictReader(io.StringIO(text, newline=""), strict=True)
    assert tuple(reader.fieldnames or ()) == NAMES == ("Account address", "Show boosts", "Notify on new posts", "Languages")
    rows = list(reader)
    assert {(row["Show boosts"], row["Notify on new posts"], row["Languages"]) for row in rows} <= {("true", "false", "")}
    return [row["Account address"].strip().removeprefix("@") for row in rows]


def proven(db: Database, slug: str, **fields: object) -> None:
    """The institution has a Mastodon account that is proven to be its own, unless told otherwise."""
    made = make_account(db, slug, Network.MASTODON, followers=10)
    with db.writing() as session:
        row = session.get_one(AccountRow, made.id)
        row.link, row.linked_how, row.linked_at = Link.PROVEN.value, LinkMethod.VERIFIED_LINK.value, NOW
        for name, value in fields.items():
            setattr(row, name, value)


def fill(db: Database) -> None:
    """Lyon is shown, Dole hidden, Évian waits hidden for more than come; Besançon pledged nothing."""
    planned(db)
    for name in ("Lyon", "Dole", "Évian", "Besançon"):
        proven(db, city(db, name))
    make_organisation(db, "Université de Besançon", Kind.UNIVERSITY)
    pledges(db, "lyon", shown=True)
    pledges(db, "dole")
    pledges(db, city(db, "Gray"))
    pledges(db, "evian", organisations=50)


def of_day(db: Database) -> list[str]:
    return sorted(accounts_of_day(db, DAY, now=NOW))


def test_nobody_is_on_the_list_before_the_name_is_shown(db: Database) -> None:
    fill(db)
    assert of_day(db) == ["lyon@social.example"]
    confirm_exit_day(db, DAY, by=OPERATOR, now=NOW)
    assert of_day(db) == ["dole@social.example", "lyon@social.example"]


@pytest.mark.parametrize(
    "fields",
    [
        {"link": Link.LISTED.value, "linked_how": None, "linked_at": None},
        {"state": AccountState.MOVED.value},
        {"state": AccountState.SUSPENDED.value},
        {"state": AccountState.GONE.value},
        {"origin": Origin.ORIGIN.value},
    ],
)
def test_only_proven_accounts_that_are_there_are_on_it(sqlite_db: Database, fields: dict[str, object]) -> None:
    planned(sqlite_db)
    proven(sqlite_db, city(sqlite_db, "Lyon"), **fields)
    pledges(sqlite_db, "lyon", shown=True)
    assert not of_day(sqlite_db) and not accounts_by_kind(sqlite_db)


def test_a_day_that_does_not_take_place_has_no_list(sqlite_db: Database) -> None:
    fill(sqlite_db)
    assert not accounts_of_day(sqlite_db, DAY, now=NOW.replace(month=10))
    cancel_exit_day(sqlite_db, DAY, "Moved.", by=OPERATOR, now=NOW)
    assert not of_day(sqlite_db)


def test_a_sector_has_all_of_its_kind_and_no_fiction_beside_facts(db: Database) -> None:
    fill(db)
    made = make_organisation(db, "Montrieux", Kind.CITY)
    proven(db, made.slug)
    with db.writing() as session:
        from db import organisations

        organisations.by_slug(session, made.slug).fictional = True
    assert {kind: sorted(handles) for kind, handles in accounts_by_kind(db).items()} == {
        Kind.CITY: ["besancon@social.example", "dole@social.example", "evian@social.example", "lyon@social.example"]
    }


@settings(deadline=None)
@given(st.lists(st.text(max_size=40) | st.sampled_from(STRINGS) | st.sampled_from(["Lyon@social.example", "lyon@social.example"])))
def test_nothing_on_a_list_is_a_formula_or_no_address(handles: Sequence[str]) -> None:
    for part in following(handles):
        assert part.isascii() and not part.startswith("\ufeff")
        for address in imported(part):
            user, _, host = address.partition("@")
            assert user and host and "@" not in host and not address.startswith(FORMULA)


def test_a_long_list_is_split_where_the_importer_stops() -> None:
    handles = [f"city{at:05}@social.example" for at in range(MOST_ROWS + 1)]
    first, second = following([*handles, handles[0].upper()])
    assert imported(first) == handles[:MOST_ROWS] and imported(second) == handles[MOST_ROWS:]
    assert len(first) < 20 * 1024**2


@pytest.fixture(scope="module")
def visitor(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    """A visitor of the public site."""
    with sqlite_copy(sqlite_template, tmp_path_factory.mktemp("follow")) as db:
        fill(db)
        yield Browser(make_essaim(db, Settings()))


def test_the_public_page_of_the_day_leads_to_its_list(visitor: Browser) -> None:
    assert f'href="{LIST}">Follow them all on Mastodon (CSV)</a>' in visitor.get(f"/en/exit-days/{DAY}/").html
    answer = visitor.get(LIST)
    assert answer.headers["content-type"] == "text/csv; charset=utf-8"
    assert answer.headers["content-disposition"] == 'attachment; filename="following_accounts-1.csv"'
    assert imported(answer.html) == ["lyon@social.example"]


def test_the_page_of_all_days_leads_to_the_lists_of_the_sectors(visitor: Browser) -> None:
    page, path = visitor.get("/en/exit-days/").html, "/en/exit-days/follow-mastodon/city.csv"
    assert f'href="{path}">Cities on Mastodon</a>' in page and "university.csv" not in page
    assert "Lists that Mastodon imports: accounts that are proven" in page, "no pack is promised where there is none"
    assert len(imported(visitor.get(path).html)) == 4


@pytest.mark.parametrize(
    "path",
    [
        LIST.replace("mastodon.csv", "mastodon-2.csv"),
        LIST.replace("mastodon.csv", "mastodon-1.csv"),
        LIST.replace("mastodon.csv", "mastodon-0.csv"),
        "/en/exit-days/nowhere/follow-mastodon.csv",
        "/en/exit-days/follow-mastodon/university.csv",
        "/en/exit-days/follow-mastodon/town.csv",
        "/en/exit-days/follow-mastodon/city-2.csv",
    ],
)
def test_there_are_no_other_lists(visitor: Browser, path: str) -> None:
    assert visitor.get(path).status == 404
