"""Each task is reminded of once, at nine by the clocks of whoever is reminded, as long as it is wanted."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from sqlmodel import select

from connectors.mail import Mail
from dashboard.addresses import MY_ORGANISATION
from dashboard.domain.exit_days.checklist import Task
from dashboard.domain.exit_days.pledges import Strength
from dashboard.domain.people import OPERATOR, Role
from dashboard.services.exit_days import remind as reminding
from dashboard.services.exit_days.plan import change_exit_day
from dashboard.services.exit_days.pledge import withdraw_pledge
from dashboard.services.exit_days.prepare import tick
from dashboard.services.exit_days.read import read_exit_day
from dashboard.services.exit_days.steps import cancel_exit_day, confirm_exit_day, end_exit_days
from dashboard.services.merge_organisations import merge_organisations
from dashboard.services.people.forget import forget
from db import organisations, people
from db.engine import Database
from db.tables import ReminderRow
from tests.factories import HOLDING
from tests.network.smtp_server import SmtpServer
from tests.people import make_person
from tests.test_exit_days.cast import CITIES, DAY, city, pledges
from tests.test_reminders.cast import ANA, BO, NINE, SENDER, got, lyon, run

DAYS = timedelta(days=1)


def test_each_member_of_the_team_is_reminded_once_at_nine(db: Database, server: SmtpServer) -> None:
    lyon(db)
    assert run(db, server, NINE - timedelta(seconds=1)) == 0
    assert run(db, server) == 2 and got(server) == [ANA, BO]
    assert run(db, server) == run(db, server, NINE + timedelta(hours=3)) == 0
    assert got(server) == [ANA, BO]


def test_nine_is_nine_on_the_clocks_of_whoever_is_reminded(db: Database, server: SmtpServer) -> None:
    lyon(db, zone="Pacific/Auckland")
    there = datetime(2025, 9, 14, 21, tzinfo=UTC)
    assert run(db, server, there - timedelta(minutes=5)) == 0 and run(db, server, there) == 1
    assert got(server) == [BO] and run(db, server) == 1 and got(server) == [ANA, BO]


def test_what_was_held_up_goes_out_the_same_day_or_never(db: Database, server: SmtpServer) -> None:
    lyon(db)
    assert run(db, server, datetime(2025, 9, 15, 21, 59, tzinfo=UTC)) == 2
    server.received.clear()
    assert run(db, server, datetime(2025, 9, 8, 22, tzinfo=UTC)) == 0, "the 8th is over in Lyon"
    for day in range(16, 22):
        assert run(db, server, datetime(2025, 9, day, 12, tzinfo=UTC)) == 0


def test_the_message_says_what_to_do_and_how_to_end_them(db: Database, server: SmtpServer) -> None:
    lyon(db)
    run(db, server)
    to_bo = next(one for one in server.received if one.to == [BO])
    assert to_bo.message["Subject"] == "Lyon: pin the announcement, with the new addresses"
    assert "Cities, autumn 2025, 22\u00a0September\u00a02025" in to_bo.text
    assert f"https://essaim.example{MY_ORGANISATION.address}?o=lyon" in to_bo.text
    stop = to_bo.message["List-Unsubscribe"].strip("<>")
    assert stop.startswith("https://essaim.example/stop-reminders/") and stop in to_bo.text
    assert to_bo.message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert to_bo.message["Message-ID"] == "<reminder-1-1-2-pin_announcement@essaim.example>"
    assert "Villes, automne 2025" in next(one for one in server.received if one.to == [ANA]).text


def test_nobody_is_reminded_of_what_is_done_or_asked_not_to_be(db: Database, server: SmtpServer) -> None:
    lyon(db)
    with db.writing() as session:
        person = people.by_email(session, BO)
        assert person is not None
        person.reminders = False
    assert run(db, server) == 1 and got(server) == [ANA]
    tick(db, DAY, "lyon", Task.LEAVE, done=True, by=OPERATOR, now=NINE)
    assert run(db, server, NINE + 7 * DAYS) == 0


@pytest.mark.parametrize("how", ["withdrawn", "cancelled", "ticked", "asked to stop"])
def test_what_ends_while_the_message_is_under_way_stops_it(
    db: Database, server: SmtpServer, how: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    lyon(db)
    claim = reminding._claim

    def first(*known: object) -> bool:
        if how == "withdrawn":
            withdraw_pledge(db, DAY, "lyon", by=OPERATOR, now=NINE)
        elif how == "cancelled":
            cancel_exit_day(db, DAY, "Too few", by=OPERATOR, now=NINE)
        elif how == "ticked":
            tick(db, DAY, "lyon", Task.PIN_ANNOUNCEMENT, done=True, by=OPERATOR, now=NINE)
        else:
            with db.writing() as session:
                for person, _ in people.team(session, 1):
                    person.reminders = False
        monkeypatch.setattr(reminding, "_claim", claim)
        return claim(*known)  # type: ignore[arg-type]

    monkeypatch.setattr(reminding, "_claim", first)
    assert run(db, server) == 0 and got(server) == []
    with db.reading() as session:
        assert session.exec(select(ReminderRow)).all() == []


def test_only_those_who_go_are_reminded_once_the_day_is_confirmed(db: Database, server: SmtpServer) -> None:
    lyon(db)
    for name in ("Nancy", "Évreux", "Dole", "Metz"):
        city(db, name)
    for slug in ("nancy", "evreux"):
        pledges(db, slug)
    pledges(db, "dole", organisations=90)
    pledges(db, "metz", strength=Strength.CONSIDERING)
    with db.writing() as session:
        for key, email in enumerate(("nancy@x.example", "evreux@x.example", "dole@x.example", "metz@x.example"), 2):
            person = people.by_email(session, BO)
            assert person is not None
            added = type(person)(email=email, added_at=NINE)
            session.add(added)
            session.flush()
            people.join(session, added.id or 0, key, Role.EDITOR, NINE)
    run(db, server)
    assert got(server) == [ANA, BO, "dole@x.example", "evreux@x.example", "nancy@x.example"]
    server.received.clear()
    confirm_exit_day(db, DAY, by=OPERATOR, now=NINE)
    withdraw_pledge(db, DAY, "nancy", by=OPERATOR, now=NINE)
    assert run(db, server, NINE + 7 * DAYS) == 3 and got(server) == [ANA, BO, "evreux@x.example"]
    end_exit_days(db, now=NINE + 9 * DAYS)
    server.received.clear()
    assert run(db, server, NINE + 14 * DAYS) == 3, "they are reminded to tell how it went after the day is over"


def test_a_day_that_was_never_confirmed_is_not_reminded_of_once_it_began(db: Database, server: SmtpServer) -> None:
    lyon(db)
    assert run(db, server, datetime(2025, 9, 22, 8, tzinfo=UTC)) == run(db, server, NINE + 14 * DAYS) == 0


def test_an_address_refused_for_good_is_left_alone_and_a_busy_server_is_asked_again(db: Database, server: SmtpServer) -> None:
    lyon(db)
    server.refusals[BO] = "550 no such mailbox"
    assert run(db, server) == 1
    server.refusals.clear()
    assert run(db, server) == 0 and got(server) == [ANA]
    with db.reading() as session:
        assert [(one.person_id, one.sent_at, one.failed_at) for one in session.exec(select(ReminderRow).order_by("person_id"))] == [
            (1, NINE, None),
            (2, None, NINE),
        ]


@pytest.mark.parametrize("answer", ["451 try later", "554 spam"])
def test_a_message_refused_at_its_end_is_tried_again_unless_for_good(db: Database, server: SmtpServer, answer: str) -> None:
    lyon(db)
    server.refuse_data = answer
    assert run(db, server) == 0 and got(server) == []
    server.refuse_data = ""
    assert run(db, server, NINE + timedelta(minutes=5)) == (2 if answer.startswith("4") else 0)


def test_a_server_that_is_away_is_asked_again(db: Database, server: SmtpServer) -> None:
    lyon(db)
    away = Mail("smtp://127.0.0.1:9", SENDER)
    assert run(db, server, mail=away) == 0 and run(db, server) == 2


def test_a_moved_day_reminds_of_no_task_twice(db: Database, server: SmtpServer) -> None:
    lyon(db)
    assert run(db, server) == 2
    later = replace(CITIES, on=CITIES.on + 3 * DAYS)
    change_exit_day(db, DAY, later, by=OPERATOR, now=NINE, seen=read_exit_day(db, DAY).revision)
    assert run(db, server, NINE + 3 * DAYS) == 0, "the announcement was reminded of before the day was moved"
    assert run(db, server, NINE + 7 * DAYS) == 0, "and the old day is none any more"
    assert run(db, server, NINE + 10 * DAYS) == 2, "the departure comes with the new day"


def test_an_institution_that_becomes_another_reminds_of_no_task_twice(db: Database, server: SmtpServer) -> None:
    lyon(db)
    pledges(db, city(db, "Ville de Lyon"))
    make_person(db, "cle@lyon.example", editor_of="ville-de-lyon")
    with db.writing() as session:
        people.join(session, 1, organisations.by_slug(session, "ville-de-lyon").id or 0, Role.EDITOR, NINE)
    assert run(db, server) == 4 and got(server) == [ANA, ANA, BO, "cle@lyon.example"], "once for each of the two"
    merge_organisations(db, OPERATOR, "lyon", "ville-de-lyon", now=NINE, holding=HOLDING)
    assert run(db, server) == 0
    with db.reading() as session:
        (left,) = {one.organisation_id for one in session.exec(select(ReminderRow))}
        assert left == organisations.by_slug(session, "lyon").id and len(session.exec(select(ReminderRow)).all()) == 3
    assert run(db, server, NINE + 7 * DAYS) == 3, "and each of the team once for the one that is left"


def test_what_was_sent_is_forgotten(db: Database, server: SmtpServer) -> None:
    lyon(db)
    run(db, server)
    forget(db, now=NINE + 59 * DAYS)
    with db.reading() as session:
        assert len(session.exec(select(ReminderRow)).all()) == 2
    forget(db, now=NINE + 61 * DAYS)
    with db.reading() as session:
        assert session.exec(select(ReminderRow)).all() == []
