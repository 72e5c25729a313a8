"""A chart as files: picture, table, what the columns mean, and what Plotly draws."""

import json
from collections.abc import Callable, Mapping
from typing import Any

from dashboard.charts.plotly_figure import figure_json
from dashboard.charts.sentences import transfer_text
from dashboard.domain import csv_text
from dashboard.domain.metrics import METRICS
from dashboard.domain.redistribution import LICENCE
from dashboard.i18n import Words
from dashboard.presenters.chart_columns import COLUMNS, Column, Sort
from dashboard.presenters.chart_table import ChartTable
from dashboard.presenters.transfer_rows import handed_on
from dashboard.public_addresses import EXCEL, FILES
from dashboard.web.public.chart_links import page_of
from dashboard.web.public.citation import citation
from dashboard.web.public.document import CSV, JSON, PNG, SVG, Document, attachment, text
from dashboard.web.public.pictures import standalone
from dashboard.web.public.shown import file_theme
from dashboard.web.public.shown_chart import Shown, ShownTransfer, day_of
from dashboard.web.public.site import Site

ZOOM = 2
"""Pixels of a PNG for each of its SVG: sharp on today's screens and in print."""


def chart_file(site: Site, words: Words, one: Shown, file: str) -> Document:
    """One of FILES, or EXCEL."""
    return _MAKERS[file](site, words, one)


def json_document(content: Mapping[str, Any], one: Shown, filename: str = "") -> Document:
    """Data as a document; kept under a name by browsers if there is one."""
    said = json.dumps(content, ensure_ascii=False, separators=(",", ":"))
    return text(said, JSON, modified=one.read_at, headers=attachment(filename) if filename else {})


def _svg(site: Site, words: Words, one: Shown) -> Document:
    return text(_picture(site, words, one), SVG, modified=one.read_at, headers=attachment(f"{one.name}.svg"))


def _png(site: Site, words: Words, one: Shown) -> Document:
    body = site.draw(_picture(site, words, one), zoom=ZOOM)
    return Document(body, PNG, one.read_at, attachment(f"{one.name}.png"))


def _picture(site: Site, words: Words, one: Shown) -> str:
    return standalone(words, one, site.absolute(page_of(site, words.language, one.view)), site.today)


def _csv(site: Site, _: Words, one: Shown) -> Document:
    # Made for programs: the same in every language and however the chart is looked at.
    return site.once(("csv", one.view.chart, one.view.subject), lambda: _table_file(one, "csv", _standard(one.table())))


def _standard(table: ChartTable) -> str:
    names = ",".join(column.name for column in table.columns)
    return "\r\n".join([names, *table.lines(_FORMS), ""])


def _excel(_: Site, words: Words, one: Shown) -> Document:
    table = one.table()
    rows = (["true" if cell is True else "false" if cell is False else cell for cell in row] for row in table.rows)
    said = csv_text.csv_text([column.name for column in table.columns], rows, csv_text.EXCEL[words.language])
    return _table_file(one, EXCEL, said)


def _table_file(one: Shown, ending: str, said: str) -> Document:
    return text(said, CSV, modified=one.read_at, headers=attachment(f"{one.name}.{ending}"))


def _json(site: Site, words: Words, one: Shown) -> Document:
    table = one.table()
    names = [column.name for column in table.columns]
    rows = [dict(zip(names, row, strict=True)) for row in table.rows]
    return json_document({**_metadata(site, words, one), "data": rows}, one, f"{one.name}.json")


def _metadata_json(site: Site, words: Words, one: Shown) -> Document:
    return json_document(_metadata(site, words, one), one, f"{one.name}.metadata.json")


def _plotly(_: Site, words: Words, one: Shown) -> Document:
    theme = file_theme(one.view.shade)
    wide, narrow = (figure_json(one.draw(theme, phone), theme, words, filename=one.name) for phone in (False, True))
    return json_document({**wide, "narrow": {name: narrow[name] for name in ("data", "layout")}}, one)


def _metadata(site: Site, words: Words, one: Shown) -> dict[str, Any]:
    view, language, day = one.view, words.language, day_of(one, site.today)
    address = site.absolute(page_of(site, language, view))
    files = [(file, path) for file in FILES if site.has(path := view.address(language, file))]
    return {
        "chart": {
            "title": one.title,
            "finding": one.sentence,
            "description": _described(words, one),
            "fictional": one.fictional,
            "address": address,
            "language": language,
            "as_of": day.isoformat(),
            "read_at": one.read_at.isoformat() if one.read_at else None,
            "update_frequency": words("every day"),
            "sources": list(one.sources),
            "licence": {"name": LICENCE.title, "spdx": LICENCE.name, "address": LICENCE.path},
            "citation": citation(site, words, one),
            "files": {file: site.absolute(path) for file, path in files},
        },
        "organisations": [
            {
                "slug": each.organisation.slug,
                "name": each.organisation.name,
                "departed_on": each.journey.departed_on.isoformat() if each.journey.departed_on else None,
            }
            for each in one.organisations
        ],
        "notes": [
            {
                "day": note.on.isoformat(),
                "kind": note.kind.value,
                "text": note.text,
                "source": note.source,
                "organisation": note.organisation,
            }
            for note in one.notes
        ],
        "columns": [_column(words, column) for column in COLUMNS[view.chart]],
    }


def _described(words: Words, one: Shown) -> str:
    """What the chart shows, without the figures that may not be handed on."""
    return transfer_text(handed_on(one.rows), words) if isinstance(one, ShownTransfer) else one.described


def _column(words: Words, column: Column) -> dict[str, str]:
    if column.about:
        return {"name": column.name, "type": column.sort.value, "description": words(column.about)}
    metric = METRICS[column.name]
    told = {
        "title": metric.title,
        "description": metric.definition,
        "formula": metric.formula,
        "source": metric.source,
        "caveat": metric.caveat,
    }
    said = {name: words(sentence) for name, sentence in told.items() if sentence}
    return {"name": column.name, "type": column.sort.value, "unit": metric.unit.value, **said}


_FORMS: Mapping[Sort, csv_text.Form] = {
    Sort.STRING: csv_text.texts,
    Sort.INTEGER: csv_text.numbers,
    Sort.NUMBER: csv_text.numbers,
    Sort.BOOLEAN: csv_text.truths,
    Sort.DATE: csv_text.numbers,  # likewise nothing in them asks for quotation marks
}
_MAKERS: Mapping[str, Callable[[Site, Words, Shown], Document]] = {
    "svg": _svg,
    "png": _png,
    "csv": _csv,
    EXCEL: _excel,
    "json": _json,
    "metadata.json": _metadata_json,
    "plotly.json": _plotly,
}
