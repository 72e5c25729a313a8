"""A number of followers in words, as precise as whoever gave it: no more, no less."""

from dashboard.i18n.words import Words


def count_said(words: Words, followers: int, rounded_to: int | None = None, *, about: bool = False) -> str:
    """“48,210”, “about 48,000”, “about 2,200,000 (to the nearest 100,000)”.

    :param about: rounded, and nobody said to what.
    """
    if rounded_to is not None:
        return words("about {n} (to the nearest {place})", n=followers, place=rounded_to)
    return words("about {n}", n=followers) if about else words.number(followers)
