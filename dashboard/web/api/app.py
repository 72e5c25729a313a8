"""The FastAPI application under /api/v1. No page of its own: what shows descriptions to people would load scripts of others."""

from collections.abc import Sequence
from typing import Any

from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError
from fastapi.routing import APIRoute
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Mount

from dashboard.bootstrap import Essaim
from dashboard.domain.errors import N_, EssaimError, NotFound
from dashboard.web.api import problems
from dashboard.web.api.documents import documents
from dashboard.web.api.endpoints import lists
from dashboard.web.api.gate import Gate, words_for
from dashboard.web.api.lists import PATH
from dashboard.web.api.parameters import refused
from dashboard.web.api.wrong import WrongParameter
from dashboard.web.middleware import HonestFailure

RETRY_AFTER = 60
"""Seconds after which a database that could not be read is worth another try."""


def api(essaim: Essaim) -> FastAPI:
    """The API of one Essaim."""

    async def unknown_address(request: Request, problem: Exception) -> Response:
        words = words_for(request, essaim)
        status = problem.status_code if isinstance(problem, HTTPException) else 404
        return problems.reading_only(words) if status == 405 else problems.not_found(words)

    async def unknown(request: Request, problem: Exception) -> Response:
        assert isinstance(problem, NotFound)
        words = words_for(request, essaim)
        return problems.not_found(words, words.error(problem))

    async def wrong(request: Request, problem: Exception) -> Response:
        assert isinstance(problem, RequestValidationError | WrongParameter)
        found = [("cursor", problem.value)] if isinstance(problem, WrongParameter) else _wrong(problem.errors())
        return refused(words_for(request, essaim), found, _known(request))

    async def unreadable(request: Request, problem: Exception) -> Response:
        assert isinstance(problem, EssaimError)
        words = words_for(request, essaim)
        return problems.problem(words, 503, N_("The data cannot be read now"), words.error(problem), retry_after=RETRY_AFTER)

    app = FastAPI(
        openapi_url=None,
        docs_url=None,
        redoc_url=None,
        redirect_slashes=False,
        middleware=[
            Middleware(HonestFailure, answer=lambda request: problems.broken(words_for(request, essaim))),
            Middleware(Gate, essaim=essaim),
        ],
        exception_handlers={
            HTTPException: unknown_address,
            RequestValidationError: wrong,
            WrongParameter: wrong,
            NotFound: unknown,
            EssaimError: unreadable,
        },
    )
    app.include_router(lists(essaim))
    app.include_router(documents(essaim, app))
    return app


def api_route(essaim: Essaim) -> Mount:
    """Where it stands."""
    return Mount(PATH, api(essaim))


def _wrong(errors: Sequence[Any]) -> list[tuple[str, str]]:
    return [(str(one["loc"][-1]), "" if one["input"] is None else str(one["input"])) for one in errors]


def _known(request: Request) -> dict[str, Any]:
    """The parameters of the address that was asked, as its description has them."""
    route = request.scope.get("route")
    models: list[Any] = [one.field_info.annotation for one in route.dependant.query_params] if isinstance(route, APIRoute) else []
    return {name: field for model in models for name, field in model.model_fields.items()}
