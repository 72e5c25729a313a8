"""Finding an institution by its name without a script, from the home page and from the list."""

from dataclasses import replace

import pytest

from dashboard.bootstrap import Essaim
from dashboard.directory_addresses import finding
from dashboard.web.public import directory, home
from dashboard.web.public.site import live_site
from tests.test_web.browsing import Browser

FORM = "/en/find/"


@pytest.mark.parametrize("path", ["/en/", "/en/organisations/", FORM])
def test_home_and_list_have_a_field_that_needs_no_script(reader: Browser, path: str) -> None:
    page = reader.get(path)
    assert f'action="{FORM}" role="search"' in page.html and 'name="name" type="search"' in page.html


@pytest.mark.parametrize("typed", ["lyon", "LYON ", "besancon", "Écoute+d’Évreux"])
def test_a_name_that_one_institution_has_leads_to_its_page(reader: Browser, typed: str) -> None:
    answer = reader.ask(f"{FORM}?name={typed}")
    assert answer.status == 303 and reader.get(answer.location).status == 200
    assert answer.location.startswith("/en/organisations/")


def test_a_name_that_several_may_have_lists_them_and_one_that_nobody_has_says_what_to_do(reader: Browser) -> None:
    several = reader.get(f"{FORM}?name=de")
    assert "2 institutions fit “de”." in several.text and 'value="de"' in several.html
    assert {"/en/organisations/musee-de-dole/", "/en/organisations/universite-de-besancon/"} <= set(several.links)
    nobody = reader.get(f"{FORM}?name=%3Cscript%3E")
    assert "No institution is called “<script>”. Try one word of its name, or look in the list from A to Z." in nobody.text
    assert "<script>" not in nobody.html and '<meta name="robots" content="noindex">' in nobody.html
    assert nobody.headers["cache-control"] == "no-store" and "set-cookie" not in nobody.headers


def test_a_copy_that_nobody_answers_for_has_no_form(essaim: Essaim) -> None:
    copy = replace(live_site(essaim), live=False, has=lambda path: path != finding("en"))
    for resource in (home.RESOURCES[0], directory.RESOURCES[0]):
        document = resource.answer(copy, {"language": "en"})
        assert document is not None and b"<form" not in document.body.replace(b'<form class="choosing" action="/en/charts/', b"")
