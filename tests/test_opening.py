"""What is opened and what is not: one row a thing that lies in a folder, and what is said of it."""

from __future__ import annotations

import os
import shutil
import socket
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner

from addin.command_line import kpibook
from addin.returned import opening
from addin.returned.folder import files_below
from addin.returned.opening import read_file
from addin.returned.package import FILE_LIMIT
from addin.returned.package_error import PackageError
from addin.submissions.examine import examine

RETURNED = Path(__file__).parent / "returned"


def said(path: Path, within: Path | None = None) -> str:
    with pytest.raises(PackageError) as refused:
        read_file(path, within)
    return str(refused.value)


def a_pipe(path: Path) -> None:
    os.mkfifo(path)


def a_socket(path: Path) -> None:
    socket.socket(socket.AF_UNIX).bind(str(path))


def a_folder(path: Path) -> None:
    path.mkdir()


def a_large_file(path: Path) -> None:
    with path.open("wb") as file:
        file.truncate(6 * 2**30)


def link_to(target: str) -> Callable[[Path], None]:
    return lambda path: path.symlink_to(target)


NO_FILES = [
    ("a pipe", a_pipe, "unreadable-file no-file"),
    ("a folder", a_folder, "unreadable-file no-file"),
    ("a link to a device", link_to("/dev/zero"), "unreadable-file no-file"),
    ("a link to a folder", link_to("."), "unreadable-file no-file"),
    ("a link to nothing", link_to("gone"), "unreadable-file broken-link"),
    ("a link to itself", link_to("odd.xlsx"), "unreadable-file broken-link"),
    ("a file of 6 GB", a_large_file, "unreadable-file too-large 6144 MB"),
]


@pytest.mark.skipif(os.name == "nt", reason="pipes and devices are no files of a folder there")
@pytest.mark.parametrize(("make", "expected"), [case[1:] for case in NO_FILES], ids=[case[0] for case in NO_FILES])
@pytest.mark.filterwarnings("ignore::ResourceWarning")
def test_what_is_no_file_is_never_read(tmp_path: Path, make: Callable[[Path], None], expected: str) -> None:
    make(tmp_path / "odd.xlsx")
    assert said(tmp_path / "odd.xlsx") == expected


@pytest.mark.skipif(os.name == "nt", reason="there are none there")
def test_neither_are_links_to_a_pipe_nor_sockets(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)  # a socket's name is short
    a_pipe(Path("pipe"))
    Path("link.xlsx").symlink_to("pipe")
    assert said(tmp_path / "link.xlsx") == "unreadable-file no-file"
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind("socket.xlsx")
        assert said(tmp_path / "socket.xlsx") == "unreadable-file no-file"


@pytest.mark.skipif(os.name == "nt", reason="a link needs a right there")
@pytest.mark.parametrize(("target", "is_read"), [("inside.xlsx", True), ("../outside.xlsx", False)])
def test_a_link_is_followed_within_the_folder(tmp_path: Path, target: str, *, is_read: bool) -> None:
    folder = tmp_path / "folder"
    folder.mkdir()
    (folder / "link.xlsx").symlink_to(target)
    (folder / target).write_bytes(b"x")
    if is_read:
        assert read_file(folder / "link.xlsx", folder) == b"x"
    else:
        assert said(folder / "link.xlsx", folder) == "unreadable-file outside"
    assert read_file(folder / "link.xlsx") == b"x", "a file that was named itself may be anywhere"


def test_what_is_gone_says_what_the_system_says(tmp_path: Path) -> None:
    assert said(tmp_path / "gone.xlsx") == "unreadable-file not-permitted No such file or directory"
    assert said(Path("a\0b")).startswith("unreadable-file not-permitted")


def test_a_file_that_grows_while_it_is_read_is_cut_off(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(opening, "FILE_LIMIT", 10)
    monkeypatch.setattr(opening, "_check", lambda found, target: None)
    (tmp_path / "grows.xlsx").write_bytes(bytes(1_000))
    assert said(tmp_path / "grows.xlsx") == "unreadable-file too-large 0 MB"


def test_the_largest_file_is_read(tmp_path: Path) -> None:
    path = tmp_path / "large.xlsx"
    with path.open("wb") as file:
        file.truncate(FILE_LIMIT)
    assert len(read_file(path)) == FILE_LIMIT


@pytest.mark.skipif(os.name == "nt", reason="there is none there")
def test_the_finding_says_what_to_do(tmp_path: Path) -> None:
    (tmp_path / "zero.xlsx").symlink_to("/dev/zero")
    (finding,) = examine(tmp_path / "zero.xlsx", name="zero.xlsx").findings
    assert finding.message == (
        "zero.xlsx is no file but a folder, a device, a pipe, or a link to one of these. It was not opened; remove it."
    )


# --- folders ----------------------------------------------------------------------------------
def test_all_that_lies_in_a_folder_is_listed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("closed", "sub"):
        (tmp_path / name).mkdir()
    (tmp_path / "sub" / "a.xlsx").touch()
    (tmp_path / ".hidden").touch()
    (tmp_path / "loop").symlink_to(tmp_path)
    (tmp_path / "gone.xlsx").symlink_to("nowhere")
    scan = os.scandir

    def scandir(place: str) -> object:
        if Path(place).name == "closed":
            raise PermissionError(13, "Permission denied", place)
        return scan(place)

    monkeypatch.setattr(os, "scandir", scandir)
    listed = [each.name for each in files_below(tmp_path)]
    assert listed == [".hidden", "closed", "gone.xlsx", "loop", "sub/a.xlsx"]


def test_a_folder_that_cannot_be_read_itself_is_no_empty_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def scandir(place: str) -> object:
        raise PermissionError(13, "Permission denied", place)

    monkeypatch.setattr(os, "scandir", scandir)
    with pytest.raises(PermissionError):
        files_below(tmp_path)


@pytest.mark.parametrize("command", ["validate", "consolidate", "status", "annotate"])
def test_a_link_out_of_the_folder_is_a_row_in_every_command(tmp_path: Path, command: str) -> None:
    """What a link in a folder of returned files leads to is somebody else's; within the folder it is followed."""
    folder = tmp_path / "returned"
    folder.mkdir()
    shutil.copy(RETURNED / "complete.xlsx", tmp_path / "elsewhere.xlsx")
    shutil.copy(RETURNED / "complete.xlsx", folder / "a.xlsx")
    (folder / "b.xlsx").symlink_to(tmp_path / "elsewhere.xlsx")
    (folder / "c.xlsx").symlink_to("a.xlsx")
    place = tmp_path / ("copies" if command == "annotate" else "out.xlsx")
    out = () if command == "validate" else ("--out", str(place))
    said = CliRunner().invoke(kpibook, [command, str(folder), *out]).output
    assert "is a link to a file outside the folder" in said
    assert said.count("outside the folder") == 1
