"""How to call each service of notes on charts, shared views and figures for the press."""

from datetime import date

from dashboard.domain.annotations import AnnotationKind, NewAnnotation
from dashboard.domain.shared_views import NewView
from dashboard.services.annotations import annotate, read, withdraw
from dashboard.services.press import freeze
from dashboard.services.shared import share
from tests.factories import HOLDING, NOW
from tests.test_takeover.call import COLLECTIVE, EDITOR, OWN, Call, Run

NOTE = NewAnnotation(date(2025, 3, 3), AnnotationKind.PRESS, "A word", public=True)


def _withdraw(of: str) -> Run:
    return lambda h, by, _: withdraw.withdraw_annotation(h.db, h.notes[of], by=by, now=NOW)


SHOWN = (
    Call("annotations.annotate.annotate", EDITOR, lambda h, by, s: annotate.annotate(h.db, s, NOTE, by=by, now=NOW)),
    Call("annotations.annotate.annotate", COLLECTIVE, lambda h, by, _: annotate.annotate(h.db, None, NOTE, by=by, now=NOW), "on all"),
    Call("annotations.withdraw.withdraw_annotation", EDITOR, _withdraw("lyon")),
    Call("annotations.withdraw.withdraw_annotation", COLLECTIVE, _withdraw("movement"), "on all"),
    Call("annotations.read.own_annotations", EDITOR, lambda h, by, s: read.own_annotations(h.db, by, s, now=NOW)),
    Call("annotations.read.own_annotations", COLLECTIVE, lambda h, by, _: read.own_annotations(h.db, by, None, now=NOW), "on all"),
    Call(
        "shared.share.share_view",
        EDITOR,
        lambda h, by, s: share.share_view(h.db, NewView("x", (s,), private_notes_of=s), by=by, now=NOW),
        "with private notes",
    ),
    Call("shared.share.revoke_view", OWN, lambda h, by, _: share.revoke_view(h.db, h.own["view"], by=by, now=NOW)),
    Call(
        "press.freeze.freeze_figure",
        EDITOR,
        lambda h, by, s: freeze.freeze_figure(h.db, s, lambda _: {"en": "x"}, by=by, now=NOW, holding=HOLDING),
    ),
)
