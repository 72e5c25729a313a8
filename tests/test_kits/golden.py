"""Pictures of the kit as they were looked at and found good.

After a change that is meant to show: ``python -m tests.test_kits.golden``, then look at what has changed.
"""

from collections.abc import Iterator
from pathlib import Path

from dashboard.i18n import words_in
from dashboard.presenters.kit.pictures import page_code, pictures
from tests.test_kits.making import BASE, made

FOLDER = Path(__file__).with_name("golden")


def drawings() -> Iterator[tuple[str, str]]:
    """File name and content of each."""
    words, kit = words_in("en"), made()
    for one in pictures(words, kit, BASE):
        if one.name.startswith(("linkedin-cover", "x-profile")):
            yield f"{one.name}.svg", one.svg
    yield "qr.svg", page_code(words, kit, BASE).svg


if __name__ == "__main__":
    FOLDER.mkdir(exist_ok=True)
    for file, content in drawings():
        (FOLDER / file).write_text(content, encoding="utf-8")
