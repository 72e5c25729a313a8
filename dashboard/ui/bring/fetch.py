"""What to fetch from X while the account is open, with dates and pictures."""

from dataclasses import dataclass
from datetime import date

from dashboard.domain.networks import Network
from dashboard.domain.preparation import Fetch, to_fetch
from dashboard.i18n import Words
from dashboard.presenters.transfer_rows import left_network
from dashboard.services.views import OrganisationView
from dashboard.ui.bring.pictures import picture
from dashboard.ui.templates import show
from dashboard.ui.visit import Visit


@dataclass(frozen=True)
class Card:
    """One file: where it is, what it is good for, by when."""

    image: str
    title: str
    where: str
    gives: str
    by: date | None


def show_part(visit: Visit, shown: OrganisationView) -> None:
    """Draw it; nothing where another network than X is being left."""
    words = visit.words
    if left_network(shown) is not Network.X:
        return
    steps = to_fetch(shown.journey.departed_on, visit.today)
    text = words("Once the account is closed, X gives none of it any more. Ask for the archive first: it takes a day or longer.")
    show("section", words, title=words("What to fetch from X before it is too late"), text=text)
    show("fetch", words, cards=[Card(picture(one.what, dark=visit.dark), *_texts(words, one.what), one.by) for one in steps])


def _texts(words: Words, what: Fetch) -> tuple[str, str, str]:
    if what is Fetch.ARCHIVE:
        return (
            words("The archive (ZIP)"),
            words("On X: Settings and privacy, Your account, Download an archive of your data."),
            words("Gives the number of followers on the day X makes it. Made in the week before the departure, it is your baseline."),
        )
    if what is Fetch.ANALYTICS:
        return (
            words("The analytics (CSV)"),
            words("On X: Analytics, Overview, then the arrow that downloads. Choose the longest period. X opens it to Premium accounts."),
            words("Gives the followers won and lost each day, from which the curve before the departure is rebuilt."),
        )
    return (
        words("The posts (CSV)"),
        words("On X: Analytics, Content, then the arrow that downloads."),
        words("Gives impressions and interactions of each post, to compare with those on the new networks."),
    )
