"""The page of settings tells the truth about every setting, and about no other."""

import re
import subprocess
from dataclasses import fields
from pathlib import Path

import pytest

from dashboard.config import PREFIX, ROOT, Settings

ROW = re.compile(r"^\| `(?P<name>\w+)` \| (?P<default>[^|]+) \| (?P<meaning>[^|]+) \| `(?P<example>[^|]+)` \|$", re.MULTILINE)
PAGE = {row["name"]: row for row in ROW.finditer((ROOT / "docs" / "settings.md").read_text())}
NEEDS = {
    "ESSAIM_SMTP_URL": ("ESSAIM_MAIL_FROM",),
    "ESSAIM_OIDC_ISSUER": ("ESSAIM_OIDC_CLIENT_ID", "ESSAIM_OIDC_CLIENT_SECRET"),
    "ESSAIM_BLUESKY_ACCOUNT": ("ESSAIM_BLUESKY_APP_PASSWORD",),
}
"""Settings that are refused without others."""
FIELDS = {PREFIX + field.name.upper(): field for field in fields(Settings)}


def test_the_page_lists_every_setting_in_order() -> None:
    assert list(PAGE) == list(FIELDS)


@pytest.mark.parametrize("name", FIELDS)
def test_the_default_on_the_page_is_the_default(name: str) -> None:
    default = FIELDS[name].default
    if isinstance(default, Path):
        default = default.relative_to(ROOT)
    shown = str(default).lower() if isinstance(default, bool) else str(default)
    assert PAGE[name]["default"] == ("empty" if default in ("", ()) else f"`{shown}`")


@pytest.mark.parametrize("name", FIELDS)
def test_the_example_on_the_page_is_accepted_and_changes_something(name: str) -> None:
    with_others = {other: PAGE[other]["example"] for other in NEEDS.get(name, ())}
    assert Settings.from_environment({name: PAGE[name]["example"], **with_others}) != Settings.from_environment(with_others)


def test_no_page_speaks_of_a_setting_that_does_not_exist() -> None:
    pages = subprocess.check_output(["git", "ls-files", "*.md"], cwd=ROOT, text=True).split()
    spoken_of = {name for page in pages for name in re.findall(rf"\b{PREFIX}[A-Z_]+\b", (ROOT / page).read_text())}
    assert spoken_of <= set(FIELDS)
