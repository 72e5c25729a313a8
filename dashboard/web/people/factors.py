"""One's own second factors: the list, a code generator, recovery codes. Passkeys are in passkeys."""

import segno
from starlette.responses import Response

from dashboard.addresses import SECOND_STEP
from dashboard.domain.errors import N_, NotFound, Refused
from dashboard.services.people import factors as service
from dashboard.services.people.factors import Enrolled
from dashboard.services.people.passkeys import possible
from dashboard.web.caller import Caller
from dashboard.web.forms import Form, Sent, Who, again
from dashboard.web.pages import go_to, page, signed_in
from dashboard.web.people.entering import home, inside

CODE = f"{SECOND_STEP}/code"
SHEET = "/account/recovery-codes"


def _show(caller: Caller, sent: Sent) -> Response:
    essaim, now = caller.essaim, caller.essaim.clock()
    return page(
        caller,
        "factors",
        person=caller.person,
        factors=service.list_factors(essaim.db, caller.actor, now=now),
        left=service.recovery_codes_left(essaim.db, caller.actor, now=now),
        passkeys=possible(caller.site, caller.base),
        next=inside(sent.query.get("next", "")) if "next" in sent.query else "",
        done=sent.query.get("done", ""),
    )


def _show_generator(caller: Caller, _: Sent) -> Response:
    return page(caller, "generator_begin")


def _add_generator(caller: Caller, sent: Sent) -> Response:
    """Without a code: begin, and show what to scan. With one: finish."""
    essaim, number = caller.essaim, sent.field("factor")
    if not number:
        offer = service.begin_totp(essaim.db, essaim.vault, caller.actor, now=essaim.clock())
        return page(caller, "generator", offer=offer, square=square(offer.uri))
    factor = int(number) if number.isascii() and number.isdecimal() and len(number) < 10 else 0
    try:
        made = service.confirm_totp(essaim.db, essaim.vault, caller.actor, factor, sent.field("code"), now=essaim.clock(), mail=essaim.mail)
    except NotFound:
        raise
    except Refused as problem:
        # A code that was typed wrong costs nothing: the same generator stands there once more.
        offer = service.begun_totp(essaim.db, essaim.vault, caller.actor, factor, sent.field("shown"), now=essaim.clock())
        return again(caller, "generator", problem, beside="code", offer=offer, square=square(offer.uri))
    return enrolled(caller, made)


def square(uri: str) -> str:
    """The address of a code generator as a QR code, for the ``src`` of an image."""
    return segno.make(uri, error="m").svg_data_uri(scale=5, border=2, dark="#000", light="#fff")


def enrolled(caller: Caller, made: Enrolled) -> Response:
    """A factor was added: the recovery codes that come with the first one, or the list."""
    if made.recovery_codes is None:
        return signed_in(caller, go_to(caller, f"{SECOND_STEP}?done=added"), made.token)
    return signed_in(caller, page(caller, "codes", codes=made.recovery_codes, first=True, inside=home(caller.person)), made.token)


def _which(caller: Caller, sent: Sent) -> service.Factor:
    number = sent.number("id")
    for one in service.list_factors(caller.essaim.db, caller.actor, now=caller.essaim.clock()):
        if one.id == number:
            return one
    raise NotFound(N_("You have no such second factor. It may have been removed already."))


def _show_removal(caller: Caller, sent: Sent) -> Response:
    return page(caller, "factor_removal", factor=_which(caller, sent))


def _remove(caller: Caller, sent: Sent) -> Response:
    try:
        service.remove_factor(caller.essaim.db, caller.actor, sent.number("id"), now=caller.essaim.clock(), mail=caller.essaim.mail)
    except NotFound:
        raise
    except Refused as problem:
        return again(caller, "factor_removal", problem, beside="form", factor=_which(caller, sent))
    return go_to(caller, f"{SECOND_STEP}?done=removed")


def _show_sheet(caller: Caller, _: Sent) -> Response:
    return page(caller, "codes_begin", left=service.recovery_codes_left(caller.essaim.db, caller.actor, now=caller.essaim.clock()))


def _new_sheet(caller: Caller, _: Sent) -> Response:
    codes = service.new_recovery_codes(caller.essaim.db, caller.essaim.vault, caller.actor, now=caller.essaim.clock())
    return page(caller, "codes", codes=codes, first=False, inside=home(caller.person))


FORMS: tuple[Form, ...] = (
    Form(SECOND_STEP, _show, None, Who.SIGNED_IN),
    Form(CODE, _show_generator, _add_generator, Who.SIGNED_IN),
    Form(f"{SECOND_STEP}/{{id}}/remove", _show_removal, _remove, Who.SIGNED_IN),
    Form(SHEET, _show_sheet, _new_sheet, Who.SIGNED_IN),
)
