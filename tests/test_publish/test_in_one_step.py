"""Visitors never see half a site: whatever stops a publication, wherever, the last one is whole, and the next one goes on from there."""

import fcntl
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from dashboard.domain.errors import Refused
from dashboard.domain.networks import Network
from dashboard.web.publish import folder, manifest, publish, render
from tests.factories import make_figures
from tests.test_publish.publishing import Publisher

CHANGE = {"2025-05-31": 19_000}


def killed(publisher: Publisher) -> None:
    """Publish in a process that the test has arranged to die on the way."""
    child = os.fork()
    if child == 0:
        try:
            publisher.publish()
        finally:
            os._exit(0)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 9


def dies(*_: Any, **__: Any) -> Any:
    """The power is cut."""
    os._exit(9)


def dies_after(work: Callable[..., Any], times: int = 1) -> Callable[..., Any]:
    """The power is cut after it was done so often."""
    left = [times]

    def once_more(*told: Any, **named: Any) -> Any:
        done = work(*told, **named)
        left[0] -= 1
        return done if left[0] else dies()

    return once_more


@pytest.mark.parametrize(
    ("owner", "name", "before"),
    [
        (publish, "made_from", True),
        (render, "answer", True),
        (render, "answer", False),
        (folder.Building, "keep", False),
        (folder.Building, "write", False),
        (manifest, "write", True),
        (manifest, "write", False),
        (publish, "put_in_place", True),
    ],
    ids=lambda part: getattr(part, "__name__", str(part)),
)
def test_a_publication_that_is_killed_leaves_the_last_site(
    publisher: Publisher, monkeypatch: pytest.MonkeyPatch, owner: Any, name: str, before: bool
) -> None:
    publisher.publish()
    files, moments = publisher.files(), publisher.moments()
    make_figures(publisher.essaim.db, "lyon", Network.BLUESKY, CHANGE)
    with monkeypatch.context() as patched:
        patched.setattr(owner, name, dies if before else dies_after(getattr(owner, name)))
        killed(publisher)
    assert (publisher.files(), publisher.changed(moments)) == (files, set())
    assert publisher.publish().written == 6
    assert publisher.beside() == []


def test_after_the_exchange_the_new_site_is_whole(publisher: Publisher, monkeypatch: pytest.MonkeyPatch) -> None:
    publisher.publish()
    make_figures(publisher.essaim.db, "lyon", Network.BLUESKY, CHANGE)
    with monkeypatch.context() as patched:
        patched.setattr(publish, "put_in_place", dies_after(folder.put_in_place))
        killed(publisher)
    files = publisher.files()
    assert str(19_000) in files["fr/organisations/lyon/index.html"].decode()
    assert publisher.beside() == [".site.essaim-new"]
    assert publisher.publish().written == 0
    assert (publisher.files(), publisher.beside()) == (files, [])


@pytest.mark.parametrize("renamed", [1, 2])
def test_without_an_exchange_in_one_step_two_renamings_do(publisher: Publisher, monkeypatch: pytest.MonkeyPatch, renamed: int) -> None:
    monkeypatch.setattr(folder, "exchange", lambda one, other: False)
    publisher.publish()
    before = publisher.files()
    make_figures(publisher.essaim.db, "lyon", Network.BLUESKY, CHANGE)
    with monkeypatch.context() as patched:
        patched.setattr(Path, "rename", dies_after(Path.rename, renamed))
        killed(publisher)
    publisher.publish()
    after = publisher.files()
    assert {name for name in before if before[name] != after[name]} == {name for name in before if "lyon" in name}
    assert publisher.beside() == []


def test_a_mistake_leaves_the_last_site_and_nothing_beside_it(publisher: Publisher, monkeypatch: pytest.MonkeyPatch) -> None:
    publisher.publish()
    before = publisher.files()
    make_figures(publisher.essaim.db, "lyon", Network.BLUESKY, CHANGE)
    monkeypatch.setattr(render, "png", None)
    with pytest.raises(TypeError):
        publisher.publish()
    assert (publisher.files(), publisher.beside()) == (before, [])


def test_a_full_disk_is_said_with_what_is_left(publisher: Publisher, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(folder.Building, "write", full)
    with pytest.raises(Refused, match=r"No space left on device\. What was published before is as it was\."):
        publisher.publish()
    assert not publisher.folder.exists()
    assert publisher.beside() == []


def test_a_folder_of_somebody_else_is_refused(publisher: Publisher) -> None:
    publisher.folder.mkdir(parents=True)
    mine = publisher.folder / "thesis.txt"
    mine.write_text("mine")
    with pytest.raises(Refused, match="holds something that Essaim did not publish"):
        publisher.publish()
    assert (mine.read_text(), publisher.beside()) == ("mine", [])
    mine.unlink()
    assert publisher.publish().written


def test_a_file_is_no_folder(publisher: Publisher) -> None:
    publisher.folder.parent.mkdir()
    publisher.folder.write_text("mine")
    with pytest.raises(Refused, match="is a file"):
        publisher.publish()


def test_a_mounted_disk_is_refused(publisher: Publisher, monkeypatch: pytest.MonkeyPatch) -> None:
    publisher.publish()
    monkeypatch.setattr(os.path, "ismount", lambda path: path == publisher.folder)
    with pytest.raises(Refused, match="where a disk is mounted"):
        publisher.publish()


def test_a_folder_that_cannot_be_written_is_said(publisher: Publisher) -> None:
    publisher.folder.parent.write_text("a file where a folder should be")
    with pytest.raises(Refused, match="cannot be written beside"):
        publisher.publish()


def test_two_do_not_publish_at_once(publisher: Publisher) -> None:
    publisher.publish()
    handle = os.open(publisher.folder, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        make_figures(publisher.essaim.db, "lyon", Network.BLUESKY, CHANGE)
        with pytest.raises(Refused, match="publishing beside"):
            publisher.publish()
    finally:
        os.close(handle)
    assert publisher.publish().written == 6


def test_a_file_system_without_hard_links_gets_copies(publisher: Publisher, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*_: object) -> None:
        raise PermissionError(1, "Operation not permitted")

    publisher.publish()
    moments = publisher.moments()
    monkeypatch.setattr(os, "link", refused)
    make_figures(publisher.essaim.db, "lyon", Network.BLUESKY, CHANGE)
    publisher.publish()
    assert publisher.changed(moments) == {name for name in moments if "lyon" in name}


def test_a_link_to_the_folder_is_followed(publisher: Publisher) -> None:
    publisher.publish()
    link = publisher.folder.with_name("current")
    link.symlink_to(publisher.folder)
    make_figures(publisher.essaim.db, "lyon", Network.BLUESKY, CHANGE)
    assert Publisher(publisher.essaim, link).publish().written == 6
    assert link.is_symlink()
