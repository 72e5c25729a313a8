"""Take-overs by the DNS and by files: the right line in a place that others can write, and somebody else's line in the right place."""

import pytest

from dashboard.domain.claims import Claim, ClaimState, Method
from dashboard.domain.errors import Refused
from dashboard.services.claims.check import check_claim
from dashboard.services.claims.official_domain import set_official_domain
from dashboard.services.claims.review import revoke
from dashboard.services.claims.withdraw import withdraw
from tests.factories import NOW, make_organisation
from tests.test_claims.cast import LATER, level, opened, reviewer, stranger
from tests.test_takeover.world import CHALLENGE_FILE, World


def looks(world: World, claim: Claim, why: str) -> None:
    world.refused(lambda: world.look(claim), why)


@pytest.mark.parametrize(
    "name",
    [
        "_essaim.blog.lyon.example",
        "_essaim.www.lyon.example",
        "x._essaim.lyon.example",
        "lyon.example",
        "_essaim.example",
        "_essaim.lyon.example.evil.example",
        "_essaim.lyonn.example",
        "_essaim.xn--lyn-6ed.example",
    ],
)
def test_a_record_under_above_or_beside_the_official_domain_proves_nothing(world: World, name: str) -> None:
    claim = opened(world.db, world.mallory)
    world.dns.txt(name, claim.challenge)
    looks(world, claim, "no such record yet at _essaim.lyon.example")


def test_a_record_where_a_forgotten_alias_leads_proves_nothing(world: World) -> None:
    claim = opened(world.db, world.mallory)
    world.dns.alias("_essaim.lyon.example", "abandoned.evil.example")
    world.dns.txt("abandoned.evil.example", claim.challenge)
    looks(world, claim, "no such record")


@pytest.mark.parametrize("fault", ["wrong_id", "other_name"])
def test_a_forged_answer_of_the_dns_is_passed_over(world: World, fault: str) -> None:
    claim = opened(world.db, world.mallory)
    world.dns.txt("_essaim.lyon.example", claim.challenge)
    world.dns.fault = fault
    world.witnesses.names._seconds = 0.5
    looks(world, claim, "does not answer")


@pytest.mark.parametrize(
    "form", ["{0} ", "x{0}", "{0};{0}", "ESSAIM-VERIFICATION={1}", "{1}", "essaim-verification=", "essaim-verification=*"]
)
def test_a_record_that_is_nearly_the_challenge_proves_nothing(world: World, form: str) -> None:
    claim = opened(world.db, world.mallory)
    world.dns.txt("_essaim.lyon.example", form.format(claim.challenge, claim.challenge.partition("=")[2]))
    looks(world, claim, "no such record")


def test_the_line_that_the_team_published_proves_nobody_else(world: World) -> None:
    ana = stranger(world.db, "ana@lyon.example")
    hers = opened(world.db, ana)
    world.dns.txt("_essaim.lyon.example", hers.challenge)
    mine = opened(world.db, world.mallory)
    assert mine.challenge != hers.challenge
    looks(world, mine, "no such record")


def test_the_line_of_a_claim_on_another_institution_proves_nothing_here(world: World) -> None:
    make_organisation(world.db, "Écoute", domain="ecoute.example")
    other, mine = opened(world.db, world.mallory, slug="ecoute"), opened(world.db, world.mallory)
    world.dns.txt("_essaim.lyon.example", other.challenge)
    looks(world, mine, "no such record")
    looks(world, other, "no such record yet at _essaim.ecoute.example")


def test_the_line_for_a_file_is_not_the_line_for_a_record(world: World) -> None:
    record, file = opened(world.db, world.mallory), opened(world.db, world.mallory, Method.FILE)
    world.dns.txt("_essaim.lyon.example", file.challenge)
    world.web.page(f"https://lyon.example{CHALLENGE_FILE}", record.challenge)
    looks(world, record, "no such record")
    looks(world, file, "does not hold")


@pytest.mark.parametrize("end", ["withdrawn", "revoked"])
def test_a_line_whose_claim_is_over_proves_nothing_any_more(world: World, end: str) -> None:
    claim = opened(world.db, world.mallory)
    world.dns.txt("_essaim.lyon.example", claim.challenge)
    if end == "withdrawn":
        withdraw(world.db, world.mallory, claim.id, now=NOW)
    else:
        revoke(world.db, reviewer(world.db), claim.id, "An impostor.", now=NOW)
    looks(world, claim, "this claim is decided")
    looks(world, opened(world.db, world.mallory), "no such record")


def test_a_domain_that_is_no_longer_official_proves_nothing_even_in_the_middle_of_a_look(world: World) -> None:
    rosa = reviewer(world.db)
    set_official_domain(world.db, rosa, "lyon", "old.evil.example", now=NOW)
    claim = opened(world.db, world.mallory)
    world.dns.txt("_essaim.old.evil.example", claim.challenge)
    answer = world.witnesses.names.txt

    def corrected_meanwhile(name: str) -> list[str]:
        set_official_domain(world.db, rosa, "lyon", "lyon.example", now=NOW)
        return answer(name)

    world.witnesses.names.txt = corrected_meanwhile  # type: ignore[method-assign]
    looks(world, claim, "changed meanwhile")
    world.witnesses.names.txt = answer  # type: ignore[method-assign]
    looks(world, claim, "no such record yet at _essaim.lyon.example")


def holds(world: World, url: str) -> Claim:
    """A claim whose line stands in a file at that address."""
    claim = opened(world.db, world.mallory, Method.FILE)
    world.web.page(url, claim.challenge)
    return claim


@pytest.mark.parametrize(
    "url",
    [
        "https://blog.lyon.example/.well-known/essaim.txt",
        "https://lyon.example.evil.example/.well-known/essaim.txt",
        "https://lyon.example/~mallory/.well-known/essaim.txt",
        "https://lyon.example/essaim.txt",
        "https://lyon.example/.well-known/essaim",
        "https://lyon.example/.well-known/Essaim.txt",
    ],
)
def test_a_file_on_another_host_or_path_proves_nothing(world: World, url: str) -> None:
    looks(world, holds(world, url), "does not hold")


@pytest.mark.parametrize("host", ["evil.example", "blog.lyon.example", "lyon.example.evil.example"])
def test_a_file_that_redirects_to_another_host_proves_nothing(world: World, host: str) -> None:
    claim = holds(world, f"https://{host}{CHALLENGE_FILE}")
    world.web.page(f"https://lyon.example{CHALLENGE_FILE}", status=302, Location=f"https://{host}{CHALLENGE_FILE}")
    looks(world, claim, f"lyon.example sends its visitors to https://{host}")


@pytest.mark.parametrize("path", ["/~mallory/essaim.txt", "/search?q=essaim-verification", "/uploads/essaim.txt"])
def test_a_file_that_redirects_to_a_page_which_anybody_can_write_proves_nothing(world: World, path: str) -> None:
    claim = holds(world, f"https://lyon.example{path}")
    world.web.page(f"https://lyon.example{CHALLENGE_FILE}", status=301, Location=path)
    looks(world, claim, "proves nothing")


@pytest.mark.parametrize(
    "location", ["http://lyon.example" + CHALLENGE_FILE, "http://127.0.0.1/x", "https://[::1]/x", "//169.254.169.254/x"]
)
def test_a_file_that_redirects_into_our_own_network_or_out_of_https_proves_nothing(world: World, location: str) -> None:
    claim = holds(world, f"https://evil.example{CHALLENGE_FILE}")
    world.web.page(f"https://lyon.example{CHALLENGE_FILE}", status=302, Location=location)
    looks(world, claim, "proves nothing")


def test_a_page_that_repeats_what_it_was_asked_proves_nothing(world: World) -> None:
    claim = opened(world.db, world.mallory, Method.FILE)
    world.web.page(f"https://lyon.example{CHALLENGE_FILE}", f"<h1>Not found: {claim.challenge}</h1>")
    looks(world, claim, "does not hold")


def test_what_an_error_page_says_proves_nothing(world: World) -> None:
    claim = opened(world.db, world.mallory, Method.FILE)
    world.web.page(f"https://lyon.example{CHALLENGE_FILE}", claim.challenge, 404)
    looks(world, claim, "does not hold")
    world.web.page(f"https://lyon.example{CHALLENGE_FILE}", claim.challenge, 403)
    looks(world, claim, "refuses to answer")


def test_the_same_line_in_the_right_place_does_prove_it(world: World) -> None:
    """The refusals above are for the reason they give, and not because nothing is ever accepted."""
    record = opened(world.db, world.mallory)
    world.dns.txt("_essaim.lyon.example", record.challenge)
    assert check_claim(world.db, world.witnesses, world.mallory, record.id, now=LATER).state is ClaimState.PROVEN
    file = opened(world.db, world.mallory, Method.FILE)
    world.web.page(f"https://lyon.example{CHALLENGE_FILE}", status=301, Location=f"https://www.lyon.example{CHALLENGE_FILE}")
    world.web.page(f"https://www.lyon.example{CHALLENGE_FILE}", file.challenge)
    assert check_claim(world.db, world.witnesses, world.mallory, file.id, now=LATER).state is ClaimState.PROVEN
    assert level(world.db).certified


def test_nobody_but_the_collective_and_the_register_says_what_the_official_domain_is(world: World) -> None:
    for by in (world.mallory, stranger(world.db, "ana@lyon.example")):
        world.refused(lambda by=by: set_official_domain(world.db, by, "lyon", "evil.example", now=NOW), "You may not do that")  # type: ignore[misc]
    with pytest.raises(Refused, match="is not a domain"):
        set_official_domain(world.db, reviewer(world.db), "lyon", "https://lyon.example@evil.example/", now=NOW)
