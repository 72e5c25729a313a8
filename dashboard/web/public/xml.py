"""Feeds and pictures that are XML: templates of their own, always escaped, without any sign that XML cannot hold."""

import functools
from collections.abc import Callable

from jinja2 import FileSystemLoader, StrictUndefined

from dashboard.charts.theme import FONT, LIGHT
from dashboard.domain.xml_text import legal
from dashboard.web.files import SHARED
from dashboard.web.pages import FOLDER
from dashboard.web.templating import Templates


@functools.cache
def _environment() -> Templates:
    return Templates(
        loader=FileSystemLoader([FOLDER / "public", SHARED]),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
        cache_size=-1,
    )


def xml(template: str, /, **values: object) -> str:
    """The template ``public/<template>`` filled in; ``theme`` and ``font`` are known to all."""
    render: Callable[..., str] = _environment().get_template(template).render
    return legal(render(theme=LIGHT, font=FONT, **values))
