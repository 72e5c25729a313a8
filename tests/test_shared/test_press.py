"""Figures frozen for the press: what they hold, that they never change, and who freezes them."""

import hashlib
import json
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import func
from sqlmodel import select

from dashboard.domain.audit import Deed
from dashboard.domain.errors import NotAllowed, Refused, SignInNeeded
from dashboard.domain.networks import Network
from dashboard.domain.people import OPERATOR, VISITOR, Actor, Role
from dashboard.domain.press import PressFigure, canonical, digest_of
from dashboard.i18n import words_in
from dashboard.presenters.press import saying, since
from dashboard.services.merge_organisations import merge_organisations
from dashboard.services.press import freeze
from dashboard.services.press.freeze import freeze_figure
from dashboard.services.press.read import every_short, press_figure, press_figures_of
from dashboard.services.read_audit import Asked, read_audit
from dashboard.services.read_organisation import read_organisation
from db.engine import Database
from db.tables import PressFigureRow, SnapshotRow
from tests.factories import HOLDING, NOW, TODAY, a_city_that_left, make_figures, make_organisation
from tests.people import actor

LATER = NOW + timedelta(hours=1)


def frozen(db: Database, slug: str = "lyon", by: Actor = OPERATOR, *, days: int = 0) -> PressFigure:
    now = NOW + timedelta(days=days)
    return freeze_figure(db, slug, saying(now.date(), HOLDING), by=by, now=now, holding=HOLDING)


@pytest.fixture
def lyon(sqlite_db: Database) -> Database:
    """Lyon left 100,000 followers behind and regained 20,000 on Bluesky, 10,000 on Mastodon."""
    a_city_that_left(sqlite_db)
    return sqlite_db


@pytest.fixture
def stored(db: Database) -> Database:
    """The same, on both databases."""
    a_city_that_left(db)
    return db


def test_it_holds_what_is_needed_to_quote_and_to_check(lyon: Database) -> None:
    content = frozen(lyon).content
    assert content["organisation"] == {"slug": "lyon", "name": "Lyon", "kind": "city", "fictional": False}
    assert content["sentence"]["en"] == "Lyon has regained between 20 and 30% of its X audience, 132 days after its departure"
    assert content["sentence"]["fr"].startswith("Lyon a retrouvé entre 20 et 30")
    assert (content["regained"], content["recovery"]) == ({"low": 20_000, "high": 30_000}, {"low": 0.2, "high": 0.3})
    assert (content["departed_on"], content["as_of"], content["age_days"]) == ("2025-01-20", "2025-06-01", 132)
    assert content["baseline"] == {
        "network": "x",
        "followers": 100_000,
        "withheld": False,
        "on": "2025-01-20",
        "precision": "exact",
        "rounded_to": None,
        "provenance": "declared",
        "source": "counted by the tests",
    }
    assert [(one["network"], one["followers"], one["on"], one["source"]) for one in content["accounts"]] == [
        ("bluesky", 20_000, "2025-06-01", "https://bsky.app/profile/lyon.fr"),
        ("mastodon", 10_000, "2025-06-01", "https://social.example/@lyon"),
    ]
    assert (content["licence"], content["methodology"], content["frozen_at"]) == ("etalab-2.0", "1", "2025-06-01T09:00:00+00:00")


def test_the_digest_is_of_exactly_these_bytes_and_begins_the_address(stored: Database) -> None:
    figure = frozen(stored)
    assert hashlib.sha256(figure.text.encode()).hexdigest() == figure.digest and figure.short == figure.digest[:16]
    assert figure.text == json.dumps(figure.content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    assert press_figure(stored, figure.short) == figure and every_short(stored) == [figure.short]
    for other in ("", figure.digest, figure.short[:15], "_" * 16, "%" * 16, figure.short.upper()):
        assert press_figure(stored, other) is None


def test_the_same_figure_is_frozen_once(lyon: Database) -> None:
    first = frozen(lyon)
    again = freeze_figure(lyon, "lyon", saying(TODAY, HOLDING), by=OPERATOR, now=LATER, holding=HOLDING)
    assert again == first and again.frozen_at == NOW
    lines = read_audit(lyon, Asked(deed=Deed.FIGURE_FROZEN), by=OPERATOR, now=NOW).entries
    assert [one.details for one in lines] == [{"digest": first.digest}]


def test_a_figure_that_is_corrected_leaves_the_frozen_one_as_it_was(lyon: Database) -> None:
    first = frozen(lyon)
    make_figures(lyon, "lyon", Network.BLUESKY, {"2025-06-02": 20_400}, now=NOW + timedelta(days=1))
    second = frozen(lyon, days=1)
    assert press_figures_of(lyon, "lyon") == [second, first] and press_figure(lyon, first.short) == first
    view = read_organisation(lyon, "lyon", today=date(2025, 6, 2), holding=HOLDING)
    english = words_in("en")
    assert since(english, second, view, today=date(2025, 6, 2), holding=HOLDING) == []
    (said,) = since(english, first, view, today=date(2025, 6, 2), holding=HOLDING)
    assert said == "Today its page says: Lyon has regained between 20 and 30% of its X audience, 133 days after its departure."


def test_a_flagged_count_is_not_in_it(lyon: Database) -> None:
    make_figures(lyon, "lyon", Network.BLUESKY, {"2025-06-02": 90_000}, now=NOW + timedelta(days=1))
    with lyon.writing() as session:
        row = session.exec(select(SnapshotRow).where(SnapshotRow.followers == 90_000)).one()
        row.flagged = True
    assert "90000" not in frozen(lyon, days=1).text


def test_the_team_and_the_collective_freeze_and_nobody_else(lyon: Database) -> None:
    editor, collective = actor(lyon, "ana@lyon.example", editor_of="lyon"), actor(lyon, "zoe@essaim.example", Role.COLLECTIVE)
    for by, problem in ((VISITOR, SignInNeeded), (actor(lyon, "stranger@elsewhere.example"), NotAllowed)):
        with pytest.raises(problem):
            frozen(lyon, by=by)
    assert frozen(lyon, by=editor) == frozen(lyon, by=collective)


def test_there_must_be_something_to_freeze(sqlite_db: Database) -> None:
    make_organisation(sqlite_db, "Université de Besançon")
    with pytest.raises(Refused, match="Université de Besançon has no figure to freeze yet"):
        frozen(sqlite_db, "universite-de-besancon")


def test_there_is_an_end_to_it_in_a_day(lyon: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(freeze, "MOST_A_DAY", 1)
    frozen(lyon)
    with pytest.raises(Refused, match="figures of Lyon were frozen today"):
        freeze_figure(lyon, "lyon", lambda _: {"en": "Another sentence"}, by=OPERATOR, now=LATER, holding=HOLDING)
    with lyon.reading() as session:
        assert session.exec(select(func.count()).select_from(PressFigureRow)).one() == 1


def test_after_a_merge_it_says_the_same_under_its_address(stored: Database) -> None:
    first = frozen(stored)
    make_organisation(stored, "Grand Lyon")
    merge_organisations(stored, OPERATOR, "grand-lyon", "lyon", now=NOW, holding=HOLDING)
    found = press_figure(stored, first.short)
    assert found is not None and (found.slug, found.text, found.digest) == ("grand-lyon", first.text, first.digest)


@given(st.dictionaries(st.text(st.characters(codec="utf-8")), st.integers() | st.text(st.characters(codec="utf-8")), max_size=6))
def test_the_order_in_which_it_was_written_changes_nothing(content: dict[str, object]) -> None:
    turned = dict(reversed(content.items()))
    assert digest_of(canonical(turned)) == digest_of(canonical(content))
    assert json.loads(canonical(content)) == content and "\n" not in canonical({"a": 1})
