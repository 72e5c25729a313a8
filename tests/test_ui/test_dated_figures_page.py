"""Bringing dated figures on the page: a published one, a declared one, several typed in, and a file."""

from datetime import date
from typing import Any
from unittest.mock import patch

import pytest
import streamlit as st

from dashboard.addresses import BRING_FIGURES, MY_ORGANISATION
from dashboard.bootstrap import Essaim
from dashboard.domain.figure_file import read_figures
from dashboard.domain.figures import DailyFigure, Precision, Provenance
from dashboard.services.imports.read import imports_of
from dashboard.services.read_organisation import read_organisation
from dashboard.ui.bring.figure_csv import template
from dashboard.ui.bring.page import WAYS
from tests.factories import NOW, TODAY, make_organisation
from tests.test_figures_brought.cast import LYON, csv
from tests.test_ui.conftest import Reader
from tests.test_ui.test_log_departure_page import field, press


def bringing(reader: Reader, way: str) -> Reader:
    reader.opens(BRING_FIGURES, o="lyon")
    reader.app.radio(key="bring.way").set_value(next(one for one in WAYS if one.name == way))
    return reader.sees()


def figures(essaim: Essaim, slug: str = "lyon") -> list[DailyFigure]:
    return [figure for one in read_organisation(essaim.db, slug, today=TODAY, holding=essaim.holding).series for figure in one.figures]


def publish(reader: Reader, written: str, who: str = "Le Progrès", address: str = "https://www.leprogres.example/x") -> Reader:
    field(bringing(reader, "press"), "date_input", "press.on").set_value(date(2025, 1, 20))
    field(reader, "text_input", "press.followers").input(written)
    field(reader, "text_input", "press.who").input(who)
    field(reader, "text_input", "press.address").input(address)
    return reader.sees()


def test_a_published_figure_is_understood_before_it_is_stored(essaim: Essaim, press_officer: Reader) -> None:
    publish(press_officer, "2.2 M")
    assert "Understood as: about 2,200,000 (to the nearest 100,000)" in press_officer.text
    assert figures(essaim) == []
    press(press_officer, "Store this figure")
    assert "Recorded: X, about 2,200,000 (to the nearest 100,000) followers on 20\u00a0January\u00a02025." in press_officer.text
    (one,) = figures(essaim)
    assert (one.followers, one.rounded_to, one.precision) == (2_200_000, 100_000, Precision.ROUNDED)
    assert (one.provenance, one.source) == (Provenance.PRESS, "Le Progrès, https://www.leprogres.example/x")


def test_an_institution_declares_a_figure_without_any_address(essaim: Essaim, press_officer: Reader) -> None:
    publish(press_officer, "48 210", "press office, seen on the profile", "")
    press_officer.app.radio(key="press.said_by").set_value(Provenance.DECLARED)
    press(press_officer, "Store this figure")
    (one,) = figures(essaim)
    assert (one.followers, one.precision, one.provenance) == (48_210, Precision.EXACT, Provenance.DECLARED)
    (done,) = imports_of(essaim.db, press_officer.actor, "lyon", now=NOW)
    assert (done.figures, done.first_on) == (1, date(2025, 1, 20))


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        (("many", "Le Progrès", ""), "“many” is not a number of followers"),
        (("2.2", "Le Progrès", ""), "“2.2” is not a whole number"),
        (("14 289", "", ""), "A figure needs its source"),
        (("14 289", "Le Progrès", "javascript:alert(1)"), "is not the address of a page"),
        (("14 289", "see https://le-progres.example", ""), "Write it in its own field"),
        (("14 289", "", "https://me:secret@le-progres.example/"), "a name or a password before the “@”"),
    ],
)
def test_what_cannot_be_taken_is_said_and_stays_in_the_fields(
    essaim: Essaim, press_officer: Reader, fields: tuple[str, str, str], said: str
) -> None:
    press(publish(press_officer, *fields), "Store this figure")
    assert said in press_officer.text
    assert field(press_officer, "text_input", "press.followers").value == fields[0]
    assert figures(essaim) == []


def test_what_is_left_to_do_leads_to_the_page(essaim: Essaim, press_officer: Reader) -> None:
    press_officer.opens(MY_ORGANISATION, o="lyon")
    assert f'href="{BRING_FIGURES.address}?o=lyon"' in press_officer.html


class File:
    """A file that a browser sent."""

    def __init__(self, data: bytes) -> None:
        self.data, self.file_id = data, str(hash(data))

    def getvalue(self) -> bytes:
        return self.data


def upload(reader: Reader, data: bytes) -> Reader:
    """Choose a file and look at what it would do."""
    with patch.object(st, "file_uploader", return_value=File(data)):
        return bringing(reader, "figures")


def store_file(reader: Reader, data: bytes, label: str) -> Reader:
    with patch.object(st, "file_uploader", return_value=File(data)):
        return press(upload(reader, data), label)


def test_a_file_is_shown_line_by_line_and_then_stored(essaim: Essaim, press_officer: Reader) -> None:
    data = csv(LYON, ",linkedin,2025-02-01,2.2 M,https://www.linkedin.example/,", "besancon,x,2025-01-20,9,x,", "lyon,x,soon,9,x,")
    upload(press_officer, data)
    said = press_officer.text
    assert "about 2,200,000 (to the nearest 100,000)" in said
    assert "Line 4: “besancon” is not Lyon: you bring figures of your own institution only." in said
    assert "Line 5, Date: “soon” is not a day." in said
    assert figures(essaim) == []
    store_file(press_officer, data, "Store these 2 figures")
    assert "2 figures are stored." in press_officer.text
    assert sorted(one.followers for one in figures(essaim)) == [48_000, 2_200_000]


def test_a_file_that_says_nothing_new_offers_nothing(essaim: Essaim, press_officer: Reader) -> None:
    store_file(press_officer, csv(LYON), "Store this 1 figure")
    assert "Nothing of this file is new." in upload(press_officer, csv(LYON, "")).text


def test_a_file_that_is_no_table_is_said_beside_its_field(essaim: Essaim, press_officer: Reader) -> None:
    assert "This is a workbook, not a CSV file." in upload(press_officer, b"PK\x03\x04....").text


def test_nothing_of_a_file_is_markup(essaim: Essaim, press_officer: Reader) -> None:
    line = "lyon,x,2025-01-20,48000,<script>alert(1)</script>,\n<b>nobody</b>,x,2025-01-20,9,x,"
    upload(press_officer, csv(line))
    assert "<script>" not in press_officer.html and "<b>nobody" not in press_officer.html
    assert "<script>alert(1)</script>" in press_officer.text


def test_the_collective_brings_figures_of_anybody(essaim: Essaim, lyon: object, collective: Reader) -> None:
    make_organisation(essaim.db, "Besançon")
    data = csv(LYON, "Besançon,x,2025-01-20,9000,x,")
    assert "figures of every institution of the register" in upload(collective, data).text
    store_file(collective, data, "Store these 2 figures")
    assert [one.followers for one in figures(essaim, "besancon")] == [9_000]


def typed(*rows: dict[str, Any]) -> Any:
    return patch.object(st, "data_editor", return_value=[*rows, {}])


def test_rows_typed_into_the_table_are_understood_then_stored(essaim: Essaim, press_officer: Reader) -> None:
    x = {"network": "X", "date": date(2025, 1, 20), "followers": "2.2 M", "source": "Le Progrès"}
    with typed(x, {"network": None, "followers": float("nan")}):
        bringing(press_officer, "figures")
        assert "about 2,200,000 (to the nearest 100,000)" in press_officer.text
        press(press_officer, "Store this 1 figure")
    (one,) = figures(essaim)
    assert (one.followers, one.rounded_to, one.source) == (2_200_000, 100_000, "Le Progrès")


def test_of_rows_with_a_mistake_none_is_stored(essaim: Essaim, press_officer: Reader) -> None:
    x = {"network": "X", "date": date(2025, 1, 20), "followers": "48000", "source": "Le Progrès"}
    with typed(x, {**x, "source": None, "date": date(2025, 1, 21)}):
        bringing(press_officer, "figures")
    assert "Row 2, Source: A figure needs its source" in press_officer.text
    assert next(one for one in press_officer.app.button if one.label == "Store this 1 figure").disabled
    assert figures(essaim) == []


@pytest.mark.parametrize("language", ["en", "fr"])
def test_the_template_has_the_headers_that_are_read(language: str) -> None:
    text = template(language).decode("utf-8-sig")
    separator = {"en": ",", "fr": ";"}[language]
    values = dict(zip(text.strip().split(separator), ("lyon", "x", "20/01/2025", "2,2 M", "Le Progrès", "", ""), strict=True))
    line = separator.join(f'"{cell}"' for cell in values.values())
    file = read_figures(template(language) + line.encode(), TODAY)
    assert [(one.organisation, one.said.value) for one in file.lines] == [("lyon", 2_200_000)]
    assert file.ignored == []
