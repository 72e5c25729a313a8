"""Bluesky accounts and links in Mastodon profiles: proven by what is found, and by nothing less."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from sqlmodel import select

from connectors.base import ConnectorError, Remedy
from connectors.mastodon_identity import VerifiedLink
from dashboard.domain.accounts import Link, LinkMethod
from dashboard.domain.audit import Deed
from dashboard.domain.errors import Conflict, NotAllowed, NotFound, Refused
from dashboard.services.links.prove import PASSWORDS_AN_HOUR, look, open_code, sign_in_once
from dashboard.services.links.read import links_of, ways_of
from dashboard.services.people.limits import TooMany
from db import organisations
from db.tables import AccountProofRow, AuditRow
from tests.factories import NOW, make_account, make_organisation
from tests.people import VAULT, actor
from tests.test_links.conftest import Lyon

DID = "did:plc:aaaaaaaaaaaaaaaaaaaaaaaa"
APP_PASSWORD = "abcd-efgh-ijkl-mnop"
THEN = datetime(2025, 5, 30, tzinfo=UTC)


def looks(lyon: Lyon, method: LinkMethod) -> Link:
    account_id = lyon.mastodon.id if method is LinkMethod.VERIFIED_LINK else lyon.bluesky.id
    return look(lyon.db, lyon.witnesses, lyon.ana, "lyon", account_id, method, now=NOW).link


def link_of(lyon: Lyon, account_id: int) -> tuple[Link, LinkMethod | None]:
    (one,) = [link.account for link in links_of(lyon.db, "lyon") if link.account.id == account_id]
    return one.link, one.linked_how


@pytest.mark.parametrize("handle", ["lyon.fr", "mairie.lyon.fr"])
def test_a_handle_at_the_official_domain_proves_the_account(lyon: Lyon, handle: str) -> None:
    lyon.witness("bluesky").handle_of.return_value = handle
    assert looks(lyon, LinkMethod.DOMAIN_HANDLE) is Link.PROVEN
    lyon.witness("bluesky").handle_of.assert_called_once_with(DID)
    (proof,) = [one.proofs[0] for one in links_of(lyon.db, "lyon") if one.proofs]
    assert (proof.method, proof.evidence, proof.proven_at, proof.lost_at) == (LinkMethod.DOMAIN_HANDLE, handle, NOW, None)


@pytest.mark.parametrize("handle", [None, "lyon.bsky.social", "notlyon.fr", "lyon.fr.evil.example", "fr", "1yon.fr", "lуon.fr"])
def test_any_other_handle_proves_nothing(lyon: Lyon, handle: str | None) -> None:
    lyon.witness("bluesky").handle_of.return_value = handle
    with pytest.raises(Refused, match=r"neither lyon\.fr nor a name under it"):
        looks(lyon, LinkMethod.DOMAIN_HANDLE)
    assert link_of(lyon, lyon.bluesky.id) == (Link.LISTED, None)


def test_without_an_official_domain_nothing_can_be_compared(lyon: Lyon) -> None:
    with lyon.db.writing() as session:
        organisations.by_slug(session, "lyon").domain = None
    with pytest.raises(Refused, match="official domain of this institution is not known"):
        looks(lyon, LinkMethod.DOMAIN_HANDLE)
    lyon.witness("bluesky").handle_of.assert_not_called()


def test_the_code_in_the_profile_text_proves_the_account(lyon: Lyon) -> None:
    code = open_code(lyon.db, lyon.ana, "lyon", lyon.bluesky.id, now=NOW)
    assert re.fullmatch(r"essaim-[2-9a-hj-km-np-z]{8}", code)
    assert open_code(lyon.db, lyon.ana, "lyon", lyon.bluesky.id, now=NOW) == code
    lyon.witness("bluesky_account").profile_text.return_value = f"Compte officiel de la Ville de Lyon. {code.upper()}."
    assert looks(lyon, LinkMethod.PROFILE_CODE) is Link.PROVEN
    lyon.witness("bluesky_account").profile_text.assert_called_once_with(DID)


@pytest.mark.parametrize("around", ["", "x{}", "{}x", "{}-2", "0{}"])
def test_a_profile_text_without_the_very_code_proves_nothing(lyon: Lyon, around: str) -> None:
    code = open_code(lyon.db, lyon.ana, "lyon", lyon.bluesky.id, now=NOW)
    lyon.witness("bluesky_account").profile_text.return_value = around.format(code)
    with pytest.raises(Refused, match=f"{code} is not in the profile text of lyon.fr yet"):
        looks(lyon, LinkMethod.PROFILE_CODE)


def test_a_code_that_was_never_given_out_is_not_looked_for(lyon: Lyon) -> None:
    with pytest.raises(Refused, match="There is no code for this account yet"):
        looks(lyon, LinkMethod.PROFILE_CODE)


def test_every_account_has_a_code_of_its_own(lyon: Lyon) -> None:
    second = make_account(lyon.db, "lyon", handle="jeunes.lyon.fr", followers=1)
    codes = {open_code(lyon.db, lyon.ana, "lyon", one, now=NOW) for one in (lyon.bluesky.id, second.id)}
    assert len(codes) == 2


def test_one_sign_in_proves_the_account_and_leaves_no_trace(lyon: Lyon) -> None:
    lyon.witness("bluesky_account").sign_in_once.return_value = DID
    account = sign_in_once(lyon.db, VAULT, lyon.witnesses, lyon.ana, "lyon", lyon.bluesky.id, f" {APP_PASSWORD.upper()} ", now=NOW)
    assert (account.link, account.linked_how) == (Link.PROVEN, LinkMethod.APP_PASSWORD)
    lyon.witness("bluesky_account").sign_in_once.assert_called_once_with(DID, APP_PASSWORD)
    with lyon.db.reading() as session:
        rows = [*session.exec(select(AccountProofRow)), *session.exec(select(AuditRow))]
        assert APP_PASSWORD not in "".join(str(row.model_dump()) for row in rows)


def test_an_app_password_of_another_account_proves_nothing(lyon: Lyon) -> None:
    lyon.witness("bluesky_account").sign_in_once.return_value = "did:plc:" + "b" * 24
    with pytest.raises(NotAllowed, match=r"opens another account than lyon\.fr"):
        sign_in_once(lyon.db, VAULT, lyon.witnesses, lyon.ana, "lyon", lyon.bluesky.id, APP_PASSWORD, now=NOW)
    assert link_of(lyon, lyon.bluesky.id) == (Link.LISTED, None)


@pytest.mark.parametrize("typed", ["", "my own password", "abcd-efgh-ijkl", APP_PASSWORD + "x", "abcd_efgh_ijkl_mnop"])
def test_the_password_of_the_account_itself_is_turned_away_before_it_goes_anywhere(lyon: Lyon, typed: str) -> None:
    with pytest.raises(Refused, match="This is not an app password") as said:
        sign_in_once(lyon.db, VAULT, lyon.witnesses, lyon.ana, "lyon", lyon.bluesky.id, typed, now=NOW)
    assert not typed or typed not in str(said.value)
    lyon.witness("bluesky_account").sign_in_once.assert_not_called()


def test_nobody_guesses_app_passwords_through_us(lyon: Lyon) -> None:
    asked = lyon.witness("bluesky_account").sign_in_once
    asked.side_effect = ConnectorError("no", Remedy.FIX_HANDLE)
    for _ in range(PASSWORDS_AN_HOUR):
        with pytest.raises(ConnectorError):
            sign_in_once(lyon.db, VAULT, lyon.witnesses, lyon.ana, "lyon", lyon.bluesky.id, APP_PASSWORD, now=NOW)
    with pytest.raises(TooMany):
        sign_in_once(lyon.db, VAULT, lyon.witnesses, lyon.ana, "lyon", lyon.bluesky.id, APP_PASSWORD, now=NOW)
    assert asked.call_count == PASSWORDS_AN_HOUR
    with pytest.raises(ConnectorError):
        sign_in_once(lyon.db, VAULT, lyon.witnesses, lyon.ana, "lyon", lyon.bluesky.id, APP_PASSWORD, now=NOW + timedelta(hours=1))


def says(lyon: Lyon, url: str, front_page: str | None = None) -> None:
    """The profile's own server says that this link is verified; and what the official site holds."""
    lyon.witness("mastodon").verified_links.return_value = [VerifiedLink(url, THEN)]
    link = f'<a rel="me" href="{lyon.strict.url}/@lyon">Mastodon</a>'
    lyon.witness("sites").text.return_value = link if front_page is None else front_page


@pytest.mark.parametrize("url", ["https://lyon.fr", "https://www.lyon.fr/", "https://LYON.fr:443/"])
def test_a_verified_link_to_the_official_site_that_links_back_proves_the_account(lyon: Lyon, url: str) -> None:
    says(lyon, url)
    assert looks(lyon, LinkMethod.VERIFIED_LINK) is Link.PROVEN
    lyon.witness("mastodon").verified_links.assert_called_once_with(lyon.mastodon.handle, lyon.strict.host, lyon.mastodon.remote_id)


@pytest.mark.parametrize(
    "url",
    [
        *("https://lyon.fr.evil.example", "https://evil.example/?https://lyon.fr", "https://lyon.fr@evil.example", "https://1yon.fr"),
        *("http://lyon.fr", "https://lyon.fr:8443", "https://lyon.fr/~mallory", "https://blog.lyon.fr", "javascript:alert(1)", ""),
    ],
)
def test_a_verified_link_to_anything_else_proves_nothing(lyon: Lyon, url: str) -> None:
    says(lyon, url)
    with pytest.raises(Refused, match=r"holds no verified link to https://lyon\.fr"):
        looks(lyon, LinkMethod.VERIFIED_LINK)
    lyon.witness("sites").text.assert_not_called()


@pytest.mark.parametrize(
    "front_page", ["", "<p>lyon</p>", '<a href="https://social.example/@lyon">x</a>', '<a rel="me" href="/@lyon">x</a>']
)
def test_a_server_that_lies_about_its_own_accounts_is_found_out_at_the_official_site(lyon: Lyon, front_page: str) -> None:
    says(lyon, "https://lyon.fr", front_page)
    with pytest.raises(Refused, match="holds no verified link"):
        looks(lyon, LinkMethod.VERIFIED_LINK)


@pytest.mark.parametrize("method", [LinkMethod.DOMAIN_HANDLE, LinkMethod.PROFILE_CODE])
def test_accounts_of_others_are_not_looked_at(lyon: Lyon, method: LinkMethod) -> None:
    make_organisation(lyon.db, "Évreux", domain="evreux.fr")
    evreux = actor(lyon.db, "éva@evreux.example", owner_of="evreux")
    with pytest.raises(NotFound, match="Évreux has no such account"):
        look(lyon.db, lyon.witnesses, evreux, "evreux", lyon.bluesky.id, method, now=NOW)
    with pytest.raises(NotAllowed):
        look(lyon.db, lyon.witnesses, evreux, "lyon", lyon.bluesky.id, method, now=NOW)
    with pytest.raises(NotFound):
        open_code(lyon.db, evreux, "evreux", lyon.bluesky.id, now=NOW)
    with pytest.raises(NotAllowed):
        ways_of(lyon.db, evreux, "lyon", now=NOW)


def test_a_network_is_proven_in_its_own_ways_only(lyon: Lyon) -> None:
    for account, method in ((lyon.mastodon, LinkMethod.PROFILE_CODE), (lyon.bluesky, LinkMethod.VERIFIED_LINK)):
        with pytest.raises(Refused, match="are not proven in this way"):
            look(lyon.db, lyon.witnesses, lyon.ana, "lyon", account.id, method, now=NOW)


def test_a_domain_that_changed_while_others_were_asked_is_noticed(lyon: Lyon) -> None:
    def change(_: str) -> str:
        with lyon.db.writing() as session:
            organisations.by_slug(session, "lyon").domain = "ville-lyon.fr"
        return "lyon.fr"

    lyon.witness("bluesky").handle_of.side_effect = change
    with pytest.raises(Conflict, match="changed meanwhile"):
        looks(lyon, LinkMethod.DOMAIN_HANDLE)
    assert link_of(lyon, lyon.bluesky.id) == (Link.LISTED, None)


def test_a_proof_is_noted_once_however_often_it_is_found(lyon: Lyon) -> None:
    lyon.witness("bluesky").handle_of.return_value = "lyon.fr"
    for _ in range(2):
        looks(lyon, LinkMethod.DOMAIN_HANDLE)
    with lyon.db.reading() as session:
        noted = [row for row in session.exec(select(AuditRow)) if row.deed == Deed.ACCOUNT_PROVEN.value]
    assert [(row.subject, row.role) for row in noted] == [(f"account:{lyon.bluesky.id}", "editor")]


def test_an_account_that_agreed_stays_authorised_whatever_else_is_proven(lyon: Lyon) -> None:
    lyon.authorises()
    says(lyon, "https://lyon.fr")
    assert looks(lyon, LinkMethod.VERIFIED_LINK) is Link.AUTHORISED
    assert link_of(lyon, lyon.mastodon.id) == (Link.AUTHORISED, LinkMethod.OAUTH)
