"""One's own account: password, name, address."""

from datetime import datetime, timedelta
from unittest.mock import Mock

import pytest

from connectors.mail import Mail
from dashboard.domain.audit import Deed
from dashboard.domain.errors import Conflict, Refused
from dashboard.domain.people import Actor
from dashboard.i18n import words_in
from dashboard.services.people.account import ask_new_email, change_name, change_password, confirm_new_email
from dashboard.services.people.by_mail import ask_link, link_for
from dashboard.services.people.limits import TooMany
from dashboard.services.people.proof import ProveAgain
from dashboard.services.people.sessions import who
from db import audit, people
from db.engine import Database
from db.tables import PersonRow
from tests.factories import NOW
from tests.people import VAULT, come_in, make_person
from tests.test_people.cast import ANA, HERE, OTHER_PASSWORD, PASSWORD, ana_signs_in, make_ana, with_totp

EN = words_in("en")
NEW = "ana@bron.example"
STALE = NOW + timedelta(minutes=15)


def changes(db: Database, by: Actor, old: str = PASSWORD, new: str = OTHER_PASSWORD, *, now: datetime = NOW) -> str:
    return change_password(db, VAULT, by, old=old, new=new, now=now)


def person_of(db: Database, person_id: int) -> PersonRow:
    with db.reading() as session:
        row = people.by_id(session, person_id)
        assert row is not None
        return row


def asks(db: Database, by: Actor, email: str = NEW, *, now: datetime = NOW) -> tuple[str, list[str]]:
    """The code that was sent, and to whom was written."""
    mail = Mock(spec=Mail)
    ask_new_email(db, VAULT, mail, by, email, EN, now=now)
    code = next(line for line in mail.post.call_args_list[0].args[2].splitlines() if line.isdecimal())
    return code, [call.args[0] for call in mail.post.call_args_list]


def wrong(code: str) -> str:
    return f"{(int(code) + 1) % 10**6:06}"


def test_a_new_password_renews_this_session_and_ends_the_others(db: Database) -> None:
    person = make_ana(db)
    here, by = come_in(db, person)
    elsewhere, _ = come_in(db, person)
    renewed = changes(db, by)
    assert who(db, here, now=NOW) is None and who(db, elsewhere, now=NOW) is None and who(db, renewed, now=NOW)
    with pytest.raises(Refused):
        ana_signs_in(db, PASSWORD)
    assert ana_signs_in(db, OTHER_PASSWORD).token


def test_a_new_password_voids_links_that_lead_in(sqlite_db: Database) -> None:
    _, by = come_in(sqlite_db, make_ana(sqlite_db))
    mail = Mock(spec=Mail)
    ask_link(sqlite_db, VAULT, mail, ANA, EN, base="https://essaim.example", address=HERE, now=NOW)
    link = next(line for line in mail.post.call_args.args[2].splitlines() if "link=" in line).partition("=")[2]
    changes(sqlite_db, by)
    with pytest.raises(Refused, match="no longer good"):
        link_for(sqlite_db, VAULT, link, now=NOW)


def test_the_old_password_is_asked_for_and_guessing_it_counts(db: Database) -> None:
    _, by = come_in(db, make_ana(db))
    for _ in range(10):
        with pytest.raises(Refused, match="current password is wrong"):
            changes(db, by, old=OTHER_PASSWORD)
    with pytest.raises(TooMany):
        changes(db, by)


def test_a_new_password_is_measured_like_the_first(sqlite_db: Database) -> None:
    _, by = come_in(sqlite_db, make_ana(sqlite_db))
    for new, said in (("court", "5 characters"), ("motdepasse2025", "first that are guessed"), ("ana étienne 2025!", "your name")):
        with pytest.raises(Refused, match=said):
            changes(sqlite_db, by, new=new)


def test_somebody_without_a_password_sets_one_soon_after_signing_in(sqlite_db: Database) -> None:
    _, by = come_in(sqlite_db, make_person(sqlite_db, ANA))
    with pytest.raises(ProveAgain):
        changes(sqlite_db, by, old="", now=STALE)
    changes(sqlite_db, by, old="")
    assert ana_signs_in(sqlite_db, OTHER_PASSWORD).token


def test_a_session_without_the_second_factor_changes_no_password_and_no_address(sqlite_db: Database) -> None:
    person = make_ana(sqlite_db)
    with_totp(sqlite_db, person)
    _, thief = come_in(sqlite_db, person, strong=False)
    with pytest.raises(ProveAgain):
        changes(sqlite_db, thief)
    with pytest.raises(ProveAgain):
        asks(sqlite_db, thief)


def test_name_and_language_change_and_the_audit_does_not_repeat_them(db: Database) -> None:
    person = make_ana(db)
    _, by = come_in(db, person)
    change_name(db, by, "  Ana  Bénard ", "en", now=NOW)
    change_name(db, by, "Ana Bénard", "en", now=NOW)
    assert (person_of(db, person).name, person_of(db, person).language) == ("Ana Bénard", "en")
    with db.reading() as session:
        lines = audit.entries(session, audit.Wanted(deed=Deed.PERSON_CHANGED), 9)
    assert [one.details for one in lines] == [{"changed": ["name", "language"]}]


def test_a_language_that_nobody_speaks_here_is_refused(sqlite_db: Database) -> None:
    _, by = come_in(sqlite_db, make_ana(sqlite_db))
    with pytest.raises(Refused, match="fr or en"):
        change_name(sqlite_db, by, "Ana", "de", now=NOW)


def test_a_code_brings_the_new_address_and_the_old_one_hears_of_it(db: Database) -> None:
    person = make_ana(db)
    _, by = come_in(db, person)
    elsewhere, _ = come_in(db, person)
    code, written_to = asks(db, by, " Ana@BRON.example ")
    assert written_to == [NEW, ANA] and person_of(db, person).email == ANA
    confirm_new_email(db, VAULT, by, f" {code[:3]} {code[3:]} ", now=NOW)
    assert person_of(db, person).email == NEW and who(db, elsewhere, now=NOW) is None
    with pytest.raises(Refused, match="wrong or too old"):
        confirm_new_email(db, VAULT, by, code, now=NOW)


def test_a_wrong_an_expired_and_a_replaced_code_change_nothing(sqlite_db: Database) -> None:
    person = make_ana(sqlite_db)
    _, by = come_in(sqlite_db, person)
    code, _ = asks(sqlite_db, by)
    for typed, now in ((wrong(code), NOW), ("", NOW), ("9" * 5_000, NOW), (code, NOW + timedelta(minutes=10))):
        with pytest.raises(Refused, match="wrong or too old"):
            confirm_new_email(sqlite_db, VAULT, by, typed, now=now)
    second, _ = asks(sqlite_db, by, "ana@caluire.example")
    confirm_new_email(sqlite_db, VAULT, by, second, now=NOW)
    assert person_of(sqlite_db, person).email == "ana@caluire.example"


def test_the_fifth_wrong_code_ends_it(db: Database) -> None:
    _, by = come_in(db, make_ana(db))
    code, _ = asks(db, by)
    for _ in range(5):
        with pytest.raises(Refused):
            confirm_new_email(db, VAULT, by, wrong(code), now=NOW)
    with pytest.raises(Refused, match="wrong or too old"):
        confirm_new_email(db, VAULT, by, code, now=NOW)


def test_a_code_is_for_the_session_that_asked(sqlite_db: Database) -> None:
    person = make_ana(sqlite_db)
    (_, by), (_, other) = come_in(sqlite_db, person), come_in(sqlite_db, person)
    _, eve = come_in(sqlite_db, make_person(sqlite_db, "eve@lyon.example"))
    code, _ = asks(sqlite_db, by)
    for actor in (other, eve):
        with pytest.raises(Refused, match="wrong or too old"):
            confirm_new_email(sqlite_db, VAULT, actor, code, now=NOW)


def test_an_address_that_somebody_has_is_said_only_to_whoever_reads_its_mail(sqlite_db: Database) -> None:
    make_person(sqlite_db, NEW)
    _, by = come_in(sqlite_db, make_ana(sqlite_db))
    code, _ = asks(sqlite_db, by)
    with pytest.raises(Conflict, match="already"):
        confirm_new_email(sqlite_db, VAULT, by, code, now=NOW)


def test_six_codes_within_an_hour_are_too_many(sqlite_db: Database) -> None:
    _, by = come_in(sqlite_db, make_ana(sqlite_db))
    for place in range(5):
        asks(sqlite_db, by, f"ana{place}@bron.example")
    with pytest.raises(TooMany):
        asks(sqlite_db, by, "ana@caluire.example")


def test_ones_own_address_and_no_address_are_refused(sqlite_db: Database) -> None:
    _, by = come_in(sqlite_db, make_ana(sqlite_db))
    for typed in (ANA.upper(), "ana"):
        with pytest.raises(Refused):
            asks(sqlite_db, by, typed)
