"""The page on security tells the truth: every requirement is answered once, and every test it names exists."""

import ast
import re
import subprocess
from collections import Counter
from pathlib import Path

import pytest

from dashboard.config import ROOT

PAGE = (ROOT / "docs" / "security.md").read_text()
ROW = re.compile(r"^\| (V\d+\.\d+\.\d+) \| ([^|]+) \| (test|document|does not apply|open) \| ([^|]*) \|$", re.MULTILINE)
ROWS = [row.groups() for row in ROW.finditer(PAGE)]
# How many requirements of levels 1 and 2 each chapter of ASVS 5.0 has.
CHAPTERS = {1: 27, 2: 11, 3: 19, 4: 10, 5: 9, 6: 35, 7: 18, 8: 7, 9: 7, 10: 29, 11: 14, 12: 9, 13: 13, 14: 9, 15: 13, 16: 16, 17: 7}
CODE = [ROOT / name for name in subprocess.check_output(["git", "ls-files", "dashboard", "db", "connectors"], cwd=ROOT, text=True).split()]
SOURCES = {path: path.read_text() for path in CODE if path.suffix == ".py"}


def named(path: str, test: str) -> bool:
    tree = ast.parse((ROOT / path).read_text())
    return any(isinstance(node, ast.FunctionDef) and node.name == test for node in ast.walk(tree))


def imports(source: str) -> set[str]:
    found: set[str] = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            found |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found.add(node.module.split(".")[0])
    return found


def test_every_requirement_is_answered_once() -> None:
    assert Counter(int(number[1:].split(".")[0]) for number, *_ in ROWS) == CHAPTERS
    assert [number for number, count in Counter(number for number, *_ in ROWS).items() if count > 1] == []


@pytest.mark.parametrize("row", [row for row in ROWS if row[2] == "test"], ids=lambda row: row[0])
def test_the_test_that_proves_it_exists(row: tuple[str, str, str, str]) -> None:
    tests = re.findall(r"`(tests/[^`]+)`", row[3])
    assert tests
    for one in tests:
        path, _, name = one.partition("::")
        assert (ROOT / path).exists(), one
        assert not name or named(path, name), one


@pytest.mark.parametrize("row", [row for row in ROWS if row[2] == "document"], ids=lambda row: row[0])
def test_the_document_that_says_it_exists(row: tuple[str, str, str, str]) -> None:
    links = re.findall(r"\]\(([^)#]*)(?:#([\w-]+))?\)", row[3])
    assert links
    for path, anchor in links:
        text = (ROOT / "docs" / path).read_text() if path else PAGE
        assert not anchor or f'id="{anchor}"' in text


@pytest.mark.parametrize("row", [row for row in ROWS if row[2] in ("does not apply", "open")], ids=lambda row: row[0])
def test_what_is_not_proven_has_its_reason(row: tuple[str, str, str, str]) -> None:
    assert len(row[3].strip()) > 5


def test_secrets_come_from_the_random_generator_made_for_them() -> None:
    careless = {path.relative_to(ROOT).as_posix() for path, source in SOURCES.items() if {"random", "uuid"} & imports(source)}
    assert careless <= {"dashboard/domain/simulation/" + Path(name).name for name in careless}


def test_no_weak_hash_is_used() -> None:
    weak = re.compile(r"\b(md5|MD5|sha1|SHA1)\b|MODE_ECB|\bDES\b|\bRC4\b")
    assert [path.name for path, source in SOURCES.items() if weak.search(source)] == []


def test_nothing_from_outside_is_unpickled() -> None:
    assert [path.name for path, source in SOURCES.items() if {"pickle", "marshal", "shelve", "dill"} & imports(source)] == []
