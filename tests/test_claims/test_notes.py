"""What people write beside a claim is a line that can be shown, and a name that cannot be is nobody's."""

import pytest

from dashboard.domain.claims import Method
from dashboard.domain.errors import NotFound, Refused
from dashboard.services.claims.open import open_claim
from dashboard.services.read_organisation import read_organisation
from db.engine import Database
from tests.factories import HOLDING, NOW, TODAY, make_organisation
from tests.people import actor


@pytest.mark.parametrize("note", ["press office\0", "press \u202eoffice"])
def test_a_note_with_characters_that_cannot_be_shown_is_refused(db: Database, note: str) -> None:
    make_organisation(db)
    with pytest.raises(Refused, match="cannot be shown"):
        open_claim(db, actor(db), "lyon", Method.REVIEW, now=NOW, note=note)


def test_a_note_is_kept_on_one_line(db: Database) -> None:
    make_organisation(db)
    assert open_claim(db, actor(db), "lyon", Method.REVIEW, now=NOW, note=" press\n office ").organisation == "lyon"


@pytest.mark.parametrize("slug", ["lyon\0", "\0", "ly\u202eon", "’; DROP TABLE organisation"])
def test_a_name_that_nobody_can_have_is_nobodys(db: Database, slug: str) -> None:
    make_organisation(db)
    with pytest.raises(NotFound):
        read_organisation(db, slug, today=TODAY, holding=HOLDING)
