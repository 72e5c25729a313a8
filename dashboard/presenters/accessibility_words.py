"""The state of accessibility, in the words that the law asks for and in those that people understand."""

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType

from dashboard.domain.accessibility import CRITERIA, WCAG, Audit, Compliance, Verdict
from dashboard.domain.errors import N_
from dashboard.i18n import Words

_STATES: Mapping[Compliance, str] = MappingProxyType(
    {
        Compliance.FULL: N_("Accessibility: fully compliant"),
        Compliance.PARTIAL: N_("Accessibility: partially compliant"),
        Compliance.NONE: N_("Accessibility: not compliant"),
    }
)


def mention(words: Words, audit: Audit, today: date) -> str:
    """What stands at the foot of every page, and leads to the statement."""
    return words(_STATES[audit.compliance(today)])


def state_said(words: Words, audit: Audit, today: date) -> str:
    """The state of compliance, and what it rests on."""
    found = audit.compliance(today)
    if audit.audited_on is None:
        return words(
            "This site counts as not compliant with RGAA 4.1.2, because no audit of all its criteria has been made yet. "
            "That says nothing of how it is; it says that nobody has checked it as the law asks."
        )
    if audit.rate is None:
        return words(
            "This site counts as not compliant with RGAA 4.1.2: {n} of its {all} criteria have been looked at so far.",
            n=len(audit.criteria),
            all=len(CRITERIA),
        )
    if not audit.valid(today):
        return words("This site counts as not compliant with RGAA 4.1.2: its last audit, of {day}, is too old.", day=audit.audited_on)
    if found is Compliance.FULL:
        return words("This site is fully compliant with RGAA 4.1.2.")
    if found is Compliance.PARTIAL:
        return words("This site is partially compliant with RGAA 4.1.2, because of what is listed below.")
    return words("This site is not compliant with RGAA 4.1.2, because of what is listed below.")


def result_said(words: Words, audit: Audit) -> str:
    """What the audit came to, in numbers; empty before one."""
    if audit.rate is None or audit.audited_on is None:
        return ""
    return words(
        "The audit of {day}, made by {who}, found that {share} of the criteria that apply are met: {passed} of {applicable}. "
        "{others} of the {all} criteria do not apply to this site.",
        day=audit.audited_on,
        who=audit.by[words.language],
        # A share is never rounded up to something better than it is.
        share=words.percent(int(audit.rate * 1000) / 1000, 1),
        passed=audit.count(Verdict.PASSED),
        applicable=audit.applicable,
        others=audit.count(Verdict.NOT_APPLICABLE),
        all=len(CRITERIA),
    )


def checked_said(words: Words, audit: Audit) -> str:
    """What the checks of programs are worth."""
    return words(
        "Before any change of this program is taken over, tests look at a part of {n} of the {all} criteria of levels A and AA of WCAG "
        "2.2 (RGAA 4.1.2 rests on version 2.1), and found no failure there. That is no audit: programs see a part of what people meet, "
        "and no person has gone through the criteria.",
        n=len(audit.checks),
        all=len(WCAG),
    )


def unchecked_said(words: Words, audit: Audit) -> str:
    """Which criteria nothing looks at."""
    return words("Tested neither by people nor by programs so far: {criteria}.", criteria=", ".join(audit.unchecked))
