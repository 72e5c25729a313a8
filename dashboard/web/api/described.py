"""What the description of the API (OpenAPI) says of every address."""

from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi

from dashboard.config import Settings
from dashboard.domain.redistribution import LICENCE
from dashboard.public_addresses import ABOUT
from dashboard.web.api.problems import MEDIA_TYPE, Problem

VERSION = "1.0.0"
"""Of the API: the first number changes when a field or an address goes or changes its meaning, the second when one is added."""
TITLE = "Essaim"
SUMMARY = "Institutions that leave X, the audience they leave behind, and their followers on the new networks."
ABOUT_ALL = """Everything public, for reading. Lists are JSON in pages, or CSV with `.csv` after the address or `Accept: text/csv`: UTF-8,
commas, a missing value empty, an apostrophe before what a spreadsheet would run as a formula.

A page has the address of the next one in `next` and in the `Link` header; its cursor holds while rows are added. `ETag` and
`Last-Modified` let you ask again for nothing. Each answer says in `X-RateLimit-Remaining` how often it will still be given this hour.

A count that was not read is absent, never 0. Recovery is a band, from the largest of the new networks to the sum of all. A flagged figure
counts in no standing. Fictional institutions carry `fictional: true`."""
CSV_TEXT: dict[str, Any] = {"text/csv": {"schema": {"type": "string"}}}
_COUNTED = {
    "X-RateLimit-Limit": "Calls that one address has in an hour.",
    "X-RateLimit-Remaining": "Calls that are left of them.",
    "X-RateLimit-Reset": "Second since 1970 at which the oldest of them is forgotten.",
}
_CACHED = {"ETag": "Names the content.", "Last-Modified": "Since when nothing has changed.", "Link": "The next page, rel=next."}
ERRORS: dict[int | str, dict[str, Any]] = {
    304: {"description": "Nothing has changed since the answer whose ETag or date was sent."},
    422: {"model": Problem, "description": "A parameter cannot be used; it is named, with what is allowed."},
    429: {"model": Problem, "description": "Too many calls from one address; Retry-After says when to ask again."},
}
UNKNOWN: dict[int | str, dict[str, Any]] = {404: {"model": Problem, "description": "No institution is called so."}}


def contact(settings: Settings, language: str) -> str:
    """Where whoever runs the server is reached: as the settings say, else on the page about it."""
    known = settings.contact
    return (known if "://" in known else f"mailto:{known}") if known else settings.base + ABOUT.address(language)


def describe(app: FastAPI, settings: Settings) -> dict[str, Any]:
    """The description: OpenAPI 3.1."""
    made = get_openapi(
        title=TITLE,
        version=VERSION,
        summary=SUMMARY,
        description=ABOUT_ALL,
        routes=app.routes,
        servers=[{"url": "/api/v1"}],
        license_info={"name": LICENCE.title, "url": LICENCE.path},
        contact={"name": settings.publisher or TITLE, "url": contact(settings, "en")},
    )
    for path in made["paths"].values():
        for status, answer in path["get"]["responses"].items():
            if status[0] in "45":
                answer["content"] = {MEDIA_TYPE: answer["content"].pop("application/json")}
            told = _COUNTED | (_CACHED if status == "200" else {"Retry-After": "Seconds to wait."} if status == "429" else {})
            answer["headers"] = {name: {"description": text, "schema": {"type": "string"}} for name, text in told.items()}
    return made
