"""Reminders of exit days: choose whether one gets them, and end them by the link of a mail, without signing in."""

from typing import Any

from starlette.responses import Response

from dashboard.addresses import ACCOUNT
from dashboard.domain.errors import Refused
from dashboard.domain.exit_days.local_time import zones
from dashboard.services.people.reminders import STOP, change_reminders, read_choice, stop_reminders, whose
from dashboard.web.caller import Caller
from dashboard.web.forms import Form, Sent, Who, again
from dashboard.web.pages import go_to, page

CHOOSE = f"{ACCOUNT}/reminders"


def _show(caller: Caller, sent: Sent, problem: Refused | None = None) -> Response:
    wanted, zone = read_choice(caller.essaim.db, caller.actor, now=caller.essaim.clock())
    values: dict[str, Any] = {"wanted": wanted, "zone": zone, "zones": zones(), "sends": caller.essaim.mail is not None}
    if problem:
        return again(caller, "reminders", problem, beside="form", **values)
    return page(caller, "reminders", **values)


def _change(caller: Caller, sent: Sent) -> Response:
    essaim = caller.essaim
    try:
        change_reminders(essaim.db, caller.actor, wanted=sent.field("wanted") == "yes", zone=sent.field("zone"), now=essaim.clock())
    except Refused as problem:
        return _show(caller, sent, problem)
    return go_to(caller, f"{ACCOUNT}?done=reminders")


def _show_stop(caller: Caller, sent: Sent) -> Response:
    name, wanted = whose(caller.essaim.db, caller.essaim.vault, sent.path["link"])
    return page(caller, "stop_reminders", whose=name, done=not wanted, choose=CHOOSE)


def _stop(caller: Caller, sent: Sent) -> Response:
    stop_reminders(caller.essaim.db, caller.essaim.vault, sent.path["link"], now=caller.essaim.clock())
    return _show_stop(caller, sent)


FORMS: tuple[Form, ...] = (
    Form(CHOOSE, _show, _change, Who.SIGNED_IN),
    Form(f"{STOP}{{link}}", _show_stop, _stop, one_click=_stop),
)
