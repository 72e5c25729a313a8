"""An institution is registered once, under an address of its own."""

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from dashboard.domain.errors import Conflict, Refused
from dashboard.domain.organisations import Kind
from dashboard.services.read_leaderboard import all_standings
from dashboard.services.read_organisation import list_organisations
from db.engine import Database
from tests.factories import HOLDING, TODAY, make_organisation

SIREN, OTHER_SIREN, SIRET = "217500016", "216901231", "21750001600019"


def slugs(db: Database) -> list[str]:
    return [one.slug for one in list_organisations(db)]


def test_what_was_typed_is_stored_in_its_one_form(db: Database) -> None:
    made = make_organisation(
        db, "  Université   de Besançon ", Kind.UNIVERSITY, siren="217 500 016", domain="https://WWW.Univ-Besançon.fr/", students="25 000"
    )
    assert (made.slug, made.name, made.kind, made.country) == (
        "universite-de-besancon",
        "Université de Besançon",
        Kind.UNIVERSITY,
        "FR",
    )
    assert (made.siren, made.domain, made.students) == (SIREN, "xn--univ-besanon-tdb.fr", 25_000)
    assert list_organisations(db) == [made]


def test_a_new_institution_stands_on_the_leaderboard_at_once_without_any_figure(db: Database) -> None:
    make_organisation(db, "Évry")
    (one,) = all_standings(db, today=TODAY, age=None, holding=HOLDING)
    assert (one.name, one.status, one.baseline, one.recovery_low, one.missing) == ("Évry", None, None, None, "departure")


@pytest.mark.parametrize(
    ("name", "field", "typed", "said"),
    [
        ("", "siren", "", "needs a name of 1 to 200 characters"),
        ("x" * 201, "siren", "", "needs a name of 1 to 200 characters"),
        ("Ly\x00on", "siren", "", "“Ly?on” holds characters that cannot be shown"),
        ("Lyon \u202eevil", "siren", "", "holds characters that cannot be shown"),
        ("Lyon", "siren", "217500017", "check digit is wrong"),
        ("Lyon", "siret", "123", "which has 14 digits"),
        ("Lyon", "uai", "0751717X", "its last letter does not match"),
        ("Lyon", "ror", "nonsense", "not a ROR identifier"),
        ("Lyon", "wikidata", "456", "not a Wikidata item"),
        ("Lyon", "country", "France", "two-letter code"),
        ("Lyon", "domain", "lyon", "is not a domain"),
        ("Lyon", "population", "0", "is no size"),
        ("Lyon", "staff", "-3", "below zero"),
    ],
)
def test_what_cannot_be_right_is_refused_and_nothing_is_stored(db: Database, name: str, field: str, typed: str, said: str) -> None:
    fields: dict[str, Any] = {field: typed}
    with pytest.raises(Refused, match=said.replace("?", r"\?")):
        make_organisation(db, name, **fields)
    assert slugs(db) == []


def test_a_siret_that_is_not_of_the_siren_is_refused(db: Database) -> None:
    with pytest.raises(Refused, match=f"The SIRET {SIRET} does not start with the SIREN {OTHER_SIREN}"):
        make_organisation(db, siren=OTHER_SIREN, siret=SIRET)


@pytest.mark.parametrize("again", ["Évry", "EVRY", "evry ", "Evry."])
def test_the_same_name_kind_and_country_is_the_same_institution(db: Database, again: str) -> None:
    make_organisation(db, "Évry")
    with pytest.raises(Conflict, match=r"“Évry” is already in the register as evry\. If it is another institution, give both a SIREN"):
        make_organisation(db, again)
    assert slugs(db) == ["evry"]


def test_twins_of_another_kind_or_country_get_an_address_of_their_own(db: Database) -> None:
    made = [
        make_organisation(db, "Lyon").slug,
        make_organisation(db, "Lyon", Kind.UNIVERSITY).slug,
        make_organisation(db, "Lyon", country="BE").slug,
        make_organisation(db, "Lyon", country="CH").slug,
    ]
    assert made == ["lyon", "lyon-university", "lyon-city", "lyon-ch"]


def test_twins_whose_identifiers_tell_them_apart_are_two(db: Database) -> None:
    make_organisation(db, "Saint-Denis", siren=SIREN)
    assert make_organisation(db, "Saint-Denis", siren=OTHER_SIREN).slug == "saint-denis-city"


@pytest.mark.parametrize("field", ["siren", "siret", "uai", "ror", "wikidata"])
def test_an_identifier_belongs_to_one_institution(db: Database, field: str) -> None:
    typed = {"siren": SIREN, "siret": SIRET, "uai": "0751717J", "ror": "02en5vm52", "wikidata": "Q456"}[field]
    fields: dict[str, Any] = {field: typed}
    make_organisation(db, "Lyon", **fields)
    with pytest.raises(Conflict) as said:
        make_organisation(db, "Besançon", **fields)
    assert str(said.value) == f"{field.upper()} {typed} already belongs to “Lyon” (lyon). Use that one, or correct the number."
    assert slugs(db) == ["lyon"]


def test_a_country_that_is_not_said_is_no_country(db: Database) -> None:
    assert make_organisation(db, "Médecins du monde", Kind.ASSOCIATION, country="").country is None
    with pytest.raises(Conflict):
        make_organisation(db, "Medecins du Monde", Kind.ASSOCIATION, country="")


def test_two_people_at_once_register_one_institution_once(db: Database) -> None:
    def register(_: int) -> str:
        try:
            return make_organisation(db, "Lyon").slug
        except Conflict:
            return "conflict"

    with ThreadPoolExecutor(4) as pool:
        assert sorted(pool.map(register, range(4))) == ["conflict", "conflict", "conflict", "lyon"]
    assert slugs(db) == ["lyon"]
