"""Lists by which somebody follows many institutions at once: the CSV that Mastodon imports."""

import re
from collections.abc import Iterable

from dashboard.domain.csv_text import csv_rows
from dashboard.domain.profile_pages import USER

NAMES = ("Account address", "Show boosts", "Notify on new posts", "Languages")
"""The first line, as Mastodon's importer wants it: app/models/form/import.rb, ``EXPECTED_HEADERS_BY_TYPE``."""
MOST_ROWS = 20_000
"""The same, ``ROWS_PROCESSING_LIMIT``. Its limit of 20 MB is never reached first: an address has 320 signs at most."""
FILE_NAME = "following_accounts-{number}.csv"
"""By this beginning the importer knows what kind of list it is."""
_ADDRESS = re.compile(
    rf"{USER}@[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)*(?::\d{{1,5}})?", re.IGNORECASE | re.ASCII
)


def following(handles: Iterable[str]) -> list[str]:
    """The files, in order; none where there is nobody to follow.

    Each address once, by the alphabet; boosts shown, no notifications, all languages. What is no Mastodon address is left out: so no
    cell begins with a sign that a spreadsheet runs, and none needs an apostrophe, which the importer would take for a part of the
    address. Nor is there a mark at the start, by which it would not know its own first line.
    """
    known = {handle.casefold(): handle for handle in sorted(handles) if _ADDRESS.fullmatch(handle)}
    rows = [(known[key], "true", "false", "") for key in sorted(known)]
    return [csv_rows([NAMES, *rows[start : start + MOST_ROWS]]) for start in range(0, len(rows), MOST_ROWS)]
