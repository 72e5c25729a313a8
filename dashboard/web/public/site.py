"""The site as one visitor, or one published copy, sees it: where it stands, which day it is, which addresses exist."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlsplit

from dashboard.bootstrap import Essaim
from dashboard.i18n import Words, words_in


def _everything(_: str) -> bool:
    return True


@dataclass(frozen=True)
class Site:
    """What every page of the public site needs beside its own figures.

    :param base: ``https://host`` or ``https://host/folder``, with which absolute addresses begin; never read from a request.
    :param live: whether a server answers; a published copy has no API, no search, and no dashboard of its own.
    :param has: whether an address is part of the site: of a published copy not every choice is written.
    """

    essaim: Essaim
    base: str
    today: date
    live: bool = True
    has: Callable[[str], bool] = _everything

    @property
    def root(self) -> str:
        """The folder in which the site stands on its host: empty, or ``/folder``."""
        return urlsplit(self.base).path.rstrip("/")

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
