"""The Atom feed of exit days: opened, confirmed with those who go, over, cancelled."""

from collections.abc import Mapping

from dashboard.exit_day_addresses import EXIT_DAYS, exit_day
from dashboard.presenters.exit_day_news import told
from dashboard.web.public.document import Document
from dashboard.web.public.exit_day_shown import every_day, shown_day
from dashboard.web.public.feeds import FILE, Entry, atom, tag
from dashboard.web.public.resource import Resource, in_both
from dashboard.web.public.site import Site, words_of

MOST = 100


def _feed(site: Site, places: Mapping[str, str]) -> Document:
    words = words_of(places["language"])
    entries = []
    for day in every_day(site):
        path = exit_day(words.language, day.slug)
        for one in told(words, day, shown_day(site, day.slug).bound.n):
            entries.append(
                Entry(tag(site, path + one.name), path, one.title, one.text, one.at, one.at, source=None, fictional=day.campaign.fictional)
            )
    entries.sort(key=lambda one: (one.updated, one.id), reverse=True)
    return atom(site, words, EXIT_DAYS.address(words.language), words(EXIT_DAYS.title), words(EXIT_DAYS.about), entries[:MOST])


RESOURCES = (Resource("/{language}/exit-days/" + FILE, _feed, in_both(lambda language: EXIT_DAYS.address(language) + FILE)),)
