"""Bring figures from the past: one verb per module; each is one import, which can be undone as a whole."""
