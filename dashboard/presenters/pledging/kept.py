"""What became of the pledges, each with its evidence."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from dashboard.domain.exit_days.afterwards import GONE, Kept, LastPost
from dashboard.domain.networks import Network
from dashboard.i18n import Words
from dashboard.presenters.board import Link
from dashboard.presenters.what_happened import without_source
from dashboard.services.exit_days.afterwards import Held


@dataclass(frozen=True)
class Followed:
    """One line of what became of the pledges.

    :param on: the day of the departure, of the return, or of the withdrawal. :param source: where that can be checked; ``otherwise``:
        what is said where nobody gave a source. :param beside: what else is known, the last post first.
    """

    name: str
    href: str
    became: str
    on: date | None
    source: str
    otherwise: str
    beside: tuple[tuple[str, str], ...]


def counts(words: Words, held: Sequence[Held]) -> list[tuple[str, str]]:
    """(what became of them, how many), each that there is, and of how many."""
    found = Counter(one.found.kept for one in held)
    return [(words.beginning(words.term(kept)), words.number(found[kept])) for kept in Kept if found[kept]]


def followed(words: Words, held: Sequence[Held], link: Link, network: Network) -> list[Followed]:
    """Everybody who was bound, and what became of the pledge.

    :param network: which was to be left.
    """
    return [
        Followed(
            one.organisation.name,
            link(one.organisation.slug),
            words.beginning(words.term(one.found.kept)),
            one.found.returned_on or one.found.left_on or (one.withdrawn_on if one.found.kept is Kept.WITHDRAWN else None),
            one.found.source,
            _otherwise(words, one),
            tuple(_beside(words, one, network)),
        )
        for one in held
    ]


def _otherwise(words: Words, one: Held) -> str:
    if one.found.kept in GONE:
        return without_source(words, one.organisation)
    return words("written down here") if one.found.kept is Kept.WITHDRAWN else words("no departure is logged")


def _beside(words: Words, one: Held, network: Network) -> list[tuple[str, str]]:
    """(what is known, where it can be checked)."""
    found = []
    if one.found.kept is Kept.RETURNED and one.found.left_on is not None:
        found.append((words("left on {day}", day=one.found.left_on), ""))
    last = one.found.last_post
    if last is not None:
        found.append((_last_post(words, last, network, since=one.found.posts_since), last.source))
    return found


def _last_post(words: Words, last: LastPost, network: Network, *, since: bool) -> str:
    if last.after is not None:
        said = words("number of posts on {network} grew between {first} and {last}", network=network, first=last.after, last=last.on)
    else:
        said = words("last known post on {network}: {day}", network=network, day=last.on)
    return words("{said}, after the departure", said=said) if since else said
