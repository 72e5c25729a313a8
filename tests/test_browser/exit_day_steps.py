"""What the people of an exit day do, each with what their screen says: coordinators, owners, and whoever reads the public page."""

from collections.abc import Collection, Mapping
from datetime import date, timedelta

from playwright.sync_api import expect

from dashboard.domain.departures import Status
from dashboard.domain.exit_days.afterwards import Kept
from dashboard.domain.exit_days.checklist import Task
from dashboard.domain.networks import Network
from tests.test_browser.actors import PASSWORD
from tests.test_browser.exit_day_cast import CAMILLE, World, email_of
from tests.test_browser.reading import Reader


def signs_in(one: Reader, email: str, code: str = "") -> None:
    """From a page that is for people who sign in; it comes back afterwards."""
    one.page.locator("a.btn", has_text=one.words("Sign in")).click()
    one.fill("E-mail address", email)
    one.fill("Password", PASSWORD)
    one.press("Sign in")
    if code:
        one.fill("Code of your generator", code)
        one.press("Go on")


def opens_a_day(one: Reader, world: World, titles: Mapping[str, str], on: date) -> str:
    """A campaign and a day of it, open to pledges; gives the address of its public page."""
    words, campaign = one.words, f"Quitter X, {titles['fr']}"
    languages = (("fr", words("in French")), ("en", words("in English")))
    one.open("exit_days")
    one.follow("Sign in")
    one.fill("E-mail address", CAMILLE)
    one.fill("Password", PASSWORD)
    one.press("Sign in")
    one.fill("Code of your generator", world.code.at(world.clock()))
    one.press("Go on")
    making = one.unfolds("Make a campaign")
    for _, name in languages:
        making.fill("Name, {language}", campaign, language=name)
    making.press("Make this campaign")
    one.sees(words("“{name}” is there. Now plan its first day.", name=campaign))
    planning = one.unfolds("Plan a day")
    planning.choose("Campaign", campaign)
    for language, name in languages:
        planning.fill("Name, {language}", titles[language], language=name)
    planning.date("Day", on)
    planning.fill("Hour; empty for the whole day", "10:00")
    planning.date("Last day for pledges", on - timedelta(days=7))
    planning.fill("Goal: institutions that leave", "3")
    planning.press("Plan this day")
    one.sees(words("Planned, as a draft that coordinators alone see. Open it once it is right."))
    one.press("Open it to pledges")
    one.sees(words("The day is open to pledges."))
    address = one.page.get_by_role("main").get_by_role("link", name=words("Public page"), exact=True).get_attribute("href")
    return f"{one.site}{address}"


def joins(one: Reader, address: str, name: str) -> None:
    """The owner of another institution, who is not signed in: from the public page, whose address somebody sent, to this very day in
    the dashboard. They share a browser, whose memory of the interface saves time, and nothing else.
    """
    one.page.context.clear_cookies()
    one.page.goto(address)
    one.follow("Commit an institution")
    one.sees(one.words("Do you speak for an institution?"))
    signs_in(one, email_of(name))
    one.sees(one.words("{name} has not pledged yet.", name=name))


def pledges(one: Reader, name: str, *named: str) -> None:
    """Make the pledge that stands in the form.

    :param named: whom its condition names.
    """
    words = one.words
    said = words("in any case")
    if named:
        asked = words.plural("{names} leaves", "{names} leave", len(named), names=", ".join(sorted(named)))
        said = words("if {condition}", condition=asked)
    one.press("Make this pledge")
    one.sees(words("Pledged: {name} leaves {condition}.", name=name, condition=said))


def waits(one: Reader) -> None:
    """The tipping point is not reached: Camille can only wait, or invite others."""
    one.page.reload()
    one.sees(one.words("The day can be confirmed once its goal is reached: those who would leave today are not enough."))
    expect(one.page.get_by_role("button", name=one.words("Confirm the day"))).to_have_count(0)


def confirms(one: Reader, n: int) -> None:
    """It is crossed, as she sees once she looks again: all would leave, since each one does."""
    one.page.reload()
    expect(one.page.locator("table.pledges").get_by_text(one.words("would leave"), exact=True)).to_have_count(n)
    one.press("Confirm the day")
    one.sees(one.words.plural("The day is confirmed: {n} institution leaves.", "The day is confirmed: {n} institutions leave.", n))


def looks(one: Reader, address: str, heading: str, *, names: Collection[str] = (), but: Collection[str] = ()) -> None:
    """On the public page: what it says, whom it names, and whom not."""
    one.page.goto(address)
    one.page.reload()  # it may be a minute old
    one.reads(heading)
    for name in names:
        expect(one.page.get_by_role("main").get_by_role("link", name=name)).to_be_visible()
    for name in but:
        expect(one.page.get_by_text(name)).to_have_count(0)


def prepares(one: Reader, name: str, title: str) -> None:
    """What is due is on the page of the institution, and is ticked on the checklist to which that leads."""
    words, task = one.words, one.words.term(Task.PIN_ANNOUNCEMENT)
    one.open("my_organisation")
    signs_in(one, email_of(name))
    one.sees(words.beginning(task))
    one.follow("Checklist: {name}", name=title)
    one.page.get_by_text(task).click()
    one.sees(words("Done: {task}.", task=task))


def departs(one: Reader, name: str, on: date, source: str = "") -> None:
    """Log the departure, from the page of the institution."""
    words = one.words
    one.open("my_organisation")
    signs_in(one, email_of(name))
    one.follow("Log it")
    one.choose("Step", words.term(Status.DEPARTED))
    one.date("Date", on)
    one.fill("Source: an address or a few words; empty if the institution itself says it", source)
    one.press("Log this step")
    one.sees(words("Logged: {status}, {day}.", status=words.term(Status.DEPARTED), day=on))


def follows_on_the_big_screen(one: Reader, address: str, who: str, left: int, n: int) -> None:
    """On the day itself: how many have left."""
    words = one.words
    one.page.goto(address)
    one.follow("Big screen for the day")
    one.reads(words.plural("{who} leaves {network} today", "{who} leave {network} together today", n, who=who, network=Network.X))
    one.sees(words("{n} of {all}", n=left, all=n))


def finds_who_kept(one: Reader, address: str, kept: Mapping[str, Kept], evidence: str) -> None:
    """Afterwards: what became of each pledge, and on what that rests."""
    one.page.goto(address)
    one.page.reload()
    _, *rows = one.table("table.followed")
    assert {row[0]: row[1] for row in rows} == {name: one.words.beginning(one.words.term(found)) for name, found in kept.items()}
    expect(one.page.locator(f'table.followed a[href="{evidence}"]')).to_be_visible()
