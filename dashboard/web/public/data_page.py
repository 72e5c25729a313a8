"""The page on open data: the files with what stands in them, the interface for programs, embedding."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from dashboard.domain.views import ChartName
from dashboard.i18n import Words
from dashboard.public_addresses import DATA, METHODOLOGY, chart
from dashboard.services.open_data.package import DESCRIPTOR
from dashboard.web.public.chart_links import embed_code
from dashboard.web.public.document import Document
from dashboard.web.public.facts import CONTEXT, LICENCE, publisher
from dashboard.web.public.open_data import FOLDER, package
from dashboard.web.public.resource import Resource, in_both
from dashboard.web.public.site import Site, words_of
from dashboard.web.public.text_page import text_page


@dataclass(frozen=True)
class Example:
    """A few lines that fetch the data; ``language`` as its users call it."""

    language: str
    code: str


def _answer(site: Site, places: Mapping[str, str]) -> Document:
    language = places["language"]
    words = words_of(language)
    described = package(site).descriptor(words=words, homepage=site.absolute(DATA.address(language)))
    picture = chart(ChartName.DEPARTURES)
    return text_page(
        site,
        language,
        DATA,
        facts=_dataset(site, words, described),
        package=described,
        folder=FOLDER,
        descriptor=site.link(FOLDER + DESCRIPTOR),
        examples=_examples(site),
        api=site.live,
        api_address=site.absolute("/api/v1/"),
        api_index=site.link("/api/v1/"),
        api_description=site.link("/api/v1/openapi.json"),
        embed=embed_code(site, language, picture, words("How many institutions have left X, day by day")),
        chart_address=site.absolute(picture.address(language)),
        files=("svg", "png", "csv", "json", "metadata.json"),
        licence=LICENCE,
        methodology=METHODOLOGY,
    )


def _dataset(site: Site, words: Words, described: Mapping[str, Any]) -> Mapping[str, Any]:
    facts: dict[str, Any] = {
        "@context": CONTEXT,
        "@type": "Dataset",
        "name": described["title"],
        "description": described["description"],
        "url": site.absolute(DATA.address(words.language)),
        "license": LICENCE,
        "isAccessibleForFree": True,
        "inLanguage": words.language,
        "keywords": described["keywords"],
        "distribution": [
            {"@type": "DataDownload", "encodingFormat": "text/csv", "name": one["title"], "contentUrl": site.absolute(FOLDER + one["path"])}
            for one in described["resources"]
        ],
    }
    if "temporal_coverage" in described:
        facts["temporalCoverage"] = "{start}/{end}".format(**described["temporal_coverage"])
    if site.essaim.settings.publisher:
        facts["creator"] = publisher(site)
    return facts


def _examples(site: Site) -> list[Example]:
    departures, standings = (site.absolute(f"{FOLDER}{name}.csv") for name in ("departures", "standings"))
    found = [
        Example("curl", f"curl -O {departures}"),
        Example("Python", f'import pandas\n\nstandings = pandas.read_csv("{standings}")\nprint(standings.head())'),
        Example("R", f'standings <- read.csv("{standings}", na.strings = "")\nhead(standings)'),
        Example("Excel", f'=Csv.Document(Web.Contents("{standings}"), [Delimiter=",", Encoding=65001])'),
    ]
    if site.live:
        found.insert(1, Example("curl, JSON", f"curl '{site.absolute('/api/v1/standings?limit=50')}'"))
    return found


RESOURCE = Resource("/{language}/data/", _answer, in_both(DATA.address))
