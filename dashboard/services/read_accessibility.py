"""Read what the last accessibility audit found: a file that changes with the program."""

import functools
import json
from pathlib import Path

from dashboard.config import ROOT
from dashboard.domain.accessibility import Audit
from dashboard.domain.accessibility_file import read_audit

AUDIT_FILE = ROOT / "dashboard" / "accessibility" / "audit.json"


@functools.cache
def last_audit(path: Path = AUDIT_FILE) -> Audit:
    """The audit of that file, read once.

    :raises AuditError: the file is not what it should be.
    """
    return read_audit(json.loads(path.read_text(encoding="utf-8")))
