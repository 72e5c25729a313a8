"""Tests of the reminders of exit days."""
