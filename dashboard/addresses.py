"""Where everything is: the pages of the dashboard with their address, title and one line on what they answer.

The web shell and the navigation read the same list, so that a page has one address, one title and one description.
"""

from dataclasses import dataclass
from enum import Enum

from dashboard.domain.errors import N_
from dashboard.domain.people import Act

DASHBOARD = "dashboard"
"""First part of every address of the dashboard (Streamlit's ``server.baseUrlPath``)."""
SIGN_IN, ACCOUNT, SECOND_STEP = "/sign-in", "/account", "/account/second-step"
"""Pages beside the dashboard, made on the server (dashboard.web)."""
ARCHIVE, COMPARE_FOLLOWERS = "/bring/archive", "/bring/followers"
"""Pages beside the dashboard that read an X archive on the reader's own computer; the page “Bring your figures” frames them."""
X_TOKEN = "/bring/x-token"
"""Page beside the dashboard where a token of X's API is typed: nothing of it stays in the memory of an open tab."""


class Section(Enum):
    """Where a page stands in the navigation."""

    PUBLIC = "public"
    TEAM = "team"  # for those who contribute for an institution
    COLLECTIVE = "collective"


@dataclass(frozen=True)
class Page:
    """One page of the dashboard.

    :param path: last part of its address; empty for the first page.
    :param script: file in ``pages/``.
    :param title: as in the navigation; ``about``: the question it answers. Both are keys of the catalogues.
    :param act: what its readers do there, which decides to whom it is offered; None where anybody may look.
    :param other_act: another thing to do there, which is enough.
    """

    path: str
    script: str
    title: str
    about: str
    section: Section = Section.PUBLIC
    act: Act | None = None
    other_act: Act | None = None

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
EXIT_DAYS = Page(
    "exit_days",
    "exit_days.py",
    N_("Exit days"),
    N_("The days on which institutions leave together: how far each is from its tipping point, and how to join."),
)
COLLECTION = Page(
    "collection",
    "collection.py",
    N_("Collection"),
    N_("What was read when, what failed, and what to do about it."),
    Section.COLLECTIVE,
)
MY_ORGANISATION = Page(
    "my_organisation",
    "my_organisation.py",
    N_("My organisation"),
    N_("What is left to do: prove who you are, log the departure, connect the accounts, bring the figures."),
    Section.TEAM,
    Act.CLAIM,
)
TEAM = Page(
    "team",
    "team.py",
    N_("Team"),
    N_("Who works for the institution here, and who is invited."),
    Section.TEAM,
    Act.MANAGE_TEAM,
)
MODERATION = Page(
    "moderation",
    "moderation.py",
    N_("Moderation"),
    N_("Claims that wait, figures that do not fit, proofs that were lost, institutions that are in the register twice."),
    Section.COLLECTIVE,
    Act.MODERATE,
)
PEOPLE = Page(
    "people",
    "people.py",
    N_("People"),
    N_("Who can sign in, in which role, and who is invited."),
    Section.COLLECTIVE,
    Act.MANAGE_PEOPLE,
)
AUDIT = Page(
    "audit",
    "audit.py",
    N_("Audit"),
    N_("Who did what to which row, when, and from which session."),
    Section.COLLECTIVE,
    Act.READ_AUDIT,
)
LOG_DEPARTURE = Page(
    "log_departure",
    "log_departure.py",
    N_("Log a departure"),
    N_("Register an institution and log the steps of its departure, each with its date and its source."),
    Section.TEAM,
    Act.CONTRIBUTE,
    Act.REGISTER,
)
CONNECT_ACCOUNTS = Page(
    "connect_accounts",
    "connect_accounts.py",
    N_("Connect accounts"),
    N_("Connect the accounts of an institution, and bring dated figures for the networks that cannot be read."),
    Section.TEAM,
    Act.CONTRIBUTE,
)
BRING_FIGURES = Page(
    "bring_figures",
    "bring_figures.py",
    N_("Bring your figures"),
    N_("What to fetch from X before closing the account, what each file gives, what was stored, and how to undo it."),
    Section.TEAM,
    Act.CONTRIBUTE,
)

PAGES = (
    *(OVERVIEW, LEADERBOARD, COMPARE, EXIT_DAYS, ORGANISATION),
    *(MY_ORGANISATION, LOG_DEPARTURE, CONNECT_ACCOUNTS, BRING_FIGURES, TEAM),
    *(MODERATION, PEOPLE, COLLECTION, AUDIT),
)
"""In the order of the navigation."""
NAVIGATION = (OVERVIEW, LEADERBOARD, COMPARE, EXIT_DAYS)
"""What its first line offers everybody; a single institution is found from there."""
