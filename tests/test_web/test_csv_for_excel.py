"""The same figures twice: as programs read them, and as Excel opens them on a double click where its reader lives."""

import csv
import io
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.bootstrap import Essaim
from dashboard.domain.csv_text import EXCEL, FORMULA, STANDARD, csv_text
from dashboard.web.public import charts
from dashboard.web.public.site import live_site
from tests.hostile import STRINGS
from tests.test_web.browsing import Browser
from tests.test_web.published import register

__all__ = ["register"]
CELLS = st.none() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.sampled_from(STRINGS) | st.text("=;,.é\n\"'@+- 1")
TABLES = st.lists(st.tuples(CELLS, CELLS), max_size=6)
CHART = "/{}/charts/transfer/lyon/chart.{}"


def read(said: str, delimiter: str) -> list[list[str]]:
    """The cells of a table."""
    return list(csv.reader(io.StringIO(said, newline=""), delimiter=delimiter))


def alike(rows: list[list[str]]) -> list[list[str]]:
    """The cells without regard to the sign in a fraction."""
    return [[cell.replace(",", ".") for cell in row] for row in rows]


@given(TABLES)
def test_both_hold_the_same_cells_but_for_the_sign_in_a_fraction(rows: list[tuple[object, object]]) -> None:
    plain = read(csv_text(["a", "b"], rows), ",")
    french = csv_text(["a", "b"], rows, EXCEL["fr"])
    assert french.startswith("\ufeffa;b\r\n")
    found = read(french.removeprefix("\ufeff"), ";")
    assert len(found) == len(plain) == len(rows) + 1
    for row, told, written in zip(rows, plain[1:], found[1:], strict=True):
        for cell, one, other in zip(row, told, written, strict=True):
            if isinstance(cell, float):
                assert "." not in other and "e" not in other and float(other.replace(",", ".")) == cell
            else:
                assert one == other
            assert not isinstance(cell, str) or not other.lstrip(" ").startswith(FORMULA)
    assert csv_text(["a"], [(1.5,)], EXCEL["en"]) == "\ufeff" + csv_text(["a"], [(1.5,)], STANDARD)


def test_a_chart_offers_both_and_says_which_is_which(register: Essaim) -> None:
    visitor = Browser(register)
    page = visitor.get("/fr/organisations/lyon/")
    assert {CHART.format("fr", "csv"), CHART.format("fr", "excel.csv")} <= set(page.links)
    plain, excel = (visitor.get(CHART.format("fr", file)) for file in ("csv", "excel.csv"))
    assert excel.headers["content-type"] == "text/csv; charset=utf-8"
    assert excel.headers["content-disposition"] == 'attachment; filename="essaim-transfer-lyon.excel.csv"'
    assert not plain.body.startswith(b"\xef\xbb\xbf") and excel.body.startswith(b"\xef\xbb\xbforganisation;day;")
    one, other = read(plain.body.decode(), ","), read(excel.body.decode("utf-8-sig"), ";")
    assert alike(other) == alike(one)
    ratio = one[0].index("recovery_low")
    assert any("," in row[ratio] for row in other) and any("." in row[ratio] for row in one)
    assert visitor.get(CHART.format("en", "excel.csv")).body.startswith(b"\xef\xbb\xbforganisation,day,")


def test_the_leaderboard_offers_both_of_the_choice_that_is_shown(register: Essaim) -> None:
    visitor = Browser(register)
    links = [one for one in visitor.get("/fr/leaderboard/kind-city/").links if one.startswith("/api/")]
    chosen = "/api/v1/standings.csv?age=90&kind=city&order=recovery"
    assert links == [chosen, f"{chosen}&excel=fr"]
    plain, excel = (visitor.get(one) for one in links)
    assert excel.body.startswith(b"\xef\xbb\xbf") and excel.headers["etag"] != plain.headers["etag"]
    one, other = read(plain.body.decode(), ","), read(excel.body.decode("utf-8-sig"), ";")
    assert len(one) > 1 and alike(one) == alike(other)
    assert visitor.get("/api/v1/standings.csv?excel=de").status == 422


@pytest.mark.parametrize("every_view", [False, True])
def test_a_published_copy_holds_the_one_for_programs_alone(register: Essaim, every_view: bool) -> None:
    site = replace(live_site(register), live=False, every_view=every_view)
    held = [path for resource in charts.RESOURCES for path in resource.addresses(site)]
    assert any(path.endswith("/chart.csv") for path in held) and not any("excel" in path for path in held)
