"""Every member of an enumeration that is shown has its word."""

from enum import Enum

import pytest

from dashboard.domain.accounts import AccountState, Link, LinkMethod
from dashboard.domain.annotations import AnnotationKind
from dashboard.domain.audit import Deed
from dashboard.domain.baselines import BaselineKind
from dashboard.domain.claims import ClaimState, Method
from dashboard.domain.departures import Status
from dashboard.domain.exit_days.afterwards import Kept
from dashboard.domain.exit_days.checklist import Task
from dashboard.domain.exit_days.days import State
from dashboard.domain.exit_days.pledges import Strength
from dashboard.domain.figure_plan import Outcome
from dashboard.domain.figures import Precision, Provenance
from dashboard.domain.flags import Reason, Verdict
from dashboard.domain.imports import Method as ImportMethod
from dashboard.domain.leaderboard import Missing
from dashboard.domain.networks import Network
from dashboard.domain.organisations import Kind, SizeClass, SizeMeasure
from dashboard.domain.people import Role
from dashboard.domain.register_compare import Action
from dashboard.i18n import words_in
from dashboard.i18n.terms import TERMS

SHOWN: tuple[type[Enum], ...] = (
    *(Network, Kind, SizeMeasure, SizeClass, Status, AccountState, Link, Provenance, Precision, Missing, Action),
    *(Role, LinkMethod, Method, ClaimState, Deed, ImportMethod, BaselineKind, Reason, Verdict, Outcome, AnnotationKind),
    *(State, Strength, Kept, Task),
)


@pytest.mark.parametrize("shown", SHOWN)
def test_every_member_has_a_word_of_its_own(shown: type[Enum]) -> None:
    for words in (words_in("fr"), words_in("en")):
        said = [words.term(member) for member in shown]
        assert all(said) and len(set(said)) == len(said)


def test_no_word_stands_for_what_is_not_shown() -> None:
    assert {kind for kind, _ in TERMS} == set(SHOWN)


def test_two_enumerations_that_share_a_value_keep_their_own_words() -> None:
    words = words_in("en")
    assert (words.term(Network.BLUESKY), words.term(Method.BLUESKY)) == ("Bluesky", "Bluesky handle at the official domain")
    assert words("{network}", network=Network.MASTODON) == "Mastodon"


def test_a_term_reads_in_the_middle_of_a_sentence() -> None:
    proper = {
        (type(one), one.name)
        for one in (
            *(*Network, Provenance.WIKIDATA, Kind.STATE, Method.DNS, Method.BLUESKY, Method.MASTODON, Method.SIRET),
            *(ImportMethod.ARCHIVE, ImportMethod.ANALYTICS, ImportMethod.POSTS, ImportMethod.FIGURES, ImportMethod.WIKIDATA),
        )
    }
    in_sentences = {key: term for key, term in TERMS.items() if key not in proper and key[0] is not Deed}
    capitals = [term for term in in_sentences.values() for language in ("fr", "en") if words_in(language)(term)[0].isupper()]
    assert capitals == []


def test_deeds_read_as_lines_of_a_table() -> None:
    assert all(words_in(language).term(deed)[0].isupper() for deed in Deed for language in ("fr", "en"))


def test_departures_are_named_in_french_as_events() -> None:
    assert words_in("fr").term(Status.LAST_POST) == "dernier message"
    assert words_in("fr")("{network}: {event}", network=Network.X, event=Status.RETURNED) == "X\u00a0: retour"
