"""Who kept the pledge: one line each, with the day and where it can be checked, and a sentence for all."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from dashboard.domain.exit_days.afterwards import Kept
from dashboard.i18n import Words
from dashboard.services.exit_days.afterwards import Held


@dataclass(frozen=True)
class KeptRow:
    """One institution: what became of its pledge."""

    name: str
    href: str
    kept: str
    note: str
    source: str


def kept_said(words: Words, held: Sequence[Held]) -> str:
    """“12 kept their pledge, 2 later, 1 not”, of whoever was bound."""
    counts = Counter(one.found.kept for one in held)
    parts = [words("{kept}: {n}", kept=kept, n=counts[kept]) for kept in Kept if counts[kept]]
    return ", ".join(parts)


def rows(words: Words, held: Sequence[Held], link: Callable[[str], str]) -> list[KeptRow]:
    """By name.

    :param link: from the slug of an institution to its page.
    """
    return [
        KeptRow(one.organisation.name, link(one.organisation.slug), words.term(one.found.kept), _note(words, one), one.found.source)
        for one in held
    ]


def _note(words: Words, one: Held) -> str:
    found = one.found
    if found.returned_on is not None and found.left_on is not None:
        return words("left on {day}, came back on {back}", day=found.left_on, back=found.returned_on)
    if found.left_on is not None:
        return words("left on {day}", day=found.left_on)
    return words("no departure is logged")
