"""The tiny pages that are shown instead of what was asked, in both languages since nobody knows the reader's."""

import html

from starlette.responses import HTMLResponse, PlainTextResponse, Response

from dashboard.addresses import OVERVIEW
from dashboard.config import LANGUAGES
from dashboard.domain.errors import N_
from dashboard.i18n import words_in

_PAGE = (
    '<!doctype html><html lang="{lang}"><meta charset="utf-8"><meta name="viewport" content="width=device-width">'
    '<meta name="color-scheme" content="light dark"><title>{title} · essaim</title>'
    '<body style="max-width:42rem;margin:3rem auto;padding:0 1rem;font:1.0625rem/1.55 system-ui,sans-serif">{body}</html>'
)


def _both(status: int, title: str, text: str, link: str = "") -> HTMLResponse:
    parts = []
    for language in LANGUAGES:
        words = words_in(language)
        anchor = f'<p><a href="{OVERVIEW.address}">{html.escape(words(link))}</a></p>' if link else ""
        parts.append(f'<div lang="{language}"><h1>{html.escape(words(title))}</h1><p>{html.escape(words(text))}</p>{anchor}</div>')
    page = _PAGE.format(lang=LANGUAGES[0], title=html.escape(words_in(LANGUAGES[0])(title)), body="".join(parts))
    return HTMLResponse(page, status_code=status, headers={"cache-control": "no-store"})


def not_found() -> Response:
    """There is no such page."""
    return _both(
        404,
        N_("There is no such page"),
        N_("The address is wrong or out of date. Check it, or start from the overview."),
        N_("Overview"),
    )


def unknown_host() -> Response:
    """The name in the address is not one of ours."""
    return _both(
        400,
        N_("This server does not answer to that name"),
        N_("Whoever runs it can add the name of the address bar to the setting ESSAIM_ALLOWED_HOSTS."),
    )


def foreign_origin() -> Response:
    """A page of another site tried to change something here."""
    return PlainTextResponse("403: sent by a page of another site\n", status_code=403)
