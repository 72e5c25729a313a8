"""The home page: who left, combined audience, the curve of the movement, what comes next."""

from collections.abc import Mapping
from datetime import date

from dashboard.directory_addresses import INSTITUTIONS, finding
from dashboard.exit_day_addresses import EXIT_DAYS
from dashboard.i18n import Words
from dashboard.presenters import leaving, movement
from dashboard.presenters.exit_days import COMING, phase
from dashboard.public_addresses import CAMPAIGN, DATA, HOME, LEADERBOARD, METHODOLOGY, organisation, site_card
from dashboard.services.read_leaving import read_leaving
from dashboard.services.views import Overview
from dashboard.web.public import everybody, exit_days, movement_charts
from dashboard.web.public.citation import page_citation
from dashboard.web.public.document import ATOM, Document
from dashboard.web.public.exit_day_shown import every_day
from dashboard.web.public.facts import website
from dashboard.web.public.page import Head, public_page
from dashboard.web.public.resource import Resource, in_both
from dashboard.web.public.shown import overview
from dashboard.web.public.site import Site, words_of

NEWEST = 6
"""Of the departures that have come."""


def _home(site: Site, places: Mapping[str, str]) -> Document:
    language, db = places["language"], site.essaim.db
    words = words_of(language)
    found = overview(site)
    newest = read_leaving(db, date.min, site.today, today=site.today, newest_first=True, limit=NEWEST)

    def link(slug: str) -> str:
        return site.link(organisation(language, slug))

    return public_page(
        site,
        language,
        "home",
        _head(site, words, found),
        fictional=everybody.fictional(site),
        title=_title(words, found),
        lede=movement.lede(words, found) if found.organisations else words(HOME.about),
        figures=movement.key_figures(words, found) if found.left else [],
        by_kind=movement.by_kind(words, found) if found.by_kind else "",
        departures=movement_charts.departures(site, words, found) if found.departures else None,
        coming=movement.next_events(words, found, link),
        exit_day=_next_day(site, words),
        exit_days=EXIT_DAYS,
        newest=leaving.rows(words, newest, link, site.today),
        recovery=movement_charts.recovery(site, words, found) if found.recovery else None,
        read_at=found.read_at,
        citation=page_citation(site, words, _title(words, found), found.read_at, HOME.address(language)),
        institutions=INSTITUTIONS,
        finding=finding(language) if found.organisations and site.has(finding(language)) else "",
        campaign=CAMPAIGN,
        leaderboard=LEADERBOARD,
        data=DATA,
        methodology=METHODOLOGY,
    )


def _next_day(site: Site, words: Words) -> dict[str, object] | None:
    """The next exit day that takes place, or may."""
    coming = (day for day in every_day(site) if phase(day, site.today) in COMING)
    return next((exit_days.row(site, words, day) for day in coming), None)


def _title(words: Words, found: Overview) -> str:
    return movement.headline(words, found) if found.organisations else words("Leave together, and see who follows")


def _head(site: Site, words: Words, found: Overview) -> Head:
    about, feed = words(HOME.about), f"{HOME.address(words.language)}feed.atom"
    return Head(
        title=_title(words, found),
        about=about,
        address=HOME.address,
        card=site_card(words.language),
        card_text=_title(words, found),
        facts=website(site, words, about),
        alternates=((ATOM.partition(";")[0], feed, words("Atom feed")),) if site.has(feed) else (),
    )


RESOURCES: tuple[Resource, ...] = (Resource("/{language}/", _home, in_both(HOME.address)),)
