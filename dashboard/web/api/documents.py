"""The addresses of the API that are no lists: its index, one institution, what the figures mean, its own description."""

import json
from typing import Annotated, Any

from fastapi import APIRouter, FastAPI, Query
from pydantic import BaseModel, ConfigDict, Field
from starlette.requests import Request
from starlette.responses import Response

from dashboard.bootstrap import Essaim
from dashboard.domain.metrics import METRICS
from dashboard.domain.redistribution import LICENCE
from dashboard.i18n import Words
from dashboard.public_addresses import DATA
from dashboard.services.read_public import last_written, read_public_organisation
from dashboard.web.api import items, made
from dashboard.web.api.answer import csv_answer, json_answer, wants_csv
from dashboard.web.api.asked import Asked
from dashboard.web.api.described import ERRORS, SUMMARY, TITLE, UNKNOWN, VERSION, contact, describe
from dashboard.web.api.endpoints import SAID, Slug, add
from dashboard.web.api.gate import words_for
from dashboard.web.api.lists import PATH, csv_of, page_of

INDEX, ONE, METHODOLOGY, OPENAPI = "/", "/organisations/{slug}", "/methodology", "/openapi.json"
SAID_OF_DOCUMENTS = {
    INDEX: ("Index", "Every address of the API, with its licence and whom to ask."),
    ONE: ("One institution", "An institution with its accounts. An old slug leads to the institution into which it was merged."),
    METHODOLOGY: ("What the figures mean", "Every metric: definition, formula, source, caveat and an example."),
    OPENAPI: ("Description", "This description, OpenAPI 3.1."),
}


class Address(BaseModel):
    """One address of the API."""

    model_config = ConfigDict(extra="forbid")

    url: str = Field(description="Its address; a place in braces is to be filled in.", examples=["/api/v1/organisations"])
    csv: bool = Field(description="Whether it is also there as CSV, with .csv after it.")
    about: str = Field(description="What it gives.")


class Index(BaseModel):
    """The beginning of the API."""

    model_config = ConfigDict(extra="forbid")

    name: str = Field(description="Of the API.")
    version: str = Field(description="Of its form.")
    about: str = Field(description="What it is about.")
    licence: str = Field(description="Licence of the data.")
    licence_url: str = Field(description="Address of its text.")
    contact: str = Field(description="Who runs this server, and how to write to them.")
    documentation: str = Field(description="For people.")
    openapi: str = Field(description="For programs: the description of every address and field.")
    addresses: list[Address] = Field(description="Every address.")


def documents(essaim: Essaim, app: FastAPI) -> APIRouter:
    """The other addresses of one Essaim."""
    router = APIRouter()
    base = essaim.settings.base

    def json_of(request: Request, body: bytes) -> Response:
        _, modified = last_written(essaim.db, essaim.today())
        return json_answer(request, body, modified)

    def index(request: Request, wanted: Annotated[Asked, Query()]) -> Response:
        language = words_for(request, essaim).language
        made_of = Index(
            name=TITLE,
            version=VERSION,
            about=SUMMARY,
            licence=LICENCE.title,
            licence_url=LICENCE.path,
            contact=contact(essaim.settings, language),
            documentation=base + DATA.address(language),
            openapi=base + PATH + OPENAPI,
            addresses=[
                Address(url=base + PATH + path, csv=path in SAID or path == METHODOLOGY, about=about)
                for path, (_, about) in (SAID | SAID_OF_DOCUMENTS).items()
            ],
        )
        return json_of(request, made_of.model_dump_json().encode())

    def organisation(request: Request, slug: Slug, wanted: Annotated[Asked, Query()]) -> Response:
        found = read_public_organisation(essaim.db, slug, today=essaim.today())
        return json_of(request, made.detail(found).model_dump_json().encode())

    def methodology(request: Request, wanted: Annotated[Asked, Query()]) -> Response:
        words = words_for(request, essaim)
        rows = metrics(words)
        written, modified = last_written(essaim.db, essaim.today())
        if wants_csv(request):
            return csv_answer(request, iter([csv_of(items.MetricItem, rows)]), "methodology", written, modified)
        page: Any = page_of(items.MetricItem)(data=rows, next=None)
        return json_answer(request, page.model_dump_json().encode(), modified, {"content-language": words.language})

    def openapi(request: Request, wanted: Annotated[Asked, Query()]) -> Response:
        if app.openapi_schema is None:
            app.openapi_schema = describe(app, essaim.settings)
        return json_of(request, json.dumps(app.openapi_schema, ensure_ascii=False).encode())

    add(router, METHODOLOGY, methodology, items.MetricItem, said=SAID_OF_DOCUMENTS)
    for path, answer, model, more in (
        (INDEX, index, Index, {}),
        (ONE, organisation, items.OrganisationDetail, UNKNOWN),
        (OPENAPI, openapi, dict[str, Any], {}),
    ):
        summary, about = SAID_OF_DOCUMENTS[path]
        known = {200: {"model": model, "description": summary}, **ERRORS, **more}
        router.add_api_route(path, answer, response_model=None, responses=known, summary=summary, description=about)
    return router


def metrics(words: Words) -> list[items.MetricItem]:
    """What every figure means, in one language."""
    return [
        items.MetricItem(
            metric=one.name,
            title=words(one.title),
            unit=one.unit,
            definition=words(one.definition),
            formula=words(one.formula) if one.formula else "",
            source=words(one.source),
            caveat=words(one.caveat),
            example=words(one.example),
        )
        for one in METRICS.values()
    ]
