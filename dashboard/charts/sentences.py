"""What a chart shows, in words: the finding, the text read aloud instead of the picture, the labels and what to do when it is empty."""

from collections.abc import Sequence
from datetime import date

from dashboard.charts.read_days import at_departure
from dashboard.charts.rows import EventMark, Gap, Line, TransferRows
from dashboard.domain.departures import MADE_PUBLIC, Status
from dashboard.domain.views import Measure, TimeAxis
from dashboard.i18n import Words
from dashboard.i18n.count_words import count_said

GAPS_SAID, HELD_SAID, MARKS_SAID = 6, 2, 6
"""The text read aloud names that many gaps, the longest, and that many events, the newest; the table has them all."""


def share(words: Words, ratio: float) -> str:
    """A share of the audience left: whole per cents, one decimal below 1 %."""
    return words.percent(ratio, 1 if 0 < ratio < 0.01 else 0)


def interval(words: Words, first: date, last: date) -> str:
    """du 4 au 15 juin 2025 / 4–15 Jun 2025: both dates with what they do not share."""
    return words.period(first, last)


def between(words: Words, low: float, high: float) -> str:
    """“31 and 38 %”: the sign once, at the end."""
    first, second = share(words, low), share(words, high)
    return words("{low} and {high}", low=first.removesuffix(words.percent_sign), high=second)


def transfer_sentence(rows: TransferRows, words: Words) -> str:
    """The finding: what the organisation regained, at which age; or what stands in the way of saying so."""
    name, network, day0 = rows.organisation, rows.network, rows.departed_on
    if day0 is None and rows.status is Status.PLEDGED:
        return words("{name} has pledged to leave {network}", name=name, network=network)
    if day0 is None and rows.status in MADE_PUBLIC:
        return words("{name} has announced that it will leave {network}", name=name, network=network)
    if day0 is None:
        return words("{name} has not left {network}", name=name, network=network)
    if rows.planned:
        return words("{name} leaves {network} on {day}", name=name, network=network, day=day0)
    if rows.returned_on and rows.returned_on <= rows.as_of:
        return words("{name} returned to {network} on {day}", name=name, network=network, day=rows.returned_on)
    reading = rows.latest
    if reading is None or reading.low is None or not rows.baseline:
        return words("{name} left {network} on {day}", name=name, network=network, day=day0)
    age = (reading.day - day0).days
    after = words.plural("{n} day after its departure", "{n} days after its departure", age)
    low, high = reading.low / rows.baseline, None if reading.high is None else reading.high / rows.baseline
    if high is None:
        return words(
            "{name} has regained at least {low} of its {network} audience, {after}",
            name=name,
            network=network,
            low=share(words, low),
            after=after,
        )
    if share(words, low) == share(words, high):
        return words(
            "{name} has regained {low} of its {network} audience, {after}",
            name=name,
            network=network,
            low=share(words, low),
            after=after,
        )
    return words(
        "{name} has regained between {band} of its {network} audience, {after}",
        name=name,
        network=network,
        band=between(words, low, high),
        after=after,
    )


def transfer_text(rows: TransferRows, words: Words) -> str:
    """What the chart shows for those who do not see it: its name, the last values, the gaps. Goes in ``alt=``."""
    networks = ", ".join(line.label for line in rows.lines if line.points)
    said = [words("Followers of {name}: {networks}.", name=rows.organisation, networks=networks)] if networks else []
    if rows.baseline and rows.departed_on and not rows.planned:
        left = count_said(words, rows.baseline, rows.baseline_rounded_to)
        said.append(words("{network}: {n} at the departure, on {day}.", network=rows.network, n=left, day=rows.departed_on))
    said += [
        words("{network}: {n} on {day}.", network=line.label, n=count_said(words, last.value, last.rounded_to), day=last.day)
        for line in rows.destinations
        for last in line.points[-1:]
    ]
    reading = rows.latest
    if reading is not None and reading.low is not None:
        said.append(words("Regained on {day}: at least {low}.", day=reading.day, low=reading.low))
        if reading.high is not None:
            said.append(words("At most {high}.", high=reading.high))
    said += [
        words("{network}: {n} on {day} waits for a look and is not counted.", network=line.label, n=point.value, day=point.day)
        for line in rows.lines
        for point in line.held[-HELD_SAID:]
    ]
    said += marks_said(rows.events, words)
    said += gaps_said(rows, words)
    empty = what_next(rows, Measure.VALUES, TimeAxis.CALENDAR, words)
    return " ".join(said) if empty is None else empty


def marks_said(marks: Sequence[EventMark], words: Words) -> list[str]:
    """What happened besides, a sentence each, oldest first."""
    newest = sorted(marks, key=lambda mark: mark.day)[-MARKS_SAID:]
    return [words("{day}: {event}.", day=mark.day, event=mark.named(words)) for mark in newest]


def not_read(line: Line, gap: Gap, words: Words) -> str:
    """“Mastodon not read, 4-15 June 2025”, with the cause where it is known."""
    days = interval(words, gap.first, gap.last)
    if gap.reason:
        return words("{network} not read, {days}: {reason}", network=line.label, days=days, reason=gap.reason)
    return words("{network} not read, {days}", network=line.label, days=days)


def gaps_said(rows: TransferRows, words: Words) -> list[str]:
    """The longest times in which something was not read, a sentence each, oldest first; then what is not read now."""
    past = [not_read(line, gap, words) for line, gap in _longest_gaps(rows)]
    return [f"{one}." for one in (*past, *(_still_unread(line, line.still, words) for line in rows.destinations if line.still))]


def _still_unread(line: Line, gap: Gap, words: Words) -> str:
    since = words.date(gap.first, "short")
    if gap.reason:
        return words("{network} not read since {day}: {reason}", network=line.label, day=since, reason=gap.reason)
    return words("{network} not read since {day}", network=line.label, day=since)


def _longest_gaps(rows: TransferRows) -> list[tuple[Line, Gap]]:
    longest = sorted(rows.unread, key=lambda pair: pair[1].first - pair[1].last)[:GAPS_SAID]
    return sorted(longest, key=lambda pair: pair[1].first)


def what_next(rows: TransferRows, measure: Measure, axis: TimeAxis, words: Words) -> str | None:
    """What to do when there is nothing to draw; None if there is something."""
    if not any(line.points for line in rows.lines):
        if any(line.held for line in rows.lines):
            return words("What was brought waits for a look by the collective. The curve begins when it counts.")
        return words("No figure yet. Connect the new accounts or bring your figures: the curve begins with the first one.")
    if rows.departed_on is None and (axis is TimeAxis.DAYS or measure is not Measure.VALUES):
        return words("No departure date yet. Log it: days and shares are counted from there.")
    if measure is Measure.INDEX and not at_departure(rows):
        return words("No account has a figure that stands on the day of the departure: the index is counted from it.")
    if measure is Measure.SHARE and not rows.baseline:
        return words(
            "The followers left on {network} at the departure are not known. Bring that figure: the share is counted from it.",
            network=rows.network,
        )
    return None
