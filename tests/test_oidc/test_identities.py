"""Connect a provider to one's account, and take it off."""

from datetime import timedelta

import pytest
from sqlmodel import select

from dashboard.domain.audit import Deed
from dashboard.domain.errors import Conflict, NotFound, Refused, SignInNeeded
from dashboard.domain.people import VISITOR, Actor
from dashboard.services.people.identities import Identity, list_identities, take_off
from dashboard.services.people.proof import ProveAgain
from dashboard.services.people.sessions import revoke_session, sign_out_everywhere
from db import audit
from db.engine import Database
from db.tables import IdentityRow
from tests.factories import NOW
from tests.network.proconnect_fake import LYON_CITY_HALL
from tests.people import come_in, make_person
from tests.test_oidc.scripted import ANA, Scripted, begun, come_through, ended

LATER = NOW + timedelta(minutes=16)


@pytest.fixture
def provider() -> Scripted:
    return Scripted()


@pytest.fixture
def ana(db: Database) -> Actor:
    """Somebody with a password, just signed in."""
    return come_in(db, make_person(db, "ana@lyon.example", password_hash="$argon2id$"))[1]


def identities(db: Database) -> list[IdentityRow]:
    with db.reading() as session:
        return list(session.exec(select(IdentityRow)))


def test_a_provider_is_connected_to_the_account_through_which_one_is_signed_in(db: Database, provider: Scripted, ana: Actor) -> None:
    arrival = come_through(db, provider, ana, connect=True)
    assert (arrival.entered, arrival.next) == (None, "/dashboard/team")
    [one] = list_identities(db, ana, now=NOW)
    assert one == Identity(one.id, ANA.provider, LYON_CITY_HALL, NOW, NOW)
    assert one.issuer == "https://agents.example"
    entered = come_through(db, provider).entered
    assert entered and entered.token


def test_connecting_twice_changes_nothing(db: Database, provider: Scripted, ana: Actor) -> None:
    come_through(db, provider, ana, connect=True)
    come_through(db, provider, ana, connect=True)
    assert len(identities(db)) == 1


def test_what_opens_another_account_is_not_connected(db: Database, provider: Scripted, ana: Actor) -> None:
    come_through(db, provider, ana, connect=True)
    ben = come_in(db, make_person(db, "ben@besancon.example"))[1]
    with pytest.raises(Conflict, match="opens another account here"):
        come_through(db, provider, ben, connect=True)
    assert [one.person_id for one in identities(db)] == [ana.person_id]


def test_a_journey_to_connect_ends_in_the_session_that_began_it(db: Database, provider: Scripted, ana: Actor) -> None:
    state = begun(db, provider, ana, connect=True)
    with pytest.raises(Refused, match="signed in anew"):
        ended(db, provider, state, come_in(db, ana.person_id or 0)[1])
    state = begun(db, provider, ana, connect=True)
    with pytest.raises(Refused, match="signed in anew"):
        ended(db, provider, state, come_in(db, make_person(db, "ben@besancon.example"))[1])
    state = begun(db, provider, ana, connect=True)
    with pytest.raises(SignInNeeded):
        ended(db, provider, state, VISITOR)
    state = begun(db, provider, ana, connect=True)
    sign_out_everywhere(db, ana, now=NOW)
    with pytest.raises(SignInNeeded):
        ended(db, provider, state, ana)
    assert identities(db) == []


def test_a_proof_of_a_while_ago_is_not_enough_to_connect_or_take_off(db: Database, provider: Scripted, ana: Actor) -> None:
    come_through(db, provider, ana, connect=True)
    with pytest.raises(ProveAgain):
        begun(db, provider, ana, connect=True, now=LATER)
    with pytest.raises(ProveAgain):
        take_off(db, ana, identities(db)[0].id or 0, now=LATER)


def test_one_that_was_taken_off_opens_nothing(db: Database, provider: Scripted, ana: Actor) -> None:
    come_through(db, provider, ana, connect=True)
    take_off(db, ana, identities(db)[0].id or 0, now=NOW)
    assert list_identities(db, ana, now=NOW) == []
    with db.reading() as session:
        assert len(audit.entries(session, audit.Wanted(deed=Deed.IDENTITY_UNLINKED), 9)) == 1
    with pytest.raises(Conflict, match="Sign in as usual first"):
        come_through(db, provider)


def test_the_only_way_in_stays(db: Database, provider: Scripted) -> None:
    zoe = come_in(db, make_person(db, "zoé@lyon.example"))[1]
    come_through(db, provider, zoe, connect=True)
    with pytest.raises(Refused, match="only way in"):
        take_off(db, zoe, identities(db)[0].id or 0, now=NOW)
    provider.says = type(ANA)("https://agents.example#besancon", "zoé", None, "", None)
    come_through(db, provider, zoe, connect=True)
    take_off(db, zoe, identities(db)[0].id or 0, now=NOW)
    assert [one.subject for one in identities(db)] == ["zoé"]


def test_nobody_takes_off_what_is_somebody_elses(db: Database, provider: Scripted, ana: Actor) -> None:
    come_through(db, provider, ana, connect=True)
    ben = come_in(db, make_person(db, "ben@besancon.example", password_hash="$argon2id$"))[1]
    theirs = identities(db)[0].id or 0
    for number in (theirs, theirs + 1):
        with pytest.raises(NotFound, match="You have no such provider"):
            take_off(db, ben, number, now=NOW)
    assert list_identities(db, ben, now=NOW) == []
    assert len(identities(db)) == 1


def test_a_session_that_was_ended_sees_nothing(db: Database, ana: Actor) -> None:
    revoke_session(db, ana, ana.session_id or 0, now=NOW)
    with pytest.raises(SignInNeeded):
        list_identities(db, ana, now=NOW)


def test_a_visitor_connects_nothing(db: Database, provider: Scripted) -> None:
    with pytest.raises(SignInNeeded):
        begun(db, provider, connect=True)
    assert provider.asked == []
