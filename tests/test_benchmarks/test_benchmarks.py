"""Every benchmark in its small size."""

import re

import pytest

from benchmarks.__main__ import NAMES, main

NUMBER = r"[\d,.e+-]+"
LINE = re.compile(rf"(?P<what>[^|]+) \| ours [^|]+ \| (peer|ours) [^|]+ \| ratio {NUMBER} \| limit [^|]+ \| (ok|OVER)")
WHAT = {
    "start": ["start"],
    "leaderboard": [
        "leaderboard on sqlite, page of 50, age 90",
        "leaderboard on sqlite, page of 50, age 90, growth",
        "leaderboard on sqlite, page of 50, latest reading",
        "leaderboard on sqlite, page of 50, latest reading, growth",
    ],
    "intake": [
        "intake on sqlite, daily round, 200 snapshots",
        "intake on sqlite, history import, 200 snapshots",
        "intake on postgresql, daily round, 200 snapshots",
        "intake on postgresql, history import, 200 snapshots",
    ],
    "figures": [
        "figures on sqlite, a CSV of 1,000, preview",
        "figures on sqlite, a CSV of 1,000, import",
        "figures on postgresql, a CSV of 1,000, preview",
        "figures on postgresql, a CSV of 1,000, import",
    ],
    "collection": [
        "collection on sqlite, 100 accounts on 11 servers, calls",
        "collection on sqlite, 100 accounts on 11 servers, time",
    ],
    "archive": ["archive of 10 GB, 50 members"],
    "public_site": [
        "public leaderboard on sqlite, 200 institutions, bytes with all it loads",
        "public leaderboard on sqlite, 200 institutions, first rendering",
        "public leaderboard on sqlite, 200 institutions, p95 at 50 a second",
        "public leaderboard on sqlite, 200 institutions, each for 16 at once",
    ],
    "publish": [
        "publish on sqlite, 4 institutions, two languages",
        "publish on sqlite, 4 institutions, two languages, again unchanged",
        "publish on sqlite, 4 institutions, two languages, the next day",
        "publish on sqlite, pictures of 1 institutions",
    ],
    "pledges": [
        "who goes, 120 pledges",
        "who goes, 2,000 pledges",
        "tipping point, 2,000 pledges",
        "who goes, 2,000 various pledges",
    ],
    "compare": [
        "compare 20,000 followers with 1,000 people, time",
        "compare 20,000 followers with 1,000 people, memory",
    ],
}


@pytest.mark.parametrize("name", NAMES)
def test_a_benchmark_names_what_it_compares(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    main([name, "--size", "small"])
    lines = [LINE.fullmatch(line) for line in capsys.readouterr().out.splitlines()]
    assert [line and line["what"] for line in lines] == WHAT[name]


def test_an_unknown_benchmark_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["hope"])
    assert "start" in capsys.readouterr().err
