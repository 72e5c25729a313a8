"""Claims: how a team proves that it speaks for its institution. docs/claims.md says what is decided here, and why."""
