"""The number or the name of something that is somebody else's opens nothing: tried at every service that takes one. Which services
there are is read from their source, so that a new one has to be added (by_number.py) the day it is written.
"""

import sqlite3
from functools import cache

import pytest
from sqlmodel import SQLModel

from dashboard.domain.errors import EssaimError, NotAllowed, NotFound, Refused, SignInNeeded
from db.engine import Database
from tests.test_audit.services_tree import functions
from tests.test_takeover.by_number import CALLS
from tests.test_takeover.call import OWN, Call
from tests.test_takeover.house import House
from tests.test_takeover.not_by_number import ELSEWHERE, FOR_ALL, INSIDE, NAMES_NOTHING

FORBIDDEN = (NotAllowed, NotFound, SignInNeeded)
TAKES = {one.path: one for one in functions() if one.public and "by" in one.parameters}
NAMED = {"slug", "keep_slug", "gone_slug", "email", "handle"}


@cache
def _all_of() -> dict[str, str]:
    return {table.name: str(table.select()) for table in SQLModel.metadata.sorted_tables if table.name != "attempt"}


def dump(db: Database) -> dict[str, list[tuple[object, ...]]]:
    """All that is stored, the audit too; but for the counting of attempts. As the file has it: made into dates and the like, it takes ten
    times as long, and that is most of these tests.
    """
    with db.reading() as session:
        stored: sqlite3.Connection = session.connection().connection.driver_connection  # type: ignore[assignment]
        return {name: stored.execute(everything).fetchall() for name, everything in _all_of().items()}


@pytest.mark.parametrize("call", CALLS, ids=str)
def test_nobody_but_whose_it_is_acts_on_it(call: Call, house: House) -> None:
    before = dump(house.db)
    tried = [(name, "lyon") for name in house.who if name not in call.may]
    if call.of_lyon or {one for one in TAKES[call.service].parameters if one.endswith("_id")}:
        # The number of one's neighbour under one's own name, where one is an owner.
        tried += [(name, "association") for name in ("owner elsewhere", "editor elsewhere")]
    assert len(tried) >= 8
    for name, slug in tried:
        with pytest.raises(EssaimError) as refusal:
            call.run(house, house.who[name], slug)
        if slug == "lyon" and call.least != OWN:
            assert isinstance(refusal.value, FORBIDDEN), (name, refusal.value)
        assert isinstance(refusal.value, (*FORBIDDEN, Refused)), (name, refusal.value)
        assert dump(house.db) == before, f"{name} changed something"
        assert house.asked_nobody, f"{name} made us ask somebody"


@pytest.mark.parametrize("call", CALLS, ids=str)
def test_whose_it_is_gets_past_the_door(call: Call, house: House) -> None:
    """So that what is refused above is refused because of who asks."""
    name = "editor" if call.least == "editor" else "owner" if "owner" in call.may else "collective"
    house.answers()
    try:
        call.run(house, house.who[name], "lyon")
    except FORBIDDEN as refusal:
        pytest.fail(f"{name} may not: {refusal}")
    except EssaimError as reason:
        assert str(reason)  # for what it is, not for who asks


def test_every_service_that_takes_whoever_asks_is_tried_or_explained() -> None:
    tried = {call.service for call in CALLS}
    assert tried & set(ELSEWHERE) == set()
    assert set(TAKES) == tried | set(ELSEWHERE), "add it to tests/test_takeover/by_number.py"


def test_what_is_said_to_name_nothing_names_nothing() -> None:
    for path, reason in ELSEWHERE.items():
        if reason in (NAMES_NOTHING, FOR_ALL) and path not in ("people.account.ask_new_email",):
            numbers = {one for one in TAKES[path].parameters if one.endswith("_id") or one in NAMED} - {"rp_id"}
            assert numbers == set(), path
        if reason == INSIDE and path != "permit.permit":
            assert "session" in TAKES[path].parameters, path
