"""One's own password and address, and the proof that is asked for again before they change."""

from starlette.responses import Response

from dashboard.addresses import ACCOUNT
from dashboard.domain.errors import N_, NotAllowed, Refused
from dashboard.services.people.account import ask_new_email, change_password, confirm_new_email
from dashboard.services.people.proof import ProveAgain, proofs, prove_again
from dashboard.web.caller import Caller
from dashboard.web.forms import PROVE, Form, Sent, Who, again
from dashboard.web.pages import go_to, page, signed_in
from dashboard.web.people.entering import inside


def _show_password(caller: Caller, _: Sent) -> Response:
    return page(caller, "password")


def _change_password(caller: Caller, sent: Sent) -> Response:
    essaim = caller.essaim
    try:
        token = change_password(
            essaim.db,
            essaim.vault,
            caller.actor,
            old=sent.fields.get("old", ""),
            new=sent.fields.get("password", ""),
            now=essaim.clock(),
            mail=essaim.mail,
        )
    except Refused as problem:
        return again(caller, "password", problem, beside="form")
    return signed_in(caller, go_to(caller, f"{ACCOUNT}?done=password"), token)


def _show_email(caller: Caller, _: Sent) -> Response:
    return page(caller, "email")


def _ask_email(caller: Caller, sent: Sent) -> Response:
    essaim, email = caller.essaim, sent.field("email")
    if essaim.mail is None:
        raise NotAllowed(N_("This server sends no mail, so no address can be confirmed. Ask whoever runs it to set up a mail server."))
    try:
        ask_new_email(essaim.db, essaim.vault, essaim.mail, caller.actor, email, caller.words, now=essaim.clock())
    except Refused as problem:
        return again(caller, "email", problem, beside="email", typed={"email": email})
    return go_to(caller, f"{ACCOUNT}/email/code")


def _show_code(caller: Caller, _: Sent) -> Response:
    return page(caller, "email_code")


def _confirm_email(caller: Caller, sent: Sent) -> Response:
    essaim = caller.essaim
    try:
        confirm_new_email(essaim.db, essaim.vault, caller.actor, sent.field("code"), now=essaim.clock(), mail=essaim.mail)
    except Refused as problem:
        return again(caller, "email_code", problem, beside="code")
    return go_to(caller, f"{ACCOUNT}?done=email")


def _show_prove(caller: Caller, _: Sent, problem: Refused | ProveAgain | None = None, beside: str = "") -> Response:
    essaim = caller.essaim
    step = proofs(essaim.db, essaim.vault, caller.actor, rp_id=caller.site, origin=caller.base, now=essaim.clock())
    why = caller.words.error(step.why) if step.why else ""
    if problem is None:
        return page(caller, "prove", step=step, why=why)
    return again(caller, "prove", problem, beside=beside, step=step, why=why)


def _prove(caller: Caller, sent: Sent) -> Response:
    essaim, code, credential = caller.essaim, sent.field("code"), sent.field("credential")
    try:
        token = prove_again(
            essaim.db,
            essaim.vault,
            caller.actor,
            password=sent.fields.get("password", ""),
            code=code,
            credential=credential,
            rp_id=caller.site,
            origin=caller.base,
            address=caller.address,
            now=essaim.clock(),
        )
    except (Refused, ProveAgain) as problem:
        given = "credential" if credential else "code" if code else "password"
        return _show_prove(caller, sent, problem, "form" if isinstance(problem, ProveAgain) else given)
    return signed_in(caller, go_to(caller, inside(sent.query.get("next", ACCOUNT))), token)


FORMS: tuple[Form, ...] = (
    Form(f"{ACCOUNT}/password", _show_password, _change_password, Who.SIGNED_IN),
    Form(f"{ACCOUNT}/email", _show_email, _ask_email, Who.SIGNED_IN),
    Form(f"{ACCOUNT}/email/code", _show_code, _confirm_email, Who.SIGNED_IN),
    Form(PROVE, _show_prove, _prove, Who.SIGNED_IN),
)
