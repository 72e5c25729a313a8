"""Addresses that somebody makes here to give them to others: a figure frozen for the press, a comparison shared by a link."""


def press_page(language: str, short: str) -> str:
    """Path of the page of a figure frozen for the press; ``short``: the first signs of its digest."""
    return f"/{language}/press/{short}/"


def press_file(short: str) -> str:
    """Path of the very bytes that were frozen."""
    return f"/press/{short}.json"


def shared_view(language: str, token: str, file: str = "") -> str:
    """Path of a shared comparison, or of one of its files (``data.csv``, ``data.json``). Whoever knows the token opens it."""
    return f"/{language}/views/{token}/{file}"
