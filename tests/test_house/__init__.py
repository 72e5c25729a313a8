"""Tests of the house itself: its rules, its tools, its settings page."""
