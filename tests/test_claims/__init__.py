"""Tests of claims: how a team proves that it speaks for its institution, and what becomes of it."""
