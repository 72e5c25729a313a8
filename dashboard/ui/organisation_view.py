"""The organisation page below its chart: sources, links for reuse, the table of readings."""

from dashboard.addresses import COMPARE, ORGANISATION
from dashboard.charts.rows import TransferRows
from dashboard.domain.accounts import Account, Origin
from dashboard.domain.figures import DailyFigure, Provenance
from dashboard.domain.networks import FACTS
from dashboard.domain.organisations import Organisation
from dashboard.domain.people import TEAM, Role
from dashboard.i18n import Words
from dashboard.services.views import OrganisationView
from dashboard.ui.organisation_parts import handle, key_figures, provenance
from dashboard.ui.posts_before import show_posts_before
from dashboard.ui.proof_words import account_proof
from dashboard.ui.readings import readings
from dashboard.ui.state import View, address
from dashboard.ui.templates import show
from dashboard.ui.transfer_rows import left_network
from dashboard.ui.visit import Visit


def source_lines(words: Words, view: OrganisationView) -> list[str]:
    """What the band means, where the figures come from and when they were read."""
    new = [(one.account, one.counted[-1]) for one in view.series if one.account.origin is Origin.DESTINATION and one.counted]
    lines = []
    if len(new) > 1:
        lines.append(
            words(
                "The light band goes from the largest of the new networks (at least) to the sum of all of them (at most): "
                "one person may follow on several. Nothing is made up where nothing was read."
            )
        )
    sources = [_source(words, account, newest) for account, newest in new]
    if view.baseline is not None:
        sources.insert(0, f"{words.term(left_network(view))}, {provenance(words, view.baseline)}{_by_whom(words, view.baseline)}")
    if sources:
        lines.append(words("Sources: {sources}.", sources=words.semicolon.join(sources)))
    newest = max((figure for one in view.series for figure in one.counted), key=lambda figure: figure.at, default=None)
    if newest is not None:
        # Of a figure dated by hand only the day is known.
        lines.append(words("Last reading: {at}.", at=newest.at if newest.provenance is Provenance.API else newest.day))
    if any(one.held for one in view.series):
        lines.append(words("Hollow points wait for a look by the collective: the line, the band and every sentence leave them out."))
    return lines


def _source(words: Words, account: Account, newest: DailyFigure) -> str:
    how = words("read every day") if FACTS[account.network].collected else words("dated by hand") + _by_whom(words, newest)
    return " ".join(filter(None, (words.term(account.network), handle(account)))) + ", " + how


def _by_whom(words: Words, figure: DailyFigure) -> str:
    """In what capacity somebody brought a figure; who it was is never public. Nothing for what was read by itself."""
    if figure.role is None:
        return ""
    if figure.role in TEAM:
        return words(", by the institution’s team")
    return words(", by those who run this site") if figure.role is Role.OPERATOR else words(", by the collective")


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
    newest, older = readings(words, rows)
    if newest.rows:
        show("section", words, title=words("The figures"), text="")
        show("readings", words, newest=newest, older=older)


def show_links(visit: Visit, view: OrganisationView) -> None:
    """The accounts of the institution, each with how sure it is that it is its own."""
    words, accounts = visit.words, [one.account for one in view.series]
    if accounts:
        show("section", words, title=words("Its accounts"), text="")
        show("linked", words, rows=[(account, account_proof(words, account)) for account in accounts])
