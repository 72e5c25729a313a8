"""Counts from the API of X, for teams with a token; off unless ESSAIM_X_API_URL is set."""
