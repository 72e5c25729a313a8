"""Each import contract is broken on purpose in a copy of the tree, at every place where it holds, and the linter must say so."""

import os
import re
import shutil
import subprocess
import sys
import tomllib
from itertools import pairwise, permutations, product
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]
LINTER: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]
CONTRACTS: list[dict[str, Any]] = LINTER["contracts"]
COMMAND = "from importlinter.cli import lint_imports_command; lint_imports_command(['--no-cache', '--no-logo'])"


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A copy of what the linter reads."""
    for package in LINTER["root_packages"]:
        shutil.copytree(ROOT / package, tmp_path / package, ignore=lambda _, names: [name for name in names if name == "__pycache__"])
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    return tmp_path


def lint(tree: Path) -> str:
    """What the linter prints, on one line."""
    environment = {**os.environ, "COLUMNS": "1000", "NO_COLOR": "1"}
    run = subprocess.run([sys.executable, "-c", COMMAND], cwd=tree, env=environment, capture_output=True, text=True)
    return " ".join((run.stdout + run.stderr).split())


def trespasses(contract: dict[str, Any]) -> list[tuple[str, str]]:
    """(importer, imported) pairs that break a contract: between neighbouring layers, and from each source to each forbidden module."""
    if contract["type"] == "forbidden":
        return list(product(contract["source_modules"], contract["forbidden_modules"]))
    rows = [(re.findall(r"[\w.]+", layer), "|" in layer) for layer in contract["layers"]]
    upwards = [pair for (upper, _), (lower, _) in pairwise(rows) for pair in product(lower, upper)]
    sideways = [pair for modules, independent in rows if independent for pair in permutations(modules, 2)]
    return upwards + sideways


def add_import(tree: Path, importer: str, imported: str) -> None:
    place = tree / importer.replace(".", "/")
    module = place.with_suffix(".py") if place.with_suffix(".py").exists() else place / "__init__.py"
    with module.open("a") as file:
        file.write(f"\nimport {imported}\n")


def test_the_untouched_copy_keeps_every_contract(copy: Path) -> None:
    said = lint(copy)
    assert [contract["name"] for contract in CONTRACTS if f"{contract['name']} KEPT" not in said] == [], said


@pytest.mark.parametrize("contract", CONTRACTS, ids=lambda contract: contract["name"])
def test_a_broken_contract_is_named_with_every_trespass(copy: Path, contract: dict[str, Any]) -> None:
    wrong = trespasses(contract)
    assert wrong
    for importer, imported in wrong:
        add_import(copy, importer, imported)
    said = lint(copy)
    assert f"{contract['name']} BROKEN" in said
    report = re.split(" -{8,} ", said.split(f" {contract['name']} {'-' * len(contract['name'])} ")[1])[0]
    assert [f"{a} -> {b}" for a, b in wrong if f"{a} is not allowed to import {b}:" not in report] == []
