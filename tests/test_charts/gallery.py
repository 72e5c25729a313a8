"""One drawing of every chart, with all that can stand in it, in any colours and language."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

from dashboard.charts.comparison import comparison_chart
from dashboard.charts.departures import departures_chart
from dashboard.charts.drawing import Drawing
from dashboard.charts.held import held_chart
from dashboard.charts.posts import posts_chart
from dashboard.charts.rebuilt import rebuilt_chart
from dashboard.charts.rebuilt_rows import AnchorPoint, PostMonth, RebuiltRows
from dashboard.charts.recovery import recovery_chart
from dashboard.charts.rows import AgeSpread, DeparturesRows, EventMark, Point, RecoveryLine, RecoveryPoint, TransferRows
from dashboard.charts.theme import Theme
from dashboard.charts.tipping import tipping_chart
from dashboard.charts.together import together_chart
from dashboard.charts.transfer import transfer_chart
from dashboard.domain.exit_days.tipping import tipping
from dashboard.domain.exit_days.together import Compared, Side
from dashboard.domain.figures import Holding, Provenance
from dashboard.domain.views import ChartName, Measure, TimeAxis
from dashboard.i18n import Words
from tests.test_charts.cast import DEPARTURE, TODAY, association, besancon, bluesky, linkedin, lyon, mastodon, rows_of, x_line
from tests.test_exit_days.pledging import pledger

Draw = Callable[[Theme, Words, bool], Drawing]
UNKNOWN = range(40, 50)
PRESS = EventMark(date(2025, 4, 20), "Press: Le Monde writes about it")
REPORT = EventMark(date(2025, 3, 24), "Press: L’Est républicain writes about it", "24 Mar 2025")
EXIT_DAY = EventMark(date(2025, 5, 12), "Exit day", "27 institutions", strong=True)
SPREAD = (AgeSpread(7, 64, 0.05, 0.08, 0.13), AgeSpread(90, 48, 0.17, 0.25, 0.33), AgeSpread(365, 9, 0.22, 0.33, 0.46))
WAITING_FOR = [5] * 3 + [10] * 6 + [15] * 3 + [30] * 3 + [35] * 4 + [40] * 7 + [44] * 5 + [46] * 4
PLEDGED = [*map(pledger, range(7)), *(pledger(7 + place, organisations=n) for place, n in enumerate(WAITING_FOR))]
"""Nineteen would leave, and four more would bring 23 others along."""
TOGETHER = (
    Compared(7, Side(0.11, 0.1, 12), Side(0.06, 0.07, 8)),
    Compared(30, Side(0.16, 0.14, 12), None),
    Compared(90, Side(0.22, 0.2, 11), Side(0.14, 0.15, 5)),
    Compared(180, None, Side(0.17, 0.16, 4)),
)
"""At one age too few of those who left alone were read, at another too few of those who left together."""
DEPARTURES = DeparturesRows(TODAY, ((date(2025, 1, 20), 12), (DEPARTURE, 27), (date(2025, 9, 22), 46)))


def recovery(name: str, *, low: float = 0.31, left: date = DEPARTURE) -> RecoveryLine:
    """Sixty days of recovery, the upper end unknown for ten of them."""
    points = [RecoveryPoint(left + timedelta(days=n), low * n / 60, None if n in UNKNOWN else 1.2 * low * n / 60) for n in range(61)]
    return RecoveryLine(name, left, tuple(points))


def everything() -> TransferRows:
    """Lyon with a network declared by hand, a rounded figure, one that waits, one far above, a gap and notes."""
    held = (Point(date(2025, 6, 20), 17_000), Point(date(2025, 6, 21), 900_000))
    rough = replace(linkedin(), points=(*linkedin().points, Point(TODAY, 2_000, Provenance.DECLARED, 1_000)))
    rows = rows_of((x_line(), replace(bluesky(), held=held), mastodon(), rough))
    return replace(rows, events=(EventMark(date(2025, 1, 15), "Announced"), PRESS, EXIT_DAY))


def _transfer(rows: Callable[[], TransferRows], measure: Measure, axis: TimeAxis) -> Draw:
    return lambda theme, words, narrow: transfer_chart(rows(), measure, axis, theme, words, narrow=narrow)


def _comparison(axis: TimeAxis) -> Draw:
    names = ("Lyon", "Université de Besançon", "école pour tous")
    lines = [recovery(name, low=0.1 + 0.05 * rank, left=DEPARTURE + timedelta(days=rank)) for rank, name in enumerate(names)]
    lines[1] = replace(lines[1], marks=(REPORT,))
    marks = (EventMark(date(2025, 3, 20), "Spring", strong=True), PRESS)
    return lambda theme, words, narrow: comparison_chart(lines, theme, words, axis=axis, narrow=narrow, marks=marks)


def _posts(theme: Theme, words: Words, narrow: bool) -> Drawing:
    months = [PostMonth(date(2024, month, 1), 20, None if month == 5 else 100.5 * month, 3) for month in range(1, 13)]
    return posts_chart(months, theme, words, narrow=narrow)


def _held(theme: Theme, words: Words, narrow: bool) -> Drawing:
    account = replace(bluesky(), points=bluesky().points[:40], held=(Point(date(2025, 2, 25), 16_000),))
    return held_chart(account, Holding(), theme, words, narrow=narrow)


def _rebuilt(theme: Theme, words: Words, narrow: bool) -> Drawing:
    days = tuple(Point(date(2024, 11, 1) + timedelta(days=n), 48_000 + 10 * n, Provenance.ANALYTICS) for n in range(31))
    counts = (
        AnchorPoint(days[-1].day, 48_300, Provenance.ARCHIVE, 48_300, chosen=True),
        AnchorPoint(days[4].day, 48_048, Provenance.PRESS, 48_040),
    )
    return rebuilt_chart(RebuiltRows("Lyon", days, days[10:13], counts), theme, words, narrow=narrow)


NAMED: dict[ChartName, Draw] = {
    ChartName.TRANSFER: _transfer(everything, Measure.VALUES, TimeAxis.CALENDAR),
    ChartName.COMPARISON: _comparison(TimeAxis.DAYS),
    ChartName.DEPARTURES: lambda theme, words, narrow: departures_chart(DEPARTURES, theme, words, narrow=narrow, marks=(PRESS, EXIT_DAY)),
    ChartName.TOGETHER: lambda theme, words, narrow: together_chart(TOGETHER, theme, words, narrow=narrow),
    ChartName.RECOVERY: lambda theme, words, narrow: recovery_chart(SPREAD, theme, words, narrow=narrow),
}
"""The charts that have addresses of their own."""
ALL: dict[str, Draw] = {
    **{name.value: draw for name, draw in NAMED.items()},
    "share": _transfer(everything, Measure.SHARE, TimeAxis.DAYS),
    "index": _transfer(lyon, Measure.INDEX, TimeAxis.CALENDAR),
    "planned": _transfer(besancon, Measure.VALUES, TimeAxis.CALENDAR),
    "empty": _transfer(association, Measure.VALUES, TimeAxis.CALENDAR),
    "calendar": _comparison(TimeAxis.CALENDAR),
    "posts": _posts,
    "held": _held,
    "rebuilt": _rebuilt,
    "tipping": lambda theme, words, narrow: tipping_chart(tipping(PLEDGED), theme, words, narrow=narrow),
}
"""Every chart and every way of looking at one."""
