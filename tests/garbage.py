"""What collecting the tests has imported stays to the end: to look through it for garbage again and again is a seventh of their time."""

import gc

SELDOM = 100
"""Times that the young are looked through before everything is; Python's own measure is 10."""


def pytest_collection_finish() -> None:
    """Spare what is there now, and look through all the rest seldom."""
    gc.freeze()
    young, middle, _ = gc.get_threshold()
    gc.set_threshold(young, middle, SELDOM)
