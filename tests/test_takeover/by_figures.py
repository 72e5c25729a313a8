"""How to call each service by which figures come, go, or become the baseline."""

from datetime import UTC, date, datetime
from typing import Any
from unittest.mock import Mock

from connectors.wikidata import Wikidata
from dashboard.domain.figures import Provenance, noon
from dashboard.domain.flags import Verdict
from dashboard.domain.people import Actor
from dashboard.domain.wikidata import Asked, Item
from dashboard.domain.wikidata_proposals import Proposals
from dashboard.domain.x_archive import ArchiveFacts
from dashboard.services.baselines import choose
from dashboard.services.compared import begin, count
from dashboard.services.compared import read as compared_read
from dashboard.services.compared.record import remove_comparison
from dashboard.services.compared.rounds import Rounds
from dashboard.services.imports import analytics, archive, figures, look_up_wikidata, posts, read, undo, wikidata
from dashboard.services.imports.whose import own_organisation
from dashboard.services.plausibility.decide import decide
from dashboard.services.plausibility.read import waiting_of
from tests.factories import HOLDING, NOW
from tests.people import VAULT
from tests.test_analytics.cast import content, overview
from tests.test_takeover.call import COLLECTIVE, EDITOR, Call
from tests.test_takeover.house import House

OF_LYON = ArchiveFacts("1400000000000000001", "villedelyon", datetime(2025, 1, 10, tzinfo=UTC), followers=101, following=None)
OVERVIEW = overview((5, 2), (4, 1))
POSTS = content((1, date(2025, 1, 19), 5, 1, 1, 1))
ITEM = Item("Q900001", "Lyon", identifiers={"siren": "732829320"})
PROPOSED = Proposals("lyon", ITEM, (), (), (), None)
HOLD: dict[str, Any] = {"now": NOW, "holding": HOLDING}


def _choose(house: House, by: Actor, slug: str) -> None:
    of_x = house.accounts["x"], noon(date(2025, 1, 20)), Provenance.DECLARED
    choose.choose_baseline(house.db, slug, *of_x, reason="x", by=by, **HOLD)


def _look_up(house: House, by: Actor, slug: str) -> object:
    asked = Mock(spec=Wikidata, **{"look_up.return_value": [ITEM]})
    try:
        return look_up_wikidata.look_up(house.db, asked, slug, Asked(item=ITEM.item), by=by, now=NOW)
    finally:
        assert asked.look_up.called == (by in [house.who[name] for name in ("owner", "editor", "collective")])


def _begin(house: House, by: Actor, slug: str) -> object:
    return begin.begin(house.db, VAULT, Rounds(), slug, OF_LYON, compared=101, by=by, now=NOW)


def _compare(house: House, by: Actor, slug: str) -> object:
    return count.compare_archive(house.db, VAULT, slug, OF_LYON, [[b"1"]], by=by, now=NOW)


DATED = b"network,date,followers,source\nx,2025-01-20,9,x\n"
ROW = {"network": "x", "date": "2025-01-20", "followers": "9", "source": "x"}

FIGURES = (
    Call("imports.figures.plan_figures", EDITOR, lambda h, by, s: figures.plan_figures(h.db, DATED, by=by, now=NOW, slug=s)),
    Call("imports.figures.plan_rows", EDITOR, lambda h, by, s: figures.plan_rows(h.db, [ROW], by=by, now=NOW, slug=s)),
    Call("imports.figures.apply_figures", EDITOR, lambda h, by, s: figures.apply_figures(h.db, DATED, by=by, slug=s, **HOLD)),
    Call("imports.figures.apply_rows", EDITOR, lambda h, by, s: figures.apply_rows(h.db, [ROW], by=by, slug=s, **HOLD)),
    Call("compared.begin.begin", EDITOR, _begin),
    Call("compared.count.compare_archive", EDITOR, _compare),
    Call("compared.read.comparisons_of", EDITOR, lambda h, by, s: compared_read.comparisons_of(h.db, VAULT, by, s, now=NOW)),
    Call("compared.record.remove_comparison", EDITOR, lambda h, by, _: remove_comparison(h.db, h.compared, by=by, now=NOW)),
    Call("imports.look_up_wikidata.look_up", EDITOR, _look_up),
    Call(
        "imports.wikidata.accept",
        EDITOR,
        lambda h, by, s: wikidata.accept(h.db, s, PROPOSED, {"identifier:siren"}, by=by, **HOLD),
    ),
    Call("plausibility.decide.decide", COLLECTIVE, lambda h, by, _: decide(h.db, [h.flag], Verdict.SET_ASIDE, "x", by=by, **HOLD)),
    Call("plausibility.read.waiting_of", EDITOR, lambda h, by, s: waiting_of(h.db, by, s, now=NOW)),
    Call("imports.undo.undo_import", EDITOR, lambda h, by, _: undo.undo_import(h.db, h.brought, by=by, **HOLD)),
    Call("imports.whose.own_organisation", EDITOR, lambda h, by, s: own_organisation(h.db, by, s, now=NOW)),
    Call("imports.read.imports_of", EDITOR, lambda h, by, s: read.imports_of(h.db, by, s, now=NOW)),
    Call("imports.archive.check_archive", EDITOR, lambda h, by, s: archive.check_archive(h.db, s, OF_LYON, by=by, now=NOW)),
    Call("imports.archive.store_archive", EDITOR, lambda h, by, s: archive.store_archive(h.db, s, OF_LYON, by=by, **HOLD)),
    Call("imports.analytics.preview_analytics", EDITOR, lambda h, by, s: analytics.preview_analytics(h.db, s, OVERVIEW, by=by, now=NOW)),
    Call("imports.analytics.store_analytics", EDITOR, lambda h, by, s: analytics.store_analytics(h.db, s, OVERVIEW, by=by, **HOLD)),
    Call("imports.posts.preview_posts", EDITOR, lambda h, by, s: posts.preview_posts(h.db, s, POSTS, by=by, now=NOW)),
    Call("imports.posts.store_posts", EDITOR, lambda h, by, s: posts.store_posts(h.db, s, POSTS, by=by, now=NOW)),
    Call("baselines.choose.choose_baseline", EDITOR, _choose),
)
