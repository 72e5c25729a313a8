"""Figures frozen for the press: freeze the figure of the day, find it again."""
