"""What a team can do to go up a level, and what it lacks for it."""

from dataclasses import replace

from dashboard.domain.accounts import Account, Link, LinkMethod, Origin
from dashboard.domain.claim_steps import Lack, Step, next_steps
from dashboard.domain.claims import Claim, ClaimState, Method
from dashboard.domain.networks import Network
from dashboard.domain.organisations import Kind, Level, Organisation
from tests.factories import NOW

LYON = Organisation("lyon", "Lyon", Kind.CITY, domain="lyon.fr", siret="21690123100011")
BLUESKY = Account(3, "lyon", Network.BLUESKY, "lyon.fr", Origin.DESTINATION, remote_id="did:plc:x")
MASTODON = Account(4, "lyon", Network.MASTODON, "lyon@social.example", Origin.DESTINATION, remote_id="1", host="social.example")


def claim(method: Method, state: ClaimState = ClaimState.OPEN) -> Claim:
    return Claim(1, "lyon", method, state, "essaim-verification=1", "", NOW)


def steps(
    organisation: Organisation = LYON, *claims: Claim, accounts: tuple[Account, ...] = (), held: frozenset[int] = frozenset()
) -> dict[Method, Step]:
    return {step.method: step for step in next_steps(organisation, claims, accounts, held)}


def test_every_way_up_is_offered_the_next_level_and_what_can_begin_now_first() -> None:
    offered = next_steps(LYON, [], [])
    assert [step.method for step in offered] == [
        *(Method.MAIL, Method.DNS, Method.FILE, Method.BLUESKY, Method.MASTODON, Method.SIRET, Method.REVIEW),
    ]
    assert [step.reaches for step in offered] == ["L1", "L2", "L2", "L2", "L2", "L3", "L3"]
    assert steps()[Method.DNS].place == "_essaim.lyon.fr"
    assert steps()[Method.FILE].place == "https://lyon.fr/.well-known/essaim.txt"


def test_only_what_is_worth_more_than_the_present_level_is_offered() -> None:
    assert set(steps(replace(LYON, level=Level.L1))) == set(Method) - {Method.MAIL}
    assert set(steps(replace(LYON, level=Level.L2))) == {Method.SIRET, Method.REVIEW}
    assert steps(replace(LYON, level=Level.L3)) == {}


def test_a_claim_that_is_open_or_waits_is_gone_on_with_and_one_that_counts_is_not_offered() -> None:
    offered = steps(LYON, claim(Method.DNS), claim(Method.REVIEW, ClaimState.WAITING), claim(Method.FILE, ClaimState.LOST))
    assert offered[Method.DNS].claim == claim(Method.DNS)
    assert offered[Method.REVIEW].claim == claim(Method.REVIEW, ClaimState.WAITING)
    assert offered[Method.FILE].claim is None
    assert Method.MAIL not in steps(LYON, claim(Method.MAIL, ClaimState.NOTICE))


def test_what_is_lacking_is_said() -> None:
    bare = steps(replace(LYON, domain=None, siret=None))
    lacks = {method: step.lacks for method, step in bare.items()}
    assert lacks == {method: Lack.DOMAIN for method in Method} | {Method.SIRET: Lack.SIRET, Method.REVIEW: None}
    assert bare[Method.DNS].place == ""
    assert steps()[Method.BLUESKY].lacks is Lack.ACCOUNT
    assert steps(accounts=(replace(BLUESKY, remote_id=None),))[Method.BLUESKY].lacks is Lack.ACCOUNT


def test_an_account_proves_a_team_that_holds_it() -> None:
    known = steps(accounts=(BLUESKY, MASTODON))
    assert (known[Method.BLUESKY].lacks, known[Method.BLUESKY].account_id) == (Lack.CONTROL, 3)
    held = steps(accounts=(BLUESKY, MASTODON), held=frozenset({3, 4}))
    assert (held[Method.BLUESKY].lacks, held[Method.MASTODON].lacks, held[Method.MASTODON].account_id) == (None, None, 4)
    authorised = replace(MASTODON, link=Link.AUTHORISED)
    assert steps(accounts=(authorised,))[Method.MASTODON].lacks is None
    shown = replace(BLUESKY, link=Link.PROVEN, linked_how=LinkMethod.APP_PASSWORD)
    assert steps(accounts=(shown,))[Method.BLUESKY].lacks is None
    named = replace(BLUESKY, link=Link.PROVEN, linked_how=LinkMethod.DOMAIN_HANDLE)
    assert steps(accounts=(named,))[Method.BLUESKY].lacks is Lack.CONTROL


def test_of_two_accounts_the_one_that_is_held_is_taken() -> None:
    second = replace(BLUESKY, id=5)
    assert steps(accounts=(BLUESKY, second), held=frozenset({5}))[Method.BLUESKY].account_id == 5
