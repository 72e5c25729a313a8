"""On what condition an institution leaves: all parts of it must hold at once."""

from collections.abc import Collection
from dataclasses import dataclass, replace

from dashboard.domain.errors import N_, Refused
from dashboard.domain.organisations import Kind

MOST_ORGANISATIONS = 100_000
"""No condition asks for more institutions than this: a larger number is a mistyped one."""
MOST_AUDIENCE = 10_000_000_000
"""Followers, likewise: more than there are people."""
MOST_NAMED = 20


@dataclass(frozen=True)
class Condition:
    """What must hold of those who leave together; its own institution is counted among them. Empty: leaves in any case.

    :param organisations: how many leave at least. :param audience: how many followers they have together at least on the network left.
    :param named: keys of institutions that all leave too.
    :param of_kind: how many of its own kind at least. :param of_region: how many of its own region at least.
    """

    organisations: int | None = None
    audience: int | None = None
    named: frozenset[int] = frozenset()
    of_kind: int | None = None
    of_region: int | None = None

    def __bool__(self) -> bool:
        """Whether there is any condition."""
        return self != ALWAYS


ALWAYS = Condition()


@dataclass(frozen=True)
class Pledger:
    """Who leaves if its condition holds.

    :param organisation: its key. :param region: ISO 3166-2, or None if it is not known.
    :param audience: followers on the network left; None if they are not known, which is not the same as none.
    """

    organisation: int
    kind: Kind
    region: str | None = None
    audience: int | None = None
    condition: Condition = ALWAYS


def check_condition(condition: Condition, own: Pledger, *, named: Collection[int] | None = None, left: Collection[int] = ()) -> Condition:
    """The condition, as it may be pledged on.

    :param own: who makes it. :param named: the institutions as they were typed, perhaps one twice; those of the condition if None.
    :param left: those of them that have left already.
    :raises Refused: a number that can never or must always be reached, oneself or one institution twice among the named, one that has
        left already, or a region that is not known.
    """
    typed = list(condition.named if named is None else named)
    if own.organisation in typed:
        raise Refused(N_("An institution cannot wait for itself. Take it out of the institutions you name."))
    if len(set(typed)) < len(typed):
        raise Refused(N_("You named the same institution twice. Name each of them once."))
    if len(typed) > MOST_NAMED:
        raise Refused(N_("You named {n} institutions. Name {most} at most, or ask for a number of them."), n=len(typed), most=MOST_NAMED)
    if set(left) & set(typed):
        raise Refused(N_("An institution that you named has left already. Take it out: this part of your condition holds."))
    if condition.of_region is not None and own.region is None:
        raise Refused(N_("The region of your institution is not known, so those of your region cannot be counted. Leave this part out."))
    for number in (condition.organisations, condition.of_kind, condition.of_region):
        _check_number(number)
    if condition.audience is not None and not 0 < condition.audience <= MOST_AUDIENCE:
        raise Refused(N_("{n} followers cannot be asked for. Type a number above 0, or leave the field empty."), n=condition.audience)
    return replace(condition, named=frozenset(typed))


def _check_number(number: int | None) -> None:
    if number is None:
        return
    if number < 2:
        raise Refused(
            N_("“At least {n}” is no condition: your own institution counts. Type 2 or more, or leave the field empty."), n=number
        )
    if number > MOST_ORGANISATIONS:
        raise Refused(N_("“At least {n}” can never hold: there are not so many institutions. Type a smaller number."), n=number)
