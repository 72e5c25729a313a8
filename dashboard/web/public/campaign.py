"""Everybody who leaves one network: the whole movement on one page, and a page a month for its list."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta

from dashboard.campaign_addresses import CampaignView, parse_campaign
from dashboard.config import LANGUAGES
from dashboard.domain.organisations import Kind
from dashboard.i18n import Words
from dashboard.presenters import leaving, movement
from dashboard.public_addresses import CAMPAIGN, organisation
from dashboard.services.read_leaving import Leaving, read_leaving, read_undated
from dashboard.services.views import Overview
from dashboard.web.public import everybody, movement_charts
from dashboard.web.public.citation import page_citation
from dashboard.web.public.document import Document
from dashboard.web.public.facts import item_list, web_page
from dashboard.web.public.page import Head, public_page
from dashboard.web.public.resource import Resource, in_both
from dashboard.web.public.shown import overview
from dashboard.web.public.site import Site, words_of

PER_PAGE = 120
"""Rows of a page: it stays under 150 kB with the longest names."""
HERE = 60
"""Of the newest departures, and of each other list, on the page of the whole movement."""


def _whole(site: Site, places: Mapping[str, str]) -> Document:
    language, db, today = places["language"], site.essaim.db, site.today
    words = words_of(language)
    found = overview(site)
    newest = read_leaving(db, date.min, today, today=today, newest_first=True, limit=HERE)
    coming = read_leaving(db, today + timedelta(days=1), date.max, today=today, limit=HERE)
    undated = read_undated(db, today=today, limit=HERE)
    head = Head(
        words(CAMPAIGN.title),
        words(CAMPAIGN.about),
        CAMPAIGN.address,
        card=f"{CAMPAIGN.address(language)}card.png",
        card_text=words(CAMPAIGN.title),
        facts=web_page(site, words, CAMPAIGN),
    )
    return public_page(
        site,
        language,
        "campaign",
        head,
        fictional=everybody.fictional(site),
        found=found,
        title=movement.headline(words, found),
        lede=movement.lede(words, found),
        by_kind=[(words.term(Kind(kind)), n) for kind, n in found.by_kind],
        chart_shown=movement_charts.departures(site, words, found) if found.departures else None,
        newest=leaving.by_month(_rows(site, words, newest)),
        coming=_rows(site, words, coming),
        undated=_rows(site, words, undated),
        months=[(one.first, leaving.counts(words, one)) for one in _months(found, site)],
        all_undated=site.link(CampaignView(undated=True).address(language)),
        here=HERE,
        read_at=found.read_at,
        citation=page_citation(site, words, movement.headline(words, found), found.read_at, CAMPAIGN.address(language)),
        address_of=lambda first: site.link(CampaignView(first).address(language)),
    )


def _part(site: Site, places: Mapping[str, str]) -> Document | None:
    language = places["language"]
    words = words_of(language)
    view = parse_campaign(places["path"])
    if view is None or view == CampaignView():
        return None
    found = overview(site)
    month = next((one for one in _months(found, site) if one.first == view.month), None)
    total = found.announced if view.undated else month.total if month else 0
    offset = (view.page - 1) * PER_PAGE
    if offset >= max(total, 1) or (month is None and not view.undated):
        return None
    shown = _read(site, month, offset)
    if view.undated:
        title = words("Departures from X announced without a date")
    else:
        title = words("Departures from X in {month}", month=words.date(view.month, "whole month")) if view.month else ""
    pages = -(-total // PER_PAGE)
    part = words("page {n} of {total}", n=view.page, total=pages) if pages > 1 else ""
    head = Head(
        f"{title}, {part}" if part else title,
        words("Every institution with its day, and its source where there is one: {n}.", n=total),
        view.address,
        card=f"{CAMPAIGN.address(language)}card.png",
        card_text=title,
        facts=item_list(site, words, title, [(one.standing.name, organisation(language, one.standing.slug)) for one in shown]),
    )
    return public_page(
        site,
        language,
        "campaign_part",
        head,
        fictional=everybody.fictional(site),
        title=title,
        part=part,
        lede=leaving.counts(words, month) if month else "",
        rows=_rows(site, words, shown),
        before=_page(site, view, language, -1) if view.page > 1 else "",
        after=_page(site, view, language, 1) if view.page < pages else "",
        neighbours=_neighbours(site, words, view, found),
        campaign=CAMPAIGN,
    )


def _read(site: Site, month: leaving.Month | None, offset: int) -> list[Leaving]:
    """The rows of one page: of a month, or of those without a day."""

    def read(offset: int, limit: int) -> list[Leaving]:
        if month is None:
            return read_undated(site.essaim.db, today=site.today, offset=offset, limit=limit)
        return read_leaving(site.essaim.db, month.first, month.last, today=site.today, offset=offset, limit=limit)

    if site.memory is None:
        return read(offset, PER_PAGE)
    # For every page of a month the database would sort all of it.
    return site.once(("campaign", month), lambda: read(0, 10**9))[offset : offset + PER_PAGE]


def _months(found: Overview, site: Site) -> list[leaving.Month]:
    return site.once(("months",), lambda: leaving.months(found, site.today))


def _rows(site: Site, words: Words, shown: Sequence[Leaving]) -> list[leaving.LeavingRow]:
    return leaving.rows(words, shown, lambda slug: site.link(organisation(words.language, slug)), site.today)


def _page(site: Site, view: CampaignView, language: str, step: int) -> str:
    return site.link(CampaignView(view.month, view.undated, view.page + step).address(language))


def _neighbours(site: Site, words: Words, view: CampaignView, found: Overview) -> list[tuple[str, str]]:
    """The month before and the one after among those in which somebody leaves, oldest first."""
    if view.month is None:
        return []
    known = sorted(one.first for one in _months(found, site))
    at = known.index(view.month)
    beside = [known[place] for place in (at - 1, at + 1) if 0 <= place < len(known)]
    return [(words.date(first, "whole month"), site.link(CampaignView(first).address(words.language))) for first in beside]


def _parts(site: Site) -> Iterable[str]:
    found = overview(site)
    lists = [(CampaignView(one.first), one.total) for one in _months(found, site)]
    lists += [(CampaignView(undated=True), found.announced)] if found.announced else []
    for view, total in lists:
        for page in range(1, -(-total // PER_PAGE) + 1):
            for language in LANGUAGES:
                yield CampaignView(view.month, view.undated, page).address(language)


RESOURCES: tuple[Resource, ...] = (
    Resource("/{language}/campaigns/x/", _whole, in_both(CAMPAIGN.address), pages_of="movement"),
    Resource("/{language}/campaigns/x/{path:path}", _part, _parts, pages_of="movement"),
)
