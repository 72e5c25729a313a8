"""Pages made on the server: Jinja templates, always escaped, that need no JavaScript."""

import functools
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.responses import HTMLResponse, RedirectResponse, Response

from dashboard.addresses import OVERVIEW
from dashboard.web.caller import FORM_COOKIE, Caller

FOLDER = Path(__file__).with_name("templates")


@functools.cache
def environment() -> Environment:
    """The one environment: autoescaped whatever the file's name, and an unknown name in a template is an error."""
    return Environment(loader=FileSystemLoader(FOLDER), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)


def page(caller: Caller, template: str, /, status: int = 200, **values: object) -> Response:
    """A page of the template ``<template>.html``; it knows ``words``, ``caller``, ``home`` and the values.

    Nobody keeps a copy (``no-store``), and its address is told to nobody: links of one use stand in some of them.
    """
    made = environment().get_template(f"{template}.html")
    body = made.render(words=caller.words, caller=caller, home=OVERVIEW.address, **values)
    headers = {"cache-control": "no-store", "referrer-policy": "no-referrer", "content-language": caller.words.language}
    return with_form_cookie(caller, HTMLResponse(body, status_code=status, headers=headers))


def go_to(caller: Caller, address: str) -> Response:
    """Send the browser on with a GET, to one of our own addresses or to one that a service made."""
    return with_form_cookie(caller, RedirectResponse(address, status_code=303, headers={"cache-control": "no-store"}))


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
