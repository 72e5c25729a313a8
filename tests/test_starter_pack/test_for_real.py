"""A starter pack on a real network: its server takes our record keys, and its AppView shows the right members."""

from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from urllib.parse import urlsplit

import httpx
import pytest

from connectors.base import ConnectorError, Remedy
from connectors.bluesky_repository import BlueskyRepository, OpenRepository
from connectors.registry import build_repository
from dashboard.bootstrap import wall_clock
from dashboard.domain.accounts import AccountState
from dashboard.domain.exit_days import pack
from dashboard.domain.exit_days.pack_changes import Write
from dashboard.services.exit_days.starter_pack import Difference
from dashboard.services.exit_days.starter_pack_links import read_pages
from db.engine import Database
from tests.network.bluesky_network import BlueskyNetwork
from tests.test_starter_pack.cast import CITIES, TEXTS, becomes, member, publish

OURS = "essaim-packs.test"


@pytest.fixture
def own(bluesky_network: BlueskyNetwork) -> Iterator[BlueskyRepository]:
    """The collective's account, with a pack and a list that it made by hand."""
    net = bluesky_network
    net.create_account(OURS)
    with closing(_opened(net, OURS, net.app_password(OURS, "essaim"))) as own:
        yield own


def _opened(net: BlueskyNetwork, account: str, password: str) -> BlueskyRepository:
    known = {"trusted_hosts": [urlsplit(net.pds).netloc], "clock": wall_clock}
    return build_repository(server=net.pds, account=account, app_password=password, **known)  # type: ignore[arg-type]


def shown(net: BlueskyNetwork, account: str = OURS) -> dict[str, list[str]]:
    """The packs of an account as anybody sees them: names, with the handles of whom they list."""
    net.flush()

    def ask(name: str, **asked: str) -> dict[str, list[dict[str, dict[str, str]]]]:
        answer = httpx.get(f"{net.appview}/xrpc/app.bsky.graph.{name}", params=asked, timeout=30, trust_env=False)
        assert answer.is_success, answer.text
        return dict(answer.json())

    found = {}
    for one in ask("getActorStarterPacks", actor=net.did(account))["starterPacks"]:
        items = ask("getList", list=one["record"]["list"])["items"]
        found[one["record"]["name"]] = sorted(item["subject"]["handle"] for item in items)
    return found


def test_a_pack_that_is_published_twice_is_one_pack_with_the_right_members(
    sqlite_db: Database, bluesky_network: BlueskyNetwork, own: BlueskyRepository
) -> None:
    db, net = sqlite_db, bluesky_network
    handles = {name: f"{name}-packs.test" for name in ("lyon", "besancon", "evry", "mine")}
    dids = {name: net.create_account(handle) for name, handle in handles.items()}
    by_hand = net.make_pack(OURS, "Nos amis", [dids["mine"]])
    for name in ("lyon", "besancon"):
        member(db, name.title(), dids[name])
    assert publish(db, own).writes == 4
    assert publish(db, own) == Difference((), (), 2, 0, read_pages(db, CITIES), 1)
    ours, theirs = "Villes sur Bluesky", "Nos amis"
    assert shown(net) == {ours: [handles["besancon"], handles["lyon"]], theirs: [handles["mine"]]}
    # One comes, one leaves; somebody adds by hand one who does not belong there.
    member(db, "Évry", dids["evry"])
    becomes(db, "lyon", state=AccountState.GONE)
    pack = net.records(OURS, "app.bsky.graph.starterpack")
    listed = next(record["list"] for record in pack.values() if record["name"] == ours)
    net.add_to_list(OURS, listed, dids["mine"])
    said = publish(db, own)
    assert (said.joining, set(said.leaving)) == (("Évry",), {"Lyon", dids["mine"]})
    assert shown(net) == {ours: [handles["besancon"], handles["evry"]], theirs: [handles["mine"]]}
    # Nobody is left: the pack goes, and comes back under the same address.
    before = read_pages(db, CITIES)
    for name in ("evry", "besancon"):
        becomes(db, name, state=AccountState.SUSPENDED)
    assert publish(db, own).pages == () == read_pages(db, CITIES)
    assert shown(net) == {theirs: [handles["mine"]]} and by_hand in net.records(OURS, "app.bsky.graph.list")
    becomes(db, "evry")
    assert publish(db, own).pages == before
    assert shown(net) == {ours: [handles["evry"]], theirs: [handles["mine"]]}


def test_whoever_dies_between_two_packs_and_whoever_comes_at_the_same_time_end_in_the_same_packs(
    sqlite_db: Database, bluesky_network: BlueskyNetwork, monkeypatch: pytest.MonkeyPatch
) -> None:
    db, net = sqlite_db, bluesky_network
    monkeypatch.setattr(pack, "MOST", 2)
    dids = {name: net.create_account(f"{name}-again.test") for name in ("brest", "lyon", "nantes")}
    for name, did in dids.items():
        member(db, name.title(), did)
    whole, alone = OpenRepository.write, TEXTS.of(1).name

    def dies_after_one(self: OpenRepository, writes: Sequence[Write], *, onto: str) -> str | None:
        monkeypatch.setattr(OpenRepository, "write", dies)
        return whole(self, writes, onto=onto)

    def dies(self: OpenRepository, writes: Sequence[Write], *, onto: str) -> str | None:
        raise KeyboardInterrupt

    handle = "essaim-again.test"
    net.create_account(handle)
    with closing(_opened(net, handle, net.app_password(handle, "essaim"))) as own:
        monkeypatch.setattr(OpenRepository, "write", dies_after_one)
        with pytest.raises(KeyboardInterrupt):
            publish(db, own)
        assert list(shown(net, handle)) == [alone]
        monkeypatch.setattr(OpenRepository, "write", whole)
        with ThreadPoolExecutor(3) as pool:
            done = [pool.submit(publish, db, own) for _ in range(3)]
        assert {one.result().members for one in done} == {3}
        first, second = ["brest-again.test", "lyon-again.test"], ["nantes-again.test"]
        assert shown(net, handle) == {alone: first, f"{alone} (2)": second}
        assert publish(db, own).writes == 0


def test_a_password_that_is_not_good_any_more_is_said_with_its_setting(bluesky_network: BlueskyNetwork) -> None:
    with closing(_opened(bluesky_network, OURS, "aaaa-bbbb-cccc-dddd")) as own, pytest.raises(ConnectorError) as problem, own.signed_in():
        pass
    assert problem.value.remedy is Remedy.RECONNECT
    assert "ESSAIM_BLUESKY_APP_PASSWORD" in str(problem.value) and "aaaa" not in str(problem.value)
