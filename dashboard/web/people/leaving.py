"""Leave a team oneself, after a page that says what that means."""

from starlette.responses import Response

from dashboard.addresses import ACCOUNT
from dashboard.domain.errors import N_, NotFound, Refused
from dashboard.domain.people import Membership
from dashboard.services.people.team import leave_team
from dashboard.web.caller import Caller
from dashboard.web.forms import Form, Sent, Who, again
from dashboard.web.pages import go_to, page


def _team(caller: Caller, sent: Sent) -> Membership:
    for one in caller.person.memberships if caller.person else ():
        if one.slug == sent.path["slug"]:
            return one
    raise NotFound(N_("You are not in this team, or no longer."))


def _show(caller: Caller, sent: Sent) -> Response:
    return page(caller, "leave_team", team=_team(caller, sent))


def _leave(caller: Caller, sent: Sent) -> Response:
    team = _team(caller, sent)
    try:
        leave_team(caller.essaim.db, caller.actor, team.slug, now=caller.essaim.clock())
    except NotFound:
        raise
    except Refused as problem:
        return again(caller, "leave_team", problem, beside="form", team=team)
    return go_to(caller, f"{ACCOUNT}?done=left")


FORMS: tuple[Form, ...] = (Form(f"{ACCOUNT}/teams/{{slug}}/leave", _show, _leave, Who.SIGNED_IN),)
