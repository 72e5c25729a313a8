"""Journeys in a real browser last a minute each: they begin first, so that no process waits for one at the end."""

import pytest

LONGEST = ("test_browser", "test_accessibility", "test_hostile", "test_jobs")
"""Folders, the longest first."""


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put the tests of LONGEST before all others, in their own order."""
    items.sort(key=_place)


def _place(item: pytest.Item) -> int:
    folders = item.path.parts
    return next((place for place, name in enumerate(LONGEST) if name in folders), len(LONGEST))
