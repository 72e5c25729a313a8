"""The list of institutions: everybody is found by letter, by kind and page after page, with or without a script."""

import json
import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.directory_addresses import CHOSEN, INSTITUTIONS, DirectoryView, parse_directory
from dashboard.domain.names import INITIALS
from dashboard.domain.organisations import Kind
from dashboard.public_addresses import LARGEST_PAGE
from dashboard.services.read_directory import count_names, read_directory, read_everybody
from dashboard.web.public import directory
from dashboard.web.public.crawlers import listed
from dashboard.web.public.site import live_site
from dashboard.web.publish.plan import EVERYBODY, group_of
from db.engine import Database
from tests.factories import TODAY, make_organisation
from tests.test_web.browsing import Browser

LIST = "/en/organisations/"
PAGES = st.integers(1, LARGEST_PAGE)
VIEWS = st.one_of(
    st.builds(lambda initial, page: DirectoryView(initial, None, page), st.sampled_from(INITIALS), PAGES),
    st.builds(lambda kind, page: DirectoryView("", kind, page), st.sampled_from(Kind), PAGES),
    st.builds(lambda page: DirectoryView(page=page), st.integers(2, LARGEST_PAGE)),
)
SEGMENTS = st.lists(st.sampled_from(("letter-a", "letter-other", "letter-é", "kind-city", "kind-", "page-2", "page-1", "page-99999", "")))


@given(VIEWS, st.sampled_from(("fr", "en")))
def test_every_part_is_read_back_from_its_address_and_is_a_page_of_everybody(view: DirectoryView, language: str) -> None:
    address = view.address(language)
    assert parse_directory(address.removeprefix(INSTITUTIONS.address(language) + CHOSEN)) == view
    assert listed(address) and group_of(address) == EVERYBODY


@given(st.text() | SEGMENTS.map("/".join) | SEGMENTS.map(lambda parts: "/".join([*parts, ""])))
def test_whatever_else_is_asked_for_is_read_as_one_address_or_not_at_all(path: str) -> None:
    found = parse_directory(path)
    assert found is None or found.address("fr") == INSTITUTIONS.address("fr") + CHOSEN + path


def test_everybody_stands_under_one_letter_and_one_kind(db: Database) -> None:
    for name, kind in (("Éze", Kind.CITY), ("Œuvre d’Évreux", Kind.ASSOCIATION), ("4e lieu", Kind.LIBRARY), ("Λεσβος", Kind.CITY)):
        make_organisation(db, name, kind)
    assert count_names(db) == {("e", Kind.CITY): 1, ("o", Kind.ASSOCIATION): 1, ("other", Kind.LIBRARY): 1, ("other", Kind.CITY): 1}

    def names(initial: str, kind: Kind | None = None) -> list[str]:
        return [one.name for one in read_directory(db, today=TODAY, initial=initial, kind=kind, offset=0, limit=9)]

    assert names("e") == ["Éze"] and names("o") == ["Œuvre d’Évreux"] and set(names("other")) == {"4e lieu", "Λεσβος"}
    assert set(names("", Kind.CITY)) == {"Éze", "Λεσβος"}
    everybody = [(initial, one.name) for initial, one in read_everybody(db, today=TODAY)]
    assert [name for _, name in everybody] == names("")
    assert sorted(everybody) == sorted((initial, name) for initial in INITIALS for name in names(initial))


def test_the_list_says_who_each_is_and_where_it_stands(reader: Browser) -> None:
    page = reader.get(LIST)
    said = page.text.replace("\u00a0", " ")
    assert "4 institutions from A to Z" in said and "city 1" in said and "museum 1" in said
    assert "Lyon city · left X on 20 January 2025" in said
    assert "Musée de Dole museum · left X on 3 February 2025, has since returned" in said
    assert "Écoute d’Évreux association · has announced that it leaves X" in said
    assert "Université de Besançon university, 20,000 students · leaves X on 14 July 2025" in said
    assert {f"{LIST}-/letter-l/", f"{LIST}-/kind-museum/", f"{LIST}lyon/"} <= set(page.links)
    assert f"{LIST}-/letter-z/" not in page.links
    assert LIST in reader.get("/en/").links and LIST in reader.get("/en/nope").links


def test_each_part_holds_its_own_and_an_empty_one_is_an_honest_404(reader: Browser) -> None:
    page = reader.get(f"{LIST}-/letter-e/")
    assert "E: 1 institution" in page.text and f"{LIST}ecoute-d-evreux/" in page.links and f"{LIST}lyon/" not in page.links
    missing = ("letter-z/", "kind-hospital/", "page-2/", "letter-e/page-2/", "letter-e/kind-city/", "page-1/", "")
    assert [reader.get(f"{LIST}-/{path}").status for path in missing] == [404] * len(missing)
    assert reader.ask(f"{LIST}-/letter-e").location == f"{LIST}-/letter-e/"


def test_the_search_field_suggests_from_one_file_to_those_with_a_script(reader: Browser) -> None:
    page = reader.get(LIST)
    assert f'<div class="find" data-names="{LIST}names.json"' in page.html
    assert 'data-found="{n} institutions found" data-one="1 institution found"' in page.html
    assert ["musee-de-dole", "Musée de Dole", "museum"] in json.loads(reader.get(f"{LIST}names.json").body)


def test_a_long_list_is_cut_into_pages_that_lose_nobody(nobodys: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(directory, "PER_PAGE", 2)
    names = [f"Ville {letter}" for letter in string.ascii_lowercase[:5]]
    for name in names:
        make_organisation(nobodys.essaim.db, name)
    pages = [nobodys.get(path) for path in (LIST, f"{LIST}-/page-2/", f"{LIST}-/page-3/")]
    assert [name for page in pages for name in names if name in page.text] == names
    assert "Page 2 of 3" in pages[1].text and f"{LIST}-/page-3/" in pages[1].links
    held = {path for resource in directory.RESOURCES for path in resource.addresses(live_site(nobodys.essaim))}
    assert {f"{LIST}-/page-3/", f"{LIST}-/letter-v/page-3/", "/fr/organisations/-/kind-city/page-2/", LIST, f"{LIST}names.json"} <= held


def test_an_empty_register_says_what_comes_next(nobodys: Browser) -> None:
    assert "The register is empty. Institutions appear here as soon as they are registered." in nobodys.get(LIST).text


def test_a_page_of_long_names_stays_under_150_kilobytes(nobodys: Browser) -> None:
    for n, letter in enumerate("EFFFFF"):
        make_organisation(nobodys.essaim.db, f"{letter}{'tablissement ' * 9}{n}", Kind.UNIVERSITY, students=20_000 + n)
    one, five = (len(nobodys.get(f"{LIST}-/letter-{letter}/").body) for letter in "ef")
    assert one + (five - one) / 4 * (directory.PER_PAGE - 1) < 150_000
