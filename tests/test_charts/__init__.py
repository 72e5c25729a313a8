"""Tests of the charts: what is drawn and said, never pixels."""
