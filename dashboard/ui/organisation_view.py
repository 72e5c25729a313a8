"""The organisation page below its chart: sources, links for reuse, the table of readings."""

from dashboard.addresses import COMPARE, ORGANISATION
from dashboard.charts.rows import TransferRows
from dashboard.domain.organisations import Organisation
from dashboard.presenters.organisation_parts import key_figures
from dashboard.presenters.proof_words import account_proof
from dashboard.presenters.readings import readings, rows_shown
from dashboard.services.views import OrganisationView
from dashboard.ui.posts_before import show_posts_before
from dashboard.ui.state import View, address
from dashboard.ui.templates import show
from dashboard.ui.visit import Visit


def show_numbers(visit: Visit, view: OrganisationView) -> None:
    """The key figures, and what its posts on X reached before the departure."""
    show("figures", visit.words, figures=key_figures(visit.words, view, visit.today))
    show_posts_before(visit, view)


def show_reuse(visit: Visit, organisation: Organisation) -> None:
    """A link that opens this very view again, and the comparison with others."""
    words, view = visit.words, visit.view
    show(
        "links",
        words,
        links=[
            (words("Link to this view"), address(ORGANISATION, view)),
            (words("Compare with others"), address(COMPARE, View(organisations=(organisation.slug,), language=view.language))),
        ],
    )


def show_readings(visit: Visit, rows: TransferRows) -> None:
    """The table of readings, or nothing if there is none."""
    words = visit.words
    newest, older = readings(words, rows_shown(rows))
    if newest.rows:
        show("section", words, title=words("The figures"), text="")
        show("readings", words, chart=f"transfer-{visit.view.organisation}", newest=newest, older=older)


def show_links(visit: Visit, view: OrganisationView) -> None:
    """The accounts of the institution, each with how sure it is that it is its own."""
    words, accounts = visit.words, [one.account for one in view.series]
    if accounts:
        show("section", words, title=words("Its accounts"), text="")
        show("linked", words, rows=[(account, account_proof(words, account)) for account in accounts])
