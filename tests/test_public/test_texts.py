"""Pages of text: every metric is explained, every file described, and whoever runs the site is named or said to be unknown."""

import html
import re

import pytest

from dashboard.bootstrap import Essaim
from dashboard.config import PREFIX
from dashboard.domain.metrics import METRICS
from dashboard.i18n import words_in
from dashboard.presenters.metric_words import rules
from dashboard.public_addresses import TEXT_PAGES
from dashboard.services.open_data.read import OpenData, read_contents
from tests.test_public.conftest import HERE
from tests.test_web.browsing import Browser


@pytest.mark.parametrize("name", METRICS)
def test_every_metric_is_explained_under_its_own_anchor(reader: Browser, name: str) -> None:
    page, one = reader.get("/en/methodology/"), METRICS[name]
    whole = html.unescape(page.html)
    assert whole.count(f'id="{name}"') == 1 and f"#{name}" in page.links
    after = whole.split(f'id="{name}"')[1]
    for text in filter(None, (one.title, one.definition, one.formula, one.source, one.caveat, one.example)):
        assert text in after


def test_every_rule_of_comparison_has_an_anchor(essaim: Essaim, reader: Browser) -> None:
    page = reader.get("/en/methodology/")
    anchors = re.findall(r'\sid="([^"]+)"', page.html)
    assert len(anchors) == len(set(anchors))
    for rule in rules(words_in("en"), essaim.holding):
        assert rule.name in anchors and f"#{rule.name}" in page.links and rule.text in page.text


def test_the_rules_say_what_is_needed_to_compute_every_figure_again(essaim: Essaim) -> None:
    known = {rule.name: rule.text for rule in rules(words_in("en"), essaim.holding)}
    for name, said in {
        "trust": "read from the network, archive of X, analytics export, Wikidata, press, declaration",
        "band": "one that was never read makes no end unknown",
        "day-0": "dormant, protected or closed",
        "to-date": "more than 31 days back",
        "kinds": "large at 100,000, 30,000 or 5,000",
        "movement": "certified and could be compared on both days",
        "peers": "twice as large is as far as half as large",
        "median": "type 7",
    }.items():
        assert said in known[name]


def test_the_rules_say_how_long_figures_stand_here(nobodys: Browser) -> None:
    object.__setattr__(nobodys.essaim.settings, "declared_holds_days", 62)
    assert "for 62 days" in nobodys.get("/en/methodology/").text


def test_every_file_of_the_open_data_is_described_and_can_be_had(essaim: Essaim, reader: Browser) -> None:
    page = reader.get("/en/data/")
    for name in OpenData(essaim.db, read_contents(essaim.db), today=essaim.today()).names():
        assert f"/data/{name}" in page.links
        assert reader.get(f"/data/{name}").status == 200
    assert "<code>recovery_low</code>" in page.html and "Licence Ouverte 2.0" in page.text
    assert "made anew from the register when it is asked for" in page.text


def test_the_examples_name_addresses_that_answer(reader: Browser) -> None:
    page = reader.get("/en/data/")
    code = html.unescape(" ".join(re.findall(r"<pre[^>]*>(.*?)</pre>", page.html, re.DOTALL)))
    addresses = re.findall(rf"{HERE}(/[^\s\"')<]*)", code)
    assert len(addresses) >= 10
    assert [path for path in addresses if reader.get(path).status != 200] == []
    assert "<iframe" in code and 'title="' in code and "oEmbed" in page.text


@pytest.mark.parametrize("path", ["/en/legal/", "/fr/legal/"])
def test_whoever_runs_the_site_is_named(reader: Browser, path: str) -> None:
    page = reader.get(path)
    for text in ("Association Essaim, 1 rue de l’Exemple, Lyon", "Camille Exemple", "Hébergeur Exemple, Strasbourg"):
        assert text in page.text
    assert "mailto:contact@essaim.example" in page.links and PREFIX not in page.text


def test_where_nobody_said_who_runs_it_the_page_says_that(nobodys: Browser) -> None:
    page = nobodys.get("/en/legal/")
    assert page.text.count("Not given yet by whoever runs this site.") == 4 and PREFIX not in page.text
    for path in ("/en/about/", "/en/privacy/", "/en/accessibility/"):
        said = nobodys.get(path)
        assert "Whoever runs this site has not" in said.text and "mailto:" not in said.html


def test_what_a_setting_says_is_text(nobodys: Browser) -> None:
    hostile = "<script>alert(1)</script>, \"quoted\" & 'more'"
    object.__setattr__(nobodys.essaim.settings, "publisher", hostile)
    for path in ("/en/legal/", "/en/about/", "/en/privacy/", "/en/accessibility/", "/en/", "/en/data/"):
        page = nobodys.get(path)
        assert "<script>alert" not in page.html
    assert hostile in nobodys.get("/en/legal/").text


def test_every_link_within_the_site_leads_somewhere(reader: Browser) -> None:
    seen: dict[str, int] = {}
    pages = ("", "campaigns/x/", "campaigns/x/month-2025-01/", *(f"{page.path}/" for page in TEXT_PAGES))
    for page in pages:
        for link in reader.get(f"/en/{page}").links:
            path = link.partition("#")[0]
            if path.startswith("/") and not path.startswith("/dashboard/") and path not in seen:
                seen[path] = reader.get(path).status
    assert {path: status for path, status in seen.items() if status != 200} == {} and len(seen) > 20
