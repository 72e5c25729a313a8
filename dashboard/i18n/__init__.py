"""French and English: sentences by gettext, numbers and dates by Babel."""

from dashboard.i18n.words import Words, words_in

__all__ = ["Words", "words_in"]
