"""Who may invite whom to what, and what an invitation is good for."""

from datetime import timedelta

import pytest

from dashboard.domain.errors import Conflict, EssaimError, NotAllowed, NotFound, Refused, SignInNeeded
from dashboard.domain.people import OPERATOR, ROUTINE, VISITOR, Role
from dashboard.services.people.invite import list_invitations, revoke_invitation
from dashboard.services.people.limits import TooMany
from dashboard.services.people.sessions import sign_out
from dashboard.services.people.tickets import issue, look_up
from db.tables import Purpose
from tests.factories import NOW
from tests.people import VAULT, actor, come_in
from tests.test_invitations.conftest import BASE, BESANCON, LYON, Office, secret_of

TWO_DAYS = timedelta(hours=48)


def test_an_owner_invites_to_their_team_by_a_link_of_48_hours(office: Office) -> None:
    made = office.invite(email=" Zoe@LYON.example ")
    assert made.link.startswith(f"{BASE}/invitation?link=") and made.expires_at == NOW + TWO_DAYS
    assert not made.mailed and made.problem is None
    offer = office.look(secret_of(made.link))
    assert (offer.role, offer.organisation, offer.email, offer.invited_by) == (Role.EDITOR, "Lyon", "zoe@lyon.example", "ana@lyon.example")


def test_the_link_is_in_no_repr_and_the_secret_in_no_audit(office: Office) -> None:
    made = office.invite(email="zoe@lyon.example")
    assert secret_of(made.link) not in repr(made)
    assert office.audit()[-1] == ("invitation.made", "invitation:1", {"invited_to": "editor"})


def test_the_collective_and_the_command_line_invite_to_any_team_and_to_roles_over_all_institutions(office: Office) -> None:
    for by in (office.collective, OPERATOR):
        assert office.look(office.secret(by, slug=BESANCON, role=Role.OWNER)).organisation == "Université de Besançon"
        for role in (Role.COORDINATOR, Role.COLLECTIVE):
            assert office.look(office.secret(by, slug=None, role=role)).organisation is None


@pytest.mark.parametrize(
    ("who", "slug", "role", "problem"),
    [
        ("owner", BESANCON, Role.EDITOR, NotAllowed),
        ("owner", BESANCON, Role.OWNER, NotAllowed),
        ("owner", None, Role.COORDINATOR, NotAllowed),
        ("owner", None, Role.COLLECTIVE, NotAllowed),
        ("editor", LYON, Role.EDITOR, NotAllowed),
        ("stranger", LYON, Role.EDITOR, NotAllowed),
        ("coordinator", LYON, Role.EDITOR, NotAllowed),
        ("coordinator", None, Role.COORDINATOR, NotAllowed),
        ("collective without second factor", LYON, Role.EDITOR, SignInNeeded),
        ("collective without second factor", None, Role.COLLECTIVE, SignInNeeded),
        ("visitor", LYON, Role.EDITOR, SignInNeeded),
        ("routine", LYON, Role.EDITOR, NotAllowed),
        ("routine", None, Role.COLLECTIVE, NotAllowed),
    ],
)
def test_nobody_else_invites(who: str, slug: str | None, role: Role, problem: type[EssaimError], office: Office) -> None:
    by = {
        "owner": lambda: office.owner,
        "editor": lambda: actor(office.db, "ed@lyon.example", editor_of=LYON),
        "stranger": lambda: actor(office.db, "eve@evil.example"),
        "coordinator": lambda: actor(office.db, "co@collective.example", Role.COORDINATOR),
        "collective without second factor": lambda: actor(office.db, "weak@collective.example", Role.COLLECTIVE, strong=False),
        "visitor": lambda: VISITOR,
        "routine": lambda: ROUTINE,
    }[who]()
    with pytest.raises(problem):
        office.invite(by, slug=slug, role=role)
    assert list_invitations(office.db, office.collective, slug=None, now=NOW) == []


@pytest.mark.parametrize(
    ("role", "slug"),
    [
        (Role.EDITOR, None),
        (Role.OWNER, None),
        (Role.COORDINATOR, LYON),
        (Role.COLLECTIVE, LYON),
        (Role.OPERATOR, None),
        (Role.PERSON, LYON),
    ],
)
def test_a_role_goes_with_what_it_is_for(role: Role, slug: str | None, office: Office) -> None:
    with pytest.raises(Refused, match="Such an invitation cannot be made"):
        office.invite(OPERATOR, role=role, slug=slug)


def test_an_unknown_institution_and_a_wrong_address_are_named(office: Office) -> None:
    with pytest.raises(NotFound, match="nowhere"):
        office.invite(OPERATOR, slug="nowhere")
    with pytest.raises(Refused, match="not an e-mail address"):
        office.invite(email="zoe")


def test_whoever_is_in_the_team_already_is_not_invited_again_but_may_rise(office: Office) -> None:
    actor(office.db, "ed@lyon.example", editor_of=LYON)
    with pytest.raises(Conflict, match=r"ed@lyon\.example has this role already"):
        office.invite(email="ed@lyon.example")
    with pytest.raises(Conflict):
        office.invite(email="chloe@collective.example", by=OPERATOR, slug=None, role=Role.COLLECTIVE)
    assert office.invite(email="ed@lyon.example", role=Role.OWNER).link


def test_a_second_invitation_of_the_same_address_to_the_same_voids_the_first(both: Office) -> None:
    first = both.secret(email="zoe@lyon.example")
    other = both.secret(email="zoe@lyon.example", role=Role.OWNER)
    second = both.secret(email="zoe@lyon.example")
    with pytest.raises(Refused, match="no longer good"):
        both.look(first)
    assert both.look(second).role is Role.EDITOR and both.look(other).role is Role.OWNER


def test_twenty_an_hour_and_no_more(both: Office) -> None:
    for _ in range(20):
        both.invite()
    with pytest.raises(TooMany, match="Too many attempts"):
        both.invite()
    assert both.invite(both.collective).link
    assert both.invite(now=NOW + timedelta(minutes=61)).link


def test_what_is_refused_does_not_count(office: Office) -> None:
    for _ in range(25):
        with pytest.raises(Refused):
            office.invite(email="ana@lyon.example")
    assert office.invite().link


def test_an_owner_sees_the_invitations_of_their_team_alone(both: Office) -> None:
    both.invite(email="zoe@lyon.example")
    both.invite(OPERATOR, slug=BESANCON)
    both.invite(OPERATOR, slug=None, role=Role.COLLECTIVE)
    (mine,) = list_invitations(both.db, both.owner, slug=LYON, now=NOW)
    assert (mine.email, mine.role, mine.organisation, mine.expires_at) == ("zoe@lyon.example", Role.EDITOR, "Lyon", NOW + TWO_DAYS)
    for slug in (BESANCON, None):
        with pytest.raises(NotAllowed):
            list_invitations(both.db, both.owner, slug=slug, now=NOW)
    everything = list_invitations(both.db, both.collective, slug=None, now=NOW)
    assert [one.organisation for one in everything] == [None, "Université de Besançon", "Lyon"]
    assert list_invitations(both.db, OPERATOR, slug=None, now=NOW + TWO_DAYS) == []


def test_a_revoked_invitation_opens_nothing(office: Office) -> None:
    secret = office.secret()
    (one,) = list_invitations(office.db, office.owner, slug=LYON, now=NOW)
    revoke_invitation(office.db, office.owner, one.id, slug=LYON, now=NOW)
    for use in (office.look, office.accept_as_new):
        with pytest.raises(Refused, match="no longer good"):
            use(secret)
    assert office.audit()[-1] == ("invitation.revoked", f"invitation:{one.id}", {})
    with pytest.raises(NotFound):
        revoke_invitation(office.db, office.owner, one.id, slug=LYON, now=NOW)


def test_an_owner_cannot_revoke_the_invitation_of_another_team_by_its_number(office: Office) -> None:
    secret = office.secret(OPERATOR, slug=BESANCON)
    (one,) = list_invitations(office.db, OPERATOR, slug=BESANCON, now=NOW)
    with pytest.raises(NotFound):
        revoke_invitation(office.db, office.owner, one.id, slug=LYON, now=NOW)
    for slug in (BESANCON, None):
        with pytest.raises(NotAllowed):
            revoke_invitation(office.db, office.owner, one.id, slug=slug, now=NOW)
    assert office.look(secret).slug == BESANCON


def test_a_number_of_another_kind_of_link_is_no_invitation(office: Office) -> None:
    with office.db.writing() as session:
        secret, number = issue(session, VAULT, Purpose.NEW_PASSWORD, now=NOW, person_id=office.owner.person_id)
    with pytest.raises(NotFound):
        revoke_invitation(office.db, office.collective, number, slug=None, now=NOW)
    with pytest.raises(Refused, match="no longer good"):
        office.accept_as_new(secret)
    with office.db.reading() as session:
        assert look_up(session, VAULT, Purpose.NEW_PASSWORD, secret, now=NOW).id == number


def test_an_ended_session_invites_nobody(office: Office) -> None:
    _, by = come_in(office.db, office.number("ana@lyon.example"))
    sign_out(office.db, by, now=NOW)
    with pytest.raises(SignInNeeded):
        office.invite(by)
