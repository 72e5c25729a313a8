"""What leads from the pages of exit days to calendars, feeds, files and the dashboard. Only what the site holds is linked."""

from collections.abc import Mapping, Sequence

from dashboard import addresses
from dashboard.domain.exit_days.pack import PackSector
from dashboard.domain.organisations import Kind
from dashboard.exit_day_addresses import (
    EXIT_DAYS,
    all_calendar,
    day_follows,
    exit_day,
    exit_day_calendar,
    exit_day_embed,
    exit_day_screen,
    sector_follows,
)
from dashboard.i18n import Words
from dashboard.presenters.calendar_links import add, subscribe
from dashboard.presenters.exit_days import Phase
from dashboard.presenters.pledging.invitation import invitation
from dashboard.presenters.starter_pack import KINDS
from dashboard.services.exit_days.read import ExitDay
from dashboard.services.exit_days.starter_pack_links import read_pages, read_pages_of_kinds
from dashboard.web.public import follow
from dashboard.web.public.document import ATOM
from dashboard.web.public.exit_day_shown import ShownDay
from dashboard.web.public.site import Site

FEED = "feed.atom"
Links = Sequence[tuple[str, str]]
"""(name, address), the address ready for a page."""


def calendars(site: Site, words: Words, day: ExitDay | None = None) -> Links:
    """One day as a file, or the calendar of all of them; and how to subscribe to it."""
    language, everything = words.language, all_calendar(words.language)
    found = []
    if day is not None and site.has(file := exit_day_calendar(language, day.slug)):
        page = site.absolute(exit_day(language, day.slug))
        ways = add(words, day, page=page, file=site.absolute(file))
        found = [
            (words("Calendar file (.ics)"), site.link(file)),
            (words("Google Calendar"), ways.google),
            (words("Outlook"), ways.outlook),
        ]
    if site.has(everything):
        every = subscribe(site.absolute(everything), words(EXIT_DAYS.title))
        found.append((words("Subscribe to all exit days"), every.apple))
        if day is None:
            found += [(words("Google Calendar"), every.google), (words("Outlook"), every.outlook)]
    return found


def feeds(site: Site, words: Words) -> tuple[tuple[str, str, str], ...]:
    """The Atom feed, for the head of a page."""
    path = EXIT_DAYS.address(words.language) + FEED
    return ((ATOM.partition(";")[0], path, words("Atom feed of the exit days")),) if site.has(path) else ()


def of_all(site: Site, words: Words) -> Links:
    """What there is beside the page of all of them."""
    return [(name, site.link(path)) for _, path, name in feeds(site, words)]


def packs_of_kinds(site: Site) -> Mapping[Kind, Sequence[str]]:
    """Addresses of the starter packs of each kind, of those that were published."""
    return site.once(("starter packs",), lambda: read_pages_of_kinds(site.essaim.db))


def sectors(site: Site, words: Words) -> Links:
    """What follows all institutions of a kind at once, kind by kind."""
    lists = follow.of_sectors(site)
    packs = packs_of_kinds(site)
    found: list[tuple[str, str]] = []
    for kind in Kind:
        whom = words.beginning(words(KINDS[kind]))
        paths = [sector_follows(words.language, kind, at) for at in range(1, len(lists.get(kind, ())) + 1)]
        found += _parts(words, words("{whom} on Mastodon", whom=whom), [site.link(path) for path in paths if site.has(path)])
        found += _parts(words, words("{whom} on Bluesky", whom=whom), packs.get(kind, ()))
    return found


def of_day(site: Site, words: Words, one: ShownDay) -> Links:
    """What there is beside the page of a day."""
    language, slug = words.language, one.day.slug
    takes_place = one.phase not in (Phase.CANCELLED, Phase.LAPSED)
    found = [
        *([(words("Big screen for the day"), exit_day_screen(language, slug))] if takes_place else []),
        (words("Frame for other sites"), exit_day_embed(language, slug)),
        (words("Picture to share (PNG)"), exit_day(language, slug, "card.png")),
        (words("Atom feed of the exit days"), EXIT_DAYS.address(language) + FEED),
    ]
    lists = [day_follows(language, slug, at) for at in range(1, len(follow.of_day(site, slug)) + 1)]
    found += _parts(words, words("Follow them all on Mastodon (CSV)"), lists)
    packs = site.once(("starter packs", slug), lambda: read_pages(site.essaim.db, PackSector(day=slug)))
    on_bluesky = _parts(words, words("Follow them all on Bluesky (starter pack)"), packs)
    return [*((name, site.link(path)) for name, path in found if site.has(path)), *on_bluesky]


def _parts(words: Words, name: str, paths: Sequence[str]) -> Links:
    """The files, or packs, of one list, told apart where there are several."""
    if len(paths) == 1:
        return [(name, paths[0])]
    return [(words("{name}, part {n}", name=name, n=number), path) for number, path in enumerate(paths, 1)]


def invite(site: Site, words: Words, one: ShownDay) -> str:
    """Opens a mail program with an invitation to nobody yet; empty where pledges are not taken."""
    if one.phase is not Phase.OPEN:
        return ""
    page = site.absolute(exit_day(words.language, one.day.slug))
    return invitation(words, one.day, one.standing, one.bound, address=page, today=site.today, by_web=site.has_dashboard).mailto


def pledge(site: Site, language: str, one: ShownDay) -> str:
    """Where an institution pledges; empty where there is no dashboard, or pledges are not taken."""
    if one.phase is not Phase.OPEN or not site.has_dashboard:
        return ""
    return f"{site.dashboard}{addresses.EXIT_DAYS.address}?day={one.day.slug}&lang={language}"
