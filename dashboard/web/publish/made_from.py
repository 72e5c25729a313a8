"""What a published site is made from, as fingerprints: those that are the same as last time spare the work."""

import functools
import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from importlib import metadata
from pathlib import Path

import connectors
import dashboard
import db
from dashboard.bootstrap import Essaim
from dashboard.services.read_revisions import read_revisions
from dashboard.web.publish.plan import EVERYBODY, Redraw

PACKAGES = tuple(Path(package.__path__[0]) for package in (dashboard, db, connectors))
READ = (".py", ".html", ".atom", ".po", ".css", ".js", ".svg", ".woff2", ".ttf", ".csv", ".json", ".md", ".txt")
DRAWERS = ("jinja2", "markupsafe", "babel", "resvg-py", "plotly", "segno", "numpy", "pyarrow")
"""Libraries whose next version may write other bytes from the same facts."""


@dataclass(frozen=True)
class MadeFrom:
    """The fingerprints of one moment.

    :param groups: by slug, and of everybody by the empty name.
    """

    groups: Mapping[str, str]

    @property
    def everything(self) -> str:
        """Of the whole site: everybody's pages rest on all there is."""
        return self.groups[EVERYBODY]

    def beside(self, others: Mapping[str, object]) -> "MadeFrom":
        """The same where the pages of an institution say how the others stand: they change with them."""
        groups = {name: _digest((one, repr(others[name]))) if name in others else one for name, one in self.groups.items()}
        return MadeFrom({**groups, EVERYBODY: self.everything})

    def of(self, group: str) -> str:
        """Of one group; what came in between has none, and is made again next time."""
        return self.groups.get(group, "")


def made_from(essaim: Essaim, *, base: str, today: date, every_view: bool, redraw: Redraw) -> MadeFrom:
    """Read what the site would be made from now.

    Everything that is made depends on the program, on the day (how long ago is it?), on where the site stands; an institution's pages on
    what is known of it, everybody's on all of it.
    """
    # What is secret among the settings is not in their representation, and in no page either.
    common = _digest((program(), base, today.isoformat(), str(every_view), redraw.value, repr(essaim.settings)))
    found = read_revisions(essaim.db)
    groups = {slug: _digest((common, found.everywhere, slug, one)) for slug, one in found.organisations.items()}
    return MadeFrom({**groups, EVERYBODY: _digest((common, found.everywhere, found.beside, *groups.values()))})


@functools.cache
def program() -> str:
    """The fingerprint of our own code, templates, words and marks, and of the libraries that draw."""
    digest = hashlib.blake2b(digest_size=12)
    for folder in PACKAGES:
        for path in sorted(folder.rglob("*")):
            if path.suffix in READ:
                digest.update(f"{path.relative_to(folder.parent)}\0".encode())
                digest.update(hashlib.blake2b(path.read_bytes()).digest())
    for name in DRAWERS:
        digest.update(f"{name} {_version(name)}\0".encode())
    return digest.hexdigest()


def _version(name: str) -> str:
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return ""


def _digest(texts: Iterable[str]) -> str:
    return hashlib.blake2b("\0".join(texts).encode(), digest_size=12).hexdigest()
