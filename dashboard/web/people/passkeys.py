"""Add a passkey: the one page of ours that needs a script."""

from starlette.responses import Response

from dashboard.addresses import SECOND_STEP
from dashboard.domain.errors import Refused
from dashboard.services.people.factors import begin_passkey, finish_passkey
from dashboard.web.caller import Caller
from dashboard.web.forms import Form, Sent, Who, again
from dashboard.web.pages import page
from dashboard.web.people.factors import enrolled

PASSKEY = f"{SECOND_STEP}/passkey"


def _show(caller: Caller, _: Sent) -> Response:
    return page(caller, "passkey_begin")


def _add(caller: Caller, sent: Sent) -> Response:
    """Without a ticket: begin, and let the browser ask. With one: take the browser's answer."""
    essaim, ticket = caller.essaim, sent.field("ticket")
    if not ticket:
        try:
            offer = begin_passkey(essaim.db, essaim.vault, caller.actor, rp_id=caller.site, origin=caller.base, now=essaim.clock())
        except Refused as problem:
            return again(caller, "passkey_begin", problem, beside="form")
        return page(caller, "passkey", offer=offer)
    try:
        made = finish_passkey(
            essaim.db,
            essaim.vault,
            caller.actor,
            ticket,
            sent.field("credential"),
            name=sent.field("name"),
            rp_id=caller.site,
            origin=caller.base,
            now=essaim.clock(),
            mail=essaim.mail,
        )
    except Refused as problem:
        return again(caller, "passkey_begin", problem, beside="form")
    return enrolled(caller, made)


FORMS: tuple[Form, ...] = (Form(PASSKEY, _show, _add, Who.SIGNED_IN),)
