"""Pages made on the server: Jinja templates, always escaped, that need no JavaScript."""

import functools
from pathlib import Path
from urllib.parse import urlsplit

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.responses import HTMLResponse, RedirectResponse, Response

from dashboard.addresses import ACCOUNT, OVERVIEW, SIGN_IN
from dashboard.presenters.citations import cited, site_name, web_address
from dashboard.web.caller import FORM_COOKIE, Caller
from dashboard.web.files import address_of
from dashboard.web.templating import Templates

FOLDER = Path(__file__).with_name("templates")
OTHER_LANGUAGE = {"fr": ("en", "English"), "en": ("fr", "Français")}


@functools.cache
def environment() -> Environment:
    """The one environment: autoescaped whatever the file's name, and an unknown name in a template is an error."""
    made = Templates(
        loader=FileSystemLoader(FOLDER),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        # A page is made of a dozen templates, and a look at the date of each file takes longer than saying what is in it.
        auto_reload=False,
        # There are some hundred templates: none is forgotten, and nothing is kept of which was read last.
        cache_size=-1,
    )
    made.filters.update(web_address=web_address, site_name=site_name, cited=cited)
    made.globals.update(asset=address_of, sign_in=SIGN_IN, account=ACCOUNT, other_language=OTHER_LANGUAGE)
    return made


def page(caller: Caller, template: str, /, status: int = 200, **values: object) -> Response:
    """A page of the template ``<template>.html``; it knows ``words``, ``caller``, ``home`` and the values.

    ``wrong`` (what is wrong, by the name of the field) and ``typed`` (what stands in the fields) are empty unless given.
    Nobody keeps a copy (``no-store``), and its address is told to no other site: links of one use stand in some of them. Not
    ``no-referrer``: browsers would then say of our own forms that they come from nowhere (``Origin: null``).
    """
    known: dict[str, object] = {"words": caller.words, "caller": caller, "home": _kept(caller, OVERVIEW.address), "wrong": {}, "typed": {}}
    body = environment().get_template(f"{template}.html").render(known | values)
    headers = {"cache-control": "no-store", "referrer-policy": "same-origin", "content-language": caller.words.language}
    return with_form_cookie(caller, HTMLResponse(body, status_code=status, headers=headers))


def go_to(caller: Caller, address: str) -> Response:
    """Send the browser on with a GET, to one of our own addresses or to one that a service made.

    To another server it goes by way of a page that says so and goes on by itself: our forms may be sent to ourselves alone
    (``form-action 'self'``), and browsers hold the redirects that follow to the same rule.
    """
    if not address.startswith("/"):
        parts = urlsplit(address)
        if parts.scheme not in ("https", "http"):
            raise ValueError("no address to lead anybody to")
        return page(caller, "leaving", address=address, host=parts.netloc)
    return with_form_cookie(caller, RedirectResponse(_kept(caller, address), status_code=303, headers={"cache-control": "no-store"}))


def _kept(caller: Caller, address: str) -> str:
    """One of our own addresses, in the language that the reader asked for in this one's."""
    if not caller.language or "lang=" in address:
        return address
    return f"{address}{'&' if '?' in address else '?'}lang={caller.language}"


def with_form_cookie(caller: Caller, response: Response) -> Response:
    """Give the browser the cookie that binds its forms to it, if it has none."""
    if caller.new_cookie:
        settings = caller.essaim.settings
        response.set_cookie(
            f"{settings.cookie}-{FORM_COOKIE}",
            caller.new_cookie,
            max_age=12 * 3600,
            path="/",
            secure=settings.secure,
            httponly=True,
            samesite="lax",
        )
    return response


def signed_in(caller: Caller, response: Response, token: str) -> Response:
    """Put the token of a session into the browser; its end is decided by the server."""
    settings = caller.essaim.settings
    response.set_cookie(settings.cookie, token, max_age=14 * 24 * 3600, path="/", secure=settings.secure, httponly=True, samesite="lax")
    return response


def signed_out(caller: Caller, response: Response) -> Response:
    """Take the token out of the browser."""
    settings = caller.essaim.settings
    response.delete_cookie(settings.cookie, path="/", secure=settings.secure, httponly=True, samesite="lax")
    response.headers["clear-site-data"] = '"cache"'
    return response
