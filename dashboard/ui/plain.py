"""Text from outside in a label, which Streamlit reads as Markdown: nothing in it is a mark, a link or a picture."""

import re

WORD_JOINER = "\u2060"
"""Not seen, never broken at. Before an ``@`` it keeps an address from becoming a link."""


def plain(text: str) -> str:
    """The text so that it is shown as it is."""
    marked = re.sub(r"([\\`*_{}\[\]()<>#+!|$~:&-])", r"\\\1", " ".join(text.split()))
    return marked.replace("@", WORD_JOINER + "@")
