"""Take-overs by mail: addresses that only look official, and codes that are somebody else's."""

from datetime import timedelta

import pytest

from dashboard.domain.claims import Method
from dashboard.domain.errors import Refused
from dashboard.domain.organisations import Level
from dashboard.services.claims.by_mail import ask_code, prove_code
from dashboard.services.claims.official_domain import set_official_domain
from dashboard.services.people.limits import TooMany
from db.tables import OrganisationRow
from tests.factories import NOW, make_organisation
from tests.people import VAULT
from tests.test_claims.cast import ENGLISH, Post, level, opened, reviewer, states, stranger
from tests.test_takeover.world import World


def asks(world: World, address: str, why: str) -> None:
    post = Post()
    world.refused(lambda: ask_code(world.db, VAULT, post.mail, world.mallory, "lyon", address, ENGLISH, now=NOW), why)
    assert post.sent == []


def gives(world: World, code: str, why: str = "no longer good", *, slug: str = "lyon", after: timedelta = timedelta(0)) -> None:
    world.refused(lambda: prove_code(world.db, VAULT, world.mallory, slug, code, now=NOW + after), why)


@pytest.mark.parametrize(
    "domain", ["1yon.example", "lyonn.example", "lyon-example.example", "lyon.example.evil.example", "lyon.exampl", "evillyon.example"]
)
def test_an_address_at_a_domain_that_looks_alike_gets_no_code(world: World, domain: str) -> None:
    asks(world, f"maire@{domain}", "has to end in @lyon.example exactly")


@pytest.mark.parametrize("domain", ["lуon.example", "lyоn.example", "xn--lyn-6ed.example", "lyọn.example", "lyon.exаmple"])
def test_an_address_at_a_domain_of_foreign_letters_that_look_alike_gets_no_code(world: World, domain: str) -> None:
    asks(world, f"maire@{domain}", "has to end in @lyon.example exactly")


@pytest.mark.parametrize("domain", ["etu.lyon.example", "blogs.lyon.example", "www.lyon.example", "a.b.lyon.example"])
def test_an_address_at_a_domain_under_the_official_one_gets_no_code(world: World, domain: str) -> None:
    asks(world, f"maire@{domain}", "not in a domain under it")


@pytest.mark.parametrize("domain", ["example", "grandlyon.example"])
def test_an_address_above_or_beside_the_official_domain_gets_no_code(world: World, domain: str) -> None:
    set_official_domain(world.db, reviewer(world.db), "lyon", "mairie.grandlyon.example", now=NOW)
    asks(world, f"maire@{domain}", "has to end in @mairie.grandlyon.example exactly")


@pytest.mark.parametrize(
    "address",
    [
        "mallory@evil.example@lyon.example",
        '"mallory@evil.example"@lyon.example',
        "mallory%evil.example@lyon.example",
        "evil.example!mallory@lyon.example",
        "@evil.example:mallory@lyon.example",
        "mallory@evil.example,maire@lyon.example",
        "maire@lyon.example,mallory@evil.example",
        "maire@lyon.example\r\nBcc: mallory@evil.example",
        "maire\r\nBcc:mallory\r\n@lyon.example",
        "(mallory@evil.example)maire@lyon.example",
        "<mallory@evil.example>maire@lyon.example",
        "maire@lyon.example.",
        "maire@[127.0.0.1]",
        "maire@lyon.example/evil.example",
        "@lyon.example",
        "maire",
        "a" * 65 + "@lyon.example",
    ],
)
def test_an_address_written_so_that_the_code_might_go_elsewhere_gets_none(world: World, address: str) -> None:
    post = Post()
    try:
        ask_code(world.db, VAULT, post.mail, world.mallory, "lyon", address, ENGLISH, now=NOW)
    except Refused:
        assert post.sent == []
    else:
        assert [to for to, _, _ in post.sent] == ["maire@lyon.example"], "at the official domain and nowhere else"
    world.nothing_won()


@pytest.mark.parametrize(
    ("domain", "why"),
    [
        ("fr", "is not a domain"),
        ("gouv.fr", "not one institution’s"),
        ("github.io", "not one institution’s"),
        ("asso.fr", "under it"),
    ],
)
def test_a_domain_under_which_anybody_has_one_is_no_official_domain(world: World, domain: str, why: str) -> None:
    world.refused(lambda: set_official_domain(world.db, reviewer(world.db), "lyon", domain, now=NOW), why)
    world.refused(lambda: make_organisation(world.db, "Écoute", domain=domain), why)


@pytest.mark.parametrize("domain", ["gmail.com", "laposte.net", "Orange.fr", "https://www.wanadoo.fr/", "yopmail.com"])
def test_a_provider_of_mailboxes_for_everybody_is_no_official_domain(world: World, domain: str) -> None:
    world.refused(lambda: set_official_domain(world.db, reviewer(world.db), "lyon", domain, now=NOW), "gives addresses to anybody")


@pytest.mark.parametrize("domain", ["laposte.net", "gouv.fr"])
def test_a_register_that_holds_such_a_domain_already_sends_no_code_to_it(world: World, domain: str) -> None:
    with world.db.writing() as session:
        session.get_one(OrganisationRow, 1).domain = domain
    asks(world, f"mallory@{domain}", f"“{domain}”")


def test_a_code_that_came_too_late_is_worth_nothing(world: World) -> None:
    code = Post().ask(world.db, world.mallory)
    gives(world, code, after=timedelta(minutes=10))


def test_a_code_is_worth_nothing_to_whoever_asked_for_none(world: World) -> None:
    code = Post().ask(world.db, stranger(world.db, "ana@lyon.example"))
    gives(world, code)


def test_a_code_is_used_once(world: World) -> None:
    ana, post = stranger(world.db, "ana@lyon.example"), Post()
    code = post.ask(world.db, ana)
    prove_code(world.db, VAULT, ana, "lyon", code, now=NOW)
    for by in (ana, world.mallory):
        with pytest.raises(Refused, match="no longer good"):
            prove_code(world.db, VAULT, by, "lyon", code, now=NOW)
    assert states(world.db) == [("mail", "proven")]


def test_five_guesses_end_a_code_the_right_one_included(world: World) -> None:
    code = Post().ask(world.db, world.mallory)
    wrong = f"{(int(code) + 1) % 1_000_000:06d}"
    for left in (4, 3, 2, 1):
        gives(world, wrong, f"Tries left: {left}.")
    gives(world, wrong)
    gives(world, code)


def test_guessing_on_and_on_with_new_codes_and_new_people_ends_at_a_hundred_a_day(world: World) -> None:
    post = Post()
    for number in range(20):
        post.ask(world.db, stranger(world.db, f"m{number}@evil.example"), f"service{number}@lyon.example")
    world.refused(lambda: post.ask(world.db, world.mallory, "maire@lyon.example"), "Too many attempts")
    late = stranger(world.db, "late@evil.example")
    with pytest.raises(TooMany):
        post.ask(world.db, late, "maire@lyon.example", now=NOW + timedelta(hours=11))


def test_a_new_code_ends_the_one_before_even_when_it_was_guessed_away(world: World) -> None:
    post = Post()
    first = post.ask(world.db, world.mallory)
    second = post.ask(world.db, world.mallory)
    wrong = next(code for code in ("000000", "000001", "000002") if code not in (first, second))
    for left in (4, 3, 2, 1):
        gives(world, wrong, f"Tries left: {left}.")
    gives(world, wrong)
    gives(world, first)


def test_a_code_for_one_of_two_institutions_that_share_a_domain_opens_only_that_one(world: World) -> None:
    make_organisation(world.db, "Musée de Lyon", domain="lyon.example")
    code = Post().ask(world.db, world.mallory, slug="musee-de-lyon")
    gives(world, code)


def test_a_code_for_ones_own_organisation_opens_no_other(world: World) -> None:
    make_organisation(world.db, "Écoute", domain="evil.example")
    code = Post().ask(world.db, world.mallory, "mallory@evil.example", slug="ecoute")
    gives(world, code)
    prove_code(world.db, VAULT, world.mallory, "ecoute", code, now=NOW)
    assert (level(world.db, "ecoute"), level(world.db)) == (Level.L1, Level.L0)


def test_a_code_for_a_domain_that_was_corrected_since_is_worth_nothing(world: World) -> None:
    with world.db.writing() as session:
        session.get_one(OrganisationRow, 1).domain = "evil.example"
    code = Post().ask(world.db, world.mallory, "mallory@evil.example")
    set_official_domain(world.db, reviewer(world.db), "lyon", "lyon.example", now=NOW)
    gives(world, code)


def test_other_secrets_are_no_codes(world: World) -> None:
    Post().ask(world.db, world.mallory)
    claim = opened(world.db, world.mallory, Method.DNS)
    for secret in (claim.challenge, "", "x" * 5_000):
        gives(world, secret, "")
