"""How long a text is for each network, and what links are given."""

import pytest

from dashboard.domain.exit_days.kit import NETWORK_OF, Place, tagged
from dashboard.domain.exit_days.kit_lengths import (
    BLUESKY_MOST,
    LIMITS,
    LINKEDIN_MOST,
    MASTODON_MOST,
    X_MOST,
    bluesky_length,
    mastodon_length,
    utf16_length,
    x_length,
)

PAGE = "https://essaim.example/fr/organisations/lyon/?utm_source=x&utm_medium=social&utm_campaign=villes-automne-2025"


@pytest.mark.parametrize(
    ("text", "length"),
    [
        ("Lyon", 4),
        ("Évian-les-Bains", 15),
        ("E\u0301vian", 5),
        ("‘Lyon’ – Besançon…", 19),
        ("里昂", 4),
        ("→", 2),
        (PAGE, 23),
        (f"Lyon : {PAGE}", 30),
        (f"{PAGE}\n{PAGE}", 47),
        ("https://a.fr", 23),
        ("lyon.fr", 23),
        ("http://localhost:8600/fr/", 25),
    ],
)
def test_x_weighs_signs_and_counts_every_link_as_23(text: str, length: int) -> None:
    assert x_length(text) == length


@pytest.mark.parametrize(
    ("text", "length"),
    [("Évian", 5), (PAGE, 23), ("@lyon@social.example", 5), ("lyon.fr", 7), (f"@lyon@social.example {PAGE}", 29)],
)
def test_mastodon_counts_links_as_23_and_mentions_without_their_server(text: str, length: int) -> None:
    assert mastodon_length(text) == length


def test_bluesky_counts_whole_links_and_linkedin_as_browsers_do() -> None:
    assert bluesky_length(PAGE) == len(PAGE)
    assert utf16_length("Lyon 🙂") == 7


def test_each_network_has_its_limit_and_bluesky_one_in_bytes() -> None:
    assert [limit.most for limit in LIMITS.values()] == [X_MOST, BLUESKY_MOST, MASTODON_MOST, LINKEDIN_MOST] == [280, 300, 500, 3_000]
    assert LIMITS[Place.BLUESKY].fits("a" * 300) and not LIMITS[Place.BLUESKY].fits("a" * 301)
    assert not LIMITS[Place.BLUESKY].fits("e" + "\u0301" * 1_600)
    assert LIMITS[Place.X].fits("a" * 257 + f" {PAGE}"[:0]) and not LIMITS[Place.X].fits("a" * 257 + f" {PAGE}")
    assert set(LIMITS) == set(NETWORK_OF)


def test_a_link_says_where_its_reader_came_from() -> None:
    assert tagged("https://lyon.fr/", Place.MASTODON, "ete-2025") == (
        "https://lyon.fr/?utm_source=mastodon&utm_medium=social&utm_campaign=ete-2025"
    )
    once = tagged("https://lyon.fr/?a=%C3%A9&utm_source=old#b", Place.PRINT, "ete-2025")
    assert once == "https://lyon.fr/?a=%C3%A9&utm_source=print&utm_medium=qr&utm_campaign=ete-2025#b"
    assert tagged(once, Place.PRINT, "ete-2025") == once
