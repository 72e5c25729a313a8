"""Cells of the register: each function reads what a person typed, or says what is wrong with it."""

from datetime import date

from dashboard.domain import identifiers
from dashboard.domain.csv_cells import Cells, day
from dashboard.domain.csv_header import word
from dashboard.domain.departures import Status
from dashboard.domain.errors import N_, Refused
from dashboard.domain.names import LONGEST
from dashboard.domain.networks import FACTS, Network
from dashboard.domain.organisations import Kind
from dashboard.domain.register_words import KIND_OF, STATUS_OF


def name(text: str) -> str:
    """The name of an institution, whatever it begins with: ``=1+1`` is text."""
    if not text:
        raise Refused(N_("The name is missing."))
    if len(text) > LONGEST:
        raise Refused(N_("The name is longer than {n} characters. A quote may have been left open."), n=LONGEST)
    return text


def kind(text: str) -> Kind:
    """A kind of institution, by its code or a common English or French word."""
    if (found := KIND_OF.get(word(text))) is None:
        raise Refused(N_("“{text}” is not a kind of institution. Write one of: {kinds}."), text=text, kinds=", ".join(Kind))
    return found


def status(text: str) -> Status:
    """A rung of the ladder, by its code or a common English or French word."""
    if (found := STATUS_OF.get(word(text))) is None:
        raise Refused(N_("“{text}” is not a status. Leave it empty, or write one of: {statuses}."), text=text, statuses=", ".join(Status))
    return found


def figure(cells: Cells, today: date | None) -> tuple[date, int] | None:
    """The followers on X and the day they were counted, never later than ``today``; a day without a count is no figure."""

    def counted_on(text: str) -> date:
        if not text:
            raise Refused(N_("A count needs the day on which it was read."))
        on, opened = day(text), FACTS[Network.X].opened_on
        if on < opened:
            raise Refused(N_("{network} opened on {opened}: there was nothing to count on {on}."), network="X", opened=opened, on=on)
        if today is not None and on > today:
            raise Refused(N_("Nothing can have been counted on {on}, which is still to come."), on=on)
        return on

    followers = cells.get("x_followers", identifiers.count)
    on = cells.get("x_followers_on", counted_on, required=followers is not None)
    return None if followers is None or on is None else (on, followers)
