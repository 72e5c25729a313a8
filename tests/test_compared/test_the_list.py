"""The list of people: nothing of them is stored but keyed hashes, and it can be changed and taken back."""

from pathlib import Path

import pytest
from sqlmodel import SQLModel, select

from dashboard.domain.audit import Deed
from dashboard.domain.errors import NotAllowed, Refused, SignInNeeded
from dashboard.domain.people import OPERATOR, VISITOR, Role
from dashboard.services.compared.count import compare_archive
from dashboard.services.compared.pairs import import_pairs, remove_pairs
from dashboard.services.compared.read import comparisons_of
from dashboard.services.read_audit import Asked, read_audit
from dashboard.services.rotate_keys import standings
from db.engine import Database
from db.tables import PairRow
from db.vault import Vault, new_key
from tests.factories import NOW, make_organisation
from tests.people import VAULT, actor
from tests.test_compared.cast import BLUESKY, BOTH, MASTODON, csv, disguises, enlist, ids, in_lists, thirds
from tests.test_compared.rounds import Browser, facts

PEOPLE = ids(60)
K1, K2 = new_key("k1"), new_key("k2")


def rows(db: Database) -> list[tuple[str, bool, bool]]:
    with db.reading() as session:
        return sorted((row.digest, row.bluesky, row.mastodon) for row in session.exec(select(PairRow)))


def stored(db: Database) -> bytes:
    """Every value of every table, and every byte of the files where there are any."""
    with db.engine.connect() as connection:
        values = "\n".join(str(tuple(row)) for table in SQLModel.metadata.tables.values() for row in connection.execute(table.select()))
    path = Path(str(db.engine.url.database))
    files = b"".join(file.read_bytes() for file in path.parent.glob(path.name + "*")) if db.dialect == "sqlite" else b""
    return values.encode() + files


def test_of_the_people_only_keyed_hashes_are_stored(db: Database) -> None:
    make_organisation(db)
    taken = enlist(db, thirds(PEOPLE))
    assert (taken.added, taken.changed, taken.unchanged, taken.problems) == (60, 0, 0, [])
    followers = [*PEOPLE[:45], *ids(100, 880_000_001)]
    compare_archive(db, VAULT, "lyon", facts(145), in_lists(followers), by=OPERATOR, now=NOW)
    found = stored(db)
    assert found.count(b"test.") >= 60, "the digests are there"
    assert [x_id for x_id in {*PEOPLE, *followers} for disguise in disguises(x_id) if disguise in found] == []
    assert b"canary" not in found and b"did:plc" not in found and b"social.example" not in found


def test_what_is_stored_depends_on_the_key(db: Database) -> None:
    enlist(db, [(1, BOTH)], Vault([K1]))
    enlist(db, [(1, BOTH)], Vault([K2, K1]))
    with db.reading() as session:
        (row,) = session.exec(select(PairRow))
    first = Vault([new_key("k2")])
    assert row.digest.startswith("k2.") and len(row.digest) == 3 + 8 + 32
    enlist(db, [(1, BOTH)], first)
    assert len({digest for digest, _, _ in rows(db)}) == 2


def test_the_same_file_again_changes_nothing_and_a_later_one_says_where_somebody_is_now(db: Database) -> None:
    enlist(db, [(1, BLUESKY), (2, MASTODON)])
    before = rows(db)
    again = enlist(db, [(1, BLUESKY), (2, MASTODON)])
    assert (again.added, again.changed, again.unchanged) == (0, 0, 2) and rows(db) == before
    later = enlist(db, [(1, BOTH), (3, BLUESKY), (3, MASTODON)])
    assert (later.added, later.changed, later.unchanged) == (1, 1, 0)
    assert sorted(where for _, *where in rows(db)) == [[False, True], [True, True], [True, True]]


def test_lines_that_are_wrong_are_left_out_and_the_others_stay(db: Database) -> None:
    data = csv([(1, BLUESKY)]) + b"nobody,did:plc:a,\r\n3,,\r\n"
    taken = import_pairs(db, VAULT, data, by=OPERATOR, now=NOW)
    assert taken.added == 1 and [one.line_no for one in taken.problems] == [3, 4]
    with pytest.raises(Refused):
        import_pairs(db, VAULT, b"a,b\n1,2\n", by=OPERATOR, now=NOW)
    assert len(rows(db)) == 1


def test_whoever_agrees_no_longer_is_taken_off(db: Database) -> None:
    enlist(db, thirds(PEOPLE))
    gone = remove_pairs(db, VAULT, csv([(PEOPLE[0], BLUESKY), (5, BOTH)]), by=OPERATOR, now=NOW)
    assert (gone.removed, gone.absent) == (1, 1) and len(rows(db)) == 59
    deeds = [(one.deed, dict(one.details)) for one in read_audit(db, Asked(), by=OPERATOR, now=NOW).entries]
    assert deeds == [(Deed.PAIRS_REMOVED, {"removed": 1}), (Deed.PAIRS_IMPORTED, {"added": 60, "changed": 0, "forgotten": 0})]


def test_after_a_rotation_the_list_is_imported_anew_and_nobody_stands_on_it_twice(db: Database) -> None:
    make_organisation(db)
    old, both, new = Vault([K1]), Vault([K2, K1]), Vault([K2])
    enlist(db, thirds(PEOPLE), old)
    held = {one.key: one.pairs for one in standings(db, both, by=OPERATOR, now=NOW)}
    assert held == {"k2": 0, "k1": 60}
    assert comparisons_of(db, both, OPERATOR, "lyon", now=NOW).pairs is None
    with pytest.raises(Refused, match="secret key was replaced since"):
        compare_archive(db, both, "lyon", facts(145), in_lists(ids(145)), by=OPERATOR, now=NOW)
    assert remove_pairs(db, both, csv(thirds(PEOPLE[:1])), by=OPERATOR, now=NOW).removed == 1
    enlist(db, thirds(PEOPLE[:55]), both)
    assert {one.key: one.pairs for one in standings(db, both, by=OPERATOR, now=NOW)} == {"k2": 55, "k1": 5}
    found = compare_archive(db, both, "lyon", facts(145), in_lists(ids(145)), by=OPERATOR, now=NOW)
    assert (found.counts.anywhere, found.pairs) == (55, 55)
    once_k1_is_gone = enlist(db, thirds(PEOPLE[:55]), new)
    assert (once_k1_is_gone.unchanged, once_k1_is_gone.forgotten) == (55, 5)
    assert {digest.partition(".")[0] for digest, _, _ in rows(db)} == {"k2"}


def test_the_browser_finds_the_list_under_the_new_key_too(sqlite_db: Database) -> None:
    make_organisation(sqlite_db)
    enlist(sqlite_db, thirds(PEOPLE), Vault([K1]))
    ana = Browser(sqlite_db, actor(sqlite_db, owner_of="lyon"), vault=Vault([K2, K1]))
    with pytest.raises(Refused, match="secret key was replaced since"):
        ana.begins(120)
    enlist(sqlite_db, thirds(PEOPLE), ana.vault)
    assert ana.compares(ids(120)).counts.anywhere == 60


def test_only_the_collective_and_the_machine_change_the_list(sqlite_db: Database) -> None:
    make_organisation(sqlite_db)
    data = csv([(1, BOTH)])
    for by, problem in ((VISITOR, SignInNeeded), (actor(sqlite_db, owner_of="lyon"), NotAllowed)):
        with pytest.raises(problem):
            import_pairs(sqlite_db, VAULT, data, by=by, now=NOW)
        with pytest.raises(problem):
            remove_pairs(sqlite_db, VAULT, data, by=by, now=NOW)
    rosa = actor(sqlite_db, "rosa@essaim.example", Role.COLLECTIVE)
    assert import_pairs(sqlite_db, VAULT, data, by=rosa, now=NOW).added == 1
    assert remove_pairs(sqlite_db, VAULT, data, by=rosa, now=NOW).removed == 1


def test_progress_is_told_while_points_are_made(sqlite_db: Database) -> None:
    told: list[tuple[int, int]] = []
    import_pairs(sqlite_db, VAULT, csv(thirds(ids(250))), by=OPERATOR, now=NOW, progress=lambda done, all_: told.append((done, all_)))
    assert told == [(100, 250), (200, 250), (250, 250)]
