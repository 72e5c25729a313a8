"""Parts of pages that need nothing but the words: made once a language, where Jinja would make them anew for each page."""

import functools

from jinja2.environment import TemplateModule

from dashboard.domain.redistribution import LICENCE
from dashboard.i18n import words_in
from dashboard.web import pages
from dashboard.web.public.pictures import network_signs


@functools.cache
def macros(language: str, template: str) -> TemplateModule:
    """The macros of ``public/<template>.html``; they know ``words``, ``language``, ``signs`` and ``licence``, and nothing of a page.

    To import them ``with context`` costs 20 µs a template and page: that is for pages of which there are few.
    """
    known = {"words": words_in(language), "language": language, "signs": network_signs(), "licence": LICENCE}
    return pages.environment().get_template(f"public/{template}.html").make_module(known)
