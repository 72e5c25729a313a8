"""Imports: one act each, shown with its figures, and undone as a whole."""
