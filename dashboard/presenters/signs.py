"""What an institution shows elsewhere: the line of its badge, the picture of its page when somebody shares it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from dashboard.charts.layout import shorten
from dashboard.charts.sentences import share, transfer_sentence
from dashboard.domain.accounts import Origin
from dashboard.domain.departures import MADE_PUBLIC, Status
from dashboard.domain.figures import Holding
from dashboard.domain.networks import Network
from dashboard.domain.organisations import Kind
from dashboard.domain.redistribution import withheld
from dashboard.i18n import Words
from dashboard.presenters import movement
from dashboard.presenters.board_scale import Scale
from dashboard.presenters.board_words import headline as board_headline
from dashboard.presenters.organisation_parts import audience, key_figures, kicker
from dashboard.presenters.transfer_rows import as_of, left_network, returned_on, transfer_rows
from dashboard.services.views import LeaderboardPage, OrganisationView, Overview

LONGEST_NAME = 48
"""Characters of a name on a card, so that what is said of it has its place."""
NAMED_NETWORKS = 2
MOST_BARS = 4


@dataclass(frozen=True)
class Bar:
    """One line of a card, with its bar.

    :param low: from 0 to 1: how far the bar reaches at least, ``high``: at most; None draws no bar, since nothing is known.
    :param regained: whether it is what was regained, which alone has the accent.
    """

    label: str
    value: str
    note: str = ""
    low: float | None = None
    high: float | None = None
    regained: bool = True


@dataclass(frozen=True)
class Card:
    """What stands on a card, from top to bottom.

    :param kicker: name, ``beside``: what is known of it.
    :param read_on: day of the newest figure.
    """

    kicker: str
    beside: str
    headline: str
    bars: Sequence[Bar]
    read_on: date | None
    fictional: bool


def badge_message(words: Words, view: OrganisationView) -> str:
    """“31 to 38 % regained on Bluesky and Mastodon”, or how far the departure has come."""
    one, network, day = view.standing, left_network(view), view.journey.departed_on
    returned = returned_on(view.journey)
    if day is None and view.journey.status is Status.PLEDGED:
        return words("has pledged to leave {network}", network=network)
    if day is None and view.journey.status in MADE_PUBLIC:
        return words("will leave {network}", network=network)
    if day is None:
        return words("has not left {network}", network=network)
    if view.journey.planned:
        return words("leaves {network} on {day}", network=network, day=day)
    if returned is not None:
        return words("returned to {network} on {day}", network=network, day=returned)
    if one.recovery_low is None:
        return words("left {network} on {day}", network=network, day=day)
    band = words.range(one.recovery_low, one.recovery_high, lambda ratio: share(words, ratio))
    return words("{band} regained on {networks}", band=band, networks=_networks(words, view))


def badge_day(view: OrganisationView) -> date | None:
    """The day of the reading that the badge tells; None where it tells none."""
    told = view.journey.departed_on is not None and not view.journey.planned and returned_on(view.journey) is None
    return view.standing.as_of if told and view.standing.recovery_low is not None else None


def _networks(words: Words, view: OrganisationView) -> str:
    new = {one.account.network for one in view.series if one.account.origin is Origin.DESTINATION and one.counted}
    names = [words.term(network) for network in Network if network in new]
    if len(names) > NAMED_NETWORKS:
        return words("{n} new networks", n=len(names))
    return words("{first} and {second}", first=names[0], second=names[1]) if len(names) == NAMED_NETWORKS else "".join(names)


def organisation_card(words: Words, view: OrganisationView, *, today: date, holding: Holding) -> Card:
    """The finding, what was left behind and what was regained, each with its source and its date."""
    short = replace(view, organisation=replace(view.organisation, name=shorten(view.organisation.name, LONGEST_NAME)))
    top = kicker(words, short.organisation, ())
    left, regained, _ = key_figures(words, view, today)
    gone = view.journey.departed_on is not None and not view.journey.planned
    low, high = (view.standing.recovery_low, view.standing.recovery_high) if gone else (None, None)
    longest = max(1.0, high or low or 0.0)
    count, read = audience(view), view.standing.regained_low is not None
    known = count is not None
    behind = Bar(left.label, left.value, left.note if known else "", 1 / longest if known else None, regained=False)
    if count is not None and withheld(count.provenance, left_network(view)):
        # A card goes wherever somebody shares the page: the number itself may not.
        behind = replace(behind, value=words("not handed on"), note=words("read with X’s API, whose terms keep the number on this page"))
    return Card(
        kicker=top.name,
        beside=" · ".join(top.parts),
        headline=transfer_sentence(transfer_rows(short, today=today, holding=holding), words),
        bars=(
            behind,
            Bar(regained.label, regained.value, regained.note if read else "", _part(low, longest), _part(high, longest)),
        ),
        read_on=as_of(view, today) if view.read_at else None,
        fictional=view.organisation.fictional,
    )


def home_card(words: Words, seen: Overview, *, fictional: bool) -> Card:
    """Who has left, what they left behind, what was regained."""
    left, regained, _ = movement.key_figures(words, seen)
    low, high, n = seen.regained
    longest = max(seen.audience_left, high or low)
    return Card(
        kicker=words("Who leaves X, and who follows"),
        beside="",
        headline=movement.headline(words, seen),
        bars=(
            Bar(left.label, left.value, left.note, _part(seen.audience_left if seen.audience_known else None, longest), regained=False),
            Bar(regained.label, regained.value, regained.note, _part(low if n else None, longest), _part(high if n else None, longest)),
        ),
        read_on=seen.read_at.date() if seen.read_at else None,
        fictional=fictional,
    )


def campaign_card(words: Words, seen: Overview, *, fictional: bool) -> Card:
    """How many have left, by kind."""
    most = max((n for _, n in seen.by_kind), default=1)
    return Card(
        kicker=words("Leaving X"),
        beside=words("those who have left, by kind"),
        headline=movement.headline(words, seen),
        bars=[
            Bar(words.beginning(words.term(Kind(kind))), words.number(n), low=n / most, regained=False)
            for kind, n in seen.by_kind[:MOST_BARS]
        ],
        read_on=seen.read_at.date() if seen.read_at else None,
        fictional=fictional,
    )


def board_card(words: Words, page: LeaderboardPage, age: int | None, *, fictional: bool) -> Card:
    """The first of the certified ones, on one scale."""
    first = [one.standing for one in page.certified[:MOST_BARS]]
    scale = Scale.over(first)
    bars = [
        Bar(
            shorten(one.name, LONGEST_NAME),
            words.range(one.recovery_low, one.recovery_high, lambda ratio: share(words, ratio)),
            low=_part(one.recovery_low, scale.top),
            high=_part(one.recovery_high, scale.top),
        )
        for one in first
    ]
    return Card(
        kicker=words("Leaderboard"),
        beside=words("compared at the same age, by what was regained at least"),
        headline=board_headline(words, page, age),
        bars=bars,
        read_on=page.read_at.date() if page.read_at else None,
        fictional=fictional,
    )


def _part(value: float | None, longest: float) -> float | None:
    return None if value is None or not longest else value / longest
