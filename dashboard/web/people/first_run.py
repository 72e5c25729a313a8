"""First run: the first person, by the link that the server printed."""

from starlette.responses import Response

from dashboard.domain.email_addresses import email_address
from dashboard.domain.errors import Conflict, Refused
from dashboard.domain.passwords import check_password
from dashboard.services.people.first_run import check_needed, set_up
from dashboard.web.caller import Caller
from dashboard.web.forms import Form, Sent, again, refused
from dashboard.web.pages import page
from dashboard.web.people.entering import let_in


def _show(caller: Caller, sent: Sent) -> Response:
    try:
        check_needed(caller.essaim.db)
    except Conflict as problem:
        return refused(caller, problem, sign_in=True)
    return page(caller, "set_up", link=sent.query.get("link", ""))


def _set_up(caller: Caller, sent: Sent) -> Response:
    essaim, link = caller.essaim, sent.query.get("link", "")
    email, name, password = sent.field("email"), sent.field("name"), sent.fields.get("password", "")
    beside = "email"
    try:
        address = email_address(email)
        beside = "password"
        check_password(password, address, name)
        beside = "form"
        token = set_up(
            essaim.db,
            essaim.vault,
            link,
            email=email,
            name=name,
            password=password,
            browser=caller.browser,
            language=caller.words.language,
            now=essaim.clock(),
        )
    except Refused as problem:
        return again(caller, "set_up", problem, beside=beside, typed={"email": email, "name": name}, link=link)
    return let_in(caller, token)


FORMS: tuple[Form, ...] = (Form("/set-up", _show, _set_up),)
