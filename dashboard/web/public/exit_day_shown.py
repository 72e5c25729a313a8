"""One exit day as everybody may see it: read once for all its addresses of a published copy."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time

from dashboard.domain.exit_days.together import Compared
from dashboard.i18n import Words
from dashboard.presenters import exit_days
from dashboard.presenters.exit_days import Phase
from dashboard.services.exit_days.afterwards import Bound, Held, bound, read_afterwards
from dashboard.services.exit_days.on_the_day import OnTheDay, read_on_the_day
from dashboard.services.exit_days.read import ExitDay, Standing, read_exit_day, read_exit_days, read_standing
from dashboard.services.exit_days.together import read_together
from dashboard.web.public.site import Site


@dataclass(frozen=True)
class ShownDay:
    """A day, where it stands, and what became of those who were bound; nobody was before it is confirmed."""

    day: ExitDay
    standing: Standing
    held: Sequence[Held]
    phase: Phase

    @property
    def bound(self) -> Bound:
        """How many were bound, and how many of them have left."""
        return bound(self.held)

    @property
    def going(self) -> int | None:
        """How many go: those who are bound, or would go today; None where that is not told."""
        return self.bound.n if self.phase in (Phase.CONFIRMED, Phase.TODAY, Phase.OVER) else self.standing.going


def every_day(site: Site) -> Sequence[ExitDay]:
    """All of them but drafts, by their date."""
    return site.once(("exit days",), lambda: read_exit_days(site.essaim.db))


def shown_day(site: Site, slug: str) -> ShownDay:
    """One day.

    :raises NotFound: there is none, or it is a draft.
    """

    def read() -> ShownDay:
        db, now = site.essaim.db, now_of(site)
        day = read_exit_day(db, slug)
        held = read_afterwards(db, slug, now=now)
        return ShownDay(day, read_standing(db, slug, now=now), held, exit_days.phase(day, site.today))

    return site.once(("exit day", slug), read)


def headline(words: Words, one: ShownDay, site: Site) -> str:
    """What there is to know of it, in one sentence."""
    return exit_days.headline(words, one.day, one.standing, one.bound, site.today)


def together(site: Site, one: ShownDay) -> Sequence[Compared]:
    """Those who left together beside those who left alone; empty before the day is over, and where too few were read."""
    if one.phase is not Phase.OVER:
        return ()
    return site.once(("together", one.day.slug), lambda: read_together(site.essaim.db, one.day.slug, now=now_of(site)))


def on_the_day(site: Site, slug: str) -> OnTheDay:
    """How the day itself goes."""
    return read_on_the_day(site.essaim.db, slug, now=now_of(site))


def now_of(site: Site) -> datetime:
    """An instant of the site's day: what is read of exit days asks for the day alone."""
    return datetime.combine(site.today, time(12), UTC)
