"""The whole public site in files: every link leads somewhere, nothing is loaded from elsewhere, and a plain file server can serve it."""

import http.client
import re
from collections import defaultdict
from urllib.parse import urlsplit

import pytest

from dashboard.web.files import ASSETS
from dashboard.web.public.resources import RESOURCES
from dashboard.web.publish.plan import file_of
from tests.network.published import FOLDER, PublishedSite
from tests.test_publish.crawling import named_in, printed_in, resolved

TYPES = {
    ".html": "text/html",
    ".css": "text/css",
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".csv": "text/csv",
    ".json": "application/json",
}


@pytest.fixture(scope="module")
def files(published: PublishedSite) -> set[str]:
    """Everything in the folder that visitors may ask for."""
    found = {str(path.relative_to(published.folder)) for path in published.folder.rglob("*") if path.is_file()}
    return {name for name in found if not name.startswith(".")}


@pytest.fixture(scope="module")
def named(published: PublishedSite, files: set[str]) -> dict[str, list[tuple[str, str]]]:
    """By address named somewhere: which file names it, and how."""
    found: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for file in sorted(files):
        for how, written in named_in(published.folder / file):
            found[resolved(published.base, f"/{file.removesuffix('index.html')}", written)].append((file, how))
    return found


def test_every_link_and_everything_loaded_is_a_file_of_the_site(
    published: PublishedSite, files: set[str], named: dict[str, list[tuple[str, str]]]
) -> None:
    own = {address: where for address, where in named.items() if address.startswith(published.origin)}
    assert len(own) > 100
    dead = {
        address: where[:3]
        for address, where in own.items()
        if not address.startswith(f"{published.base}/") or file_of(address.removeprefix(published.base)) not in files
    }
    assert dead == {}


def test_every_address_that_is_printed_is_a_file_of_the_site(published: PublishedSite, files: set[str]) -> None:
    """In citations, in code to copy, in JSON, on pictures: what somebody types or a program reads, and no link would show as dead."""
    printed: dict[str, list[str]] = defaultdict(list)
    for file in sorted(files):
        for address in set(printed_in(published.folder / file, published.base)):
            printed[address].append(file)
    assert len(printed) > 100
    # Pictures print the address of a page without its last stroke.
    dead = {address: where[:3] for address, where in printed.items() if not {file_of(address), file_of(f"{address.rstrip('/')}/")} & files}
    assert dead == {}


def test_nothing_is_loaded_from_another_host(published: PublishedSite, named: dict[str, list[tuple[str, str]]]) -> None:
    elsewhere = {
        address: where
        for address, where in named.items()
        if not address.startswith(f"{published.base}/") and any(how != "link" for _, how in where)
    }
    assert elsewhere == {}


def test_links_to_a_server_are_left_out(published: PublishedSite, named: dict[str, list[tuple[str, str]]]) -> None:
    assert published.essaim.settings.public_url == ""
    assert not [address for address in named if re.search(r"/(?:dashboard|api|oembed|sign-in)(?:/|$)", urlsplit(address).path)]


def test_a_copy_does_not_say_that_its_files_are_made_when_asked_for(published: PublishedSite) -> None:
    french, english = ((published.folder / language / "data" / "index.html").read_text() for language in ("fr", "en"))
    assert "made anew" not in english and "written together with the pages of this copy" in english
    assert "est refait" not in french and "en même temps que les pages de cette copie" in french


def test_the_page_for_what_is_not_there_speaks_both_languages(published: PublishedSite) -> None:
    french, _, english = (published.folder / "404.html").read_text().partition('<div lang="en">')
    assert "L’adresse est erronée ou n’est plus valable." in french and "Page d’accueil" in french
    assert "<h2>There is no such page</h2>" in english and "start from the home page" in english and "Home page" in english


def test_a_copy_says_what_is_true_of_files_and_not_of_the_server(published: PublishedSite) -> None:
    def page(path: str) -> str:
        return (published.folder / path / "index.html").read_text()

    assert "These pages are plain files." in page("en/privacy") and "Ces pages sont de simples fichiers." in page("fr/privacy")
    assert not re.search("journal of who|counted by nobody|is given|cookies that are needed", page("en/privacy"))
    assert not re.search("the dashboard of this site|/dashboard|/sign-in|Tell us", page("en/accessibility"))
    assert "/fr/leaderboard/" in page("en/accessibility")


@pytest.mark.parametrize(("folder", "name"), [("fr", "Données ouvertes"), ("en", "Open data")])
def test_a_copy_promises_no_api(published: PublishedSite, folder: str, name: str) -> None:
    home, data, methodology = ((published.folder / folder / path / "index.html").read_text() for path in ("", "data", "methodology"))
    assert name in home and [page for page in (home, data, methodology) if re.search(r"\bAPI\b", page)] == []


def test_every_kind_of_address_is_published(files: set[str]) -> None:
    ends = {".html", ".svg", ".csv", ".json", ".png", ".atom", ".xml", ".txt"}
    assert ends <= {f".{name.rpartition('.')[2]}" for name in files}
    assert {"index.html", "404.html", "robots.txt", "sitemap.xml", "fr/index.html", "en/index.html"} <= files
    assert {f"assets/{name}" for name in ASSETS} <= files


def test_every_file_is_what_its_resource_lists(published: PublishedSite, files: set[str]) -> None:
    from dashboard.web.public.site import Site

    essaim = published.essaim
    site = Site(essaim, published.base, essaim.today(), live=False)
    listed = {file_of(address) for resource in RESOURCES for address in resource.addresses(site)}
    others = {"index.html", "404.html", *(f"assets/{name}" for name in ASSETS)}
    assert (listed | others) - files == set()
    assert files - listed - others == set()


def test_a_plain_file_server_gives_every_file_its_type(published: PublishedSite, files: set[str]) -> None:
    connection = http.client.HTTPConnection(urlsplit(published.origin).netloc)
    wrong = []
    for ending, expected in TYPES.items():
        name = next(name for name in sorted(files) if name.endswith(ending))
        connection.request("HEAD", f"/{FOLDER}/{name}")
        answer = connection.getresponse()
        answer.read()
        if (answer.status, answer.headers.get_content_type()) != (200, expected):
            wrong.append((name, answer.status, answer.headers.get_content_type()))
    connection.close()
    assert wrong == []


def test_the_way_in_is_the_french_home(published: PublishedSite) -> None:
    assert (published.folder / "index.html").read_bytes() == (published.folder / "fr" / "index.html").read_bytes()


def test_pages_carry_their_policy_and_say_what_they_show(published: PublishedSite, files: set[str]) -> None:
    pages = [(name, (published.folder / name).read_text()) for name in sorted(files) if name.endswith(".html")]
    bare = [name for name, page in pages if 'http-equiv="Content-Security-Policy"' not in page]
    assert bare == []
