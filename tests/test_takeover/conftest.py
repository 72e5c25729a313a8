"""The stage of take-overs."""

from tests.test_takeover.house import house, model
from tests.test_takeover.world import world

__all__ = ["house", "model", "world"]
