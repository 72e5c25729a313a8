"""What others wrote and we serve is what they published."""

import hashlib
import re
from pathlib import Path

import plotly
import pytest

from dashboard.web.files import ASSETS, FOLDER

VENDORED = {"zip-core": (r"@zip\.js/zip\.js", "BSD 3-Clause License"), "plotly-basic": (r"plotly\.js-basic-dist-min", "MIT License")}
"""By the beginning of the file names: the package, and its licence."""


def digest(name: str) -> str:
    return hashlib.sha256((FOLDER / name).read_bytes()).hexdigest()


@pytest.mark.parametrize("library", VENDORED)
def test_a_library_is_the_file_that_its_notice_names(library: str) -> None:
    notice = (FOLDER / f"{library}.NOTICE.txt").read_text()
    assert re.findall(r"sha256: +([0-9a-f]{64})", notice) == [digest(f"{library}.min.js"), digest(f"{library}.LICENSE.txt")]
    assert re.search(rf"package: +{VENDORED[library][0]} \d+\.\d+\.\d+ \(npm\)", notice)
    assert re.search(r"tarball: +sha512-[\w+/]{86}==", notice)


@pytest.mark.parametrize("library", VENDORED)
def test_the_licence_is_served_beside_what_it_is_for(library: str) -> None:
    assert {f"{library}.min.js", f"{library}.LICENSE.txt"} <= set(ASSETS)
    assert VENDORED[library][1] in (FOLDER / f"{library}.LICENSE.txt").read_text()


def test_the_charts_of_the_public_pages_are_drawn_by_the_version_the_interface_has() -> None:
    whole = (Path(plotly.__file__).parent / "package_data" / "plotly.min.js").read_text(encoding="utf-8")[:200]
    part = (FOLDER / "plotly-basic.min.js").read_text(encoding="utf-8")[:200]
    version = re.compile(r"v(\d+)\.\d+\.\d+")
    assert version.findall(whole) == version.findall(part) != []


def test_every_asset_is_there_and_nothing_else_of_the_folder_is_served() -> None:
    assert {path.name for path in Path(FOLDER).iterdir()} - set(ASSETS) == {f"{library}.NOTICE.txt" for library in VENDORED}
