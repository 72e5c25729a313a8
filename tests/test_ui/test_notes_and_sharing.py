"""Notes, links and figures for the press in the dashboard: who is offered what, and what others see of it."""

import re
from datetime import date

import pytest

from dashboard.addresses import COMPARE, ORGANISATION, OVERVIEW
from dashboard.bootstrap import Essaim
from dashboard.domain.annotations import AnnotationKind, NewAnnotation
from dashboard.domain.people import OPERATOR
from dashboard.services.annotations.annotate import annotate
from dashboard.services.press.read import press_figures_of
from dashboard.services.shared.read import my_views, open_view
from tests.factories import NOW, TODAY, a_city_that_left
from tests.people import make_person
from tests.test_ui.conftest import Reader
from tests.test_ui.test_log_departure_page import field, press


@pytest.fixture
def ana(essaim: Essaim) -> Reader:
    """An editor in the team of Lyon, which has left."""
    a_city_that_left(essaim.db)
    return Reader(essaim, "en-GB").signs_in(make_person(essaim.db, "ana@lyon.example", editor_of="lyon"))


def note(reader: Reader, text: str, *, public: bool, saves: int = 0, **more: bool) -> Reader:
    """Fill in the form and send it."""
    field(reader, "date_input", "note.on", saves).set_value(date(2025, 3, 3))
    field(reader, "text_input", "note.text", saves).input(text)
    field(reader, "radio", "note.public", saves).set_value(public)
    for name, value in more.items():
        field(reader, "checkbox", f"note.{name}", saves).set_value(value)
    return press(reader, "Write this note")


def drawn(reader: Reader) -> str:
    """The charts as they were sent to the browser."""
    return "".join(chart.proto.spec for chart in reader.app.get("plotly_chart"))


def test_a_private_note_is_for_the_team_and_in_no_copy_of_others(essaim: Essaim, ana: Reader, reader: Reader, stranger: Reader) -> None:
    note(ana.opens(ORGANISATION, o="lyon"), "Posters in the underground", public=False)
    assert "Noted: Posters in the underground, 3\u00a0March\u00a02025." in ana.text
    assert "Press: Posters in the underground noted by the institution’s team · private" in ana.text
    assert "Private: Posters" in drawn(ana)
    for other in (reader, stranger):
        other.opens(ORGANISATION, o="lyon")
        assert "Posters" not in other.text and "Posters" not in drawn(other) and "For the team" not in other.text
    assert "Private: Posters" in drawn(ana.opens(ORGANISATION, o="lyon"))


def test_a_public_note_is_on_the_chart_of_everybody_until_it_is_withdrawn(ana: Reader, reader: Reader) -> None:
    note(ana.opens(ORGANISATION, o="lyon"), "Le Monde: « <b>parti</b> »", public=True)
    assert "Press: Le Monde: « <b>parti</b> » noted by" in reader.opens(ORGANISATION, o="lyon").text
    assert "&lt;b&gt;parti" in reader.html and "<b>parti" not in reader.html
    field(ana, "selectbox", "note.chosen", 1).select_index(0)
    press(ana, "Withdraw this note")
    assert "No chart shows it any more." in ana.text
    assert "Le Monde" not in reader.opens(ORGANISATION, o="lyon").text


def test_what_cannot_be_a_note_is_said_and_what_was_typed_stays(ana: Reader) -> None:
    ana.opens(ORGANISATION, o="lyon")
    field(ana, "text_input", "note.text").input("Something")
    press(ana, "Write this note")
    assert "A note needs its day." in ana.text
    field(ana, "date_input", "note.on").set_value(date(1995, 3, 3))
    field(ana, "text_input", "note.source").input("javascript:alert(1)")
    assert "from 2006 to 2035" in press(ana, "Write this note").text
    assert field(ana, "text_input", "note.text").value == "Something"


def test_a_note_on_the_whole_movement_is_for_the_collective_to_write(ana: Reader, collective: Reader, reader: Reader) -> None:
    ana.opens(ORGANISATION, o="lyon")
    assert "note.movement.0" not in [box.key for box in ana.app.checkbox]
    note(collective.opens(ORGANISATION, o="lyon"), "Second exit day", public=True, movement=True)
    assert "on the whole movement · noted by the collective" in reader.opens(ORGANISATION, o="lyon").text
    assert "Second exit day" in drawn(reader.opens(COMPARE, o="lyon", time="calendar"))
    assert "Second exit day" not in drawn(reader.opens(COMPARE, o="lyon", time="days"))
    assert "Second exit day" in drawn(reader.opens(OVERVIEW))


def test_a_link_is_shown_once_and_revoked_from_the_list(essaim: Essaim, ana: Reader, reader: Reader, stranger: Reader) -> None:
    assert "Share this comparison" not in reader.opens(COMPARE, o="lyon").text
    assert "Share this comparison" in stranger.opens(COMPARE, o="lyon").text
    assert "share.notes.0" not in [box.key for box in stranger.app.selectbox]
    annotate(essaim.db, "lyon", NewAnnotation(TODAY, AnnotationKind.EVENT, "Ours alone"), by=OPERATOR, now=NOW)
    ana.opens(COMPARE, o="lyon")
    field(ana, "text_input", "share.name").input("For the council")
    field(ana, "selectbox", "share.days").set_value(7)
    field(ana, "selectbox", "share.notes").set_value("lyon")
    press(ana, "Make a link")
    assert "The link is made; it opens until 8\u00a0June\u00a02025." in ana.text
    (code,) = ana.app.code
    token = re.fullmatch(r"http://[^/]+/en/views/([\w-]{43})/", code.value)
    assert token and "It works once" not in ana.text
    opened = open_view(essaim.db, token[1], today=TODAY)
    assert opened.view and opened.view.name == "For the council" and [one.text for one in opened.notes] == ["Ours alone"]
    ana.opens(COMPARE)
    assert "For the council Lyon · with private notes 1\u00a0Jun\u00a02025 opens until 8\u00a0June\u00a02025" in ana.text
    assert not ana.app.code and token[1] not in ana.html
    field(ana, "selectbox", "share.chosen").select_index(0)
    press(ana, "Revoke this link")
    assert "Revoked: the link to “For the council” opens nothing any more." in ana.text
    assert open_view(essaim.db, token[1], today=TODAY).view == my_views(essaim.db, ana.actor, now=NOW)[0]
    assert "revoked on 1\u00a0June\u00a02025" in ana.text


def test_the_figure_of_the_day_is_frozen_once(essaim: Essaim, ana: Reader) -> None:
    press(ana.opens(ORGANISATION, o="lyon"), "Freeze this figure")
    (figure,) = press_figures_of(essaim.db, "lyon")
    assert f"Frozen: {figure.short}. Its address is below." in ana.text
    assert f'href="/en/press/{figure.short}/"' in ana.html
    press(ana, "Freeze this figure")
    assert len(press_figures_of(essaim.db, "lyon")) == 1
