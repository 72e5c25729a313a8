"""Addresses of the list of institutions: all of them from A to Z, those of one letter, those of one kind."""

import re
from dataclasses import dataclass

from dashboard.domain.errors import N_
from dashboard.domain.organisations import Kind
from dashboard.public_addresses import LARGEST_PAGE, PublicPage

INSTITUTIONS = PublicPage(
    "organisations",
    N_("Institutions"),
    N_("Every institution of the register from A to Z, by letter and by kind, with where it stands on leaving X."),
)
NAMES = "names.json"
"""The file that the search field reads."""
CHOSEN = "-/"
"""Before what is chosen: no slug, so that an institution called "Letter A" keeps its address."""
_PATH = re.compile(r"(?:letter-(?P<initial>[a-z]|other)/|kind-(?P<kind>[a-z_]+)/)?(?:page-(?P<page>[1-9][0-9]{0,4})/)?")


@dataclass(frozen=True)
class DirectoryView:
    """One page of the list.

    :param initial: one of domain.names.INITIALS, or empty for all; ``kind``: the only one listed, or None for all. One of them alone.
    """

    initial: str = ""
    kind: Kind | None = None
    page: int = 1

    def address(self, language: str) -> str:
        """Path of this page."""
        chosen = f"letter-{self.initial}/" if self.initial else ""
        chosen += f"kind-{self.kind.value}/" if self.kind else ""
        chosen += f"page-{self.page}/" if self.page > 1 else ""
        return INSTITUTIONS.address(language) + (CHOSEN + chosen if chosen else "")


def finding(language: str) -> str:
    """Path of the page that finds an institution by its name; a form sends the name there."""
    return f"/{language}/find/"


def parse_directory(path: str) -> DirectoryView | None:
    """The view behind what follows ``/{language}/organisations/-/``; None if it is not exactly the address of one."""
    found = _PATH.fullmatch(path)
    if found is None or not path:
        return None
    kind = next((one for one in Kind if one.value == found["kind"]), None)
    page = int(found["page"] or 1)
    view = DirectoryView(found["initial"] or "", kind, page)
    return view if page <= LARGEST_PAGE and view.address("fr") == f"{INSTITUTIONS.address('fr')}{CHOSEN}{path}" else None
