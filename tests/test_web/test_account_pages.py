"""One's own account, as a browser without JavaScript sees it."""

from collections.abc import Callable
from datetime import timedelta
from unittest.mock import Mock

import pytest

from connectors.mail import Mail
from dashboard.bootstrap import Essaim
from dashboard.domain.people import Role
from dashboard.services.people.factors import begin_passkey, finish_passkey, list_factors
from dashboard.services.people.sessions import holds, list_sessions, who
from tests.factories import NOW, make_organisation
from tests.people import come_in, make_person
from tests.test_people.authenticator import Authenticator
from tests.test_web.browsing import HERE, Browser
from tests.test_web.people import PASSWORD, ana, at_home, code_of, with_generator

OTHER = "cinq tables bleues sous la pluie"
AN_HOUR_AGO = NOW - timedelta(hours=1)


def test_the_page_shows_who_one_is_and_where_one_is_signed_in(essaim: Essaim) -> None:
    make_organisation(essaim.db, "Université de Besançon")
    person = ana(essaim, Role.COORDINATOR, owner_of="universite-de-besancon")
    come_in(essaim.db, person, now=AN_HOUR_AGO)
    browser, _ = at_home(essaim, person)
    text = browser.get("/account").text
    for said in ("ana@lyon.fr", "coordinator", "Université de Besançon", "team owner", "Firefox · Linux", "1 June 2025, 08:00 UTC"):
        assert said in text


def test_one_leaves_a_team_after_a_page_that_says_what_it_means(essaim: Essaim) -> None:
    make_organisation(essaim.db, "Université de Besançon")
    slug = "universite-de-besancon"
    ben = make_person(essaim.db, "ben@lyon.fr", editor_of=slug, language="en")
    browser, _ = at_home(essaim, ben)
    path = f"/account/teams/{slug}/leave"
    assert path in browser.get("/account").links
    page = browser.get(path)
    assert "Université de Besançon" in page.text
    assert "You have left the team" in browser.follow(browser.send(page)).text
    assert path not in browser.get("/account").links
    assert browser.get(path).status == browser.send(page).status == 404
    owner, _ = at_home(essaim, ana(essaim, owner_of=slug))
    page = owner.send(owner.get(path))
    assert page.status == 422 and "Make somebody else an owner first" in page.alerts[0]
    assert path in owner.get("/account").links


def test_name_and_language_change_and_the_page_speaks_it(essaim: Essaim) -> None:
    browser, actor = at_home(essaim, ana(essaim))
    page = browser.send(browser.get("/account?lang=en"), name="Ana P.", language="fr")
    assert page.location == "/account?done=name&lang=fr"
    page = browser.follow(page)
    assert '<html lang="fr">' in page.html and 'value="Ana P."' in page.html
    person = who(essaim.db, browser.cookies["essaim"], now=NOW)
    assert person and (person.name, person.language, person.actor) == ("Ana P.", "fr", actor)
    assert '<html lang="fr">' in browser.get("/account").html  # whatever the browser asks for
    wrong = browser.post("/account", {**page.forms[0].fields, "name": "Ana\x00", "language": "fr"})
    assert wrong.status == 422 and wrong.alerts


def test_a_session_is_ended_from_another_browser(essaim: Essaim) -> None:
    person = ana(essaim)
    _, lost = come_in(essaim.db, person, now=AN_HOUR_AGO)
    browser, here = at_home(essaim, person)
    page = browser.get("/account")
    [button] = [form for form in page.forms if form.action.endswith("/end")]
    assert button.action == f"/account/sessions/{lost.session_id}/end"  # none for the browser that is here
    page = browser.send(page, button)
    assert page.location == "/account?done=session"
    assert not holds(essaim.db, lost, now=NOW) and holds(essaim.db, here, now=NOW)
    assert "signed out" in browser.follow(page).text


def test_nobody_ends_the_session_of_somebody_else(essaim: Essaim) -> None:
    browser, _ = at_home(essaim, ana(essaim))
    _, ben = come_in(essaim.db, make_person(essaim.db, "ben@lyon.fr"))
    token = browser.get("/sign-out").forms[0].fields
    for number in (str(ben.session_id), "999", "9" * 40, "-1", "²"):
        assert browser.post(f"/account/sessions/{number}/end", token).status == 404
    assert holds(essaim.db, ben, now=NOW)


def test_signing_out_everywhere_ends_this_one_too(essaim: Essaim) -> None:
    person = ana(essaim)
    _, there = come_in(essaim.db, person)
    browser, here = at_home(essaim, person)
    page = browser.get("/account")
    page = browser.send(page, next(form for form in page.forms if form.action.endswith("/end-all")))
    assert page.location == "/dashboard/" and "essaim" not in browser.cookies
    assert not holds(essaim.db, there, now=NOW) and not holds(essaim.db, here, now=NOW)


def test_a_new_password_ends_the_other_sessions_and_renews_this_one(essaim: Essaim) -> None:
    person = ana(essaim)
    _, there = come_in(essaim.db, person)
    browser, here = at_home(essaim, person)
    old = browser.cookies["essaim"]
    page = browser.send(browser.get("/account/password"), old="wrong", password=OTHER)
    assert page.status == 422 and "current password is wrong" in page.alerts[0] and OTHER not in page.html
    page = browser.send(page, old=PASSWORD, password=OTHER)
    assert page.location == "/account?done=password" and browser.cookies["essaim"] != old
    assert who(essaim.db, old, now=NOW) is None and holds(essaim.db, here, now=NOW) and not holds(essaim.db, there, now=NOW)


def test_a_new_address_is_confirmed_by_the_code_sent_there(essaim_with: Callable[..., Essaim]) -> None:
    mail = Mock(spec=Mail)
    essaim = essaim_with(mail=mail)
    browser, _ = at_home(essaim, ana(essaim))
    page = browser.send(browser.get("/account/email"), email="ana@lyon.fr")
    assert page.status == 422 and "already" in page.alerts[0]
    page = browser.follow(browser.send(page, email="ana.perez@lyon.fr"))
    [code] = [line for line in mail.post.call_args_list[0].args[2].splitlines() if line.isdecimal()]
    wrong = browser.send(page, code="000000" if code != "000000" else "000001")
    assert wrong.status == 422 and "wrong" in wrong.alerts[0]
    assert browser.send(wrong, code=code).location == "/account?done=email"
    assert "ana.perez@lyon.fr" in browser.get("/account").text


@pytest.mark.parametrize(
    ("path", "typed"),
    [
        ("/account/second-step/code", {}),
        ("/account/second-step/passkey", {}),
        ("/account/email", {"email": "other@lyon.fr"}),
        ("/account/recovery-codes", {}),
        ("/account/second-step/{id}/remove", {}),
    ],
)
def test_what_lets_a_thief_stay_asks_again_who_sits_there(path: str, typed: dict[str, str], essaim_with: Callable[..., Essaim]) -> None:
    essaim = essaim_with(mail=Mock(spec=Mail))
    person = ana(essaim)
    secret, _ = with_generator(essaim, person)
    browser, actor = at_home(essaim, person, now=AN_HOUR_AGO)
    [factor] = list_factors(essaim.db, actor, now=NOW)
    path = path.replace("{id}", str(factor.id))
    form = browser.get(path).forms[0]
    page = browser.post(path, form.fields | typed)
    assert page.location.startswith("/account/prove?next=")
    page = browser.follow(page)
    assert "give your password or a code again" in page.text and "data-passkey" not in page.html
    wrong = browser.send(page, code="000000")
    assert wrong.status == 422 and "code-wrong" in wrong.html
    page = browser.send(wrong, code=code_of(secret))
    assert page.location == path
    page = browser.follow(page)
    assert browser.post(path, page.forms[0].fields | typed).status in (200, 303)


def test_a_password_proves_it_for_those_who_have_no_second_factor(essaim: Essaim) -> None:
    browser, _ = at_home(essaim, ana(essaim), now=AN_HOUR_AGO)
    page = browser.get("/account/prove?next=/account/second-step/code")
    assert "code" not in page.forms[0].inputs
    wrong = browser.send(page, password="wrong")
    assert wrong.status == 422 and "password-wrong" in wrong.html
    assert browser.send(wrong, password=PASSWORD).location == "/account/second-step/code"


def test_whoever_has_a_passkey_proves_it_with_that_and_is_asked_for_no_code(essaim: Essaim) -> None:
    person = ana(essaim)
    _, actor = come_in(essaim.db, person)
    asked = begin_passkey(essaim.db, essaim.vault, actor, rp_id="localhost", origin=HERE, now=NOW)
    key = Authenticator(origin=HERE)
    given = key.create(asked.options)
    finish_passkey(essaim.db, essaim.vault, actor, asked.ticket, given, name="", rp_id="localhost", origin=HERE, now=NOW)
    browser, _ = at_home(essaim, person, strong=False)
    page = browser.get("/account/prove?next=/account/second-step/code")
    assert "it was added after you signed in here" in page.text and "Code of your generator" not in page.text
    [form] = [one for one in page.forms if "credential" in one.fields]
    wrong = browser.send(page, form, credential="{}")
    assert wrong.status == 422 and "passkey is wrong" in wrong.alerts[0]
    [form] = [one for one in wrong.forms if "credential" in one.fields]
    page = browser.send(wrong, form, credential=key.get(form.data["data-options"]))
    assert page.location == "/account/second-step/code"


def test_a_factor_is_removed_after_a_warning_unless_the_role_needs_it(essaim: Essaim) -> None:
    person = ana(essaim, Role.COLLECTIVE)
    with_generator(essaim, person)
    browser, actor = at_home(essaim, person)
    [factor] = list_factors(essaim.db, actor, now=NOW)
    page = browser.get(f"/account/second-step/{factor.id}/remove")
    assert "recovery codes will go too" in page.text
    page = browser.send(page)
    assert page.status == 422 and "Add another one first" in page.alerts[0]
    _, ben = come_in(essaim.db, make_person(essaim.db, "ben@lyon.fr"))
    other, _ = at_home(essaim, ben.person_id or 0)
    assert other.get(f"/account/second-step/{factor.id}/remove").status == 404
    token = other.get("/sign-out").forms[0].fields
    assert other.post(f"/account/second-step/{factor.id}/remove", token).status == 404
    assert [one.id for one in list_factors(essaim.db, actor, now=NOW)] == [factor.id]


def test_new_recovery_codes_are_shown_once(essaim: Essaim) -> None:
    person = ana(essaim)
    _, old = with_generator(essaim, person)
    browser, _ = at_home(essaim, person)
    page = browser.send(browser.get("/account/recovery-codes"))
    shown = [part.split("<")[0] for part in page.html.split("<code>")[1:]]
    assert len(shown) == len(set(shown) - set(old)) == 10 and page.headers["cache-control"] == "no-store"
    assert not any(code in browser.get("/account/recovery-codes").html for code in shown)


def test_a_passkey_without_a_browser_that_makes_one_is_refused(essaim: Essaim) -> None:
    browser, actor = at_home(essaim, ana(essaim))
    page = browser.send(browser.get("/account/second-step/passkey"))
    assert '"challenge"' in page.forms[0].data["data-options"] and "needs JavaScript" in page.text
    page = browser.send(page, name="Laptop", credential="")
    assert page.status == 422 and list_factors(essaim.db, actor, now=NOW) == []


def test_passkeys_are_offered_only_where_browsers_make_them(essaim: Essaim) -> None:
    browser, _ = at_home(essaim, ana(essaim), base="http://127.0.0.1:8501")
    page = browser.get("/account/second-step")
    assert "over https" in page.text and not any(form.action.endswith("/passkey") for form in page.forms)
    assert list_sessions(essaim.db, at_home(essaim, make_person(essaim.db, "ben@lyon.fr"))[1], now=NOW)


def test_visitors_see_no_account(essaim: Essaim) -> None:
    page = Browser(essaim).get("/account?done=name")
    assert page.location == "/sign-in?next=%2Faccount%3Fdone%3Dname"
