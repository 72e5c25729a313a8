"""``essaim collect`` reads X as well, where its API is on and somebody gave a token."""

from collections.abc import Callable

import pytest

from dashboard import bootstrap
from dashboard.config import Settings
from dashboard.domain.networks import Network
from dashboard.domain.people import OPERATOR
from dashboard.services.x_api.tokens import set_token
from db.engine import Database
from tests.factories import make_account
from tests.network.x_api_fake import TOKEN, XApiFake
from tests.test_cli.conftest import CommandLine


@pytest.fixture(autouse=True)
def lyon(essaim: CommandLine, settings: Callable[..., None], sqlite_db: Database, x_fake: XApiFake) -> None:
    """Lyon gave a token; its account has 12,345 followers on X."""
    settings(x_api_url=x_fake.url)
    essaim.ok("organisation", "add", "Lyon", "--kind", "city")
    x_fake.add("VilleDeLyon")
    make_account(sqlite_db, "lyon", Network.X, "VilleDeLyon")
    built = bootstrap.build(Settings.from_environment(), migrate=False)
    how = {"now": built.clock(), "holding": built.holding, "every": built.every}
    set_token(built.db, built.vault, built.sources.x, "lyon", TOKEN, by=OPERATOR, **how)  # type: ignore[arg-type]
    built.close()


def test_x_is_read_now(essaim: CommandLine, x_fake: XApiFake) -> None:
    assert essaim.ok("collect") == "Accounts read: 1; without a count: 0.\n"
    assert essaim.ok("collect", "lyon") == "Accounts read: 1; without a count: 0.\n"
    assert x_fake.batches == [["VilleDeLyon"]] * 3


def test_a_token_that_is_refused_is_said(essaim: CommandLine, x_fake: XApiFake) -> None:
    x_fake.tokens.clear()
    result = essaim.run("collect")
    assert (result.exit_code, result.stdout) == (1, "Accounts read: 0; without a count: 1.\n")
    assert "X refuses the token" in result.stderr and TOKEN not in result.output


def test_x_is_left_alone_where_it_is_off(essaim: CommandLine, settings: Callable[..., None], x_fake: XApiFake) -> None:
    settings(x_api_url="")
    x_fake.batches.clear()
    assert essaim.ok("collect") == "Accounts read: 0; without a count: 0.\n"
    assert x_fake.batches == []
