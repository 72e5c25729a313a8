"""Counts as newspapers, networks and spreadsheets write them: “2.2 M” is 2,200,000 to the nearest 100,000."""

import re
from dataclasses import dataclass

from dashboard.domain.errors import N_, Refused
from dashboard.domain.figures import Precision

LONGEST = 80
_SCALES = {
    1: "",
    1_000: "k|mille|thousand",
    1_000_000: "m|mio|mn|millions?",
    1_000_000_000: "b|bn|md|mds|billions?|milliards?",
}
_ABOUT = "|".join(
    (
        *("environ", r"env\.?", "quelque", "près de", "pres de", "plus de", "autour de"),
        *("about", "around", "approximately", r"approx\.?", "some", "nearly", "almost", "over", "more than", r"ca\.?", "[~≈]"),
    )
)
_WHAT = r"(?:d['’]|de )?(?:abonné(?:e|·e|\(e\))?s?|abonnées?|abonnements?|followers?|subscribers?)(?: (?:sur|on) \w+)?"
_WRITTEN = re.compile(
    rf"(?P<about>(?:{_ABOUT}) ?)?(?P<number>[0-9][0-9 .,'’]*?) ?(?P<scale>{'|'.join(filter(None, _SCALES.values()))})?\.?(?: {_WHAT})?"
)
_DIGITS = re.compile("[0-9]+")
_GROUPED = re.compile(r"[1-9][0-9]{0,2}(?P<sign>[ .,'’])[0-9]{3}(?:(?P=sign)[0-9]{3})*(?:(?!(?P=sign))[.,]0{1,2})?")
_WITH_ZEROS = re.compile(r"[0-9]{4,}[.,]0{1,2}")
_DECIMAL = re.compile(r"(?P<whole>[0-9]+|[1-9][0-9]{0,2}(?: [0-9]{3})+)[.,](?P<rest>[0-9]+)")
_POWER = re.compile(r"[0-9]+(?:[.,][0-9]+)?e[+-]?[0-9]+")
_BELOW_ZERO = re.compile(r"[-\u2212] ?[0-9][0-9 .,]*")


@dataclass(frozen=True)
class Count:
    """A number of followers, and how precise whoever wrote it was.

    :param rounded_to: to the nearest how many; None where exact, or where only ``about`` is known.
    :param about: said to be about so many, and nothing tells how many that may be off.
    """

    value: int
    rounded_to: int | None = None
    about: bool = False

    @property
    def precision(self) -> Precision:
        """Exact unless the text says otherwise."""
        return Precision.ROUNDED if self.about or self.rounded_to else Precision.EXACT


def read_count(text: str) -> Count:
    """What a text says, in English or in French: ``14 289``, ``14,289``, ``14k``, ``2,2 M``, ``1.2 million``, ``about 48,000``.

    Followers are whole: a sign before exactly three digits parts thousands, unless a word for thousands or millions follows.
    What is said to be about so many is rounded to its last digit that is not 0.

    :raises Refused: not a number, or one with two readings.
    """
    said = " ".join(text.split())
    plain = said.casefold()
    said, parts = said[:LONGEST], _WRITTEN.fullmatch(plain) if len(plain) <= LONGEST else None
    if parts is None:
        raise _why_not(plain, said)
    number, word = parts["number"].strip(), parts["scale"]
    scale = next((factor for factor, words in _SCALES.items() if word and re.fullmatch(words, word)), 1)
    if scale > 1:
        return _scaled(number, scale, said, about=bool(parts["about"]))
    value = _whole(number, said)
    return rounded(value) if parts["about"] else Count(value)


def rounded(value: int) -> Count:
    """What is said to be about so many: rounded to its last digit that is not 0."""
    place = last_place(value)
    return Count(value, place, about=place is None)


def last_place(value: int) -> int | None:
    """The place of the last digit that is not 0 (48,000 gives 1,000), or None where that is the last digit."""
    if not value:
        return None
    zeros = len(str(value)) - len(str(value).rstrip("0"))
    return 10**zeros if zeros else None


def _whole(number: str, said: str) -> int:
    if _DIGITS.fullmatch(number):
        return int(number)
    if _GROUPED.fullmatch(number):
        return int("".join(_DIGITS.findall(re.sub(r"[.,]0{1,2}$", "", number))))
    if _WITH_ZEROS.fullmatch(number):
        return int(re.split("[.,]", number)[0])
    raise Refused(N_("“{text}” is not a whole number. Write all its digits, or a word such as k or M after it."), text=said)


def _scaled(number: str, scale: int, said: str, *, about: bool) -> Count:
    parts = _DECIMAL.fullmatch(number)
    if parts is None:
        if re.search("[.,]", number):
            raise Refused(N_("“{text}” can be read in two ways. Write all the digits of the number."), text=said)
        return _rounded(_whole(number, said) * scale, scale, about)
    rest = parts["rest"]
    if len(rest) == 3:
        raise Refused(N_("“{text}” can be read in two ways. Write all the digits of the number."), text=said)
    place, left = divmod(scale, 10 ** len(rest))
    if left:
        raise Refused(N_("“{text}” has too many decimals for a number of people. Write all its digits, without k, M or a word."), text=said)
    whole = int("".join(_DIGITS.findall(parts["whole"])))
    return _rounded(whole * scale + int(rest) * place, place, about)


def _rounded(value: int, place: int, about: bool) -> Count:
    return Count(value, place) if place > 1 else Count(value, about=about)


def _why_not(plain: str, said: str) -> Refused:
    if not plain:
        return Refused(N_("The number of followers is missing."))
    if _POWER.fullmatch(plain):
        return Refused(
            N_("“{text}” is how a spreadsheet shortens a number, and digits are lost. Show the column in full, and save the file again."),
            text=said,
        )
    if _BELOW_ZERO.fullmatch(plain):
        return Refused(N_("“{text}” is below zero and is no count. Leave the line out if the number is hidden or not known."), text=said)
    if plain[0] in "=+-@\uff1d\uff0b\uff0d\uff20":
        return Refused(N_("“{text}” is a formula, and formulas are never run. Write the number itself."), text=said)
    return Refused(N_("“{text}” is not a number of followers. Write it as 14289, 14 289, 14k or 2.2 M."), text=said)
