"""The tiny pages that are shown instead of what was asked, in both languages where nobody knows the reader's."""

import functools
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.responses import HTMLResponse, Response

from dashboard.addresses import OVERVIEW
from dashboard.config import LANGUAGES
from dashboard.directory_addresses import INSTITUTIONS
from dashboard.domain.errors import N_
from dashboard.i18n import words_in
from dashboard.public_addresses import CAMPAIGN, DATA, HOME, LEADERBOARD, split_language
from dashboard.web.files import address_of

FOLDER = Path(__file__).with_name("templates")


@functools.lru_cache(maxsize=16)
def _page(title: str, text: str, link: str, styled: bool) -> str:
    environment = Environment(loader=FileSystemLoader(FOLDER), autoescape=True, undefined=StrictUndefined, trim_blocks=True)
    parts = [(language, words_in(language)) for language in LANGUAGES]
    sheet = address_of("site.css") if styled else ""
    return environment.get_template("answer.html").render(
        parts=parts, title=title, text=text, link=link, home=OVERVIEW.address, sheet=sheet
    )


def _both(status: int, title: str, text: str, link: str = "", *, styled: bool = True) -> Response:
    return HTMLResponse(_page(title, text, link, styled), status_code=status, headers={"cache-control": "no-store"})


@functools.cache
def _missing(language: str) -> str:
    environment = Environment(loader=FileSystemLoader(FOLDER), autoescape=True, undefined=StrictUndefined, trim_blocks=True)
    ways = (HOME, INSTITUTIONS, LEADERBOARD, CAMPAIGN, DATA)
    return environment.get_template("public/missing.html").render(words=words_in(language), home=HOME, ways=ways, asset=address_of)


def not_found(path: str = "") -> Response:
    """There is no such page.

    :param path: what was asked for; on the public site it says in which language to answer.
    """
    public = split_language(path)
    if public is not None:
        headers = {"cache-control": "no-store", "content-language": public[0]}
        return HTMLResponse(_missing(public[0]), status_code=404, headers=headers)
    return _both(
        404,
        N_("There is no such page"),
        N_("The address is wrong or out of date. Check it, or start from the overview."),
        N_("Overview"),
    )


def unknown_host() -> Response:
    """The name in the address is not one of ours, so neither is the style sheet that would be asked for there."""
    return _both(
        400,
        N_("This server does not answer to that name"),
        N_("Whoever runs it can add the name of the address bar to the setting ESSAIM_ALLOWED_HOSTS."),
        styled=False,
    )


def foreign_origin() -> Response:
    """A page of another site tried to change something here, or a program that does not say where it comes from."""
    return _both(
        403,
        N_("This was sent by a page of another site"),
        N_("Nothing was changed. Open Essaim and do it there."),
        N_("Overview"),
    )


def signed_out() -> Response:
    """A file from somebody who is not signed in. Not kept alive: what was not read must not be taken for the next request."""
    answer = _both(
        403,
        N_("Files are taken from people who are signed in"),
        N_("Nothing was kept. Sign in, then choose the file again."),
        N_("Overview"),
    )
    answer.headers["connection"] = "close"
    return answer


def too_large(status: int = 413) -> Response:
    """Far more was sent than anything here holds."""
    return _both(status, N_("Far more was sent than this page takes"), N_("Nothing was changed. Go back and send less."), N_("Overview"))


def broken() -> Response:
    """Our own mistake."""
    return _both(
        500,
        N_("Something went wrong here"),
        N_("It is not your mistake, and it was noted for whoever runs this server. Try again in a minute."),
        N_("Overview"),
    )
