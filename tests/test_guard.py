"""One file that kpibook cannot cope with is one rejected file: the run goes on, and says so honestly."""

from __future__ import annotations

import importlib
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, Future
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from addin.log import log_file
from addin.returned.package_error import PackageError
from addin.submissions.budget import ReaderDiedError, TooMuchMemoryError, TooSlowError
from addin.submissions.examine import examine
from addin.submissions.guard import Guard
from addin.submissions.in_parallel import examine_many
from schemas.definition import Definition
from schemas.layout.places import Place
from schemas.loading.loader import languages
from schemas.questions import Raw
from tests.command_line import run
from tests.fill import fill_places
from tests.last_years import LAST
from tests.templates import built_once

FAILED = (
    "{file} could not be examined: kpibook itself failed on it (ZeroDivisionError), so no answers were taken from it."
    " The detail is in kpibook’s log: send the log and the file to whoever looks after kpibook."
)


@pytest.fixture(autouse=True)
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A current folder and a log of its own; files are read in this process."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("addin.log.log_file", lambda: tmp_path / "log" / "kpibook.log")
    monkeypatch.setattr("addin.submissions.readers.pool", lambda workers=None, budget=None: SameProcess())
    monkeypatch.setattr("addin.submissions.readers.start_ahead", lambda: lambda: None)
    return tmp_path


class SameProcess(Executor):
    """Does each job where it is asked for, so that what is broken here is broken for it."""

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        future: Future[Any] = Future()
        try:
            future.set_result(fn(*args, **kwargs))
        except Exception as error:  # noqa: BLE001 - it is handed over
            future.set_exception(error)
        return future


@pytest.fixture
def folder(place: Path, returned: Callable[..., Path], definition: Definition) -> Path:
    """Three returned workbooks, the second of which kpibook will fail on."""
    made = place / "returned"
    made.mkdir()
    for name, member in (("a.xlsx", "KEN"), ("b.xlsx", "PER"), ("c.xlsx", "UGA")):
        returned({"country": definition.country_names[member]}, name=name).rename(made / name)
    return made


def break_at(monkeypatch: pytest.MonkeyPatch, where: str) -> None:
    """Make the function at `where` fail on the file b.xlsx, as a fault of ours would."""
    module, _, name = where.rpartition(".")
    whole = getattr(importlib.import_module(module), name)

    def broken(returned: Any, *more: Any) -> Any:
        if Path(returned.file).name == "b.xlsx":
            raise ZeroDivisionError("a fault of our own")
        return whole(returned, *more)

    monkeypatch.setattr(where, broken)


BREAKS = [
    # What breaks: a check, or the making of a row.
    "addin.submissions.rows.check_all",
    "addin.submissions.rows.indicator_states",
    "addin.submissions.rows._information",
    "addin.submissions.rows._last",
]


@pytest.mark.parametrize("where", BREAKS)
def test_what_breaks_behind_reading_is_one_rejected_file(
    folder: Path, monkeypatch: pytest.MonkeyPatch, where: str
) -> None:
    break_at(monkeypatch, where)
    first, second, third = examine_many(sorted(folder.iterdir()), names=["a.xlsx", "b.xlsx", "c.xlsx"])
    assert (first.rejected, second.rejected, third.rejected) == (False, True, False)
    assert [(f.code.value, f.message) for f in second.findings] == [("unreadable-file", FAILED.format(file="b.xlsx"))]
    assert (second.levels, second.answers, second.information) == ((), (), ())
    assert len(second.sha256) == 64
    log = Path("log/kpibook.log").read_text(encoding="utf-8")
    assert "b.xlsx\nTraceback" in log
    assert "ZeroDivisionError: a fault of our own" in log


COMMANDS = [
    # (command, exit status, what is said)
    (("validate", "returned"), 1, FAILED.format(file=Path("returned/b.xlsx"))),
    (("consolidate", "returned"), 1, "3 files: 2 accepted, 0 accepted with errors, 0 superseded, 1 rejected."),
    (("consolidate", "returned"), 1, f"Rejected: {FAILED.format(file='b.xlsx')}"),
    (("status", "returned"), 0, f"Not matched to a Member: {FAILED.format(file='b.xlsx')}"),
    (("build", "--all-members", "--language", "en", "--year", "2027", "--prefill", "returned"), 0, "b.xlsx"),
]


@pytest.mark.parametrize(("arguments", "status", "words"), COMMANDS)
def test_every_command_goes_on(
    folder: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    arguments: tuple[str, ...],
    status: int,
    words: str,
) -> None:
    break_at(monkeypatch, "addin.submissions.rows.check_all")
    assert run(*arguments) == status
    said = capsys.readouterr()
    assert words in said.out
    assert said.err == ""


REFUSALS = [
    ("addin.regenerate.workbook_answers.answers_of", ("merge", "returned/a.xlsx", "returned/b.xlsx")),
    ("addin.regenerate.workbook_answers.not_taken", ("merge", "returned/a.xlsx", "returned/b.xlsx")),
    ("addin.regenerate.workbook_answers.answers_of", ("migrate", "returned/b.xlsx", "--language", "fr")),
    ("addin.regenerate.workbook_answers.not_taken", ("migrate", "returned/b.xlsx", "--language", "fr")),
]


@pytest.mark.parametrize(("where", "arguments"), REFUSALS)
def test_what_is_made_of_one_workbook_is_refused_by_name(
    folder: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    where: str,
    arguments: tuple[str, ...],
) -> None:
    break_at(monkeypatch, where)
    assert run(*arguments) == 2
    assert capsys.readouterr().err == f"kpibook: {FAILED.format(file=Path('returned/b.xlsx'))}\n"
    assert not Path("output").exists()


def test_merge_names_the_file_that_cannot_be_read(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "b.xlsx").write_bytes((folder / "b.xlsx").read_bytes()[:5_000])
    assert run("merge", "returned/a.xlsx", "returned/b.xlsx") == 2
    assert f"{Path('returned/b.xlsx')} is damaged" in capsys.readouterr().err


# --- what stands in the locked cells of last year --------------------------------------------

NOT_A_LEVEL: list[Raw] = [float("nan"), float("inf"), -float("inf"), 1e300, 2.5, 0, 6, -1, True, "x", ""]
NOT_A_YEAR: list[Raw] = [*NOT_A_LEVEL, 2026, 2027, 2017, 2025.5]


def with_last_year(definition: Definition, **typed: Raw) -> bytes:
    """A workbook that shows last year's answers, with the named locked cells typed over."""
    shown = definition.with_last_year
    data = built_once(definition, 2026, member="PER", last=LAST).data
    places: dict[Place, Raw] = {shown.layout.last[name].place: value for name, value in typed.items()}
    return fill_places(data, shown, places)


LEVELS_OF_LAST_YEAR = {
    ((s, i), 2025, indicator.level) for (s, i), indicator in LAST.indicators.items() if indicator.level is not None
}


@pytest.mark.parametrize("typed", NOT_A_LEVEL, ids=repr)
def test_a_level_of_last_year_that_is_none_is_not_there(definition: Definition, typed: Raw) -> None:
    Path("a.xlsx").write_bytes(with_last_year(definition, last_level_number_1_1=typed))
    submission = examine("a.xlsx")
    assert not submission.rejected
    there = {((row.standard, row.indicator), row.year, row.level) for row in submission.last}
    assert there == {row for row in LEVELS_OF_LAST_YEAR if row[0] != (1, 1)}


@pytest.mark.parametrize("typed", NOT_A_YEAR, ids=repr)
def test_a_last_year_that_is_none_is_not_there(definition: Definition, typed: Raw) -> None:
    years = {f"last_year_{s}": typed for s in definition.edition.standards}
    Path("a.xlsx").write_bytes(with_last_year(definition, **years))
    submission = examine("a.xlsx")
    assert (submission.rejected, submission.last) == (False, ())


def test_a_last_year_is_read_where_it_stands_whole(definition: Definition) -> None:
    Path("a.xlsx").write_bytes(with_last_year(definition, last_year_1="x"))
    assert {((row.standard, row.indicator), row.year, row.level) for row in examine("a.xlsx").last} == (
        LEVELS_OF_LAST_YEAR
    )


@pytest.mark.parametrize("value", [float("nan"), float("inf")], ids=repr)
def test_a_hidden_cell_stops_no_run(folder: Path, definition: Definition, value: float) -> None:
    (folder / "b.xlsx").write_bytes(with_last_year(definition, last_level_number_1_1=value, last_year_1=value))
    assert run("consolidate", "returned", "--out", "result.xlsx") == 1
    rows = openpyxl.load_workbook("result.xlsx")["Files"].iter_rows(min_row=2, values_only=True)
    assert [(row[0], row[2]) for row in rows][:2] == [("a.xlsx", "accepted"), ("b.xlsx", "accepted-with-errors")]


# --- processes -------------------------------------------------------------------------------


class Pool(Executor):
    """A pool whose process ends each job with an error."""

    def __init__(self, error: BaseException) -> None:
        self.error = error

    def submit(self, *given: Any, **more: Any) -> Future[Any]:
        future: Future[Any] = Future()
        future.set_exception(self.error)
        return future


ENDS = [
    # (how the process ends, what the file's finding says)
    (TooSlowError("10"), "could not be read within 10 seconds."),
    (TooMuchMemoryError("1 GB"), "needs more than 1 GB of memory to be read."),
    (ReaderDiedError("SIGABRT"), "could not be read: twice it ended the program that read it (SIGABRT)."),
    (MemoryError(), "needs more than 1 GB of memory to be read."),
    (ZeroDivisionError(), "kpibook itself failed on it (ZeroDivisionError)"),
]


@pytest.mark.parametrize(("error", "words"), ENDS)
@pytest.mark.parametrize("gone", [False, True])
def test_what_a_process_cannot_send_back_is_one_file(
    folder: Path, error: BaseException, words: str, gone: bool
) -> None:
    files = sorted(folder.iterdir())
    if gone:
        files[1].unlink()
    submissions = list(examine_many(files, executor=Pool(error)))
    assert [submission.rejected for submission in submissions] == [True] * 3
    assert all(words in submission.findings[0].message for submission in submissions)
    assert [bool(submission.sha256) for submission in submissions] == [True, not gone, True]


def test_what_a_person_stops_is_stopped() -> None:
    with pytest.raises(KeyboardInterrupt), Guard("a.xlsx"):
        raise KeyboardInterrupt
    with pytest.raises(PackageError, match="damaged"), Guard("a.xlsx"):
        raise BaseException("a panic")
    with pytest.raises(OSError, match="gone"), Guard("a.xlsx", OSError):
        raise OSError("gone")


def test_a_file_that_does_not_fit_into_memory_is_one_file(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(path: Path, within: Path | None = None) -> bytes:
        raise MemoryError

    monkeypatch.setattr("addin.submissions.examine.read_file", full)
    assert "needs more than 1 GB of memory to be read." in examine(folder / "a.xlsx").findings[0].message


LOGS: list[tuple[str, Callable[[pytest.MonkeyPatch], None]]] = [
    (
        "there is no home",
        lambda patch: patch.setattr("addin.log.log_file", lambda: (_ for _ in ()).throw(RuntimeError)),
    ),
    ("the name is in no known encoding", lambda patch: None),
]


@pytest.mark.parametrize(("why", "prepare"), LOGS, ids=[why for why, _ in LOGS])
def test_a_log_that_cannot_be_written_hides_no_finding(
    monkeypatch: pytest.MonkeyPatch, why: str, prepare: Callable[[pytest.MonkeyPatch], None]
) -> None:
    prepare(monkeypatch)
    with pytest.raises(PackageError, match="inside"), Guard("k\udce9nya.xlsx"):
        raise ZeroDivisionError("k\udce9nya.xlsx")


# --- a language there is not -----------------------------------------------------------------


@pytest.mark.parametrize("language", ["zz", "", "../en", "EN", None])
@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("a.xlsx", "Indicator 1.1 has no implementation level."),
        ("cut.xlsx", "is damaged"),
        ("gone.xlsx", "could not be opened"),
    ],
)
def test_a_language_there_is_not_is_the_workbooks_own_or_english(
    returned: Callable[..., Path], name: str, words: str, language: str | None
) -> None:
    data = returned({"level_1_1": ""}, name="a.xlsx").read_bytes()
    Path("cut.xlsx").write_bytes(data[:5_000])
    messages: Iterator[str] = (found.message for found in examine(name, language=language).findings)
    assert any(words in message for message in messages)


@pytest.mark.parametrize("language", languages())
def test_the_languages_there_are(returned: Callable[..., Path], definition: Definition, language: str) -> None:
    examined = examine(returned({"level_1_1": ""}, name="a.xlsx"), language=language)
    assert (examined.findings[0].message.startswith("Indicator 1.1")) == (language == "en")
    assert log_file().name == "kpibook.log"


def test_the_log_of_windows_is_outside_what_an_installer_makes_anew(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr("addin.log.sys.platform", "win32")
    monkeypatch.setenv("APPDATA", str(tmp_path / "Roaming"))
    assert log_file() == tmp_path / "Roaming" / "kpibook" / "kpibook.log"
