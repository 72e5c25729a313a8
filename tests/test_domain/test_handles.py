"""What people type or paste is recognised as one account of one network, or refused with a sentence."""

import re

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from dashboard.domain.errors import Refused
from dashboard.domain.handles import FEDERATED, Recognised, profile_url, recognise, recognise_for
from dashboard.domain.networks import Network
from dashboard.domain.profile_pages import NOT_PROFILES, SITES

DID = "did:plc:ewvi7nxzyoun6zhxrhs64oiz"

BLUESKY = [
    ("ville.fr", "ville.fr"),
    ("@ville.bsky.social", "ville.bsky.social"),
    ("Ville.FR", "ville.fr"),
    ("lyon.test", "lyon.test"),
    ("ville.fr.", "ville.fr"),
    ("  ville.fr\n", "ville.fr"),
    ("\u202a@ville.bsky.social\u202c", "ville.bsky.social"),
    ("\ufeffville.fr\u200b", "ville.fr"),
    ("https://www.ville.fr/", "ville.fr"),
    ("@x.com", "x.com"),
    ("safety.bsky.app", "safety.bsky.app"),
    (DID, DID),
    ("did:web:ville.fr", "did:web:ville.fr"),
    ("https://bsky.app/profile/ville.fr", "ville.fr"),
    ("bsky.app/profile/Ville.fr/", "ville.fr"),
    (f"https://bsky.app/profile/{DID}/post/3k", DID),
    ("HTTPS://BSKY.APP/profile/ville.fr?ref=x#top", "ville.fr"),
    ("égliseneuve.fr", "xn--gliseneuve-96a.fr"),
    ("straße.example", "xn--strae-oqa.example"),
    ("ｖｉｌｌｅ。ｆｒ", "ville.fr"),
    ("xn--gliseneuve-96a.fr", "xn--gliseneuve-96a.fr"),
]
MASTODON = [
    ("@ville@social.example", "ville@social.example", "social.example"),
    ("Ville@Social.Example", "Ville@social.example", "social.example"),
    ("ville@localhost:4000", "ville@localhost:4000", "localhost:4000"),
    ("@ville@127.0.0.1:4000", "ville@127.0.0.1:4000", "127.0.0.1:4000"),
    ("ville@[::1]:4000", "ville@[::1]:4000", "[::1]:4000"),
    ("ville@social.example:8443", "ville@social.example:8443", "social.example:8443"),
    ("ville@social.example:443", "ville@social.example", "social.example"),
    ("https://social.example/@ville", "ville@social.example", "social.example"),
    ("social.example/@ville/", "ville@social.example", "social.example"),
    ("https://social.example/@ville/109372843234", "ville@social.example", "social.example"),
    ("https://social.example/users/ville", "ville@social.example", "social.example"),
    ("https://social.example/web/@ville", "ville@social.example", "social.example"),
    ("https://social.example/@ville@autre.example", "ville@autre.example", "autre.example"),
    ("https://www.social.example/@ville", "ville@www.social.example", "www.social.example"),
    ("http://localhost:4000/@ville?x=1", "ville@localhost:4000", "localhost:4000"),
    ("@ville@égliseneuve.fr", "ville@xn--gliseneuve-96a.fr", "xn--gliseneuve-96a.fr"),
]
PAGES = [
    (Network.X, "https://x.com/Paris", "Paris"),
    (Network.X, "https://twitter.com/Paris?lang=fr", "Paris"),
    (Network.X, "mobile.twitter.com/@Paris/", "Paris"),
    (Network.X, "https://www.twitter.com/Paris/status/1", "Paris"),
    (Network.X, "https://twitter.com/intent/user?screen_name=Paris", "Paris"),
    (Network.THREADS, "https://www.threads.net/@paris", "paris"),
    (Network.THREADS, "threads.com/@paris.fr", "paris.fr"),
    (Network.LINKEDIN, "https://fr.linkedin.com/company/ville-de-lyon/about/", "ville-de-lyon"),
    (Network.LINKEDIN, "https://www.linkedin.com/school/universit%C3%A9-de-besan%C3%A7on/", "université-de-besançon"),
    (Network.INSTAGRAM, "https://www.instagram.com/villedelyon/?hl=fr", "villedelyon"),
    (Network.FACEBOOK, "https://fr-fr.facebook.com/villedelyon", "villedelyon"),
    (Network.FACEBOOK, "https://www.facebook.com/profile.php?id=100064123456789", "100064123456789"),
    (Network.FACEBOOK, "https://www.facebook.com/pages/Ville-de-Lyon/123456789", "123456789"),
    (Network.FACEBOOK, "https://www.facebook.com/pages/category/City/Ville-de-Lyon-123456789/", "123456789"),
    (Network.FACEBOOK, "m.facebook.com/p/Ville-de-Lyon-100064123456789", "100064123456789"),
    (Network.YOUTUBE, "https://www.youtube.com/@villedelyon/videos", "villedelyon"),
    (Network.YOUTUBE, "https://m.youtube.com/channel/UCabcdefghijklmnopqrstuv", "channel/UCabcdefghijklmnopqrstuv"),
    (Network.YOUTUBE, "youtube.com/c/VilledeLyon", "c/VilledeLyon"),
    (Network.YOUTUBE, "youtube.com/user/VilledeLyon", "user/VilledeLyon"),
    (Network.TIKTOK, "https://www.tiktok.com/@villedelyon?lang=fr", "villedelyon"),
    (Network.TELEGRAM, "https://t.me/villedelyon", "villedelyon"),
    (Network.TELEGRAM, "t.me/s/villedelyon", "villedelyon"),
    (Network.WHATSAPP, "https://www.whatsapp.com/channel/0029VaAbCdEfGhIjKlMn", "0029VaAbCdEfGhIjKlMn"),
    (Network.PEERTUBE, "https://video.example/c/ville/videos", "ville@video.example"),
    (Network.PEERTUBE, "https://video.example/a/ville", "ville@video.example"),
    (Network.PEERTUBE, "https://video.example/video-channels/ville@autre.example", "ville@autre.example"),
    (Network.PEERTUBE, "https://video.example/accounts/ville", "ville@video.example"),
]
REFUSED = [
    *("paris", "@paris", "", "   ", "\u200b", "@", "@@", "ville fr", "ville\x00.fr", "ville\ufffe.fr", "a" * 501 + ".fr"),
    *("ville@social", "ville@localhost", "ville@127.0.0.1", "ville@127.1:80", "ville@0x7f.1:80", "ville@017700000001:80"),
    *("ville@2130706433:80", "ville@social.example:0", "ville@social.example:99999", "ville@-x.fr", "ville@::1", "a@b@c.fr"),
    *("ville@social.example/x", "../@social.example", "https://evil@x.com/Paris", "https://x.com", "bsky.app", "facebook.com/"),
    *("https://x.com/home", "https://x.com/i/lists/1", "https://www.instagram.com/p/Cabc/", "https://t.me/+AbCdEf", "t.me/joinchat/x"),
    *("https://www.linkedin.com/in/someone", "https://www.youtube.com/watch?v=1", "https://wa.me/33600000000", "x.com/a%2Fb"),
    *("ftp://ville.fr", "javascript:alert(1)", "https://social.example/about", "https://social.example/@", "ville..fr", "1.2.3.4"),
    *("ville.fr:4000", "ville_.fr", "x" * 64 + ".fr", "did:plc:short", "\\\\ville.fr", "https://social.example/@<b>", "℀.fr"),
]


@pytest.mark.parametrize(("typed", "handle"), BLUESKY)
def test_a_domain_or_a_did_is_a_bluesky_handle(typed: str, handle: str) -> None:
    assert recognise(typed) == Recognised(Network.BLUESKY, handle)


@pytest.mark.parametrize(("typed", "handle", "host"), MASTODON)
def test_a_user_at_a_server_is_a_mastodon_handle(typed: str, handle: str, host: str) -> None:
    assert recognise(typed) == Recognised(Network.MASTODON, handle, host)


@pytest.mark.parametrize(("network", "typed", "handle"), PAGES)
def test_a_profile_page_says_its_network_and_its_handle(network: Network, typed: str, handle: str) -> None:
    found = recognise(typed)
    assert (found.network, found.handle) == (network, handle)


@pytest.mark.parametrize("typed", REFUSED)
def test_what_is_no_account_is_refused_with_a_sentence(typed: str) -> None:
    with pytest.raises(Refused) as refusal:
        recognise(typed)
    assert str(refusal.value).endswith(".") and len(str(refusal.value)) > 40


@pytest.mark.parametrize("typed", ["paris", "@paris"])
def test_a_bare_name_is_refused_because_it_could_be_anywhere(typed: str) -> None:
    with pytest.raises(Refused, match=rf"“{typed}” could be on any network\. .*ville\.bsky\.social.*ville@social\.example"):
        recognise(typed)


def test_a_refusal_shows_no_control_character() -> None:
    with pytest.raises(Refused) as refusal:
        recognise("ville\x1b[2J.fr")
    assert "\x1b" not in str(refusal.value)


@pytest.mark.parametrize(
    ("network", "typed", "handle"),
    [
        (Network.X, "Paris", "Paris"),
        (Network.X, "@Paris", "Paris"),
        (Network.X, "https://x.com/Paris", "Paris"),
        (Network.INSTAGRAM, "ville.de.lyon", "ville.de.lyon"),
        (Network.YOUTUBE, "@villedelyon", "villedelyon"),
        (Network.LINKEDIN, "université-de-besançon", "université-de-besançon"),
        (Network.BLUESKY, "@ville.fr", "ville.fr"),
        (Network.MASTODON, "ville@social.example", "ville@social.example"),
        (Network.PEERTUBE, "ville@video.example", "ville@video.example"),
        (Network.PEERTUBE, "https://video.example/@ville", "ville@video.example"),
    ],
)
def test_a_known_network_needs_no_whole_address(network: Network, typed: str, handle: str) -> None:
    found = recognise_for(typed, network)
    assert (found.network, found.handle) == (network, handle)


@pytest.mark.parametrize(
    ("network", "typed"),
    [
        (Network.X, "Ville-de-Paris"),
        (Network.X, "much_too_long_for_a_name_on_x"),
        (Network.BLUESKY, "paris"),
        (Network.MASTODON, "@paris"),
        (Network.FACEBOOK, "facebook.com"),
        (Network.TELEGRAM, "https://t.me/+AbCdEf"),
    ],
)
def test_a_known_network_refuses_what_it_cannot_have_and_shows_an_example(network: Network, typed: str) -> None:
    with pytest.raises(Refused, match=r"is not the address of an account on .*Accepted: \S+"):
        recognise_for(typed, network)


def test_the_page_of_another_network_is_refused_by_name() -> None:
    with pytest.raises(Refused) as refusal:
        recognise_for("https://bsky.app/profile/ville.fr", Network.MASTODON)
    assert refusal.value.values == {
        "typed": "https://bsky.app/profile/ville.fr",
        "found": Network.BLUESKY,
        "network": Network.MASTODON,
    }


def test_the_page_of_a_split_domain_is_on_the_server_that_serves_it() -> None:
    assert profile_url(Network.MASTODON, "paris@paris.example", "social.paris.example") == "https://social.paris.example/@paris"


LABEL = st.from_regex(r"[a-z]([a-z0-9-]{0,20}[a-z0-9])?", fullmatch=True)
DOMAIN = st.builds("{}.{}".format, LABEL, LABEL)
SERVER = DOMAIN | st.builds("{}:{}".format, DOMAIN, st.integers(1024, 65535)) | st.builds("localhost:{}".format, st.integers(1, 442))
USER = st.from_regex(r"[A-Za-z0-9_]([A-Za-z0-9_.-]{0,20}[A-Za-z0-9_])?", fullmatch=True)
OTHER_WORDS = NOT_PROFILES | {"pages", "people", "profile.php", "s"}


@settings(deadline=None, derandomize=True)
@given(st.sampled_from(sorted(set(SITES) - {Network.BLUESKY})), st.data())
def test_a_handle_survives_the_address_of_its_page(network: Network, data: st.DataObject) -> None:
    handle = data.draw(st.from_regex(SITES[network].handle, fullmatch=True))
    assume(handle.lower() not in OTHER_WORDS)
    assert recognise(profile_url(network, handle)) == Recognised(network, handle)


@settings(deadline=None, derandomize=True)
@given(DOMAIN | st.from_regex(r"did:plc:[a-z2-7]{24}", fullmatch=True))
def test_a_bluesky_handle_survives_the_address_of_its_page(handle: str) -> None:
    assert recognise(profile_url(Network.BLUESKY, handle)) == Recognised(Network.BLUESKY, handle)
    assert recognise_for(handle, Network.BLUESKY) == Recognised(Network.BLUESKY, handle)


@settings(deadline=None, derandomize=True)
@given(st.sampled_from(FEDERATED), USER, SERVER)
def test_a_federated_handle_survives_the_address_of_its_page(network: Network, user: str, host: str) -> None:
    assume(not any(host == known or host.endswith("." + known) for site in SITES.values() for known in site.hosts))
    found = recognise(profile_url(network, f"{user}@{host}", host))
    assert found == Recognised(network, f"{user}@{host}", host)


@settings(deadline=None, derandomize=True)
@given(st.text(max_size=60))
def test_any_text_is_recognised_in_one_clean_form_or_refused(text: str) -> None:
    try:
        found = recognise(text)
    except Refused:
        return
    assert re.fullmatch(r"[\w.@:/’'&·\[\]-]+", found.handle)
    assert not found.handle.startswith("@")
    assert recognise(profile_url(found.network, found.handle, found.host)) == found
