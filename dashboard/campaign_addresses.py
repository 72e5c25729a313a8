"""Addresses of the pages that list everybody who leaves: one page of the whole movement, one a month, one of those without a date."""

import re
from dataclasses import dataclass
from datetime import date

from dashboard.public_addresses import CAMPAIGN, LARGEST_PAGE

UNDATED = "undated"
_PATH = re.compile(r"(?:month-(?P<month>[0-9]{4}-[0-9]{2}|undated)/(?:page-(?P<page>[1-9][0-9]{0,4})/)?)?")


@dataclass(frozen=True)
class CampaignView:
    """One page of the list.

    :param month: first day of the month whose departures it lists; None for the page of the whole movement.
    :param undated: whether it lists those that announced their departure without a date; ``month`` is then None.
    """

    month: date | None = None
    undated: bool = False
    page: int = 1

    def address(self, language: str) -> str:
        """Path of this page."""
        part = UNDATED if self.undated else f"{self.month:%Y-%m}" if self.month else ""
        return CAMPAIGN.address(language) + (f"month-{part}/" if part else "") + (f"page-{self.page}/" if self.page > 1 else "")


def parse_campaign(path: str) -> CampaignView | None:
    """The view behind what follows ``/{language}/campaigns/x/``; None if it is not exactly the address of one."""
    found = _PATH.fullmatch(path)
    if found is None:
        return None
    month, page = found["month"], int(found["page"] or 1)
    if page > LARGEST_PAGE:
        return None
    try:
        first = date.fromisoformat(f"{month}-01") if month not in (None, UNDATED) else None
    except ValueError:
        return None
    view = CampaignView(first, month == UNDATED, page)
    return view if view.address("fr") == CAMPAIGN.address("fr") + path else None
