"""Tests of what is known about people: exporting it, erasing it, and saying so."""
