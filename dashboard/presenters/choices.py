"""What may be chosen of a chart, in words short enough for a switch."""

from dashboard.domain.views import Measure, Shade, TimeAxis
from dashboard.i18n import Words


def measure_name(words: Words, measure: Measure) -> str:
    """What the vertical axis counts."""
    return {
        Measure.VALUES: words("followers"),
        Measure.INDEX: words("index 100"),
        Measure.SHARE: words("% of the audience left behind"),
    }[measure]


def axis_name(words: Words, axis: TimeAxis) -> str:
    """What the horizontal axis counts."""
    return {TimeAxis.CALENDAR: words("dates"), TimeAxis.DAYS: words("days since the departure")}[axis]


def shade_name(words: Words, shade: Shade) -> str:
    """On which ground the chart stands."""
    return {
        Shade.AUTO: words("as the reader’s device"),
        Shade.LIGHT: words("light"),
        Shade.DARK: words("dark"),
        Shade.TRANSPARENT: words("transparent"),
    }[shade]
