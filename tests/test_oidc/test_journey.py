"""Sign in at a provider: who comes in, as whom, and who does not."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlmodel import select

from connectors.base import ConnectorError, Remedy
from dashboard.domain.audit import Deed
from dashboard.domain.errors import Conflict, Refused
from dashboard.domain.people import SignedIn
from dashboard.services.people.limits import TooMany
from dashboard.services.people.sessions import who
from dashboard.services.people.with_provider import BEGUN_PER_ADDRESS, Arrival
from db import audit
from db.engine import Database
from db.tables import FactorKind, FactorRow, IdentityRow, PersonRow, TicketRow
from tests.factories import NOW
from tests.network.proconnect_fake import LYON_CITY_HALL
from tests.people import make_person
from tests.test_oidc.scripted import ANA, BASE, CHROME, Scripted, begun, come_through, ended


@pytest.fixture
def provider(db: Database) -> Scripted:
    make_person(db, "the.first@collective.example")
    return Scripted()


def inside(db: Database, arrival: Arrival) -> SignedIn:
    assert arrival.entered and arrival.entered.token
    found = who(db, arrival.entered.token, now=NOW)
    assert found
    return found


def identity(db: Database) -> IdentityRow:
    with db.reading() as session:
        return session.exec(select(IdentityRow)).one()


def deeds(db: Database) -> list[tuple[Deed, dict[str, object]]]:
    with db.reading() as session:
        return [(one.deed, dict(one.details)) for one in reversed(audit.entries(session, audit.Wanted(), 100))]


def test_somebody_new_gets_an_account_that_may_do_nothing_yet(db: Database, provider: Scripted) -> None:
    arrival = come_through(db, provider)
    person = inside(db, arrival)
    assert (person.email, person.name, person.roles, person.memberships) == ("ana@lyon.example", "Ana Béranger", frozenset(), ())
    assert arrival.next == "/dashboard/team"
    assert [deed for deed, _ in deeds(db)] == [Deed.PERSON_ADDED, Deed.IDENTITY_LINKED, Deed.SIGNED_IN]
    assert "ana" not in str(deeds(db)).lower().replace("organ", "")


def test_the_second_time_it_is_the_same_person_whatever_their_address_is_now(db: Database, provider: Scripted) -> None:
    first = inside(db, come_through(db, provider))
    provider.says = replace(ANA, email="a.beranger@lyon.example", name="Ana B.")
    again = inside(db, come_through(db, provider))
    assert again.actor.person_id == first.actor.person_id
    assert again.actor.session_id != first.actor.session_id
    assert again.email == "ana@lyon.example"


def test_the_establishment_is_the_one_that_the_provider_says_today(db: Database, provider: Scripted) -> None:
    come_through(db, provider)
    assert (identity(db).siret, identity(db).used_at) == (LYON_CITY_HALL, NOW)
    provider.says = replace(ANA, siret=None)
    come_through(db, provider)
    assert identity(db).siret is None


def test_the_same_subject_of_another_directory_is_somebody_else(db: Database, provider: Scripted) -> None:
    first = inside(db, come_through(db, provider))
    provider.says = replace(ANA, provider="https://agents.example#besancon", email="ana@besancon.example")
    assert inside(db, come_through(db, provider)).actor.person_id != first.actor.person_id


def test_the_provider_hears_again_what_was_sent_with_the_question(db: Database, provider: Scripted) -> None:
    ended(db, provider, begun(db, provider), code="the code")
    asked, told = provider.asked[0], provider.told[0]
    assert told == {"redirect_uri": f"{BASE}/sign-in/with/back", "code": "the code", "nonce": asked["nonce"], "verifier": asked["verifier"]}
    assert asked["redirect_uri"] == told["redirect_uri"]
    assert len({asked["state"], asked["nonce"], asked["verifier"]}) == 3
    assert min(len(asked[name]) for name in ("state", "nonce", "verifier")) >= 43


def test_nothing_of_a_journey_is_in_the_clear(db: Database, provider: Scripted) -> None:
    begun(db, provider)
    with db.reading() as session:
        kept = str(session.exec(select(TicketRow)).one().model_dump())
    assert not [name for name in ("state", "nonce", "verifier") if provider.asked[0][name] in kept]


def test_where_one_goes_on_to_cannot_fill_the_database(db: Database, provider: Scripted) -> None:
    for length, kept in ((1_000, 1_000), (60_000, 0)):
        assert len(ended(db, provider, begun(db, provider, next="n" * length)).next) == kept


def test_whoever_has_a_second_factor_gives_it(db: Database, provider: Scripted) -> None:
    person = inside(db, come_through(db, provider))
    with db.writing() as session:
        person_id = person.actor.person_id or 0
        session.add(FactorRow(person_id=person_id, kind=FactorKind.TOTP, confirmed=True, added_at=NOW))
    arrival = come_through(db, provider)
    assert arrival.entered and arrival.entered.token is None and arrival.entered.second_step


def test_signing_in_again_ends_the_session_before(db: Database, provider: Scripted) -> None:
    before = come_through(db, provider)
    by = inside(db, before).actor
    assert inside(db, come_through(db, provider, by)).actor.person_id == by.person_id
    assert before.entered and who(db, before.entered.token, now=NOW) is None


def test_an_address_alone_opens_nobodys_account(db: Database, provider: Scripted) -> None:
    make_person(db, "ana@lyon.example")
    with pytest.raises(Conflict, match="Sign in as usual first, then connect Agents"):
        come_through(db, provider)
    with db.reading() as session:
        assert session.exec(select(IdentityRow)).all() == []


def test_an_address_in_capitals_is_the_same_address(db: Database, provider: Scripted) -> None:
    make_person(db, "ana@lyon.example")
    provider.says = replace(ANA, email="Ana@LYON.example")
    with pytest.raises(Conflict):
        come_through(db, provider)


@pytest.mark.parametrize("email", [None, "", "ana", "ana@localhost", "ana@[192.0.2.1]"])
def test_somebody_new_without_an_address_that_was_checked_stays_outside(db: Database, provider: Scripted, email: str | None) -> None:
    provider.says = replace(ANA, email=email)
    with pytest.raises(Refused, match="Ask for an invitation, then connect Agents"):
        come_through(db, provider)


def test_a_provider_does_not_make_the_first_person_of_a_server(db: Database) -> None:
    with pytest.raises(Refused, match="Open the set-up link"):
        come_through(db, Scripted())
    with db.reading() as session:
        assert session.exec(select(PersonRow)).all() == []


def test_a_state_is_good_once(db: Database, provider: Scripted) -> None:
    state = begun(db, provider)
    ended(db, provider, state)
    with pytest.raises(Refused, match="no longer good"):
        ended(db, provider, state)
    assert len(provider.told) == 1


def test_a_state_of_another_browser_opens_nothing_and_is_used_up(db: Database, provider: Scripted) -> None:
    state = begun(db, provider)
    with pytest.raises(Refused, match="another browser"):
        ended(db, provider, state, form_token=CHROME)
    with pytest.raises(Refused, match="no longer good"):
        ended(db, provider, state)
    assert provider.told == []


@pytest.mark.parametrize("state", ["", "guess", "g" * 43, "x" * 5_000])
def test_a_guessed_state_opens_nothing(db: Database, provider: Scripted, state: str) -> None:
    begun(db, provider)
    with pytest.raises(Refused, match="no longer good"):
        ended(db, provider, state)


def test_a_state_is_good_for_ten_minutes(db: Database, provider: Scripted) -> None:
    state = begun(db, provider)
    with pytest.raises(Refused, match="no longer good"):
        ended(db, provider, state, now=NOW + timedelta(minutes=10))


@pytest.mark.parametrize(
    ("error", "sentence"),
    [
        ("access_denied", "You did not let Agents say who you are"),
        ("temporarily_unavailable", "Agents has a problem of its own"),
        ("invalid_scope", "Agents did not accept the request"),
        ("", "Agents did not accept the request"),
    ],
)
def test_what_went_wrong_at_the_provider_is_said_plainly(db: Database, provider: Scripted, error: str, sentence: str) -> None:
    state = begun(db, provider)
    with pytest.raises(Refused, match=sentence):
        ended(db, provider, state, code="", error=error)
    with pytest.raises(Refused, match="no longer good"):
        ended(db, provider, state)


def test_a_provider_may_forget_the_state_when_somebody_cancels(db: Database, provider: Scripted) -> None:
    with pytest.raises(Refused, match="You did not let Agents say who you are"):
        ended(db, provider, "", code="", error="access_denied")


def test_a_code_that_comes_with_an_error_is_not_used(db: Database, provider: Scripted) -> None:
    with pytest.raises(Refused):
        ended(db, provider, begun(db, provider), error="access_denied")
    assert provider.told == []


def test_what_does_not_hold_signs_nobody_in(db: Database, provider: Scripted) -> None:
    provider.says = ConnectorError("It does not hold.", Remedy.GIVE_UP)
    with pytest.raises(ConnectorError, match="It does not hold"):
        come_through(db, provider)
    assert deeds(db) == []


def test_one_address_cannot_begin_journeys_without_end(db: Database, provider: Scripted) -> None:
    for _ in range(BEGUN_PER_ADDRESS):
        begun(db, provider)
    with pytest.raises(TooMany):
        begun(db, provider)
    begun(db, provider, address="198.51.100.7")
