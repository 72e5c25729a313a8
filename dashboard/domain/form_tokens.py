"""What a form holds so that no other site can send it."""

import hashlib


def form_token(cookie: str) -> str:
    """It proves knowledge of the cookie without telling it."""
    return hashlib.sha256(b"essaim form\0" + cookie.encode()).hexdigest()
