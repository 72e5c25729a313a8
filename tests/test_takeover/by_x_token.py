"""How to call each service of the tokens of X's API: a team's, and the collective's."""

from typing import Any
from unittest.mock import Mock

from connectors.x_api import Reading, XApi
from dashboard.domain.people import Actor
from dashboard.services.x_api import tokens
from tests.factories import EVERY, HOLDING, NOW
from tests.people import VAULT
from tests.test_takeover.call import COLLECTIVE, EDITOR, OWNER, Call
from tests.test_takeover.house import House

HOLD: dict[str, Any] = {"now": NOW, "holding": HOLDING, "every": EVERY}


def _set(house: House, by: Actor, slug: str | None) -> object:
    x = Mock(spec=XApi)
    x.read.return_value = Reading({})
    return tokens.set_token(house.db, VAULT, x, slug, "A" * 100, by=by, **HOLD)


TOKENS = (
    Call("x_api.tokens.set_token", OWNER, _set),
    Call("x_api.tokens.set_token", COLLECTIVE, lambda h, by, _: _set(h, by, None), "of the collective"),
    Call("x_api.tokens.remove_token", OWNER, lambda h, by, s: tokens.remove_token(h.db, s, by=by, now=NOW)),
    Call("x_api.tokens.remove_token", COLLECTIVE, lambda h, by, _: tokens.remove_token(h.db, None, by=by, now=NOW), "of the collective"),
    Call("x_api.tokens.token_state", EDITOR, lambda h, by, s: tokens.token_state(h.db, s, by=by, now=NOW)),
    Call("x_api.tokens.token_state", COLLECTIVE, lambda h, by, _: tokens.token_state(h.db, None, by=by, now=NOW), "of the collective"),
)
