"""A list of the API: pages of JSON with the address of the next one, or all of it as CSV, from the same rows."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar
from urllib.parse import urlencode

from pydantic import BaseModel, ConfigDict, Field
from starlette.requests import Request
from starlette.responses import Response

from dashboard.bootstrap import Essaim
from dashboard.domain.csv_text import STANDARD, Style, csv_rows
from dashboard.domain.redistribution import LICENCE
from dashboard.services.read_public import last_written
from dashboard.web.api import cursors
from dashboard.web.api.answer import csv_answer, json_answer, wants_csv
from dashboard.web.api.items import Item

PATH = "/api/v1"
ROWS = 50
"""Of a page of JSON, if nothing is said."""
One = TypeVar("One", bound=Item)
Key = Sequence[object]
Rows = Callable[[Any, int], Sequence[tuple[Key, One]]]
"""(key after which to go on, or None; rows at most) to the rows, each with its key."""


class Page(BaseModel, Generic[One]):
    """A page of a list."""

    model_config = ConfigDict(extra="forbid")

    data: list[One] = Field(description="The rows.")
    next: str | None = Field(description="Address of the next page, also in the Link header; null on the last one.")
    licence: str = Field(default=LICENCE.name, description=f"Licence of the data: {LICENCE.title}.")
    licence_url: str = Field(default=LICENCE.path, description="Address of its text.")


def page_of(item: type[One]) -> type[Page[One]]:
    """The page of a list of these: of Item itself it would have no field."""
    return Page[item]  # type: ignore[valid-type]


@dataclass(frozen=True)
class Listing(Generic[One]):
    """One list as it was asked for.

    :param name: of the list, in cursors; ``filename``: of the CSV, ASCII.
    :param parts: how the parts of a key are read back from a cursor.
    :param at_once: rows of CSV that are read together; ``style``: how it is written.
    """

    name: str
    filename: str
    item: type[One]
    parts: cursors.Parts
    rows: Rows[One]
    at_once: int = 1_000
    style: Style = STANDARD


def list_answer(request: Request, essaim: Essaim, listing: Listing[One], cursor: str | None, limit: int | None) -> Response:
    """The page, or the whole as CSV.

    :raises WrongParameter: the cursor is none of this list.
    """
    after = cursors.read(listing.name, cursor, listing.parts) if cursor else None
    written, modified = last_written(essaim.db, essaim.today())
    if wants_csv(request) and limit is None:
        return csv_answer(request, _stream(listing, after), listing.filename, written, modified)
    rows, following = _page(listing, after, limit or ROWS)
    there = _address(request, essaim, cursors.write(listing.name, following)) if following is not None else None
    link = {"link": f'<{there}>; rel="next"'} if there else {}
    if wants_csv(request):
        return csv_answer(request, iter([csv_of(listing.item, rows, listing.style)]), listing.filename, written, modified, link)
    body = page_of(listing.item)(data=rows, next=there).model_dump_json().encode()
    return json_answer(request, body, modified, link)


def _page(listing: Listing[One], after: Key | None, limit: int) -> tuple[list[One], Key | None]:
    found = listing.rows(after, limit + 1)
    return [row for _, row in found[:limit]], found[limit - 1][0] if len(found) > limit else None


def _stream(listing: Listing[One], after: Key | None) -> Iterator[str]:
    """The table in parts, each read when the one before was sent."""
    head = True
    while head or after is not None:
        rows, after = _page(listing, after, listing.at_once)
        yield csv_of(listing.item, rows, listing.style, head=head)
        head = False


def csv_of(item: type[One], rows: Sequence[One], style: Style = STANDARD, *, head: bool = True) -> str:
    """Rows as CSV, with or without the line of names."""
    named = [item.columns()] if head else []
    return (style.mark if head else "") + csv_rows([*named, *(row.cells() for row in rows)], style)


def _address(request: Request, essaim: Essaim, cursor: str) -> str:
    asked = [(name, value) for name, value in request.query_params.multi_items() if name != "cursor"]
    return f"{essaim.settings.base}{request.url.path}?{urlencode([*asked, ('cursor', cursor)])}"
