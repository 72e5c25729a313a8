"""Signing in and out, as a browser without JavaScript does it."""

from collections.abc import Callable

import pytest

from dashboard.bootstrap import Essaim
from dashboard.domain.people import Role
from dashboard.services.people.first_run import set_up_link
from dashboard.services.people.sessions import holds
from dashboard.web.forms import TOKEN, Form
from dashboard.web.routes import FORMS
from tests.factories import NOW, make_organisation
from tests.test_web.browsing import HERE, Browser
from tests.test_web.people import HALF_A_MINUTE, PASSWORD, ana, at_home, code_of, with_generator


def test_the_first_person_makes_an_account_and_adds_a_second_factor(essaim: Essaim) -> None:
    link = set_up_link(essaim.db, essaim.vault, base=HERE, now=NOW)
    assert link
    browser = Browser(essaim)
    page = browser.get(link.removeprefix(HERE))
    page = browser.send(page, email="Ana@Lyon.fr", name="Ana Pérez", password=PASSWORD)
    assert page.location == "/account/second-step?next=%2Fdashboard%2Fmy_organisation"
    page = browser.follow(page)
    assert "Your role needs one" in page.text and "Ana Pérez" in page.text
    page = browser.get("/account/second-step/code")
    page = browser.send(page)
    secret = page.html.split('<code class="secret"')[1].split(">")[1].split("<")[0].replace(" ", "")
    assert 'src="data:image/svg+xml' in page.html and "Français" not in page.text  # nowhere to switch to: it is not shown at an address
    wrong = browser.send(page, code="000000")
    assert wrong.status == 422 and "not the one" in wrong.alerts[0]
    assert secret in wrong.html.replace(" ", "") and 'src="data:image/svg+xml' in wrong.html  # what was scanned is still good
    page = browser.send(wrong, code=code_of(secret))
    assert page.text.count("-") >= 20 and "never again" in page.text
    assert "Yours" in browser.get("/account/second-step").text
    late = Browser(essaim)
    page = late.get(link.removeprefix(HERE))
    assert page.status == 422 and "set up already" in page.alerts[0] and not page.forms


@pytest.mark.parametrize(
    ("typed", "beside", "said"),
    [
        ({"email": "ana", "password": PASSWORD}, "email", "not an e-mail address"),
        ({"email": "ana@lyon.fr", "password": "short"}, "password", "at least 12"),
        ({"email": "ana@lyon.fr", "password": "ana@lyon.fr is me"}, "password", "your address"),
    ],
)
def test_what_is_wrong_stands_beside_its_field_and_what_was_typed_stays(
    essaim: Essaim, typed: dict[str, str], beside: str, said: str
) -> None:
    link = set_up_link(essaim.db, essaim.vault, base=HERE, now=NOW)
    assert link
    browser = Browser(essaim)
    page = browser.get(link.removeprefix(HERE))
    page = browser.send(page, page.forms[0], name="Zoë", **typed)
    assert page.status == 422 and said in page.alerts[0]
    [form] = page.forms
    assert form.inputs[beside]["aria-invalid"] == "true" and f"{beside}-wrong" in form.inputs[beside]["aria-describedby"]
    assert f'id="{beside}-wrong"' in page.html
    assert (form.fields["email"], form.fields["name"], form.fields["password"]) == (typed["email"], "Zoë", "")
    assert typed["password"] not in page.html


def test_a_set_up_link_that_is_no_longer_good_says_so(essaim: Essaim) -> None:
    browser = Browser(essaim)
    page = browser.send(browser.get(f"/set-up?link={'a' * 43}"), email="ana@lyon.fr", password=PASSWORD)
    assert page.status == 422 and "no longer good" in page.alerts[0]
    assert "when it started" in browser.get("/set-up").text and not browser.get("/set-up").forms


def test_a_member_signs_in_by_password_and_comes_to_the_page_asked_for(essaim: Essaim) -> None:
    make_organisation(essaim.db)
    ana(essaim, owner_of="lyon")
    browser = Browser(essaim)
    page = browser.get("/sign-in?next=/dashboard/team?o=lyon")
    page = browser.send(page, email="ana@lyon.fr", password=PASSWORD)
    assert page.location == "/dashboard/team?o=lyon"
    assert "Ana Pérez" in browser.get("/account").text


def test_a_wrong_password_and_an_unknown_address_are_told_the_same(essaim: Essaim) -> None:
    ana(essaim)
    browser = Browser(essaim)
    told = []
    for email, password in (("ana@lyon.fr", "quatre chaises rouges"), ("ben@lyon.fr", PASSWORD)):
        page = browser.send(browser.get("/sign-in"), email=email, password=password)
        assert page.status == 422 and page.forms[0].fields["email"] == email and password not in page.html
        told.append(page.alerts)
    assert told[0] == told[1] != []


def test_the_eleventh_attempt_at_an_account_is_not_looked_at(essaim: Essaim) -> None:
    ana(essaim)
    browser = Browser(essaim)
    page = browser.get("/sign-in")
    for _ in range(10):
        page = browser.send(page, email="ana@lyon.fr", password="wrong")
        assert page.status == 422
    page = browser.send(page, email="ana@lyon.fr", password=PASSWORD)
    assert page.status == 429 and "Too many attempts" in page.alerts[0]


def test_a_second_factor_is_asked_for_and_a_wrong_code_changes_nothing(essaim: Essaim) -> None:
    secret, _ = with_generator(essaim, ana(essaim, Role.COLLECTIVE))
    browser = Browser(essaim)
    page = browser.send(browser.get("/sign-in?next=/dashboard/audit"), email="ana@lyon.fr", password=PASSWORD)
    assert page.location.startswith("/sign-in/second-step?step=") and "essaim" not in browser.cookies
    page = browser.follow(page)
    wrong = browser.send(page, code="000000")
    assert wrong.status == 422 and wrong.forms[0].inputs["code"]["aria-invalid"] == "true" and "essaim" not in browser.cookies
    page = browser.send(wrong, code=code_of(secret))
    assert page.location == "/dashboard/audit" and "essaim" in browser.cookies


def test_a_recovery_code_works_once(essaim: Essaim) -> None:
    _, sheet = with_generator(essaim, ana(essaim))
    for status in (303, 422):
        browser = Browser(essaim)
        page = browser.follow(browser.send(browser.get("/sign-in"), email="ana@lyon.fr", password=PASSWORD))
        page = browser.send(page, recovery=sheet[0])
        assert page.status == status
    assert "<details open>" in page.html and "recovery-wrong" in page.html


def test_five_wrong_codes_lead_back_to_the_password(essaim: Essaim) -> None:
    with_generator(essaim, ana(essaim))
    browser = Browser(essaim)
    page = browser.follow(browser.send(browser.get("/sign-in"), email="ana@lyon.fr", password=PASSWORD))
    for _ in range(5):
        page = browser.send(page, code="000000")
    assert not page.forms and "/sign-in" in page.links


def test_the_next_sign_in_has_a_cookie_of_its_own(essaim: Essaim) -> None:
    ana(essaim)
    known = set()
    for _ in range(2):
        browser = Browser(essaim)
        browser.cookies["essaim"] = "chosen-by-somebody-else-" + "a" * 20
        page = browser.send(browser.get("/sign-in"), email="ana@lyon.fr", password=PASSWORD)
        assert page.status == 303
        known.add(browser.cookies["essaim"])
    assert len(known) == 2 and not any(one.startswith("chosen") for one in known)


def test_signing_out_ends_the_session_and_takes_the_cookie(essaim: Essaim) -> None:
    browser, actor = at_home(essaim, ana(essaim))
    page = browser.get("/sign-out")
    assert "Ana Pérez" in page.text and holds(essaim.db, actor, now=NOW)
    page = browser.send(page)
    assert page.location == "/dashboard/" and not holds(essaim.db, actor, now=NOW)
    assert page.headers["clear-site-data"] == '"cache"' and "essaim" not in browser.cookies
    assert browser.get("/sign-out").location == "/dashboard/"


def test_somebody_whose_role_sleeps_is_told_who_they_are(essaim: Essaim) -> None:
    person = ana(essaim, Role.COLLECTIVE)
    with_generator(essaim, person)
    browser, _ = at_home(essaim, person, strong=False, now=NOW + HALF_A_MINUTE)
    page = browser.get("/sign-in")
    assert "You are signed in as Ana Pérez" in page.text and page.forms


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.path)
def test_nobody_signs_in_where_others_can_listen(form: Form, essaim_with: Callable[..., Essaim]) -> None:
    essaim = essaim_with(host="0.0.0.0", allowed_hosts=("essaim.lyon.fr",))
    browser, _ = at_home(essaim, ana(essaim), base="http://essaim.lyon.fr")
    path = form.path.replace("{id}", "1").replace("{server}", "mastodon.social")
    if form.show:
        page = browser.get(path)
        assert "ESSAIM_PUBLIC_URL" in page.text and not page.forms
    if form.act:
        page = browser.post(path, {TOKEN: "a"})
        assert page.status == 403 and "without encryption" in page.text and not any(cookie.startswith("essaim=") for cookie in page.cookies)
