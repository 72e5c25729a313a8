"""Passkeys as second factor."""

import json
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric import ec

from dashboard.domain.errors import Conflict, Refused
from dashboard.domain.people import Actor
from dashboard.services.people.factors import PasskeyOffer, begin_passkey, finish_passkey, list_factors
from dashboard.services.people.proof import proofs, prove_again
from dashboard.services.people.sessions import who
from dashboard.services.people.sign_in import second_step
from db.engine import Database
from tests.factories import NOW
from tests.people import VAULT, come_in, make_person
from tests.test_people.authenticator import Authenticator
from tests.test_people.cast import RP, ana_gives, ana_signs_in, make_ana

OTHER_KEY = ec.derive_private_key(4, ec.SECP256R1())

STALE = NOW + timedelta(minutes=15)


def offer(db: Database, by: Actor) -> PasskeyOffer:
    return begin_passkey(db, VAULT, by, **RP, now=NOW)


def finish(db: Database, by: Actor, ticket: str, answer: str, **changed: Any) -> Any:
    return finish_passkey(db, VAULT, by, ticket, answer, **{"name": "Clé d’Ana", **RP, "now": NOW, **changed})


def enrolled(db: Database, person: int, key: Authenticator) -> Actor:
    """Somebody adds that passkey; their strong session."""
    _, by = come_in(db, person, strong=False)
    asked = offer(db, by)
    found = who(db, finish(db, by, asked.ticket, key.create(asked.options)).token, now=NOW)
    assert found and found.strong
    return found.actor


def question(db: Database, step: str | None) -> str:
    asked = second_step(db, VAULT, step or "", **RP, now=NOW).passkeys
    assert asked is not None
    return asked


def test_a_passkey_is_added_and_signs_in(db: Database) -> None:
    key = Authenticator()
    by = enrolled(db, make_ana(db), key)
    assert [(one.kind, one.name) for one in list_factors(db, by, now=NOW)] == [("passkey", "Clé d’Ana")]
    step = ana_signs_in(db).second_step
    found = who(db, ana_gives(db, step, credential=key.get(question(db, step))), now=NOW)
    assert found and found.strong


def test_the_first_passkey_brings_recovery_codes_and_renews_the_token(sqlite_db: Database) -> None:
    token, by = come_in(sqlite_db, make_ana(sqlite_db), strong=False)
    asked = offer(sqlite_db, by)
    made = finish(sqlite_db, by, asked.ticket, Authenticator().create(asked.options))
    assert len(set(made.recovery_codes)) == 10
    assert who(sqlite_db, token, now=NOW) is None and who(sqlite_db, made.token, now=NOW)


def test_a_browser_is_asked_to_make_sure_who_it_is(sqlite_db: Database) -> None:
    by = enrolled(sqlite_db, make_ana(sqlite_db), Authenticator())
    making = json.loads(offer(sqlite_db, by).options)
    assert making["authenticatorSelection"]["userVerification"] == "required"
    assert len(making["excludeCredentials"]) == 1
    assert json.loads(question(sqlite_db, ana_signs_in(sqlite_db).second_step))["userVerification"] == "required"


@pytest.mark.parametrize(
    "key",
    [
        Authenticator(origin="https://essaim.example.evil.example"),
        Authenticator(origin="http://essaim.example"),
        Authenticator(verifies=False),
    ],
    ids=["another site", "without https", "nobody verified"],
)
def test_a_passkey_made_wrongly_is_not_added(sqlite_db: Database, key: Authenticator) -> None:
    _, by = come_in(sqlite_db, make_ana(sqlite_db))
    asked = offer(sqlite_db, by)
    with pytest.raises(Refused, match="could not be checked"):
        finish(sqlite_db, by, asked.ticket, key.create(asked.options))
    with pytest.raises(Refused, match="no longer good"):
        finish(sqlite_db, by, asked.ticket, Authenticator().create(asked.options))
    assert list_factors(sqlite_db, by, now=NOW) == []


@pytest.mark.parametrize("answer", ["", "[]", "{}", "null", "[" * 9_000, '{"id": 1}', "\x00"])
def test_rubbish_is_no_passkey(sqlite_db: Database, answer: str) -> None:
    _, by = come_in(sqlite_db, make_ana(sqlite_db))
    asked = offer(sqlite_db, by)
    with pytest.raises(Refused, match="could not be checked"):
        finish(sqlite_db, by, asked.ticket, answer)


def test_an_offer_is_good_once_and_for_five_minutes(db: Database) -> None:
    _, by = come_in(db, make_ana(db))
    asked = offer(db, by)
    answer = Authenticator().create(asked.options)
    with pytest.raises(Refused, match="no longer good"):
        finish(db, by, asked.ticket, answer, now=NOW + timedelta(minutes=5))
    finish(db, by, asked.ticket, answer)
    with pytest.raises(Refused, match="no longer good"):
        finish(db, by, asked.ticket, answer)


def test_an_offer_made_to_one_session_is_nothing_to_another(sqlite_db: Database) -> None:
    person = make_ana(sqlite_db)
    (_, one), (_, other) = come_in(sqlite_db, person), come_in(sqlite_db, person)
    _, eve = come_in(sqlite_db, make_person(sqlite_db, "eve@lyon.example"))
    asked = offer(sqlite_db, one)
    answer = Authenticator().create(asked.options)
    for by in (other, eve):
        with pytest.raises(Refused, match="no longer good"):
            finish(sqlite_db, by, asked.ticket, answer)
    assert finish(sqlite_db, one, asked.ticket, answer)


def test_a_passkey_belongs_to_one_person(sqlite_db: Database) -> None:
    key = Authenticator()
    enrolled(sqlite_db, make_ana(sqlite_db), key)
    _, eve = come_in(sqlite_db, make_person(sqlite_db, "eve@lyon.example"))
    asked = offer(sqlite_db, eve)
    with pytest.raises(Conflict):
        finish(sqlite_db, eve, asked.ticket, key.create(asked.options))


def test_a_question_is_answered_once_even_by_the_right_key(db: Database) -> None:
    key = Authenticator()
    enrolled(db, make_ana(db), key)
    first = ana_signs_in(db).second_step
    answer = key.get(question(db, first))
    ana_gives(db, first, credential=answer)
    with pytest.raises(Refused, match="wrong"):
        ana_gives(db, ana_signs_in(db).second_step, credential=answer)


def test_an_answer_to_the_question_of_another_step_is_wrong_and_uses_it_up(sqlite_db: Database) -> None:
    key = Authenticator()
    enrolled(sqlite_db, make_ana(sqlite_db), key)
    one, other = ana_signs_in(sqlite_db).second_step, ana_signs_in(sqlite_db).second_step
    answer = key.get(question(sqlite_db, one))
    for step in (other, one):
        with pytest.raises(Refused, match="wrong"):
            ana_gives(sqlite_db, step, credential=answer)


@pytest.mark.parametrize(
    "changed",
    [
        {"origin": "https://evil.example"},
        {"verifies": False},
        {"key": OTHER_KEY},
        {"identifier": b"a passkey of nobody"},
    ],
    ids=["another site", "nobody verified", "another key", "unknown"],
)
def test_a_wrong_answer_opens_nothing(sqlite_db: Database, changed: dict[str, Any]) -> None:
    key = Authenticator()
    enrolled(sqlite_db, make_ana(sqlite_db), key)
    step = ana_signs_in(sqlite_db).second_step
    with pytest.raises(Refused, match="wrong"):
        ana_gives(sqlite_db, step, credential=replace(key, **changed).get(question(sqlite_db, step)))
    assert ana_gives(sqlite_db, step, credential=key.get(question(sqlite_db, step)))


def test_somebody_elses_passkey_is_wrong(sqlite_db: Database) -> None:
    key, eves = Authenticator(), Authenticator(identifier=b"Eve", key=OTHER_KEY)
    enrolled(sqlite_db, make_ana(sqlite_db), key)
    enrolled(sqlite_db, make_person(sqlite_db, "eve@lyon.example"), eves)
    step = ana_signs_in(sqlite_db).second_step
    with pytest.raises(Refused, match="wrong"):
        ana_gives(sqlite_db, step, credential=eves.get(question(sqlite_db, step)))


def test_a_copied_key_is_noticed_by_its_counter(db: Database) -> None:
    key = Authenticator(counter=5)
    enrolled(db, make_ana(db), key)
    copy = replace(key)
    step = ana_signs_in(db).second_step
    ana_gives(db, step, credential=key.get(question(db, step)))
    step = ana_signs_in(db).second_step
    with pytest.raises(Refused, match="wrong"):
        ana_gives(db, step, credential=copy.get(question(db, step)))


def test_a_counter_as_large_as_the_standard_allows_is_kept(db: Database) -> None:
    key = Authenticator(counter=2**32 - 2)
    enrolled(db, make_ana(db), key)
    step = ana_signs_in(db).second_step
    assert ana_gives(db, step, credential=key.get(question(db, step)))


@pytest.mark.parametrize("answer", ["[]", "{}", "null", "[" * 9_000, '{"id": "a", "rawId": "a"}'])
def test_rubbish_opens_nothing(sqlite_db: Database, answer: str) -> None:
    enrolled(sqlite_db, make_ana(sqlite_db), Authenticator())
    with pytest.raises(Refused, match="wrong"):
        ana_gives(sqlite_db, ana_signs_in(sqlite_db).second_step, credential=answer)


@pytest.mark.parametrize(
    ("rp_id", "origin"),
    [
        ("127.0.0.1", "http://127.0.0.1:8501"),
        ("::1", "http://[::1]:8501"),
        ("[::1]", "http://[::1]:8501"),
        ("essaim.example", "http://essaim.example"),
        ("evil.example", "https://essaim.example"),
    ],
)
def test_no_passkey_is_offered_where_browsers_make_none(sqlite_db: Database, rp_id: str, origin: str) -> None:
    by = enrolled(sqlite_db, make_ana(sqlite_db), Authenticator())
    with pytest.raises(Refused, match="code generator"):
        begin_passkey(sqlite_db, VAULT, by, rp_id=rp_id, origin=origin, now=NOW)
    step = second_step(sqlite_db, VAULT, ana_signs_in(sqlite_db).second_step or "", rp_id=rp_id, origin=origin, now=NOW)
    assert step.passkeys is None and step.recovery and not step.has_totp


def test_one_is_offered_on_ones_own_machine_by_name(sqlite_db: Database) -> None:
    _, by = come_in(sqlite_db, make_ana(sqlite_db))
    assert begin_passkey(sqlite_db, VAULT, by, rp_id="localhost", origin="http://localhost:8501", now=NOW).options


def test_a_passkey_proves_again_who_sits_there_once_and_in_that_session_alone(db: Database) -> None:
    key, person = Authenticator(), make_ana(db)
    by = enrolled(db, person, key)
    _, other = come_in(db, person, strong=False)
    asked = proofs(db, VAULT, by, **RP, now=STALE)
    assert asked.passkeys and asked.why and not asked.has_totp and asked.recovery and asked.password
    weak = proofs(db, VAULT, other, **RP, now=STALE)
    assert weak.why and "second factor" in str(weak.why) and not weak.password
    answer = key.get(asked.passkeys)
    given: dict[str, Any] = {"credential": answer, **RP, "address": "192.0.2.7", "now": STALE}
    with pytest.raises(Refused, match="passkey is wrong"):
        prove_again(db, VAULT, other, **given)
    with pytest.raises(Refused, match="passkey is wrong"):
        prove_again(db, VAULT, by, **given)  # it was used up
    asked = proofs(db, VAULT, by, **RP, now=STALE)
    token = prove_again(db, VAULT, by, **{**given, "credential": key.get(asked.passkeys or "")})
    assert who(db, token, now=STALE)
    assert proofs(db, VAULT, by, **RP, now=STALE).why is None
