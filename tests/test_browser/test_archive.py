"""An archive of X is read in a real browser: every shape of it, and from the page “Bring your figures” to the chart."""

import base64
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest
from playwright.sync_api import Frame, Page, expect

from dashboard.domain.departures import Status
from dashboard.domain.x_archive import EARLIEST, LARGEST_MANIFEST, MANIFEST, MOST_FOLLOWERS, MOST_MEMBERS, ArchiveFacts, ArchiveProblem
from dashboard.web.bring.typed import FACTS
from db.engine import Database
from tests.archives import BY_NAME, CASES
from tests.archives.case import Case
from tests.archives.contents import FIRST_ID, HANDLE, PRIVATE
from tests.factories import log, make_organisation
from tests.network.browser import DESKTOP, PHONE, Visitor
from tests.test_browser.arriving import arrive, sign_in
from tests.test_browser.sent import counted
from tests.test_browser.served import served
from tests.waiting import until

SLUG = "universite-de-besancon"
FILE = "input[type=file]"
CHOSEN = """async () => {
  const place = document.querySelector('[data-archive]')
  const part = name => place.querySelector(`[data-part=${name}]`)
  const outcomes = []
  for (const file of document.querySelector('#all').files) {
    await choose(file)
    const problem = part('problem').hidden ? '' : part('problem').dataset.problem
    const fields = part('facts').hidden ? {} : Object.fromEntries(new FormData(place.querySelector('form')))
    outcomes.push({ problem, said: part('problem').textContent, ...fields })
  }
  return outcomes
}"""
"""What the page says of each file when they are chosen one after another."""
DROPPED = """([name, content]) => {
  const transfer = new DataTransfer()
  transfer.items.add(new File([Uint8Array.from(atob(content), one => one.charCodeAt(0))], name, { type: 'application/zip' }))
  return transfer
}"""

FITS = "document.documentElement.scrollHeight <= innerHeight && document.documentElement.scrollWidth <= innerWidth"


@dataclass(frozen=True)
class House:
    """A running server and the session of Ana, of the team of the university, which left X on 25 January 2025."""

    root: str
    token: str

    def page(self, path: str) -> str:
        """The address of a page beside the dashboard."""
        return self.root.removesuffix("/dashboard/") + path


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    folder = tmp_path_factory.mktemp("archive")
    with served(folder, collect_in_background="false") as root:
        with closing(Database(f"sqlite:///{folder / 'essaim.db'}")) as db:
            make_organisation(db, "Université de Besançon", now=datetime.now(UTC))
            log(db, SLUG, Status.DEPARTED, "2025-01-25", now=datetime.now(UTC))
        token, _ = sign_in(folder, "ana@besancon.example", owner_of=SLUG, name="Ana")
        yield House(root, token)


@pytest.fixture
def ana(house: House, visitor: Callable[..., Visitor]) -> Page:
    """Ana, who reads English."""
    found = visitor(locale="en-GB")
    arrive(found.context, house.root, house.token)
    return found.page


def reader(house: House, page: Page) -> Page:
    """The page that reads archives, by itself."""
    page.goto(house.page(f"/bring/archive?o={SLUG}&lang=en"))
    expect(page.get_by_text("Choose the archive of X, or drop it here")).to_be_visible()
    return page


def expected(case: Case) -> object:
    """What the page shows or sends of a case."""
    facts = case.expected
    if isinstance(facts, ArchiveProblem):
        return facts.value
    following = "" if facts.following is None else str(facts.following)
    return (facts.account_id, facts.handle, facts.generated_at, str(facts.followers), following)


def found(outcome: dict[str, str], case: Case) -> object:
    """What the page found in the file of a case."""
    if outcome["problem"]:
        assert "{" not in outcome["said"] and case.file in outcome["said"], outcome
        return outcome["problem"]
    account, handle, made, followers, following = (outcome[name] for name in FACTS)
    return (account, handle, datetime.fromisoformat(made), followers, following)


def test_every_archive_is_read_as_the_command_line_reads_it(house: House, ana: Page, tmp_path: Path) -> None:
    page = reader(house, ana)
    paths = [tmp_path / f"{index}.zip" for index in range(len(CASES))]
    for case, path in zip(CASES, paths, strict=True):
        case.write(path)
    page.evaluate("document.body.append(Object.assign(document.createElement('input'), { type: 'file', id: 'all', multiple: true }))")
    page.set_input_files("#all", paths)
    seen = dict(zip(CASES, page.evaluate(CHOSEN), strict=True))
    wrong = {case.name: (found(outcome, case), expected(case)) for case, outcome in seen.items()}
    assert {name: one for name, one in wrong.items() if one[0] != one[1]} == {}


def test_both_readers_have_the_same_bounds(house: House, ana: Page) -> None:
    bounds = reader(house, ana).evaluate("[MANIFEST, LARGEST_MANIFEST, MOST_MEMBERS, MOST_FOLLOWERS, EARLIEST]")
    assert bounds == [MANIFEST, LARGEST_MANIFEST, MOST_MEMBERS, MOST_FOLLOWERS, EARLIEST.isoformat()]


def test_a_script_of_the_page_can_send_nothing(house: House, ana: Page) -> None:
    tries = """async () => {
      const refused = []
      const listen = event => refused.push(event.effectiveDirective)
      document.addEventListener('securitypolicyviolation', listen)
      await fetch('/healthz').catch(() => refused.push('fetch failed'))
      navigator.sendBeacon('/healthz', 'a')
      try { new WebSocket(location.origin.replace('http', 'ws') + '/dashboard/_stcore/stream') } catch { refused.push('no socket') }
      try { new Worker('/assets/archive_zip.js') } catch { refused.push('no worker') }
      const image = new Image(); image.src = 'https://evil.example/a.gif'
      try { document.body.innerHTML = '<b>a</b>' } catch { refused.push('no markup') }
      const all = () => refused.filter(one => one === 'connect-src').length >= 3 && refused.includes('img-src')
      for (let looks = 0; looks < 100 && !all(); looks++) await new Promise(done => setTimeout(done, 50))
      return refused
    }"""
    page = reader(house, ana)
    with counted(page) as sent:
        refused = page.evaluate(tries)
    assert "fetch failed" in refused and "no markup" in refused and refused.count("connect-src") >= 3 and "img-src" in refused
    assert [piece for piece in sent.pieces if b"evil" not in piece] == []


def test_what_a_file_says_is_shown_as_text(house: House, ana: Page, tmp_path: Path) -> None:
    BY_NAME["handle that is markup"].write(tmp_path / "a.zip")
    page = reader(house, ana)
    page.set_input_files(FILE, tmp_path / "a.zip")
    expect(page.get_by_role("alert")).to_have_text("The manifest does not say whose archive it is. Download the archive from X again.")
    assert page.locator("img[src=x]").count() == 0


def test_without_javascript_the_page_names_the_command(house: House, visitor: Callable[..., Visitor]) -> None:
    found = visitor(locale="en-GB", javascript=False)
    arrive(found.context, house.root, house.token)
    found.page.goto(house.page(f"/bring/archive?o={SLUG}"))
    expect(found.page.get_by_text(f"essaim import archive {SLUG}")).to_be_visible()
    expect(found.page.get_by_text("Choose the archive of X, or drop it here")).to_be_hidden()


def frame_of(page: Page) -> Frame:
    """The page that reads archives, in its frame."""
    element = page.locator("iframe[src^='/bring/archive']").element_handle()
    frame = element.content_frame()
    assert frame is not None
    expect(frame.get_by_text("Choose the archive of X, or drop it here")).to_be_visible()
    return frame


def drop(frame: Frame, path: Path) -> None:
    """As with a mouse, out of a folder."""
    transfer = frame.evaluate_handle(DROPPED, ["twitter-2025.zip", base64.b64encode(path.read_bytes()).decode()])
    frame.dispatch_event("[data-part=drop]", "dragover", {"dataTransfer": transfer})
    frame.dispatch_event("[data-part=drop]", "drop", {"dataTransfer": transfer})


def test_from_the_archive_to_the_chart_with_less_than_two_kilobytes_sent(house: House, ana: Page, tmp_path: Path) -> None:
    BY_NAME["three parts"].write(tmp_path / "archive.zip")
    facts = BY_NAME["three parts"].expected
    assert isinstance(facts, ArchiveFacts)
    ana.goto(f"{house.root}bring_figures?o={SLUG}&lang=en")
    frame = frame_of(ana)
    with counted(ana) as sent:
        drop(frame, tmp_path / "archive.zip")
        for shown in (f"@{HANDLE} ({facts.account_id})", "22 January 2025", str(facts.followers)):
            expect(frame.locator("dd").get_by_text(shown, exact=True)).to_be_visible()
        frame.get_by_role("button", name="Store these figures").click()
        expect(frame.get_by_text("It is your baseline")).to_be_visible()
    assert 0 < sent.size < 2_000, sent.pieces
    assert facts.account_id in sent.text and HANDLE in sent.text
    assert not any(word in sent.text for word in (str(FIRST_ID)[:-2], "userLink", "follower.js", "tweet", PRIVATE.decode(), "example.org"))
    frame.get_by_role("link", name="See the chart").click()
    ana.wait_for_url(f"{house.root}organisation?o={SLUG}&lang=en")
    expect(ana.get_by_text("exact value, archive manifest").first).to_be_visible()
    expect(ana.get_by_text(f"X archive {facts.account_id} 2025-01-22").first).to_be_visible()


@pytest.mark.parametrize("viewport", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_nothing_scrolls_within_the_frame(house: House, visitor: Callable[..., Visitor], tmp_path: Path, viewport: dict[str, int]) -> None:
    found = visitor(locale="en-GB", viewport=viewport)
    arrive(found.context, house.root, house.token)
    found.page.goto(f"{house.root}bring_figures?o={SLUG}&lang=en")
    frame = frame_of(found.page)
    for name, part in (("bomb", "problem"), ("plain", "facts")):
        BY_NAME[name].write(tmp_path / "archive.zip")
        frame.set_input_files(FILE, tmp_path / "archive.zip")
        expect(frame.locator(f"[data-part={part}]")).to_be_visible()
        until(lambda: frame.evaluate(FITS), f"the frame is as large as its content, {name}")
