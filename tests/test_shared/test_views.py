"""Comparisons shared by a link: who may, for how long, and what remains of a link."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from sqlmodel import SQLModel, select

from dashboard.domain.annotations import AnnotationKind, NewAnnotation
from dashboard.domain.audit import Deed
from dashboard.domain.errors import NotAllowed, NotFound, Refused, SignInNeeded
from dashboard.domain.people import OPERATOR, VISITOR, Actor, Role
from dashboard.domain.shared_views import KEPT_DAYS, MOST_OPEN, NewView
from dashboard.domain.views import TimeAxis
from dashboard.services.annotations.annotate import annotate
from dashboard.services.merge_organisations import merge_organisations
from dashboard.services.people.forget import forget
from dashboard.services.read_audit import Asked, read_audit
from dashboard.services.shared.read import my_views, open_view
from dashboard.services.shared.share import Given, digest_of, revoke_view, share_view
from db.engine import Database
from db.tables import MembershipRow, SharedViewRow
from tests.factories import HOLDING, NOW, TODAY, make_organisation
from tests.people import actor

BOTH = NewView("Both", ("lyon", "evreux"), TimeAxis.CALENDAR, days=7)


def settled(db: Database) -> Database:
    """Lyon and Évreux, each with a private note."""
    for name in ("Lyon", "Évreux"):
        slug = make_organisation(db, name).slug
        annotate(db, slug, NewAnnotation(TODAY, AnnotationKind.EVENT, f"Of {name} alone"), by=OPERATOR, now=NOW)
    return db


@pytest.fixture
def town(sqlite_db: Database) -> Database:
    """For what does not depend on the database."""
    return settled(sqlite_db)


@pytest.fixture
def stored(db: Database) -> Database:
    """For what is asked of the database, on both."""
    return settled(db)


def share(db: Database, by: Actor, typed: NewView = BOTH) -> Given:
    return share_view(db, typed, by=by, now=NOW)


def everything(db: Database) -> str:
    """Every value of every table."""
    with db.engine.connect() as connection:
        return "\n".join(str(tuple(row)) for table in SQLModel.metadata.tables.values() for row in connection.execute(table.select()))


def test_anybody_signed_in_shares_what_is_public(stored: Database) -> None:
    by = actor(stored, "stranger@elsewhere.example")
    given = share(stored, by, replace(BOTH, name="  Both\n towns "))
    opened = open_view(stored, given.token, today=TODAY)
    assert opened.view == given.view == my_views(stored, by, now=NOW)[0] and opened.notes == ()
    assert (given.view.name, given.view.organisations, given.view.axis) == ("Both towns", ("lyon", "evreux"), TimeAxis.CALENDAR)
    assert (given.view.role, given.view.expires_on) == (Role.PERSON, date(2025, 6, 8))
    with pytest.raises(SignInNeeded):
        share(stored, VISITOR)


def test_the_token_is_256_random_bits_of_which_only_the_digest_is_kept(town: Database, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(0)
    by = actor(town)
    tokens = {share(town, by).token for _ in range(3)}
    assert len(tokens) == 3 and all(len(token) == 43 for token in tokens)
    kept = everything(town)
    assert all(digest_of(token) in kept and token not in kept and token not in caplog.text for token in tokens)
    assert all(token not in repr(share(town, by)) for token in tokens)


def test_sharing_and_revoking_are_noted_without_the_name(town: Database) -> None:
    by = actor(town)
    revoke_view(town, share(town, by, replace(BOTH, name="For Ana Berthelot")).view.id, by=by, now=NOW)
    lines = read_audit(town, Asked(person_id=by.person_id), by=OPERATOR, now=NOW).entries
    assert [(one.deed, one.subject) for one in lines] == [(Deed.VIEW_REVOKED, "view:1"), (Deed.VIEW_SHARED, "view:1")]
    assert lines[1].details == {"organisations": "lyon,evreux", "until": "2025-06-08"} and "Berthelot" not in repr(lines)


def test_it_opens_on_its_last_day_and_not_on_the_next(town: Database) -> None:
    token = share(town, actor(town)).token
    for days, opens in ((0, True), (7, True), (8, False)):
        today = TODAY + timedelta(days=days)
        view = open_view(town, token, today=today).view
        assert view is not None and view.opens(today) is opens
    forever = share(town, actor(town, "bo@lyon.example"), replace(BOTH, days=None)).view
    assert forever.opens(date(2125, 1, 1))


def test_it_is_revoked_at_once_by_its_author_alone(town: Database) -> None:
    ana, bo = actor(town), actor(town, "bo@lyon.example", Role.COLLECTIVE)
    given = share(town, ana)
    with pytest.raises(NotFound):
        revoke_view(town, given.view.id, by=bo, now=NOW)
    assert my_views(town, bo, now=NOW) == []
    revoke_view(town, given.view.id, by=ana, now=NOW)
    view = open_view(town, given.token, today=TODAY).view
    assert view is not None and not view.opens(TODAY)
    with pytest.raises(NotFound):
        revoke_view(town, given.view.id, by=ana, now=NOW)


def test_private_notes_are_those_of_one_institution_and_for_its_team_to_show(stored: Database) -> None:
    ana, coordinator = actor(stored, editor_of="lyon"), actor(stored, "carl@essaim.example", Role.COORDINATOR)
    given = share(stored, ana, replace(BOTH, private_notes_of="lyon"))
    assert given.view.role is Role.EDITOR
    assert [one.text for one in open_view(stored, given.token, today=TODAY).notes] == ["Of Lyon alone"]
    for by, slug in ((ana, "evreux"), (coordinator, "lyon")):
        with pytest.raises(NotAllowed):
            share(stored, by, replace(BOTH, private_notes_of=slug))


def test_who_leaves_the_team_no_longer_hands_out_its_notes(town: Database) -> None:
    ana = actor(town, owner_of="lyon")
    given = share(town, ana, replace(BOTH, private_notes_of="lyon"))
    with town.writing() as session:
        session.delete(session.get_one(MembershipRow, (ana.person_id, 1)))
    opened = open_view(town, given.token, today=TODAY)
    assert opened.view == given.view and opened.notes == ()


def test_a_closed_link_hands_out_no_notes(town: Database) -> None:
    ana = actor(town, owner_of="lyon")
    given = share(town, ana, replace(BOTH, private_notes_of="lyon"))
    assert open_view(town, given.token, today=TODAY + timedelta(days=8)).notes == ()
    revoke_view(town, given.view.id, by=ana, now=NOW)
    assert open_view(town, given.token, today=TODAY).notes == ()


def test_notes_follow_a_merge(stored: Database) -> None:
    given = share(stored, actor(stored, owner_of="evreux"), replace(BOTH, private_notes_of="evreux"))
    merge_organisations(stored, OPERATOR, "lyon", "evreux", now=NOW, holding=HOLDING)
    opened = open_view(stored, given.token, today=TODAY)
    assert opened.view and opened.view.private_notes_of == "lyon"
    assert {one.text for one in opened.notes} == {"Of Lyon alone", "Of Évreux alone"}


@pytest.mark.parametrize(
    ("wrong", "problem"),
    [
        ({"name": " \u200b"}, Refused),
        ({"name": "x" * 81}, Refused),
        ({"organisations": ()}, Refused),
        ({"organisations": ("lyon", "lyon")}, Refused),
        ({"organisations": tuple(f"town-{n}" for n in range(7))}, Refused),
        ({"organisations": ("atlantide",)}, NotFound),
        ({"days": 8}, Refused),
        ({"private_notes_of": "besancon"}, Refused),
    ],
)
def test_what_cannot_be_shared_is_refused(sqlite_db: Database, wrong: dict[str, object], problem: type[Exception]) -> None:
    for name in ("Lyon", "Évreux"):
        make_organisation(sqlite_db, name)
    by = actor(sqlite_db, owner_of="lyon")
    with pytest.raises(problem):
        share(sqlite_db, by, replace(BOTH, **wrong))  # type: ignore[arg-type]
    assert my_views(sqlite_db, by, now=NOW) == []


def test_fifty_links_are_open_at_most(sqlite_db: Database) -> None:
    make_organisation(sqlite_db, "Lyon")
    make_organisation(sqlite_db, "Évreux")
    by = actor(sqlite_db)
    with sqlite_db.writing() as session:
        known: dict[str, Any] = {"name": "x", "organisations": "lyon", "axis": "days", "role": "person", "made_at": NOW}
        session.add_all(SharedViewRow(digest=str(n), person_id=by.person_id or 0, **known) for n in range(MOST_OPEN))
    with pytest.raises(Refused, match="50 of your links are open"):
        share(sqlite_db, by)
    revoke_view(sqlite_db, 1, by=by, now=NOW)
    assert share(sqlite_db, by).view.id == MOST_OPEN + 1


def test_links_that_opened_for_the_last_time_a_month_ago_are_forgotten(stored: Database) -> None:
    ana = actor(stored)
    kept, revoked, expires = share(stored, ana, replace(BOTH, days=None)), share(stored, ana, replace(BOTH, days=None)), share(stored, ana)
    revoke_view(stored, revoked.view.id, by=ana, now=NOW)
    for days, left in ((KEPT_DAYS, {1, 2, 3}), (KEPT_DAYS + 1, {1, 3}), (KEPT_DAYS + 8, {1})):
        forget(stored, now=NOW + timedelta(days=days))
        with stored.reading() as session:
            assert set(session.exec(select(SharedViewRow.id))) == left
    assert open_view(stored, expires.token, today=TODAY).view is None and open_view(stored, kept.token, today=TODAY).view == kept.view
