"""Lists for Mastodon, by which somebody follows at once all that leave on a day, or all of a sector."""

from collections.abc import Iterable, Mapping, Sequence

from dashboard.config import LANGUAGES
from dashboard.domain.exit_days.kit_follow import FILE_NAME, following
from dashboard.domain.organisations import Kind
from dashboard.exit_day_addresses import day_follows, sector_follows
from dashboard.services.exit_days.kit_follow import accounts_by_kind, accounts_on_wall
from dashboard.web.public.document import CSV, Document, attachment, text
from dashboard.web.public.exit_day_shown import every_day, shown_day
from dashboard.web.public.resource import Resource
from dashboard.web.public.site import Site


def of_day(site: Site, slug: str) -> Sequence[str]:
    """The files of one day; none where nobody who is named has a proven account.

    :raises NotFound: there is no such day, or it is a draft.
    """

    def read() -> Sequence[str]:
        one = shown_day(site, slug)
        return following(accounts_on_wall(site.essaim.db, one.day, one.standing.wall, today=site.today))

    return site.once(("follow", slug), read)


def of_sectors(site: Site) -> Mapping[Kind, Sequence[str]]:
    """The files of each kind of institution that has any."""

    def read() -> Mapping[Kind, Sequence[str]]:
        found = accounts_by_kind(site.essaim.db)
        made = {kind: following(found[kind]) for kind in Kind if kind in found}
        return {kind: files for kind, files in made.items() if files}

    return site.once(("follow",), read)


def _day(site: Site, places: Mapping[str, str]) -> Document | None:
    return _part(of_day(site, places["slug"]), places)


def _sector(site: Site, places: Mapping[str, str]) -> Document | None:
    if places["kind"] not in list(Kind):
        return None
    return _part(of_sectors(site).get(Kind(places["kind"]), ()), places)


def _part(files: Sequence[str], places: Mapping[str, str]) -> Document | None:
    number = places.get("number", "1")
    if number not in map(str, range(1, len(files) + 1)) or ("number" in places and number == "1"):
        return None
    # Mastodon tells by the name of a file what it holds.
    return text(files[int(number) - 1], CSV, headers=attachment(FILE_NAME.format(number=number)))


def _days(site: Site) -> Iterable[str]:
    for day in every_day(site):
        for number in range(1, len(of_day(site, day.slug)) + 1):
            yield from (day_follows(language, day.slug, number) for language in LANGUAGES)


def _sectors(site: Site) -> Iterable[str]:
    for kind, files in of_sectors(site).items():
        for number in range(1, len(files) + 1):
            yield from (sector_follows(language, kind, number) for language in LANGUAGES)


RESOURCES = (
    Resource("/{language}/exit-days/{slug}/follow-mastodon.csv", _day, _days),
    Resource("/{language}/exit-days/{slug}/follow-mastodon-{number}.csv", _day),
    Resource("/{language}/exit-days/follow-mastodon/{kind}-{number}.csv", _sector),
    Resource("/{language}/exit-days/follow-mastodon/{kind}.csv", _sector, _sectors),
)
