"""Tests of notes on charts, comparisons shared by a link, and figures frozen for the press."""
