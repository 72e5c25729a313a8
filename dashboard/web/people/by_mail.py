"""Sign in by a link that comes by mail: ask for one, and use it. Looking at a link does not use it: programs look at mails too."""

from starlette.responses import Response

from dashboard.addresses import SIGN_IN
from dashboard.domain.errors import N_, NotAllowed, Refused
from dashboard.services.people.by_mail import ask_link, link_for, sign_in_by_link
from dashboard.web.caller import Caller
from dashboard.web.forms import Form, Sent, again, refused
from dashboard.web.pages import page
from dashboard.web.people.entering import entered


def _show(caller: Caller, _: Sent) -> Response:
    return page(caller, "link" if caller.essaim.mail else "without_mail")


def _ask(caller: Caller, sent: Sent) -> Response:
    essaim, email = caller.essaim, sent.field("email")
    if essaim.mail is None:
        raise NotAllowed(N_("This server sends no mail. Ask a member of the collective for a link."))
    try:
        ask_link(
            essaim.db, essaim.vault, essaim.mail, email, caller.words, base=caller.mailed_base, address=caller.address, now=essaim.clock()
        )
    except Refused as problem:
        return again(caller, "link", problem, beside="email", typed={"email": email})
    return page(caller, "sent", email=email)


def _show_link(caller: Caller, sent: Sent) -> Response:
    essaim = caller.essaim
    try:
        whose = link_for(essaim.db, essaim.vault, sent.query.get("link", ""), now=essaim.clock())
    except Refused as problem:
        return refused(caller, problem, sign_in=True)
    return page(caller, "by_link", whose=whose)


def _use(caller: Caller, sent: Sent) -> Response:
    essaim = caller.essaim
    try:
        found = sign_in_by_link(
            essaim.db, essaim.vault, caller.actor, sent.query.get("link", ""), browser=caller.browser, now=essaim.clock()
        )
    except Refused as problem:
        return refused(caller, problem, sign_in=True)
    return entered(caller, found)


FORMS: tuple[Form, ...] = (
    Form(f"{SIGN_IN}/link", _show, _ask),
    Form(f"{SIGN_IN}/by-link", _show_link, _use),
)
