"""One's own account: name and language, and the browsers in which one is signed in. What needs a fresh proof is in own_access."""

from typing import Any

from starlette.responses import Response

from dashboard.addresses import ACCOUNT, OVERVIEW
from dashboard.config import LANGUAGES
from dashboard.domain.errors import Refused
from dashboard.services.people.account import change_name
from dashboard.services.people.sessions import list_sessions, revoke_session, sign_out_everywhere
from dashboard.web.caller import Caller
from dashboard.web.forms import Form, Sent, Who, again
from dashboard.web.pages import OTHER_LANGUAGE, go_to, page, signed_out

NAMES = {language: name for language, name in OTHER_LANGUAGE.values()}
"""Each language in itself."""


def _show(caller: Caller, sent: Sent, problem: Refused | None = None) -> Response:
    essaim = caller.essaim
    values: dict[str, Any] = {
        "person": caller.person,
        "sessions": list_sessions(essaim.db, caller.actor, now=essaim.clock()),
        "languages": [(language, NAMES[language]) for language in LANGUAGES],
        "done": sent.query.get("done", ""),
    }
    typed = {"name": sent.field("name") if sent.fields else caller.person.name if caller.person else ""}
    if problem:
        return again(caller, "account", problem, beside="name", typed=typed, **values)
    return page(caller, "account", typed=typed, **values)


def _change(caller: Caller, sent: Sent) -> Response:
    essaim, language = caller.essaim, sent.field("language")
    try:
        change_name(essaim.db, caller.actor, sent.field("name"), language, now=essaim.clock())
    except Refused as problem:
        return _show(caller, sent, problem)
    # The language of the address would hide the one that was just chosen.
    return go_to(caller, f"{ACCOUNT}?done=name" + (f"&lang={language}" if caller.language else ""))


def _end(caller: Caller, sent: Sent) -> Response:
    revoke_session(caller.essaim.db, caller.actor, sent.number("id"), now=caller.essaim.clock())
    return go_to(caller, f"{ACCOUNT}?done=session")


def _end_all(caller: Caller, _: Sent) -> Response:
    sign_out_everywhere(caller.essaim.db, caller.actor, now=caller.essaim.clock())
    return signed_out(caller, go_to(caller, OVERVIEW.address))


FORMS: tuple[Form, ...] = (
    Form(ACCOUNT, _show, _change, Who.SIGNED_IN),
    Form(f"{ACCOUNT}/sessions/{{id}}/end", None, _end, Who.SIGNED_IN),
    Form(f"{ACCOUNT}/sessions/end-all", None, _end_all, Who.SIGNED_IN),
)
