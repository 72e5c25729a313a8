"""Tests of the calendars of exit days."""
