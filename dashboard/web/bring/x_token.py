"""The token of X's API: typed here and not in the interface, so that nothing of it stays in the memory of an open tab."""

from urllib.parse import urlencode

from starlette.responses import Response

from connectors.base import ConnectorError
from dashboard.addresses import BRING_FIGURES, COLLECTION, X_TOKEN
from dashboard.domain.errors import EssaimError, NotFound, Refused
from dashboard.domain.people import Act
from dashboard.services.x_api.tokens import off, remove_token, set_token, token_state
from dashboard.web.caller import Caller
from dashboard.web.forms import Form, Sent, Who, status_of
from dashboard.web.pages import go_to, page

REMOVE = f"{X_TOKEN}/remove"


def _show(caller: Caller, sent: Sent) -> Response:
    return _page(caller, sent.query.get("o", ""), done=sent.query.get("done", ""))


def _page(caller: Caller, slug: str, problem: EssaimError | None = None, done: str = "") -> Response:
    """The page of an organisation's token, or of the collective's where no organisation is named.

    :param problem: why the token that was typed is not kept.
    """
    if caller.essaim.sources.x is None:
        raise off()
    readable = token_state(caller.essaim.db, slug or None, by=caller.actor, now=caller.essaim.clock())
    act = Act.MANAGE_TEAM if slug else Act.MODERATE
    return page(
        caller,
        "x_token",
        status=status_of(problem) if problem else 200,
        wrong={"x_token": caller.words.error(problem)} if problem else {},
        readable=readable,
        slug=slug,
        done=done,
        may_set=caller.person is not None and caller.person.may(act, slug or None),
        back=_to(BRING_FIGURES.address if slug else COLLECTION.address, slug),
    )


def _set(caller: Caller, sent: Sent) -> Response:
    essaim, slug = caller.essaim, sent.field("o")
    try:
        set_token(
            essaim.db,
            essaim.vault,
            essaim.sources.x,
            slug or None,
            sent.field("x_token"),
            by=caller.actor,
            now=essaim.clock(),
            holding=essaim.holding,
            every=essaim.every,
        )
    except NotFound:
        raise
    except (Refused, ConnectorError) as problem:
        return _page(caller, slug, problem)
    essaim.changes.add()
    return go_to(caller, _to(X_TOKEN, slug, done="set"))


def _remove(caller: Caller, sent: Sent) -> Response:
    slug = sent.field("o")
    remove_token(caller.essaim.db, slug or None, by=caller.actor, now=caller.essaim.clock())
    return go_to(caller, _to(X_TOKEN, slug, done="removed"))


def _to(address: str, slug: str, **more: str) -> str:
    query = urlencode(({"o": slug} if slug else {}) | more)
    return f"{address}?{query}" if query else address


FORMS: tuple[Form, ...] = (Form(X_TOKEN, _show, _set, Who.SIGNED_IN), Form(REMOVE, None, _remove, Who.SIGNED_IN))
