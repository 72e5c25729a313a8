"""Is a new figure plausible? Held against the curve of its account and what is known around it; doubts go to a person, with reasons.

Only new figures are judged. Every bound is a choice, written in docs/methodology.md with what it catches and what it misses.
"""
