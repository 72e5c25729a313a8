"""Rules of the house that hold for every file of the project."""

import ast
import re
import subprocess
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
FILES = [ROOT / name for name in subprocess.check_output(["git", "ls-files", "-z"], cwd=ROOT, text=True).split("\0") if name]
MODULES = [path for path in FILES if path.suffix == ".py"]
PRODUCT = [path for path in MODULES if path.relative_to(ROOT).parts[0] in ("dashboard", "db", "connectors", "pages")]
TOLD_THE_TIME = [ROOT / name for name in ("pages", "db", "dashboard/domain", "dashboard/services", "dashboard/analysis")]
CLOCKLESS = [path for path in PRODUCT if any(path.is_relative_to(folder) for folder in TOLD_THE_TIME)]
REGISTRIES = re.compile(
    r"pypi\.org|pythonhosted\.org|npmjs\.(?:org|com)|yarnpkg\.com|deb\.debian\.org|security\.debian\.org|crates\.io|proxy\.golang\.org"
)
SOMEBODYS_MACHINE = re.compile(r"(?<![\w./-])(?:/(?:home|Users|root|work)/\w|[A-Z]:\\Users)")
CLOCK = {"datetime": {"now", "today", "utcnow"}, "date": {"today"}, "time": {"time", "localtime", "gmtime"}}
PIN = re.compile(r"(?P<name>[a-z0-9][a-z0-9.-]*)==(?P<version>\S+)(?: ; [^\\]+?)?(?: --hash=sha256:[0-9a-f]{64})+")


def text(path: Path) -> str:
    return path.read_text(errors="replace") if path.exists() else ""


def relative(path: Path) -> str:
    return str(path.relative_to(ROOT))


def clock_reads(source: str) -> list[str]:
    """Calls that read the machine's clock, as ``line: call``."""
    calls = [node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)]
    named = [(call, ast.unparse(call.func).split(".")) for call in calls]
    return [f"{call.lineno}: {'.'.join(name)}" for call, name in named if name[-1] in CLOCK.get(name[-2], ())]


def pins(name: str) -> dict[str, set[str]]:
    """Versions of each package that a lock file admits; anything that is not a pin with hashes fails."""
    found: dict[str, set[str]] = {}
    for line in (ROOT / name).read_text().replace("\\\n", " ").splitlines():
        pin = PIN.fullmatch(" ".join(line.split()))
        assert pin, f"{name}: {line}"
        found.setdefault(pin["name"], set()).add(pin["version"])
    return found


@pytest.mark.parametrize("rule", [REGISTRIES, SOMEBODYS_MACHINE], ids=["a package registry", "somebody's machine"])
def test_no_file_names(rule: re.Pattern[str]) -> None:
    assert [f"{relative(path)}: {found[0]}" for path in FILES if (found := rule.search(text(path)))] == []


@pytest.mark.parametrize(
    ("rule", "sample"),
    [
        (REGISTRIES, "--index-url https://pypi." + "org/simple"),
        (REGISTRIES, '"resolved": "https://registry.npmjs.' + 'org/a/-/a.tgz"'),
        (SOMEBODYS_MACHINE, "cd /ho" + "me/claire/essaim"),
        (SOMEBODYS_MACHINE, 'open("C:' + '\\Users\\claire")'),
    ],
)
def test_what_may_not_be_named_is_seen(rule: re.Pattern[str], sample: str) -> None:
    assert rule.search(sample)


def test_a_module_is_one_idea() -> None:
    ideas = [path for path in MODULES if path.parent.name != "versions"]  # a migration is as long as the tables it makes
    too_long = {relative(path): lines for path in ideas if (lines := len(text(path).splitlines())) > 250}
    assert too_long == {}


def test_a_page_is_a_table_of_contents() -> None:
    too_long = {relative(path): lines for path in PRODUCT if path.parent == ROOT / "pages" and (lines := len(text(path).splitlines())) > 70}
    assert too_long == {}


def test_no_page_sends_html_of_its_own() -> None:
    assert [relative(path) for path in PRODUCT if "unsafe_allow_html" in text(path)] == []


def test_no_test_waits_by_an_eval_that_the_policy_of_a_page_refuses() -> None:
    assert [relative(path) for path in MODULES if ".wait_for_" + "function(" in text(path)] == [], "look from outside: tests.waiting.until"


def test_rules_and_records_are_told_the_time() -> None:
    assert CLOCKLESS
    assert {relative(path): reads for path in CLOCKLESS if (reads := clock_reads(text(path)))} == {}


@pytest.mark.parametrize("call", ["datetime.now(UTC)", "datetime.datetime.utcnow()", "date.today()", "dt.date.today()", "time.time()"])
def test_a_look_at_the_clock_is_seen(call: str) -> None:
    assert clock_reads(f"x = 1\ny = {call}\n") == [f"2: {call.split('(')[0]}"]


def test_a_clock_that_was_passed_in_may_be_read() -> None:
    assert clock_reads("clock.now()\nvisit.time()\nday.date()\nnow()\n") == []


@pytest.mark.parametrize("name", ["requirements.txt", "requirements-dev.txt", "requirements-installer.txt"])
def test_a_lock_holds_pins_with_hashes_and_nothing_else(name: str) -> None:
    assert pins(name)


def test_the_lock_for_development_only_adds_to_the_one_in_service() -> None:
    runtime, development = pins("requirements.txt"), pins("requirements-dev.txt")
    assert {name: development.get(name) for name in runtime} == runtime


def test_every_declared_dependency_is_pinned() -> None:
    declared = tomllib.loads((ROOT / "pyproject.toml").read_text())
    for lock, names in (
        ("requirements.txt", declared["project"]["dependencies"]),
        ("requirements-dev.txt", declared["dependency-groups"]["dev"]),
    ):
        plain = {re.sub(r"[-_.]+", "-", re.split(r"[\[<>=!~; ]", name)[0]).lower() for name in names}
        assert plain <= set(pins(lock))
