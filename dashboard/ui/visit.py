"""Who reads this run, what the address asks for, and the one Essaim behind it."""

from dataclasses import dataclass, replace
from datetime import date, datetime

import streamlit as st

from dashboard import bootstrap
from dashboard.bootstrap import Essaim
from dashboard.domain.people import VISITOR, Act, Actor, SignedIn
from dashboard.i18n import Words
from dashboard.ui.language import current_words
from dashboard.ui.presence import at_this_tab
from dashboard.ui.state import View, parse, query


@dataclass(frozen=True)
class Visit:
    """One run of one page.

    :param now: one instant for the whole run, so that nothing on a page disagrees about today.
    :param dark: whether the browser shows the dark theme.
    :param person: who is signed in, or None; read anew at each run.
    """

    essaim: Essaim
    words: Words
    view: View
    now: datetime
    dark: bool
    person: SignedIn | None = None

    @property
    def today(self) -> date:
        """The day of this run (UTC, as in the figures)."""
        return self.now.date()

    @property
    def actor(self) -> Actor:
        """Who asks, for services: they decide."""
        return self.person.actor if self.person else VISITOR

    def may(self, act: Act, slug: str | None = None) -> bool:
        """Whether to offer an act; the service decides again."""
        return self.person is not None and self.person.may(act, slug)

    def may_somewhere(self, act: Act) -> bool:
        """Whether to offer it for all organisations, or for one of their own."""
        return self.may(act) or any(self.may(act, slug) for slug in self.own)

    @property
    def own(self) -> tuple[str, ...]:
        """The organisations in whose team they are."""
        return tuple(one.slug for one in self.person.memberships) if self.person else ()

    def go(self, **changes: object) -> None:
        """Put a changed view into the address bar; it holds from the next run on."""
        st.query_params.from_dict(query(replace(self.view, **changes)))  # type: ignore[arg-type]


def current() -> Visit:
    """The visit of this run."""
    essaim = bootstrap.current()
    view = parse(st.query_params.to_dict())
    now = essaim.clock()
    return Visit(
        essaim=essaim,
        words=current_words(view.language, essaim.settings.language),
        view=view,
        now=now,
        dark=st.context.theme.type == "dark",
        person=at_this_tab(essaim) if essaim.settings.can_sign_in else None,
    )
