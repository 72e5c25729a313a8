"""Tests of the audit as those who read it use it, and of what must be noted in it."""
