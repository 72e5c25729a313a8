"""The leaderboard as it is shown: rows of text and bars on one shared scale, in three parts."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

from dashboard.domain.claims import Claim
from dashboard.domain.departures import Status
from dashboard.domain.leaderboard import Missing, Order, Ranked, Standing, has_ranks
from dashboard.domain.organisations import Kind, Level
from dashboard.i18n import Words
from dashboard.i18n.order_words import COLUMNS, MEANS, MEANS_NOT, WARNING
from dashboard.presenters.board_scale import Scale, ends, said
from dashboard.presenters.board_words import Movement, movement, read_earlier
from dashboard.presenters.proof_words import short_proof, strongest
from dashboard.services.views import LeaderboardPage

Link = Callable[[str], str]
"""From the slug of an organisation to the address of its page, at the door that asks."""
Proofs = Mapping[str, Sequence[Claim]]
"""Those that count, by the slug of their organisation."""


class Entrant(NamedTuple):
    """What a row says of its institution, whatever is compared: the same on every page with it.

    :param certified: its level in words; empty where it is listed alone.
    """

    name: str
    href: str
    about: str
    departed_on: date
    baseline: str
    baseline_on: date | None
    baseline_source: str | None
    level: Level
    certified: str
    proof: str


class BoardRow(NamedTuple):
    """One row that can be compared, ready to be read aloud.

    :param interval: “2 to 6” where the bands allow other ranks than this one, else empty.
    :param low: where its bar begins, in per cent of the scale; ``high``: where it ends.
    :param movement: since last week; None where it has no rank or there is nothing to compare with.
    :param read_on: the day of its reading, where that is older than the figures beside it.
    """

    entrant: Entrant
    rank: int | None
    interval: str
    low: str
    high: str
    text: str
    movement: Movement | None = None
    read_on: str = ""

    @property
    def width(self) -> str:
        """Of the bar, in per cent of the scale."""
        return f"{float(self.high) - float(self.low):.2f}"


@dataclass(frozen=True)
class BoardGroup:
    """A part of the table under its own heading."""

    title: str
    about: str
    rows: Sequence[BoardRow]
    certified: bool


@dataclass(frozen=True)
class Board:
    """The table with what is said of it.

    :param column: heading of what is compared; ``means``: what the order is by; ``means_not``: what it does not say.
    :param notes: further lines of the caption; ``warning``: title and text of what is said above it, or None.
    :param ticks: of the shared scale; empty where there are no bars. ``step``: between two of them, in per cent.
    :param since: with which day ranks are compared, or None.
    """

    groups: Sequence[BoardGroup]
    column: str
    means: str
    means_not: str
    notes: Sequence[str]
    warning: tuple[str, str] | None
    ticks: Sequence[Mapping[str, str]]
    step: str
    since: date | None


class MissingRow(NamedTuple):
    """One row that cannot be compared, and what is missing."""

    name: str
    href: str
    departed_on: date | None
    missing: str


def kind_and_size(words: Words, standing: Standing) -> str:
    """“ville, 214 300 habitants”."""
    kind = words.term(standing.kind)
    if standing.size is None or standing.size_measure is None:
        return kind
    return f"{kind}, {words('{n} {people}', n=standing.size, people=standing.size_measure)}"


def who(words: Words, standing: Standing) -> str:
    """The same with what became of a departure that ended."""
    about = kind_and_size(words, standing)
    return f"{about}, {words('has since returned to X')}" if standing.status is Status.RETURNED else about


def entrant(words: Words, standing: Standing, link: Link, proofs: Sequence[Claim]) -> Entrant:
    """Who stands in a row.

    :param link: from the slug of an organisation to its page; ``proofs``: those of this one.
    """
    if standing.departed_on is None:
        raise ValueError(f"{standing.slug} cannot be compared")
    return Entrant(
        name=standing.name,
        href=link(standing.slug),
        about=who(words, standing),
        departed_on=standing.departed_on,
        baseline="" if standing.baseline is None else words.number(standing.baseline),
        baseline_on=standing.baseline_on,
        baseline_source=standing.baseline_source,
        level=standing.level,
        certified=words("certified {level}", level=standing.level.value) if standing.level.certified else "",
        proof=short_proof(words, strongest(proofs)),
    )


def board(
    words: Words,
    page: LeaderboardPage,
    entrants: Callable[[Standing], Entrant],
    proofs: Proofs,
    *,
    age: int | None,
    by: Order = Order.RECOVERY,
    kind: Kind | None = None,
) -> Board:
    """Everything that can be compared, certified ones with their rank and listed ones without.

    :param entrants: who stands in a row (:func:`entrant`); ``proofs``: of every organisation of the page.
    :param age: at which all are compared, None for the latest reading; ``kind``: the only one that is shown, or None for all.
    """
    scale = Scale.over([*(one.standing for one in page.certified), *page.listed], by)

    def rows(some: Iterable[Ranked]) -> list[BoardRow]:
        return [
            _row(
                words,
                one,
                entrants(one.standing),
                scale,
                by,
                movement(words, one, page.since, age, proofs[one.standing.slug]) if page.since else None,
                read_earlier(words, page, one.standing) if age is None or by is Order.GROWTH else "",
            )
            for one in some
        ]

    groups = (
        BoardGroup(
            words("Certified"),
            words("The institution has proved that it speaks for itself (level L2 or above)."),
            rows(page.certified),
            True,
        ),
        BoardGroup(
            words("Listed, without a rank"),
            words("Public figures, read in the same way; the institution has not come forward yet."),
            rows(Ranked(None, one) for one in page.listed),
            False,
        ),
    )
    title, text = WARNING
    return Board(
        groups=[group for group in groups if group.rows],
        column=words(COLUMNS[by]),
        means=words(MEANS[by]),
        means_not=words(MEANS_NOT[by]),
        notes=_notes(words, page, by, kind),
        warning=(words(title), words(text)) if by is Order.FOLLOWERS else None,
        ticks=scale.ticks(words, by),
        step=f"{100 * scale.step / scale.top:.3f}",
        since=page.since,
    )


def _notes(words: Words, page: LeaderboardPage, by: Order, kind: Kind | None) -> list[str]:
    notes = []
    if any(not one.certain for one in page.certified):
        notes.append(words("In brackets: the best and the worst rank that the bands allow."))
    if not has_ranks(by, kind):
        notes.append(words("Choose a kind to see ranks."))
    if page.since is not None and any(one.risen for one in page.certified):
        notes.append(words("Movement: among those that were ranked on both days; whoever enters above moves nobody."))
    if by is Order.RECOVERY and page.since is None and page.certified:
        notes.append(words("The standings of last week were not kept: movement shows from next week on."))
    return notes


def _row(words: Words, one: Ranked, entrant: Entrant, scale: Scale, by: Order, moved: Movement | None, read_on: str) -> BoardRow:
    low, high = ends(one.standing, by)
    if low is None:
        raise ValueError(f"{one.standing.slug} cannot be compared")
    uncertain = not one.certain and one.best is not None and one.worst is not None
    return BoardRow(
        entrant=entrant,
        rank=one.rank,
        interval=words("{low} to {high}", low=one.best, high=one.worst) if uncertain else "",
        low=scale.place(low),
        high=scale.place(low if high is None else high),
        text=said(words, one.standing, by),
        movement=moved,
        read_on=read_on,
    )


def missing_rows(words: Words, page: LeaderboardPage, age: int | None, by: Order, link: Link) -> list[MissingRow]:
    """Everything that cannot be compared by this order."""
    age = None if by is Order.GROWTH else age
    return [MissingRow(one.name, link(one.slug), one.departed_on, missing_said(words, one, age)) for one in page.not_enough]


def missing_said(words: Words, standing: Standing, age: int | None) -> str:
    """What a standing lacks to be compared and, where known, until when; empty if it lacks nothing."""
    if standing.missing is Missing.AGE and standing.departed_on is not None:
        if age is None:
            return words("leaves on {day}", day=standing.departed_on)
        return words("{age} days not reached yet: comparable on {day}", age=age, day=standing.departed_on + timedelta(days=age))
    if standing.missing is Missing.DEPARTURE and standing.departed_on is not None:
        return words("leaves on {day}", day=standing.departed_on)
    if standing.missing is Missing.READING and age is not None:
        return words("no reading on day {age} after its departure", age=age)
    return words.term(standing.missing) if standing.missing else ""
