"""Compare and forget: how many followers of an archive have a known new account (docs/privacy.md)."""
