"""Tests of the words in both languages."""
