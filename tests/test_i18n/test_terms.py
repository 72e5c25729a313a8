"""Every member of an enumeration that is shown has its word."""

from enum import Enum

import pytest

from dashboard.domain.accounts import AccountState, Link
from dashboard.domain.departures import Status
from dashboard.domain.figures import Precision, Provenance
from dashboard.domain.leaderboard import Missing
from dashboard.domain.networks import Network
from dashboard.domain.organisations import Kind, SizeClass, SizeMeasure
from dashboard.domain.register_compare import Action
from dashboard.i18n import words_in
from dashboard.i18n.terms import TERMS

SHOWN: tuple[type[Enum], ...] = (Network, Kind, SizeMeasure, SizeClass, Status, AccountState, Link, Provenance, Precision, Missing, Action)


@pytest.mark.parametrize("shown", SHOWN)
def test_every_member_has_a_word_of_its_own(shown: type[Enum]) -> None:
    for words in (words_in("fr"), words_in("en")):
        said = [words.term(member) for member in shown]
        assert all(said) and len(set(said)) == len(said)


def test_no_word_stands_for_what_is_not_shown() -> None:
    assert {type(member) for member in TERMS} == set(SHOWN)


def test_a_term_reads_in_the_middle_of_a_sentence() -> None:
    proper = {*Network, Provenance.WIKIDATA, Kind.STATE}
    capitals = [
        member for member in TERMS if member not in proper for language in ("fr", "en") if words_in(language).term(member)[0].isupper()
    ]
    assert capitals == []


def test_departures_are_named_in_french_as_events() -> None:
    assert words_in("fr").term(Status.LAST_POST) == "dernier message"
    assert words_in("fr")("{network}: {event}", network=Network.X, event=Status.RETURNED) == "X\u00a0: retour"
