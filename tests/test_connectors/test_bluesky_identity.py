"""A handle is somebody's only if their document names it and the name leads back to them."""

from collections.abc import Iterator
from contextlib import closing

import pytest

from connectors.base import ConnectorError, Remedy
from connectors.bluesky_identity import BlueskyIdentity
from connectors.dns import Names
from tests.network.dns_server import DnsServer
from tests.network.web import Web

DID = "did:plc:" + "a" * 24
OTHER = "did:plc:" + "b" * 24
FILE = "https://lyon.example/.well-known/atproto-did"


@pytest.fixture
def identity(web: Web, dns_server: DnsServer) -> Iterator[BlueskyIdentity]:
    web.page("https://lyon.example/", "Lyon")
    document(web)
    with closing(web.transport(seconds=20)) as transport:
        yield BlueskyIdentity(transport=transport, names=Names([dns_server.host]))


def document(web: Web, *also: object, did: str = DID, **replaced: object) -> None:
    """The DID document, as the directory gives it."""
    known = also or ("at://lyon.example",)
    web.json(f"https://plc.directory/{DID}", {"id": did, "alsoKnownAs": list(known), "service": [], **replaced})


def test_a_handle_that_the_dns_leads_back_is_theirs(identity: BlueskyIdentity, dns_server: DnsServer) -> None:
    dns_server.txt("_atproto.lyon.example", "other=1", f"did={DID}")
    assert identity.handle_of(DID) == "lyon.example"


def test_a_handle_that_a_file_of_the_site_leads_back_is_theirs(identity: BlueskyIdentity, web: Web) -> None:
    web.page(FILE, f"{DID}\n")
    assert identity.handle_of(DID) == "lyon.example"


def test_a_handle_is_given_as_domains_are_compared(identity: BlueskyIdentity, web: Web, dns_server: DnsServer) -> None:
    document(web, "https://lyon.example", "at://Lyon.Example.", "at://second.example")
    dns_server.txt("_atproto.lyon.example", f"did={DID}")
    assert identity.handle_of(DID) == "lyon.example"


def test_a_handle_that_leads_to_nobody_is_nobodys(identity: BlueskyIdentity) -> None:
    assert identity.handle_of(DID) is None


@pytest.mark.parametrize("records", [[f"did={OTHER}"], [f"did={DID}", f"did={OTHER}"], [f"did={DID.upper()}"], [f"did= {DID}"]])
def test_a_name_that_leads_to_another_or_to_two_is_not_theirs_whatever_a_file_says(
    identity: BlueskyIdentity, web: Web, dns_server: DnsServer, records: list[str]
) -> None:
    dns_server.txt("_atproto.lyon.example", *records)
    web.page(FILE, DID)
    assert identity.handle_of(DID) is None


@pytest.mark.parametrize("text", [OTHER, f"<p>{DID}</p>", f"{DID}\n{OTHER}", ""])
def test_a_file_that_says_something_else_proves_nothing(identity: BlueskyIdentity, web: Web, text: str) -> None:
    web.page(FILE, text)
    assert identity.handle_of(DID) is None


def test_a_file_on_another_host_proves_nothing(identity: BlueskyIdentity, web: Web) -> None:
    web.page("https://evil.example/.well-known/atproto-did", DID)
    web.page(FILE, status=302, Location="https://evil.example/.well-known/atproto-did")
    assert identity.handle_of(DID) is None


def test_a_document_that_does_not_name_the_handle_proves_nothing(identity: BlueskyIdentity, web: Web, dns_server: DnsServer) -> None:
    dns_server.txt("_atproto.lyon.example", f"did={DID}")
    document(web, "at://mallory.example")
    assert identity.handle_of(DID) is None


@pytest.mark.parametrize("also", [["x"], [5, None], ["at://"], ["at://lyon"], ["at://lyon.example/path"], ["at://a@lyon.example"]])
def test_a_document_without_a_handle_names_none(identity: BlueskyIdentity, web: Web, dns_server: DnsServer, also: list[object]) -> None:
    dns_server.txt("_atproto.lyon.example", f"did={DID}")
    document(web, *also)
    assert identity.handle_of(DID) is None


def test_a_document_of_somebody_else_is_not_read(identity: BlueskyIdentity, web: Web, dns_server: DnsServer) -> None:
    dns_server.txt("_atproto.lyon.example", f"did={DID}")
    document(web, did=OTHER)
    assert identity.handle_of(DID) is None


@pytest.mark.parametrize("status", [404, 410])
def test_an_identity_that_was_taken_back_has_no_handle(identity: BlueskyIdentity, web: Web, status: int) -> None:
    web.page(f"https://plc.directory/{DID}", "gone", status)
    assert identity.handle_of(DID) is None


@pytest.mark.parametrize("did", ["", "lyon.example", "did:plc:short", "did:key:zQ3sh", DID + "/../../x", "did:web:lyon.example/x"])
def test_what_is_no_identity_is_not_asked_about(identity: BlueskyIdentity, web: Web, did: str) -> None:
    assert identity.handle_of(did) is None
    assert web.asked == []


def test_an_identity_kept_on_a_site_of_its_own_is_read_there(identity: BlueskyIdentity, web: Web, dns_server: DnsServer) -> None:
    did = "did:web:lyon.example"
    web.json("https://lyon.example/.well-known/did.json", {"id": did, "alsoKnownAs": ["at://lyon.example"]})
    dns_server.txt("_atproto.lyon.example", f"did={did}")
    assert identity.handle_of(did) == "lyon.example"


@pytest.mark.parametrize("body", ["{", "[]" * 0 + "x", "[" * 100_000])
def test_a_directory_that_says_nonsense_is_asked_again_later(identity: BlueskyIdentity, web: Web, body: str) -> None:
    web.page(f"https://plc.directory/{DID}", body)
    with pytest.raises(ConnectorError) as failure:
        identity.handle_of(DID)
    assert failure.value.remedy is Remedy.RETRY_LATER


def test_nobody_answering_is_not_a_no(identity: BlueskyIdentity, web: Web, dns_server: DnsServer) -> None:
    dns_server.fault = "servfail"
    with pytest.raises(ConnectorError, match="The DNS does not answer") as failure:
        identity.handle_of(DID)
    assert failure.value.remedy is Remedy.RETRY_LATER
    web.page(FILE, DID)
    assert identity.handle_of(DID) == "lyon.example"
    dns_server.fault = ""
    web.down.add("lyon.example")
    with pytest.raises(ConnectorError, match="cannot be reached"):
        identity.handle_of(DID)
    web.down.add("plc.directory")
    with pytest.raises(ConnectorError, match=r"plc\.directory cannot be reached"):
        identity.handle_of(DID)
