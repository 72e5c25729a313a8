"""The site as one visitor, or one published copy, sees it: where it stands, which day it is, which addresses exist."""

from collections.abc import Callable, Hashable, Mapping, MutableMapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any, Protocol, TypeVar
from urllib.parse import urlsplit

from dashboard.bootstrap import Essaim
from dashboard.charts.png import png
from dashboard.i18n import Words, words_in
from dashboard.services.read_beside import Beside

_Read = TypeVar("_Read")
_UNREAD: Any = object()


class Draw(Protocol):
    """An SVG as the bytes of a PNG, in its own size times ``zoom``."""

    def __call__(self, svg: str, *, zoom: float = 1) -> bytes: ...


def _everything(_: str) -> bool:
    return True


@dataclass(frozen=True)
class Site:
    """What every page of the public site needs beside its own figures.

    :param base: ``https://host`` or ``https://host/folder``, with which absolute addresses begin; never read from a request.
    :param live: whether a server answers; a published copy has no API, no search, and no dashboard of its own.
    :param has: whether an address is part of the site: of a published copy not every choice is written.
    :param every_view: whether a published copy holds every view of every organisation's chart (measure, axis, theme), or the first alone.
    :param draw: makes pictures: every PNG of the site comes from here, so that a published copy draws again only what looks different.
    :param peers: how comparable institutions stand, by slug, read for all at once for a published copy; None on the live server.
    :param beside: the rank of each and those like it, by slug, likewise.
    :param memory: what was read for one organisation, for as long as its addresses are written, or for everybody's; None on the live
        server.
    """

    essaim: Essaim
    base: str
    today: date
    live: bool = True
    has: Callable[[str], bool] = _everything
    every_view: bool = False
    draw: Draw = png
    peers: Mapping[str, tuple[float, float, int] | None] | None = None
    beside: Mapping[str, Beside] | None = None
    memory: MutableMapping[Hashable, Any] | None = None

    def once(self, key: Hashable, read: Callable[[], _Read]) -> _Read:
        """What many addresses rest on, read once for all of them where they are written in a row; each time on the live server."""
        if self.memory is None:
            return read()
        found: _Read = self.memory.get(key, _UNREAD)
        if found is _UNREAD:
            found = self.memory[key] = read()
        return found

    @cached_property
    def root(self) -> str:
        """The folder in which the site stands on its host: empty, or ``/folder``."""
        return urlsplit(self.base).path.rstrip("/")

    @cached_property
    def host(self) -> str | None:
        """The name of its host, without a port."""
        return urlsplit(self.base).hostname

    def link(self, path: str) -> str:
        """An address of the site as a link on one of its pages."""
        return self.root + path

    def absolute(self, path: str) -> str:
        """The whole address: for canonical links, cards, feeds, embeds."""
        return self.base.rstrip("/") + path

    @property
    def dashboard(self) -> str:
        """Beginning of the dashboard’s addresses: ours, or the live server's for a published copy; empty if it is nowhere."""
        return "" if self.live else self.essaim.settings.public_url

    @property
    def has_dashboard(self) -> bool:
        """Whether there is a dashboard to lead to."""
        return self.live or bool(self.essaim.settings.public_url)


def live_site(essaim: Essaim) -> Site:
    """The site of the running server."""
    return Site(essaim, essaim.settings.base, essaim.today())


def words_of(language: str) -> Words:
    """Everything said in one language of the site."""
    return words_in(language)
