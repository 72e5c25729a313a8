"""Words: one object that says everything in one language. Charts, pages, templates and the command line take it as an argument.

The catalogues are read from ``fr.po`` when first needed: no compiled file to keep in step, about 20 ms once.
"""

import functools
import gettext
import io
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, date, datetime, time
from decimal import Decimal
from enum import Enum
from operator import itemgetter
from pathlib import Path
from string import Formatter
from typing import Any

from babel import Locale, dates, numbers
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from dashboard.domain.errors import EssaimError

NARROW_NO_BREAK = "\u202f"
NO_BREAK = "\u00a0"
MINUS = "−"
"""As wide as a figure, and never taken for a hyphen."""
_BESIDE, _LARGE = 1e-6, 1e9
_KEPT = 20_000
"""Of what was said before, in each form."""
_DATES = {"long": "d MMMM y", "short": "d MMM y", "month": "MMM y", "whole month": "MMMM y"}
Day = date
"""The type, in a class where ``date`` is a method."""


class Words:
    """Everything that is said in one language.

    ``words("{name} has left", name=name)`` translates and fills in; numbers, dates, instants and members of the domain's
    enumerations are put in the language's own form, texts are left as they are (the surface escapes them).

    :param percent_sign: the sign with what parts it from its number.
    :param semicolon: what stands between two parts of an enumeration that hold commas themselves.
    """

    def __init__(self, language: str, catalogue: gettext.NullTranslations) -> None:
        self.language = language
        self.locale = Locale.parse({"fr": "fr_FR", "en": "en_GB"}[language])
        before = NARROW_NO_BREAK if language == "fr" else ""
        self.percent_sign, self.semicolon = f"{before}%", f"{before}; "
        self._group = numbers.get_group_symbol(self.locale)
        self._catalogue = catalogue
        # A page says the same few hundred sentences and dates as the one before it.
        self._sentence = functools.lru_cache(_KEPT)(catalogue.gettext)
        self._dated = functools.lru_cache(_KEPT)(self._date)
        self._between = functools.lru_cache(_KEPT)(self._band)
        self._percents = functools.lru_cache(_KEPT)(self._whole)
        self._form: Callable[[type], Callable[[Any], str]] = functools.cache(self._form_of)

    def __call__(self, message: str, /, **values: object) -> str:
        """The sentence in this language, with its places filled in."""
        sentence = self._sentence(message)
        return self._filled(sentence, values) if values else sentence

    def plural(self, singular: str, plural: str, n: int, /, **values: object) -> str:
        """The sentence in the grammatical number that ``n`` asks for (in French, 0 is singular); ``{n}`` is filled in as well."""
        return self._filled(self.either(singular, plural, n), {"n": n, **values})

    def either(self, singular: str, plural: str, n: int) -> str:
        """The same with its places still open."""
        return self._catalogue.ngettext(singular, plural, n)

    def error(self, problem: EssaimError) -> str:
        """What is wrong, in this language."""
        return self(problem.message, **problem.values)

    def term(self, member: Enum) -> str:
        """The word for a member of an enumeration of the domain (dashboard.i18n.terms)."""
        return self._terms[type(member)][member._name_]

    def beginning(self, text: str) -> str:
        """The text as the beginning of a line, with a capital."""
        return text[:1].upper() + text[1:]

    def number(self, n: int | float) -> str:
        """12 345 with a narrow no-break space in French, 12,345 in English."""
        # Whole numbers are most of what is said, and nearly each is another one: as Babel writes them, at a tenth of its time.
        if type(n) is not int:
            return _decimal(n, self.locale)
        return f"{n:,}".replace(",", self._group) if n >= 0 else f"{MINUS}{-n:,}".replace(",", self._group)

    def whole_numbers(self, many: Iterable[int]) -> list[str]:
        """Each of many whole numbers likewise, as the columns of a table hold them: in half the time."""
        said = "\n".join(map("{:,}".format, many)).replace(",", self._group).replace("-", MINUS)
        return said.split("\n") if said else []

    def percent(self, ratio: float, digits: int = 0) -> str:
        """31 % with a narrow no-break space in French, 31% in English."""
        if not digits and abs(ratio) < _LARGE:
            said = self._percents(_whole_percent(abs(ratio)))
            return f"{MINUS}{said}" if ratio < 0 else said
        pattern = "#,##0" + ("." + "0" * digits if digits else "") + "%"
        return _percent(ratio, pattern, self.locale).removesuffix("%") + self.percent_sign

    def date(self, day: Day, style: str = "long") -> str:
        """3 mars 2025 / 3 March 2025, held together by no-break spaces; the first of a month is ``1er`` in French.

        :param style: ``long``, ``short`` (27 janv. 2025 / 27 Jan 2025), ``month`` (janv. 2025 / Jan 2025) or ``whole month``.
        """
        return self._dated(day, style)

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
        first, last = form(low), form(high)
        return first if first == last else self._between(first, last)

    def _band(self, first: str, last: str) -> str:
        if last.endswith(self.percent_sign):
            first = first.removesuffix(self.percent_sign)
        return self("{low} to {high}", low=first, high=last)

    def _whole(self, percents: int) -> str:
        return self.number(percents) + self.percent_sign

    def _date(self, day: Day, style: str) -> str:
        text = dates.format_date(day, format=_DATES[style], locale=self.locale)
        if self.language == "fr" and day.day == 1 and style in ("long", "short"):
            text = "1er" + text[1:]
        return text.replace(" ", NO_BREAK)

    @functools.cached_property
    def _terms(self) -> Mapping[type[Enum], dict[str, str]]:
        """By kind and name: a member of an enumeration takes long to be found by itself."""
        from dashboard.i18n.terms import TERMS

        terms: defaultdict[type[Enum], dict[str, str]] = defaultdict(dict)
        for (kind, name), word in TERMS.items():
            terms[kind][name] = self._catalogue.gettext(word)
        return terms

    def _filled(self, sentence: str, values: dict[str, object]) -> str:
        # Most values are texts already.
        for name, value in values.items():
            if type(value) is not str:
                values[name] = self._form(type(value))(value)
        pattern, chosen = _places(sentence)
        return pattern % chosen(values)

    def _form_of(self, kind: type) -> Callable[[Any], str]:
        """How values of a type are said; texts, and what has no form of its own, as they are."""
        if issubclass(kind, Enum):
            terms = self._terms.get(kind, {})
            return lambda member: terms.get(member._name_, str(member))
        ways: tuple[tuple[type, Callable[[Any], str]], ...] = (
            *((bool, str), (str, str), (datetime, self.moment), (Day, self.date), (time, self.hour)),
            *((int, self.number), (float, self.number)),
        )
        return next((form for known, form in ways if issubclass(kind, known)), str)


@functools.lru_cache(_KEPT)
def _places(sentence: str) -> tuple[str, Callable[[dict[str, object]], object]]:
    """A sentence as a pattern for ``%``, which is filled in a sixth of the time, with what takes its values in their order."""
    pattern, names = "", []
    for text, name, form, conversion in Formatter().parse(sentence):
        pattern += text.replace("%", "%%")
        if name is not None:
            if form or not name.isidentifier():
                raise ValueError(f"a place of a sentence is a name alone: {sentence}")
            pattern += f"%{conversion or 's'}"
            names.append(name)
    return pattern, itemgetter(*names) if names else lambda values: ()


def _whole_percent(ratio: float) -> int:
    n = 100 * ratio
    # What is written as a half goes to the even one; as a float it may lie beside.
    return round(Decimal(str(ratio)).scaleb(2) if abs(n % 1 - 0.5) < _BESIDE else n)


# A page of the leaderboard holds hundreds of numbers, many of them on every page: each is put into its form once.
@functools.lru_cache(maxsize=_KEPT, typed=True)
def _decimal(n: int | float, locale: Locale) -> str:
    return numbers.format_decimal(n, locale=locale).replace("-", MINUS)


@functools.lru_cache(maxsize=_KEPT, typed=True)
def _percent(ratio: float, pattern: str, locale: Locale) -> str:
    return numbers.format_percent(ratio, format=pattern, locale=locale).replace("-", MINUS)


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
