"""What all pages of forms have in common: names for fields, the right help from the browser, the colours of the dashboard."""

import re
from pathlib import Path
from unittest.mock import Mock

import pytest

from connectors.mail import Mail
from dashboard.config import ROOT, Settings
from dashboard.domain.people import Role
from dashboard.web.routes import FORMS
from db.engine import Database
from tests.people import make_essaim
from tests.test_web.browsing import Browser
from tests.test_web.people import ana, at_home, with_generator

SHEETS = ("dashboard/ui/style.css", "dashboard/web/assets/site.css")
FILLED_IN = {
    **{"email": {"username", "email"}, "password": {"current-password", "new-password"}, "old": {"current-password"}},
    **{"code": {"one-time-code"}, "name": {"name", "off"}, "recovery": {"off"}, "username": {"username"}, "app_password": {"off"}},
}
"""What the browser may put into a field (https://html.spec.whatwg.org/#autofill)."""


def tokens(sheet: str) -> dict[str, str]:
    """The values by which a style sheet draws."""
    return dict(re.findall(r"(--[\w-]+): ([^;]+);", (ROOT / sheet).read_text()))


def test_both_style_sheets_draw_with_the_same_values() -> None:
    dashboard, own = (tokens(sheet) for sheet in SHEETS)
    assert {name: value for name, value in own.items() if dashboard.get(name, value) != value} == {}
    assert len(own.keys() & dashboard.keys()) > 20


def test_every_typeface_and_picture_of_the_style_sheet_is_there() -> None:
    found = re.findall(r'url\("([^"]+)"\)', (ROOT / SHEETS[1]).read_text())
    assert len(found) == 2 and all((ROOT / "dashboard" / "static" / name).is_file() for name in found)


@pytest.mark.parametrize("path", sorted({form.path for form in FORMS if form.show and "{" not in form.path}))
def test_every_field_has_a_name_and_is_filled_in_rightly(path: str, sqlite_db: Database) -> None:
    essaim = make_essaim(sqlite_db, Settings(), mail=Mock(spec=Mail))
    person = ana(essaim, Role.COLLECTIVE)
    with_generator(essaim, person)
    for browser in (Browser(essaim), at_home(essaim, person)[0]):
        page = browser.get(path)
        for form in page.forms:
            assert form.method == "post"
            for name, known in form.inputs.items():
                if known["type"] == "hidden" or "hidden" in known:
                    continue
                assert f'<label for="{known["id"]}">' in page.html
                assert known["autocomplete"] in FILLED_IN[name], (path, name)
                assert known["type"] == {"email": "email", "password": "password", "old": "password"}.get(name, known["type"])
                assert not {"onpaste", "maxlength", "readonly"} & known.keys()


@pytest.mark.parametrize("path", sorted(Path(ROOT / "dashboard/web/templates").glob("*.html")), ids=lambda path: path.name)
def test_no_template_holds_a_script_or_a_style_of_its_own(path: Path) -> None:
    source = path.read_text()
    assert not re.search(r"<style|\sstyle=|\son[a-z]+=|<script(?! defer src=\"{{ asset)|javascript:|\| *safe", source)
