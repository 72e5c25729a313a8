"""Notes on charts: what can be written, by whom, and who reads it."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from sqlmodel import select

from dashboard.domain.annotations import MOST, AnnotationKind, NewAnnotation, check_annotation
from dashboard.domain.audit import Deed
from dashboard.domain.errors import NotAllowed, NotFound, Refused, SignInNeeded
from dashboard.domain.people import OPERATOR, VISITOR, Actor, Role
from dashboard.i18n import words_in
from dashboard.presenters.notes import marks
from dashboard.presenters.transfer_rows import transfer_rows
from dashboard.presenters.what_happened import events
from dashboard.services.annotations.annotate import annotate
from dashboard.services.annotations.read import own_annotations, read_all_annotations, read_annotations
from dashboard.services.annotations.withdraw import withdraw_annotation
from dashboard.services.merge_organisations import merge_organisations
from dashboard.services.read_audit import Asked, read_audit
from dashboard.services.read_organisation import read_organisation
from db.engine import Database
from db.tables import AnnotationRow
from tests.factories import HOLDING, NOW, TODAY, make_organisation
from tests.people import actor

PRESS = NewAnnotation(date(2025, 3, 3), AnnotationKind.PRESS, "Le Monde raconte le départ", "https://presse.example/a", public=True)
OURS = NewAnnotation(date(2025, 4, 1), AnnotationKind.CAMPAIGN, "Posters in the underground")
ENGLISH = words_in("en")


def write(db: Database, typed: NewAnnotation = PRESS, slug: str | None = "lyon", by: Actor = OPERATOR) -> int:
    return annotate(db, slug, typed, by=by, now=NOW).id


def noted(db: Database) -> Database:
    """Lyon, with a public and a private note, and one on the whole movement of each."""
    make_organisation(db, "Lyon")
    for slug in ("lyon", None):
        write(db, PRESS, slug)
        write(db, OURS, slug)
    return db


@pytest.fixture
def lyon(sqlite_db: Database) -> Database:
    """For what does not depend on the database."""
    return noted(sqlite_db)


@pytest.fixture
def stored(db: Database) -> Database:
    """For what is asked of the database, on both."""
    return noted(db)


def test_the_public_ones_are_for_everybody_and_those_on_the_movement_on_every_chart(stored: Database) -> None:
    make_organisation(stored, "Université de Besançon")
    assert [(one.organisation, one.text) for one in read_annotations(stored, "lyon")] == [("lyon", PRESS.text), (None, PRESS.text)]
    assert [one.organisation for one in read_annotations(stored, "universite-de-besancon")] == [None]
    assert [one.organisation for one in read_annotations(stored)] == [None]
    assert [one.organisation for one in read_all_annotations(stored)] == ["lyon", None]


def test_the_private_ones_are_for_those_who_write_them(lyon: Database) -> None:
    ana, zoe = actor(lyon, "ana@lyon.example", editor_of="lyon"), actor(lyon, "zoe@essaim.example", Role.COLLECTIVE)
    for by in (ana, zoe):
        assert [one.public for one in own_annotations(lyon, by, "lyon", now=NOW)] == [True, False]
    assert [one.public for one in own_annotations(lyon, zoe, None, now=NOW)] == [True, False]
    stranger = actor(lyon, "stranger@elsewhere.example")
    for by, slug, problem in ((VISITOR, "lyon", SignInNeeded), (stranger, "lyon", NotAllowed), (ana, None, NotAllowed)):
        with pytest.raises(problem):
            own_annotations(lyon, by, slug, now=NOW)


def test_no_public_reading_holds_a_private_note(lyon: Database) -> None:
    view = read_organisation(lyon, "lyon", today=TODAY, holding=HOLDING)
    rows = transfer_rows(view, today=TODAY, holding=HOLDING)
    assert [one.text for one in view.annotations] == [PRESS.text] * 2
    assert OURS.text not in repr((view, rows, events(ENGLISH, view, TODAY)))


def test_the_team_sees_its_private_notes_marked_as_such(lyon: Database) -> None:
    view = read_organisation(lyon, "lyon", today=TODAY, holding=HOLDING)
    private = [one for one in own_annotations(lyon, OPERATOR, "lyon", now=NOW) if not one.public]
    rows = transfer_rows(view, today=TODAY, holding=HOLDING, private=list(marks(ENGLISH, private)))
    assert [(mark.label, mark.strong) for mark in rows.events][-1] == ("Private: Posters in the underground", False)
    first = events(ENGLISH, view, TODAY, private)[0]
    assert (first.text, first.note) == ("Campaign: Posters in the underground", "noted by the collective · private")


def test_writing_and_withdrawing_are_noted_without_the_text(lyon: Database) -> None:
    ana = actor(lyon, "ana@lyon.example", owner_of="lyon")
    number = write(lyon, replace(OURS, text="A secret"), by=ana)
    withdraw_annotation(lyon, number, by=ana, now=NOW)
    lines = read_audit(lyon, Asked(person_id=ana.person_id), by=OPERATOR, now=NOW).entries
    assert [(one.deed, one.subject, one.role) for one in lines] == [
        (Deed.ANNOTATION_WITHDRAWN, f"annotation:{number}", Role.OWNER),
        (Deed.ANNOTATION_ADDED, f"annotation:{number}", Role.OWNER),
    ]
    assert lines[1].details == {"on": "2025-04-01", "kind": "campaign", "public": False} and "secret" not in repr(lines)


def test_a_withdrawn_one_stays_unseen(stored: Database) -> None:
    number = write(stored)
    withdraw_annotation(stored, number, by=OPERATOR, now=NOW)
    assert [one.organisation for one in read_annotations(stored, "lyon")] == [None]
    with stored.reading() as session:
        assert session.get_one(AnnotationRow, number).text == PRESS.text
    with pytest.raises(NotFound):
        withdraw_annotation(stored, number, by=OPERATOR, now=NOW)


def test_the_same_note_is_written_once(lyon: Database) -> None:
    assert write(lyon) == write(lyon, replace(PRESS, text=f"  {PRESS.text}\n"))
    with lyon.reading() as session:
        assert len(session.exec(select(AnnotationRow)).all()) == 4


def test_there_is_an_end_to_notes(stored: Database) -> None:
    with stored.writing() as session:
        known: dict[str, Any] = {"organisation_id": 1, "kind": "event", "role": "operator", "logged_at": NOW}
        session.add_all(AnnotationRow(on=TODAY, text=f"Note {n}", **known) for n in range(MOST - 2))
    with pytest.raises(Refused, match="200 notes here already"):
        write(stored, replace(PRESS, text="One more"))


def test_notes_go_to_the_one_that_stays_when_two_are_merged(stored: Database) -> None:
    make_organisation(stored, "Ville de Lyon")
    write(stored, replace(PRESS, text="Of the town"), "ville-de-lyon")
    merge_organisations(stored, OPERATOR, "lyon", "ville-de-lyon", now=NOW, holding=HOLDING)
    assert ("lyon", "Of the town") in [(one.organisation, one.text) for one in read_annotations(stored, "ville-de-lyon")]


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"text": ""}, "A note needs a few words"),
        ({"text": "\u200b…"}, "A note needs a few words"),
        ({"text": "é" * 81}, "81 characters long, at most 80"),
        ({"text": "one\x00two"}, "cannot be shown"),
        ({"text": "\u202eturned"}, "cannot be shown"),
        ({"on": date(2005, 12, 31)}, "from 2006 to 2035"),
        ({"on": date(2036, 1, 1)}, "from 2006 to 2035"),
        ({"source": "javascript:alert(1)"}, "is not the address of a page"),
        ({"source": "https://user:secret@presse.example"}, "a name or a password"),
        ({"source": "https://presse.example/" + "a" * 500}, "longer than 500"),
        ({"source": "presse.example"}, "is not the address of a page"),
    ],
)
def test_what_cannot_stand_on_a_chart_is_refused(sqlite_db: Database, wrong: dict[str, object], said: str) -> None:
    make_organisation(sqlite_db, "Lyon")
    with pytest.raises(Refused, match=said):
        write(sqlite_db, replace(PRESS, **wrong))  # type: ignore[arg-type]
    assert read_all_annotations(sqlite_db) == []


def test_the_first_and_the_last_day_are_within_bounds() -> None:
    for on in (date(2006, 1, 1), date(2035, 12, 31)):
        assert check_annotation(replace(PRESS, on=on, text="x" * 80), TODAY).on == on
