"""The previews of X's exports in words, and the rebuilt curve as a table."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from dashboard.charts.rebuilt_rows import AnchorPoint, PostMonth, RebuiltRows
from dashboard.domain.analytics.overlap import Laid
from dashboard.domain.post_medians import PostMedians
from dashboard.i18n import Words

EVERY_DAYS = 7
SAID = 3
"""So many counts that the curve does not meet are said; the table has them all."""


@dataclass(frozen=True)
class RebuiltDay:
    """One line of the table: the day, its count, and what is known of it otherwise."""

    day: date
    followers: int
    notes: tuple[str, ...] = ()


def rebuilt_sentence(rows: RebuiltRows, words: Words) -> str:
    """The finding: from how many to how many followers, over which days."""
    first, last = rows.points[0], rows.points[-1]
    return words(
        "{name} on X: {first} followers on {from_day}, {last} on {to_day}",
        name=rows.organisation,
        first=first.value,
        from_day=first.day,
        last=last.value,
        to_day=last.day,
    )


def rebuilt_sources(rows: RebuiltRows, words: Words) -> list[str]:
    """From which count it is rebuilt, and what the others say of it."""
    said = [
        words("Rebuilt day by day from {n} followers on {day} ({provenance}).", n=one.value, day=one.day, provenance=one.provenance)
        for one in rows.anchors
        if one.chosen
    ]
    others = [one for one in rows.anchors if not one.chosen]
    if others and not rows.off:
        said.append(
            words.plural("{n} other count of these days agrees with it.", "{n} other counts of these days agree with it.", len(others))
        )
    said += [_off(one, words) for one in rows.off[:SAID]]
    if len(rows.off) > SAID:
        rest = len(rows.off) - SAID
        said.append(words.plural("{n} more count differs by less.", "{n} more counts differ by less.", rest))
    return said


def _off(one: AnchorPoint, words: Words) -> str:
    known = {"n": one.value, "day": one.day, "provenance": one.provenance, "difference": abs(one.difference)}
    if one.difference > 0:
        return words("On {day}, {n} were counted ({provenance}): {difference} more than the rebuilt curve says.", **known)
    return words("On {day}, {n} were counted ({provenance}): {difference} fewer than the rebuilt curve says.", **known)


def laid_lines(laid: Laid, words: Words) -> list[str]:
    """What becomes of days that stand already, from an earlier export."""
    said = []
    if laid.unchanged:
        said.append(words.plural("{n} day stands already, exactly so.", "{n} days stand already, exactly so.", len(laid.unchanged)))
    if laid.kept:
        kept = len(laid.kept)
        said.append(
            words.plural(
                "{n} day keeps the value of an export that ends later.", "{n} days keep the values of an export that ends later.", kept
            )
        )
    if laid.seam:
        known = {"day": laid.kept[0].on, "n": abs(laid.seam)}
        above = words("On {day}, where the two meet, the days that are kept lie {n} above this curve.", **known)
        below = words("On {day}, where the two meet, the days that are kept lie {n} below this curve.", **known)
        said.append(above if laid.seam > 0 else below)
    return said


def rebuilt_text(rows: RebuiltRows, words: Words) -> str:
    """What the chart shows for those who do not see it."""
    return " ".join([rebuilt_sentence(rows, words) + ".", *rebuilt_sources(rows, words)])


def rebuilt_table(rows: RebuiltRows, words: Words) -> list[RebuiltDay]:
    """One line a week back from the newest day, and one for each count, newest first."""
    values = {point.day: point.value for point in rows.points}
    kept = {point.day: point.value for point in rows.kept}
    notes: dict[date, list[str]] = {}
    for one in rows.anchors:
        notes.setdefault(one.day, []).append(words("counted: {n} ({provenance})", n=one.value, provenance=one.provenance))
    last = rows.points[-1].day
    weekly = {last - timedelta(days=back) for back in range(0, len(rows.points), EVERY_DAYS)}
    days = sorted(weekly | set(notes) | {rows.points[0].day}, reverse=True)
    return [
        RebuiltDay(day, kept.get(day, values[day]), (*notes.get(day, ()), *([words("kept from a later export")] if day in kept else ())))
        for day in days
    ]


def posts_sentence(found: PostMedians, words: Words) -> str:
    """The finding: what half of the posts reached. The two halves need not be the same posts."""
    n, impressions, interactions = found.posts, found.impressions, found.interactions
    if impressions is None:
        return words("Half of {n} posts had at least {interactions} interactions", n=n, interactions=said_median(words, interactions))
    if interactions is None:
        return words("Half of {n} posts had at least {impressions} impressions", n=n, impressions=said_median(words, impressions))
    return words(
        "Half of {n} posts had at least {impressions} impressions, and half at least {interactions} interactions",
        n=n,
        impressions=said_median(words, impressions),
        interactions=said_median(words, interactions),
    )


def posts_text(months: Sequence[PostMonth], words: Words) -> str:
    """What the chart of posts shows, for those who do not see it."""
    said = [(words.date(one.month, "month"), said_median(words, one.impressions)) for one in months]
    return " ".join(words("{month}: {impressions}.", month=month, impressions=impressions) for month, impressions in said)


@dataclass(frozen=True)
class MonthLine:
    """One line of the table of months, in words."""

    month: str
    posts: str
    impressions: str
    interactions: str


def month_lines(months: Sequence[PostMonth], words: Words) -> list[MonthLine]:
    """The table of months, newest first."""
    return [
        MonthLine(
            month=words.date(one.month, "month"),
            posts=words.number(one.posts),
            impressions=said_median(words, one.impressions),
            interactions=said_median(words, one.interactions),
        )
        for one in reversed(months)
    ]


def said_median(words: Words, value: float | None) -> str:
    """A median as people read it: whole, or with its half where it is small."""
    if value is None:
        return words("not known")
    return words.number(value if value < 10 else round(value))
