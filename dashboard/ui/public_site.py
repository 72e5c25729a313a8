"""The way from the dashboard to the public site: to the same view where there is one, and to the pages that every page leads to."""

from dashboard import exit_day_addresses
from dashboard.addresses import EXIT_DAYS, LEADERBOARD, ORGANISATION, Page
from dashboard.domain.views import ChartName, TimeAxis
from dashboard.i18n import Words
from dashboard.presenters.accessibility_words import mention
from dashboard.public_addresses import ACCESSIBILITY, HOME, TEXT_PAGES, BoardView, ChartView
from dashboard.services.read_accessibility import last_audit
from dashboard.ui.state import View
from dashboard.ui.visit import Visit


def twin(here: Page, view: View, language: str) -> str:
    """The address on the public site that shows what this page shows; its first page where there is none."""
    if here is LEADERBOARD:
        return BoardView(view.age, view.kind, view.size, view.order, view.page).address(language)
    if here is ORGANISATION and view.organisation:
        shown = ChartView(ChartName.TRANSFER, (view.organisation,), view.measure, view.axis or TimeAxis.CALENDAR)
        return shown.of_organisation(language)
    if here is EXIT_DAYS:
        return exit_day_addresses.EXIT_DAYS.address(language)
    return HOME.address(language)


def footer_links(seen: Visit, here: Page) -> list[tuple[str, str]]:
    """What stands at the foot of every page: (label, address)."""
    words: Words = seen.words
    links = [(words("Public site"), twin(here, seen.view, words.language))]
    links += [(words(page.title), page.address(words.language)) for page in TEXT_PAGES if page is not ACCESSIBILITY]
    # The law asks for the state on every page, and not for the bare word.
    links.append((mention(words, last_audit(), seen.today), ACCESSIBILITY.address(words.language)))
    return links
