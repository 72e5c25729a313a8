"""A lost password, a lost second factor: ask for a link by mail, or use one that came by mail or from a member of the collective."""

from starlette.responses import Response

from dashboard.addresses import SIGN_IN
from dashboard.domain.errors import N_, NotAllowed, Refused
from dashboard.services.people.lost import ask_new_password, drop_factors, set_new_password
from dashboard.web.caller import Caller
from dashboard.web.forms import Form, Sent, again
from dashboard.web.pages import page
from dashboard.web.people.entering import entered, let_in


def _show(caller: Caller, _: Sent) -> Response:
    return page(caller, "lost")


def _ask(caller: Caller, sent: Sent) -> Response:
    essaim, email = caller.essaim, sent.field("email")
    if essaim.mail is None:
        raise NotAllowed(N_("This server sends no mail. Ask a member of the collective for a link."))
    try:
        ask_new_password(
            essaim.db, essaim.vault, essaim.mail, email, caller.words, base=caller.mailed_base, address=caller.address, now=essaim.clock()
        )
    except Refused as problem:
        return again(caller, "lost", problem, beside="email", typed={"email": email})
    return page(caller, "sent", email=email)


def _show_password(caller: Caller, _: Sent) -> Response:
    return page(caller, "new_password")


def _set_password(caller: Caller, sent: Sent) -> Response:
    essaim = caller.essaim
    try:
        found = set_new_password(
            essaim.db,
            essaim.vault,
            caller.actor,
            sent.query.get("link", ""),
            sent.fields.get("password", ""),
            browser=caller.browser,
            now=essaim.clock(),
            mail=essaim.mail,
        )
    except Refused as problem:
        return again(caller, "new_password", problem, beside="password")
    return entered(caller, found)


def _show_factor(caller: Caller, _: Sent) -> Response:
    return page(caller, "new_factor")


def _drop_factors(caller: Caller, sent: Sent) -> Response:
    essaim = caller.essaim
    try:
        token = drop_factors(
            essaim.db,
            essaim.vault,
            caller.actor,
            sent.query.get("link", ""),
            password=sent.fields.get("password", ""),
            address=caller.address,
            browser=caller.browser,
            now=essaim.clock(),
            mail=essaim.mail,
        )
    except Refused as problem:
        return again(caller, "new_factor", problem, beside="password")
    return let_in(caller, token)


FORMS: tuple[Form, ...] = (
    Form(f"{SIGN_IN}/lost", _show, _ask),
    Form(f"{SIGN_IN}/new-password", _show_password, _set_password),
    Form(f"{SIGN_IN}/new-factor", _show_factor, _drop_factors),
)
