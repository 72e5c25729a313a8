"""Choose on the account's page whether one is reminded, and end it from a mail: by a button, or by the mail program itself."""

import pytest

from dashboard.bootstrap import Essaim
from dashboard.config import Settings
from dashboard.domain.audit import Deed
from dashboard.domain.exit_days.checklist import Task
from dashboard.domain.people import OPERATOR
from dashboard.services.exit_days.read_reminders import read_reminders
from dashboard.services.people.reminders import stop_link
from dashboard.services.read_audit import Asked, read_audit
from db import people
from db.engine import Database
from tests.factories import NOW
from tests.people import VAULT, come_in, make_essaim
from tests.test_reminders.cast import ANA, BO, NINE, lyon
from tests.test_web.browsing import Browser

ONE_CLICK = b"List-Unsubscribe=One-Click"
KIND = "application/x-www-form-urlencoded"
PARTS = b'--a\r\nContent-Disposition: form-data; name="List-Unsubscribe"\r\n\r\nOne-Click\r\n--a--\r\n'


@pytest.fixture
def essaim(sqlite_db: Database) -> Essaim:
    """The cast, and a server that sends no mail."""
    lyon(sqlite_db)
    return make_essaim(sqlite_db, Settings())


def choice(db: Database, email: str = BO) -> tuple[bool, str]:
    with db.reading() as session:
        person = people.by_email(session, email)
        assert person is not None
        return person.reminders, person.zone


def test_reminders_and_clocks_are_chosen_on_ones_own_page(essaim: Essaim) -> None:
    browser = Browser(essaim)
    browser.cookies["essaim"], _ = come_in(essaim.db, 2)
    assert "/account/reminders" in browser.get("/account").links
    page = browser.get("/account/reminders?lang=en")
    assert page.forms[0].fields | {"wanted": "yes", "zone": "Europe/Paris"} == page.forms[0].fields
    assert "sends no mail" in page.text
    assert browser.send(page, wanted="no", zone="Indian/Reunion").status == 303
    assert choice(essaim.db) == (False, "Indian/Reunion") and choice(essaim.db, ANA) == (True, "Europe/Paris")
    wrong = browser.send(browser.get("/account/reminders?lang=en"), wanted="yes", zone="Lyon/Croix-Rousse")
    assert wrong.status == 422 and "is no time zone" in wrong.alerts[0] and choice(essaim.db) == (False, "Indian/Reunion")


def test_a_link_ends_them_by_a_button_and_not_by_being_looked_at(essaim: Essaim) -> None:
    browser = Browser(essaim)
    page = browser.get(stop_link(VAULT, 2) + "?lang=en")
    assert "b…@lyon.example" in page.text and choice(essaim.db)[0]
    done = browser.send(page)
    assert "gets no reminders any more" in done.text and "/account/reminders" in done.links
    assert "gets no reminders any more" in browser.get(stop_link(VAULT, 2) + "?lang=en").text, "and says so to whoever comes back"
    assert (choice(essaim.db)[0], choice(essaim.db, ANA)[0]) == (False, True)
    line = read_audit(essaim.db, Asked(), by=OPERATOR, now=NOW).entries[0]
    assert (line.deed, line.subject, line.details) == (Deed.PERSON_CHANGED, "person:2", {"changed": ["reminders"]})


@pytest.mark.parametrize(("kind", "body"), [(KIND, ONE_CLICK), ("multipart/form-data; boundary=a", PARTS)])
def test_a_mail_program_ends_them_in_one_click_without_origin_or_session(essaim: Essaim, kind: str, body: bytes) -> None:
    for _ in range(2):
        assert Browser(essaim).ask(stop_link(VAULT, 2), "POST", body=body, told={"content-type": kind}).status == 200
    assert (choice(essaim.db)[0], choice(essaim.db, ANA)[0]) == (False, True)


def test_a_link_that_we_did_not_sign_ends_nothing(essaim: Essaim) -> None:
    right = stop_link(VAULT, 2)
    others = [
        right[:-1] + ("0" if right[-1] != "0" else "1"),
        right.replace("/2.", "/1."),
        "/stop-reminders/2.",
        "/stop-reminders/²." + "0" * 70,
    ]
    for link in others:
        assert Browser(essaim).ask(link, "POST", body=ONE_CLICK, told={"content-type": KIND}).status == 403
        assert Browser(essaim).get(link).status == 403
    more = ONE_CLICK + b"&token=x"
    assert Browser(essaim).ask(right, "POST", body=more, told={"content-type": KIND}).status == 403
    assert Browser(essaim).ask("/sign-out", "POST", body=ONE_CLICK, told={"content-type": KIND}).status == 403
    assert choice(essaim.db)[0] and choice(essaim.db, ANA)[0]


def test_what_is_due_is_shown_to_the_team_and_to_nobody_else(essaim: Essaim) -> None:
    _, ana = come_in(essaim.db, 1, now=NINE)
    found = read_reminders(essaim.db, by=ana, now=NINE)
    assert [(one.item.task, one.overdue) for one in found] == [
        (Task.TAKE_FIGURES, True),
        (Task.OPEN_ACCOUNTS, True),
        (Task.PIN_ANNOUNCEMENT, False),
        (Task.LEAVE, False),
    ]
    assert {one.slug for one in found} == {"lyon"}
