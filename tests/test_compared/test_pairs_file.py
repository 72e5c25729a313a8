"""The list of people as a CSV: read whatever wrote it, and never said back."""

import pytest

from dashboard.domain.csv_table import LineProblem
from dashboard.domain.errors import Refused
from dashboard.domain.pairs_file import Pair, read_pairs
from tests.test_compared.cast import BLUESKY, BOTH, HEADER, MASTODON, csv

PEOPLE = [Pair(770000001, *BLUESKY), Pair(770000002, *MASTODON), Pair(770000003, *BOTH)]
LINES = "770000001,{b},{n}\n770000002,{n},{m}\n770000003,{b},{m}\n"
TABS = LINES.format(b="ana.bsky.social", m="ana", n="-").replace(",", "\t")
DID, ADDRESS = "did:plc:ewvi7nxzyoun6zhxrhs64oiz", "@ana@social.example"


@pytest.mark.parametrize(
    "data",
    [
        csv([(770000001, BLUESKY), (770000002, MASTODON), (770000003, BOTH)]),
        ("twitter_id,bluesky_id,mastodon_handle\n" + LINES.format(b=DID, m=ADDRESS, n="")).encode(),
        ("\ufeffX ID;Bluesky DID;Mastodon address\r\n" + LINES.format(b=DID, m=ADDRESS, n="NULL").replace(",", ";")).encode(),
        ("twitter_id\tbluesky_username\tmastodon_username\n" + LINES.format(b="ana.bsky.social", m="ana", n="-").replace(",", "\t")).encode(
            "utf-16"
        ),
        (
            "id,name,twitter_id,bluesky_id,mastodon_id,mastodon_username,mastodon_instance\n"
            f"1,Ana,770000001,{DID},,,\n2,Éloïse,770000002,,109348,eloise,https://social.example\n3,Bo,'770000003,{DID},,bo,\n"
        ).encode(),
    ],
    ids=["ours", "bridge", "semicolons", "tabs", "platform"],
)
def test_lists_are_read_whatever_wrote_them(data: bytes) -> None:
    assert list(read_pairs(data)) == PEOPLE


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "one column of X ids"),
        (b"770000001,did:plc:a\n", "one column of X ids"),
        (b"x_id,twitter_id,did\n1,2,did:plc:a\n", "one column of X ids"),
        (b"x_id,name\n770000001,Ana\n", "no column of new accounts"),
        (b"PK\x03\x04", "workbook"),
        (b"x_id,did\n\0\0\0", "not a text file"),
        (b"\0" * 2000, "not a text file"),
        (b"x" * 21 * 1024 * 1024, "larger than"),
    ],
)
def test_a_file_that_is_no_list_is_refused_and_not_quoted(data: bytes, said: str) -> None:
    with pytest.raises(Refused, match=said) as refusal:
        list(read_pairs(data))
    assert "7700" not in str(refusal.value) and "Ana" not in str(refusal.value)


@pytest.mark.parametrize(
    ("line", "column", "said"),
    [
        ("1.4E+18,did:plc:a,", "x_id", "spreadsheet may have rounded it"),
        ("@ana,did:plc:a,", "x_id", "no X id"),
        (",did:plc:a,", "x_id", "no X id"),
        ("0,did:plc:a,", "x_id", "no X id"),
        ("9223372036854775808,did:plc:a,", "x_id", "no X id"),
        ("٧٧٠,did:plc:a,", "x_id", "no X id"),
        ("770000009,did:key:a b,", "bluesky", "no account of that network"),
        ("770000009,,<script>", "mastodon", "no account of that network"),
        ("770000009,,=HYPERLINK(1)", "mastodon", "no account of that network"),
        ("770000009,,", None, "no new account"),
        ("770000009,did:plc:a,,more", None, "more cells"),
        ('770000009,"did:plc:a,', None, "quotes"),
    ],
)
def test_a_line_that_is_wrong_is_left_out_and_not_quoted(line: str, column: str | None, said: str) -> None:
    found = list(read_pairs(f"{HEADER}\n{line}\n".encode()))
    (problem,) = found
    assert isinstance(problem, LineProblem)
    assert (problem.line_no, problem.column) == (2, column)
    assert said in str(problem.reason)
    assert problem.reason.values == {} and "770000009" not in str(problem.reason)


def test_to_remove_somebody_their_id_is_enough() -> None:
    assert list(read_pairs(b"x_id\n770000001\n", removing=True)) == [Pair(770000001)]
    assert [one.x_id for one in read_pairs(csv([(770000001, BOTH)]), removing=True) if isinstance(one, Pair)] == [770000001]


def test_somebody_is_not_printed() -> None:
    assert repr(Pair(770000001, *BOTH)) == "Pair(bluesky=True, mastodon=True)"
