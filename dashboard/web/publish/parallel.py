"""Several processes that write addresses, each with an Essaim of its own on the same database."""

import multiprocessing
import os
import signal
import threading
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from dashboard.bootstrap import Essaim, build
from dashboard.config import Settings
from dashboard.web.public.crawlers import PAGES
from dashboard.web.public.open_data import CONTENTS
from dashboard.web.public.resources import RESOURCES
from dashboard.web.public.site import Site
from dashboard.web.publish.folder import Building
from dashboard.web.publish.forks import search_seldom
from dashboard.web.publish.plan import Redraw
from dashboard.web.publish.render import Batch, Done, render_all

FOUND: Sequence[Hashable] = (PAGES, CONTENTS)
Writer = Callable[[Sequence[Batch]], Iterable[Sequence[Done]]]


@dataclass(frozen=True)
class Told:
    """What a process needs to know to see the site as the others do.

    :param found: what many pages rest on that was found while everything was planned (FOUND), as the site remembers it.
    """

    settings: Settings
    base: str
    today: date
    every_view: bool
    redraw: Redraw
    addresses: frozenset[str]
    building: Building
    found: Mapping[Hashable, Any] = field(default_factory=dict)

    def site(self, essaim: Essaim) -> Site:
        """The site as it is published."""
        has = self.addresses.__contains__
        return Site(essaim, self.base, self.today, live=False, has=has, every_view=self.every_view, memory={**self.found})

    def planned(self, site: Site, addresses: frozenset[str]) -> "Told":
        """The same once everything is planned."""
        found = site.memory or {}
        return replace(self, addresses=addresses, found={key: found[key] for key in FOUND if key in found})


@contextmanager
def writers(told: Told, n: int) -> Iterator[Writer]:
    """``n`` processes that write addresses of RESOURCES: they begin at once, and give what came of it as it comes."""
    # Not forked of this process, which holds connections, locks and threads.
    context = multiprocessing.get_context("forkserver")
    pool = ProcessPoolExecutor(n, mp_context=context, initializer=_begin, initargs=(told,))

    def write(batches: Sequence[Batch]) -> Iterable[Sequence[Done]]:
        return (done.result() for done in as_completed([pool.submit(_write, batch) for batch in batches]))

    try:
        yield write
    finally:
        pool.shutdown(cancel_futures=True)


_told: Told | None = None
_site: Site | None = None


def _begin(told: Told) -> None:
    global _told, _site
    # Whoever interrupts the command interrupts its first process, which ends the others; if it is killed, they go with it.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_follow, daemon=True).start()
    _told, _site = told, told.site(build(told.settings, migrate=False))
    search_seldom()


def _follow() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _write(batch: Batch) -> list[Done]:
    assert _told is not None and _site is not None
    return render_all(_site, RESOURCES, _told.building, batch, redraw=_told.redraw)
