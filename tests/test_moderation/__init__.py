"""Tests of moderation: duplicates, merging two institutions, old addresses."""
