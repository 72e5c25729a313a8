"""The cast of the charts: Lyon has left X for Bluesky and Mastodon, Besançon is about to, an association has no figure yet."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import plotly.graph_objects as go

from dashboard.charts.plotly_figure import figure
from dashboard.charts.rows import BandPoint, EventMark, Gap, Line, Point, TransferRows
from dashboard.charts.theme import LIGHT
from dashboard.charts.transfer import transfer_chart
from dashboard.domain.figures import Holding, Provenance
from dashboard.domain.networks import FACTS, Network
from dashboard.domain.transfer import band
from dashboard.domain.views import Measure, TimeAxis
from dashboard.i18n import words_in

EN = words_in("en")
DEPARTURE = date(2025, 3, 3)
TODAY = date(2025, 7, 1)
UNREAD = Gap(date(2025, 6, 4), date(2025, 6, 15))
BASELINE = 48_210


def days(first: date, last: date) -> Iterator[date]:
    """Every day from one to the other, both included."""
    return (first + timedelta(days=n) for n in range((last - first).days + 1))


def line(network: Network, points: list[Point], **rest: Any) -> Line:
    """The account of an institution on one network."""
    return Line(network, FACTS[network].label, "lyon.fr", tuple(points), **rest)


def x_line() -> Line:
    return line(Network.X, [Point(day, BASELINE, Provenance.ANALYTICS) for day in days(date(2024, 12, 1), DEPARTURE)], origin=True)


def bluesky() -> Line:
    start = date(2025, 1, 15)
    return line(Network.BLUESKY, [Point(day, 100 * (day - start).days) for day in days(start, TODAY)])


def mastodon() -> Line:
    start = date(2025, 2, 3)
    points = [Point(day, 10 * (day - start).days) for day in days(start, TODAY) if not UNREAD.first <= day <= UNREAD.last]
    return line(Network.MASTODON, points, gaps=(UNREAD,))


def linkedin() -> Line:
    points = [Point(date(2025, month, 2), 300 * month, Provenance.DECLARED) for month in (4, 5, 6)]
    return line(Network.LINKEDIN, points, declared=True)


def rows_of(lines: tuple[Line, ...], **rest: Any) -> TransferRows:
    """Rows of an institution with the band that the domain computes from its lines."""
    known = {"organisation": "Lyon", "as_of": TODAY, "departed_on": DEPARTURE, "baseline": BASELINE, **rest}
    rows = TransferRows(lines=lines, **known)
    if rows.departed_on is None:
        return rows
    return replace(rows, bands=tuple(_band(rows, day) for day in days(rows.departed_on, rows.as_of)))


def _band(rows: TransferRows, day: date) -> BandPoint:
    values = []
    for one in rows.destinations:
        if one.points[0].day <= day:
            point = one.read(day, Holding())
            values.append((point.value if point else None, max(p for p in one.points if p.day <= day).value))
    found = band(values)
    return BandPoint(day, found.low, found.high)


def lyon(**rest: Any) -> TransferRows:
    """Lyon, 120 days after its departure; Mastodon was not read from 4 to 15 June."""
    events = (EventMark(date(2025, 1, 15), "Announced"), EventMark(date(2025, 5, 12), "Exit day", strong=True))
    return rows_of((x_line(), bluesky(), mastodon()), **{"events": events, **rest})


def besancon() -> TransferRows:
    """Université de Besançon, which leaves in a month."""
    today = date(2025, 2, 1)
    lines = tuple(replace(one, points=tuple(p for p in one.points if p.day <= today)) for one in (x_line(), bluesky()))
    return rows_of(lines, organisation="Université de Besançon", as_of=today, baseline=None)


def association() -> TransferRows:
    """An association without any figure."""
    return TransferRows("école pour tous", TODAY)


def drawn(rows: TransferRows, measure: Measure = Measure.VALUES, axis: TimeAxis = TimeAxis.CALENDAR, *, narrow: bool = False) -> go.Figure:
    """The transfer chart in English and light colours."""
    return figure(transfer_chart(rows, measure, axis, LIGHT, EN, narrow=narrow), LIGHT, EN)


def texts(figure: go.Figure) -> str:
    """All that is written on a figure besides its axes, a line each."""
    return "\n".join(annotation.text for annotation in figure.layout.annotations)


def traces(figure: go.Figure, name: str, mode: str = "lines") -> list[go.Scatter]:
    """The traces of that name and mode."""
    return [trace for trace in figure.data if trace.name == name and trace.mode == mode]
