"""Exit days in words: the day, where it stands, what was pledged on which condition, and who kept it."""
