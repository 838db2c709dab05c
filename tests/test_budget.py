"""A file may take so much time and memory; past that, and where it ends its reader, it is one row."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import psutil
import pytest

from addin.submissions import ahead, readers
from addin.submissions.budget import Budget, ReaderDiedError, TooMuchMemoryError, TooSlowError
from addin.submissions.budgeted_pool import BudgetedPool
from addin.submissions.in_parallel import examine_many
from schemas.definition import Definition
from schemas.errors import Refusal
from tests import budget_jobs as jobs
from tests.command_line import run

pytestmark = pytest.mark.usefixtures("own_readers")

SMALL = Budget(seconds=60, memory=200 * 2**20)
SHORT = Budget(seconds=1)
ROOT = Path(__file__).parent.parent

# --- one job --------------------------------------------------------------------------------

ENDS = [
    # (what a job does, its budget, the error that its future raises, what the error says)
    (jobs.slow, SHORT, TooSlowError, "1"),
    (jobs.slow_and_deaf, SHORT, TooSlowError, "1"),
    (jobs.hungry, SMALL, TooMuchMemoryError, "200 MB"),
    (jobs.hungry_beyond_the_limit, SMALL, TooMuchMemoryError, "200 MB"),
    (jobs.wants_512_gigabytes, SMALL, TooMuchMemoryError, "200 MB"),
    (jobs.aborts, SMALL, ReaderDiedError, "SIGABRT"),
    (jobs.reads_nowhere, SMALL, ReaderDiedError, "SIGSEGV"),
    (jobs.is_killed, SMALL, ReaderDiedError, "SIGKILL"),
    (jobs.exits_well, SMALL, ReaderDiedError, "exit status 0"),
    (jobs.exits, SMALL, ReaderDiedError, "SystemExit"),
    (jobs.cannot_be_sent, SMALL, AttributeError, "Can't pickle local object 'cannot_be_sent.<locals>.<lambda>'"),
    (jobs.raises_awkwardly, SMALL, RuntimeError, "Awkward: an error"),
    (jobs.raises, SMALL, ZeroDivisionError, "a fault of our own"),
]


@pytest.mark.parametrize(("job", "budget", "error", "words"), ENDS, ids=[job.__name__ for job, *_ in ENDS])
def test_however_a_job_ends_it_is_that_job_alone(
    job: Callable[[], Any], budget: Budget, error: type[Exception], words: str, capfd: pytest.CaptureFixture[str]
) -> None:
    with BudgetedPool(1, budget) as pool:
        before, ended, behind = pool.submit(jobs.fine, 1), pool.submit(job), pool.submit(jobs.fine, 2)
        assert before.result() == 1
        with pytest.raises(error) as raised:
            ended.result()
        assert str(raised.value) == words
        assert behind.result() == 2
    assert capfd.readouterr() == ("", "")


def test_what_a_library_prints_is_kept_for_the_log() -> None:
    with BudgetedPool(1, SMALL) as pool, pytest.raises(ReaderDiedError) as raised:
        pool.submit(jobs.aborts).result()
    assert jobs.PANIC in "".join(raised.value.__notes__)


def test_a_process_that_something_else_ended_is_no_error_of_its_job(tmp_path: Path) -> None:
    with BudgetedPool(1, SMALL) as pool:
        assert pool.submit(jobs.dies_once, tmp_path / "once").result() == "fine"


# --- the job that a process is handed ahead ------------------------------------------------------


def test_a_process_begins_on_the_next_job_while_its_last_result_is_taken() -> None:
    with BudgetedPool(1, SMALL) as pool:
        pool.submit(jobs.fine).result()
        before, after = pool.submit(jobs.SlowToTake), pool.submit(jobs.now)
        assert after.result() - before.result().made < 0.25


@pytest.mark.parametrize("ends", [jobs.spoils_what_follows, jobs.aborts, jobs.slow, jobs.swells])
def test_what_ends_a_process_is_no_try_of_the_job_that_it_had_ahead(ends: Callable[[], Any], tmp_path: Path) -> None:
    with BudgetedPool(1, Budget(seconds=2, memory=SMALL.memory)) as pool:
        ended, ahead = pool.submit(ends), pool.submit(jobs.dies_once, tmp_path / "once")
        assert ahead.result() == "fine"
        assert ended.done()


def test_after_a_job_that_leaves_much_in_memory_the_next_has_a_process_of_its_own() -> None:
    with BudgetedPool(1, SMALL) as pool:
        first, _, third = pool.submit(jobs.number), pool.submit(jobs.swells), pool.submit(jobs.number)
        assert third.result() != first.result()


def test_no_job_waits_behind_another_while_a_process_is_at_rest() -> None:
    with BudgetedPool(2, SMALL) as pool:
        [future.result() for future in [pool.submit(jobs.after, 0.3, None) for _ in range(2)]]
        long, short = pool.submit(jobs.after, 2, "long"), pool.submit(jobs.fine)
        assert short.result() == "fine"
        assert not long.done()


@pytest.mark.parametrize("prepare", ["load_slowly", "fail_to_load", "is_not_there"])
def test_what_comes_before_a_job_is_no_error_of_its_job(prepare: str) -> None:
    with BudgetedPool(1, Budget(seconds=1), prepare=f"tests.budget_jobs:{prepare}") as pool:
        assert pool.submit(jobs.fine).result() == "fine"


def test_a_job_that_waits_for_others_takes_no_time() -> None:
    with BudgetedPool(1, SHORT) as pool:
        assert [future.result() for future in [pool.submit(jobs.after, 0.3, n) for n in range(6)]] == list(range(6))


def test_a_process_is_started_where_there_is_a_job_for_it() -> None:
    with BudgetedPool(4, SMALL) as pool:
        assert pool.submit(jobs.siblings).result() == 1
        assert {pool.submit(jobs.number).result() for _ in range(3)} == {pool.submit(jobs.number).result()}


def test_the_process_started_ahead_is_the_first_one_of_the_pool() -> None:
    ahead.start("tests.budget_jobs:fine")
    (started,) = jobs.reading(os.getpid())
    with BudgetedPool(2, prepare="tests.budget_jobs:fine") as pool:
        assert pool.submit(jobs.number).result() == started.pid
    ahead.end()
    assert not started.is_running()


def test_a_process_started_ahead_for_nothing_is_ended() -> None:
    ahead.start("tests.budget_jobs:fine")
    (started,) = jobs.reading(os.getpid())
    ahead.end()
    assert not started.is_running()


def test_who_leaves_early_waits_for_nothing() -> None:
    started = time.monotonic()
    pool = BudgetedPool(2)
    busy = [pool.submit(jobs.slow) for _ in range(4)]
    while not busy[0].running():
        time.sleep(0.01)
    with pytest.raises(KeyboardInterrupt), pool:
        raise KeyboardInterrupt
    assert time.monotonic() - started < 5
    assert jobs.reading(os.getpid()) == []
    with pytest.raises(RuntimeError, match="no more jobs"):
        pool.submit(jobs.fine)


# --- the budget -----------------------------------------------------------------------------

BUDGETS = [
    # (KPIBOOK_FILE_SECONDS, KPIBOOK_FILE_MEMORY_MB, seconds, memory in MB, as a sentence names them)
    ("", "", 10, 1024, "10", "1 GB"),
    ("30", "", 30, 1024, "30", "1 GB"),
    (" 0.5 ", "300", 0.5, 300, "0.5", "300 MB"),
    ("60", "4096", 60, 4096, "60", "4 GB"),
]


@pytest.mark.parametrize(("seconds", "megabytes", "time", "memory", "time_shown", "memory_shown"), BUDGETS)
def test_the_environment_sets_the_budget(
    monkeypatch: pytest.MonkeyPatch,
    seconds: str,
    megabytes: str,
    time: float,
    memory: int,
    time_shown: str,
    memory_shown: str,
) -> None:
    monkeypatch.setenv("KPIBOOK_FILE_SECONDS", seconds)
    monkeypatch.setenv("KPIBOOK_FILE_MEMORY_MB", megabytes)
    budget = Budget.from_environment()
    assert budget == Budget(time, memory * 2**20)
    assert (budget.seconds_shown, budget.memory_shown) == (time_shown, memory_shown)
    for name, value in budget.as_environment().items():
        monkeypatch.setenv(name, value)
    assert Budget.from_environment() == budget


NO_BUDGETS = [
    ("KPIBOOK_FILE_SECONDS", "soon", "is 'soon': give a number above 0, or leave it out for 10."),
    ("KPIBOOK_FILE_SECONDS", "0", "is '0': give a number above 0, or leave it out for 10."),
    ("KPIBOOK_FILE_SECONDS", "nan", "is 'nan': give a number above 0, or leave it out for 10."),
    ("KPIBOOK_FILE_MEMORY_MB", "-1", "is '-1': give a number above 0, or leave it out for 1024."),
    ("KPIBOOK_FILE_MEMORY_MB", "inf", "is 'inf': give a number above 0, or leave it out for 1024."),
]


@pytest.mark.parametrize(("variable", "typed", "words"), NO_BUDGETS)
def test_what_is_no_budget_is_refused(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], variable: str, typed: str, words: str
) -> None:
    monkeypatch.setenv(variable, typed)
    with pytest.raises(Refusal):
        Budget.from_environment()
    assert run("validate", str(ROOT / "tests/returned/complete.xlsx")) == 2
    assert capsys.readouterr().err == f"kpibook: {variable} {words}\n"


# --- files ----------------------------------------------------------------------------------

SAID = {
    "aborts.xlsx": "aborts.xlsx could not be read: twice it ended the program that read it (SIGABRT).",
    "hungry.xlsx": "hungry.xlsx needs more than 200 MB of memory to be read.",
    "killed.xlsx": "killed.xlsx could not be read: twice it ended the program that read it (SIGKILL).",
    "slow.xlsx": "slow.xlsx could not be read within 5 seconds.",
}


@pytest.fixture
def folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, returned: Callable[..., Path], definition: Definition
) -> Path:
    """Six returned workbooks in `returned`, four of which do something to whoever reads them."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    monkeypatch.setenv("KPIBOOK_FILE_SECONDS", "5")
    monkeypatch.setenv("KPIBOOK_FILE_MEMORY_MB", "200")
    monkeypatch.setattr(readers, "_PREPARE", "tests.budget_jobs:make_files_hostile")
    made = tmp_path / "returned"
    made.mkdir()
    for name, member in {"kenya.xlsx": "KEN", "peru.xlsx": "PER", **dict.fromkeys(SAID, "UGA")}.items():
        returned({"country": definition.country_names[member]}, name=name).rename(made / name)
    return made


@pytest.mark.long
def test_each_is_one_row_in_its_place(folder: Path) -> None:
    seen: list[str] = []
    files = sorted(folder.iterdir())
    names = [path.name for path in files]
    submissions = list(examine_many(files, names=names, progress=lambda result: seen.append(result.file)))
    assert [submission.file for submission in submissions] == seen == names
    for submission in submissions:
        assert len(submission.sha256) == 64
        if submission.file in SAID:
            (finding,) = submission.findings
            assert (finding.code.value, submission.rejected) == ("unreadable-file", True)
            assert finding.message == f"{SAID[submission.file]} Ask for a new copy, saved as .xlsx."
        else:
            assert (submission.complete, submission.findings) == (True, ())


@pytest.mark.long
def test_consolidating_goes_on(folder: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert run("consolidate", "returned", "--out", "result.xlsx") == 1
    rows = openpyxl.load_workbook("result.xlsx")["Files"].iter_rows(min_row=2, values_only=True)
    status = {row[0]: row[2] for row in rows}
    assert status == {"kenya.xlsx": "accepted", "peru.xlsx": "accepted", **dict.fromkeys(SAID, "rejected")}
    said = capfd.readouterr()
    assert all(words in said.out for words in SAID.values())
    assert said.err == ""
    assert jobs.PANIC in Path("state/kpibook/kpibook.log").read_text(encoding="utf-8")


@pytest.mark.long
@pytest.mark.parametrize("name", SAID)
def test_a_file_alone_is_read_in_a_process_too(folder: Path, capfd: pytest.CaptureFixture[str], name: str) -> None:
    file = str(folder / name)
    assert run("validate", file, "--json", "--language", "fr") == 2
    said = capfd.readouterr()
    (finding,) = json.loads(said.out)[0]["findings"]
    assert (finding["code"], said.err) == ("unreadable-file", "")
    assert "Demandez un nouvel exemplaire" in finding["message"]


REFUSED = [
    ("merge", "returned/kenya.xlsx", "returned/{}"),
    ("migrate", "returned/{}", "--language", "fr"),
]


@pytest.mark.long
@pytest.mark.parametrize("name", ["aborts.xlsx", "slow.xlsx", "hungry.xlsx"])
@pytest.mark.parametrize("arguments", REFUSED, ids=lambda arguments: arguments[0])
def test_what_is_made_of_a_workbook_is_refused(
    folder: Path, capfd: pytest.CaptureFixture[str], arguments: tuple[str, ...], name: str
) -> None:
    assert run(*(argument.format(name) for argument in arguments)) == 2
    sentence = f"{Path('returned')}{os.sep}{SAID[name]} Ask for a new copy, saved as .xlsx."
    assert capfd.readouterr() == ("", f"kpibook: {sentence}\n")
    assert not Path("output").exists()


GO_ON = [
    (("status", "returned", "--out", "status.xlsx"), SAID.values()),
    (
        ("build", "--all-members", "--year", "2027", "--language", "en", "--prefill", "returned"),
        [f"no answers could be read: {', '.join(SAID)}."],
    ),
]


@pytest.mark.long
@pytest.mark.parametrize(("arguments", "words"), GO_ON, ids=["status", "build"])
def test_the_others_go_on(
    folder: Path, capfd: pytest.CaptureFixture[str], arguments: tuple[str, ...], words: list[str]
) -> None:
    assert run(*arguments) == 0
    said = capfd.readouterr()
    assert all(each in said.out for each in words)
    assert said.err == ""


@pytest.mark.long
@pytest.mark.parametrize("name", ["aborts.xlsx", "hungry.xlsx"])
def test_an_earlier_result_has_a_budget_too(folder: Path, capfd: pytest.CaptureFixture[str], name: str) -> None:
    earlier = (folder / name).rename(folder.parent / f"result_{name}").name
    assert run("consolidate", "returned", "--before", earlier) == 2
    sentence = f"{earlier} could not be read as a consolidated result: make it anew."
    assert capfd.readouterr() == ("", f"kpibook: {sentence}\n")


# --- however the program ends, its processes end --------------------------------------------

BUSY = """
import sys, time
from tests import budget_jobs as jobs
from addin.submissions.budgeted_pool import BudgetedPool
if __name__ == "__main__":
    pool = BudgetedPool(3)
    print(*[pool.submit(jobs.number).result()], flush=True)
    busy = [pool.submit(getattr(jobs, name)) for name in sys.argv[1:]]
    while not all(future.running() for future in busy):
        time.sleep(0.01)
    time.sleep(0.5)
    print("busy", flush=True)
    time.sleep(60)
"""


def still_there(processes: list[psutil.Process]) -> list[psutil.Process]:
    """Those that live on two seconds later; one that only waits for its exit to be asked for is gone."""
    _, left = psutil.wait_procs(processes, timeout=2)
    return [process for process in left if process.is_running() and process.status() != psutil.STATUS_ZOMBIE]


@pytest.mark.skipif(sys.platform == "win32", reason="there are signals on POSIX only")
@pytest.mark.parametrize("doing", [[], ["slow", "slow"], ["slow", "slow_and_deaf"]], ids=" ".join)
@pytest.mark.parametrize("name", ["SIGKILL", "SIGTERM", "SIGINT"])
def test_the_processes_end_with_their_parent(name: str, doing: list[str]) -> None:
    command = [sys.executable, "-c", BUSY, *doing]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as parent:
        assert parent.stdout is not None
        while parent.stdout.readline().strip() != "busy":
            pass
        children = psutil.Process(parent.pid).children(recursive=True)
        assert len(children) == max(1, len(doing))
        parent.send_signal(getattr(signal, name))
        parent.wait(5)
    assert still_there(children) == []


@pytest.mark.long
@pytest.mark.skipif(sys.platform == "win32", reason="there are signals on POSIX only")
@pytest.mark.parametrize("name", ["SIGTERM", "SIGINT"])
def test_a_command_that_is_told_to_end_leaves_nothing(tmp_path: Path, template: bytes, name: str) -> None:
    (tmp_path / "returned").mkdir()
    for number in range(200):
        (tmp_path / "returned" / f"{number}.xlsx").write_bytes(template)
    command = [sys.executable, "-m", "addin.cli", "consolidate", "returned", "--out", "result.xlsx"]
    environment = os.environ | {"XDG_STATE_HOME": str(tmp_path / "state"), "TMPDIR": str(tmp_path / "temporary")}
    (tmp_path / "temporary").mkdir()
    with subprocess.Popen(
        command, cwd=tmp_path, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as parent:
        me = psutil.Process(parent.pid)
        while len(children := me.children(recursive=True)) < min(2, os.cpu_count() or 1):
            time.sleep(0.02)
        parent.send_signal(getattr(signal, name))
        out, err = parent.communicate(timeout=10)
    assert (parent.returncode, out, err.strip()) == (2, "", "kpibook: stopped; nothing was changed.")
    assert still_there(children) == []
    assert [path.name for path in tmp_path.iterdir()] == ["returned", "temporary"]
    assert list((tmp_path / "temporary").iterdir()) == []
