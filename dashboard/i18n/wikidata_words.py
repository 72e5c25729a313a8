"""What is said of dated counts of Wikidata that cannot be used: the same on the page and on the command line."""

from dashboard.domain.wikidata import LeftOut
from dashboard.i18n.words import Words


def left_out(words: Words, counts: LeftOut) -> list[str]:
    """How many, and why, in sentences; none where all could be used."""
    said = (
        words.plural(
            "{n} dated count does not say of which account: it is left out.",
            "{n} dated counts do not say of which account: they are left out.",
            counts.nameless,
        ),
        words.plural(
            "{n} dated count names several accounts, days or numbers: it is left out.",
            "{n} dated counts name several accounts, days or numbers: they are left out.",
            counts.unclear,
        ),
        words.plural(
            "{n} dated count has no date to the day: it is left out.",
            "{n} dated counts have no date to the day: they are left out.",
            counts.undated,
        ),
        words.plural(
            "{n} dated count names an account that is not known to be the institution’s, or a day that cannot be: it is left out.",
            "{n} dated counts name an account that is not known to be the institution’s, or a day that cannot be: they are left out.",
            counts.strangers,
        ),
    )
    numbers = (counts.nameless, counts.unclear, counts.undated, counts.strangers)
    return [text for n, text in zip(numbers, said, strict=True) if n]
