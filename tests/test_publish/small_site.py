"""A site of a few kinds of addresses, whose answers rest on the register alone: what publishing does is then easy to see."""

from collections.abc import Iterable, Mapping

from dashboard.config import LANGUAGES
from dashboard.domain.errors import NotFound
from dashboard.services.read_organisation import list_organisations, read_organisation
from dashboard.web.public.document import CSV, PNG, Document, text
from dashboard.web.public.resource import Addresses, Resource, in_both
from dashboard.web.public.site import Site


def _home(site: Site, places: Mapping[str, str]) -> Document:
    return text(f"{places['language']} {site.base}: " + ", ".join(one.name for one in list_organisations(site.essaim.db)))


def _about(_: Site, places: Mapping[str, str]) -> Document:
    return text(f"{places['language']}, always the same")


def _organisation(site: Site, places: Mapping[str, str]) -> Document:
    return text(f"{places['language']} {places['slug']}: {_figures(site, places['slug'])}")


def _csv(site: Site, places: Mapping[str, str]) -> Document:
    return text("".join(f"{one}\n" for one in _figures(site, places["slug"])), CSV)


def _card(site: Site, places: Mapping[str, str]) -> Document:
    # As on cards, the figure is rounded: a small change is not seen.
    width = sum(_figures(site, places["slug"])) // 1_000
    svg = f'<svg xmlns="http://www.w3.org/2000/svg" width="200" height="9"><rect width="{width}" height="9"/></svg>'
    return Document(site.draw(svg, zoom=2), PNG)


def _gone(_: Site, __: Mapping[str, str]) -> Document:
    raise NotFound("It was merged into another one meanwhile.")


def _figures(site: Site, slug: str) -> list[int]:
    def read() -> list[int]:
        found = read_organisation(site.essaim.db, slug, today=site.today, holding=site.essaim.holding)
        return [figure.followers for each in found.series for figure in each.figures]

    return site.once(slug, read)


def _of_each(file: str) -> Addresses:
    def addresses(site: Site) -> Iterable[str]:
        slugs = [one.slug for one in list_organisations(site.essaim.db)]
        return [f"/{language}/organisations/{slug}/{file}" for slug in slugs for language in LANGUAGES]

    return addresses


def _in_both(path: str) -> Addresses:
    return in_both(lambda language: f"/{language}/{path}")


EACH = "/{language}/organisations/{slug}/"
RESOURCES = (
    Resource("/{language}/", _home, _in_both("")),
    Resource("/{language}/about/", _about, _in_both("about/")),
    Resource("/{language}/gone/", _gone, _in_both("gone/")),
    Resource(EACH, _organisation, _of_each("")),
    Resource(EACH + "figures.csv", _csv, _of_each("figures.csv")),
    Resource(EACH + "card.png", _card, _of_each("card.png"), drawn_once=True),
)
