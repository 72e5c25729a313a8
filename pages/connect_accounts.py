"""Connect accounts: the new ones by their handle."""

from dashboard.addresses import BRING_FIGURES, ORGANISATION
from dashboard.presenters.transfer_rows import left_network
from dashboard.ui import contribution, visit
from dashboard.ui.account_forms import show_connect_form
from dashboard.ui.account_links import show_account_links
from dashboard.ui.disconnect_form import show_disconnect_form
from dashboard.ui.messages import show_success
from dashboard.ui.state import View, address
from dashboard.ui.templates import show

seen = visit.current()
words, view = seen.words, seen.view

show(
    "heading",
    words,
    kicker=None,
    title=words("Connect accounts"),
    lede=words(
        "Bluesky, Mastodon and PeerTube are read every day once connected. "
        "The other networks, and the audience left on X, are dated by hand."
    ),
)
show_success(words)
contribution.pick(seen)
shown = contribution.institution(seen)

show("section", words, title=shown.organisation.name, text="")
if shown.series:
    show("accounts", words, series=shown.series)
    show_account_links(seen, shown)
show("section", words, title=words("Connect an account"), text=words("Nothing is stored before you have confirmed what was found."))
show_connect_form(seen, shown)

here = View(organisations=(shown.organisation.slug,), language=view.language)
show(
    "call",
    words,
    title=words("Bring dated figures"),
    text=words("Without a count on {network} near the departure, nothing can be compared: begin there.", network=left_network(shown))
    if shown.baseline is None
    else words("Networks that give no public counts are dated by hand, about once a month."),
    links=[(words("Bring your figures"), address(BRING_FIGURES, here))],
)
if shown.series:
    show_disconnect_form(seen, shown)
show("links", words, links=[(words("See its page"), address(ORGANISATION, here))])
