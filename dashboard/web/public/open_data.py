"""The open data: the files of the data package, one address each."""

from collections.abc import Iterable, Mapping

from dashboard.public_addresses import DATA
from dashboard.services.open_data.package import DESCRIPTOR
from dashboard.services.open_data.read import file_names, read_file
from dashboard.services.read_organisation import newest_reading
from dashboard.web.public.document import CSV, JSON, Document, attachment, text
from dashboard.web.public.resource import Resource
from dashboard.web.public.site import Site, words_of

FOLDER = "/data/"
DATA_PACKAGE = FOLDER + DESCRIPTOR
"""Where the description of all files stands; they stand beside it."""


def _answer(site: Site, places: Mapping[str, str]) -> Document | None:
    name, language = places["file"], site.essaim.settings.language
    homepage = site.absolute(DATA.address(language))
    settings = site.essaim.settings
    found = read_file(site.essaim.db, name, words=words_of(language), homepage=homepage, today=site.today, publisher=settings.publisher)
    if found is None:
        return None
    form, headers = (JSON, {}) if name == DESCRIPTOR else (CSV, attachment(f"essaim-{name}"))
    return text(found, form, modified=newest_reading(site.essaim.db), headers=headers)


def _addresses(site: Site) -> Iterable[str]:
    return [FOLDER + name for name in file_names(site.essaim.db)]


RESOURCES = (Resource(FOLDER + "{file}", _answer, _addresses),)
