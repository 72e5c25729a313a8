"""What the texts of a kit say, in whatever is known and however long it is."""

from datetime import date

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from dashboard.domain.exit_days.kit import SOCIAL, TEXTS, Place
from dashboard.domain.exit_days.kit_lengths import LIMITS
from dashboard.domain.names import LONGEST
from dashboard.domain.networks import Network
from dashboard.i18n import words_in
from dashboard.presenters.kit.links import Links
from dashboard.presenters.kit.readme import missing
from dashboard.presenters.kit.texts import length_said, texts
from dashboard.services.exit_days.kit import Kit
from tests.hostile import STRINGS
from tests.test_kits.making import BASE, BLUESKY, MASTODON, made

EN, FR = words_in("en"), words_in("fr")
PAGE = "https://essaim.example/en/organisations/lyon/"
NAMES = st.text(min_size=1, max_size=LONGEST) | st.sampled_from(STRINGS) | st.just("Université " * 18)
HANDLES = st.tuples(st.sampled_from([one for one in Network if one is not Network.X]), st.text("abcdefghi", min_size=1, max_size=60))


def said(kit: Kit, place: Place) -> str:
    return next(one.text for one in texts(EN, kit, BASE) if one.place is place).replace("\u00a0", " ")


@settings(deadline=None)
@given(
    name=NAMES,
    accounts=st.lists(HANDLES, max_size=30),
    firm=st.booleans(),
    others=st.none() | st.integers(1, 100_000),
    slug=st.text("abc", min_size=1, max_size=80),
    day=st.text("abc", min_size=1, max_size=80),
    on=st.dates(date(2024, 1, 1), date(2030, 12, 31)),
)
@example("é" * LONGEST, [BLUESKY, MASTODON] * 10, False, None, "a" * 80, "b" * 80, date(2025, 9, 30))
@example("里" * LONGEST, [MASTODON], True, 12, "a" * 80, "b" * 80, date(2025, 9, 30))
def test_every_text_fits_its_network_and_holds_the_day_and_the_page(
    name: str, accounts: list[tuple[Network, str]], firm: bool, others: int | None, slug: str, day: str, on: date
) -> None:
    kit = made(name, accounts, firm=firm, others=others, slug=slug, day=day, on=on)
    for words in (EN, FR):
        found = texts(words, kit, BASE)
        assert [one.place for one in found] == list(TEXTS)
        for one in found:
            assert words.date(on) in one.text and Links(kit, BASE, words.language).page in one.text
            if one.place in SOCIAL:
                assert LIMITS[one.place].fits(one.text) and one.length <= (one.most or 0)


def test_a_post_names_the_day_the_others_and_the_new_accounts() -> None:
    assert said(made(), Place.X) == (
        "On 22 September 2025, Lyon leaves X together with 11 other institutions.\n\n"
        "Where to find us:\nBluesky: https://bsky.app/profile/lyon.fr\nMastodon: https://social.example/@lyon\n\n"
        f"All accounts on one page: {PAGE}?utm_source=x&utm_medium=social&utm_campaign=villes-automne-2025"
    )
    assert said(made(others=1), Place.X).startswith("On 22 September 2025, Lyon leaves X together with 1 other institution.")
    assert said(made(others=None), Place.X).startswith("On 22 September 2025, Lyon leaves X.\n")


def test_a_post_does_not_send_its_readers_to_where_they_are() -> None:
    bluesky, mastodon = said(made(), Place.BLUESKY), said(made(accounts=[MASTODON]), Place.MASTODON)
    assert "You find us here, and also:\nMastodon: https://social.example/@lyon" in bluesky and "bsky.app" not in bluesky
    assert "You find us here.\n" in mastodon and "social.example" not in mastodon


def test_before_it_is_certain_everything_is_said_on_condition() -> None:
    draft = made(firm=False)
    for one in texts(EN, draft, BASE):
        assert "If enough institutions commit, Lyon will leave X on" in one.text and "leaves X" not in one.text
    assert "until then Lyon goes on publishing on X" in said(draft, Place.WEB)
    assert "Until the day is confirmed we go on reading messages here." in said(draft, Place.REPLY)
    assert missing(EN, draft, public=True)[0].startswith("This is a draft: it is not certain yet that Lyon leaves on")


def test_a_press_release_leaves_open_what_nobody_typed() -> None:
    release = said(made(), Place.PRESS)
    assert release.startswith("Press release\n\nLyon leaves X, 22 September 2025\n\n")
    assert release.endswith("Press contact: [to be filled in]")
    assert "About the exit day “Cities, autumn 2025”: https://essaim.example/en/exit-days/villes-automne-2025/" in release


def test_what_is_missing_is_said_and_never_made_up() -> None:
    bare = made(accounts=(), left_out=2)
    assert [note.partition(":")[0] for note in missing(EN, bare, public=False)] == [
        "No new account is connected",
        "2 accounts are left out",
        "No web site is registered",
        "The links lead to this machine alone, as long as whoever runs the server has not set ESSAIM_PUBLIC_URL.",
    ]
    assert said(bare, Place.X).endswith(
        f"\n\nThe new accounts will be named here: {PAGE}?{'utm_source=x&utm_medium=social'}&utm_campaign=villes-automne-2025"
    )
    assert not missing(EN, made(domain="lyon.fr"), public=True)


def test_a_long_name_gives_way_before_the_day_and_the_page_do() -> None:
    long = made("Syndicat " * 22, others=3)
    assert said(long, Place.X).startswith(
        "On 22 September 2025, we leave X.\n\nWhere to find us:\nBluesky: https://bsky.app/profile/lyon.fr\n"
    )
    assert "Syndicat Syndicat" in said(long, Place.MASTODON)


def test_a_fictional_institution_says_so_in_every_text() -> None:
    for one in texts(EN, made(fictional=True), BASE):
        assert "Lyon (fictional)" in one.text


@pytest.mark.parametrize("text", STRINGS)
def test_a_hostile_name_stays_on_its_line(text: str) -> None:
    release = said(made(f"{text}\nInjected: line"), Place.PRESS)
    assert "\nInjected" not in release


def test_lengths_are_said_as_people_say_them() -> None:
    found = {one.place: length_said(EN, one) for one in texts(EN, made(), BASE)}
    assert found[Place.X].endswith(" of 280") and found[Place.LINKEDIN].endswith(" of 3,000") and found[Place.WEB].endswith(" characters")
