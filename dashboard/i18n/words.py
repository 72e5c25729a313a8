"""Words: one object that says everything in one language. Charts, pages, templates and the command line take it as an argument.

The catalogues are read from ``fr.po`` when first needed: no compiled file to keep in step, about 20 ms once.
"""

import functools
import gettext
import io
from collections.abc import Callable
from datetime import UTC, date, datetime, time
from decimal import ROUND_HALF_EVEN, Decimal
from enum import Enum
from pathlib import Path

from babel import Locale, dates, numbers
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from dashboard.domain.errors import EssaimError

NARROW_NO_BREAK = "\u202f"
NO_BREAK = "\u00a0"
MINUS = "−"
"""As wide as a figure, and never taken for a hyphen."""
_ONE, _LARGE = Decimal(1), 1e9
Day = date
"""The type, in a class where ``date`` is a method."""


class Words:
    """Everything that is said in one language.

    ``words("{name} has left", name=name)`` translates and fills in; numbers, dates, instants and members of the domain's
    enumerations are put in the language's own form, texts are left as they are (the surface escapes them).
    """

    def __init__(self, language: str, catalogue: gettext.NullTranslations) -> None:
        self.language = language
        self.locale = Locale.parse({"fr": "fr_FR", "en": "en_GB"}[language])
        self._catalogue = catalogue
        # Whole numbers are most of what is said, and nearly each is another one: as Babel writes them, at a tenth of its time.
        self._signs = str.maketrans({",": numbers.get_group_symbol(self.locale), "-": MINUS})

    def __call__(self, message: str, /, **values: object) -> str:
        """The sentence in this language, with its places filled in."""
        return self._fill(self._catalogue.gettext(message), values)

    def plural(self, singular: str, plural: str, n: int, /, **values: object) -> str:
        """The sentence in the grammatical number that ``n`` asks for (in French, 0 is singular); ``{n}`` is filled in as well."""
        return self._fill(self.either(singular, plural, n), {"n": n, **values})

    def either(self, singular: str, plural: str, n: int) -> str:
        """The same with its places still open."""
        return self._catalogue.ngettext(singular, plural, n)

    def error(self, problem: EssaimError) -> str:
        """What is wrong, in this language."""
        return self(problem.message, **problem.values)

    def term(self, member: Enum) -> str:
        """The word for a member of an enumeration of the domain (dashboard.i18n.terms)."""
        from dashboard.i18n.terms import TERMS

        return self._catalogue.gettext(TERMS[type(member), member.name])

    def beginning(self, text: str) -> str:
        """The text as the beginning of a line, with a capital."""
        return text[:1].upper() + text[1:]

    def number(self, n: int | float) -> str:
        """12 345 with a narrow no-break space in French, 12,345 in English."""
        return f"{n:,}".translate(self._signs) if type(n) is int else _decimal(n, self.locale)

    def percent(self, ratio: float, digits: int = 0) -> str:
        """31 % with a narrow no-break space in French, 31% in English."""
        if not digits and abs(ratio) < _LARGE:
            return f"{_whole_percent(str(ratio)):,}".translate(self._signs) + self.percent_sign
        pattern = "#,##0" + ("." + "0" * digits if digits else "") + "%"
        return _percent(ratio, pattern, self.locale).removesuffix("%") + self.percent_sign

    def date(self, day: Day, style: str = "long") -> str:
        """3 mars 2025 / 3 March 2025, held together by no-break spaces; the first of a month is ``1er`` in French.

        :param style: ``long``, ``short`` (27 janv. 2025 / 27 Jan 2025), ``month`` (janv. 2025 / Jan 2025) or ``whole month``.
        """
        form = {"long": "d MMMM y", "short": "d MMM y", "month": "MMM y", "whole month": "MMMM y"}[style]
        text = _date(day, form, self.locale)
        if self.language == "fr" and day.day == 1 and style in ("long", "short"):
            text = "1er" + text[1:]
        return text.replace(" ", NO_BREAK)

    def period(self, first: Day, last: Day) -> str:
        """From ``first`` to ``last``, both included, without repeating itself: du 4 au 15 juin 2025 / 4–15 Jun 2025.

        It follows a verb in French (non lu du 4 au 15 juin) and a comma in English (not read, 4–15 Jun).
        """
        if first == last:
            return self("on {day}", day=self.date(last, "short")) if self.language == "fr" else self.date(last, "short")
        if self.language == "en":
            return dates.format_interval(first, last, "yMMMd", locale=self.locale).replace(" ", NO_BREAK)
        start = self.date(first, "short")
        if first.year == last.year:
            start = start.removesuffix(f"{NO_BREAK}{first.year}")
            if first.month == last.month:
                start = start.split(NO_BREAK)[0]
        return f"du {start} au {self.date(last, 'short')}"

    def moment(self, at: datetime) -> str:
        """An aware instant, in UTC: 3 mars 2025 à 6 h 12 UTC / 3 March 2025, 06:12 UTC; a full hour is ``6 h`` in French."""
        at = at.astimezone(UTC)
        day = self.date(at.date())
        if self.language == "fr":
            return f"{day} à {self.hour(at.time())}{NO_BREAK}UTC"
        return f"{day}, {self.hour(at.time())}{NO_BREAK}UTC"

    def hour(self, at: time) -> str:
        """An hour of the day on whatever clocks are meant: 10 h, 10 h 30 / 10:00, 10:30."""
        if self.language == "fr":
            return f"{at.hour}{NO_BREAK}h" + (f"{NO_BREAK}{at.minute:02d}" if at.minute else "")
        return f"{at.hour:02d}:{at.minute:02d}"

    def range(self, low: float | None, high: float | None, form: Callable[[float], str]) -> str:
        """A band in words: “31 à 38 %”, “au moins 31 %” when the upper end is unknown, “non lu” when the lower one is."""
        if low is None:
            return self("not read")
        if high is None:
            return self("at least {low}", low=form(low))
        if form(low) == form(high):
            return form(low)
        last = form(high)
        first = form(low).removesuffix(self.percent_sign) if last.endswith(self.percent_sign) else form(low)
        return self("{low} to {high}", low=first, high=last)

    @property
    def percent_sign(self) -> str:
        """The sign with what parts it from its number."""
        return NARROW_NO_BREAK + "%" if self.language == "fr" else "%"

    @property
    def semicolon(self) -> str:
        """What stands between two parts of an enumeration that hold commas themselves."""
        return NARROW_NO_BREAK + "; " if self.language == "fr" else "; "

    def _fill(self, sentence: str, values: dict[str, object]) -> str:
        # Most values are texts already.
        told = {name: value if type(value) is str else self._say(value) for name, value in values.items()}
        return sentence.format_map(told) if values else sentence

    def _say(self, value: object) -> object:
        if isinstance(value, Enum):
            from dashboard.i18n.terms import TERMS

            return self.term(value) if (type(value), value.name) in TERMS else value
        if isinstance(value, bool | str):
            return value
        if isinstance(value, datetime):
            return self.moment(value)
        if isinstance(value, date):
            return self.date(value)
        if isinstance(value, time):
            return self.hour(value)
        if isinstance(value, int | float):
            return self.number(value)
        return value


# The same share stands in a chart, its table and its sentence, in both languages.
@functools.lru_cache(maxsize=20_000)
def _whole_percent(ratio: str) -> Decimal:
    return Decimal(ratio).scaleb(2).quantize(_ONE, ROUND_HALF_EVEN)


# A page of the leaderboard holds hundreds of numbers and dates, many of them on every page: each is put into its form once.
@functools.lru_cache(maxsize=20_000, typed=True)
def _decimal(n: int | float, locale: Locale) -> str:
    return numbers.format_decimal(n, locale=locale).replace("-", MINUS)


@functools.lru_cache(maxsize=20_000, typed=True)
def _percent(ratio: float, pattern: str, locale: Locale) -> str:
    return numbers.format_percent(ratio, format=pattern, locale=locale).replace("-", MINUS)


@functools.lru_cache(maxsize=20_000)
def _date(day: Day, form: str, locale: Locale) -> str:
    return dates.format_date(day, format=form, locale=locale)


@functools.cache
def words_in(language: str) -> Words:
    """The words of ``fr`` or ``en``; English needs no catalogue, its sentences are the keys."""
    source = Path(__file__).with_name(f"{language}.po")
    if language == "en" or not source.exists():
        return Words(language, gettext.NullTranslations())
    compiled = io.BytesIO()
    with source.open("rb") as file:
        write_mo(compiled, read_po(file, locale=language))
    compiled.seek(0)
    return Words(language, gettext.GNUTranslations(compiled))
