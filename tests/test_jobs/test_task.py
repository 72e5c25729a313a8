"""Tasks of the job engine are named by what they read."""

from datetime import UTC, datetime, timedelta

from dashboard.jobs.engine import task


def test_the_same_work_is_one_task_for_an_hour_and_then_another() -> None:
    due = [(1, "2025-06-01T09:00:00+00:00"), (2, "2025-06-01T09:00:00+00:00")]
    now = datetime(2025, 6, 1, 9, tzinfo=UTC)
    names = [task("mastodon", due, now + timedelta(minutes=minutes)) for minutes in (0, 5, 59, 60)]
    assert names[0] == names[1] == names[2] != names[3]
    assert len({names[0], task("bluesky", due, now), task("mastodon", due[:1], now), task("mastodon", due[1:], now)}) == 4
