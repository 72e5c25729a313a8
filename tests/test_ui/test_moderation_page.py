"""The moderation page: claims to judge, proofs that are missing, twins to merge, official domains to set."""

from typing import Any

import pytest

from dashboard.addresses import MODERATION, ORGANISATION
from dashboard.bootstrap import Essaim
from dashboard.domain.claims import ClaimState, Method
from dashboard.domain.people import Role
from dashboard.services.read_organisation import list_organisations
from db.tables import ClaimRow
from tests.factories import NOW, make_organisation
from tests.people import make_person
from tests.test_moderation.cast import add_claim, two_rows
from tests.test_ui.conftest import Reader, enrol


@pytest.fixture
def claim(essaim: Essaim) -> int:
    """Ana asks the collective to confirm that she speaks for Lyon."""
    make_organisation(essaim.db, "Lyon", domain="lyon.fr")
    ana = make_person(essaim.db, "ana@lyon.fr", name="Ana Berthelot")
    made = add_claim(essaim.db, "lyon", ana, Method.REVIEW, ClaimState.WAITING)
    with essaim.db.writing() as session:
        session.get_one(ClaimRow, made).note = "I lead the <b>press office</b>"
    return made


@pytest.fixture
def another(essaim: Essaim, collective: Reader) -> Reader:
    """Somebody else of the collective, after Chloé."""
    person = make_person(essaim.db, "zoe@collective.example", Role.COLLECTIVE, name="Zoé")
    enrol(essaim.db, person)
    return Reader(essaim, "en-GB").signs_in(person)


def press(reader: Reader, label: str) -> Reader:
    next(button for button in reader.app.button if button.label == label).click()
    return reader.sees()


def field(reader: Reader, kind: str, name: str, saves: int = 0) -> Any:
    return getattr(reader.app, kind)(key=f"{name}.{saves}")


def say(reader: Reader, claim: int, verdict: str | None, note: str = "") -> str:
    reader.opens(MODERATION)
    if verdict:
        field(reader, "radio", f"review.{claim}.verdict").set_value(verdict)
    field(reader, "text_area", f"review.{claim}.note").input(note)
    return press(reader, "Say so").text


def state(essaim: Essaim, claim: int) -> str:
    with essaim.db.reading() as session:
        return session.get_one(ClaimRow, claim).state


def choose(reader: Reader, name: str, slug: str, saves: int = 0) -> Reader:
    chosen = field(reader, "selectbox", name, saves)
    chosen.select(next(option for option in chosen.options if option.endswith(f"({slug})")))
    return reader.sees()


def test_with_nothing_to_do_each_part_says_so(collective: Reader) -> None:
    collective.opens(MODERATION)
    assert collective.title == "Nothing waits for the collective"
    for said in ("None. A claim comes here when", "None: every proof was found", "No two institutions of the register look like one."):
        assert said in collective.text


def test_a_claim_is_shown_with_what_is_known(collective: Reader, claim: int) -> None:
    collective.opens(MODERATION)
    assert collective.title == "1 claim waits for the collective"
    assert "by Ana Berthelot. ana@lyon.fr There is no team yet: a yes makes this person its owner." in collective.text
    assert "They write: “I lead the <b>press office</b>”" in collective.text and "<b>press" not in collective.html
    assert "Nobody has looked at it yet; 2 are needed." in collective.text


def test_two_who_say_yes_prove_it(collective: Reader, another: Reader, claim: int, essaim: Essaim) -> None:
    assert "Noted. One more of the collective has to say the same." in say(collective, claim, "yes", "called the switchboard")
    assert "You have said yes." in collective.opens(MODERATION).text
    assert not [radio for radio in collective.app.radio if str(radio.key).startswith("review.")]
    text = another.opens(MODERATION).text
    assert "Yes, says chloe@collective.example. called the switchboard" in text
    assert "Lyon: proof found." in say(another, claim, "yes")
    assert state(essaim, claim) == "proven"


def test_one_who_says_no_gives_a_reason(collective: Reader, claim: int, essaim: Essaim) -> None:
    assert "Say why: whoever made the claim has to know what to do about it." in say(collective, claim, "no")
    assert state(essaim, claim) == "waiting"
    assert "Lyon: turned down." in say(collective, claim, "no", "nobody there knows her")


def test_a_verdict_has_to_be_chosen(collective: Reader, claim: int, essaim: Essaim) -> None:
    assert "Choose yes or no." in say(collective, claim, None)
    assert state(essaim, claim) == "waiting"


def test_nobody_is_offered_to_judge_their_own_claim(collective: Reader, essaim: Essaim) -> None:
    make_organisation(essaim.db, "Lyon")
    add_claim(essaim.db, "lyon", collective.actor.person_id, Method.REVIEW, ClaimState.WAITING)
    assert "This claim is yours" in collective.opens(MODERATION).text
    assert not [button for button in collective.app.button if button.label == "Say so"]


def test_a_missing_proof_says_until_when_it_counts_and_can_be_ended(collective: Reader, essaim: Essaim) -> None:
    make_organisation(essaim.db, "Lyon", domain="lyon.fr")
    claim = add_claim(essaim.db, "lyon", make_person(essaim.db, editor_of="lyon"), Method.DNS, ClaimState.NOTICE, "lyon.fr")
    with essaim.db.writing() as session:
        session.get_one(ClaimRow, claim).lost_at = NOW
    collective.opens(MODERATION)
    assert collective.title == "1 proof is missing, on notice"
    assert "DNS record, lyon.fr L2 missing, on notice counts until 8\u00a0June\u00a02025" in collective.text
    press(collective, "End it")
    assert "Choose the proof." in collective.text
    chosen = field(collective, "selectbox", "revoke.claim")
    chosen.select(chosen.options[0])
    field(collective, "text_input", "revoke.reason").input("the site was sold")
    assert "The proof of Lyon counts no longer." in press(collective, "End it").text
    assert state(essaim, claim) == "refused"


def test_twins_are_named_with_the_reason_and_merged_once_that_is_meant(collective: Reader, essaim: Essaim) -> None:
    two_rows(essaim.db)
    collective.opens(MODERATION)
    assert "Lyon lyon Ville de Lyon ville-de-lyon nearly the same name" in collective.text
    choose(collective, "merge.keep", "lyon")
    choose(collective, "merge.gone", "ville-de-lyon")
    for line in (
        "Ville de Lyon goes into Lyon 2 accounts 3 figures 1 step of its departure 1 member of its team 1 claim 1 invitation or code",
        "1 account that both have becomes one",
        "taken over because they are missing: SIREN, official domain",
    ):
        assert line in collective.text
    press(collective, "Merge them")
    assert "Two institutions would become one for good." in collective.text and len(list_organisations(essaim.db)) == 2
    field(collective, "checkbox", "merge.meant.lyon.ville-de-lyon").check()
    assert "Ville de Lyon is now part of Lyon." in press(collective, "Merge them").text
    assert [one.slug for one in list_organisations(essaim.db)] == ["lyon"]
    assert "Lyon" in collective.opens(ORGANISATION, o="ville-de-lyon").text


def test_an_institution_is_not_merged_with_itself(collective: Reader, essaim: Essaim) -> None:
    make_organisation(essaim.db, "Lyon")
    collective.opens(MODERATION)
    choose(collective, "merge.keep", "lyon")
    choose(collective, "merge.gone", "lyon")
    assert "Lyon cannot be merged with itself." in collective.text
    assert not [button for button in collective.app.button if button.label == "Merge them"]


def test_the_official_domain_is_set_and_what_is_none_is_refused(collective: Reader, essaim: Essaim) -> None:
    make_organisation(essaim.db, "Lyon")
    collective.opens(MODERATION)
    choose(collective, "domain.of", "lyon")
    field(collective, "text_input", "domain.lyon").input("gmail.com")
    press(collective, "Set it")
    assert list_organisations(essaim.db)[0].domain is None
    field(collective, "text_input", "domain.lyon").input("https://www.lyon.fr/")
    assert "The official domain of Lyon is lyon.fr." in press(collective, "Set it").text
    assert list_organisations(essaim.db)[0].domain == "lyon.fr"


def test_nobody_else_sees_who_claims_what(press_officer: Reader, stranger: Reader, reader: Reader, essaim: Essaim) -> None:
    add_claim(essaim.db, "lyon", make_person(essaim.db, "bo@lyon.fr"), Method.REVIEW, ClaimState.WAITING)
    for one in (press_officer, stranger, reader):
        assert "bo@lyon.fr" not in one.opens(MODERATION).text
