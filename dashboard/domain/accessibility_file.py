"""The audit file, read strictly: what is unknown, missing or does not fit is refused by name rather than published."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, TypeVar

from dashboard.domain.accessibility import (
    CRITERIA,
    LANGUAGES,
    STANDARD,
    WCAG,
    Audit,
    AuditError,
    Check,
    Exemption,
    Fault,
    Sample,
    Text,
    Verdict,
)

_One = TypeVar("_One")


def read_audit(content: object) -> Audit:
    """The audit behind a JSON document.

    :raises AuditError: something is missing, unknown or does not fit; the message names it.
    """
    fields = _fields(
        content,
        "the file",
        *("standard", "audited_on", "by", "technologies", "environments", "tools"),
        *("pages", "criteria", "faults", "burdens", "not_covered", "checks"),
    )
    if fields["standard"] != STANDARD:
        raise AuditError(f"standard: {STANDARD} is what the criteria are numbered by")
    audit = Audit(
        audited_on=None if fields["audited_on"] is None else _day(fields["audited_on"]),
        by=_text(fields["by"], "by"),
        technologies=_list(fields["technologies"], "technologies", _words),
        environments=_list(fields["environments"], "environments", _words),
        tools=_list(fields["tools"], "tools", _words),
        pages=_list(fields["pages"], "pages", _sample),
        criteria=_criteria(fields["criteria"]),
        faults=_list(fields["faults"], "faults", _fault),
        burdens=_list(fields["burdens"], "burdens", _exemption),
        not_covered=_list(fields["not_covered"], "not_covered", _exemption),
        checks=_list(fields["checks"], "checks", _check_of),
    )
    _check(audit)
    return audit


def _check(audit: Audit) -> None:
    failed = {name for name, found in audit.criteria.items() if found is Verdict.FAILED}
    said = {fault.criterion for fault in audit.faults}
    if failed ^ said:
        raise AuditError(f"faults: criteria that fail and faults that are described differ in {', '.join(sorted(failed ^ said))}")
    checked = [one.criterion for one in audit.checks]
    if len(set(checked)) < len(checked):
        raise AuditError("checks: a criterion stands there twice")
    if audit.audited_on is not None and not (audit.pages and audit.tools and audit.environments):
        raise AuditError("audited_on: an audit names the pages, tools and environments it was made with")


def _fields(value: object, where: str, *names: str) -> Mapping[str, Any]:
    if not isinstance(value, dict) or set(value) != set(names):
        raise AuditError(f"{where}: expected exactly {', '.join(names)}")
    return value


def _list(value: object, where: str, read: Callable[[object, str], _One]) -> tuple[_One, ...]:
    if not isinstance(value, list):
        raise AuditError(f"{where}: expected a list")
    return tuple(read(one, f"{where}[{number}]") for number, one in enumerate(value))


def _words(value: object, where: str) -> str:
    if not isinstance(value, str) or not value.strip():
        raise AuditError(f"{where}: expected some text")
    return value


def _text(value: object, where: str) -> Text:
    fields = _fields(value, where, *LANGUAGES)
    return {language: _words(fields[language], f"{where}.{language}") for language in LANGUAGES}


def _day(value: object) -> date:
    try:
        return date.fromisoformat(str(value))
    except ValueError:
        raise AuditError("audited_on: expected a day such as 2026-11-23, or null") from None


def _criteria(value: object) -> Mapping[str, Verdict]:
    if not isinstance(value, dict):
        raise AuditError("criteria: expected criteria with what was found")
    for name, found in value.items():
        if name not in CRITERIA or found not in tuple(Verdict):
            raise AuditError(f"criteria: {name}: {found}: expected a criterion of {STANDARD} and one of {', '.join(Verdict)}")
    return {name: Verdict(value[name]) for name in CRITERIA if name in value}


def _criterion(value: object, where: str) -> str:
    if value not in CRITERIA:
        raise AuditError(f"{where}: {value} is no criterion of {STANDARD}")
    return str(value)


def _sample(value: object, where: str) -> Sample:
    fields = _fields(value, where, "name", "path")
    path = _words(fields["path"], f"{where}.path")
    if not path.startswith("/") or path.startswith("//"):
        raise AuditError(f"{where}.path: expected a path of this site")
    return Sample(_text(fields["name"], f"{where}.name"), path)


def _fault(value: object, where: str) -> Fault:
    fields = _fields(value, where, "criterion", "text", "remedy")
    return Fault(
        _criterion(fields["criterion"], f"{where}.criterion"),
        _text(fields["text"], f"{where}.text"),
        _text(fields["remedy"], f"{where}.remedy"),
    )


def _check_of(value: object, where: str) -> Check:
    fields = _fields(value, where, "criterion", "text", "tests")
    if fields["criterion"] not in WCAG:
        raise AuditError(f"{where}.criterion: {fields['criterion']} is no criterion of WCAG 2.2 at level A or AA")
    tests = _list(fields["tests"], f"{where}.tests", _words)
    if not tests:
        raise AuditError(f"{where}.tests: a check names the tests that hold it")
    return Check(str(fields["criterion"]), _text(fields["text"], f"{where}.text"), tests)


def _exemption(value: object, where: str) -> Exemption:
    fields = _fields(value, where, "text", "reason")
    return Exemption(_text(fields["text"], f"{where}.text"), _text(fields["reason"], f"{where}.reason"))
