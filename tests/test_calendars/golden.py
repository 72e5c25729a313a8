"""The calendars as they were last looked at.

After a change that is meant to show: ``python -m tests.test_calendars.golden``, then look at what has changed.
"""

from pathlib import Path

from tests.test_calendars.cast import day, four, prepared, written

FOLDER = Path(__file__).with_name("golden")


def drawn() -> dict[str, bytes]:
    """Every golden file as it would be now."""
    return {"days.ics": written(four()), "checklist.ics": prepared(day()), "empty.ics": written([])}


if __name__ == "__main__":
    for name, body in drawn().items():
        (FOLDER / name).write_bytes(body)
