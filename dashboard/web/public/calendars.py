"""Calendars to subscribe to: all exit days, those of a campaign, those of an institution, one day, and what is to be prepared for it."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime, time
from urllib.parse import urlsplit

from dashboard.calendar_addresses import (
    CALENDAR,
    FILE,
    all_calendar,
    campaign_calendar,
    checklist_calendar,
    exit_day_calendar,
    organisation_calendar,
)
from dashboard.config import LANGUAGES
from dashboard.domain.errors import N_, NotFound
from dashboard.exit_day_addresses import exit_day
from dashboard.i18n import Words
from dashboard.presenters.calendar import checklist, days_calendar
from dashboard.services.exit_days.feeds import list_pledging, read_calendar, read_campaign_calendar, read_organisation_calendar
from dashboard.services.exit_days.read import ExitDay
from dashboard.web.public.document import CALENDAR as MEDIA_TYPE
from dashboard.web.public.document import Document
from dashboard.web.public.resource import Addresses, Resource, in_both
from dashboard.web.public.shown import organisation_view
from dashboard.web.public.site import Site, words_of


def _all(site: Site, places: Mapping[str, str]) -> Document:
    words = words_of(places.get("language", site.essaim.settings.language))
    own = all_calendar(words.language) if "language" in places else CALENDAR
    return _written(site, words, read_calendar(site.essaim.db), words("Exit days"), own)


def _campaign(site: Site, places: Mapping[str, str]) -> Document:
    words = words_of(places["language"])
    campaign, days = read_campaign_calendar(site.essaim.db, places["slug"])
    return _written(site, words, days, campaign.titles[words.language], campaign_calendar(words.language, campaign.slug))


def _organisation(site: Site, places: Mapping[str, str]) -> Document:
    words = words_of(places["language"])
    found = organisation_view(site, places["slug"]).organisation
    days = site.once(("calendar", found.slug), lambda: read_organisation_calendar(site.essaim.db, found.slug, now=_now(site)))
    name = words("Exit days of {name}", name=found.name)
    made = _written(site, words, days, name, organisation_calendar(words.language, found.slug))
    # A pledge that is taken back takes its day out of here, and leaves the day as it was.
    return replace(made, modified=None)


def _one(site: Site, places: Mapping[str, str]) -> Document:
    words, day = words_of(places["language"]), _shown(site, places["slug"])
    return _written(site, words, [day], day.plan.titles[words.language], exit_day_calendar(words.language, day.slug))


def _checklist(site: Site, places: Mapping[str, str]) -> Document:
    words, day = words_of(places["language"]), _shown(site, places["slug"])
    own, page = (site.absolute(address(words.language, day.slug)) for address in (checklist_calendar, exit_day))
    name = words("Preparation: {day}", day=day.plan.titles[words.language])
    return Document(checklist(words, day, name=name, own=own, host=_host(site), page=page), MEDIA_TYPE, day.changed_at)


def _written(site: Site, words: Words, days: Sequence[ExitDay], name: str, own: str) -> Document:
    def page(day: ExitDay) -> str:
        return site.absolute(exit_day(words.language, day.slug))

    body = days_calendar(words, days, name=name, own=site.absolute(own), host=_host(site), page=page)
    return Document(body, MEDIA_TYPE, max((day.changed_at for day in days), default=None))


def _shown(site: Site, slug: str) -> ExitDay:
    found = next((day for day in read_calendar(site.essaim.db) if day.slug == slug), None)
    if found is None:
        raise NotFound(N_("There is no exit day “{slug}”."), slug=slug[:100])
    return found


def _host(site: Site) -> str:
    return urlsplit(site.base).hostname or "localhost"


def _now(site: Site) -> datetime:
    return datetime.combine(site.today, time(), UTC)


def _each_campaign(site: Site) -> Iterable[str]:
    slugs = dict.fromkeys(day.campaign.slug for day in read_calendar(site.essaim.db))
    return [campaign_calendar(language, slug) for slug in slugs for language in LANGUAGES]


def _each_organisation(site: Site) -> Iterable[str]:
    """Of those that ever pledged: ten thousand empty calendars would say nothing to anybody."""
    return [organisation_calendar(language, slug) for slug in list_pledging(site.essaim.db) for language in LANGUAGES]


def _each_day(address: Callable[[str, str], str]) -> Addresses:
    return lambda site: [address(language, day.slug) for day in read_calendar(site.essaim.db) for language in LANGUAGES]


RESOURCES = (
    Resource(CALENDAR, _all, lambda _: [CALENDAR]),
    Resource("/{language}/" + FILE, _all, in_both(all_calendar)),
    Resource("/{language}/campaigns/{slug}/" + FILE, _campaign, _each_campaign),
    Resource("/{language}/organisations/{slug}/" + FILE, _organisation, _each_organisation),
    Resource("/{language}/exit-days/{slug}.ics", _one, _each_day(exit_day_calendar)),
    Resource("/{language}/exit-days/{slug}/checklist.ics", _checklist, _each_day(checklist_calendar)),
)
