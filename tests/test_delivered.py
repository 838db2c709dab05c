"""Files that people find: whole or not at all, all or none, and for those who may read in that place."""

from __future__ import annotations

import os
import stat
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from schemas.whole_file import whole_file
from schemas.written.delivery import Delivery

Write = Callable[[Path], None]


def by_whole_file(target: Path) -> None:
    with whole_file(target) as path:
        path.write_bytes(b"new")


def by_delivery(target: Path) -> None:
    with Delivery(target.parent) as delivery:
        delivery.add(target.name, b"new")


def test_a_folder_that_gets_nothing_is_gone_again_and_one_that_was_there_stays(tmp_path: Path) -> None:
    (tmp_path / "there").mkdir()
    for name in ("there", "new"):
        with pytest.raises(ValueError, match="leads out"), Delivery(tmp_path / name) as delivery:
            delivery.add("../page.html", b"new")
    assert [path.name for path in tmp_path.rglob("*")] == ["there"]


WRITERS = [by_whole_file, by_delivery]


@pytest.fixture
def umask() -> Iterator[Callable[[int], None]]:
    """Sets the user's umask, for one test."""
    before = os.umask(0o022)
    yield lambda mask: void(os.umask(mask))
    os.umask(before)


def void(_: object) -> None:
    """Nothing."""


def mode(path: Path) -> str:
    return f"{stat.S_IMODE(path.stat().st_mode):o}"


MODES = [
    # (the user's umask, the mode of what was there, the mode of what is there then)
    (0o022, None, "644"),
    (0o077, None, "600"),
    (0o027, None, "640"),
    (0o002, None, "664"),
    (0o022, 0o600, "600"),
    (0o077, 0o664, "664"),
    (0o022, 0o444, "444"),
]


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such modes")
@pytest.mark.parametrize("write", WRITERS)
@pytest.mark.parametrize(("mask", "before", "after"), MODES)
def test_who_may_read_it(
    tmp_path: Path, umask: Callable[[int], None], write: Write, mask: int, before: int | None, after: str
) -> None:
    target = tmp_path / "result.xlsx"
    if before is not None:
        target.write_bytes(b"old")
        target.chmod(before)
    umask(mask)
    write(target)
    assert (target.read_bytes(), mode(target)) == (b"new", after)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such modes")
def test_nobody_may_read_more_while_it_is_written(tmp_path: Path, umask: Callable[[int], None]) -> None:
    target = tmp_path / "result.xlsx"
    target.write_bytes(b"old")
    target.chmod(0o600)
    with whole_file(target) as path:
        assert mode(path) == "600"


@pytest.mark.parametrize("write", WRITERS)
def test_it_is_on_the_disk_before_it_takes_its_place(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, write: Write
) -> None:
    events = []
    real_sync, real_replace = os.fsync, Path.replace

    def sync(handle: int) -> None:
        events.append("fsync")
        real_sync(handle)

    def replace(path: Path, target: Path) -> Path:
        events.append("replace")
        return real_replace(path, target)

    monkeypatch.setattr(os, "fsync", sync)
    monkeypatch.setattr(Path, "replace", replace)
    write(tmp_path / "result.xlsx")
    assert events == ["fsync", "replace"]


def test_where_writing_fails_what_was_there_stays(tmp_path: Path) -> None:
    target = tmp_path / "result.xlsx"
    target.write_bytes(b"old")
    with pytest.raises(ZeroDivisionError):
        half_written(target)
    assert {file.name: file.read_bytes() for file in tmp_path.iterdir()} == {"result.xlsx": b"old"}


def half_written(target: Path) -> None:
    with whole_file(target) as path:
        path.write_bytes(b"half")
        raise ZeroDivisionError


# --- all of them or none ---------------------------------------------------------------------


def deliver(folder: Path, *names: str) -> None:
    with Delivery(folder) as delivery:
        for name in names:
            delivery.add(name, b"new")


BEFORE = [
    # What is in the folder before, and stays.
    {},
    {"a": b"mine"},
    {"a": b"mine", "b": b"mine too", "z": b"another"},
]


@pytest.mark.parametrize("before", BEFORE)
@pytest.mark.parametrize("fails_at", ["a", "b", "c"])
@pytest.mark.parametrize("links", [True, False])
def test_where_one_cannot_be_moved_none_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, before: dict[str, bytes], fails_at: str, links: bool
) -> None:
    for name, data in before.items():
        (tmp_path / name).write_bytes(data)
    real = Path.replace

    def replace(path: Path, target: Path) -> Path:
        if path.name == fails_at and path.parent.name != "before":
            raise PermissionError(13, "open in Excel", str(target))
        return real(path, target)

    def link(*given: object) -> None:
        raise OSError("no links on this disk")

    monkeypatch.setattr(Path, "replace", replace)
    if not links:
        monkeypatch.setattr(os, "link", link)
    with pytest.raises(PermissionError, match="open in Excel"):
        deliver(tmp_path, "a", "b", "c")
    assert {file.name: file.read_bytes() for file in tmp_path.iterdir()} == before


def test_all_of_them_are_there_then(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"mine")
    deliver(tmp_path, "a", "b")
    assert {file.name: file.read_bytes() for file in tmp_path.iterdir()} == {"a": b"new", "b": b"new"}


@pytest.mark.parametrize("fails", [True, False])
def test_what_nobody_makes_any_more_goes_with_the_others_or_stays_with_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, fails: bool
) -> None:
    before = {"a": b"old", "b": b"old", "mine": b"mine"}
    for name, data in before.items():
        (tmp_path / name).write_bytes(data)
    real = Path.unlink

    def unlink(path: Path, missing_ok: bool = False) -> None:
        if fails and path == tmp_path / "b":
            raise PermissionError(13, "open in a mail program", str(path))
        real(path, missing_ok=missing_ok)

    monkeypatch.setattr(Path, "unlink", unlink)
    try:
        with Delivery(tmp_path) as delivery:
            delivery.add("a", b"new")
            for name in ("a", "b", "gone"):
                delivery.drop(name)
    except PermissionError:
        assert fails
    there = {file.name: file.read_bytes() for file in tmp_path.iterdir()}
    assert there == (before if fails else {"a": b"new", "mine": b"mine"})
