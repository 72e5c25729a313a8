"""Sign in by password, do the second step, sign out. Other ways in are in by_mail, lost, with_provider and invitation."""

from starlette.responses import Response

from dashboard.addresses import OVERVIEW, SIGN_IN
from dashboard.domain.errors import Refused
from dashboard.services.people import sign_in as service
from dashboard.services.people.sessions import sign_out
from dashboard.web.caller import Caller
from dashboard.web.forms import Form, Sent, again, refused
from dashboard.web.pages import go_to, page, signed_out
from dashboard.web.people.entering import STEP, entered, inside, let_in


def _show(caller: Caller, sent: Sent) -> Response:
    return page(caller, "sign_in", next=inside(sent.query.get("next", "")))


def _sign_in(caller: Caller, sent: Sent) -> Response:
    essaim = caller.essaim
    try:
        found = service.sign_in(
            essaim.db,
            essaim.vault,
            caller.actor,
            email=sent.field("email"),
            password=sent.fields.get("password", ""),
            address=caller.address,
            browser=caller.browser,
            now=essaim.clock(),
        )
    except Refused as problem:
        to = inside(sent.query.get("next", ""))
        return again(caller, "sign_in", problem, beside="form", typed={"email": sent.field("email")}, next=to)
    return entered(caller, found, sent.query.get("next", ""))


def _show_step(caller: Caller, sent: Sent, problem: Refused | None = None) -> Response:
    essaim = caller.essaim
    try:
        step = service.second_step(
            essaim.db, essaim.vault, sent.query.get("step", ""), rp_id=caller.site, origin=caller.base, now=essaim.clock()
        )
    except Refused as over:
        return refused(caller, problem or over, sign_in=True)
    if problem is None:
        return page(caller, "second_step", step=step)
    given = next((name for name in ("credential", "code", "recovery") if sent.field(name)), "code")
    return again(caller, "second_step", problem, beside=given if step.has_totp or given != "code" else "recovery", step=step)


def _finish_step(caller: Caller, sent: Sent) -> Response:
    essaim = caller.essaim
    try:
        token = service.finish_second_step(
            essaim.db,
            essaim.vault,
            caller.actor,
            sent.query.get("step", ""),
            code=sent.field("code") or sent.field("recovery"),
            credential=sent.field("credential"),
            rp_id=caller.site,
            origin=caller.base,
            address=caller.address,
            browser=caller.browser,
            now=essaim.clock(),
        )
    except Refused as problem:
        return _show_step(caller, sent, problem)
    return let_in(caller, token, sent.query.get("next", ""))


def _show_out(caller: Caller, _: Sent) -> Response:
    return page(caller, "sign_out") if caller.person else go_to(caller, OVERVIEW.address)


def _sign_out(caller: Caller, _: Sent) -> Response:
    sign_out(caller.essaim.db, caller.actor, now=caller.essaim.clock())
    return signed_out(caller, go_to(caller, OVERVIEW.address))


FORMS: tuple[Form, ...] = (
    Form(SIGN_IN, _show, _sign_in),
    Form(STEP, _show_step, _finish_step),
    Form("/sign-out", _show_out, _sign_out),
)
