"""Links by mail, and links given out by hand: what they open, once, and whose name they begin with."""

from collections.abc import Callable
from unittest.mock import Mock

import pytest

from connectors.mail import Mail
from dashboard.bootstrap import Essaim
from dashboard.domain.people import Role
from dashboard.services.people.lost import give_out
from dashboard.services.people.sessions import holds
from tests.factories import NOW
from tests.people import come_in, make_person
from tests.test_web.browsing import HERE, Browser, Page
from tests.test_web.people import PASSWORD, ana, with_generator

OTHER = "cinq tables bleues sous la pluie"


@pytest.fixture
def mail() -> Mock:
    """A mail server that takes everything."""
    return Mock(spec=Mail)


@pytest.fixture
def essaim(essaim_with: Callable[..., Essaim], mail: Mock) -> Essaim:
    """An Essaim that sends mail."""
    return essaim_with(mail=mail)


def link_in(mail: Mock, base: str = HERE) -> str:
    """The link of the one message that was sent, without its beginning."""
    [call] = mail.post.call_args_list
    [line] = [line for line in call.args[2].splitlines() if "://" in line]
    assert line.startswith(f"{base}/")
    mail.post.reset_mock()
    return str(line.removeprefix(base))


def asked(browser: Browser, path: str, email: str) -> Page:
    return browser.send(browser.get(path), email=email)


@pytest.mark.parametrize("path", ["/sign-in/link", "/sign-in/lost"])
def test_the_answer_is_the_same_whether_the_address_is_known(path: str, essaim: Essaim, mail: Mock) -> None:
    ana(essaim)
    known, unknown = (asked(Browser(essaim), path, email) for email in ("ana@lyon.fr", "ben@lyon.fr"))
    assert (known.status, unknown.status) == (200, 200)
    assert known.text.replace("ana@", "ben@") == unknown.text
    assert [call.args[0] for call in mail.post.call_args_list] == ["ana@lyon.fr"]
    assert asked(Browser(essaim), path, "ben").status == 422


def test_looking_at_a_link_uses_it_not_and_a_button_uses_it_once(essaim: Essaim, mail: Mock) -> None:
    ana(essaim)
    asked(Browser(essaim), "/sign-in/link", "ana@lyon.fr")
    link = link_in(mail)
    Browser(essaim).get(link)  # a program that looks at mails
    browser = Browser(essaim)
    page = browser.get(link)
    assert "a…@lyon.fr" in page.text and "ana@lyon.fr" not in page.text
    assert browser.send(page).location == "/dashboard/my_organisation"
    again = Browser(essaim)
    assert again.send(page=again.get("/sign-in"), form=page.forms[0]).status == 403
    assert again.get(link).status == 422


def test_a_link_by_mail_leaves_the_second_factor_to_be_given(essaim: Essaim, mail: Mock) -> None:
    with_generator(essaim, ana(essaim))
    browser = Browser(essaim)
    asked(browser, "/sign-in/link", "ana@lyon.fr")
    page = browser.send(browser.get(link_in(mail)))
    assert page.location.startswith("/sign-in/second-step?") and "essaim" not in browser.cookies


def test_a_lost_password_is_replaced_once_and_everything_else_ends(essaim: Essaim, mail: Mock) -> None:
    _, before = come_in(essaim.db, ana(essaim))
    browser = Browser(essaim)
    asked(browser, "/sign-in/lost", "ana@lyon.fr")
    link = link_in(mail)
    page = browser.send(browser.get(link), password="short")
    assert page.status == 422 and "at least 12" in page.alerts[0] and holds(essaim.db, before, now=NOW)
    assert browser.send(page, password=OTHER).status == 303
    assert not holds(essaim.db, before, now=NOW)
    again = Browser(essaim)
    assert again.send(again.get(link), password=OTHER).status == 422
    assert again.send(again.get("/sign-in"), email="ana@lyon.fr", password=PASSWORD).status == 422
    assert again.send(again.get("/sign-in"), email="ana@lyon.fr", password=OTHER).status == 303


def test_lost_factors_need_a_link_of_the_collective_and_the_password(essaim: Essaim) -> None:
    person = ana(essaim, Role.COORDINATOR)
    with_generator(essaim, person)
    _, ben = come_in(essaim.db, make_person(essaim.db, "ben@lyon.fr", Role.COLLECTIVE))
    link = give_out(essaim.db, essaim.vault, ben, person, "new_factor", base=HERE, now=NOW).removeprefix(HERE)
    browser = Browser(essaim)
    page = browser.send(browser.get(link), password="wrong")
    assert page.status == 422 and "wrong" in page.alerts[0] and "essaim" not in browser.cookies
    page = browser.send(page, password=PASSWORD)
    assert page.location.startswith("/account/second-step?")
    assert "Yours" not in browser.follow(page).text
    assert browser.send(browser.get(link), password=PASSWORD).status == 422


@pytest.mark.parametrize("path", ["/sign-in/link", "/sign-in/lost", "/account/email"])
def test_without_a_mail_server_no_link_is_offered_and_the_page_says_whom_to_ask(path: str, essaim_with: Callable[..., Essaim]) -> None:
    essaim = essaim_with()
    browser = Browser(essaim)
    browser.cookies["essaim"], _ = come_in(essaim.db, ana(essaim))
    page = browser.get(path)
    assert not page.forms and "sends no mail" in page.text and "ask " in page.text.lower()
    token = browser.get("/sign-out").forms[0].fields
    assert browser.post(path, {**token, "email": "ana@lyon.fr"}).status == 403
    assert "/sign-in/link" not in browser.get("/sign-in").html


def test_links_begin_with_our_own_name_whatever_name_was_called(essaim_with: Callable[..., Essaim], mail: Mock) -> None:
    essaim = essaim_with(mail=mail, public_url="https://essaim.example", allowed_hosts=("other.example",))
    ana(essaim)
    browser = Browser(essaim, base="https://essaim.example")
    token = browser.get("/sign-in/link").forms[0].fields
    for host in ("essaim.example", "localhost:8501", "other.example"):
        sent = {"host": host, "origin": "https://essaim.example", "content-type": "application/x-www-form-urlencoded"}
        page = browser.post("/sign-in/link", {**token, "email": "ana@lyon.fr"}, **sent, x_forwarded_host="evil.example")
        if page.status == 200:
            assert link_in(mail, "https://essaim.example").startswith("/sign-in/by-link?link=")
        else:
            assert page.status == 403 and not mail.post.called
    poisoned = browser.post("/sign-in/link", {**token, "email": "ana@lyon.fr"}, host="evil.example")
    assert poisoned.status == 400 and not mail.post.called


@pytest.mark.parametrize("host", ["localhost:8501", "127.0.0.1:8501", "[::1]:8501"])
def test_on_this_machine_links_begin_with_the_name_of_this_machine_that_was_used(host: str, essaim: Essaim, mail: Mock) -> None:
    ana(essaim)
    browser = Browser(essaim, base=f"http://{host}")
    assert asked(browser, "/sign-in/link", "ana@lyon.fr").status == 200
    assert link_in(mail, f"http://{host}")
    poisoned = browser.ask("/sign-in/link", host="evil.example")
    assert poisoned.status == 400 and "evil.example" not in poisoned.html
