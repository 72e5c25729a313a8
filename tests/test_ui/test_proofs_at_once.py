"""Proofs with nothing to publish, on the page: a code by mail, and the word of an identity provider."""

import re
from dataclasses import replace
from unittest.mock import Mock

import pytest

from connectors.mail import Mail
from connectors.oidc import OidcProvider
from dashboard.addresses import MY_ORGANISATION
from dashboard.bootstrap import Essaim, install
from dashboard.domain.claims import Method
from dashboard.domain.organisations import Organisation
from dashboard.services.claims.read import claims_of
from db import organisations
from db.tables import IdentityRow
from tests.factories import NOW
from tests.test_ui.conftest import Reader
from tests.test_ui.test_log_departure_page import field, press

SIRET = "26690027800014"


@pytest.fixture
def mail(essaim: Essaim, lyon: Organisation) -> Mock:
    """A mail server; Lyon has its official domain."""
    sent = Mock(spec=Mail)
    with essaim.db.writing() as session:
        organisations.by_slug(session, lyon.slug).domain = "lyon.example"
    install(replace(essaim, mail=sent))
    return sent


def proven(essaim: Essaim) -> list[Method]:
    return [one.method for one in claims_of(essaim.db, "lyon")]


def test_a_code_to_an_address_at_the_domain_proves_it(essaim: Essaim, mail: Mock, stranger: Reader) -> None:
    stranger.opens(MY_ORGANISATION, o="lyon")
    field(stranger, "text_input", "claim.address").input("presse@lyon.example")
    press(stranger, "Send me a code")
    assert "A code is on its way to presse@lyon.example." in stranger.text
    to, _, text = mail.send.call_args.args
    code = re.search(r"\d{6}", text)
    assert to == "presse@lyon.example" and code
    field(stranger, "text_input", "claim.code", 1).input(code[0])
    press(stranger, "This is the code")
    assert "Proven at level L1: address at the official domain, lyon.example." in stranger.text
    assert proven(essaim) == [Method.MAIL]
    assert "Go up one level" in stranger.text


def test_a_wrong_address_and_a_wrong_code_stay_in_their_fields(essaim: Essaim, mail: Mock, stranger: Reader) -> None:
    stranger.opens(MY_ORGANISATION, o="lyon")
    field(stranger, "text_input", "claim.address").input("presse@lyon.example.evil.example")
    press(stranger, "Send me a code")
    assert 'class="alert error"' in stranger.html
    assert field(stranger, "text_input", "claim.address").value == "presse@lyon.example.evil.example"
    mail.send.assert_not_called()
    field(stranger, "text_input", "claim.code").input("000000")
    press(stranger, "This is the code")
    assert "This code is no longer good" in stranger.text
    assert field(stranger, "text_input", "claim.code").value == "000000"
    assert proven(essaim) == []


def test_where_no_mail_is_sent_no_code_is_offered(essaim: Essaim, mail: Mock, stranger: Reader) -> None:
    assert Method.MAIL in [Method(option) for option in _ways(stranger.opens(MY_ORGANISATION, o="lyon"))]
    install(essaim)
    assert Method.MAIL not in [Method(option) for option in _ways(stranger.opens(MY_ORGANISATION, o="lyon"))]


def _ways(reader: Reader) -> list[str]:
    signs = {"A mailbox at": "mail", "The DNS of": "dns", "The web site": "file", "None of these": "review"}
    options = reader.app.radio(key="claim.way.lyon").options
    return [next(method for sign, method in signs.items() if option.startswith(sign)) for option in options]


@pytest.mark.parametrize(("said", "answer"), [(SIRET, "Proven at level L3"), ("13002526500013", "In this session no provider said")])
def test_the_word_of_the_provider_is_compared_with_the_register(
    essaim: Essaim, lyon: Organisation, stranger: Reader, said: str, answer: str
) -> None:
    provider = Mock(spec=OidcProvider)
    provider.name = "ProConnect"
    install(replace(essaim, provider=provider))
    with essaim.db.writing() as session:
        organisations.by_slug(session, "lyon").siret = SIRET
        person = stranger.actor.person_id or 0
        session.add(IdentityRow(person_id=person, provider="https://agents.example", subject="1", siret=said, linked_at=NOW, used_at=NOW))
    stranger.opens(MY_ORGANISATION, o="lyon")
    stranger.app.radio(key="claim.way.lyon").set_value(Method.SIRET)
    stranger.sees()
    assert [code.value for code in stranger.app.code] == [SIRET]
    press(stranger, "Compare now")
    assert answer in stranger.text
    assert (proven(essaim) == [Method.SIRET]) == (said == SIRET)
