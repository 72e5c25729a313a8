"""Tests of Essaim."""
