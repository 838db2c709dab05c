"""Every command takes addresses where it takes folders and files: the same result, and nobody's key anywhere."""

from __future__ import annotations

import re
import shutil
import zipfile
from collections.abc import Iterator
from pathlib import Path

import fsspec
import pytest
from fsspec.implementations.memory import MemoryFileSystem
from moto.server import ThreadedMotoServer

from addin.command_line import kpibook
from addin.tables.run import EPOCH
from tests.command_line import run

RETURNED = Path(__file__).parent / "returned"
SENT = {"complete.xlsx": "kenya.xlsx", "blank.xlsx": "sub/mali #1.xlsx", "cut_short.xlsx": "sub/50%.xlsx"}
KEY, SECRET = "AKIAKPIBOOKTEST", "s3cr/et+of ours"
TYPED = "s3cr%2Fet%2Bof%20ours"
BUCKET = "returned-2026"


@pytest.fixture(autouse=True)
def apart(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder of its own to work in, nothing in memory, and one moment for all results."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv(EPOCH, "1767225600")
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    yield tmp_path
    MemoryFileSystem.store.clear()
    MemoryFileSystem.pseudo_dirs[:] = [""]


@pytest.fixture
def sent(apart: Path) -> Path:
    """A folder of three returned files; the same in memory and in an archive."""
    for name, called in SENT.items():
        target = apart / "returned" / called
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(RETURNED / name, target)
        fsspec.filesystem("memory").pipe(f"/returned/{called}", target.read_bytes())
    with zipfile.ZipFile(apart / "sent.zip", "w") as package:
        for called in SENT.values():
            package.write(apart / "returned" / called, f"returned/{called}")
    return apart / "returned"


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    """A store that speaks as S3 does, on this computer."""
    server = ThreadedMotoServer("127.0.0.1", port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    yield f"http://{host}:{port}"
    server.stop()


@pytest.fixture
def bucket(server: str, sent: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """The same three files in a bucket; nothing but the address knows the key."""
    monkeypatch.setenv("AWS_ENDPOINT_URL", server)
    monkeypatch.setenv("AWS_DEFAULT_REGION", "us-east-1")
    files = fsspec.filesystem("s3", key=KEY, secret=SECRET, skip_instance_cache=True)
    if files.exists(BUCKET):
        files.rm(BUCKET, recursive=True)
    files.mkdir(BUCKET)
    for called in SENT.values():
        files.pipe(f"{BUCKET}/returned/{called}", (sent / called).read_bytes())
    return f"s3://{KEY}:{TYPED}@{BUCKET}"


def parts(result: bytes | Path) -> dict[str, bytes]:
    """What a workbook holds, but when it was made and the digest of that."""
    with fsspec.filesystem("memory").open("/x", "wb") as stream:
        stream.write(result if isinstance(result, bytes) else result.read_bytes())
    with zipfile.ZipFile(fsspec.filesystem("memory").open("/x", "rb")) as package:
        return {
            name: re.sub(rb"<dcterms:(created|modified)[^>]*>[^<]*", b"", package.read(name))
            for name in package.namelist()
            if name != "docProps/custom.xml"
        }


def timeless(table: bytes) -> bytes:
    """A file of the tables without the moment that their description tells, and the digest of that."""
    return re.sub(rb'"(created|kpibook SHA-256)": "[^"]*"', b"", table)


@pytest.mark.long
def test_the_result_is_the_same_from_wherever_it_is_made(
    sent: Path, bucket: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("consolidate", "returned", "--out", "result.xlsx", "--tables", "tables") == 1
    said = capsys.readouterr().out
    expected = parts(Path("result.xlsx"))
    tables = {path.name: timeless(path.read_bytes()) for path in Path("tables").iterdir()}
    places = [
        # the folder, the result, the tables
        ("memory://returned", "memory://result.xlsx", "memory://tables"),
        ("zip://returned::sent.zip", "from-zip.xlsx", "from-zip"),
        (f"{bucket}/returned", f"{bucket}/result.xlsx", f"{bucket}/tables"),
    ]
    for folder, out, to in places:
        assert run("consolidate", folder, "--out", out, "--tables", to) == 1
        told = capsys.readouterr()
        shown = {place: place.replace(f"{KEY}:{TYPED}@", "") for place in (out, to)}
        assert told.out == said.replace("result.xlsx", shown[out]).replace("Tables: tables", f"Tables: {shown[to]}")
        assert told.err == ""
        files, path = _opened(out)
        assert parts(files.cat_file(path)) == expected, folder
        files, path = _opened(to)
        assert {Path(name).name: timeless(files.cat_file(name)) for name in files.find(path)} == tables, folder


def _opened(place: str) -> tuple[fsspec.AbstractFileSystem, str]:
    if place.startswith("s3://"):
        who = {"key": KEY, "secret": SECRET, "skip_instance_cache": True}
        return fsspec.filesystem("s3", **who), place.partition("@")[2]
    files, path = fsspec.url_to_fs(place)
    return files, path


@pytest.mark.long
def test_a_key_is_nowhere_but_in_what_was_typed(bucket: str, apart: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run("consolidate", f"{bucket}/returned", "--out", "result.xlsx", "--tables", "tables")
    run("validate", f"{bucket}/returned/kenya.xlsx", "--json")
    run("letters", f"{bucket}/returned", "--kind", "receipt", "--out", "letters")
    wrong = [
        ("consolidate", f"{bucket}-not-there/returned"),
        ("consolidate", f"{bucket}/returned", f"{bucket}/returned"),
        ("consolidate", f"{bucket}/returned", "--out", f"{bucket}/result.txt"),
        ("consolidate", f"{bucket}/returned", "--before", f"{bucket}/nothing"),
        ("validate", f"nosuch://{KEY}:{TYPED}@host/returned"),
        ("status", f"zip://returned::{bucket}/nothing.zip"),
        ("build", "--language", f"{bucket}/returned"),
        ("build", "--out", f"zip://{KEY}:{TYPED}@x::sent.zip?token={TYPED}"),
        (f"{bucket}/returned",),
    ]
    for arguments in wrong:
        assert run(*arguments) == 2, arguments
    told = capsys.readouterr()
    written = [path for path in apart.rglob("*") if path.is_file() and "returned" not in path.parts]
    everything = {"stdout": told.out.encode(), "stderr": told.err.encode()} | {
        str(path): path.read_bytes() for path in written
    }
    for path in written:
        if zipfile.is_zipfile(path):
            everything |= {f"{path}: {name}": data for name, data in parts(path).items()}
    assert len(everything) > 100
    for secret in (KEY, SECRET, TYPED):
        assert [where for where, data in everything.items() if secret.encode() in data] == []


WRONG = [
    # what is typed, and what is said
    (["validate", "memory://nothing"], "There is nothing at memory://nothing: check the address."),
    (["consolidate", "memory://returned", "--before", "memory://no"], "There is nothing at memory://no: check the"),
    (["consolidate", "zip://::broken.zip"], "zip://::broken.zip is damaged, or no archive of its kind."),
    (
        ["consolidate", "memory://returned", "--out", "memory://theirs.xlsx"],
        "memory://theirs.xlsx is not a result that",
    ),
    (["report", "memory://returned", "--out", "memory://returned/report"], "memory://returned/report is within memory"),
    (["status", "zip://returned::sent.zip"], "An archive keeps no history: add --no-history."),
    (["status", "zip://::sent.zip"], "An archive keeps no history: add --no-history."),
    (["decisions", "zip://returned::sent.zip"], "zip://returned::sent.zip has no place beside it for the ledger"),
]


@pytest.mark.parametrize(("arguments", "sentence"), WRONG, ids=[" ".join(arguments) for arguments, _ in WRONG])
def test_what_cannot_be_done_is_a_sentence_and_nothing_is_written(
    sent: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], sentence: str
) -> None:
    Path("broken.zip").write_bytes(b"no archive")
    memory = fsspec.filesystem("memory")
    memory.pipe("/theirs.xlsx", b"theirs")
    before = {path: memory.cat_file(path) for path in memory.find("/")}
    assert run(*arguments) == 2
    told = capsys.readouterr()
    assert told.out == ""
    assert told.err.startswith(f"kpibook: {sentence}")
    assert {path: memory.cat_file(path) for path in memory.find("/")} == before
    assert not Path("output").exists() or not any(Path("output").iterdir())


def test_each_file_is_called_by_its_address(sent: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run("validate", "memory://returned/sub")
    said = capsys.readouterr().out
    assert "memory://returned/sub/mali #1.xlsx: no Member, 2026, not complete" in said
    assert "kpibook-" not in said


def test_the_history_is_kept_beside_the_folder(sent: Path, capsys: pytest.CaptureFixture[str]) -> None:
    ask = ("status", "memory://returned", "--out", "memory://status.xlsx")
    run(*ask)
    assert "kept for the next one in memory://returned-status.sqlite3." in capsys.readouterr().out
    run(*ask)
    assert "Nothing arrived since the last run" in capsys.readouterr().out
    assert sorted(path for path in fsspec.filesystem("memory").find("/") if "returned/" not in path) == [
        "/returned-status.sqlite3",
        "/status.xlsx",
    ]


def test_the_campaign_and_the_ledger_are_found_beside_it(sent: Path, capsys: pytest.CaptureFixture[str]) -> None:
    memory = fsspec.filesystem("memory")
    memory.pipe("/campaign.yaml", b"year: 2026\ndue: 2026-03-31\nreturn_to: answers@example.org\n")
    assert run("build", "--out", "memory://templates") == 0
    assert memory.find("/templates") == ["/templates/ecom-kpi_2026_en.xlsx"]
    assert run("decisions", "memory://returned") == 0
    assert capsys.readouterr().out.endswith("Ledger: memory://decisions.xlsx\n")
    assert memory.exists("/decisions.xlsx")


TAKE_PLACES = {
    # the parameters of a command that name a folder or a file
    "annotate": {"paths", "out", "decisions"},
    "build": {"prefill", "campaign", "out"},
    "consolidate": {"folder", "out", "tables", "before", "decisions"},
    "decisions": {"folder", "out"},
    "letters": {"folder", "contacts", "members", "campaign", "before", "decisions", "out"},
    "merge": {"files", "out"},
    "migrate": {"returned", "out"},
    "report": {"source", "out", "before", "decisions"},
    "status": {"folder", "members", "contacts", "decisions", "out"},
    "validate": {"paths"},
}


@pytest.mark.parametrize("name", TAKE_PLACES)
def test_every_place_may_be_an_address(name: str) -> None:
    command = kpibook.get_command(None, name)  # type: ignore[arg-type]
    assert command is not None
    kinds = {str(parameter.name): type(parameter.type).__name__ for parameter in command.params}
    places = {"Place", "AllOrPlace", "PlaceOrDatabase"}
    assert {each for each, kind in kinds.items() if kind in places} == TAKE_PLACES[name]
    assert "Path" not in kinds.values()
    # what fetches them, and puts what was made
    assert hasattr(command.callback, "__wrapped__")
