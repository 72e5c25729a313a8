"""The main job, end to end: register, log the departure, connect two accounts on real servers, collect, gain followers, read the chart."""

import re
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from dashboard.domain.people import Role
from dashboard.i18n import Words, words_in
from tests.network.bluesky_network import BlueskyNetwork
from tests.network.browser import Visitor
from tests.network.mastodon_fake import MastodonFake
from tests.test_browser.arriving import arrive, sign_in
from tests.test_browser.served import served

DEPARTED = datetime.now(UTC).date() - timedelta(days=3)
FOLLOWERS_ON_X = 40
LOCALES = {"fr": "fr-FR", "en": "en-GB"}


class Reader:
    """Somebody at the screen, who finds things by what they are called in their language."""

    def __init__(self, page: Page, words: Words, root: str) -> None:
        self.page, self.words, self.root = page, words, root

    def open(self, path: str) -> None:
        """Go to a page of the dashboard."""
        self.page.goto(f"{self.root}{path}")

    def fill(self, label: str, text: str) -> None:
        """Type into the field of that label, and leave it."""
        field = self.page.get_by_label(self.words(label), exact=True).first
        field.fill(text)
        field.press("Tab")

    def date(self, label: str, when: date) -> None:
        """Type a date, part by part."""
        self.page.get_by_role("group", name=self.words(label), exact=True).get_by_role("spinbutton").first.click()
        self.page.keyboard.type(f"{when:%d%m%Y}")

    def choose(self, label: str, option: str) -> None:
        """Choose from a list."""
        self.page.get_by_role("combobox", name=self.words(label)).first.click()
        self.page.get_by_role("option", name=option, exact=True).click()

    def tick(self, label: str) -> None:
        """Choose one of a few that are all shown."""
        self.page.get_by_text(self.words(label), exact=True).first.click()

    def press(self, label: str) -> None:
        """Press a button."""
        self.page.get_by_role("button", name=self.words(label), exact=True).click()

    def sees(self, text: str | re.Pattern[str]) -> None:
        """Wait until a text is on the screen, and nothing of what was there before."""
        expect(self.page.get_by_text(text).first).to_be_visible()
        expect(self.page.locator('[data-stale="true"]')).to_have_count(0)

    def table(self) -> list[list[str]]:
        """The rows of the table under the chart, the header first, with ordinary spaces."""
        table = self.page.locator("table.readings").first
        expect(table).to_be_visible()
        rows = table.locator("tr").all()
        return [[" ".join(cell.split()) for cell in row.locator("th, td").all_inner_texts()] for row in rows]


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
