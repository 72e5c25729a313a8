"""X's own exports: the account overview, of which a curve is rebuilt, and the posts."""
