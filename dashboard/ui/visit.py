"""Who reads this run, what the address asks for, and the one Essaim behind it."""

from dataclasses import dataclass, replace
from datetime import date, datetime

import streamlit as st

from dashboard import bootstrap
from dashboard.bootstrap import Essaim
from dashboard.i18n import Words
from dashboard.ui.language import current_words
from dashboard.ui.state import View, parse, query


@dataclass(frozen=True)
class Visit:
    """One run of one page.

    :param now: one instant for the whole run, so that nothing on a page disagrees about today.
    :param dark: whether the browser shows the dark theme.
    """

    essaim: Essaim
    words: Words
    view: View
    now: datetime
    dark: bool

    @property
    def today(self) -> date:
        """The day of this run (UTC, as in the figures)."""
        return self.now.date()

    def go(self, **changes: object) -> None:
        """Put a changed view into the address bar; it holds from the next run on."""
        st.query_params.from_dict(query(replace(self.view, **changes)))  # type: ignore[arg-type]


def current() -> Visit:
    """The visit of this run."""
    essaim = bootstrap.current()
    view = parse(st.query_params.to_dict())
    return Visit(
        essaim=essaim,
        words=current_words(view.language, essaim.settings.language),
        view=view,
        now=essaim.clock(),
        dark=st.context.theme.type == "dark",
    )
