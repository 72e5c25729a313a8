"""Which passwords are good enough: long, and none that people who guess try first. No rule asks for signs or capitals."""

import functools
import gzip
import re
import unicodedata
from importlib import resources
from itertools import pairwise

from dashboard.domain.errors import N_, Refused

SHORTEST = 12
LONGEST = 128
FEWEST_SIGNS = 5
"""Different characters: fewer make ``121212121212``."""
PIECES = 10_000
"""How far down the list two passwords joined are still guessed."""
SHORTEST_OWN = 4
OURS = frozenset({"essaim"})
OBVIOUS = frozenset(
    (
        *("administrateur", "administratrice", "association", "bienvenue", "collectivite", "commune", "communication"),
        *("departement", "hopital", "lyon", "mairie", "marseille", "metropole", "ministere", "passe", "presse"),
        *("region", "service", "universite", "ville", "villede"),
    )
)
"""What a press office of an institution thinks of first, and what no list of the world's passwords knows."""
ROWS = (
    *("abcdefghijklmnopqrstuvwxyz", "01234567890"),
    *("azertyuiop", "qsdfghjklm", "wxcvbn"),
    *("qwertyuiop", "asdfghjkl", "zxcvbnm", "qwertzuiop", "yxcvbnm"),
    *("1aqw", "2zsx", "3edc", "4rfv", "5tgb", "6yhn", "7ujm", "1qaz", "2wsx"),
)
NEXT = frozenset(pair for row in ROWS for way in (row, row[::-1]) for pair in pairwise(way))
LEET = str.maketrans("013457@$€!", "oieastasei")


def check_password(password: str, email: str, name: str) -> None:
    """Accept a new password, or say why not.

    :param email: address of the person, as stored; ``name`` as they write it: what everybody knows of them protects nothing.
    :raises Refused: too short, too long, common, too regular, or made of what everybody knows.
    """
    length = len(unicodedata.normalize("NFC", password))
    if length < SHORTEST:
        raise Refused(
            N_("This password has {n} characters; it takes at least {least}. Four words that have nothing in common will do."),
            n=length,
            least=SHORTEST,
        )
    if length > LONGEST:
        raise Refused(N_("This password has {n} characters; at most {most} are kept. Shorten it."), n=length, most=LONGEST)
    plain = _plain(password)
    if any(word in plain for word in _own(email, name)):
        raise Refused(N_("This password holds your name, your address or the name of this site. Choose one without them."))
    if _regular(plain) or _common(plain):
        raise Refused(N_("This password is among the first that are guessed. Take four words that have nothing in common."))


def _plain(text: str) -> str:
    """What remains when capitals and accents are taken off."""
    return "".join(sign for sign in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(sign))


def _own(email: str, name: str) -> frozenset[str]:
    address, plain_name = _plain(email), _plain(name)
    local, _, domain = address.partition("@")
    pieces = {
        address,
        local,
        domain,
        plain_name,
        plain_name.replace(" ", ""),
        *re.split(r"[^a-z0-9]+", f"{local} {plain_name} {domain.rpartition('.')[0]}"),
    }
    return OURS | {piece for piece in pieces if len(piece) >= SHORTEST_OWN}


def _regular(plain: str) -> bool:
    """Few characters, one piece repeated (the same word twice), or runs along the alphabet, the figures or a keyboard."""
    letters = re.sub(r"[^a-z]", "", plain)
    runs = 1 + sum(pair not in NEXT and pair[0] != pair[1] for pair in pairwise(plain))
    return (
        len(set(plain)) < FEWEST_SIGNS or _repeats(plain) or (len(letters) >= SHORTEST // 2 and _repeats(letters)) or runs <= len(plain) / 4
    )


def _repeats(text: str) -> bool:
    """Whether the text is a piece of at most half its length over and over, the last time perhaps cut short."""
    return any(text[period:] == text[:-period] for period in range(1, len(text) // 2 + 1))


def _common(plain: str) -> bool:
    """Whether it is in the list, or nothing but one or two of the list with figures and signs around."""
    ranks = _ranks()
    core = re.sub(r"^[^a-z]+|[^a-z]+$", "", plain)
    forms = {core, core.translate(LEET), re.sub(r"[^a-z]", "", core)} - {""}
    return plain in ranks or any(form in ranks or _of_two(form, ranks) for form in forms)


def _of_two(text: str, ranks: dict[str, int]) -> bool:
    def near(piece: str) -> bool:
        return ranks.get(piece, PIECES) < PIECES

    return any(near(text[:cut]) and near(text[cut:]) for cut in range(SHORTEST_OWN, len(text) - SHORTEST_OWN + 1))


@functools.cache
def _ranks() -> dict[str, int]:
    """The shipped list, most used first: a constant of the program that is too long to be written in it."""
    shipped = resources.files("dashboard").joinpath("passwords/common.txt.gz").read_bytes()
    listed = {word: place for place, word in enumerate(gzip.decompress(shipped).decode("ascii").split())}
    return listed | dict.fromkeys(OBVIOUS, 0)
