"""The tipping point for those who do not see its curve."""

from dashboard.domain.exit_days.tipping import Tipping
from dashboard.i18n import Words
from dashboard.presenters.chart_tables import ReadTable


def described(words: Words, curve: Tipping) -> str:
    """What the chart shows, read aloud instead of it."""
    said = [words("How many would leave if so many did, and where that holds.")]
    said.append(words.plural("Today {n} would leave.", "Today {n} would leave.", curve.stands))
    if curve.missing:
        then = words.number(curve.settles)
        said.append(words.plural("With {n} more, {then} would.", "With {n} more, {then} would.", curve.missing, then=then))
    else:
        said.append(words("However many more left in any case, they would bring nobody along."))
    return " ".join(said)


def curve_table(words: Words, curve: Tipping) -> ReadTable:
    """Each step of the curve, and of the same with those who are missing."""
    more = curve.missing
    columns: tuple[str, ...] = (words("If so many leave"), words("So many would"))
    steps = zip(curve.levels, curve.heights, strict=True)
    if not more:
        rows: tuple[tuple[str, ...], ...] = tuple((words.number(level), words.number(height)) for level, height in steps)
    else:
        columns = (*columns, words.plural("With {n} more", "With {n} more", more))
        rows = tuple((words.number(level), words.number(height), words.number(height + more)) for level, height in steps)
    return ReadTable(words("How many would leave if so many did: the steps of the curve"), columns, rows)
