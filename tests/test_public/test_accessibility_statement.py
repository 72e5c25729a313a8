"""The accessibility statement says what stands in the audit file: change it there, and the page changes."""

import copy
import json
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from typing import Any

import pytest

from dashboard.config import ROOT
from dashboard.domain.accessibility import CRITERIA, PER_THEME, WCAG, Audit, AuditError, Compliance, Verdict
from dashboard.domain.accessibility_file import read_audit
from dashboard.services.read_accessibility import AUDIT_FILE, last_audit
from tests.factories import TODAY
from tests.test_web.browsing import Browser

BOTH = {"en": "A chart has no table.", "fr": "Un graphique n’a pas de tableau."}
REMEDY = {"en": "It gets one in July.", "fr": "Il en aura un en juillet."}


def audited(passed: int, failed: int, *, on: date = TODAY) -> dict[str, Any]:
    """An audit file in which so many criteria passed and failed; the others do not apply."""
    made: dict[str, Any] = json.loads(AUDIT_FILE.read_text(encoding="utf-8"))
    verdicts = [Verdict.PASSED] * passed + [Verdict.FAILED] * failed
    verdicts += [Verdict.NOT_APPLICABLE] * (len(CRITERIA) - len(verdicts))
    made["criteria"] = {name: verdict.value for name, verdict in zip(CRITERIA, verdicts, strict=True)}
    made["faults"] = [{"criterion": name, "text": BOTH, "remedy": REMEDY} for name, found in made["criteria"].items() if found == "failed"]
    made |= {"audited_on": on.isoformat(), "pages": [{"name": {"en": "Home", "fr": "Accueil"}, "path": "/fr/"}]}
    return made | {"tools": ["axe-core 4.11"], "environments": ["Firefox 145, NVDA 2025.4"]}


@pytest.fixture
def statement(nobodys: Browser, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[dict[str, Any], str], str]]:
    """The text of the statement that an audit file makes, in a language."""

    def said(content: dict[str, Any], language: str = "en") -> str:
        for place in ("dashboard.web.public.accessibility_page.last_audit", "dashboard.web.public.around.last_audit"):
            monkeypatch.setattr(place, lambda: read_audit(content))
        nobodys.essaim.changes.add()  # no copy of before
        return nobodys.get(f"/{language}/accessibility/").text

    yield said


def test_the_file_of_the_project_is_read_and_shown(reader: Browser) -> None:
    audit = last_audit()
    page = reader.get("/en/accessibility/")
    assert f"{audit.count(Verdict.PASSED)} of {audit.applicable}" in page.text if audit.rate else "Not audited yet" in page.text
    for name in ("Results of the tests", "Non-conformities", "Feedback and contact", "Ways to complain"):
        assert name in page.text
    assert "https://formulaire.defenseurdesdroits.fr/" in page.links and "mailto:contact@essaim.example" in page.links


def test_the_criteria_are_those_of_the_standard() -> None:
    assert len(CRITERIA) == len(set(CRITERIA)) == 106 == sum(PER_THEME)
    assert {"1.1", "10.14", "13.12"} <= set(CRITERIA) and "2.3" not in CRITERIA


@pytest.mark.parametrize(
    ("passed", "failed", "state", "share"),
    [(60, 0, "fully compliant", "100.0%"), (59, 1, "partially compliant", "98.3%"), (2, 3, "is not compliant", "40.0%")],
)
def test_the_state_follows_from_the_results(statement: Callable[..., str], passed: int, failed: int, state: str, share: str) -> None:
    said = statement(audited(passed, failed))
    assert state in said and f"{share} of the criteria that apply are met: {passed} of {passed + failed}" in said
    assert (BOTH["en"] in said and REMEDY["en"] in said) is bool(failed)
    assert "axe-core 4.11" in said and "Firefox 145, NVDA 2025.4" in said and "Home /fr/" in said
    assert f"Accessibility: {state.removeprefix('is ')}" in said


def test_what_fails_is_said_in_both_languages(statement: Callable[..., str]) -> None:
    said = statement(audited(50, 2), "fr")
    assert said.count(BOTH["fr"]) == 2 and "1 juin 2025" in said.replace("\u00a0", " ").replace("1er", "1")


def test_a_share_is_never_rounded_up(statement: Callable[..., str]) -> None:
    assert "97.9%" in statement(audited(97, 2)) and "98.0%" not in statement(audited(97, 2))


def test_before_an_audit_of_all_criteria_a_site_counts_as_not_compliant(statement: Callable[..., str]) -> None:
    without = audited(60, 0) | {"audited_on": None}
    assert "no audit of all its criteria has been made yet" in statement(without)
    some = audited(60, 0)
    some["criteria"] = dict(list(some["criteria"].items())[:7])
    assert "7 of its 106 criteria have been looked at" in statement(some)


def test_an_audit_counts_for_three_years(statement: Callable[..., str]) -> None:
    ends = date(TODAY.year - 3, TODAY.month, TODAY.day)
    assert "fully compliant" in statement(audited(60, 0, on=ends))
    assert "is too old" in statement(audited(60, 0, on=ends - timedelta(days=1)))
    leap = read_audit(audited(60, 0, on=date(2024, 2, 29)))
    assert leap.compliance(date(2027, 2, 28)) is Compliance.FULL and leap.compliance(date(2027, 3, 1)) is Compliance.NONE


def test_what_programs_check_is_said_with_what_they_do_not(reader: Browser) -> None:
    audit, said = last_audit(), reader.get("/en/accessibility/").text
    assert len(audit.checks) + len(audit.unchecked) == len(WCAG) == len(set(WCAG)) == 55
    for one in audit.checks:
        assert f"WCAG 2.2, {one.criterion} (level {one.level}) · {one.text['en']} No failure found." in said
    assert "no person has gone through the criteria" in said and f"so far: {', '.join(audit.unchecked)}." in said
    assert "Pages that an audit will look at" in said and "Accessibility: not compliant" in said


@pytest.mark.parametrize("named", sorted({test for one in last_audit().checks for test in one.tests}))
def test_every_check_is_held_by_a_test_that_exists(named: str) -> None:
    file, _, name = named.partition("::")
    assert f"\ndef {name}(" in (ROOT / file).read_text(encoding="utf-8")


def test_checks_of_programs_make_no_audit(statement: Callable[..., str]) -> None:
    everything = json.loads(AUDIT_FILE.read_text(encoding="utf-8"))
    everything["checks"] = [{"criterion": one, "text": BOTH, "tests": ["tests/x.py::test_x"]} for one in WCAG]
    assert read_audit(everything).compliance(TODAY) is Compliance.NONE and "Accessibility: not compliant" in statement(everything)


def broken(change: Callable[[dict[str, Any]], object]) -> dict[str, Any]:
    """A sound audit file with one change."""
    made = copy.deepcopy(audited(50, 1))
    change(made)
    return made


@pytest.mark.parametrize(
    ("content", "named"),
    [
        ([], "the file"),
        (broken(lambda one: one.pop("tools")), "the file"),
        (broken(lambda one: one.update(more=1)), "the file"),
        (broken(lambda one: one.update(standard="RGAA 5")), "standard"),
        (broken(lambda one: one.update(audited_on="yesterday")), "audited_on"),
        (broken(lambda one: one.update(pages=[])), "audited_on"),
        (broken(lambda one: one["criteria"].update({"2.3": "passed"})), "2.3"),
        (broken(lambda one: one["criteria"].update({"1.1": "fine"})), "1.1"),
        (broken(lambda one: one["criteria"].update({"1.1": "failed"})), "1.1"),
        (broken(lambda one: one["faults"].clear()), "faults"),
        (broken(lambda one: one["faults"][0].update(text={"en": "Only English."})), "faults[0].text"),
        (broken(lambda one: one["faults"][0].update(criterion="14.1")), "faults[0].criterion"),
        (broken(lambda one: one["pages"].append({"name": BOTH, "path": "//evil.example"})), "pages[1].path"),
        (broken(lambda one: one.update(tools=[""])), "tools[0]"),
        (broken(lambda one: one.update(burdens={})), "burdens"),
        (broken(lambda one: one["checks"][0].update(criterion="4.1.1")), "checks[0].criterion"),
        (broken(lambda one: one["checks"][0].update(tests=[])), "checks[0].tests"),
        (broken(lambda one: one["checks"].append(one["checks"][0])), "twice"),
    ],
)
def test_a_file_that_does_not_hold_together_is_refused_by_name(content: object, named: str) -> None:
    with pytest.raises(AuditError) as problem:
        read_audit(content)
    assert named in str(problem.value)


def test_nothing_is_known_of_an_empty_audit() -> None:
    empty = Audit(None, BOTH, (), (), (), (), {}, (), (), ())
    assert empty.rate is None and not empty.valid(TODAY) and empty.compliance(TODAY) is Compliance.NONE
