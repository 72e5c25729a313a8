"""Let an account agree at its own server: ask a Mastodon account and come back, or sign in once to a Bluesky account."""

from urllib.parse import urlencode

from starlette.responses import Response

from connectors.base import ConnectorError
from dashboard.addresses import CONNECT_ACCOUNTS
from dashboard.domain.account_proofs import WAYS
from dashboard.domain.accounts import LinkMethod
from dashboard.domain.errors import N_, EssaimError, NotAllowed, NotFound, Refused, SignInNeeded
from dashboard.services.links.authorise import WAY_BACK, begin, declined, finish
from dashboard.services.links.prove import sign_in_once
from dashboard.services.links.read import Provable, ways_of
from dashboard.web.caller import Caller
from dashboard.web.forms import Form, Sent, Who
from dashboard.web.pages import go_to, page

MASTODON, BLUESKY = "/authorise/mastodon", "/authorise/bluesky"
LONGEST_CODE = 1_000


def _ask_mastodon(caller: Caller, sent: Sent) -> Response:
    """Before leaving: where one is going, what is asked there, and as whom to sign in."""
    essaim, slug, account_id = caller.essaim, sent.field("o"), _number(sent.field("account"))
    asked = begin(essaim.db, essaim.vault, essaim.witnesses, caller.actor, slug, account_id, base=caller.base, now=essaim.clock())
    return page(caller, "authorise_mastodon", asked=asked, accounts=_accounts(slug))


def _back(caller: Caller, sent: Sent) -> Response:
    """What the account's owner answered. The state in the address proves that this very session asked."""
    essaim, server, state = caller.essaim, sent.path["server"], sent.query.get("state", "")
    code = sent.query.get("code", "")
    try:
        if not code:
            slug = declined(essaim.db, essaim.vault, caller.actor, state=state, now=essaim.clock())
            said = caller.words("{server} says that the account did not agree. Nothing was changed.", server=server)
            return page(caller, "authorise_ended", text=said, accounts=_accounts(slug))
        if len(code) > LONGEST_CODE:
            raise Refused(N_("What came back from {server} cannot be read. Nothing was done: begin again."), server=server)
        account = finish(essaim.db, essaim.vault, essaim.witnesses, caller.actor, server=server, state=state, code=code, now=essaim.clock())
    except SignInNeeded:
        raise
    except EssaimError as problem:
        status = 403 if isinstance(problem, NotAllowed) else 422
        return page(caller, "authorise_ended", status=status, text=caller.words.error(problem), accounts=_accounts(""))
    return go_to(caller, _accounts(account.organisation))


def _show_bluesky(caller: Caller, sent: Sent) -> Response:
    """The field for the app password: here and not in the interface, so that nothing of it stays in the memory of an open tab."""
    return _bluesky(caller, sent.query.get("o", ""), sent.query.get("account", ""))


def _sign_in_bluesky(caller: Caller, sent: Sent) -> Response:
    essaim, slug, account_id = caller.essaim, sent.field("o"), _number(sent.field("account"))
    password = sent.field("app_password")
    try:
        sign_in_once(essaim.db, essaim.vault, essaim.witnesses, caller.actor, slug, account_id, password, now=essaim.clock())
    except (Refused, ConnectorError) as problem:
        return _bluesky(caller, slug, str(account_id), wrong=caller.words.error(problem))
    return go_to(caller, _accounts(slug))


def _bluesky(caller: Caller, slug: str, account: str, wrong: str = "") -> Response:
    found = _provable(caller, slug, _number(account))
    problems = {"app_password": wrong} if wrong else {}
    status = 422 if wrong else 200
    return page(caller, "authorise_bluesky", status=status, account=found.account, slug=slug, wrong=problems, accounts=_accounts(slug))


def _provable(caller: Caller, slug: str, account_id: int) -> Provable:
    essaim = caller.essaim
    for one in ways_of(essaim.db, caller.actor, slug, now=essaim.clock()):
        if one.account.id == account_id and LinkMethod.APP_PASSWORD in WAYS[one.account.network]:
            return one
    raise NotFound(N_("There is no such account. Choose one from the list of accounts."))


def _number(text: str) -> int:
    if not text.isascii() or not text.isdecimal() or len(text) > 9:
        raise NotFound(N_("There is no such account. Choose one from the list of accounts."))
    return int(text)


def _accounts(slug: str) -> str:
    return CONNECT_ACCOUNTS.address + (f"?{urlencode({'o': slug})}" if slug else "")


FORMS: tuple[Form, ...] = (
    Form(MASTODON, None, _ask_mastodon, Who.SIGNED_IN),
    Form(WAY_BACK + "{server}", _back, None, Who.SIGNED_IN),
    Form(BLUESKY, _show_bluesky, _sign_in_bluesky, Who.SIGNED_IN),
)
