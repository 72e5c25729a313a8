"""Attempts to take what is another's: each a sentence, none accepted."""
