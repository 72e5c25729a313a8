"""Published again, only what changed is made, and only what looks different is written."""

from datetime import timedelta
from pathlib import Path
from unittest.mock import Mock

import pytest

from dashboard.domain.annotations import AnnotationKind, NewAnnotation
from dashboard.domain.networks import Network
from dashboard.domain.people import OPERATOR
from dashboard.services.annotations.annotate import annotate
from dashboard.services.merge_organisations import merge_organisations
from dashboard.web.publish import publish, render
from dashboard.web.publish.plan import Redraw
from tests.factories import HOLDING, NOW, TODAY, make_figures, make_organisation
from tests.test_publish.publishing import Publisher

TEXTS = {f"{language}/organisations/lyon/{file}" for language in ("fr", "en") for file in ("index.html", "figures.csv")}
CARDS = {f"{language}/organisations/lyon/card.png" for language in ("fr", "en")}
YESTERDAY = {"2025-05-31": 19_000}
UNSEEN = {"2025-05-31": 1}
"""Too few to be seen on a card, where figures are rounded."""


def test_nothing_is_made_when_nothing_changed(publisher: Publisher, monkeypatch: pytest.MonkeyPatch) -> None:
    first = publisher.publish()
    before = publisher.moments()
    assert (first.written, first.unchanged, first.removed) == (len(before), 0, 0)
    monkeypatch.setattr(publish, "render_all", None)
    again = publisher.publish()
    assert (again.written, again.unchanged, again.removed) == (0, len(before), 0)
    assert publisher.changed(before) == set()


def test_a_new_figure_changes_the_files_of_its_institution(publisher: Publisher, monkeypatch: pytest.MonkeyPatch) -> None:
    publisher.publish()
    before, asked, answer = publisher.moments(), Mock(), render.answer
    monkeypatch.setattr(render, "answer", lambda *told: (asked(told[-1].address), answer(*told))[1])
    make_figures(publisher.essaim.db, "lyon", Network.BLUESKY, YESTERDAY)
    done = publisher.publish()
    assert publisher.changed(before) == TEXTS | CARDS
    assert (done.written, done.unchanged, done.removed) == (6, len(before) - 6, 0)
    assert not [call for call in asked.call_args_list if "nancy" in str(call)]


def test_a_picture_that_would_look_the_same_is_not_drawn(publisher: Publisher, monkeypatch: pytest.MonkeyPatch) -> None:
    publisher.publish()
    before = publisher.moments()
    make_figures(publisher.essaim.db, "lyon", Network.BLUESKY, UNSEEN)
    monkeypatch.setattr(render, "png", None)
    publisher.publish()
    assert publisher.changed(before) == TEXTS


def test_pictures_that_are_there_may_be_kept(publisher: Publisher) -> None:
    publisher.publish(redraw=Redraw.MISSING)
    before = publisher.moments()
    make_figures(publisher.essaim.db, "lyon", Network.BLUESKY, YESTERDAY)
    publisher.publish(redraw=Redraw.MISSING)
    assert publisher.changed(before) == TEXTS
    publisher.publish()
    assert publisher.changed(before) == TEXTS | CARDS


def test_pictures_may_be_left_out_and_are_then_nowhere(publisher: Publisher) -> None:
    publisher.publish()
    done = publisher.publish(redraw=Redraw.NONE)
    assert (done.written, done.removed) == (0, 4)
    assert not [name for name in publisher.files() if name.endswith(".png")]


def test_another_day_makes_everything_anew_and_writes_what_looks_different(publisher: Publisher) -> None:
    publisher.publish()
    before = publisher.moments()
    done = publisher.publish(today=TODAY + timedelta(days=1))
    assert (done.written, done.unchanged) == (0, len(before))
    assert publisher.changed(before) == set()


def test_a_note_is_seen(publisher: Publisher, monkeypatch: pytest.MonkeyPatch) -> None:
    publisher.publish()
    asked: list[str] = []
    monkeypatch.setattr(render, "answer", lambda _, __, one: asked.append(one.address))
    note = NewAnnotation(TODAY, AnnotationKind.PRESS, "An interview", public=True)
    annotate(publisher.essaim.db, "lyon", note, by=OPERATOR, now=NOW)
    publisher.publish()
    assert {address for address in asked if "organisations" in address} == {
        f"/{address.removesuffix('index.html')}" for address in TEXTS | CARDS
    }


def test_a_note_on_the_whole_movement_is_on_the_charts_of_everybody(publisher: Publisher, monkeypatch: pytest.MonkeyPatch) -> None:
    publisher.publish()
    asked: list[str] = []
    monkeypatch.setattr(render, "answer", lambda _, __, one: asked.append(one.address))
    annotate(publisher.essaim.db, None, NewAnnotation(TODAY, AnnotationKind.EXIT_DAY, "Exit day", public=True), by=OPERATOR, now=NOW)
    publisher.publish()
    assert {address.split("/")[3] for address in asked if "organisations" in address} == {"lyon", "nancy"}


def test_an_institution_that_came_has_files_and_one_that_was_merged_has_none(publisher: Publisher) -> None:
    publisher.publish()
    before = publisher.files()
    make_organisation(publisher.essaim.db, "Besançon")
    assert publisher.publish().written == 6 + 2
    merge_organisations(publisher.essaim.db, OPERATOR, "nancy", "besancon", now=NOW, holding=HOLDING)
    done = publisher.publish()
    assert (publisher.files(), done.removed) == (before, 6)


def test_a_file_that_was_lost_comes_back(publisher: Publisher) -> None:
    publisher.publish()
    before = publisher.files()
    Path(publisher.folder, "fr/organisations/lyon/index.html").unlink()
    assert publisher.publish().written == 1
    assert publisher.files() == before


def test_what_was_promised_and_is_gone_is_left_out(publisher: Publisher) -> None:
    publisher.publish()
    assert not [name for name in publisher.files() if "gone" in name]


def test_a_mistake_says_at_which_address(publisher: Publisher, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(render, "png", None)
    with pytest.raises(TypeError) as mistake:
        publisher.publish()
    assert mistake.value.__notes__ == ["while /fr/organisations/lyon/card.png was made"]
