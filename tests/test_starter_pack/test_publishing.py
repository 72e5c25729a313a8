"""Publishing a pack: twice, after a death at any request, two at once, refused, limited. One pack, and the right members."""

import copy
import logging
from functools import partial

import pytest
from sqlmodel import SQLModel

from connectors.base import ConnectorError, Remedy
from dashboard.domain.accounts import AccountState, Link
from dashboard.domain.audit import Deed
from dashboard.domain.errors import NotAllowed, Refused
from dashboard.domain.exit_days import pack
from dashboard.domain.exit_days.pack import PackSector, PackTexts
from dashboard.domain.people import OPERATOR, VISITOR
from dashboard.services.exit_days import starter_pack
from dashboard.services.exit_days.starter_pack import preview_pack, publish_pack
from dashboard.services.exit_days.starter_pack_links import read_pages
from db import audit
from db.engine import Database
from tests.factories import NOW
from tests.network.bluesky_fake import did_of
from tests.network.repository_fake import DID, HANDLE, PASSWORD, Died, RepositoryFake, listed
from tests.test_starter_pack.cast import CITIES, TEXTS, becomes, crowd, member, members, publish

FRIEND = did_of(900)
OURS, SECOND, THEIRS = "Villes sur Bluesky", "Villes sur Bluesky (2)", "Nos amis"


@pytest.fixture
def fake() -> RepositoryFake:
    """The collective's account, with a pack that it made by hand."""
    fake = RepositoryFake()
    uri = fake.put("app.bsky.graph.list", "3aaaaaaaaaaaa", name=THEIRS, purpose="app.bsky.graph.defs#referencelist")
    fake.put("app.bsky.graph.listitem", "3aaaaaaaaaaab", list=uri, subject=FRIEND)
    fake.put("app.bsky.graph.starterpack", "3aaaaaaaaaaac", name=THEIRS, list=uri)
    return fake


def again(fake: RepositoryFake) -> RepositoryFake:
    """The same account, to be tried once more from where it stands."""
    copied = RepositoryFake()
    copied.records, copied.revision = copy.deepcopy(fake.records), fake.revision
    return copied


def deeds(db: Database) -> list[Deed]:
    with db.reading() as session:
        return [one.deed for one in audit.entries(session, audit.Wanted(subject=CITIES.subject), 50)]


def test_publishing_twice_changes_nothing_the_second_time(db: Database, fake: RepositoryFake) -> None:
    dids = members(db, "Lyon", "Évry")
    seen: list[tuple[int, int]] = []
    done = publish(db, fake.opened(), progress=lambda n, total: seen.append((n, total)))
    assert (done.joining, done.leaving, done.members, done.before) == (("Évry", "Lyon"), (), 2, 0) and seen == [(4, 4)]
    assert listed(fake) == {OURS: sorted(dids), THEIRS: [FRIEND]}
    before = copy.deepcopy(fake.records)
    fake.log.clear()
    assert publish(db, fake.opened()).writes == 0
    assert fake.records == before and "com.atproto.repo.applyWrites" not in fake.log and fake.open_sessions == 0
    assert deeds(db) == [Deed.PACK_PUBLISHED, Deed.PACK_BEGUN]
    assert read_pages(db, CITIES) == done.pages == (f"https://bsky.app/starter-pack/essaim.example/{CITIES.key(1, 'pack')}",)


def test_what_would_change_is_told_and_nothing_is_changed(sqlite_db: Database, fake: RepositoryFake) -> None:
    members(sqlite_db, "Lyon", "Évry")
    publish(sqlite_db, fake.opened())
    becomes(sqlite_db, "lyon", link=Link.LISTED)
    members(sqlite_db, "Brest", first=50)
    before, noted = copy.deepcopy(fake.records), deeds(sqlite_db)
    found = preview_pack(sqlite_db, fake.opened(), CITIES, TEXTS, by=OPERATOR, now=NOW)
    assert (found.joining, found.leaving, found.writes, found.before) == (("Brest",), ("Lyon",), 2, 1)
    assert fake.records == before and deeds(sqlite_db) == noted


@pytest.fixture
def standing(sqlite_db: Database, fake: RepositoryFake, monkeypatch: pytest.MonkeyPatch) -> RepositoryFake:
    """A pack of 8 members to which five come and from which one goes, where a pack holds ten and a call three: one pack becomes two."""
    monkeypatch.setattr(pack, "MOST", 10)
    monkeypatch.setattr(starter_pack, "MOST_WRITES", 3)
    crowd(sqlite_db, 8)
    publish(sqlite_db, fake.opened())
    members(sqlite_db, *(f"Zone {n}" for n in range(5)), first=2_000)
    becomes(sqlite_db, "ville-000", state=AccountState.GONE)
    return fake


def test_whoever_dies_at_any_request_and_does_it_again_has_the_same_packs(sqlite_db: Database, standing: RepositoryFake) -> None:
    whole = again(standing)
    publish(sqlite_db, whole.opened())
    assert {name: len(found) for name, found in listed(whole).items()} == {OURS: 10, SECOND: 2, THEIRS: 1}
    for dies_at in range(len(whole.log)):
        for late in (False, True):
            fake = again(standing)
            fake.dies_at, fake.late = dies_at, late
            with pytest.raises(Died):
                publish(sqlite_db, fake.opened())
            fake.dies_at = None
            publish(sqlite_db, fake.opened())
            assert fake.records == whole.records, (dies_at, late)


def test_two_at_once_make_the_same_packs(sqlite_db: Database, standing: RepositoryFake) -> None:
    whole = again(standing)
    publish(sqlite_db, whole.opened())
    asked = len(whole.log)
    for number in range(asked):
        fake = again(standing)
        fake.meanwhile[number] = partial(publish, sqlite_db, fake.opened())
        publish(sqlite_db, fake.opened())
        assert fake.records == whole.records, number


def test_what_the_collective_publishes_meanwhile_stays_and_is_waited_for(sqlite_db: Database, fake: RepositoryFake) -> None:
    members(sqlite_db, "Lyon")

    def writes_a_post() -> None:
        fake.revision += 1

    fake.meanwhile[5] = writes_a_post
    assert publish(sqlite_db, fake.opened()).members == 1 and set(listed(fake)) == {OURS, THEIRS}
    members(sqlite_db, "Évry", first=50)
    fake.meanwhile.update(dict.fromkeys(range(500), writes_a_post))
    with pytest.raises(Refused, match="Somebody else is changing the Bluesky account"):
        publish(sqlite_db, fake.opened())


def test_what_was_added_by_hand_to_our_own_pack_is_put_right_and_its_picture_stays(sqlite_db: Database, fake: RepositoryFake) -> None:
    (did,) = members(sqlite_db, "Lyon")
    publish(sqlite_db, fake.opened())
    key = CITIES.key(1, "list")
    fake.records["app.bsky.graph.list"][key] = {**fake.records["app.bsky.graph.list"][key], "avatar": {"$type": "blob"}, "name": "Autre"}
    fake.put("app.bsky.graph.listitem", "3zzzzzzzzzzza", list=f"at://{DID}/app.bsky.graph.list/{key}", subject=FRIEND)
    fake.put("app.bsky.graph.listitem", "3zzzzzzzzzzzb", list=f"at://{DID}/app.bsky.graph.list/{key}", subject=did)
    publish(sqlite_db, fake.opened())
    assert listed(fake) == {OURS: [did], THEIRS: [FRIEND]}
    kept = fake.records["app.bsky.graph.list"][key]
    assert (kept["name"], kept["avatar"], kept["createdAt"]) == (OURS, {"$type": "blob"}, "2025-06-01T09:00:00.000Z")


def test_a_server_that_has_had_enough_is_left_alone_and_gone_on_with_later(sqlite_db: Database, standing: RepositoryFake) -> None:
    standing.points = 10
    with pytest.raises(ConnectorError) as problem:
        publish(sqlite_db, standing.opened())
    assert problem.value.remedy is Remedy.RETRY_LATER and problem.value.retry_at is not None
    assert "accepts nothing more from this account before" in str(problem.value)
    assert {name: len(found) for name, found in listed(standing).items()} == {OURS: 10, THEIRS: 1}
    standing.points = None
    publish(sqlite_db, standing.opened())
    assert {name: len(found) for name, found in listed(standing).items()} == {OURS: 10, SECOND: 2, THEIRS: 1}


def test_an_app_password_that_is_refused_is_said_with_its_setting_and_not_repeated(sqlite_db: Database, fake: RepositoryFake) -> None:
    members(sqlite_db, "Lyon")
    with pytest.raises(ConnectorError) as problem:
        publish(sqlite_db, fake.opened("zzzz-zzzz-zzzz-zzzz"))
    assert problem.value.remedy is Remedy.RECONNECT and "ESSAIM_BLUESKY_APP_PASSWORD" in str(problem.value)
    assert "zzzz" not in repr(problem.value.values) and deeds(sqlite_db) == []


def test_neither_the_app_password_nor_a_token_is_logged_or_kept(
    sqlite_db: Database, fake: RepositoryFake, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    members(sqlite_db, "Lyon")
    publish(sqlite_db, own := fake.opened())
    with sqlite_db.reading() as session:
        tables = SQLModel.metadata.sorted_tables
        kept = "".join(str(tuple(row)) for table in tables for row in session.connection().execute(table.select()))
    said = caplog.text + kept + repr(own) + repr(vars(own)["_client"])
    assert HANDLE in kept and not [secret for secret in (PASSWORD, "access-token", "refresh-token") if secret in said]


def test_a_session_is_not_led_to_a_server_that_may_not_be_asked(sqlite_db: Database, fake: RepositoryFake) -> None:
    members(sqlite_db, "Lyon")
    service = {"id": "#atproto_pds", "type": "AtprotoPersonalDataServer", "serviceEndpoint": "http://169.254.169.254"}
    fake.document = {"id": DID, "service": [service]}
    with pytest.raises(ConnectorError, match="Only https is used"):
        publish(sqlite_db, fake.opened())
    assert fake.log == ["com.atproto.server.createSession"]


def test_nothing_is_asked_of_anybody_where_there_is_nothing_to_publish(sqlite_db: Database, fake: RepositoryFake) -> None:
    with pytest.raises(Refused, match="there is nobody to list"):
        publish(sqlite_db, fake.opened())
    members(sqlite_db, "Lyon")
    with pytest.raises(Refused, match="ESSAIM_BLUESKY_ACCOUNT and ESSAIM_BLUESKY_APP_PASSWORD"):
        publish(sqlite_db, None)
    with pytest.raises(NotAllowed):
        publish_pack(sqlite_db, fake.opened(), CITIES, TEXTS, by=VISITOR, now=NOW)
    assert fake.log == []


def test_the_institutions_of_the_demo_are_not_published(sqlite_db: Database, fake: RepositoryFake) -> None:
    member(sqlite_db, "Belle-Rive", did_of(1), fictional=True)
    with pytest.raises(Refused, match="are fictional"):
        publish(sqlite_db, fake.opened())
    assert fake.log == []


def test_a_whole_pack_is_made_in_one_call_and_the_next_in_another(sqlite_db: Database, fake: RepositoryFake) -> None:
    crowd(sqlite_db, 151)
    done = publish(sqlite_db, fake.opened())
    assert (len(done.pages), done.writes, fake.log.count("com.atproto.repo.applyWrites")) == (2, 155, 2)
    assert {name: len(found) for name, found in listed(fake).items()} == {OURS: 150, SECOND: 1, THEIRS: 1}


def test_a_long_name_is_cut_to_what_bluesky_takes(sqlite_db: Database, fake: RepositoryFake) -> None:
    members(sqlite_db, "Lyon")
    publish(sqlite_db, fake.opened(), PackSector(), PackTexts("é" * 200, "ô" * 500))
    (name,) = set(listed(fake)) - {THEIRS}
    assert name.endswith("…") and 25 < len(name) <= 50
