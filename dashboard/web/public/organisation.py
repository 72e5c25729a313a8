"""An organisation's page, one a way of looking at its chart."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from dashboard.comparison_addresses import choosing
from dashboard.config import LANGUAGES
from dashboard.domain.views import ChartName, Measure, TimeAxis
from dashboard.i18n import Words
from dashboard.presenters import organisation_parts, what_happened
from dashboard.presenters.posts_before import posts_before
from dashboard.presenters.proof_words import account_proof
from dashboard.presenters.readings import readings, rows_shown
from dashboard.public_addresses import ChartView, chart, organisation, parse_organisation
from dashboard.services.exit_days.of_organisation import read_days_of
from dashboard.services.exit_days.read import ExitDay
from dashboard.services.read_posts import read_posts
from dashboard.services.read_proofs import read_proofs
from dashboard.web.public import exit_days
from dashboard.web.public.beside_part import beside_part
from dashboard.web.public.chart_part import chart_alternates, chart_part
from dashboard.web.public.document import ATOM, Document, moved
from dashboard.web.public.organisation_facts import organisation_facts
from dashboard.web.public.page import Head, public_page
from dashboard.web.public.resource import Resource
from dashboard.web.public.shown import every_slug, organisation_view, shown_transfer
from dashboard.web.public.shown_chart import ShownTransfer
from dashboard.web.public.site import Site, words_of
from dashboard.web.public.snippets import snippets


def _page(site: Site, places: Mapping[str, str]) -> Document | None:
    language, slug = places["language"], places["slug"]
    chosen = places.get("view", "")
    view = parse_organisation(slug, chosen)
    if view is None:
        whole = parse_organisation(slug, f"{chosen}/")
        return moved(site.link(whole.of_organisation(language))) if whole else None
    words, db, today = words_of(language), site.essaim.db, site.today
    one, found = shown_transfer(site, words, view), organisation_view(site, slug)
    proofs = site.once(("proofs", slug), lambda: read_proofs(db, [slug]))[slug]
    posts = site.once(("posts", slug), lambda: read_posts(db, slug, today=today))
    newest, older = readings(words, site.once(("rows shown", slug), lambda: rows_shown(one.rows, few=True)))
    lede = organisation_parts.lede(words, found)
    return public_page(
        site,
        language,
        "organisation",
        _head(site, words, one, f"{one.sentence}. {lede}".strip()),
        modified=one.read_at,
        fictional=one.fictional,
        kicker=organisation_parts.kicker(words, found.organisation, proofs),
        title=one.sentence,
        lede=lede,
        chart=chart_part(site, words, one, lambda other: other.of_organisation(language), on_its_own=False),
        key_figures=organisation_parts.key_figures(words, found, today),
        posts=posts_before(words, posts),
        exit_days=[exit_days.line(site, words, day) for day in _days(site, slug)],
        beside=beside_part(site, words, found.organisation),
        compares=choosing(language) if found.standing.missing is None and site.has(choosing(language)) else "",
        slug=slug,
        signs_shown=snippets(site, words, found),
        happened=what_happened.events(words, found, today),
        accounts=[(account, account_proof(words, account)) for account in (each.account for each in found.series)],
        newest=newest,
        older=older,
    )


def _days(site: Site, slug: str) -> Sequence[ExitDay]:
    """The confirmed exit days to which it is bound."""
    return site.once(("days of", slug), lambda: read_days_of(site.essaim.db, slug))


def _head(site: Site, words: Words, one: ShownTransfer, about: str) -> Head:
    view, language = one.view, words.language
    slug = view.subject[0]
    card, feed = organisation(language, slug, "card.png"), organisation(language, slug, "feed.atom")
    feeds = ((ATOM.partition(";")[0], feed, words("Atom feed")),) if site.has(feed) else ()
    return Head(
        one.sentence,
        about,
        view.of_organisation,
        card=card if site.has(card) else "",
        card_text=one.sentence,
        facts=organisation_facts(site, words, one),
        alternates=chart_alternates(site, words, view) + feeds,
        canonical=organisation(language, slug),
    )


def _views(site: Site) -> Iterable[str]:
    """The first view of each organisation's page; the others where the copy holds them all."""
    for slug in every_slug(site):
        for language in LANGUAGES:
            for view in views(slug) if site.every_view else [chart(ChartName.TRANSFER, slug)]:
                yield view.of_organisation(language)


def views(slug: str) -> list[ChartView]:
    """Every way of looking at one organisation's chart, whatever its ground."""
    first = chart(ChartName.TRANSFER, slug)
    return [replace(first, measure=measure, axis=axis) for measure in Measure for axis in TimeAxis]


RESOURCES: tuple[Resource, ...] = (
    Resource("/{language}/organisations/{slug}/", _page, _views),
    Resource("/{language}/organisations/{slug}/{view:path}", _page),
)
