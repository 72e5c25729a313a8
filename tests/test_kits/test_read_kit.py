"""Whose kit there is, for whom, and what it knows: never of whom nobody may know."""

import pytest

from dashboard.domain.accounts import AccountState
from dashboard.domain.errors import NotAllowed, NotFound, Refused, SignInNeeded
from dashboard.domain.exit_days.days import State
from dashboard.domain.exit_days.pledges import Strength
from dashboard.domain.networks import Network
from dashboard.domain.people import OPERATOR, VISITOR, Role
from dashboard.i18n import words_in
from dashboard.presenters.kit.texts import texts
from dashboard.services.exit_days.kit import Kit, read_kit
from dashboard.services.exit_days.pledge import withdraw_pledge
from dashboard.services.exit_days.steps import cancel_exit_day, confirm_exit_day, end_exit_days
from db.engine import Database
from tests.factories import NOW, make_account
from tests.people import actor
from tests.test_exit_days.cast import DAY, city, planned, pledges
from tests.test_kits.making import BASE


def kit_of(db: Database, slug: str = "lyon") -> Kit:
    return read_kit(db, DAY, slug, by=OPERATOR, now=NOW)


def gathered(db: Database, *names: str) -> None:
    """A day to which Lyon and others pledged, all of them hidden."""
    planned(db)
    for name in ("Lyon", *names):
        pledges(db, city(db, name))


def test_it_is_a_draft_until_the_day_is_confirmed(db: Database) -> None:
    gathered(db, "Dole", "Évian")
    assert (kit_of(db).firm, kit_of(db).others) == (False, None)
    confirm_exit_day(db, DAY, by=OPERATOR, now=NOW)
    assert (kit_of(db).firm, kit_of(db).others) == (True, 2)
    withdraw_pledge(db, DAY, "dole", by=OPERATOR, now=NOW)
    assert kit_of(db).others == 1


def test_after_the_day_the_texts_stay_as_they_were(sqlite_db: Database) -> None:
    gathered(sqlite_db, "Dole", "Évian")
    confirm_exit_day(sqlite_db, DAY, by=OPERATOR, now=NOW)
    before, later = kit_of(sqlite_db), NOW.replace(month=10)
    end_exit_days(sqlite_db, now=later)
    after = read_kit(sqlite_db, DAY, "lyon", by=OPERATOR, now=later)
    assert after.day.state is State.DONE and texts(words_in("en"), after, BASE) == texts(words_in("en"), before, BASE)


def test_whoever_waits_for_more_than_came_has_a_draft_after_the_confirmation(db: Database) -> None:
    gathered(db, "Dole", "Évian")
    pledges(db, city(db, "Patiente"), organisations=50)
    confirm_exit_day(db, DAY, by=OPERATOR, now=NOW)
    assert (kit_of(db, "patiente").firm, kit_of(db, "patiente").others) == (False, None)


def test_it_names_nobody_but_its_own_institution(db: Database) -> None:
    gathered(db, "Cachée-sur-Loire", "Secrète-les-Bains")
    for _ in range(2):
        said = " ".join(one.text for language in ("fr", "en") for one in texts(words_in(language), kit_of(db), BASE))
        assert "Lyon" in said and "Cachée" not in said and "Secrète" not in said
        if not kit_of(db).firm:
            assert " 2 " not in said
            confirm_exit_day(db, DAY, by=OPERATOR, now=NOW)


def test_only_current_accounts_elsewhere_are_named(sqlite_db: Database) -> None:
    db = sqlite_db
    gathered(db)
    make_account(db, "lyon", Network.LINKEDIN, "ville-de-lyon")
    make_account(db, "lyon", Network.MASTODON, followers=10)
    make_account(db, "lyon", Network.BLUESKY, followers=10)
    make_account(db, "lyon", Network.BLUESKY, "old.lyon.fr", state=AccountState.SUSPENDED)
    make_account(db, "lyon", Network.X, "VilleDeLyon")
    kit = kit_of(db)
    assert [(one.network, one.handle) for one in kit.accounts] == [
        (Network.BLUESKY, "lyon.fr"),
        (Network.MASTODON, "lyon@social.example"),
        (Network.LINKEDIN, "ville-de-lyon"),
    ]
    assert kit.left_out == 1


def test_there_is_none_for_whoever_has_not_pledged_to_go(sqlite_db: Database) -> None:
    db = sqlite_db
    gathered(db, "Dole")
    pledges(db, city(db, "Songeuse"), strength=Strength.CONSIDERING)
    city(db, "Besançon")
    for slug in ("songeuse", "besancon"):
        with pytest.raises(Refused, match="has not pledged to leave on"):
            kit_of(db, slug)
    withdraw_pledge(db, DAY, "dole", by=OPERATOR, now=NOW)
    with pytest.raises(Refused, match="has not pledged"):
        kit_of(db, "dole")
    with pytest.raises(NotFound):
        read_kit(db, "nowhere", "lyon", by=OPERATOR, now=NOW)


def test_there_is_nothing_to_announce_of_a_day_that_does_not_take_place(sqlite_db: Database) -> None:
    db = sqlite_db
    gathered(db)
    with pytest.raises(Refused, match="passed without being confirmed"):
        read_kit(db, DAY, "lyon", by=OPERATOR, now=NOW.replace(month=10))
    cancel_exit_day(db, DAY, "The congress was moved.", by=OPERATOR, now=NOW)
    with pytest.raises(Refused, match=r"is cancelled\. The congress was moved\."):
        kit_of(db)


def test_it_is_for_the_team_alone(sqlite_db: Database) -> None:
    db = sqlite_db
    gathered(db, "Dole")
    for member in (actor(db, "olga@lyon.example", owner_of="lyon"), actor(db, "emil@lyon.example", editor_of="lyon")):
        assert read_kit(db, DAY, "lyon", by=member, now=NOW).organisation.name == "Lyon"
    with pytest.raises(SignInNeeded):
        read_kit(db, DAY, "lyon", by=VISITOR, now=NOW)
    for stranger in (actor(db, "dora@dole.example", owner_of="dole"), actor(db, "carl@essaim.example", Role.COORDINATOR)):
        with pytest.raises(NotAllowed):
            read_kit(db, DAY, "lyon", by=stranger, now=NOW)
