"""Identifiers of institutions: each function gives the one form that is stored, or says why it cannot.

Spaces of every sort around and inside what was typed are tolerated. The texts come from outside and are said back raw.
"""

import re

from stdnum import exceptions as bad
from stdnum.fr import siren as stdnum_siren
from stdnum.fr import siret as stdnum_siret

from dashboard.domain.countries import COUNTRIES
from dashboard.domain.errors import N_, Refused
from dashboard.domain.official_domain import domain

__all__ = ["count", "country", "domain", "head_count", "insee", "ror", "siren", "siret", "uai", "wikidata"]

UAI_LETTERS = "ABCDEFGHJKLMNPRSTUVWXYZ"
CROCKFORD = "0123456789abcdefghjkmnpqrstvwxyz"
LARGEST_COUNT = 2_147_483_647

_INSEE = re.compile(r"(0[1-9]|1\d|2[1-9AB]|[3-8]\d|9[0-5])(?!000)\d{3}|(97[1-8]|98[46789])(?!00)\d{2}", re.ASCII)
_UAI = re.compile(r"([0-9]{7})([A-Z])")
_ROR = re.compile(r"0([0-9a-hjkmnp-tv-z]{6})([0-9]{2})")
_WIKIDATA = re.compile(r"Q[1-9][0-9]{0,14}")


def _closed_up(text: str) -> str:
    return "".join(text.split())


def _upper(text: str) -> str:
    """Upper case of ASCII alone, else what matches no identifier: ``ſ`` must not turn into an S that nobody typed."""
    closed = _closed_up(text)
    return closed.upper() if closed.isascii() else "?"


def siren(text: str) -> str:
    """Nine digits, the last a check digit (Luhn), of a legal unit registered in France; dots tolerated.

    :raises Refused: another length, something else than digits, or a wrong check digit.
    """
    try:
        number = stdnum_siren.validate(_closed_up(text))
    except bad.InvalidChecksum:
        raise Refused(N_("“{text}” is not a SIREN: its check digit is wrong. Look for a mistyped digit."), text=text) from None
    except bad.ValidationError:
        raise Refused(N_("“{text}” is not a SIREN, which has 9 digits."), text=text) from None
    if not int(number):
        raise Refused(N_("“{text}” is not a SIREN: it is all zeros."), text=text)
    return number


def siret(text: str, of_siren: str | None = None) -> str:
    """Fourteen digits of an establishment: the SIREN, then five; La Poste's own rule is known; dots tolerated.

    :param of_siren: normalised SIREN of the same institution, which the SIRET must start with, or None.
    :raises Refused: another length, something else than digits, a wrong check digit, or another SIREN.
    """
    try:
        number = stdnum_siret.validate(_closed_up(text))
    except bad.InvalidChecksum:
        raise Refused(N_("“{text}” is not a SIRET: its check digit is wrong. Look for a mistyped digit."), text=text) from None
    except bad.ValidationError:
        raise Refused(N_("“{text}” is not a SIRET, which has 14 digits."), text=text) from None
    if not int(number[:9]):
        raise Refused(N_("“{text}” is not a SIRET: its SIREN is all zeros."), text=text)
    if of_siren is not None and not number.startswith(of_siren):
        raise Refused(N_("The SIRET {siret} does not start with the SIREN {siren}. Correct one of the two."), siret=number, siren=of_siren)
    return number


def insee(text: str) -> str:
    """Code of a French commune: 5 characters, ``2A``/``2B`` in Corsica, ``971`` to ``989`` overseas. It is not the postal code.

    :raises Refused: not the code of a commune; says so when a spreadsheet has eaten the leading 0.
    """
    code = _upper(text)
    if _INSEE.fullmatch(code):
        return code
    if _INSEE.fullmatch("0" + code):
        raise Refused(
            N_("“{text}” has 4 characters, an INSEE commune code has 5. Spreadsheets drop the leading 0: write {code}."),
            text=text,
            code="0" + code,
        )
    raise Refused(N_("“{text}” is not an INSEE commune code, such as 69123, 2A004 or 97411. It is not the postal code."), text=text)


def uai(text: str) -> str:
    """Code of a French school or university: 7 digits and the letter that checks them (0751717J).

    :raises Refused: another form, or a wrong letter.
    """
    code = _upper(text)
    parts = _UAI.fullmatch(code)
    if parts is None:
        raise Refused(N_("“{text}” is not a UAI, which has 7 digits and a letter, such as 0751717J."), text=text)
    if UAI_LETTERS[int(parts[1]) % 23] != parts[2]:
        raise Refused(N_("“{text}” is not a UAI: its last letter does not match the digits. Look for a mistyped one."), text=text)
    return code


def ror(text: str) -> str:
    """Nine characters of the Research Organization Registry (02en5vm52), the last two checking the others; its address is accepted.

    The base is Crockford's, the check ISO 7064 mod 97-10: https://ror.readme.io/docs/identifier.

    :raises Refused: another form, or wrong check digits.
    """
    code = re.sub(r"\A(HTTPS?://)?(WWW\.)?ROR\.ORG/", "", _upper(text)).removesuffix("/").lower()
    parts = _ROR.fullmatch(code)
    if parts is None:
        raise Refused(N_("“{text}” is not a ROR identifier, such as 02en5vm52 or https://ror.org/02en5vm52."), text=text)
    number = 0
    for character in parts[1]:
        number = number * 32 + CROCKFORD.index(character)
    if 98 - number * 100 % 97 != int(parts[2]):
        raise Refused(N_("“{text}” is not a ROR identifier: its last two digits do not match. Look for a mistyped character."), text=text)
    return code


def wikidata(text: str) -> str:
    """Identifier of a Wikidata item, Q and a number; its address is accepted.

    :raises Refused: not the identifier of an item.
    """
    code = re.sub(r"\A(HTTPS?://)?(WWW\.|M\.)?WIKIDATA\.ORG/(WIKI|ENTITY)/", "", _upper(text)).removesuffix("/")
    if not _WIKIDATA.fullmatch(code):
        raise Refused(N_("“{text}” is not a Wikidata item, such as Q456."), text=text)
    return code


def country(text: str) -> str:
    """Two letters of ISO 3166-1, in upper case.

    :raises Refused: not the code of a country.
    """
    code = _upper(text)
    if code not in COUNTRIES:
        raise Refused(N_("“{text}” is not the two-letter code of a country, such as FR, BE or CH."), text=text)
    return code


def head_count(text: str) -> int:
    """A number of inhabitants, students or staff: at least 1; ``1 234`` is tolerated, other separators are not.

    :raises Refused: not a whole number written in digits, 0, or too large to be a number of people in one institution.
    """
    number = count(text)
    if not number:
        raise Refused(N_("“{text}” is no size: write at least 1, or leave it empty if it is not known."), text=text)
    return number


def count(text: str) -> int:
    """A number of followers: 0 or more; ``1 234`` is tolerated, other separators are not (1,234 and 1.234 mean two things).

    :raises Refused: not a whole number written in digits, or larger than any audience.
    """
    digits = _closed_up(text)
    if re.fullmatch("[-\u2212][0-9]+", digits):
        raise Refused(N_("“{text}” is below zero and is no count. Leave it empty if the number is hidden or not known."), text=text)
    if not re.fullmatch("[0-9]+", digits):
        raise Refused(N_("“{text}” is not a whole number. Write digits only, such as 12345 or 12 345."), text=text)
    digits = digits.lstrip("0") or "0"
    if len(digits) > len(str(LARGEST_COUNT)) or int(digits) > LARGEST_COUNT:
        raise Refused(N_("“{text}” is larger than any audience. Check the number of digits."), text=text)
    return int(digits)
