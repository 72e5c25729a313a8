"""The stage of take-overs."""

from tests.test_takeover.world import world

__all__ = ["world"]
