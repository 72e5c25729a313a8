"""What search engines read first: the map of the site, and what they need not read."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from xml.sax.saxutils import escape

from dashboard.addresses import ACCOUNT, DASHBOARD, SIGN_IN
from dashboard.config import LANGUAGES
from dashboard.directory_addresses import CHOSEN
from dashboard.domain.views import ChartName
from dashboard.exit_day_addresses import EXIT_DAYS
from dashboard.public_addresses import LEADERBOARD, ChartView, chart, parse_board, parse_chart, split_language
from dashboard.services.read_days import read_days
from dashboard.web.public.board import canonical
from dashboard.web.public.document import TEXT, XML, Document, text
from dashboard.web.public.resource import Resource
from dashboard.web.public.site import Site

SITEMAP, PART, ROBOTS = "/sitemap.xml", "/sitemap-{number}.xml", "/robots.txt"
MOST = 20_000
"""Addresses of one file: half of what the protocol allows, since each of them stands there with both languages (50 MB at most)."""
CLOSED = (f"/{DASHBOARD}/_stcore/", f"/{DASHBOARD}/component/", SIGN_IN, ACCOUNT, "/bring/", "/set-up", "/invitation", "/sign-out")
"""Where nothing is to be found: doors of the dashboard, and pages for those who work here."""
PAGES = ("pages",)
"""Under what a published copy remembers them."""
_ANYBODYS = tuple(f"{name.value}/" for name in (ChartName.TRANSFER, ChartName.COMPARISON))
"""Charts that are no page of their own: that of one institution is on its page, and a comparison is anybody's choice."""
_NAMESPACES = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:xhtml="http://www.w3.org/1999/xhtml"'


def listed(path: str) -> bool:
    """Whether an address is a page of its own: neither a file nor another view of one that is listed."""
    split = split_language(path) if path.endswith("/") else None
    return split is not None and _listed(split[1])


def _listed(page: str) -> bool:
    place, _, rest = page.partition("/")
    if place == "charts":
        if rest.startswith(_ANYBODYS):
            return False
        found = parse_chart(rest)
        return found is not None and found[0] in (chart(ChartName.DEPARTURES), chart(ChartName.RECOVERY), *_curve(found[0]))
    if place == "organisations":
        return rest.count("/") <= 1 or rest.startswith(CHOSEN)
    if place == EXIT_DAYS.path:
        return not rest.endswith("/screen/")
    if place == LEADERBOARD.path:
        view = parse_board(rest)
        return view is not None and canonical(view) == view
    return place != "views"


def _curve(view: ChartView) -> Sequence[ChartView]:
    return [chart(view.chart, *view.subject)] if view.chart in (ChartName.TIPPING, ChartName.TOGETHER) else []


def pages(site: Site) -> list[str]:
    """Every page that a search engine may list, by what follows its language, once each."""
    return site.once(PAGES, lambda: _pages(site))


def _pages(site: Site) -> list[str]:
    from dashboard.web.public.resources import RESOURCES

    # What is asked for by each kind of page, the names of all organisations above all, is read once for all of them.
    asked = site if site.memory is not None else replace(site, memory={})
    found = (path for resource in RESOURCES if resource not in _OURS for path in resource.held(asked) if path.endswith("/"))
    known = dict.fromkeys(split[1] for path in found if (split := split_language(path)))
    return [page for page in known if _listed(page)]


def _sitemap(site: Site, _: Mapping[str, str]) -> Document:
    found = pages(site)
    if len(found) * len(LANGUAGES) <= MOST:
        return text(_urls(site, found), XML)
    entries = "".join(f"<sitemap><loc>{_said(site, _part(n))}</loc></sitemap>" for n in range(1, len(_cut(found)) + 1))
    return text(f'<?xml version="1.0" encoding="UTF-8"?>\n<sitemapindex {_NAMESPACES.split(" ")[0]}>{entries}</sitemapindex>\n', XML)


def _one_part(site: Site, places: Mapping[str, str]) -> Document | None:
    parts = _cut(pages(site))
    number = places["number"]
    if len(parts) < 2 or not re.fullmatch("[1-9][0-9]{0,4}", number) or int(number) > len(parts):
        return None
    return text(_urls(site, parts[int(number) - 1]), XML)


def _cut(found: Sequence[str]) -> list[Sequence[str]]:
    step = MOST // len(LANGUAGES)
    return [found[start : start + step] for start in range(0, len(found), step)]


def _urls(site: Site, found: Iterable[str]) -> str:
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<urlset {_NAMESPACES}>\n{"".join(_entries(site, found))}</urlset>\n'


def _entries(site: Site, found: Iterable[str]) -> Iterator[str]:
    days = read_days(site.essaim.db)
    newest = max(days.values(), default=None)
    for rest in found:
        day = _day(rest, days, newest)
        changed = f"<lastmod>{day}</lastmod>" if day else ""
        paths = {language: _said(site, f"/{language}/{rest}") for language in LANGUAGES}
        alternates = "".join(f'<xhtml:link rel="alternate" hreflang="{one}" href="{path}"/>' for one, path in paths.items())
        yield from (f"<url><loc>{path}</loc>{changed}{alternates}</url>\n" for path in paths.values())


def _day(rest: str, days: Mapping[str, date], newest: date | None) -> date | None:
    """Of which day a page is, where that is known: its figures were last read then."""
    place, _, slug = rest.partition("/")
    if place == "organisations":
        return days.get(slug.rstrip("/"))
    return newest if place in ("", LEADERBOARD.path, "charts") else None


def _said(site: Site, path: str) -> str:
    return escape(site.absolute(path), {'"': "&quot;"})


def _part(number: int) -> str:
    return PART.format(number=number)


def _robots(site: Site, _: Mapping[str, str]) -> Document:
    closed = "".join(f"Disallow: {site.link(path)}\n" for path in CLOSED) if site.live else ""
    return text(f"User-agent: *\n{closed}Allow: /\n\nSitemap: {site.absolute(SITEMAP)}\n", TEXT)


def _parts(site: Site) -> Iterable[str]:
    parts = _cut(pages(site))
    return [_part(number) for number in range(1, len(parts) + 1)] if len(parts) > 1 else []


_OURS = (
    Resource(SITEMAP, _sitemap, lambda _: [SITEMAP]),
    Resource(PART, _one_part, _parts),
    Resource(ROBOTS, _robots, lambda _: [ROBOTS]),
)
RESOURCES: tuple[Resource, ...] = _OURS
