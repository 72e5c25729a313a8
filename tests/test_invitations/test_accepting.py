"""Accepting: as somebody new, as somebody signed in, and every way in which it must not work."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest

from dashboard.domain.errors import Conflict, NotAllowed, Refused, SignInNeeded
from dashboard.domain.people import OPERATOR, VISITOR, Role
from dashboard.services.people import team
from dashboard.services.people.everybody import take_role
from dashboard.services.people.invite import list_invitations
from dashboard.services.people.sessions import who
from dashboard.services.people.sign_in import sign_in
from db import people
from db.tables import PersonRow
from tests.factories import NOW
from tests.people import VAULT, actor
from tests.test_invitations.conftest import BESANCON, LYON, PASSWORD, Office

NO_LONGER = "This link is no longer good"


def test_somebody_new_accepts_and_is_signed_in_with_the_role_and_nothing_more(both: Office) -> None:
    entered = both.accept_as_new(both.secret(email="zoe@lyon.example"))
    person = who(both.db, entered.token, now=NOW)
    assert person is not None and entered.second_step is None
    assert (person.email, person.name, person.roles, person.strong) == ("zoe@lyon.example", "Zoé Élan", frozenset(), False)
    assert [(one.slug, one.role) for one in person.memberships] == [(LYON, Role.EDITOR)]
    zoe = both.number("zoe@lyon.example")
    assert [line[:2] for line in both.audit()[-4:]] == [
        ("person.added", f"person:{zoe}"),
        ("invitation.accepted", "invitation:1"),
        ("role.given", f"person:{zoe}"),
        ("session.signed_in", f"session:{person.actor.session_id}"),
    ]
    again = sign_in(both.db, VAULT, VISITOR, email="zoe@lyon.example", password=PASSWORD, address="192.0.2.1", browser="", now=NOW)
    assert again.token


def test_nothing_of_the_new_person_is_in_the_audit(office: Office) -> None:
    office.accept_as_new(office.secret(email="zoe@lyon.example"))
    assert not any(private in str(office.audit()) for private in ("zoe", "Zoé", PASSWORD))


def test_an_invitation_works_once(both: Office) -> None:
    secret = both.secret()
    both.accept_as_new(secret)
    with pytest.raises(Refused, match=NO_LONGER):
        both.look(secret)
    with pytest.raises(Refused, match=NO_LONGER):
        both.accept_as_new(secret, "other@lyon.example")
    with pytest.raises(Refused, match=NO_LONGER):
        both.accept_as(secret, actor(both.db, "late@lyon.example"))
    assert both.role("late@lyon.example") is None


def test_of_two_who_hold_one_link_one_gets_in(both: Office) -> None:
    secret = both.secret()

    def accept(email: str) -> bool:
        try:
            return bool(both.accept_as_new(secret, email).token)
        except Refused:
            return False

    with ThreadPoolExecutor(4) as threads:
        assert sorted(threads.map(accept, [f"zoe{n}@lyon.example" for n in range(4)])) == [False, False, False, True]


def test_an_invitation_works_for_48_hours(office: Office) -> None:
    secret = office.secret()
    just_before, at = NOW + timedelta(hours=47, minutes=59), NOW + timedelta(hours=48)
    assert office.look(secret, just_before).role is Role.EDITOR
    for use in (office.look, office.accept_as_new):
        with pytest.raises(Refused, match=NO_LONGER):
            use(secret, now=at)


@pytest.mark.parametrize("guess", ["", "x", "A" * 43, "é" * 43, "A" * 10_000, "%00"])
def test_a_guess_opens_nothing(guess: str, office: Office) -> None:
    office.invite()
    with pytest.raises(Refused, match=NO_LONGER):
        office.look(guess)


def test_an_invitation_for_one_address_is_for_that_address_alone(office: Office) -> None:
    secret = office.secret(email="zoe@lyon.example")
    for other in ("eve@evil.example", "zoe@lyon.example.evil.example", "zoe@lyon.exampl"):
        with pytest.raises(Refused, match="for another address"):
            office.accept_as_new(secret, other)
    with pytest.raises(Refused, match="for another address"):
        office.accept_as(secret, actor(office.db, "eve@evil.example"))
    assert office.role("eve@evil.example") is None
    assert office.accept_as_new(secret, " ZOE@lyon.Example ").token


def test_an_address_that_has_an_account_signs_in_first(office: Office) -> None:
    ana = office.number("ana@lyon.example")
    with office.db.reading() as session:
        before = session.get_one(PersonRow, ana).password_hash
    for secret in (office.secret(OPERATOR, slug=BESANCON), office.secret(OPERATOR, slug=BESANCON, email="ana@lyon.example")):
        with pytest.raises(Conflict, match="Sign in with it, then open the link again"):
            office.accept_as_new(secret, "Ana@Lyon.example")
    with office.db.reading() as session:
        assert session.get_one(PersonRow, ana).password_hash == before
    assert office.role("ana@lyon.example", BESANCON) is None
    assert office.look(secret).slug == BESANCON, "the link is still good for its owner"


def test_somebody_signed_in_accepts_with_their_account(office: Office) -> None:
    zoe = actor(office.db, "zoe@lyon.example")
    offer = office.accept_as(office.secret(email="zoe@lyon.example"), zoe)
    assert (offer.slug, office.role("zoe@lyon.example")) == (LYON, Role.EDITOR)
    assert office.audit()[-1] == ("role.given", f"person:{zoe.person_id}", {"given": "editor"})


def test_an_editor_rises_to_owner_and_an_owner_never_falls(both: Office) -> None:
    ed = actor(both.db, "ed@lyon.example", editor_of=LYON)
    both.accept_as(both.secret(role=Role.OWNER), ed)
    assert both.role("ed@lyon.example") is Role.OWNER
    both.accept_as(both.secret(role=Role.EDITOR), ed)
    assert both.role("ed@lyon.example") is Role.OWNER


def test_a_visitor_and_an_ended_session_accept_nothing(office: Office) -> None:
    secret = office.secret()
    with pytest.raises(SignInNeeded):
        office.accept_as(secret, VISITOR)
    with pytest.raises(NotAllowed):
        office.accept_as(secret, OPERATOR)
    assert office.look(secret).slug == LYON


@pytest.mark.parametrize("how", ["removed", "demoted", "erased"])
def test_the_invitations_of_an_owner_who_is_none_any_more_are_void(how: str, both: Office) -> None:
    secret = both.secret()
    actor(both.db, "second@lyon.example", owner_of=LYON)
    ana = both.number("ana@lyon.example")
    if how == "removed":
        team.remove_member(both.db, both.collective, LYON, ana, now=NOW)
    elif how == "demoted":
        team.change_role(both.db, both.collective, LYON, ana, Role.EDITOR, now=NOW)
    else:
        with both.db.writing() as session:
            session.delete(session.get_one(PersonRow, ana))
    for use in (both.look, both.accept_as_new):
        with pytest.raises(Refused, match=NO_LONGER):
            use(secret)
    with pytest.raises(Refused, match=NO_LONGER):
        both.accept_as(secret, actor(both.db, "zoe@lyon.example"))
    assert list_invitations(both.db, both.collective, slug=LYON, now=NOW) == []


def test_the_invitations_of_somebody_who_left_the_collective_are_void(office: Office) -> None:
    leaving = actor(office.db, "leaving@collective.example", Role.COLLECTIVE)
    secrets = [office.secret(leaving, slug=None, role=Role.COLLECTIVE), office.secret(leaving, slug=BESANCON)]
    take_role(office.db, office.collective, leaving.person_id or 0, Role.COLLECTIVE, now=NOW)
    for secret in secrets:
        with pytest.raises(Refused, match=NO_LONGER):
            office.look(secret)


def test_a_role_over_all_institutions_sleeps_until_the_second_factor(office: Office) -> None:
    entered = office.accept_as_new(office.secret(OPERATOR, slug=None, role=Role.COLLECTIVE), "new@collective.example")
    person = who(office.db, entered.token, now=NOW)
    assert person is not None and person.roles == {Role.COLLECTIVE} and person.must_enrol
    with pytest.raises(SignInNeeded, match="second factor"):
        office.invite(person.actor, slug=BESANCON)


@pytest.mark.parametrize("password", ["court", "motdepasse123", "essaim essaim essaim", "zoe@lyon.example"])
def test_a_weak_password_makes_no_account_and_leaves_the_link_good(password: str, office: Office) -> None:
    secret = office.secret()
    with pytest.raises(Refused, match="password"):
        office.accept_as_new(secret, password=password)
    with office.db.reading() as session:
        assert people.by_email(session, "zoe@lyon.example") is None
    assert office.look(secret).slug == LYON


def test_an_invitation_for_any_address_takes_one_that_can_be_one(office: Office) -> None:
    secret = office.secret()
    with pytest.raises(Refused, match="not an e-mail address"):
        office.accept_as_new(secret, "zoe")
    assert office.accept_as_new(secret).token
