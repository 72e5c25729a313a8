"""A Mastodon account agrees at its own server: what is kept, and everything that is refused."""

from datetime import timedelta
from typing import Any
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest
from sqlmodel import select

from connectors.base import ConnectorError
from dashboard.domain.accounts import Link, LinkMethod
from dashboard.domain.audit import Deed
from dashboard.domain.errors import NotAllowed, NotFound, Refused, SignInNeeded
from dashboard.domain.people import OPERATOR
from dashboard.services.links.authorise import declined, give_back
from dashboard.services.links.read import links_of, ways_of
from db.engine import Database
from db.tables import AuditRow, GrantRow, MastodonAppRow, MembershipRow
from tests.factories import NOW, make_organisation
from tests.people import VAULT, actor
from tests.test_links.browser_of import consent
from tests.test_links.conftest import Lyon, on_mastodon


def deeds(db: Database) -> list[str]:
    with db.reading() as session:
        return [row.deed for row in session.exec(select(AuditRow).order_by(AuditRow.id)) if row.deed.startswith("account.")]  # type: ignore[arg-type]


def grants(db: Database) -> list[GrantRow]:
    with db.reading() as session:
        return list(session.exec(select(GrantRow)).all())


def test_the_account_that_agreed_is_authorised_and_its_token_kept_sealed(lyon: Lyon) -> None:
    account = lyon.authorises()
    assert (account.link, account.linked_how, account.linked_at) == (Link.AUTHORISED, LinkMethod.OAUTH, NOW)
    (one,) = [link for link in links_of(lyon.db, "lyon") if link.account.id == account.id]
    assert (one.account, [proof.method for proof in one.proofs]) == (account, [LinkMethod.OAUTH])
    (kept,) = grants(lyon.db)
    assert kept.scopes == "read:accounts" and kept.made_by == lyon.ana.person_id
    assert not any(secret in kept.token for secret in lyon.strict.secrets)
    assert lyon.strict.secrets[-1] in VAULT.open(kept.token, f"account_grant:{kept.id}")
    assert deeds(lyon.db)[-1] == Deed.ACCOUNT_AUTHORISED.value


def test_no_more_is_asked_than_whose_account_it_is(lyon: Lyon) -> None:
    query = parse_qs(urlsplit(lyon.begins().address).query)
    assert (query["scope"], query["code_challenge_method"], query["response_type"]) == (["read:accounts"], ["S256"], ["code"])
    assert len(query["state"][0]) >= 32


def test_one_registration_serves_every_account_of_a_server(lyon: Lyon) -> None:
    second = on_mastodon(lyon.db, "lyon", lyon.strict, "ana")
    for account_id, username in ((lyon.mastodon.id, "lyon"), (second.id, "ana")):
        lyon.finishes(consent(lyon.begins(account_id=account_id).address, username))
    assert lyon.strict.calls["/api/v1/apps"] == 1
    assert len(grants(lyon.db)) == 2


def test_a_registration_that_the_server_has_forgotten_is_made_anew(lyon: Lyon) -> None:
    lyon.begins()
    lyon.strict.forget_apps()
    assert lyon.authorises().link is Link.AUTHORISED
    with lyon.db.reading() as session:
        assert len(session.exec(select(MastodonAppRow)).all()) == 1


def test_two_who_register_at_once_keep_one_registration(lyon: Lyon, monkeypatch: pytest.MonkeyPatch) -> None:
    register = lyon.witnesses.consent.register

    def meanwhile(*words: Any) -> Any:
        made = register(*words)
        monkeypatch.undo()
        lyon.begins()  # somebody else is faster
        return made

    monkeypatch.setattr(lyon.witnesses.consent, "register", meanwhile)
    back = consent(lyon.begins().address)
    assert lyon.strict.calls["/api/v1/apps"] == 2
    with lyon.db.reading() as session:
        assert len(session.exec(select(MastodonAppRow)).all()) == 1
    assert lyon.finishes(back).link is Link.AUTHORISED


def test_no_is_no(lyon: Lyon) -> None:
    back = consent(lyon.begins().address, answer="no")
    assert (back.error, back.code) == ("access_denied", "")
    assert declined(lyon.db, VAULT, lyon.ana, state=back.state, now=NOW) == "lyon"
    with pytest.raises(Refused, match="no longer good"):
        lyon.finishes(back, code="x")
    assert grants(lyon.db) == []


def test_the_wrong_account_is_told_and_its_token_given_back_at_once(lyon: Lyon) -> None:
    back = consent(lyon.begins().address, "ana")
    with pytest.raises(Refused, match=f"ana@{lyon.strict.host} agreed, not lyon@{lyon.strict.host}"):
        lyon.finishes(back)
    assert (grants(lyon.db), lyon.strict.revoked()) == ([], [True])
    assert links_of(lyon.db, "lyon")[0].account.link is Link.LISTED


def test_more_than_was_asked_is_not_taken(lyon: Lyon) -> None:
    lyon.strict.grants = "read:accounts write:statuses"
    with pytest.raises(Refused, match="granted more than was asked"):
        lyon.authorises()
    assert (grants(lyon.db), lyon.strict.revoked()) == ([], [True])


def test_a_state_is_good_once(lyon: Lyon) -> None:
    back = consent(lyon.begins().address)
    lyon.finishes(back)
    with pytest.raises(Refused, match="no longer good"):
        lyon.finishes(back)


@pytest.mark.parametrize("state", ["", "x", "x" * 43])
def test_a_state_that_nobody_gave_is_refused(lyon: Lyon, state: str) -> None:
    back = consent(lyon.begins().address)
    with pytest.raises(Refused, match="no longer good"):
        lyon.finishes(back, state=state)
    assert lyon.strict.calls["/oauth/token"] == 0


def test_a_state_is_good_for_ten_minutes(lyon: Lyon) -> None:
    back = consent(lyon.begins().address)
    with pytest.raises(Refused, match="no longer good"):
        lyon.finishes(back, now=NOW + timedelta(minutes=10))


def test_a_state_is_good_for_the_session_that_began_and_used_up_by_any_other(lyon: Lyon) -> None:
    back = consent(lyon.begins().address)
    other = actor(lyon.db, "bo@lyon.example", editor_of="lyon")
    with pytest.raises(NotAllowed, match="another session"):
        lyon.finishes(back, by=other)
    with pytest.raises(Refused, match="no longer good"):
        lyon.finishes(back)
    assert grants(lyon.db) == []


def test_whoever_left_the_team_meanwhile_authorises_nothing(lyon: Lyon) -> None:
    back = consent(lyon.begins().address)
    with lyon.db.writing() as session:
        for row in session.exec(select(MembershipRow)):
            session.delete(row)
    with pytest.raises(NotAllowed):
        lyon.finishes(back)
    assert (grants(lyon.db), lyon.strict.calls["/oauth/token"]) == ([], 0)


def test_nobody_asks_for_accounts_of_others(lyon: Lyon) -> None:
    make_organisation(lyon.db, "Évreux")
    evreux = actor(lyon.db, "éva@evreux.example", owner_of="evreux")
    with pytest.raises(NotAllowed):
        lyon.begins(by=evreux)
    with pytest.raises(NotFound, match="Évreux has no such account"):
        lyon.begins(by=evreux, slug="evreux")
    with pytest.raises(NotFound):
        give_back(lyon.db, VAULT, lyon.witnesses, evreux, "evreux", lyon.mastodon.id, now=NOW)
    assert lyon.strict.calls["/api/v1/apps"] == 0


def test_only_mastodon_accounts_agree_in_this_way(lyon: Lyon) -> None:
    with pytest.raises(Refused, match="Accounts on Bluesky are not proven in this way"):
        lyon.begins(account_id=lyon.bluesky.id)


def test_a_machine_has_no_browser_to_send(lyon: Lyon) -> None:
    with pytest.raises(SignInNeeded):
        lyon.begins(by=OPERATOR)


def test_a_code_that_came_too_late_is_said_as_it_is(lyon: Lyon) -> None:
    back = consent(lyon.begins().address)
    lyon.strict.later(601)
    with pytest.raises(ConnectorError, match="did not accept the authorisation") as said:
        lyon.finishes(back)
    assert not any(secret in repr(said.value) for secret in lyon.strict.secrets)


def test_agreeing_again_replaces_the_token_and_gives_the_old_one_back(lyon: Lyon) -> None:
    lyon.authorises()
    lyon.authorises()
    assert lyon.strict.revoked() == [True, False]
    assert len(grants(lyon.db)) == 1


def test_what_is_given_back_opens_nothing_any_more_and_the_account_stays_proven(lyon: Lyon) -> None:
    lyon.authorises()
    assert ways_of(lyon.db, lyon.ana, "lyon", now=NOW)[0].can_give_back
    assert give_back(lyon.db, VAULT, lyon.witnesses, lyon.ana, "lyon", lyon.mastodon.id, now=NOW)
    assert (grants(lyon.db), lyon.strict.revoked()) == ([], [True])
    account = links_of(lyon.db, "lyon")[0].account
    assert (account.link, account.linked_how) == (Link.PROVEN, LinkMethod.OAUTH)
    assert deeds(lyon.db)[-1] == Deed.GRANT_REVOKED.value
    token = lyon.strict.secrets[-1]
    asked = httpx.get(f"{lyon.strict.url}/api/v1/accounts/verify_credentials", headers={"authorization": f"Bearer {token}"})
    assert asked.status_code == 401


def test_a_server_that_is_down_does_not_keep_the_token_here(lyon: Lyon) -> None:
    lyon.authorises()
    lyon.strict.fault = "down"
    assert not give_back(lyon.db, VAULT, lyon.witnesses, lyon.ana, "lyon", lyon.mastodon.id, now=NOW)
    assert grants(lyon.db) == []
