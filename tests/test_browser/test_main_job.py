"""The main job, end to end: register, log the departure, connect two accounts on real servers, collect, gain followers, read the chart."""

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from dashboard.domain.people import Role
from dashboard.i18n import words_in
from tests.network.bluesky_network import BlueskyNetwork
from tests.network.browser import Visitor
from tests.network.mastodon_fake import MastodonFake
from tests.test_browser.arriving import arrive, sign_in
from tests.test_browser.reading import LOCALES, Reader
from tests.test_browser.served import served

DEPARTED = datetime.now(UTC).date() - timedelta(days=3)
FOLLOWERS_ON_X = 40


@pytest.mark.parametrize("language", ["fr", "en"])
def test_a_press_officer_sees_the_followers_of_evian_transfer(
    language: str,
    tmp_path: Path,
    visitor: Callable[..., Visitor],
    bluesky_network: BlueskyNetwork,
    mastodon_fake: MastodonFake,
) -> None:
    evian = f"evian-{language}.test"
    bluesky_network.create_account(evian)
    bluesky_network.flush()
    mastodon_fake.add("evian", followers=7)
    settings = {"bluesky_url": bluesky_network.appview, "trusted_hosts": mastodon_fake.host, "collect_in_background": "false"}
    words = words_in(language)
    with served(tmp_path, **settings) as root:
        guest = visitor(locale=LOCALES[language])
        arrive(guest.context, root, sign_in(tmp_path, "chloe@collective.example", Role.COLLECTIVE)[0])
        reader = Reader(guest.page, words, root)

        reader.open("")
        guest.page.get_by_role("link", name=words("Register the first institution")).click()
        reader.fill("Name", "Ville d’Évian")
        reader.press("Register this institution")
        reader.sees(words("{name} is in the register. Now log the steps of its departure.", name="Ville d’Évian"))

        reader.choose("Step", words("departed"))
        reader.date("Date", DEPARTED)
        reader.press("Log this step")
        reader.sees(words("Logged: {status}, {day}.", status=words("departed"), day=DEPARTED))

        reader.open("connect_accounts?o=ville-d-evian")
        for handle, network in ((evian, "Bluesky"), (mastodon_fake.handle("evian"), "Mastodon")):
            reader.fill("Handle, or address of the profile page", f"@{handle}")
            reader.press("Look it up")
            reader.press("Yes, connect this account")
            reader.sees(words("{handle} on {network} is connected.", handle=handle, network=network))
        reader.open("bring_figures?o=ville-d-evian")
        reader.tick("Press or declaration")
        reader.tick("The institution declares it itself")
        reader.date("Date of the count", DEPARTED)
        reader.fill("Followers, as written", str(FOLLOWERS_ON_X))
        reader.sees(words("Understood as: {count}", count=FOLLOWERS_ON_X))
        reader.fill("Newspaper, office or page", "Profile page, seen by the press office")
        reader.press("Store this figure")
        reader.sees(words("Recorded: {network}, {count} followers on {day}.", network="X", count=FOLLOWERS_ON_X, day=DEPARTED))

        for name in ("ann", "bob", "cleo"):
            follower = f"{name}-{language}.test"
            bluesky_network.create_account(follower)
            bluesky_network.follow(follower, evian)
        bluesky_network.flush()
        mastodon_fake.set("evian", followers_count=9)
        reader.open("collection")
        reader.press("Read now")
        reader.sees(words.plural("{n} account was read.", "{n} accounts were read.", 2))

        reader.open("organisation?o=ville-d-evian")
        header, newest, *older = reader.table()
        figures = dict(zip(header, newest, strict=True))
        assert figures["Bluesky"] == "3"
        assert figures["Mastodon"] == "9"
        assert figures[words("At least")] == "9"
        assert figures[words("At most")] == "12"
        assert figures[words("Share of the audience left behind")] == " ".join(words.range(9 / 40, 12 / 40, words.percent).split())
        assert any(words("Departure") in row[0] for row in [newest, *older])
        reader.sees(re.compile(r"Évian"))
        assert guest.hosts == {root.split("/")[2]}
