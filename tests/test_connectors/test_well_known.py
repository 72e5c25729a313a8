"""A file of a site is that site's answer: whoever it redirects to answers for themselves."""

from collections.abc import Iterator
from contextlib import closing

import pytest

from connectors.base import ConnectorError, Remedy
from connectors.well_known import Sites
from tests.network.http_fake import Reply
from tests.network.web import Web

PATH = "/.well-known/essaim.txt"
HERE = f"https://lyon.example{PATH}"


@pytest.fixture
def sites(web: Web) -> Iterator[Sites]:
    web.page("https://lyon.example/", "Lyon")
    web.page("https://www.lyon.example/", "Lyon")
    with closing(web.transport(seconds=20)) as transport:
        yield Sites(transport)


def failure(sites: Sites, host: str = "lyon.example", *, moved: bool = False) -> ConnectorError:
    with pytest.raises(ConnectorError) as found:
        sites.text(host, PATH, moved=moved)
    return found.value


def test_the_text_is_read_as_it_stands(web: Web, sites: Sites) -> None:
    web.page(HERE, "é\nessaim-verification=1\n")
    assert sites.text("lyon.example", PATH) == "é\nessaim-verification=1\n"


@pytest.mark.parametrize("status", [404, 410])
def test_a_file_that_is_not_there_is_none(web: Web, sites: Sites, status: int) -> None:
    web.page(HERE, "not here", status)
    assert sites.text("lyon.example", PATH) is None


@pytest.mark.parametrize("there", ["https://www.lyon.example" + PATH, "//www.lyon.example" + PATH, "HTTPS://WWW.LYON.EXAMPLE" + PATH])
def test_the_same_site_with_www_is_the_same_site(web: Web, sites: Sites, there: str) -> None:
    web.page(HERE, status=301, Location=there)
    web.page(f"https://www.lyon.example{PATH}", "found")
    assert sites.text("lyon.example", PATH) == "found"
    web.page(f"https://www.lyon.example{PATH}", status=301, Location=HERE)
    web.page(HERE, "here")
    assert sites.text("www.lyon.example", PATH) == "here"


@pytest.mark.parametrize(
    "there",
    [
        "https://evil.example" + PATH,
        "//evil.example" + PATH,
        "https://blog.lyon.example" + PATH,
        "https://lyon.example.evil.example" + PATH,
        "https://lyon.example@evil.example" + PATH,
        "https://lyon.example:8443" + PATH,
        "http://lyon.example" + PATH,
        "http://169.254.169.254/latest/meta-data",
        "javascript:alert(1)",
        "https://[",
    ],
)
def test_a_redirect_to_another_host_is_no_answer_of_this_one(web: Web, sites: Sites, there: str) -> None:
    web.page("https://evil.example" + PATH, "found")
    web.page("https://blog.lyon.example" + PATH, "found")
    web.page(HERE, status=302, Location=there)
    problem = failure(sites, moved=True)
    assert problem.remedy is Remedy.GIVE_UP
    assert "proves nothing" in str(problem)
    assert [headers["host"] for _, _, headers in web.asked] == ["lyon.example"]


@pytest.mark.parametrize("there", ["/users/mallory/essaim.txt", PATH + "?of=mallory"])
def test_a_redirect_to_a_page_that_anybody_may_write_is_followed_only_where_that_is_asked(web: Web, sites: Sites, there: str) -> None:
    web.page("https://lyon.example/users/mallory/essaim.txt", "found")
    web.page(HERE, status=302, Location=there)
    assert failure(sites).remedy is Remedy.GIVE_UP
    web.page("https://lyon.example/", status=302, Location="/fr/")
    web.page("https://lyon.example/fr/", "Accueil")
    assert sites.text("lyon.example", "/", moved=True) == "Accueil"


def test_a_site_that_redirects_in_circles_is_left_alone(web: Web, sites: Sites) -> None:
    web.page(HERE, status=302, Location=HERE)
    assert failure(sites).remedy is Remedy.GIVE_UP
    assert len(web.asked) == 3


@pytest.mark.parametrize(
    ("status", "remedy"),
    [
        (400, Remedy.GIVE_UP),
        (401, Remedy.GIVE_UP),
        (403, Remedy.GIVE_UP),
        (206, Remedy.GIVE_UP),
        (429, Remedy.RETRY_LATER),
        (500, Remedy.RETRY_LATER),
        (503, Remedy.RETRY_LATER),
    ],
)
def test_what_cannot_be_read_says_whether_to_come_back(web: Web, sites: Sites, status: int, remedy: Remedy) -> None:
    web.page(HERE, "x", status)
    assert failure(sites).remedy is remedy


def test_a_site_that_is_down_is_asked_again_later_and_one_that_does_not_exist_is_said_so(web: Web, sites: Sites) -> None:
    web.down.add("lyon.example")
    assert failure(sites).remedy is Remedy.RETRY_LATER
    assert failure(sites, "nowhere.example").remedy is Remedy.FIX_HANDLE


@pytest.mark.parametrize(("pace", "body"), [("slow", b""), ("drip", b"x" * 10_000)])
def test_a_site_that_takes_for_ever_is_asked_again_later(web: Web, pace: str, body: bytes) -> None:
    web.page(HERE, Reply(200, body, pace=pace))
    with closing(web.transport(seconds=0.3)) as transport:
        assert failure(Sites(transport)).remedy is Remedy.RETRY_LATER


def test_far_more_than_a_file_is_not_read(web: Web, sites: Sites) -> None:
    web.page(HERE, "x" * 2_000_000)
    assert failure(sites).remedy is Remedy.GIVE_UP


def test_a_private_address_is_not_asked() -> None:
    from connectors.guarded_http import GuardedTransport
    from connectors.hosts import Guard

    with closing(GuardedTransport(Guard(seconds=1))) as transport:
        assert failure(Sites(transport), "127.0.0.1:4000").remedy is Remedy.GIVE_UP
