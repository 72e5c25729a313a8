"""What any figure brought by hand must satisfy, however it is brought. Each rule says what is wrong, or nothing."""

from datetime import date

from dashboard.domain.errors import N_, Refused
from dashboard.domain.networks import FACTS, Network

LARGEST = 2_000_000_000
"""More followers than any account has had on any network."""
LONGEST_SOURCE = 500


def check_followers(followers: int) -> None:
    """:raises Refused: below zero, or more than there can be."""
    if not 0 <= followers <= LARGEST:
        raise Refused(N_("{followers} followers cannot be right. Give the number shown on the profile."), followers=followers)


def check_rounding(followers: int, rounded_to: int | None) -> None:
    """:raises Refused: the figure is not rounded to that."""
    if rounded_to is not None and (rounded_to < 2 or followers % rounded_to):
        raise Refused(
            N_("{followers} is not rounded to the nearest {rounded_to}. Write 1,000 for a number given in thousands."),
            followers=followers,
            rounded_to=rounded_to,
        )


def check_source(source: str) -> None:
    """:raises Refused: missing, or too long."""
    if not source or len(source) > LONGEST_SOURCE:
        raise Refused(N_("A figure needs its source in at most 500 characters: an address, or who counted and where."))


def check_day(network: Network, on: date, today: date) -> None:
    """:raises Refused: still to come, or before anybody could be on that network."""
    facts = FACTS[network]
    if on > today:
        raise Refused(N_("{on} is still to come: a figure is what was seen on a day that has passed."), on=on)
    if on < facts.opened_on:
        raise Refused(
            N_("{network} opened to the public on {opened}: no figure can be older."), network=facts.label, opened=facts.opened_on
        )


def check_account_day(handle: str, opened_on: date | None, on: date) -> None:
    """:raises Refused: the account was not there yet."""
    if opened_on and on < opened_on:
        raise Refused(
            N_("The account {handle} was opened on {opened}: it had no followers on {on}."), handle=handle, opened=opened_on, on=on
        )
