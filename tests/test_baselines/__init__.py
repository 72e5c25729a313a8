"""Baselines: the rule, freezing, corrections as events, choices with a reason."""
