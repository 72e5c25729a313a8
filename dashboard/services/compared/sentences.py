"""What a comparison says, in words: for the page, the browser's page and the command line alike."""

from dashboard.domain.comparison import Counts, scaled
from dashboard.i18n import Words


def sentences(words: Words, counts: Counts, compared: int, followers: int, pairs: int) -> list[str]:
    """What was found anywhere, on each network, and what it means, in this order.

    :param compared: how many of the ``followers`` were looked at; ``pairs``: how many people agreed to be found.
    """
    if counts.anywhere is None:
        anywhere = words("Fewer than 10 followers have a known new account, or fewer than 10 have none: the number is not shown.")
    else:
        anywhere = words(
            "{n} of {all} followers have a known new account.", n=estimate(words, counts.anywhere, compared, followers), all=followers
        )
    lines = [words.beginning(anywhere)]
    if counts.anywhere is not None:
        for network, n in (("Bluesky", counts.bluesky), ("Mastodon", counts.mastodon)):
            if n is None:
                lines.append(words("{network}: not shown, since it would speak of fewer than 10 people.", network=network))
            else:
                lines.append(words("{network}: {n}.", network=network, n=estimate(words, n, compared, followers)))
    if compared < followers and counts.anywhere is None:
        lines.append(words("A random sample of {n} followers was looked at.", n=compared))
    elif compared < followers:
        lines.append(
            words("Estimated from a random sample of {n} followers: with 95% confidence, the number lies in the range given.", n=compared)
        )
    lines.append(
        words("Only the {n} people who agreed to be found can be counted: more of your followers may have a new account.", n=pairs)
    )
    return lines


def estimate(words: Words, n: int | None, compared: int, followers: int) -> str:
    """A count as shown: itself, or of a sample what it stands for, with its range; a dash where it is not told."""
    if n is None:
        return "–"
    best, low, high = scaled(n, compared, followers)
    if compared >= followers:
        return words.number(n)
    return words("about {n} ({low} to {high})", n=best, low=low, high=high)
