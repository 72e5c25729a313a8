"""A slug is readable, lasting, and nobody else's."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.domain.errors import Refused
from dashboard.domain.names import match_key
from dashboard.domain.organisations import Kind
from dashboard.domain.slugs import LONGEST, check_slug, slug, unique_slug

FORM = re.compile("[a-z0-9]+(-[a-z0-9]+)*")
NAMES = st.text() | st.text(alphabet="éÉœŒ’'- aZ9&;#x東ß")


@pytest.mark.parametrize(
    ("name", "made"),
    [
        ("Lyon", "lyon"),
        ("École polytechnique", "ecole-polytechnique"),
        ("Université de Besançon", "universite-de-besancon"),
        ("E\u0301vian", "evian"),
        ("Université Toulouse-Jean Jaurès", "universite-toulouse-jean-jaures"),
        ("L'Œuvre d’Évian", "l-oeuvre-d-evian"),
        ("L´Étang", "l-etang"),
        ("Æbelø & Straße", "aebelo-strasse"),
        ("東京大学", "dong-jing-da-xue"),
        ("Łódź", "lodz"),
        ("=1+1", "1-1"),
        ("R&D &#233;", "r-d-233"),
        ("../../etc/passwd", "etc-passwd"),
        ("<script>alert(1)</script>", "script-alert-1-script"),
    ],
)
def test_a_name_gives_a_slug_that_can_be_read_aloud(name: str, made: str) -> None:
    assert slug(name) == made


@pytest.mark.parametrize("name", ["", " ", "***", "💙", "\u202e"])
def test_a_name_without_letters_still_has_an_address(name: str) -> None:
    assert slug(name) == "organisation"


def test_a_long_name_is_cut_between_two_words() -> None:
    name = "Établissement public de coopération intercommunale de la communauté de communes des Hautes Vallées"
    assert slug(name) == "etablissement-public-de-cooperation-intercommunale-de-la-communaute-de-communes"
    assert slug("a" * 200) == "a" * LONGEST


def test_a_twin_is_told_apart_by_its_kind_then_its_country_then_a_number() -> None:
    taken = {"saint-denis"}
    made = [unique_slug("Saint-Denis", taken)]
    for _ in range(4):
        made.append(unique_slug("Saint-Denis", taken, Kind.SPORTS_CLUB, "RE"))
        taken.add(made[-1])
    assert made == ["saint-denis-2", "saint-denis-sports-club", "saint-denis-re", "saint-denis-2", "saint-denis-3"]


def test_a_name_that_is_free_stays_as_it_is() -> None:
    assert unique_slug("Lyon", {"saint-denis"}, Kind.CITY, "FR") == "lyon"


def test_the_end_of_a_twin_fits_in_the_length() -> None:
    name = "a" * 200
    assert unique_slug(name, {slug(name)}) == "a" * 78 + "-2"


def test_a_slug_typed_by_hand_is_kept_or_refused_with_a_proposal() -> None:
    assert check_slug(" lyon-2 ") == "lyon-2"
    with pytest.raises(Refused, match="Write ville-d-evian, for instance"):
        check_slug("Ville d'Évian")


@given(NAMES)
def test_a_slug_holds_ascii_letters_digits_and_single_hyphens_only(name: str) -> None:
    made = slug(name)
    assert FORM.fullmatch(made)
    assert len(made) <= LONGEST


@given(NAMES)
def test_the_slug_of_a_slug_is_itself(name: str) -> None:
    assert slug(slug(name)) == slug(name)
    assert check_slug(slug(name)) == slug(name)


@given(st.lists(NAMES, max_size=12), st.sampled_from(Kind), st.sampled_from(["FR", "BE", None]))
def test_organisations_one_after_the_other_never_share_a_slug(names: list[str], kind: Kind, country: str | None) -> None:
    taken: set[str] = set()
    for name in [*names, *names]:
        made = unique_slug(name, taken, kind, country)
        assert made not in taken
        assert check_slug(made) == made
        taken.add(made)


@pytest.mark.parametrize(
    "name",
    ["UNIVERSITE TOULOUSE-JEAN JAURES", "Université Toulouse – Jean Jaurès", " Universite\u0301  toulouse jean jaurès "],
)
def test_names_compare_without_case_accents_or_signs(name: str) -> None:
    assert match_key(name) == "universite toulouse jean jaures"


def test_names_in_other_scripts_and_of_signs_alone_stay_apart() -> None:
    assert match_key("Œuvre d’Évian") == match_key("oeuvre d'evian")
    assert match_key("東京大学") != match_key("京都大学")
    assert match_key("***") != match_key("+++")


@given(NAMES)
def test_the_key_of_a_key_is_itself(name: str) -> None:
    assert match_key(match_key(name)) == match_key(name)
    assert match_key(name.upper()) == match_key(name.upper().lower())
