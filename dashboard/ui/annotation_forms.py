"""Notes on the charts of an institution: the private ones for its team, the form that writes one, the form that withdraws one."""

from collections.abc import Sequence
from datetime import date

import streamlit as st

from dashboard.domain.annotations import LONGEST_TEXT, Annotation, AnnotationKind, NewAnnotation
from dashboard.domain.errors import N_, Refused
from dashboard.domain.people import Act
from dashboard.presenters import notes
from dashboard.services.annotations.annotate import annotate
from dashboard.services.annotations.read import own_annotations
from dashboard.services.annotations.withdraw import withdraw_annotation
from dashboard.ui.forms import day_field, fresh, save
from dashboard.ui.visit import Visit

USUAL = (AnnotationKind.PRESS, AnnotationKind.CAMPAIGN, AnnotationKind.EXIT_DAY, AnnotationKind.EVENT)


def private_notes(visit: Visit, slug: str) -> list[Annotation]:
    """The notes on its charts that only its team and the collective see; none for everybody else. Read anew at each run."""
    return [one for one in _all(visit, slug) if not one.public]


def show_note_forms(visit: Visit, slug: str) -> None:
    """For somebody who may write notes there: write one, withdraw one."""
    words = visit.words
    with st.expander(words("Write a note on the chart"), key="note.new"):
        _show_form(visit, slug)
    written = _all(visit, slug)
    if written:
        with st.expander(words("Withdraw a note"), key="note.old"):
            _show_withdrawal(visit, written)


def _all(visit: Visit, slug: str) -> list[Annotation]:
    """Those on the institution, for its team; for the collective those on the whole movement as well."""
    asked = [*([slug] if visit.may(Act.CONTRIBUTE, slug) else []), *([None] if visit.may(Act.MODERATE) else [])]
    return [note for one in asked for note in own_annotations(visit.essaim.db, visit.actor, one, now=visit.now)]


def _show_form(visit: Visit, slug: str) -> None:
    words = visit.words
    with st.form("note", border=False):
        left, right = st.columns(2)
        kind = left.selectbox(words("What happened"), USUAL, key=fresh("note.kind"), format_func=words.term, filter_mode=None)
        with right:
            on = day_field(words("Day"), "note.on")
        text = st.text_input(
            words("In a few words, at most {n} characters", n=LONGEST_TEXT), key=fresh("note.text"), max_chars=LONGEST_TEXT
        )
        source = st.text_input(words("Address of a page on it (optional)"), key=fresh("note.source"), placeholder="https://")
        seen_by = {False: words("the team alone"), True: words("everybody: on the public chart, in its data and in the API")}
        public = st.radio(words("Who sees it"), [False, True], key=fresh("note.public"), format_func=seen_by.__getitem__)
        for_all = visit.may(Act.MODERATE) and st.checkbox(
            words("It is about the whole movement: on the charts of everybody"), key=fresh("note.movement")
        )
        wanted = st.form_submit_button(words("Write this note"), type="primary")
    if wanted:
        save(visit, lambda: _write(visit, None if for_all else slug, kind, on, text, source, bool(public)))


def _write(visit: Visit, slug: str | None, kind: AnnotationKind, on: date | None, text: str, source: str, public: bool) -> str:
    if on is None:
        raise Refused(N_("A note needs its day. Choose the day on which it happened, or will happen."))
    made = annotate(visit.essaim.db, slug, NewAnnotation(on, kind, text, source, public), by=visit.actor, now=visit.now)
    return visit.words("Noted: {text}, {day}.", text=made.text, day=made.on)


def _show_withdrawal(visit: Visit, written: Sequence[Annotation]) -> None:
    words = visit.words
    with st.form("note.withdraw", border=False):
        chosen = st.selectbox(
            words("Note to withdraw"),
            written,
            index=None,
            key=fresh("note.chosen"),
            format_func=lambda one: _label(visit, one),
            placeholder=words("Choose a note"),
            filter_mode=None,
        )
        wanted = st.form_submit_button(words("Withdraw this note"))
    if wanted:
        save(visit, lambda: _withdraw(visit, chosen))


def _label(visit: Visit, one: Annotation) -> str:
    return " · ".join((visit.words.date(one.on, "short"), one.text, notes.noted_by(visit.words, one)))


def _withdraw(visit: Visit, chosen: Annotation | None) -> str:
    if chosen is None:
        raise Refused(N_("Choose the note to withdraw."))
    withdraw_annotation(visit.essaim.db, chosen.id, by=visit.actor, now=visit.now)
    return visit.words("Withdrawn: {text}. No chart shows it any more.", text=chosen.text)
