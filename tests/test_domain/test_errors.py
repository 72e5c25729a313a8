"""An error is a sentence with its values, wherever it travels."""

import copy
import pickle
from datetime import UTC, date, datetime

import pytest

from connectors.base import ConnectorError, Remedy
from dashboard.domain.accounts import AccountState
from dashboard.domain.errors import Conflict, EssaimError, NotFound

ERRORS = [
    NotFound("No organisation is called {slug}.", slug="évry"),
    Conflict("{name} left on {on}.", name="Lyon", on=date(2025, 1, 20)),
    ConnectorError(
        "{host} is busy.",
        Remedy.RETRY_LATER,
        state=AccountState.UNREACHABLE,
        retry_at=datetime(2025, 6, 1, tzinfo=UTC),
        host="social.example",
    ),
]


@pytest.mark.parametrize("error", ERRORS, ids=lambda error: type(error).__name__)
@pytest.mark.parametrize("travelled", [lambda error: pickle.loads(pickle.dumps(error)), copy.copy], ids=["pickled", "copied"])
def test_an_error_that_travelled_says_the_same(error: EssaimError, travelled: type) -> None:
    arrived = travelled(error)
    assert type(arrived) is type(error)
    assert (str(arrived), arrived.args, vars(arrived)) == (str(error), error.args, vars(error))
