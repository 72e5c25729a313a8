"""Feeds and pictures that are XML: templates of their own, always escaped, without any sign that XML cannot hold."""

import functools
from collections.abc import Callable

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from dashboard.charts.theme import FONT, LIGHT
from dashboard.domain.xml_text import legal
from dashboard.web.files import SHARED
from dashboard.web.pages import FOLDER


def _readable(value: object) -> object:
    return legal(value) if isinstance(value, str) and not isinstance(value, Markup) else value


@functools.cache
def _environment() -> Environment:
    return Environment(
        loader=FileSystemLoader([FOLDER / "public", SHARED]),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_readable,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def xml(template: str, /, **values: object) -> str:
    """The template ``public/<template>`` filled in; ``theme`` and ``font`` are known to all."""
    render: Callable[..., str] = _environment().get_template(template).render
    return render(theme=LIGHT, font=FONT, **values)
