"""What stands around an institution: its rank with the way to it, those like it, and the comparisons that are one link away."""

from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from dashboard.domain.leaderboard import DEFAULT_AGE
from dashboard.domain.organisations import Kind, Organisation
from dashboard.domain.shared_views import MOST_COMPARED
from dashboard.domain.views import ChartName
from dashboard.i18n import Words
from dashboard.presenters.board_words import Movement, moved_by
from dashboard.public_addresses import BoardView, chart, organisation
from dashboard.services.read_beside import MOST, Beside, read_beside
from dashboard.web.public.shown_chart import Shown
from dashboard.web.public.site import Site


class Neighbour(NamedTuple):
    """One that is like it; ``compare``: where both are on one chart, or empty where this site has no such chart."""

    name: str
    href: str
    compare: str


class BesidePart(NamedTuple):
    """Ready for the template.

    :param rank: a sentence, or empty without a rank; ``board``: the page of the leaderboard with it, or empty.
    :param movement: since ``since``, a sentence part; None where nothing is known of it.
    :param like: what they have in common; ``all_of_them``: all on one chart, or empty.
    """

    rank: str
    board: str
    movement: Movement | None
    since: str
    like: str
    neighbours: Sequence[Neighbour]
    all_of_them: str


def beside(site: Site, slug: str, kind: Kind) -> Beside | None:
    """Where one organisation stands among those of its kind, and which ones are like it: read for the whole kind."""
    if site.beside is not None:
        return site.beside.get(slug)
    essaim = site.essaim
    key = (kind, site.today, essaim.changes.count)
    return essaim.beside.find(key, lambda: read_beside(essaim.db, today=site.today, kind=kind)).get(slug)


def beside_part(site: Site, words: Words, one: Organisation) -> BesidePart | None:
    """None where there is neither a rank nor anybody like it."""
    found = beside(site, one.slug, one.kind)
    if found is None or not (found.place or found.like):
        return None
    place, slugs = found.place, [other.slug for other in found.like]
    return BesidePart(
        rank=_rank(words, found),
        board=_board(site, words, found) if place else "",
        movement=moved_by(words, place.risen) if place and place.risen is not None else None,
        since=words("Since {day}:", day=words.date(found.since, "short")) if found.since else "",
        like=_like(words, found),
        neighbours=[
            Neighbour(other.name, site.link(organisation(words.language, other.slug)), compared(site, words, one.slug, other.slug))
            for other in found.like
        ],
        all_of_them=compared(site, words, one.slug, *slugs[: MOST_COMPARED - 1]) if len(slugs) > 1 else "",
    )


def compared(site: Site, words: Words, *slugs: str) -> str:
    """The link to a chart of several; empty where this site has none."""
    address = site.once(("compared", slugs), lambda: chart(ChartName.COMPARISON, *slugs)).address(words.language)
    return site.link(address) if site.has(address) else ""


def _rank(words: Words, found: Beside) -> str:
    place = found.place
    if place is None:
        return ""
    told = {"n": place.of, "kind": words.term(found.kind), "age": DEFAULT_AGE}
    if place.best == place.worst:
        return words("Rank {rank} of {n} certified ({kind}), {age} days after leaving X", rank=place.rank, **told)
    band = words("{low} to {high}", low=place.best, high=place.worst)
    return words("Rank {rank} ({band}) of {n} certified ({kind}), {age} days after leaving X", rank=place.rank, band=band, **told)


def _board(site: Site, words: Words, found: Beside) -> str:
    pages = (BoardView(kind=found.kind, page=found.page), BoardView(kind=found.kind))
    return next((site.link(path) for one in pages if site.has(path := one.address(words.language))), "")


def _like(words: Words, found: Beside) -> str:
    kind = words.term(found.kind)
    if found.size_class is None:
        return words("Of the same kind ({kind}), having left X, {most} at most.", kind=kind, most=MOST)
    return words(
        "Of the same kind and size ({kind}, {size}), having left X; the nearest in size first, {most} at most.",
        kind=kind,
        size=found.size_class,
        most=MOST,
    )


def others(site: Site, words: Words, one: Shown) -> Sequence[tuple[str, str, str]]:
    """What a comparison may become: (what the link does, the name, the link), for each one that may be left out or added."""
    view, shown = one.view, one.view.subject
    found = []
    if len(shown) > 1:
        for each in one.organisations:
            rest = tuple(slug for slug in shown if slug != each.organisation.slug)
            found.append((words("Leave out"), each.organisation.name, replace(view, subject=rest)))
    first = one.organisations[0].organisation
    near = beside(site, first.slug, first.kind)
    if near and len(shown) < MOST_COMPARED:
        new = (other for other in near.like if other.slug not in shown)
        found += [(words("Add"), other.name, replace(view, subject=(*shown, other.slug))) for other in new]
    paths = ((what, name, to.address(words.language)) for what, name, to in found)
    return [(what, name, site.link(path)) for what, name, path in paths if site.has(path)]
