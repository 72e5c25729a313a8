"""People, end to end and by the keyboard alone: from an empty server to an institution that proved who it is and let its account agree."""

import re
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pyotp
import pytest
from playwright.sync_api import expect

from dashboard.domain.accounts import Link
from dashboard.domain.claims import Method
from dashboard.domain.people import Role
from dashboard.i18n.role_words import ABOUT
from tests.network.browser import Visitor
from tests.network.dns_server import DnsServer
from tests.network.mastodon_strict import PASSWORD as MASTODON_PASSWORD
from tests.network.mastodon_strict import MastodonStrict
from tests.test_browser.actors import PASSWORD, Person
from tests.test_browser.served import served
from tests.waiting import until

EVIAN, DOMAIN = "Ville d’Évian", "evian.example"
RECORD = f"_essaim.{DOMAIN}"
EXPECTED = re.compile("status of 422|/_stcore/")
"""What the console calls an error: a form that is shown again with what is wrong, and Streamlit looking for its own address."""


@pytest.mark.parametrize("language", ["fr", "en"])
def test_people_come_in_prove_who_they_are_and_leave_by_the_keyboard_alone(
    language: str, tmp_path: Path, visitor: Callable[..., Visitor], dns_server: DnsServer, strict: MastodonStrict
) -> None:
    strict.set("ana", display_name=EVIAN)
    settings = {"dns_servers": dns_server.host, "trusted_hosts": strict.host, "collect_in_background": "false"}
    with served(tmp_path, **settings) as root:
        chloe = Person(visitor, language, root, "Chloé", "chloe@collective.example")
        set_up(chloe, set_up_link(tmp_path))
        register(chloe)
        link = invite(chloe)

        ana = Person(visitor, language, root, "Ana", "ana@evian.example")
        accept(ana, link)
        leave(ana)
        come_back(ana)
        claim(ana, dns_server)
        certified(ana)
        certified(Person(visitor, language, root, "", ""))
        connect(ana, strict)

        at_home = Person(visitor, language, root, ana.name, ana.email)
        at_home.page.goto(f"{at_home.site}/sign-in")
        sign_in(at_home)
        sign_out_everywhere(ana, at_home)

        for one in (chloe, ana, at_home):
            assert one.visitor.hosts <= {root.split("/")[2], strict.host}
            assert not [error for error in one.visitor.errors if one.site in error and not EXPECTED.search(error)]


def set_up_link(folder: Path) -> str:
    """The link that the server printed for whoever started it."""

    def printed() -> list[str]:
        return re.findall(r"http\S+/set-up\?link=\S+(?=\s)", (folder / "server.log").read_text())

    until(printed, "a link to set up Essaim was printed")
    return printed()[0]


def set_up(one: Person, link: str) -> None:
    """The first person of the collective, with a second factor."""
    one.page.goto(link)
    one.reads("Set up Essaim")
    one.writes("E-mail address", one.email)
    one.writes("Name", one.name)
    one.writes("Password", PASSWORD)
    one.presses("Make my account")
    one.reads("Second factors")
    one.presses("Add a code generator")
    one.reads("Add a code generator")
    secret = one.page.locator("code.secret").inner_text().replace(" ", "")
    one.writes("Code that it shows now", pyotp.TOTP(secret).now())
    one.presses("Add it")
    one.reads("Your second factor is set up")
    expect(one.page.get_by_role("listitem").locator("code")).to_have_count(10)
    one.follows("They are in a safe place")
    one.is_known()
    expect(one.link("Register the first institution")).to_be_visible()


def register(one: Person) -> None:
    """An institution, with the official domain on which its proofs will rest."""
    one.follows("Register the first institution")
    one.reads("Log the steps of a departure")
    one.writes("Name", EVIAN)
    one.unfolds("Identifiers and size (optional): they make comparisons fair and prevent duplicates")
    one.writes("Official domain", DOMAIN)
    one.presses("Register this institution")
    one.is_told("{name} is in the register. Now log the steps of its departure.", name=EVIAN)


def invite(one: Person) -> str:
    """A link for an owner of its team."""
    one.follows("Team")
    one.reads("Nobody works for {name} here yet", name=EVIAN)
    one.chooses(one.words(ABOUT[Role.OWNER]))
    one.presses("Make an invitation")
    one.is_told("The invitation is made. Hand the link over: by a message, or in person.")
    return one.copies(one.page.get_by_test_id("stCode"))


def accept(one: Person, link: str) -> None:
    """As somebody who had no account."""
    one.page.goto(link)
    one.reads("Join the team of {name}", name=EVIAN)
    one.writes("E-mail address", one.email)
    one.writes("Name", one.name)
    one.writes("Password", PASSWORD)
    one.presses("Accept, and make my account")
    one.sees("Prove who you are")
    one.is_known()


def leave(one: Person) -> None:
    """Sign out."""
    one.follows("Your account: {name}", name=one.name)
    one.reads("Your account")
    one.follows("Sign out")
    one.reads("Sign out")
    one.presses("Sign out")


def come_back(one: Person) -> None:
    """From the overview, where whoever signs out is."""
    one.follows("Sign in")
    one.reads("Sign in")
    one.writes("E-mail address", one.email)
    one.writes("Password", "another password of mine")
    one.presses("Sign in")
    one.is_told("The address or the password is wrong. Check both, or ask for a new password.", "alert")
    sign_in(one)
    one.is_known()
    one.follows("My organisation")


def sign_in(one: Person) -> None:
    """With address and password."""
    one.writes("E-mail address", one.email)
    one.writes("Password", PASSWORD)
    one.presses("Sign in")


def claim(one: Person, names: DnsServer) -> None:
    """By a record of the DNS; first with a wrong one."""
    one.follows("Prove it")
    way = one.words("The DNS of {domain}", domain=DOMAIN)
    one.chooses(one.words("{what} ({level})", what=way, level="L2"))
    one.presses("Show me the line to publish")
    one.is_told("The line is yours. Publish it, then look for it here.")
    lines = one.page.get_by_test_id("stCode")
    assert one.copies(lines.nth(0)) == RECORD
    published = one.copies(lines.nth(1))
    names.txt(RECORD, f"{published}0")
    one.presses("Look for it now")
    one.is_told(
        "The DNS has no such record yet at {name}. Add a TXT record of that name, with the value {challenge}, and try again in an hour.",
        "alert",
        name=RECORD,
        challenge=published,
    )
    names.txt(RECORD, published)
    one.presses("Look for it now")
    how = f"{one.words.term(Method.DNS)}, {RECORD}"
    one.is_told("Proven at level {level}: {how}.", level="L2", how=how)
    one.sees("Institution proven ({level}): {how}", level="L2", how=how)


def certified(one: Person) -> None:
    """What anybody reads on the public page."""
    if one.name:
        one.follows("Public page")
    else:
        one.page.goto(f"{one.root}organisation?o=ville-d-evian")
    one.sees("certified {level}", level="L2")
    one.sees("{method}, {day}", method=Method.DNS, day=datetime.now(UTC).date())


def connect(one: Person, server: MastodonStrict) -> None:
    """A Mastodon account, which is asked at its own server: it declines, then agrees."""
    handle = server.handle("ana")
    one.follows("My organisation")
    one.follows("Connect accounts")
    one.writes("Handle, or address of the profile page", f"@{handle}")
    one.presses("Look it up")
    one.presses("Yes, connect this account")
    one.is_told("{handle} on {network} is connected.", handle=handle, network="Mastodon")
    ask(one, server, "Deny")
    one.reads("The account was not authorised")
    one.follows("Back to the accounts")
    with one.page.expect_request("**/authorise/mastodon/back/**") as back:
        ask(one, server, "Authorize")
    one.reads("Connect accounts")
    expect(one.page.locator(".account-link .proof")).to_have_text(one.words.term(Link.AUTHORISED))
    one.page.goto(back.value.url)
    one.reads("The account was not authorised")
    one.follows("Back to the accounts")
    expect(one.page.locator(".account-link .proof")).to_have_text(one.words.term(Link.AUTHORISED))
    assert server.revoked() == [False]


def ask(one: Person, server: MastodonStrict, answer: str) -> None:
    """Go to the server of the account, sign in there, and answer."""
    handle = server.handle("ana")
    one.presses("Ask {handle}", handle=handle)
    one.reads("Let {handle} agree", handle=handle)
    one.follows("Go on to {server}", server=server.host)
    one.page.wait_for_url(f"{server.url}/**")
    one.keys.write(one.page.get_by_label("Username"), "ana")
    one.keys.write(one.page.get_by_label("Password"), MASTODON_PASSWORD)
    one.keys.press(one.page.get_by_role("button", name=answer))


def sign_out_everywhere(one: Person, elsewhere: Person) -> None:
    """From one browser; a tab of another one, which nobody touches, says so."""
    elsewhere.sees("{network} connected, {link}", network="Mastodon", link=Link.AUTHORISED)
    expect(elsewhere.page.get_by_text(elsewhere.words("Prove that the accounts are yours"))).to_have_count(0)
    one.follows("Your account: {name}", name=one.name)
    one.presses("Sign out everywhere, here too")
    elsewhere.reads("You are signed out")
    expect(elsewhere.page.get_by_text(EVIAN)).to_have_count(0)
