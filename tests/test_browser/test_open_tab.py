"""Tabs that stay open: a session that is ended elsewhere ends them, without anybody touching them."""

from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

from playwright.sync_api import expect

from dashboard.domain.people import Role
from dashboard.services.people.sessions import sign_out_everywhere
from dashboard.ui.presence import EVERY_SECONDS
from db.engine import Database
from tests.network.browser import Visitor
from tests.test_browser.arriving import arrive, sign_in
from tests.test_browser.served import served

WITHIN = 5.0
"""Seconds until a tab is closed, on a machine that has nothing else to do."""


def test_a_tab_looks_often_enough() -> None:
    assert EVERY_SECONDS < WITHIN


def test_a_tab_is_closed_to_its_reader_without_a_touch(tmp_path: Path, visitor: Callable[..., Visitor]) -> None:
    with served(tmp_path, collect_in_background="false") as root:
        chloe = visitor(locale="en-GB")
        token, actor = sign_in(tmp_path, "chloe@collective.example", Role.COLLECTIVE, name="Chloé")
        arrive(chloe.context, root, token)
        pages = [chloe.page, chloe.context.new_page(), chloe.context.new_page()]
        for page, path in zip(pages, ("log_departure", "", "team"), strict=True):
            page.goto(root + path)
            expect(page.get_by_role("link", name="Your account: Chloé")).to_be_visible()
        pages[0].get_by_label("Name", exact=True).fill("Ville d’Évian")
        with closing(Database(f"sqlite:///{tmp_path / 'essaim.db'}")) as db:
            sign_out_everywhere(db, actor, now=datetime.now(UTC))
        for page in pages:
            expect(page.get_by_role("heading", level=1)).to_have_text(["You are signed out"])
        for page in pages:
            expect(page.get_by_text("Chloé")).to_have_count(0)
            expect(page.get_by_role("textbox")).to_have_count(0)


def test_the_way_in_leads_to_the_page_beside_the_dashboard_and_keeps_where_one_was(tmp_path: Path, visitor: Callable[..., Visitor]) -> None:
    with served(tmp_path, collect_in_background="false") as root:
        page = visitor(locale="en-GB").page
        page.goto(f"{root}leaderboard?age=latest&lang=en")
        page.get_by_role("link", name="Sign in", exact=True).click()
        expect(page).to_have_url(
            f"{root.removesuffix('/dashboard/')}/sign-in?next=%2Fdashboard%2Fleaderboard%3Fage%3Dlatest%26lang%3Den&lang=en"
        )
        expect(page.get_by_role("textbox").first).to_be_visible()
