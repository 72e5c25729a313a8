"""Links in mails lead to us: whatever host, port or proxy a request names, and whichever page sends them."""

import re
from collections.abc import Callable
from unittest.mock import Mock

import pytest

from connectors.mail import Mail
from dashboard.bootstrap import Essaim
from dashboard.config import Settings
from db.engine import Database
from tests.people import make_essaim, make_person
from tests.test_web.browsing import Browser, Page

MAILING = ("/sign-in/link", "/sign-in/lost")
OURS = "https://essaim.example"
FORGED = (
    {"host": "evil.example"},
    {"host": "essaim.example.evil.example"},
    {"host": "essaim.example@evil.example"},
    {"host": "essaim.example:443@evil.example"},
    {"host": "evil.example#essaim.example"},
    {"host": ""},
    {"x_forwarded_host": "evil.example"},
    {"forwarded": "host=evil.example;proto=https"},
    {"x_forwarded_server": "evil.example"},
    {"x_original_host": "evil.example"},
    {"x_forwarded_proto": "http"},
    {"referer": "https://evil.example/"},
)


def essaim_with(db: Database, mail: Mock, **settings: object) -> Essaim:
    make_person(db, "ana@lyon.fr")
    return make_essaim(db, Settings(**settings), mail=mail)  # type: ignore[arg-type]


def asks(browser: Browser, path: str, **forged: str) -> Page:
    """Ask for a mail to Ana; what the request says of itself is forged."""
    token = browser.get(path).forms[0].fields
    told = {"origin": browser.base, "content_type": "application/x-www-form-urlencoded", **forged}
    return browser.post(path, {**token, "email": "ana@lyon.fr"}, **told)


def links(mail: Mock) -> list[str]:
    """Every address in every mail."""
    return [link for call in mail.post.call_args_list for link in re.findall(r"\w+://\S+", call.args[2])]


@pytest.mark.parametrize("forged", FORGED, ids=lambda forged: " ".join(f"{name}={value}" for name, value in forged.items()))
@pytest.mark.parametrize("path", MAILING)
def test_no_header_of_a_request_decides_where_a_link_leads(path: str, forged: dict[str, str], sqlite_db: Database) -> None:
    mail = Mock(spec=Mail)
    browser = Browser(essaim_with(sqlite_db, mail, public_url=OURS), base=OURS)
    page = asks(browser, path, **forged)
    assert "evil.example" not in page.html
    assert [link for link in links(mail) if not link.startswith(f"{OURS}{path.rpartition('/')[0]}/")] == []
    assert bool(links(mail)) == (page.status == 200)


@pytest.mark.parametrize("base", ["http://localhost:6666", "http://127.0.0.1:6666", "http://[::1]:6666", "http://localhost"])
@pytest.mark.parametrize("path", MAILING)
def test_a_link_leads_to_the_port_of_this_server_and_not_to_a_neighbours(path: str, base: str, sqlite_db: Database) -> None:
    mail = Mock(spec=Mail)
    assert asks(Browser(essaim_with(sqlite_db, mail), base=base), path).status == 200
    name = base.removeprefix("http://").removesuffix(":6666")
    assert [link.split("/sign-in")[0] for link in links(mail)] == [f"http://{name}:8501"]


def test_a_line_feed_in_an_address_writes_no_line_into_the_log(
    sqlite_db: Database, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    essaim = essaim_with(sqlite_db, Mock(spec=Mail))
    breaks: Callable[..., None] = Mock(side_effect=RuntimeError("broken"))
    monkeypatch.setattr("dashboard.web.forms.caller_of", breaks)
    assert Browser(essaim).ask("/authorise/mastodon/back/a%0AERROR%20forged%0D%1b[2J").status == 500
    [record] = caplog.records
    assert not {"\n", "\r", "\x1b"} & set(record.getMessage())
