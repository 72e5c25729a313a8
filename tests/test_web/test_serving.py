"""The server as a whole, over a real port."""

import contextlib
import gzip
import html
import json
import re
import signal
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

from dashboard.addresses import PAGES, Page
from tests.test_web.serving import PATIENCE, Served, serving, start


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """Served on this machine alone, with one more name of its own."""
    with serving(tmp_path_factory.mktemp("served"), ESSAIM_ALLOWED_HOSTS="essaim.example") as found:
        yield found


def test_the_address_is_told_once_it_answers(served: Served) -> None:
    assert served.said[-1].endswith(f"http://127.0.0.1:{served.port}/dashboard/")
    assert served.ask("/healthz").text == "ok"


def test_the_name_of_the_dashboard_leads_to_it(served: Served) -> None:
    answer = served.ask("/dashboard")
    assert (answer.status, answer.headers["location"]) == (302, "/dashboard/")


@pytest.mark.parametrize(("accepted", "home"), [("fr-FR,fr;q=0.9", "/fr/"), ("en-GB,en;q=0.9,fr;q=0.3", "/en/"), ("de", "/fr/")])
def test_the_root_leads_home_in_the_language_of_the_visitor(served: Served, accepted: str, home: str) -> None:
    answer = served.ask("/", accept_language=accepted)
    assert (answer.status, answer.headers["location"]) == (302, home)
    assert "accept-language" in answer.headers["vary"]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.script)
def test_each_page_has_its_own_title_and_a_body_without_javascript(served: Served, page: Page) -> None:
    answer = served.ask(page.address, accept_language="en-GB,en;q=0.9")
    assert answer.status == 200
    assert '<html lang="en">' in answer.text
    assert f"<title>{page.title} · essaim</title>" in answer.text
    without_script = re.search("<noscript>(.*?)</noscript>", answer.text, re.DOTALL)
    assert without_script and page.about in html.unescape(without_script[1])


def test_the_address_wins_over_the_browser_in_language(served: Served) -> None:
    assert '<html lang="fr">' in served.ask("/dashboard/?lang=fr", accept_language="en").text
    assert '<html lang="en">' in served.ask("/dashboard/?lang=<script>", accept_language="en").text
    assert '<html lang="fr">' in served.ask("/dashboard/", accept_language="de").text


@pytest.mark.parametrize("path", ["/nope", "/dashboard/nope", "/dashboard/nope/deep", "/dashboard/static/js/nope.js"])
def test_an_unknown_address_is_an_honest_404_in_both_languages(served: Served, path: str) -> None:
    answer = served.ask(path)
    assert answer.status == 404
    assert 'lang="fr"' in answer.text and 'lang="en"' in answer.text


FORM, PARTS = "application/x-www-form-urlencoded", "multipart/form-data; boundary=a"
INNER_DOORS = (
    *("_stcore/metrics", "_stcore/metrics/", "%5fstcore/metrics", "_stcore/%6detrics", "_stcore/script-health-check"),
    *("_stcore/agent/openapi.json", "_stcore/agent/interact", "_stcore/agent/mcp", "_stcore/bidi-components/a/b.js", "component/a/b.js"),
    *("auth/login", "auth/logout", "oauth2callback"),
)
DETOURS = ("/_stcore/metrics", "_stcore//metrics", "x/../_stcore/metrics", "./_stcore/metrics", "_stcore/metrics%00", "_stcore%2fmetrics")


@pytest.mark.parametrize("path", INNER_DOORS)
def test_inner_doors_are_closed(served: Served, path: str) -> None:
    for method in ("GET", "HEAD", "POST"):
        assert served.ask(f"/dashboard/{path}", method, Origin=served.origin).status == 404


@pytest.mark.parametrize("path", DETOURS)
def test_no_detour_leads_to_an_inner_door(served: Served, path: str) -> None:
    answer = served.ask(f"/dashboard/{path}")
    assert answer.status in (400, 404) and b"active_sessions" not in answer.body


def test_doors_without_which_no_page_opens_tell_everybody_the_same(served: Served) -> None:
    assert served.ask("/dashboard/_stcore/health").body == b"ok"
    known = json.loads(served.ask("/dashboard/_stcore/host-config").body)
    assert known["enableCustomParentMessages"] is False and known["useExternalAuthToken"] is False and known["metricsUrl"] == ""


def test_scripts_are_compressed_and_kept_for_good(served: Served) -> None:
    script = re.search(r'src="(/dashboard/static/js/index[^"]+)"', served.ask("/dashboard/").text)
    assert script
    packed = served.ask(script[1], accept_encoding="gzip, br")
    assert packed.headers["content-encoding"] == "gzip"
    assert "immutable" in packed.headers["cache-control"]
    assert gzip.decompress(packed.body) == served.ask(script[1]).body


def test_every_answer_carries_the_security_headers(served: Served) -> None:
    script = re.search(r'src="(/dashboard/static/js/index[^"]+)"', served.ask("/dashboard/").text)
    assert script
    inside = ("/dashboard/", "/dashboard/nope", "/dashboard/_stcore/health", script[1])
    for path in (*inside, "/nope", "/healthz", "/sign-in", "/assets/site.css"):
        headers = served.ask(path, accept_encoding="gzip").headers
        assert headers["x-content-type-options"] == "nosniff" and headers["x-frame-options"] == "DENY"
        policy = headers["content-security-policy"]
        assert "default-src 'none'" in policy and "frame-ancestors 'none'" in policy and "form-action 'self'" in policy
        assert "unsafe-eval" not in policy
        hashed = re.search(r"script-src 'self' 'sha256-[\w+/]+=*';", policy)
        assert bool(hashed) == (path in inside) == ("unsafe-inline" in policy)


def test_headers_without_end_are_cut_off(served: Served) -> None:
    with socket.create_connection(("127.0.0.1", served.port), timeout=PATIENCE) as line:
        with contextlib.suppress(ConnectionError):
            for _ in range(64):
                line.sendall(b"GET /healthz HTTP/1.1\r\nHost: localhost\r\nX: " + b"a" * 4096)
        with contextlib.suppress(ConnectionError):
            assert b"400" in line.recv(64)


def test_a_body_in_chunks_is_counted(served: Served) -> None:
    for pieces, status in ((63, 403), (66, 413)):
        body = iter([b"a" * 1024] * pieces)
        assert served.ask("/sign-in", "POST", body=body, Origin=served.origin, Content_Type=FORM).status == status


def test_no_file_is_taken_by_the_interface_unless_a_page_asked_for_one(served: Served) -> None:
    parts = b'--a\r\nContent-Disposition: form-data; name="f"; filename="f"\r\n\r\n' + b"a" * 1000 + b"\r\n--a--\r\n"
    answer = served.ask("/dashboard/_stcore/upload_file/a/b", "PUT", body=parts, Origin=served.origin, Content_Type=PARTS)
    assert answer.status == 403


def test_a_plain_visit_sets_no_cookie(served: Served) -> None:
    for path in ("/dashboard/", "/dashboard/_stcore/health", "/dashboard/_stcore/host-config"):
        assert "set-cookie" not in served.ask(path).headers


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1:8501", "[::1]", "ESSAIM.example", "essaim.example:443"])
def test_our_own_names_are_answered(served: Served, host: str) -> None:
    assert served.ask("/dashboard/", Host=host).status == 200


@pytest.mark.parametrize("host", ["evil.example", "evil.example:8501", "localhost.evil.example", "a@localhost", "localhost/x", "192.0.2.1"])
def test_a_foreign_name_is_refused_on_pages_and_on_the_socket(served: Served, host: str) -> None:
    assert served.ask("/dashboard/", Host=host).status == 400
    assert socket_status(served, host, f"http://{host}") == 403


def test_our_own_pages_reach_the_socket(served: Served) -> None:
    host = f"127.0.0.1:{served.port}"
    assert socket_status(served, host, f"http://{host}") == 101
    assert socket_status(served, host, "http://evil.example") == 403


def socket_status(served: Served, host: str, origin: str) -> int:
    """What the server answers to a browser that opens the page's web socket."""
    with socket.create_connection(("127.0.0.1", served.port), timeout=PATIENCE) as line:
        asked = [
            "GET /dashboard/_stcore/stream HTTP/1.1",
            f"Host: {host}",
            f"Origin: {origin}",
            "Connection: Upgrade",
            "Upgrade: websocket",
            "Sec-WebSocket-Version: 13",
            "Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==",
            "Sec-WebSocket-Protocol: streamlit",
        ]
        line.sendall("\r\n".join([*asked, "", ""]).encode())
        return int(line.recv(12).split()[1])


def test_another_sites_page_changes_nothing(served: Served) -> None:
    for origin in ("http://evil.example", "null", ""):
        assert served.ask("/dashboard/_stcore/upload_file/a/b", "PUT", Origin=origin).status == 403
    assert served.ask("/dashboard/_stcore/upload_file/a/b", "PUT").status == 403
    assert served.ask("/dashboard/_stcore/upload_file/a/b", "PUT", Origin=served.origin, Sec_Fetch_Site="cross-site").status == 403


def test_a_taken_port_is_one_clear_line(served: Served, tmp_path: Path) -> None:
    second = start(tmp_path, "--port", str(served.port))
    said, _ = second.communicate(timeout=PATIENCE)
    assert second.returncode == 1
    assert len(said.strip().splitlines()) == 1
    assert str(served.port) in said and "--port" in said


def test_a_server_that_others_can_reach_says_why_nobody_signs_in(tmp_path: Path) -> None:
    with serving(tmp_path, "--host", "0.0.0.0") as open_to_all:
        assert open_to_all.ask("/dashboard/").status == 200
        assert open_to_all.process.stdout is not None
        assert "ESSAIM_PUBLIC_URL" in open_to_all.process.stdout.readline()


@pytest.mark.parametrize("told", [signal.SIGINT, signal.SIGTERM])
def test_it_stops_when_told_and_prints_no_address_of_a_visitor(tmp_path: Path, told: signal.Signals) -> None:
    with serving(tmp_path) as found:
        found.ask("/dashboard/")
        found.process.send_signal(told)
        said, _ = found.process.communicate(timeout=PATIENCE)
        assert [line for line in said.splitlines() if "/set-up?link=" not in line] == []
        assert found.process.returncode == 0
