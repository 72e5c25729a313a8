"""``essaim import pairs`` and ``essaim import archive --compare``."""

from pathlib import Path

from tests.test_cli.conftest import CommandLine
from tests.test_compared.cast import BOTH, csv, ids, thirds, write_archive

FOLLOWERS = ids(300)


def test_a_list_is_imported_compared_with_and_taken_back(essaim: CommandLine, tmp_path: Path) -> None:
    essaim.ok("organisation", "add", "Lyon", "--kind", "city")
    people, archive = tmp_path / "people.csv", write_archive(tmp_path / "archive.zip", FOLLOWERS[:100], FOLLOWERS[100:])
    people.write_bytes(csv(thirds(FOLLOWERS[30:75] + ids(15, 990_000_003))))
    assert essaim.refused("import", "archive", "lyon", archive, "--compare").startswith("Nobody is on the list")
    assert essaim.ok("import", "pairs", people) == "Added to the list: 60. Changed: 0. On it already: 0.\n"
    assert essaim.ok("import", "pairs", people) == "Added to the list: 0. Changed: 0. On it already: 60.\n"
    assert essaim.ok("import", "archive", "lyon", archive, "--compare").splitlines()[:3] == [
        "45 of 300 followers have a known new account.",
        "Bluesky: 30.",
        "Mastodon: 30.",
    ]
    assert essaim.ok("import", "list", "lyon").count("\n") == 1, "no figure is stored"
    assert [row["pairs"] for row in essaim.json("keys", "status")] == [60]
    assert essaim.ok("import", "pairs", people, "--remove") == "Taken off the list: 60. Were not on it: 0.\n"


def test_lines_that_are_left_out_are_named_by_their_number(essaim: CommandLine, tmp_path: Path) -> None:
    file = tmp_path / "people.csv"
    file.write_bytes(csv([(770000001, BOTH)]) + b"77000000X,did:plc:canary,\r\n")
    result = essaim.run("import", "pairs", file)
    assert result.exit_code == 1 and "Added to the list: 1." in result.stdout
    assert "Line 3: refused: This is no X id" in result.stdout and "1 line was left out." in result.stderr
    assert "77000000X" not in result.output and "canary" not in result.output


def test_files_that_cannot_be_read_are_refused(essaim: CommandLine, tmp_path: Path) -> None:
    essaim.ok("organisation", "add", "Lyon", "--kind", "city")
    assert "There is no file" in essaim.refused("import", "pairs", tmp_path / "none.csv")
    assert "There is no file" in essaim.refused("import", "archive", "lyon", tmp_path / "none.zip", "--compare")
    (tmp_path / "no.zip").write_bytes(b"no zip")
    assert "not a ZIP" in essaim.refused("import", "archive", "lyon", tmp_path / "no.zip", "--compare")
    (tmp_path / "large.csv").write_bytes(bytes(21 * 1024 * 1024))
    assert "larger than 20 MB" in essaim.refused("import", "pairs", tmp_path / "large.csv")
