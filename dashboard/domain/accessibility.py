"""What an accessibility audit found, and what follows from it under RGAA 4.1 (France) and WCAG 2.2: one file, read strictly.

https://accessibilite.numerique.gouv.fr/obligations/declaration-accessibilite/
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

STANDARD = "RGAA 4.1.2"
PER_THEME = (9, 2, 3, 13, 8, 2, 5, 10, 4, 14, 13, 11, 12)
"""How many criteria each theme of RGAA 4.1 has, from 1 (images) to 13 (consultation)."""
CRITERIA = tuple(f"{theme}.{number}" for theme, most in enumerate(PER_THEME, 1) for number in range(1, most + 1))
VALID_YEARS = 3
WCAG_A = (
    *("1.1.1", "1.2.1", "1.2.2", "1.2.3", "1.3.1", "1.3.2", "1.3.3", "1.4.1", "1.4.2", "2.1.1", "2.1.2", "2.1.4", "2.2.1", "2.2.2"),
    *("2.3.1", "2.4.1", "2.4.2", "2.4.3", "2.4.4", "2.5.1", "2.5.2", "2.5.3", "2.5.4", "3.1.1", "3.2.1", "3.2.2", "3.2.6", "3.3.1"),
    *("3.3.2", "3.3.7", "4.1.2"),
)
"""Success criteria of WCAG 2.2, level A (https://www.w3.org/TR/WCAG22/)."""
WCAG_AA = (
    *("1.2.4", "1.2.5", "1.3.4", "1.3.5", "1.4.3", "1.4.4", "1.4.5", "1.4.10", "1.4.11", "1.4.12", "1.4.13", "2.4.5", "2.4.6", "2.4.7"),
    *("2.4.11", "2.5.7", "2.5.8", "3.1.2", "3.2.3", "3.2.4", "3.3.3", "3.3.4", "3.3.8", "4.1.3"),
)
"""Those of level AA."""
WCAG = tuple(sorted((*WCAG_A, *WCAG_AA), key=lambda number: [int(part) for part in number.split(".")]))
LANGUAGES = ("en", "fr")


class AuditError(ValueError):
    """The audit file is not what it should be; the message says where."""


class Verdict(StrEnum):
    """What was found of one criterion."""

    PASSED = "passed"
    FAILED = "failed"
    NOT_APPLICABLE = "not_applicable"


class Compliance(StrEnum):
    """What a statement has to say: all applicable criteria met, at least half of them, or less (or nothing known)."""

    FULL = "full"
    PARTIAL = "partial"
    NONE = "none"


Text = Mapping[str, str]
"""From a language to what is said in it."""


@dataclass(frozen=True)
class Sample:
    """A page that was looked at; ``path`` as in the address bar."""

    name: Text
    path: str


@dataclass(frozen=True)
class Fault:
    """What fails: where and for whom, and what will be done about it or does instead."""

    criterion: str
    text: Text
    remedy: Text


@dataclass(frozen=True)
class Exemption:
    """What is left out, with the reason: a disproportionate burden, or content that the law does not cover."""

    text: Text
    reason: Text


@dataclass(frozen=True)
class Check:
    """What programs check of one criterion of WCAG 2.2, at every change of this program: a part of it, never all.

    :param text: what is looked at, and where; ``tests``: those that fail as soon as it does not hold.
    """

    criterion: str
    text: Text
    tests: tuple[str, ...]

    @property
    def level(self) -> str:
        """A or AA."""
        return "A" if self.criterion in WCAG_A else "AA"


@dataclass(frozen=True)
class Audit:
    """One audit.

    :param audited_on: when it ended; None as long as none was made.
    :param by: who made it; ``environments``: browsers and assistive technologies; ``tools``: programs.
    :param criteria: what was found of each criterion that was looked at.
    :param checks: what programs check, by criterion of WCAG: part of no audit and of no rate.
    """

    audited_on: date | None
    by: Text
    technologies: tuple[str, ...]
    environments: tuple[str, ...]
    tools: tuple[str, ...]
    pages: tuple[Sample, ...]
    criteria: Mapping[str, Verdict]
    faults: tuple[Fault, ...]
    burdens: tuple[Exemption, ...]
    not_covered: tuple[Exemption, ...]
    checks: tuple[Check, ...] = ()

    @property
    def unchecked(self) -> tuple[str, ...]:
        """Criteria of WCAG 2.2, A and AA, of which no program checks anything."""
        known = {one.criterion for one in self.checks}
        return tuple(one for one in WCAG if one not in known)

    def count(self, verdict: Verdict) -> int:
        """How many criteria came out so."""
        return sum(found is verdict for found in self.criteria.values())

    @property
    def applicable(self) -> int:
        """How many of the criteria looked at concern this site."""
        return self.count(Verdict.PASSED) + self.count(Verdict.FAILED)

    @property
    def rate(self) -> float | None:
        """Share of the applicable criteria that are met, as a ratio; None before an audit of all criteria has ended."""
        complete = self.audited_on is not None and len(self.criteria) == len(CRITERIA) and self.applicable
        return self.count(Verdict.PASSED) / self.applicable if complete else None

    def valid(self, today: date) -> bool:
        """Whether it is an audit of all criteria that is not too old to be relied on."""
        if self.rate is None or self.audited_on is None:
            return False
        ends = (self.audited_on.year + VALID_YEARS, self.audited_on.month, self.audited_on.day)
        return (today.year, today.month, today.day) <= ends

    def compliance(self, today: date) -> Compliance:
        """What a statement has to say: without a valid audit a site counts as not compliant, whatever it is like."""
        if self.rate is None or not self.valid(today):
            return Compliance.NONE
        if self.rate == 1:
            return Compliance.FULL
        return Compliance.PARTIAL if self.rate >= 0.5 else Compliance.NONE
