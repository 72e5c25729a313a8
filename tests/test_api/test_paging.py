"""Pages follow each other without a double and without a gap, even while rows are added; CSV is sent while it is read."""

import asyncio
import csv
import json
from collections.abc import Callable
from functools import partial
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.config import Settings
from dashboard.domain.departures import Status
from dashboard.domain.networks import Network
from dashboard.services.read_series import list_series
from dashboard.web.api import cursors, endpoints
from dashboard.web.api.lists import Listing
from dashboard.web.api.wrong import WrongParameter
from db.engine import Database
from tests.factories import log, make_figures, make_organisation
from tests.people import make_essaim
from tests.test_api.reading import LISTS, ask, following, rows
from tests.test_web.browsing import Browser

NAMES = ("Arles", "Brest", "Caen", "Évry")


@pytest.fixture
def cities(db: Database) -> Browser:
    """A program that asks a register of four cities that have left."""
    for n, name in enumerate(NAMES):
        slug = make_organisation(db, name).slug
        make_figures(db, slug, Network.X, {"2024-12-20": 1_000, f"2024-12-{21 + n}": 1_000})
        log(db, slug, Status.DEPARTED, f"2025-02-{1 + n % 2:02d}")
    return Browser(make_essaim(db, Settings()))


def walk(visitor: Browser, path: str, meanwhile: Callable[[], object]) -> list[dict[str, Any]]:
    """All rows, page by page, with something happening between two of them."""
    found, there = [], path
    for _ in range(50):
        page = ask(visitor, there)
        found += json.loads(page.body)["data"]
        if (after := following(page)) is None:
            return found
        meanwhile()
        there = after
    raise AssertionError("no last page")


def test_a_walk_meets_every_row_once_while_others_are_added(cities: Browser) -> None:
    db = cities.essaim.db

    def new_city(name: str) -> None:
        log(db, make_organisation(db, name).slug, Status.DEPARTED, "2025-02-01")

    additions: list[tuple[str, Callable[[dict[str, Any]], object], list[Callable[[], None]]]] = [
        ("/organisations?limit=2", lambda row: row["slug"], [lambda: new_city("Aaa"), lambda: new_city("Zzz")]),
        ("/departures?limit=3", lambda row: (row["organisation"], row["day"]), [lambda: new_city("Bbb")]),
        ("/exit-days?limit=3", lambda row: row["organisation"], [lambda: new_city("Ccc")]),
        ("/series/evry?limit=1", lambda row: row["at"], [lambda: make_figures(db, "evry", Network.X, {"2024-11-01": 1, "2024-12-30": 1})]),
    ]
    for path, key, happening in additions:
        before = [key(row) for row in rows(cities, path.rpartition("=")[0] + "=200")]
        met = [key(row) for row in walk(cities, path, lambda happening=happening: happening and happening.pop()())]  # type: ignore[misc]
        assert happening == []
        assert len(met) == len(set(met))
        assert [one for one in met if one in before] == before


def test_both_databases_answer_every_question(cities: Browser) -> None:
    asked = (
        "/organisations?q=arles&country=fr&level=L0",
        "/standings?age=latest&limit=3",
        "/standings?order=per_person&kind=city",
        "/annotations",
    )
    assert [len(rows(cities, path)) for path in asked] == [1, 3, 4, 0]
    assert ask(cities, "/organisations?size=large&q=%25%00_").status == 200
    assert ask(cities, "/series/a%00b").status == 404


def test_corrected_steps_leave_no_hole(cities: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("dashboard.services.read_public.AT_ONCE", 2)
    for day in ("2025-02-10", "2025-02-11", "2025-02-12"):
        log(cities.essaim.db, "arles", Status.DEPARTED, day)
    met = [(row["organisation"], row["day"]) for row in walk(cities, "/departures?limit=1", lambda: None)]
    assert sorted(one for one, _ in met) == ["arles", "brest", "caen", "evry"]
    assert met[-1] == ("arles", "2025-02-12")


@pytest.mark.parametrize("path", [path for path in LISTS if path != "/methodology"])
def test_pages_make_up_the_whole(path: str, visitor: Browser) -> None:
    assert walk(visitor, f"{path}?limit=1", lambda: None) == rows(visitor, f"{path}?limit=200")


def test_a_page_of_csv_has_its_next_one(visitor: Browser) -> None:
    lines, there = [], "/organisations.csv?limit=2"
    while there:
        page = ask(visitor, there)
        lines += list(csv.reader(page.body.decode().splitlines()))[1:]
        link = page.headers.get("link", "")
        there = link.removeprefix("<").partition(">")[0].partition("/api/v1")[2]
    assert lines == list(csv.reader(ask(visitor, "/organisations.csv").body.decode().splitlines()))[1:]


def test_a_csv_is_sent_while_it_is_read(visitor: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
    """Three rows at a time: as many as that are in memory, and the first are gone before the last are read."""
    happened: list[str] = []
    read = list_series

    def noted(*given: Any, **named: Any) -> Any:
        happened.append("read")
        return read(*given, **named)

    async def receive() -> dict[str, Any]:
        # The program that reads stays until it has everything.
        await asyncio.Event().wait()
        return {}

    async def send(message: dict[str, Any]) -> None:
        if message.get("body"):
            happened.append("sent")

    monkeypatch.setattr(endpoints, "list_series", noted)
    monkeypatch.setattr(endpoints, "Listing", partial(Listing, at_once=3))
    scope = {
        **{"type": "http", "method": "GET", "path": "/api/v1/series/lyon.csv", "query_string": b"", "scheme": "http"},
        **{"headers": [(b"host", b"localhost")], "client": ("198.51.100.7", 1), "server": ("localhost", 80)},
    }
    asyncio.run(visitor.app(scope, receive, send))  # type: ignore[arg-type]
    assert happened[:4] == ["read", "sent", "read", "sent"]
    assert happened == ["read", "sent"] * 5


@given(st.dates(), st.integers(0, cursors.LARGEST))
def test_a_cursor_is_read_as_it_was_written(day: Any, number: int) -> None:
    assert cursors.read("departures", cursors.write("departures", (day, number)), (cursors.day, cursors.number)) == (day, number)


@pytest.mark.parametrize(
    "cursor",
    [
        *("", "é", "x", "bm8", "W10", "MQ", "e30", "[" * 100, "=" * 8, cursors.write("series", ("2025-01-01", 1))),
        cursors.write("departures", ("2025-01-01",)),
        cursors.write("departures", ("2025-01-01", -1)),
        cursors.write("departures", ("2025-01-01", True)),
        cursors.write("departures", ("2025-01-01", "1")),
        cursors.write("departures", (1, 1)),
        cursors.write("departures", ("2025-01-01", 10**30)),
    ],
)
def test_a_cursor_that_nobody_gave_is_refused(cursor: str) -> None:
    with pytest.raises(WrongParameter):
        cursors.read("departures", cursor, (cursors.day, cursors.number))


@pytest.mark.parametrize("word", ["a\0b", "é", "a" * 121, 1, None])
def test_a_slug_in_a_cursor_is_plain(word: object) -> None:
    with pytest.raises(WrongParameter):
        cursors.read("organisations", cursors.write("organisations", (word,)), (cursors.word,))


def test_an_instant_in_a_cursor_is_aware() -> None:
    with pytest.raises(WrongParameter):
        cursors.read("series", cursors.write("series", ("2025-01-01T00:00:00",)), (cursors.instant,))
