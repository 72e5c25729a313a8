"""What went wrong, as application/problem+json (RFC 9457), in the reader's language."""

from collections.abc import Mapping, Sequence
from typing import Any

from pydantic import BaseModel, ConfigDict, Field
from starlette.responses import JSONResponse, Response

from dashboard.domain.errors import N_
from dashboard.i18n import Words

MEDIA_TYPE = "application/problem+json"
READING = ("GET", "HEAD", "OPTIONS")


class Parameter(BaseModel):
    """One parameter that cannot be used."""

    model_config = ConfigDict(extra="forbid")

    parameter: str = Field(description="Its name.", examples=["kind"])
    detail: str = Field(description="What is wrong with it.", examples=["“town” is not a value of “kind”."])
    allowed: list[str] = Field(description="What is allowed.", examples=[["city", "university"]])


class Problem(BaseModel):
    """An error (RFC 9457). Texts are in the language of the request."""

    model_config = ConfigDict(extra="forbid")

    type: str = Field(description="Always about:blank: the status says which problem it is.", examples=["about:blank"])
    title: str = Field(description="What is wrong.", examples=["A parameter cannot be used"])
    status: int = Field(description="The HTTP status.", examples=[422])
    detail: str = Field(description="What exactly, and what to do.", examples=["“town” is not a value of “kind”."])
    parameters: list[Parameter] = Field(default=[], description="Parameters that cannot be used, each with what is allowed.")
    retry_after: int | None = Field(default=None, description="Seconds after which to ask again.", examples=[12])


def problem(
    words: Words,
    status: int,
    title: str,
    detail: str,
    *,
    parameters: Sequence[Parameter] = (),
    retry_after: int | None = None,
    headers: Mapping[str, str] | None = None,
) -> Response:
    """The answer. ``detail`` is said already; ``title`` is a key of the catalogues."""
    said = Problem(
        type="about:blank", title=words(title), status=status, detail=detail, parameters=list(parameters), retry_after=retry_after
    )
    content: dict[str, Any] = said.model_dump(exclude_defaults=True)
    kept = {"cache-control": "no-store", "vary": "accept-language", "content-language": words.language, **(headers or {})}
    if retry_after is not None:
        kept["retry-after"] = str(retry_after)
    return JSONResponse(content, status_code=status, media_type=MEDIA_TYPE, headers=kept)


def not_found(words: Words, detail: str = "") -> Response:
    """There is no such thing."""
    return problem(words, 404, N_("There is nothing here"), detail or words("The index of the API at /api/v1/ lists every address."))


def reading_only(words: Words) -> Response:
    """Somebody tried to change something."""
    allowed = ", ".join(READING)
    detail = words("The API only reads. Allowed methods: {methods}.", methods=allowed)
    return problem(words, 405, N_("Nothing can be changed here"), detail, headers={"allow": allowed})


def broken(words: Words) -> Response:
    """Our own mistake."""
    return problem(words, 500, N_("Something went wrong here"), words("It is not your mistake, and it was noted. Ask again in a minute."))
