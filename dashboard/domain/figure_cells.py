"""Cells of a dated figure: each function reads what a person typed, or says what is wrong with it."""

from datetime import date

from dashboard.domain import csv_cells
from dashboard.domain.csv_cells import SHOWN, UNREADABLE
from dashboard.domain.csv_header import word
from dashboard.domain.errors import N_, Refused
from dashboard.domain.figure_rules import check_day, check_followers, check_rounding, check_source
from dashboard.domain.figure_words import EXACT, NETWORK_OF, ROUNDED
from dashboard.domain.figures import Precision
from dashboard.domain.handles import Recognised, recognise_for
from dashboard.domain.names import LONGEST
from dashboard.domain.networks import FACTS, Network
from dashboard.domain.rounded_counts import Count, read_count, rounded

LABELS = ", ".join(FACTS[network].label for network in Network)


def organisation(text: str) -> str:
    """Slug, name or identifier, not looked up yet."""
    said = _plain(text)
    if len(said) > LONGEST:
        raise Refused(N_("The name is longer than {n} characters. A quote may have been left open."), n=LONGEST)
    return said


def network(text: str) -> Network:
    """A network by its name."""
    said = _plain(text)
    if not said:
        raise Refused(N_("The network is missing. Write one of: {networks}."), networks=LABELS)
    if (found := NETWORK_OF.get(word(said[:SHOWN]))) is None:
        raise Refused(N_("“{text}” is not a network. Write one of: {networks}."), text=said[:SHOWN], networks=LABELS)
    return found


def day(text: str) -> date:
    """The day of the count."""
    said = _plain(text)
    if not said:
        raise Refused(N_("The day of the count is missing. Write it as 2025-01-20 or 20/01/2025."))
    return csv_cells.day(said)


def day_on(pair: tuple[Network, date], today: date) -> date:
    """The day, if that network can have been counted on it."""
    check_day(*pair, today)
    return pair[1]


def followers(text: str) -> Count:
    """The number as it is written."""
    # Nearly every cell of a long file: digits alone need no reading.
    count = Count(int(text)) if len(text) < 10 and text.isascii() and text.isdigit() else read_count(_plain(text))
    check_followers(count.value)
    return count


def precisely(pair: tuple[Count, str]) -> Count:
    """The count, as precise as the cell beside it says: exact, rounded, a number, or nothing."""
    count, said = pair[0], _plain(pair[1])
    how = word(said[:SHOWN])
    if not said:
        return count
    if how in EXACT:
        if count.precision is not Precision.EXACT:
            raise Refused(N_("The number of followers is written as a rounded one, and cannot be exact. Write all its digits."))
        return count
    if how in ROUNDED:
        return count if count.precision is Precision.ROUNDED else rounded(count.value)
    try:
        place = read_count(said).value
    except Refused:
        raise Refused(
            N_("“{text}” is no precision. Write exact, rounded, or what the number is rounded to, such as 1000."), text=said[:SHOWN]
        ) from None
    if place == 1 and count.precision is Precision.EXACT:
        return count
    check_rounding(count.value, place)
    return Count(count.value, place)


def source(text: str) -> str:
    """Address or words, kept as they are: nothing in them is ever run."""
    said = _plain(text)
    check_source(said)
    return said


def handle(pair: tuple[str, Network]) -> Recognised | None:
    """Which account of that network, or None where the cell is empty."""
    said = _plain(pair[0])
    return recognise_for(said, pair[1]) if said else None


def _plain(text: str) -> str:
    said = " ".join(text.split())
    if UNREADABLE.search(said):
        raise Refused(N_("This cell holds characters that cannot be shown. Type it again."))
    return said
