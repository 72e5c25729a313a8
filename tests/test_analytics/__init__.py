"""X's own exports: the account overview and the curve rebuilt from it, the posts and what they reached."""
