"""The data package: which files there are, and what datapackage.json says of them (https://datapackage.org, version 1 of the standard)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlmodel import Session

from dashboard.domain.errors import N_
from dashboard.domain.redistribution import LICENCE, WITHHELD, terms
from dashboard.i18n import Words
from dashboard.services.open_data.accounts import ACCOUNTS, DEPARTURES
from dashboard.services.open_data.cells import DIALECT, schema
from dashboard.services.open_data.events import ANNOTATIONS, BASELINES
from dashboard.services.open_data.exit_days import EXIT_DAYS, PLEDGES
from dashboard.services.open_data.figures import FIGURES, name_of, periods
from dashboard.services.open_data.organisations import ORGANISATIONS
from dashboard.services.open_data.standings import STANDINGS
from dashboard.services.open_data.tables import File
from db import accounts, open_data

DESCRIPTOR = "datapackage.json"
NAME = "essaim"
VERSION = "2.0.0"
"""Of the form of the files: the first number changes when a column goes or changes its meaning, the second when one is added."""
TABLES = (ORGANISATIONS, ACCOUNTS, DEPARTURES, BASELINES, STANDINGS, ANNOTATIONS, EXIT_DAYS, PLEDGES)
KEYWORDS = (N_("social networks"), N_("institutions"), N_("leaving X"), "Bluesky", "Mastodon", N_("followers"), N_("open data"))
SOURCES = (
    (N_("Public interfaces of Bluesky, Mastodon and PeerTube, read every day"), ""),
    (N_("Archives and statistics of their own accounts, brought by the institutions"), ""),
    (N_("Wikidata (CC0)"), "https://www.wikidata.org/"),
    (N_("The press, and declarations, each figure with its source"), ""),
)


@dataclass(frozen=True)
class Contents:
    """What the package holds.

    :param files: the register first; ``days``: first and last day of which there is a figure, or None.
    """

    files: Sequence[File]
    days: tuple[date, date] | None


def contents(session: Session) -> Contents:
    """What the package holds: many accounts are asked for it."""
    spans = open_data.spans(session)
    files = [*(File(table.name, table) for table in TABLES), *(File(name_of(one), FIGURES, one) for one in periods(spans))]
    return Contents(files, (min(spans).first, max(one.last for one in spans)) if spans else None)


def descriptor(
    session: Session,
    *,
    words: Words,
    homepage: str,
    today: date,
    among: Contents,
    publisher: str = "",
    written: Mapping[str, Mapping[str, Any]] | None = None,
) -> dict[str, Any]:
    """What datapackage.json says. Texts are in the language of the site.

    :param homepage: absolute address of the site; ``publisher``: who answers for it, where that is known.
    :param among: what the package holds; ``written``: what is known of some after writing them (bytes, hash), by name.
    """
    newest = accounts.newest_reading(session)
    countries = open_data.countries(session)
    left_out = _left_out(session, words)
    made: dict[str, Any] = {
        "profile": "data-package",
        "name": NAME,
        "title": words("Who leaves X, and who follows: departures of institutions and their audience elsewhere"),
        "description": _description(session, words, left_out),
        "homepage": homepage,
        "version": VERSION,
        "created": f"{today.isoformat()}T00:00:00Z",
        "licenses": [{"name": LICENCE.name, "title": LICENCE.title, "path": LICENCE.path}],
        "contributors": [{"title": publisher or words("The collective that runs Essaim"), "path": homepage, "role": "publisher"}],
        "sources": [{"title": words(title), **({"path": path} if path else {})} for title, path in SOURCES],
        "keywords": [words(word) for word in KEYWORDS],
        "language": words.language,
        "update_frequency": "daily",
    }
    if newest is not None:
        made["last_read_at"] = newest.strftime("%Y-%m-%dT%H:%M:%SZ")
    if among.days:
        made["temporal_coverage"] = {"start": among.days[0].isoformat(), "end": among.days[1].isoformat()}
    made["spatial_coverage"] = {"countries": countries, "granularity": words("institution")}
    made["left_out"] = left_out
    made["resources"] = [_resource(one, words, (written or {}).get(one.name, {})) for one in among.files]
    return made


def _description(session: Session, words: Words, left_out: Sequence[Mapping[str, Any]]) -> str:
    total, fictional = open_data.fictional(session)
    n = sum(one["figures"] for one in left_out)
    said = [
        words("Institutions that leave X, the audience they leave behind, and their followers on the new networks, day by day."),
        words("Every figure carries its source, its date and how exact it is. A figure that was not read is absent, never 0."),
        words("Recovery is a band, from the largest of the new networks to the sum of all: one person may follow on several."),
        words("CSV files in UTF-8 with commas, updated every day. An empty cell is a missing value."),
        words("An apostrophe before a sign that a spreadsheet would take for a formula is ours."),
        words.plural("{n} institution is in the register.", "{n} institutions are in the register.", total),
    ]
    if fictional:
        said.append(words.plural("{n} of them is fictional and says so.", "{n} of them are fictional and say so.", fictional))
    if n:
        said.append(words.plural("{n} figure may not be handed on.", "{n} figures may not be handed on.", n))
    return " ".join(said)


def _left_out(session: Session, words: Words) -> list[dict[str, Any]]:
    """How many daily figures are missing from the files, and why; only what there is of."""
    found = []
    for provenance, network in WITHHELD:
        figures, events = open_data.count_of(session, provenance, network), open_data.baselines_of(session, provenance, network)
        if figures or events:
            reason = words(terms(provenance, network).reason)
            found.append(
                {"provenance": provenance.value, "network": network.value, "figures": figures, "baselines": events, "reason": reason}
            )
    return found


def _resource(file: File, words: Words, written: Mapping[str, Any]) -> dict[str, Any]:
    title, about = words(file.table.title), words(file.table.about)
    if file.period is not None:
        first, last = file.period.first, file.period.last
        title = words("{title}, {first} to {last}", title=title, first=first, last=last)
    return {
        "profile": "tabular-data-resource",
        "name": file.name,
        "path": f"{file.name}.csv",
        "title": title,
        "description": about,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "dialect": DIALECT,
        **written,
        "schema": schema(file.table, words),
    }
