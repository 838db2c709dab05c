"""What is at an address stands in a local folder meanwhile, bounded; what is made there is put whole, or not at all."""

from __future__ import annotations

import os
import zipfile
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import fsspec
import pytest
from fsspec.implementations.memory import MemoryFileSystem

from schemas.errors import Refusal
from schemas.places import limits
from schemas.places.address import Address
from schemas.places.visit import Role, Visit
from schemas.whole_file import PREFIX, temporary_prefix

TROUBLE = "trouble"


class Trouble(MemoryFileSystem):  # type: ignore[misc]
    """A store in which something goes wrong: it has folders and moves files, as a server of sftp does."""

    protocol = TROUBLE
    store: dict[str, Any] = {}  # noqa: RUF012 - as in its base
    pseudo_dirs: list[str] = [""]  # noqa: RUF012
    raised: Callable[[str, str], None] = staticmethod(lambda what, path: None)

    @classmethod
    def _strip_protocol(cls, path: str) -> str:
        return str(MemoryFileSystem._strip_protocol(path.removeprefix(f"{TROUBLE}://")))

    def find(self, path: str, **options: Any) -> Any:
        self.raised("list", path)
        return super().find(path, **options)

    def open(self, path: str, mode: str = "rb", **options: Any) -> Any:
        self.raised(mode, path)
        return super().open(path, mode, **options)

    def pipe_file(self, path: str, value: bytes, **options: Any) -> None:
        self.raised("pipe", path)
        super().pipe_file(path, value, **options)

    def mv(self, path1: str, path2: str, **options: Any) -> None:
        self.raised("move", path2)
        super().mv(path1, path2, **options)


@pytest.fixture(autouse=True)
def stores() -> Iterator[None]:
    """Nothing is in memory before a test and behind it."""
    fsspec.register_implementation(TROUBLE, Trouble, clobber=True)
    yield
    for kind in (MemoryFileSystem, Trouble):
        kind.store.clear()
        kind.pseudo_dirs[:] = [""]
    Trouble.raised = staticmethod(lambda what, path: None)


@pytest.fixture
def visit() -> Iterator[Visit]:
    visit = Visit()
    yield visit
    visit.close()


def put(**files: bytes) -> None:
    """Files in memory, by their path with `__` for what stands between folders."""
    fsspec.filesystem("memory").pipe({f"/{name.replace('__', '/')}.xlsx": data for name, data in files.items()})


def there(scheme: str = "memory") -> dict[str, bytes]:
    files = fsspec.filesystem(scheme)
    return {path: files.cat_file(path) for path in files.find("/")}


def fetched(visit: Visit, *addresses: str) -> list[Path]:
    local = [visit.ask(Address(address), Role.READ) for address in addresses]
    visit.fetch()
    return local


def named(folder: Path) -> list[str]:
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if not path.is_dir())


def archive(path: Path, **files: bytes) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in files.items():
            package.writestr(name, data)
    return path


# --- fetched ---------------------------------------------------------------------------------
def test_a_folder_has_all_below_it(visit: Visit) -> None:
    put(returned__kenya=b"k", returned__sub__mali=b"m", other=b"o")
    (folder,) = fetched(visit, "memory://returned")
    assert folder.name == "returned"
    assert named(folder) == ["kenya.xlsx", "sub/mali.xlsx"]
    assert (folder / "sub" / "mali.xlsx").read_bytes() == b"m"


def test_only_its_owner_may_look_into_the_folder_and_it_is_gone_in_the_end(visit: Visit) -> None:
    put(returned__kenya=b"k")
    (folder,) = fetched(visit, "memory://returned")
    root = folder.parents[2]
    assert root.name.startswith(temporary_prefix())
    assert os.name == "nt" or root.stat().st_mode & 0o077 == 0
    visit.close()
    assert not root.exists()


def test_what_a_killed_run_left_is_taken_away(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    put(returned__kenya=b"k")
    ours = temporary_prefix()
    left = tmp_path / f"{ours.replace(str(os.getpid()), '999999999')}0123456789abcdef"
    (left / "0" / "memory").mkdir(parents=True)
    visit = Visit()
    fetched(visit, "memory://returned")
    assert [path.name.startswith(ours) for path in tmp_path.glob(f"{PREFIX}*")] == [True]
    visit.close()


def test_the_same_store_is_one_tree(visit: Visit) -> None:
    """What lies within another place, or beside it, does so here."""
    put(a__returned__kenya=b"k", a__result=b"r")
    folder, result = fetched(visit, "memory://a/returned", "memory://a/result.xlsx")
    assert result.parent == folder.parent


def test_an_archive_may_be_elsewhere_itself(visit: Visit, tmp_path: Path) -> None:
    packed = archive(tmp_path / "sent.zip", **{"returned/kenya.xlsx": b"k"})
    fsspec.filesystem("memory").pipe("/sent.zip", packed.read_bytes())
    (folder,) = fetched(visit, "zip://returned::memory://sent.zip")
    assert named(folder) == ["kenya.xlsx"]


def test_the_time_of_a_file_is_kept(visit: Visit, tmp_path: Path) -> None:
    packed = archive(tmp_path / "sent.zip", kenya=b"k")
    with zipfile.ZipFile(packed, "w") as package:
        package.writestr(zipfile.ZipInfo("kenya.xlsx", (2026, 3, 31, 12, 0, 0)), b"k")
    (folder,) = fetched(visit, f"zip://::{packed}")
    day = next(folder.iterdir()).stat().st_mtime
    assert abs(day - 1_774_958_400) <= 14 * 3600  # an archive knows no time zone


def test_no_name_in_an_archive_leads_out(visit: Visit, tmp_path: Path) -> None:
    packed = archive(tmp_path / "sent.zip", **{"../../evil.xlsx": b"e", "/abs.xlsx": b"a", "good.xlsx": b"g"})
    (folder,) = fetched(visit, f"zip://::{packed}")
    root = folder.parents[1]
    assert all(path.is_relative_to(folder) for path in root.rglob("*") if path.is_file())
    assert sorted(map(os.path.basename, named(folder))) == ["abs.xlsx", "evil.xlsx", "good.xlsx"]


def test_a_file_too_large_is_a_hole_of_its_size(visit: Visit, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is refused unread by its size: a bomb is never unpacked."""
    monkeypatch.setattr(limits, "FILE_LIMIT", 1_000)
    packed = archive(tmp_path / "sent.zip", **{"bomb.xlsx": b"x" * 1_001, "good.xlsx": b"g" * 1_000})
    (folder,) = fetched(visit, f"zip://::{packed}")
    assert (folder / "bomb.xlsx").read_bytes() == b"\0" * 1_001
    assert (folder / "good.xlsx").read_bytes() == b"g" * 1_000


LIMITS = [
    # the limit, what it is set to, and the sentence
    ("FILES_LIMIT", 1, "There are more than 1 files at memory://returned: give the folder"),
    ("FETCHED_LIMIT", 2, "The files at memory://returned have more than 0 GB: give the folder"),
]


def test_a_damaged_file_in_an_archive_is_listed_and_the_others_are_there(visit: Visit, tmp_path: Path) -> None:
    packed = tmp_path / "sent.zip"
    with zipfile.ZipFile(packed, "w") as package:
        package.writestr("bad.xlsx", b"DAMAGED")
        package.writestr("good.xlsx", b"good")
    packed.write_bytes(packed.read_bytes().replace(b"DAMAGED", b"damaged"))
    (folder,) = fetched(visit, f"zip://::{packed}")
    assert named(folder) == ["bad.xlsx", "good.xlsx"]
    assert (folder / "good.xlsx").read_bytes() == b"good"


@pytest.mark.parametrize(("limit", "value", "sentence"), LIMITS)
def test_more_than_the_limits_is_not_fetched(
    visit: Visit, monkeypatch: pytest.MonkeyPatch, limit: str, value: int, sentence: str
) -> None:
    monkeypatch.setattr(limits, limit, value)
    put(returned__kenya=b"kk", returned__mali=b"mm")
    with pytest.raises(Refusal, match=sentence):
        fetched(visit, "memory://returned")


def test_what_has_more_in_it_than_is_said_is_refused(visit: Visit, monkeypatch: pytest.MonkeyPatch) -> None:
    put(returned__kenya=b"k" * 10)
    says = MemoryFileSystem.find

    def less(self: MemoryFileSystem, path: str, **options: Any) -> Any:
        return {name: {**info, "size": 9} for name, info in says(self, path, **options).items()}

    monkeypatch.setattr(MemoryFileSystem, "find", less)
    with pytest.raises(Refusal, match="has more in it than is said of it"):
        fetched(visit, "memory://returned")


def test_a_link_is_not_followed(visit: Visit, monkeypatch: pytest.MonkeyPatch) -> None:
    put(returned__kenya=b"k")
    says = MemoryFileSystem.find
    monkeypatch.setattr(
        MemoryFileSystem,
        "find",
        lambda self, path, **options: {
            name: {**info, "type": "link"} for name, info in says(self, path, **options).items()
        },
    )
    (folder,) = fetched(visit, "memory://returned")
    assert named(folder) == ["kenya.xlsx"]
    assert not (folder / "kenya.xlsx").exists() or (folder / "kenya.xlsx").read_bytes() == b""


class NoCredentialsError(Exception):
    """As botocore names it."""


SENTENCES = [
    # what a library raises, while what is done, and what is said of it
    (FileNotFoundError("s3cret"), "list", "There is nothing at trouble://returned: check the address."),
    (PermissionError("s3cret"), "list", "trouble://returned may not be read: check who you are there,"),
    (NoCredentialsError("s3cret"), "list", "trouble://returned may not be read: check who you are there,"),
    (ConnectionResetError("s3cret"), "rb", "The connection to trouble://returned was lost, or there was none:"),
    (TimeoutError("s3cret"), "rb", "The connection to trouble://returned was lost, or there was none:"),
    (zipfile.BadZipFile("s3cret"), "list", "trouble://returned is damaged, or no archive of its kind."),
    (OSError(28, "s3cret"), "rb", "There is no room for what is at trouble://returned: make some"),
    (RuntimeError("s3cret"), "rb", "trouble://returned could not be read (RuntimeError): check the address."),
]


@pytest.mark.parametrize(("error", "doing", "sentence"), SENTENCES)
def test_what_breaks_is_a_sentence(visit: Visit, error: Exception, doing: str, sentence: str) -> None:
    fsspec.filesystem(TROUBLE).pipe({"/returned/kenya.xlsx": b"k", "/returned/mali.xlsx": b"m"})

    def breaks(what: str, path: str) -> None:
        if what == doing and "kenya" not in path:
            raise error

    Trouble.raised = staticmethod(breaks)
    with pytest.raises(Refusal) as refused:
        fetched(visit, f"{TROUBLE}://returned")
    assert str(refused.value).startswith(sentence)
    assert "s3cret" not in str(refused.value)


NOWHERE = [
    ("memory://nothing", "There is nothing at memory://nothing: check the address."),
    ("nosuch://AKIA:s3cret@x", "No store is known that an address such as nosuch://x leads to."),
    ("zip://::nothing.zip", "There is nothing at zip://::nothing.zip: check the address."),
    (
        "zip://returned.zip",
        "zip://returned.zip names nothing to look into: that stands behind two colons, as in zip://::returned.zip.",
    ),
]


@pytest.mark.parametrize(("address", "sentence"), NOWHERE)
def test_what_leads_nowhere(visit: Visit, address: str, sentence: str) -> None:
    with pytest.raises(Refusal) as refused:
        fetched(visit, address)
    assert str(refused.value) == sentence


MISSING = [
    # the address, and what is to be installed
    ("s3://bucket/returned", "s3fs"),
    ("abfs://box@account/returned", "adlfs"),
    ("zip://::sftp://host/sent.zip", "paramiko"),
]


def test_an_archive_with_a_name_that_is_no_text_is_damaged(visit: Visit, tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "sent.zip", "w") as archive:
        archive.writestr("é.xlsx", b"")
    data = (tmp_path / "sent.zip").read_bytes()
    (tmp_path / "sent.zip").write_bytes(data.replace("é".encode(), b"\xff\xfe"))
    with pytest.raises(Refusal, match=r"sent.zip is damaged, or no archive of its kind\.$"):
        fetched(visit, f"zip://::{tmp_path / 'sent.zip'}")


@pytest.mark.parametrize(("address", "package"), MISSING)
def test_a_package_that_is_missing_is_named(
    visit: Visit, monkeypatch: pytest.MonkeyPatch, address: str, package: str
) -> None:
    def missing(*_: object, **__: object) -> None:
        raise ImportError("Install it")

    monkeypatch.setattr("schemas.places.store.url_to_fs", missing)
    with pytest.raises(Refusal, match=rf"needs a package .*: install it with .*{package}"):
        fetched(visit, address)


# --- put -------------------------------------------------------------------------------------
WRITTEN = ["memory", TROUBLE]
"""A store in which what is put appears whole, and one in which it waits under another name."""


@pytest.mark.parametrize("scheme", WRITTEN)
def test_what_was_made_changed_and_taken_away_is_there(visit: Visit, scheme: str) -> None:
    fsspec.filesystem(scheme).pipe({"/out/same": b"same", "/out/changed": b"old", "/out/gone": b"gone"})
    folder = visit.ask(Address(f"{scheme}://out"), Role.FOLDER)
    result = visit.ask(Address(f"{scheme}://result.xlsx"), Role.FILE)
    visit.fetch()
    (folder / "changed").write_bytes(b"changed")
    (folder / "gone").unlink()
    (folder / "sub").mkdir()
    (folder / "sub" / "new").write_bytes(b"new")
    (folder / ".kpibook-unfinished").write_bytes(b"unfinished")
    result.write_bytes(b"result")
    visit.deliver()
    assert there(scheme) == {
        "/out/changed": b"changed",
        "/out/same": b"same",
        "/out/sub/new": b"new",
        "/result.xlsx": b"result",
    }


@pytest.mark.parametrize("role", [Role.FILE, Role.FOLDER])
def test_who_may_not_write_is_told_before_anything_is_read(visit: Visit, role: Role) -> None:
    fsspec.filesystem(TROUBLE).pipe({"/returned/kenya.xlsx": b"k", "/out/there": b"t"})
    done: list[str] = []

    def breaks(what: str, path: str) -> None:
        done.append(what)
        if what == "pipe":
            raise PermissionError("s3cret")

    Trouble.raised = staticmethod(breaks)
    visit.ask(Address(f"{TROUBLE}://returned"), Role.READ)
    visit.ask(Address(f"{TROUBLE}://out"), role)
    with pytest.raises(Refusal, match="trouble://out may not be written to: check who you are there"):
        visit.fetch()
    assert done == ["pipe"]


def test_nothing_stays_of_the_trial(visit: Visit) -> None:
    put(out__there=b"t")
    visit.ask(Address("memory://out"), Role.FOLDER)
    visit.ask(Address("memory://result.xlsx"), Role.FILE)
    visit.fetch()
    visit.deliver()
    assert there() == {"/out/there.xlsx": b"t"}


def test_what_is_only_read_is_never_written(visit: Visit) -> None:
    put(returned__kenya=b"k")
    (folder,) = fetched(visit, "memory://returned")
    (folder / "kenya.xlsx").write_bytes(b"changed")
    visit.deliver()
    assert there() == {"/returned/kenya.xlsx": b"k"}


def test_an_earlier_result_that_stays_beside_is_put_there_as_well(visit: Visit) -> None:
    result = visit.ask(Address("memory://result.xlsx"), Role.FILE)
    visit.fetch()
    result.parent.mkdir(parents=True, exist_ok=True)
    for name in ("result.xlsx", "result-before-20270331-153000.xlsx", "result-other.xlsx"):
        result.with_name(name).write_bytes(b"r")
    visit.deliver()
    assert sorted(there()) == ["/result-before-20270331-153000.xlsx", "/result.xlsx"]


@pytest.mark.parametrize("meanwhile", [b"theirs", None], ids=["written", "taken away"])
def test_what_somebody_wrote_meanwhile_is_not_replaced(visit: Visit, meanwhile: bytes | None) -> None:
    put(result=b"old")
    result = visit.ask(Address("memory://result.xlsx"), Role.FILE)
    visit.fetch()
    result.write_bytes(b"ours")
    files = fsspec.filesystem("memory")
    if meanwhile is None:
        files.rm("/result.xlsx")
    else:
        files.pipe("/result.xlsx", meanwhile)
    with pytest.raises(Refusal, match=r"Somebody wrote to memory://result\.xlsx while kpibook was at work"):
        visit.deliver()
    assert there() == ({"/result.xlsx": meanwhile} if meanwhile else {})


@pytest.mark.parametrize(("doing", "scheme"), [("wb", "memory"), ("wb", TROUBLE), ("move", TROUBLE)])
def test_where_one_cannot_be_put_all_is_as_before(
    visit: Visit, monkeypatch: pytest.MonkeyPatch, doing: str, scheme: str
) -> None:
    before = {"/out/a": b"a", "/out/b": b"b"}
    fsspec.filesystem(scheme).pipe(before)
    folder = visit.ask(Address(f"{scheme}://out"), Role.FOLDER)
    visit.fetch()
    for name in ("a", "b", "c"):
        (folder / name).write_bytes(b"new")
    tried: list[str] = []

    def breaks(what: str, path: str) -> None:
        if what == doing:
            tried.append(path)
            if len(tried) == 2:
                raise ConnectionResetError("s3cret")

    Trouble.raised = staticmethod(breaks)
    if scheme == "memory":
        puts = MemoryFileSystem.put_file

        def put_file(self: MemoryFileSystem, local: str, path: str, **options: Any) -> None:
            breaks("wb", path)
            puts(self, local, path, **options)

        monkeypatch.setattr(MemoryFileSystem, "put_file", put_file)
    with pytest.raises(Refusal, match=f"The connection to {scheme}://out was lost"):
        visit.deliver()
    assert there(scheme) == before
    with suppress(Refusal):
        visit.deliver()
    assert there(scheme) == before, "it is tried once"


READ_ONLY = ["zip://result.xlsx::sent.zip", "https://host/result.xlsx", "github://org:repo@main/result.xlsx"]


@pytest.mark.parametrize("address", READ_ONLY)
def test_what_takes_no_files_is_refused_before_anything_is_read(visit: Visit, address: str) -> None:
    visit.ask(Address(address), Role.FILE)
    with pytest.raises(Refusal, match="Nothing can be written to"):
        visit.fetch()
