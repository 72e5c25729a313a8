"""Places that only the holder of an official domain can write, and what stands beside them."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.domain.accounts import Account, Origin
from dashboard.domain.claims import Method
from dashboard.domain.errors import Refused
from dashboard.domain.free_mail import FREE_MAIL
from dashboard.domain.networks import Network
from dashboard.domain.official_domain import domain, owned
from dashboard.domain.official_mail import address_at, mailbox
from dashboard.domain.organisations import Kind, Organisation
from dashboard.domain.proof_places import belongs, in_file, in_records, links_back, place, profile_pages, sites, under

LYON = Organisation("lyon", "Lyon", Kind.CITY, domain="lyon.fr", siret="21690123100011")
ACCOUNT = Account(1, "lyon", Network.MASTODON, "Ville@lyon.fr", Origin.DESTINATION, host="social.lyon.fr")
CHALLENGE = "essaim-verification=" + "0" * 32


@pytest.mark.parametrize("typed", ["fr", "com.fr", "gouv.fr", "asso.fr", "co.uk", "github.io", "blogspot.com", "free.fr"])
def test_what_is_nobodys_own_is_no_official_domain(typed: str) -> None:
    with pytest.raises(Refused):
        domain(typed)


@pytest.mark.parametrize("typed", ["lyon.fr", "education.gouv.fr", "ecoute.asso.fr", "mairie.free.fr", "lyon.example", "u-psud.co.uk"])
def test_what_somebody_registered_is_one(typed: str) -> None:
    assert domain(typed) == typed


def test_the_part_that_somebody_registered_is_known_offline() -> None:
    assert [owned(name) for name in ("a.b.lyon.fr", "education.gouv.fr", "gouv.fr", "x.github.io")] == [
        "lyon.fr",
        "education.gouv.fr",
        None,
        "x.github.io",
    ]


def test_the_list_of_free_providers_is_made_of_domains() -> None:
    assert {"laposte.net", "orange.fr", "gmail.com", "proton.me"} <= FREE_MAIL
    assert all(owned(name) == name for name in FREE_MAIL)


@pytest.mark.parametrize("local", ["ana", "Ana.Diaz", "ana+essaim", "ana_diaz-2", "o'connor", "a" * 64])
def test_an_address_at_the_official_domain_is_taken_with_the_domain_as_stored(local: str) -> None:
    assert address_at(f"  {local}@LYON.fr ", "lyon.fr") == f"{local}@lyon.fr"
    assert address_at(f"{local}@évian.example", "xn--vian-9oa.example") == f"{local}@xn--vian-9oa.example"


@given(st.text(max_size=40), st.text(max_size=20))
def test_whatever_is_typed_a_code_goes_to_the_official_domain_or_nowhere(local: str, host: str) -> None:
    try:
        address = address_at(f"{local}@{host}", "lyon.fr")
    except Refused:
        return
    assert address.endswith("@lyon.fr") and address.count("@") == 1 and address.isprintable() and address.isascii()


def test_a_refusal_repeats_what_was_typed_without_what_cannot_be_shown() -> None:
    with pytest.raises(Refused) as failure:
        address_at("ana\r\nBcc: x@lyon.fr" + "y" * 100, "lyon.fr")
    assert "\n" not in str(failure.value) and "y" * 90 not in str(failure.value)


def test_addresses_with_and_without_a_tag_share_a_mailbox() -> None:
    assert {mailbox(one) for one in ("ana@lyon.fr", "Ana+x@LYON.fr", "ANA+y+z@lyon.fr")} == {"ana@lyon.fr"}


def test_a_challenge_stands_alone_in_its_record_or_on_its_line() -> None:
    assert in_records(["v=spf1", CHALLENGE], CHALLENGE)
    assert in_file(f"# proofs\n\t{CHALLENGE} \r\nother", CHALLENGE)
    assert not in_records([CHALLENGE + " ", "x" + CHALLENGE], CHALLENGE)
    assert not in_file(f"see {CHALLENGE}", CHALLENGE)
    assert not in_records([""], "") and not in_file("\n\n", ""), "a claim without a challenge is not proven by an empty place"


def test_people_are_told_where_the_line_goes() -> None:
    assert [place(method, "lyon.fr") for method in (Method.DNS, Method.FILE, Method.MAIL)] == [
        "_essaim.lyon.fr",
        "https://lyon.fr/.well-known/essaim.txt",
        "",
    ]
    assert sites("lyon.fr") == ("lyon.fr", "www.lyon.fr")


@pytest.mark.parametrize(
    ("handle", "official", "there"),
    [
        ("lyon.fr", "lyon.fr", True),
        ("mairie.lyon.fr", "lyon.fr", True),
        ("Lyon.FR", "lyon.fr", True),
        ("xlyon.fr", "lyon.fr", False),
        ("lyon.fr.evil.example", "lyon.fr", False),
        ("fr", "lyon.fr", False),
        ("lyon.fr", "mairie.lyon.fr", False),
        ("mallory.github.io", "github.io", False),
        ("", "lyon.fr", False),
    ],
)
def test_a_handle_is_official_at_the_domain_and_under_it(handle: str, official: str, there: bool) -> None:
    assert under(handle, official) is there


@pytest.mark.parametrize(
    ("tag", "back"),
    [
        ('<a rel="me" href="https://social.lyon.fr/@ville">x</a>', True),
        ("<A REL='noopener ME' HREF='https://SOCIAL.lyon.fr/@Ville/'>x</A>", True),
        ('<link rel="me" href="https://lyon.fr/@ville">', True),
        ('<a rel="me" href="https://social.lyon.fr/users/ville">x</a>', True),
        ('<a rel="me" href=" https://social.lyon.fr/@ville ">x</a>', True),
        ('<a rel="me" href="https://social.lyon.fr/@ville2">x</a>', False),
        ('<a rel="me" href="/@ville">x</a>', False),
        ('<a rel="me" href="ftp://social.lyon.fr/@ville">x</a>', False),
        ('<a rel="me" href="https://[">x</a>', False),
        ('<a rel="meme" href="https://social.lyon.fr/@ville">x</a>', False),
        ('<img rel="me" src="https://social.lyon.fr/@ville">', False),
        ('<a rel="me">x</a>', False),
        ("", False),
    ],
)
def test_a_page_links_back_by_a_link_that_says_so(tag: str, back: bool) -> None:
    assert links_back(f"<!doctype html><body>{tag}", profile_pages(ACCOUNT)) is back


@pytest.mark.parametrize(
    ("method", "evidence"),
    [
        (Method.MAIL, "lyon.fr"),
        (Method.DNS, "_essaim.lyon.fr"),
        (Method.FILE, "https://lyon.fr/.well-known/essaim.txt"),
        (Method.FILE, "https://www.lyon.fr/.well-known/essaim.txt"),
        (Method.BLUESKY, "mairie.lyon.fr"),
        (Method.MASTODON, "https://www.lyon.fr/"),
    ],
)
def test_a_proof_belongs_to_the_domain_of_today(method: Method, evidence: str) -> None:
    assert belongs(method, evidence, LYON)
    for other in ("grandlyon.fr", "lyon.com", "x.lyon.fr", None):
        assert not belongs(method, evidence, replace(LYON, domain=other))


def test_a_siret_belongs_to_the_register_of_today_and_a_review_to_the_institution() -> None:
    assert belongs(Method.SIRET, "21690123100011", LYON)
    assert not belongs(Method.SIRET, "21690123100011", replace(LYON, siret=None))
    assert belongs(Method.REVIEW, "", replace(LYON, domain=None))
