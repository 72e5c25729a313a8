"""The pictures are those that were looked at (tests.test_charts.golden says how to make them anew)."""

import pytest

from tests.test_charts.golden import FOLDER, pictures

PICTURES = dict(pictures())


@pytest.mark.parametrize("name", PICTURES)
def test_a_picture_is_the_one_that_was_looked_at(name: str) -> None:
    assert PICTURES[name] == (FOLDER / name).read_text(encoding="utf-8")
    assert len(PICTURES[name].encode()) < 60_000


def test_there_is_no_picture_of_nothing() -> None:
    assert {path.name for path in FOLDER.iterdir()} == set(PICTURES)
