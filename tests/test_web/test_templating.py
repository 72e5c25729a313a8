"""Our templates become Python that says what Jinja would say: whatever stands in a page is escaped."""

from enum import StrEnum

import markupsafe
import pytest
from hypothesis import given
from hypothesis import strategies as st
from jinja2 import Environment, StrictUndefined, UndefinedError
from markupsafe import Markup

from dashboard.web.templating import Templates


class Hostile(StrEnum):
    END = "</td><script>"


SHOWN = Templates(autoescape=True).from_string("{{ it }}")


def shown(value: object) -> str:
    return SHOWN.render(it=value)


@given(text=st.text())
def test_a_text_is_escaped_as_by_markupsafe(text: str) -> None:
    assert shown(text) == markupsafe.escape(text)
    assert shown(Markup(text)) == text


@pytest.mark.parametrize("value", [5, None, Hostile.END, ["<b>"], {"a": "'"}])
def test_so_is_everything_else(value: object) -> None:
    assert shown(value) == markupsafe.escape(value)


@pytest.mark.parametrize(
    "said", ["{{ it }}", '<a href="{{ it }}">', "{% for one in [it] %}{{ one }}{% endfor %}", "{% set a %}{{ it }}{% endset %}{{ a }}"]
)
def test_a_template_lets_nothing_through(said: str) -> None:
    page = Templates(autoescape=True).from_string(f"{{% macro of(it) %}}{said}{{% endmacro %}}{{{{ of(it) }}}}{said}")
    made = page.render(it="<b>\"'&")
    assert made.count("&lt;b&gt;&#34;&#39;&amp;") == 2
    assert "<b>" not in made


def test_without_its_private_part_markupsafe_escapes_all_the_same() -> None:
    class Public(Templates):
        text_escaped = staticmethod(markupsafe.escape)

    assert Public(autoescape=True).from_string("{{ it }}").render(it="<b>") == "&lt;b&gt;"


def test_a_template_calls_what_it_is_given_as_jinja_does() -> None:
    source = """{% macro listed(all_) %}{% for one in all_ %}{{ caller(one, loop.index) }}{% endfor %}{% endmacro %}
{% call(one, n) listed(names) %}{{ said(one, n=n) }};{% endcall %}
{% for one in tree recursive %}{{ one.name }}({{ loop(one.of) }}){% endfor %}
{{ "%s-%s".format(*names) }} {{ said(*names[:1], **{"n": 0}) }} {{ range(3) | list }}"""

    def said(name: str, *, n: int) -> str:
        return f"{n}. <{name}>"

    known = {"names": ["a", "b"], "said": said, "tree": [{"name": "x", "of": [{"name": "y", "of": []}]}]}
    ours, theirs = (kind(autoescape=True, undefined=StrictUndefined).from_string(source) for kind in (Templates, Environment))
    assert ours.render(known) == theirs.render(known)
    with pytest.raises(UndefinedError):
        ours.render(known | {"said": StrictUndefined(name="said")})
