"""Exit days: the page of all of them, and a page of each."""

from collections.abc import Iterable, Mapping
from datetime import UTC
from typing import Any
from zoneinfo import ZoneInfo

from dashboard.config import LANGUAGES
from dashboard.domain.exit_days.days import State
from dashboard.domain.views import ChartName
from dashboard.exit_day_addresses import EXIT_DAYS, exit_day
from dashboard.i18n import Words
from dashboard.presenters import exit_day_parts as parts
from dashboard.presenters import exit_days as said
from dashboard.presenters.exit_days import BEFORE, COMING, Phase
from dashboard.presenters.pledging.kept import counts, followed
from dashboard.presenters.pledging.together import finding
from dashboard.public_addresses import METHODOLOGY, chart, organisation
from dashboard.services.exit_days.read import ExitDay
from dashboard.web.public import exit_day_embed, exit_day_links, movement_charts
from dashboard.web.public.document import Document
from dashboard.web.public.exit_day_dots import dots
from dashboard.web.public.exit_day_shown import ShownDay, every_day, headline, shown_day, together
from dashboard.web.public.facts import CONTEXT, item_list, publisher
from dashboard.web.public.page import Head, public_page
from dashboard.web.public.resource import Resource, in_both
from dashboard.web.public.shown import shown
from dashboard.web.public.site import Site, words_of

GROUPS = ((COMING, "coming"), ((Phase.OVER, Phase.LAPSED), "over"), ((Phase.CANCELLED,), "cancelled"))


def _all(site: Site, places: Mapping[str, str]) -> Document:
    language = places["language"]
    words, days = words_of(language), every_day(site)
    groups: dict[str, list[dict[str, object]]] = {"coming": [], "over": [], "cancelled": []}
    for day in days:
        at = said.phase(day, site.today)
        groups[next(name for phases, name in GROUPS if at in phases)].append(row(site, words, day))
    groups["over"].reverse()
    listed = [(day.plan.titles[language], exit_day(language, day.slug)) for day in days]
    head = Head(
        words(EXIT_DAYS.title),
        words(EXIT_DAYS.about),
        EXIT_DAYS.address,
        card=f"{EXIT_DAYS.address(language)}card.png",
        card_text=words(EXIT_DAYS.title),
        facts=item_list(site, words, words(EXIT_DAYS.title), listed),
        alternates=exit_day_links.feeds(site, words),
    )
    return public_page(
        site,
        language,
        "exit_days",
        head,
        fictional=any(day.campaign.fictional for day in days),
        about=words(EXIT_DAYS.about),
        calendars=exit_day_links.calendars(site, words),
        links=exit_day_links.of_all(site, words),
        sectors=exit_day_links.sectors(site, words),
        packs=any(exit_day_links.packs_of_kinds(site).values()),
        groups=groups,
    )


def row(site: Site, words: Words, day: ExitDay) -> dict[str, object]:
    """A day as a line of a list, with what there is to know of it."""
    return {**line(site, words, day), "found": headline(words, shown_day(site, day.slug), site)}


def line(site: Site, words: Words, day: ExitDay) -> dict[str, object]:
    """The same with what its own plan and steps say: whoever else pledges changes nothing in it."""
    return {
        "on": day.plan.on,
        "name": day.plan.titles[words.language],
        "href": site.link(exit_day(words.language, day.slug)),
        "countdown": said.countdown(words, day.plan.on, site.today) if day.state in (State.OPEN, State.CONFIRMED) else "",
        "note": said.state(words, day, site.today),
    }


def _one(site: Site, places: Mapping[str, str]) -> Document:
    language, slug = places["language"], places["slug"]
    words, one = words_of(language), shown_day(site, slug)
    day, plan, standing = one.day, one.day.plan, one.standing
    title = headline(words, one, site)
    lede = said.lede(words, day, standing, one.bound, site.today)
    hour = said.hour(words, plan)

    def link(of: str) -> str:
        return site.link(organisation(language, of))

    before = one.phase in BEFORE
    is_over = one.phase in (Phase.TODAY, Phase.OVER)
    swarm = parts.swarm(words, standing) if before else []
    return public_page(
        site,
        language,
        "exit_day",
        _head(site, words, one, title, lede),
        modified=None,
        fictional=day.campaign.fictional,
        one=one,
        named=plan.titles[language],
        state=said.state(words, day, site.today),
        title=title,
        lede=lede,
        told=said.paragraphs(plan, language),
        open_to=said.open_to(words, plan) if before else "",
        countdown=said.countdown(words, plan.on, site.today),
        starts_at=day.starts_at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        hour=hour,
        counts_down=one.phase in COMING,
        calendars=exit_day_links.calendars(site, words, day),
        pledge=exit_day_links.pledge(site, language, one),
        invite=exit_day_links.invite(site, words, one),
        figures=parts.progress(words, plan, standing, one.going) if before else [],
        swarm=swarm,
        dots=dots(swarm),
        curve=_curve(site, words, one) if before else None,
        wall=[parts.name(words, standing.named[key], link) for key in standing.wall.names if key in standing.named],
        unnamed=parts.unnamed(words, standing) if one.phase in COMING else "",
        apart=parts.apart(words, standing) if before else [],
        preparation=parts.preparation(words, plan, hour) if one.phase in COMING else [],
        counts=counts(words, one.held) if is_over else [],
        followed=followed(words, one.held, link, plan.network) if is_over else [],
        withdrawn=[each for each in followed(words, one.held, link, plan.network) if each.on] if one.phase is Phase.CONFIRMED else [],
        worth=finding(words, together(site, one)),
        compared=_compared(site, words, one),
        links=exit_day_links.of_day(site, words, one),
        code=exit_day_embed.code(site, language, slug, title),
        methodology=METHODOLOGY,
    )


def _head(site: Site, words: Words, one: ShownDay, title: str, lede: str) -> Head:
    language, slug = words.language, one.day.slug
    card, oembed = exit_day(language, slug, "card.png"), exit_day(language, slug, "oembed.json")
    embeds = (("application/json+oembed", oembed, words("Embed this exit day")),) if site.has(oembed) else ()
    return Head(
        words("{label}: {value}", label=one.day.plan.titles[language], value=f"{title[:1].lower()}{title[1:]}"),
        f"{title}. {lede}".strip(),
        lambda other: exit_day(other, slug),
        card=card if site.has(card) else "",
        card_text=title,
        facts=_event(site, words, one, lede),
        alternates=exit_day_links.feeds(site, words) + embeds,
    )


def _curve(site: Site, words: Words, one: ShownDay) -> movement_charts.Figure | None:
    if one.standing.tipping is None:
        return None
    return movement_charts.tipping(site, words, shown(site, words, chart(ChartName.TIPPING, one.day.slug)))


def _compared(site: Site, words: Words, one: ShownDay) -> movement_charts.Figure | None:
    if not together(site, one):
        return None
    return movement_charts.left_together(site, words, shown(site, words, chart(ChartName.TOGETHER, one.day.slug)))


def _event(site: Site, words: Words, one: ShownDay, lede: str) -> Mapping[str, Any]:
    """The day as schema.org knows events: held on the network, by the collective."""
    day, language = one.day, words.language
    address = site.absolute(exit_day(language, day.slug))
    starts = day.plan.on.isoformat() if day.plan.at is None else day.starts_at.astimezone(ZoneInfo(day.plan.zone)).isoformat()
    facts: dict[str, Any] = {
        "@context": CONTEXT,
        "@type": "Event",
        "name": day.plan.titles[language],
        "description": " ".join([lede, *said.paragraphs(day.plan, language)]).strip(),
        "url": address,
        "inLanguage": language,
        "startDate": starts,
        "endDate": day.plan.on.isoformat(),
        "eventStatus": f"{CONTEXT}/{'EventCancelled' if one.phase is Phase.CANCELLED else 'EventScheduled'}",
        "eventAttendanceMode": f"{CONTEXT}/OnlineEventAttendanceMode",
        "location": {"@type": "VirtualLocation", "url": address},
        "image": site.absolute(exit_day(language, day.slug, "card.png")),
    }
    if site.essaim.settings.publisher:
        facts["organizer"] = publisher(site)
    return facts


def _pages(site: Site) -> Iterable[str]:
    return [exit_day(language, day.slug) for day in every_day(site) for language in LANGUAGES]


RESOURCES: tuple[Resource, ...] = (
    Resource("/{language}/exit-days/", _all, in_both(EXIT_DAYS.address)),
    Resource("/{language}/exit-days/{slug}/", _one, _pages),
)
