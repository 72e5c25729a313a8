"""The open data: the files of the data package, one address each."""

from collections.abc import Iterable, Mapping

from dashboard.public_addresses import DATA
from dashboard.services.open_data.package import DESCRIPTOR
from dashboard.services.open_data.read import OpenData, as_json, read_contents
from dashboard.services.read_organisation import newest_reading
from dashboard.web.public.document import CSV, JSON, Document, attachment, text
from dashboard.web.public.resource import Resource
from dashboard.web.public.site import Site, words_of

FOLDER = "/data/"
CONTENTS = ("contents",)
"""Under what a published copy remembers what the package holds."""
DATA_PACKAGE = FOLDER + DESCRIPTOR
"""Where the description of all files stands; they stand beside it."""


def package(site: Site) -> OpenData:
    """The files with what many of them rest on."""
    among = site.once(CONTENTS, lambda: read_contents(site.essaim.db))
    return site.once(("open data",), lambda: OpenData(site.essaim.db, among, today=site.today))


def _answer(site: Site, places: Mapping[str, str]) -> Document | None:
    name = places["file"]
    newest = newest_reading(site.essaim.db)
    if name == DESCRIPTOR:
        return text(_descriptor(site), JSON, modified=newest)
    found = package(site).table(name)
    return None if found is None else text(found, CSV, modified=newest, headers=attachment(f"essaim-{name}"))


def _descriptor(site: Site) -> str:
    settings = site.essaim.settings
    homepage = site.absolute(DATA.address(settings.language))
    return as_json(package(site).descriptor(words=words_of(settings.language), homepage=homepage, publisher=settings.publisher))


def _addresses(site: Site) -> Iterable[str]:
    return [FOLDER + name for name in package(site).names()]


RESOURCES = (Resource(FOLDER + "{file}", _answer, _addresses),)
