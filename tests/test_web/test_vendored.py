"""What others wrote and we serve is what they published."""

import hashlib
import re
from pathlib import Path

from dashboard.web.files import ASSETS, FOLDER

NOTICE = (FOLDER / "zip-core.NOTICE.txt").read_text()


def digest(name: str) -> str:
    return hashlib.sha256((FOLDER / name).read_bytes()).hexdigest()


def test_the_zip_library_is_the_file_that_its_notice_names() -> None:
    assert re.findall(r"sha256: +([0-9a-f]{64})", NOTICE) == [digest("zip-core.min.js"), digest("zip-core.LICENSE.txt")]
    assert re.search(r"package: +@zip\.js/zip\.js \d+\.\d+\.\d+ \(npm\)", NOTICE) and re.search(r"tarball: +sha512-[\w+/]{86}==", NOTICE)


def test_the_licence_is_served_beside_what_it_is_for() -> None:
    assert {"zip-core.min.js", "zip-core.LICENSE.txt"} <= set(ASSETS)
    assert "BSD 3-Clause License" in (FOLDER / "zip-core.LICENSE.txt").read_text()


def test_every_asset_is_there_and_nothing_else_of_the_folder_is_served() -> None:
    assert {path.name for path in Path(FOLDER).iterdir()} - set(ASSETS) == {"zip-core.NOTICE.txt"}
