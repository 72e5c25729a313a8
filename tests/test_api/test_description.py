"""The description says everything; what it says is tried by a program that knows nothing else."""

import json
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from schemathesis.specs.openapi.checks import positive_data_acceptance

from dashboard.bootstrap import Essaim
from dashboard.domain.leaderboard import AGES
from dashboard.domain.metrics import METRICS
from dashboard.web.api.asked import Age
from dashboard.web.api.documents import SAID_OF_DOCUMENTS
from dashboard.web.api.endpoints import SAID
from tests.test_api.reading import API, ask
from tests.test_web.browsing import Browser

PATHS = (*SAID, *(f"{path}.csv" for path in SAID), *SAID_OF_DOCUMENTS, "/methodology.csv")


@pytest.fixture(scope="module")
def description(essaim: Essaim) -> Any:
    """The API as its own description has it."""
    return schemathesis.openapi.from_asgi(f"{API}/openapi.json", Browser(essaim).app)


@pytest.fixture(scope="module")
def said(visitor: Browser) -> dict[str, Any]:
    """The description itself."""
    found: dict[str, Any] = json.loads(ask(visitor, "/openapi.json").body)
    return found


@pytest.mark.parametrize("path", PATHS)
def test_the_api_does_what_its_description_says(path: str, description: Any) -> None:
    @given(description[path]["get"].as_strategy())
    @settings(deadline=None, max_examples=6, derandomize=True, database=None, suppress_health_check=list(HealthCheck))
    def ask_anything(case: schemathesis.Case[Any]) -> None:
        # No description can say which cursors were handed out.
        case.call_and_validate(excluded_checks=[positive_data_acceptance] if "cursor" in (case.query or {}) else [])

    ask_anything()


def test_every_field_and_every_parameter_is_described(said: dict[str, Any]) -> None:
    fields = {
        f"{model}.{name}": field
        for model, form in said["components"]["schemas"].items()
        for name, field in form.get("properties", {}).items()
    }
    kinds = {f"#/components/schemas/{name}": form.get("description") for name, form in said["components"]["schemas"].items()}
    assert [name for name, field in fields.items() if not (field.get("description") or kinds.get(field.get("$ref")))] == []
    parameters = [(path, one) for path, methods in said["paths"].items() for one in methods["get"].get("parameters", [])]
    assert [(path, one["name"]) for path, one in parameters if not one.get("description")] == []


def test_every_field_of_a_metric_says_what_the_methodology_says(said: dict[str, Any]) -> None:
    met = set()
    for form in said["components"]["schemas"].values():
        for name in set(form.get("properties", {})) & set(METRICS):
            met.add(name)
            for text in (METRICS[name].definition, METRICS[name].formula, METRICS[name].caveat):
                assert text in form["properties"][name]["description"]
    assert met == set(METRICS) - {"index"}


def test_the_description_names_version_licence_contact_and_errors(said: dict[str, Any]) -> None:
    assert said["openapi"].startswith("3.1")
    assert said["info"]["license"]["url"].startswith("https://")
    assert said["info"]["contact"]["name"]
    assert said["servers"] == [{"url": API}]
    assert set(said["paths"]) == set(PATHS)
    for methods in said["paths"].values():
        assert list(methods) == ["get"]
        assert {"200", "304", "422", "429"} <= set(methods["get"]["responses"])
        assert list(methods["get"]["responses"]["429"]["content"]) == ["application/problem+json"]


def test_examples_are_of_nobody(said: dict[str, Any]) -> None:
    text = json.dumps(said)
    assert '"montrieux"' in text
    assert not [name for name in ("lyon", "besan", "cdn", "swagger", "redoc") if name in text.lower()]


def test_the_ages_are_those_of_the_leaderboard() -> None:
    assert [one.days for one in Age] == [*AGES, None]


@pytest.mark.parametrize("path", ["/docs", "/redoc", "/docs/oauth2-redirect"])
def test_no_page_of_it_loads_the_scripts_of_others(path: str, visitor: Browser) -> None:
    assert ask(visitor, path).status == 404
