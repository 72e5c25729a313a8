"""What has to be written: for any list and whatever the account holds, the right members, few moves, and nothing else touched."""

import re
from datetime import UTC, datetime
from unittest.mock import patch

from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard.domain.exit_days import pack, pack_changes
from dashboard.domain.exit_days.pack import PackSector, PackTexts, fit, share_out
from dashboard.domain.exit_days.pack_changes import ITEM, LIST, PACK, Account, Action, Record, changes, moment
from dashboard.domain.organisations import Kind
from tests.factories import NOW

OURS = "did:plc:ours"
SECTOR, OTHER = PackSector(frozenset({Kind.CITY})), PackSector(region="FR-BRE")
TEXTS = PackTexts("Cities", "All of them")
TID = re.compile(r"[234567abcdefghij][234567a-z]{12}")
FEW = patch.object(pack, "MOST", 3)
"""Packs of three, so that small examples need several; and few of them to look for."""
FEW_PACKS = patch.object(pack_changes, "MOST_PACKS", 6)
Held = dict[str, dict[str, Record]]
people = st.lists(st.sampled_from([f"did:plc:{n}" for n in range(12)]), unique=True)
by_hand = st.lists(st.tuples(st.integers(1, 4), st.integers(0, 14)), max_size=8)


def account(held: Held) -> Account:
    return Account(OURS, held[LIST], held[PACK], held[ITEM])


def uri(sector: PackSector, number: int) -> str:
    return f"at://{OURS}/{LIST}/{sector.key(number, 'list')}"


def publish(held: Held, wanted: list[str], sector: PackSector = SECTOR, texts: PackTexts = TEXTS, at: datetime = NOW) -> int:
    """Write what has to be written, as strictly as a server does; gives how many writes it took."""
    found = changes(sector, texts, wanted, account(held), now=at)
    for batch in found.batches:
        assert batch
        for one in batch:
            assert TID.fullmatch(one.key) or one.action is Action.DELETE
            assert (one.key in held[one.collection]) is (one.action is not Action.CREATE)
            if one.value is None:
                del held[one.collection][one.key]
            else:
                held[one.collection][one.key] = one.value
            if one.collection == ITEM and one.value is not None:
                assert sum(item["list"] == one.value["list"] for item in held[ITEM].values()) <= pack.MOST
    return found.writes


def members(held: Held, sector: PackSector = SECTOR) -> dict[int, list[str]]:
    """Whom the packs of a sector list, by number."""
    numbers = {uri(sector, number): number for number in range(1, 8)}
    shown: dict[int, list[str]] = {numbers[str(one["list"])]: [] for one in held[PACK].values() if one["list"] in numbers}
    for item in held[ITEM].values():
        if numbers.get(str(item["list"])) in shown:
            shown[numbers[str(item["list"])]].append(str(item["subject"]))
    return shown


@FEW
@FEW_PACKS
@settings(deadline=None, max_examples=60)
@given(steps=st.lists(people, min_size=1, max_size=4), noise=by_hand, elsewhere=people)
def test_after_any_history_the_packs_list_whom_they_should_and_nothing_else_has_changed(
    steps: list[list[str]], noise: list[tuple[int, int]], elsewhere: list[str]
) -> None:
    held: Held = {LIST: {}, PACK: {}, ITEM: {}}
    publish(held, elsewhere, OTHER)
    others = {name: dict(records) for name, records in held.items()}
    for wanted in steps:
        publish(held, wanted)
        for place, (number, person) in enumerate(noise):
            # Somebody adds members to our lists by hand, also where there is no list.
            held[ITEM][f"3byhand{place}"] = {"list": uri(SECTOR, number), "subject": f"did:plc:{person}"}
        publish(held, wanted)
        shown = members(held)
        assert sorted(did for some in shown.values() for did in some) == sorted(wanted)
        assert sorted(shown) == list(range(1, -(-len(wanted) // 3) + 1)) and len(held[LIST]) - len(others[LIST]) == len(shown)
        assert publish(held, wanted) == 0
    for name, records in others.items():
        assert records.items() <= held[name].items()
    publish(held, [])
    assert held == others


@FEW
@settings(deadline=None)
@given(wanted=people, held=st.lists(st.tuples(st.integers(1, 6), st.sampled_from([f"did:plc:{n}" for n in range(12)])), max_size=12))
def test_members_are_shared_out_once_each_into_as_few_packs_as_will_do_and_stay_where_they_are(
    wanted: list[str], held: list[tuple[int, str]]
) -> None:
    shared = share_out(wanted, held)
    placed = [(number, did) for number, some in shared.items() for did in some]
    assert sorted(did for _, did in placed) == sorted(wanted)
    assert len(shared) == -(-len(wanted) // 3) and all(0 < len(some) <= 3 for some in shared.values())
    again = share_out(wanted, placed)
    assert {number: set(some) for number, some in again.items()} == {number: set(some) for number, some in shared.items()}
    assert share_out(wanted, reversed(held)) == shared


def test_a_text_that_changes_is_rewritten_and_what_somebody_added_to_it_stays() -> None:
    held: Held = {LIST: {}, PACK: {}, ITEM: {}}
    publish(held, ["did:plc:1"])
    key = SECTOR.key(1, "pack")
    held[PACK][key] = {**held[PACK][key], "feeds": ["at://feed"], "descriptionFacets": ["at the wrong place now"]}
    assert publish(held, ["did:plc:1"], texts=PackTexts("Towns", "All of them"), at=datetime(2026, 1, 1, tzinfo=UTC)) == 2
    assert held[PACK][key] == {
        "$type": PACK,
        "name": "Towns",
        "description": "All of them",
        "list": uri(SECTOR, 1),
        "createdAt": moment(NOW),
        "feeds": ["at://feed"],
    }


@given(
    st.frozensets(st.sampled_from(Kind)),
    st.sampled_from([None, "FR-BRE", "FR-ARA"]),
    st.integers(1, 100),
    st.sampled_from(["list", "pack", "did:plc:1"]),
)
def test_a_key_is_the_same_every_time_looks_like_a_moment_of_the_past_and_is_nobody_elses(
    kinds: frozenset[Kind], region: str | None, number: int, part: str
) -> None:
    sector = PackSector(kinds, region)
    key = sector.key(number, part)
    assert key == PackSector(frozenset(sorted(kinds, reverse=True)), region).key(number, part) and TID.fullmatch(key)
    microseconds = sum(pack.ALPHABET.index(sign) * 32**place for place, sign in enumerate(reversed(key))) >> 10
    assert datetime(2024, 1, 1, tzinfo=UTC) <= datetime.fromtimestamp(microseconds / 1e6, UTC) < datetime(2025, 3, 1, tzinfo=UTC)
    others = {sector.key(number + 1, part), sector.key(number, part + "x"), PackSector(kinds, region, "a-day").key(number, part)}
    assert key not in others and len(sector.subject) <= 100


@given(st.text(max_size=120), st.integers(4, 60), st.integers(8, 64))
def test_a_text_is_cut_to_so_many_signs_and_bytes(text: str, signs: int, size: int) -> None:
    cut = fit(text, signs, size)
    assert len(cut) <= signs and len(cut.encode()) <= size
    line = " ".join(text.split())
    assert cut == line or (cut.endswith("…") and line.startswith(cut[:-1]))
