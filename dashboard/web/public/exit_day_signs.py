"""The cards of exit days: what stands where one of their pages is shared."""

from collections.abc import Iterable, Mapping

from dashboard.config import LANGUAGES
from dashboard.exit_day_addresses import EXIT_DAYS, exit_day
from dashboard.i18n import Words
from dashboard.presenters import exit_days as said
from dashboard.presenters.signs import Bar, Card
from dashboard.web.public.cards import card_svg
from dashboard.web.public.document import PNG, Document
from dashboard.web.public.exit_day_shown import ShownDay, every_day, headline, shown_day
from dashboard.web.public.resource import Resource, in_both
from dashboard.web.public.site import Site, words_of

MOST = 4


def _one(site: Site, places: Mapping[str, str]) -> Document:
    words, one = words_of(places["language"]), shown_day(site, places["slug"])
    plan = one.day.plan
    when = " ".join(filter(None, [words.date(plan.on), said.hour(words, plan)]))
    card = Card(
        kicker=plan.titles[words.language],
        beside=said.state(words, one.day, site.today),
        headline=headline(words, one, site),
        bars=[Bar(words("Exit day"), when), *_goal(words, one)],
        read_on=None,
        fictional=one.day.campaign.fictional,
    )
    return _drawn(site, words, card, exit_day(words.language, one.day.slug))


def _goal(words: Words, one: ShownDay) -> list[Bar]:
    """How far the goal is; nothing where the number of those who go is not told."""
    goal = one.day.plan.goal.needed
    if one.going is None or one.phase in (said.Phase.CANCELLED, said.Phase.LAPSED):
        return []
    if one.phase in (said.Phase.OPEN, said.Phase.CLOSED):
        value = words("{n} of {all} wanted", n=one.going, all=goal)
        return [Bar(words("Would go today"), value, low=min(1.0, one.going / goal))]
    bound = one.bound
    return [Bar(words("Have left"), words("{n} of {all}", n=bound.left, all=bound.n), low=bound.left / max(1, bound.n))]


def _all(site: Site, places: Mapping[str, str]) -> Document:
    words = words_of(places["language"])
    coming = [day for day in every_day(site) if said.phase(day, site.today) in said.COMING][:MOST]
    card = Card(
        kicker=words("Leaving together"),
        beside="",
        headline=headline(words, shown_day(site, coming[0].slug), site) if coming else words(EXIT_DAYS.about),
        bars=[Bar(day.plan.titles[words.language], said.countdown(words, day.plan.on, site.today)) for day in coming],
        read_on=None,
        fictional=any(day.campaign.fictional for day in coming),
    )
    return _drawn(site, words, card, EXIT_DAYS.address(words.language))


def _drawn(site: Site, words: Words, card: Card, path: str) -> Document:
    address = site.absolute(path).partition("://")[2].rstrip("/")
    return Document(site.draw(card_svg(words, card, address)), PNG)


def _cards(site: Site) -> Iterable[str]:
    return [exit_day(language, day.slug, "card.png") for day in every_day(site) for language in LANGUAGES]


RESOURCES = (
    Resource("/{language}/exit-days/card.png", _all, in_both(lambda language: f"{EXIT_DAYS.address(language)}card.png"), drawn_once=True),
    Resource("/{language}/exit-days/{slug}/card.png", _one, _cards, drawn_once=True),
)
