"""The audit page: filters in the address, lines with numbers, an export, and the check of the chain."""

import csv
import io
from datetime import date, timedelta
from unittest.mock import patch

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import text

from dashboard.addresses import AUDIT
from dashboard.bootstrap import Essaim
from dashboard.domain.audit import Deed
from dashboard.domain.people import OPERATOR, Act
from dashboard.services.permit import permit
from dashboard.services.read_audit import Asked, read_audit
from dashboard.ui.audit_view import parse, query
from tests.factories import NOW, make_organisation
from tests.test_ui.conftest import Reader

ASKED = st.builds(
    Asked,
    deed=st.none() | st.sampled_from(Deed),
    person_id=st.none() | st.integers(1, 10**17),
    organisation=st.none() | st.from_regex(r"[a-z0-9]([a-z0-9-]{0,20}[a-z0-9])?", fullmatch=True),
    since=st.none() | st.dates(date(1900, 1, 1), date(2199, 12, 31)),
    until=st.none() | st.dates(date(1900, 1, 1), date(2199, 12, 31)),
    before_id=st.none() | st.integers(1, 10**17),
)


def note(essaim: Essaim, deed: Deed, **details: object) -> None:
    with essaim.db.writing() as session:
        permit(session, OPERATOR, Act.MANAGE_PEOPLE, now=NOW).note(deed, **details)  # type: ignore[arg-type]


@settings(derandomize=True, deadline=None)
@given(ASKED)
def test_an_address_asks_for_what_it_was_made_of(asked: Asked) -> None:
    assert parse(query(asked, "fr")) == asked


@pytest.mark.parametrize(
    "parameters",
    [
        {"deed": "account.exploded"},
        {"person": "0"},
        {"person": "-1"},
        {"person": "7; DROP TABLE audit"},
        {"before": "9" * 40},
        {"o": "../etc"},
        {"o": "<b>"},
        {"since": "2025-02-30"},
        {"until": "yesterday"},
        {"since": "20250101"},
    ],
)
def test_what_cannot_be_read_counts_as_not_asked(parameters: dict[str, str]) -> None:
    assert parse(parameters) == Asked()


def test_lines_come_with_numbers_roles_and_links_that_filter(collective: Reader, essaim: Essaim) -> None:
    make_organisation(essaim.db, "Lyon")
    with essaim.db.writing() as session:
        leave = permit(session, collective.actor, Act.MODERATE, now=NOW)
        leave.note(Deed.DOMAIN_SET, "organisation:1", organisation_id=1, before=None, domain="lyon.fr")
    collective.opens(AUDIT)
    number = collective.actor.person_id
    assert "Official domain set 2 1 June 2025, 09:00 UTC" in collective.text.replace("\u00a0", " ")
    assert f"collective person {number} session {collective.actor.session_id} chloe@collective.example lyon" in collective.text
    assert "organisation:1 before: null; domain: lyon.fr" in collective.text
    for asked in (f"person={number}", "o=lyon", "deed=organisation.domain_set"):
        assert f'href="/dashboard/audit?{asked}"' in collective.html


def test_the_address_chooses_and_the_filters_say_so(collective: Reader, essaim: Essaim) -> None:
    make_organisation(essaim.db, "Lyon")
    note(essaim, Deed.ROLE_GIVEN)
    collective.opens(AUDIT, deed="role.given", since="2025-06-01", person="", o="")
    assert "Role given" in collective.text and "Institution registered" not in collective.text
    assert collective.app.selectbox(key="audit.deed").value is Deed.ROLE_GIVEN
    assert collective.app.date_input(key="audit.since").value == date(2025, 6, 1)


def test_choosing_goes_into_the_address(collective: Reader, essaim: Essaim) -> None:
    make_organisation(essaim.db, "Lyon")
    collective.opens(AUDIT, before="2", lang="en")
    collective.app.text_input(key="audit.organisation").input("Lyon")
    collective.app.button[0].click()
    collective.sees()
    assert dict(collective.app.query_params.items()) == {"o": "lyon", "lang": "en"}
    assert "Institution registered" in collective.text


@pytest.mark.parametrize(
    ("field", "typed", "said"),
    [
        ("audit.person", "Ana", "“Ana” is no number of a person."),
        ("audit.organisation", "Ville de Lyon", "“ville de lyon” is no name in addresses."),
        ("audit.organisation", "atlantis", "No organisation is called “atlantis”."),
    ],
)
def test_what_was_mistyped_is_named(collective: Reader, field: str, typed: str, said: str) -> None:
    collective.opens(AUDIT)
    collective.app.text_input(key=field).input(typed)
    collective.app.button[0].click()
    assert said in collective.sees().text


def test_days_the_wrong_way_round_are_named(collective: Reader) -> None:
    collective.opens(AUDIT)
    collective.app.date_input(key="audit.since").set_value(date(2025, 6, 2))
    collective.app.date_input(key="audit.until").set_value(date(2025, 6, 1))
    collective.app.button[0].click()
    assert "The first day comes after the last." in collective.sees().text


def test_an_empty_selection_says_what_to_do(collective: Reader) -> None:
    assert "No line of the audit is like that. Take a filter away." in collective.opens(AUDIT, person="999").text


def test_fifty_lines_a_page_with_the_way_to_older_ones_and_back(collective: Reader, essaim: Essaim) -> None:
    for _ in range(60):
        note(essaim, Deed.ROLE_GIVEN)
    collective.opens(AUDIT, deed="role.given")
    assert collective.html.count("<tr role") == 51
    assert 'href="/dashboard/audit?deed=role.given&amp;before=11"' in collective.html and "Newest lines" not in collective.text
    collective.opens(AUDIT, deed="role.given", before="11")
    assert collective.html.count("<tr role") == 11
    assert "Newest lines" in collective.text and "Older lines" not in collective.text


def test_what_comes_from_outside_is_escaped(collective: Reader, essaim: Essaim) -> None:
    note(essaim, Deed.ACCOUNT_CONNECTED, handle="<script>alert(1)</script>")
    collective.opens(AUDIT)
    assert "<script>" not in collective.html and "&lt;script&gt;" in collective.html


def test_the_file_holds_the_lines_of_the_filters_and_no_address(collective: Reader, essaim: Essaim) -> None:
    make_organisation(essaim.db, "Lyon")
    note(essaim, Deed.ROLE_GIVEN)
    with patch("streamlit.download_button") as button:
        collective.opens(AUDIT, deed="role.given", before="1")
    data = button.call_args.args[1]()
    assert data.startswith(b"\xef\xbb\xbf")
    assert [row["deed"] for row in csv.DictReader(io.StringIO(data.decode("utf-8-sig")))] == ["role.given"]
    assert b"@" not in data
    line = read_audit(essaim.db, Asked(), by=OPERATOR, now=NOW + timedelta(hours=1)).entries[0]
    assert (line.deed, line.person_id) == (Deed.AUDIT_EXPORTED, collective.actor.person_id)


def test_the_chain_is_checked_on_demand(collective: Reader, essaim: Essaim) -> None:
    make_organisation(essaim.db, "Lyon")
    note(essaim, Deed.ROLE_GIVEN)
    collective.opens(AUDIT)
    assert "follow from each other" not in collective.text
    collective.app.button(key="check").click()
    assert "All 2 lines follow from each other, unchanged." in collective.sees().text
    with essaim.db.engine.begin() as connection:
        connection.execute(text("DROP TRIGGER audit_keeps_update"))
        connection.execute(text("UPDATE audit SET role = 'collective' WHERE id = 2"))
    collective.app.button(key="check").click()
    assert "Line 2 does not follow from the one before: somebody changed the audit." in collective.sees().text


def test_nobody_else_sees_a_line(press_officer: Reader, stranger: Reader, reader: Reader, essaim: Essaim) -> None:
    note(essaim, Deed.ROLE_GIVEN)
    for one in (press_officer, stranger, reader):
        assert "Role given" not in one.opens(AUDIT).text
