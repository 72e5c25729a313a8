"""The whole comparison in a real browser: the counts are right, and of no follower anything leaves it."""

from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import parse_qs, unquote_to_bytes

import pytest
from playwright.sync_api import Page, Request, expect

from dashboard.bootstrap import KEY_FILE
from dashboard.domain.comparison import Comparison, Counts
from dashboard.domain.people import OPERATOR
from dashboard.services.compared.read import comparisons_of
from db.engine import Database
from db.migrate import upgrade
from db.vault import Vault, keys_in
from tests.factories import make_organisation
from tests.network.browser import DESKTOP, PHONE, Visitor
from tests.test_browser.arriving import arrive, sign_in
from tests.test_compared.cast import disguises, enlist, ids, thirds, write_archive
from tests.test_web.serving import serving

FOLLOWERS = ids(300)
LISTED = thirds(FOLLOWERS[30:75] + ids(15, 990_000_003))
"""45 of them follow Lyon, 15 of each sort."""


@dataclass(frozen=True)
class Lyon:
    """Lyon at a running server, and its archive."""

    root: str
    folder: Path
    archive: Path
    token: str

    def kept(self) -> list[Comparison]:
        """The comparisons that it keeps."""
        with closing(Database(f"sqlite:///{self.folder / 'essaim.db'}")) as db:
            vault = Vault(keys_in(self.folder / KEY_FILE))
            return list(comparisons_of(db, vault, OPERATOR, "lyon", now=datetime.now(UTC)).kept)


@pytest.fixture(scope="module")
def lyon(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Lyon]:
    """It has 300 followers in two files, and 60 people agreed to be found."""
    folder = tmp_path_factory.mktemp("site")
    with closing(Database(f"sqlite:///{folder / 'essaim.db'}")) as db:
        upgrade(db)
        make_organisation(db)
        enlist(db, LISTED, Vault(keys_in(folder / KEY_FILE)))
    archive = write_archive(folder / "archive.zip", FOLLOWERS[:120], FOLLOWERS[120:])
    token, _ = sign_in(folder, "ana@lyon.fr", owner_of="lyon")
    with serving(folder) as served:
        yield Lyon(f"http://localhost:{served.port}", folder, archive, token)


def opened(visitor: Visitor, lyon: Lyon) -> Page:
    """The page, with the archive chosen; its fonts, which it asks for once it is laid out, are there."""
    arrive(visitor.context, lyon.root, lyon.token)
    visitor.page.goto(f"{lyon.root}/bring/followers?o=lyon&lang=en")
    visitor.page.evaluate("async () => { await document.fonts.ready }")
    visitor.page.locator("input[type=file]").set_input_files(lyon.archive)
    return visitor.page


def test_the_counts_are_right_and_no_follower_leaves_the_browser(lyon: Lyon, visitor: Callable[..., Visitor]) -> None:
    ana = visitor(locale="en-GB")
    asked: list[Request] = []
    ana.context.on("request", lambda request: asked.append(request))
    page = opened(ana, lyon)
    before = len(asked)
    expect(page.get_by_role("button", name="Compare now")).to_be_enabled()
    assert len(asked) == before, "nothing begins before the button is pressed"
    page.get_by_role("button", name="Compare now").click()
    expect(page.get_by_role("heading", name="How many are there already")).to_be_focused()
    lines = page.locator("[data-part=lines] li").all_inner_texts()
    assert lines[:3] == ["45 of 300 followers have a known new account.", "Bluesky: 30.", "Mastodon: 30."]
    assert lyon.kept() == []
    page.get_by_role("button", name="Keep these counts").click()
    expect(page.get_by_text("The counts are kept, for your team and the collective.")).to_be_visible()
    (kept,) = lyon.kept()
    assert (kept.followers, kept.compared, kept.counts, kept.pairs) == (300, 300, Counts(45, 30, 30), 60)
    sent = [(one.url, one.post_data_buffer or b"", str(one.all_headers())) for one in asked]
    steps = [parse_qs(body.decode())["step"][0] for _, body, _ in sent[before:]]
    assert steps == ["begin", "followers", "list", "answers", "keep"]
    everything = b"\n".join(b"\n".join((url.encode(), body, unquote_to_bytes(body), told.encode())) for url, body, told in sent)
    assert len(everything) > 300 * 43
    leaked = [x_id for x_id in FOLLOWERS for disguise in disguises(x_id) if disguise in everything]
    assert leaked == []
    assert b"never to be read" not in everything
    assert ana.errors == [] and ana.hosts == {lyon.root.removeprefix("http://")}


def test_an_archive_that_cannot_be_read_is_refused_with_its_sentence(lyon: Lyon, visitor: Callable[..., Visitor]) -> None:
    ana = visitor(locale="en-GB")
    page = opened(ana, lyon)
    page.locator("input[type=file]").set_input_files([])
    page.get_by_role("button", name="Compare now").click()
    expect(page.get_by_role("alert")).to_have_text("Choose the archive first.")
    no_zip = lyon.folder / "photo.zip"
    no_zip.write_bytes(b"no zip at all")
    page.locator("input[type=file]").set_input_files(no_zip)
    page.get_by_role("button", name="Compare now").click()
    expect(page.get_by_role("alert")).to_have_text("This file is not a ZIP. Choose the file that X sent, as it was downloaded.")
    few = write_archive(lyon.folder / "few.zip", FOLLOWERS[:99])
    page.locator("input[type=file]").set_input_files(few)
    expect(page.get_by_role("alert")).to_be_hidden()
    page.get_by_role("button", name="Compare now").click()
    expect(page.get_by_role("alert")).to_contain_text("fewer than 100 followers")


def test_points_are_the_same_in_the_browser_as_on_the_server(lyon: Lyon, visitor: Callable[..., Visitor]) -> None:
    from dashboard.domain.curve_points import point_of

    page = opened(visitor(), lyon)
    some = [1, 12, 444000333, 1400000000000000001, 2**63 - 1, *FOLLOWERS[:40]]
    found = page.evaluate("async ids => Promise.all(ids.map(async id => [...await pointOf(id)]))", [str(one) for one in some])
    assert [bytes(one) for one in found] == [point_of(one) for one in some]


def test_a_long_list_is_sampled_fairly_and_a_short_one_is_kept_whole(lyon: Lyon, visitor: Callable[..., Visitor]) -> None:
    page = opened(visitor(), lyon)
    drawn = page.evaluate("""() => Array.from({ length: 4000 }, () => {
      const sample = new Sample(3)
      for (const id of ['0', '1', '2', '3', '4', '5']) sample.add(id)
      return [...sample.ids]
    })""")
    assert all(len(set(one)) == 3 for one in drawn)
    for x_id in "012345":
        # 2000 of 4000 are expected, with a deviation of 32: eight of them are never met.
        assert abs(sum(x_id in one for one in drawn) - 2000) < 8 * 32
    whole = page.evaluate("() => { const s = new Sample(9); for (const id of ['5', '6', '5']) s.add(id); return [[...s.ids], s.size()] }")
    assert whole == [["5", "6"], 2]


def test_a_browser_without_x25519_is_told_what_to_do(lyon: Lyon, visitor: Callable[..., Visitor]) -> None:
    ana = visitor(locale="en-GB")
    ana.page.add_init_script("SubtleCrypto.prototype.generateKey = () => Promise.reject(new Error('no such curve'))")
    arrive(ana.context, lyon.root, lyon.token)
    ana.page.goto(f"{lyon.root}/bring/followers?o=lyon&lang=en")
    expect(ana.page.get_by_text("essaim import archive lyon archive.zip --compare")).to_be_visible()
    expect(ana.page.get_by_role("button", name="Compare now")).to_be_hidden()


@pytest.mark.parametrize("viewport", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_nothing_is_wider_than_the_screen(lyon: Lyon, visitor: Callable[..., Visitor], viewport: object) -> None:
    page = opened(visitor(viewport=viewport), lyon)
    page.locator("summary").click()
    assert page.evaluate("document.documentElement.scrollWidth") <= page.evaluate("window.innerWidth")
