"""Whatever changes something says so in the audit: read from the source of all services, so that a new one is covered at once."""

import pytest

from tests.test_audit.services_tree import Function, functions, modules, reached

BEGINS = "begins a journey and changes nothing until its end, which is noted"
READS = "stores what networks say; what somebody starts by hand is noted (collect)"
QUIET: dict[str, str] = {
    "exit_days.remind.remind": "sends what a pledge asks for; who was reminded of what is kept apart, and forgotten (reminder)",
    "links.apps.app_for": "registers our site at a Mastodon server; it belongs to nobody",
    "links.authorise.begin": BEGINS,
    "links.authorise.declined": BEGINS,
    "links.prove.open_code": BEGINS,
    "people.factors.begin_passkey": BEGINS,
    "people.first_run.set_up_link": BEGINS,
    "people.forget.forget": "deletes what has expired by itself",
    "people.generators.begin_totp": BEGINS,
    "people.proof.proofs": BEGINS,
    "people.sessions.who": "notes when a session was last used, at most every five minutes",
    "people.sign_in.second_step": BEGINS,
    "read_due.due_batches": READS,
    "read_due.read_batch": READS,
    "standings.follow_calendar": "lets what people logged take effect on its day",
    "x_api.read.read_x": READS,
}
"""Services that write and say nothing, each with its reason."""

UNASKED: dict[str, str] = {}
"""Services that write for somebody and ask no leave, each with its reason."""

BY_ITSELF = {"claims.recheck.recheck", "claims.recheck.settle_all", "links.recheck.recheck_links"}
"""Services of the background, which act as ROUTINE unless told otherwise; everywhere else a caller says who asks."""


def names(found: list[Function]) -> list[str]:
    return [one.path for one in found]


def writes(one: Function) -> bool:
    return any(each.does("writing") for each in reached(one))


PUBLIC = [one for one in functions() if one.public]
WRITING = [one for one in PUBLIC if writes(one)]
FOR_SOMEBODY = [one for one in WRITING if "by" in one.parameters]


def test_the_tree_is_read_as_it_is() -> None:
    record = modules()["record_figure"].functions["record_figure"]
    assert record.does("writing") and record.does("note") and "by" in record.parameters
    assert any(one.does("note") for one in reached(modules()["people.sessions"].functions["sign_out"]))
    assert {one.path for one in reached(modules()["collect"].functions["collect"])} >= {"permit.permit", "standings.refresh_due"}
    assert not writes(modules()["read_audit"].functions["read_audit"])
    assert len(FOR_SOMEBODY) > 10


@pytest.mark.parametrize("service", WRITING, ids=names(WRITING))
def test_a_service_that_writes_notes_it(service: Function) -> None:
    noted = any(one.does("note") or "audit.append" in one.calls for one in reached(service))
    assert noted != (service.path in QUIET), f"{service.path} must write a line of the audit, or be explained in QUIET, not both"


@pytest.mark.parametrize("service", FOR_SOMEBODY, ids=names(FOR_SOMEBODY))
def test_a_service_that_writes_for_somebody_asks_for_leave(service: Function) -> None:
    asks = any("permit" in one.calls for one in reached(service))
    assert asks != (service.path in UNASKED), f"{service.path} takes `by` and must ask permit(), or be explained in UNASKED, not both"


def test_every_other_caller_says_who_asks() -> None:
    assert {one.path for one in PUBLIC if one.by_is_optional} == BY_ITSELF


def test_no_list_outlives_what_it_lists() -> None:
    assert {*QUIET, *UNASKED} <= {one.path for one in WRITING}
