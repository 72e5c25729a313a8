"""Take-overs by accounts: handles and links that are nearly the institution's, and accounts that are, but in other hands."""

import pytest

from dashboard.domain.claims import Claim, ClaimState, Method
from dashboard.domain.networks import Network
from dashboard.domain.organisations import Level
from dashboard.domain.people import Actor, Role
from dashboard.services.claims.open import open_claim
from db.tables import AccountRow
from tests.factories import NOW, make_organisation
from tests.test_claims.cast import level, member, opened
from tests.test_takeover.world import World, account_of

DID = "did:plc:" + "a" * 24
OTHER = "did:plc:" + "b" * 24
ID = "109000000000000001"
ENTITY = f"https://social.example/api/v1/accounts/{ID}"
VERIFIED = "2025-01-20T12:00:00.000Z"
BACK = '<html><body><a rel="nofollow me" href="https://social.example/@lyon">Mastodon</a></body></html>'


@pytest.fixture
def eve(world: World) -> Actor:
    """An editor of Lyon's team who can publish nothing for Lyon."""
    return member(world.db, "eve@lyon.example", Role.EDITOR)


def bluesky(world: World, by: Actor, handle: str = "lyon.example", *, held: bool = True, named: str | None = None) -> Claim:
    """A claim by an account with that handle; its document names it, or another."""
    world.web.json(f"https://plc.directory/{DID}", {"id": DID, "alsoKnownAs": [f"at://{named or handle}"]})
    key = account_of(world, Network.BLUESKY, handle, DID, held=held)
    return opened(world.db, by, Method.BLUESKY, account_id=key)


def mastodon(
    world: World, by: Actor, url: str = "https://lyon.example/", *, text: str = "x", page: str = BACK, held: bool = True, **entity: object
) -> Claim:
    """A claim by an account whose profile holds a verified link to that address."""
    link = f'<a href="{url}" rel="nofollow me">{text}</a>'
    said = {"id": ID, "username": "lyon", "acct": "lyon", "fields": [{"name": "Site", "value": link, "verified_at": VERIFIED}], **entity}
    world.web.json(ENTITY, said)
    world.web.page("https://lyon.example/", page)
    key = account_of(world, Network.MASTODON, "lyon@social.example", ID, held=held)
    return opened(world.db, by, Method.MASTODON, account_id=key)


def looks(world: World, claim: Claim, by: Actor, why: str) -> None:
    world.refused(lambda: world.look(claim, by), why)


@pytest.mark.parametrize("method", [Method.BLUESKY, Method.MASTODON])
def test_an_institutions_own_account_proves_no_stranger(world: World, method: Method) -> None:
    network, handle, key = (
        (Network.BLUESKY, "lyon.example", DID) if method is Method.BLUESKY else (Network.MASTODON, "lyon@social.example", ID)
    )
    account = account_of(world, network, handle, key)
    world.refused(lambda: open_claim(world.db, world.mallory, "lyon", method, now=NOW, account_id=account), "not who you are")


@pytest.mark.parametrize("method", [Method.BLUESKY, Method.MASTODON])
def test_an_institutions_own_account_proves_no_team_that_does_not_hold_it(world: World, eve: Actor, method: Method) -> None:
    world.dns.txt("_atproto.lyon.example", f"did={DID}")
    claim = bluesky(world, eve, held=False) if method is Method.BLUESKY else mastodon(world, eve, held=False)
    looks(world, claim, eve, "nothing shows yet that it is in your hands")


def test_an_account_of_another_institution_proves_nothing_here(world: World, eve: Actor) -> None:
    make_organisation(world.db, "Écoute", domain="ecoute.example")
    key = account_of(world, Network.BLUESKY, "lyon.example", DID, slug="ecoute")
    world.refused(lambda: open_claim(world.db, eve, "lyon", Method.BLUESKY, now=NOW, account_id=key), "has no such account")


@pytest.mark.parametrize(
    "handle", ["evillyon.example", "lyon.example.evil.example", "lyonn.example", "evil.example", "example.bsky.social"]
)
def test_a_handle_that_only_looks_official_proves_nothing(world: World, eve: Actor, handle: str) -> None:
    world.dns.txt(f"_atproto.{handle}", f"did={DID}")
    looks(world, bluesky(world, eve, handle), eve, "neither lyon.example nor a name under it")


def test_a_handle_whose_document_does_not_point_back_proves_nothing(world: World, eve: Actor) -> None:
    world.dns.txt("_atproto.lyon.example", f"did={DID}")
    looks(world, bluesky(world, eve, named="mallory.example"), eve, "neither lyon.example nor a name under it")


@pytest.mark.parametrize("record", ["", f"did={OTHER}"])
def test_a_document_that_claims_a_handle_whose_domain_does_not_point_back_proves_nothing(world: World, eve: Actor, record: str) -> None:
    world.dns.txt("_atproto.lyon.example", *([record] if record else []))
    looks(world, bluesky(world, eve), eve, "neither lyon.example nor a name under it")


def test_a_document_of_somebody_else_under_ones_own_identity_proves_nothing(world: World, eve: Actor) -> None:
    world.dns.txt("_atproto.lyon.example", f"did={DID}")
    claim = bluesky(world, eve)
    world.web.json(f"https://plc.directory/{DID}", {"id": OTHER, "alsoKnownAs": ["at://lyon.example"]})
    looks(world, claim, eve, "neither lyon.example nor a name under it")


def test_a_blog_under_the_official_domain_proves_nothing_by_a_file_of_its_own(world: World, eve: Actor) -> None:
    world.web.page("https://eve.blogs.lyon.example/", "Blog")
    world.web.page("https://blog.lyon.example/.well-known/atproto-did", DID)
    looks(world, bluesky(world, eve, "blog.lyon.example"), eve, "confirmed by a file only")


@pytest.mark.parametrize(
    "url",
    [
        "https://evil.example/",
        "https://blog.lyon.example/",
        "https://lyon.example.evil.example/",
        "https://evil.example/?lyon.example",
        "https://lyon.example@evil.example/",
        "https://evil.example#https://lyon.example/",
        "https://xn--lyn-6ed.example/",
        "https://lyon.example:8443/",
        "http://lyon.example/",
        "//lyon.example/",
        "javascript://lyon.example/%0aalert(1)",
    ],
)
def test_a_verified_link_to_another_site_proves_nothing(world: World, eve: Actor, url: str) -> None:
    world.web.page("https://evil.example/", BACK)
    looks(world, mastodon(world, eve, url), eve, "holds no verified link to https://lyon.example")


def test_a_verified_link_that_only_reads_like_the_official_site_proves_nothing(world: World, eve: Actor) -> None:
    claim = mastodon(world, eve, "https://evil.example/", text="https://lyon.example/")
    looks(world, claim, eve, "holds no verified link")


@pytest.mark.parametrize("path", ["~eve/", "blogs/eve", "index.php?page=eve", "?user=eve", "%2e"])
def test_a_verified_link_to_a_page_of_ones_own_on_the_official_site_proves_nothing(world: World, eve: Actor, path: str) -> None:
    claim = mastodon(world, eve, f"https://lyon.example/{path}")
    world.web.page(f"https://lyon.example/{path}", BACK)
    looks(world, claim, eve, "holds no verified link")


def test_a_link_that_nobody_verified_proves_nothing(world: World, eve: Actor) -> None:
    fields = [{"name": "Site", "value": '<a href="https://lyon.example/">x</a>', "verified_at": None}]
    looks(world, mastodon(world, eve, fields=fields), eve, "holds no verified link")


@pytest.mark.parametrize(
    "page",
    [
        "<p>Lyon</p>",
        '<a href="https://social.example/@lyon">no rel</a>',
        '<a rel="me" href="https://social.example/@other">another account</a>',
        '<a rel="me" href="https://evil.example/@lyon">another server</a>',
        '<a rel="me" href="https://evil.example/?https://social.example/@lyon">x</a>',
        '<!-- <a rel="me" href="https://social.example/@lyon">x</a> -->',
        '<script>"<a rel=me href=https://social.example/@lyon>"</script>',
        '&lt;a rel="me" href="https://social.example/@lyon"&gt;',
    ],
)
def test_a_server_of_ones_own_that_calls_a_link_verified_is_not_believed_alone(world: World, eve: Actor, page: str) -> None:
    looks(world, mastodon(world, eve, page=page), eve, "has no link marked rel=me")


def test_a_front_page_that_redirects_elsewhere_links_back_to_nobody(world: World, eve: Actor) -> None:
    claim = mastodon(world, eve)
    world.web.page("https://evil.example/", BACK)
    world.web.page("https://lyon.example/", status=302, Location="https://evil.example/")
    looks(world, claim, eve, "sends its visitors to https://evil.example")


def test_a_copy_of_the_account_on_another_server_is_not_asked_and_not_believed(world: World, eve: Actor) -> None:
    claim = mastodon(world, eve, acct="lyon@home.example")
    looks(world, claim, eve, "knows no account lyon@social.example")
    assert {headers["host"] for _, _, headers in world.web.asked} == {"social.example"}


def test_an_account_that_became_another_institutions_proves_nothing_any_more(world: World, eve: Actor) -> None:
    make_organisation(world.db, "Écoute")
    world.dns.txt("_atproto.lyon.example", f"did={DID}")
    claim = bluesky(world, eve)
    with world.db.writing() as session:
        session.get_one(AccountRow, 1).organisation_id = 2
    looks(world, claim, eve, "is no longer connected")


def test_an_account_that_was_disconnected_proves_nothing_any_more(world: World, eve: Actor) -> None:
    world.dns.txt("_atproto.lyon.example", f"did={DID}")
    claim = bluesky(world, eve)
    with world.db.writing() as session:
        session.delete(session.get_one(AccountRow, 1))
    looks(world, claim, eve, "is no longer connected")


def test_the_real_account_in_the_hands_of_the_team_does_prove_it(world: World, eve: Actor) -> None:
    """The refusals above are for the reason they give, and not because nothing is ever accepted."""
    world.dns.txt("_atproto.mairie.lyon.example", f"did={DID}")
    claims = [bluesky(world, eve, "mairie.lyon.example"), mastodon(world, eve)]
    seen = [world.look(claim, eve) for claim in claims]
    assert [(one.state, one.evidence) for one in seen] == [
        (ClaimState.PROVEN, "mairie.lyon.example"),
        (ClaimState.PROVEN, "https://lyon.example/"),
    ]
    assert level(world.db) is Level.L2
