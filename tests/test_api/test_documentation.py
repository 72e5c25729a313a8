"""docs/api.md tells the truth about every address and every parameter, and about no other."""

import json
import re
from typing import Any

import pytest

from dashboard.config import ROOT, Settings
from dashboard.web.api.limit import BURST_SHARE
from tests.test_api.reading import ask
from tests.test_web.browsing import Browser

PAGE = (ROOT / "docs" / "api.md").read_text()
ROWS = {
    address: re.findall(r"`(\w+)`", parameters)
    for address, parameters in re.findall(r"^\| `(/[^`]*)` \|[^|]*\|([^|]*)\|$", PAGE, re.MULTILINE)
}
SHARED = {"lang", "cursor", "limit"}


@pytest.fixture(scope="module")
def said(visitor: Browser) -> dict[str, Any]:
    """The description."""
    found: dict[str, Any] = json.loads(ask(visitor, "/openapi.json").body)
    return found


def test_every_address_is_documented(said: dict[str, Any]) -> None:
    assert set(ROWS) == {path for path in said["paths"] if not path.endswith(".csv")}


@pytest.mark.parametrize("path", ROWS)
def test_every_parameter_is_documented(path: str, said: dict[str, Any]) -> None:
    known = {one["name"] for one in said["paths"][path]["get"].get("parameters", []) if one["in"] == "query"}
    assert set(ROWS[path]) == known - SHARED


@pytest.mark.parametrize("address", re.findall(r"https://essaim\.example/api/v1([^'\" )]+)", PAGE))
def test_every_example_is_answered(address: str, visitor: Browser) -> None:
    assert ask(visitor, address.replace("montrieux", "lyon")).status == 200


def test_the_limits_are_those_of_the_settings() -> None:
    calls = Settings().api_calls_per_hour
    assert f"{calls} calls an hour" in PAGE
    assert f"and {calls // BURST_SHARE} in a minute" in PAGE


def test_the_error_that_is_shown_has_its_form(visitor: Browser) -> None:
    shown = json.loads(re.findall(r"```json\n(.*?)```", PAGE, re.DOTALL)[0])
    real = json.loads(ask(visitor, "/organisations?kind=town").body)
    assert list(shown) == list(real)
    assert list(shown["parameters"][0]) == list(real["parameters"][0])
    assert (shown["title"], shown["status"]) == (real["title"], real["status"])
