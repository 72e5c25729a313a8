"""Where everything is: the pages of the dashboard with their address, title and one line on what they answer.

The web shell and the navigation read the same list, so that a page has one address, one title and one description.
"""

from dataclasses import dataclass

from dashboard.domain.errors import N_

DASHBOARD = "dashboard"
"""First part of every address of the dashboard (Streamlit's ``server.baseUrlPath``)."""


@dataclass(frozen=True)
class Page:
    """One page of the dashboard.

    :param path: last part of its address; empty for the first page.
    :param script: file in ``pages/``.
    :param title: as in the navigation; ``about``: the question it answers. Both are keys of the catalogues.
    :param contributes: whether it stands in the navigation's section for those who bring something.
    """

    path: str
    script: str
    title: str
    about: str
    contributes: bool = False

    @property
    def address(self) -> str:
        """Absolute path, with the slash that the first page needs for its relative links."""
        return f"/{DASHBOARD}/{self.path}"


OVERVIEW = Page("", "overview.py", N_("Overview"), N_("Who has left X, who comes next, and how many people followed."))
LEADERBOARD = Page(
    "leaderboard",
    "leaderboard.py",
    N_("Leaderboard"),
    N_("Who regains the audience left on X, at the same age after departure and among comparable institutions."),
)
ORGANISATION = Page(
    "organisation",
    "organisation.py",
    N_("Organisation"),
    N_("One institution: followers per network before and after its departure, with the source of every figure."),
)
COMPARE = Page("compare", "compare.py", N_("Compare"), N_("Up to six institutions on the same chart, aligned on their departure."))
COLLECTION = Page(
    "collection",
    "collection.py",
    N_("Collection"),
    N_("What was read when, what failed, and what to do about it."),
)
LOG_DEPARTURE = Page(
    "log_departure",
    "log_departure.py",
    N_("Log a departure"),
    N_("Register an institution and log the steps of its departure, each with its date and its source."),
    contributes=True,
)
CONNECT_ACCOUNTS = Page(
    "connect_accounts",
    "connect_accounts.py",
    N_("Connect accounts"),
    N_("Connect the accounts of an institution, and bring dated figures for the networks that cannot be read."),
    contributes=True,
)

PAGES = (OVERVIEW, LEADERBOARD, ORGANISATION, COMPARE, COLLECTION, LOG_DEPARTURE, CONNECT_ACCOUNTS)
"""In the order of the navigation."""
