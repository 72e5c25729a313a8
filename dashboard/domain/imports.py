"""Imports: one act by which figures were brought, so that the whole of it can be shown and undone."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from dashboard.domain.people import Role


class Method(StrEnum):
    """By which way figures came."""

    ARCHIVE = "archive"  # the manifest of an X archive
    ANALYTICS = "analytics"  # X's account overview CSV
    POSTS = "posts"  # X's post CSV
    FIGURES = "figures"  # a CSV of dated figures
    EDITOR = "editor"  # the table on the page
    PRESS = "press"  # a figure with its address and who said it
    WIKIDATA = "wikidata"


@dataclass(frozen=True)
class Import:
    """One act by which figures were brought.

    :param organisation: slug; None for a file of the collective over many organisations.
    :param figures: how many it stored; of a post CSV, how many posts.
    :param first_on: the first day of its figures; ``last_on``: the last.
    :param role: in what capacity somebody brought it, never who.
    :param details: what else is worth showing (anchor, residual, ids of Wikidata items ...), plain values; nothing of a private person.
    :param undone_at: when it was undone, or None.
    """

    id: int
    organisation: str | None
    method: Method
    at: datetime
    role: Role
    figures: int
    first_on: date | None
    last_on: date | None
    details: Mapping[str, object]
    undone_at: datetime | None = None
