"""Reading on Dask's workers is reading: the same result to the byte, whatever becomes of a worker or a file."""

from __future__ import annotations

import importlib.util
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import psutil
import pytest
from distributed import Client, LocalCluster

from addin.machines import cluster as connection
from addin.machines.machines import Machines, _batches
from addin.machines.worker import Readers
from addin.results.folder_result import consolidate_folder
from addin.returned.folder import find_files
from addin.submissions.asked import Asked
from addin.submissions.budget import ReaderDiedError, TooSlowError
from addin.submissions.elsewhere import Elsewhere, ElsewhereError
from addin.submissions.in_parallel import Watch, examine_listed, examine_many
from addin.submissions.submission import Submission
from schemas.terminal.shown import shown
from tests import budget_jobs
from tests.command_line import run

pytestmark = pytest.mark.long


RETURNED = Path(__file__).parent / "returned"
EPOCH = "1767225600"
Files = dict[str, bytes]
NO_DASHBOARD = {"dashboard": False, "dashboard_address": "127.0.0.1:0"}


@pytest.fixture(scope="module")
def two_workers() -> Iterator[LocalCluster]:
    """A scheduler with two workers of one thread each, as somebody else started them."""
    with LocalCluster(
        n_workers=2, threads_per_worker=1, host="127.0.0.1", scheduler_kwargs=NO_DASHBOARD, memory_limit=0
    ) as running:
        yield running


@pytest.fixture
def address(two_workers: LocalCluster) -> str:
    return str(two_workers.scheduler_address)


@pytest.fixture
def no_patience(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connection, "_PATIENCE", 1)


@pytest.fixture(scope="module")
def consolidated(tmp_path_factory: pytest.TempPathFactory) -> Callable[..., Files]:
    """What consolidating the corpus, hostile files included, writes: each file's bytes by its name."""

    def work(watch: Watch, executor: Elsewhere | None = None) -> Files:
        with pytest.MonkeyPatch.context() as patch:
            patch.setenv("SOURCE_DATE_EPOCH", EPOCH)
            patch.chdir(tmp_path_factory.mktemp("consolidated"))
            shutil.copytree(RETURNED, "returned")
            consolidate_folder(
                Path("returned"), Path("result.xlsx"), watch, tables=Path("tables"), year=2026, executor=executor
            )
            written = [Path("result.xlsx"), *sorted(Path("tables").iterdir())]
            return {path.name: path.read_bytes() for path in written}

    return work


@pytest.fixture(scope="module")
def in_processes(consolidated: Callable[..., Files]) -> Files:
    """What is written without any cluster."""
    return consolidated(unwatched)


def unwatched(submissions: Iterator[Submission], total: int) -> Iterator[Submission]:
    return submissions


def one_file(folder: Path) -> Path:
    return Path(shutil.copy(RETURNED / "complete.xlsx", folder))


# --- the same result -------------------------------------------------------------------------
def test_two_workers_make_the_same_result_to_the_byte(
    consolidated: Callable[..., Files], in_processes: Files, address: str
) -> None:
    assert {"result.xlsx", "levels.csv", "levels.parquet", "findings.csv"} <= in_processes.keys()
    with Machines(address) as machines:
        assert consolidated(unwatched, machines) == in_processes


def test_a_worker_that_is_killed_on_the_way_changes_nothing(
    consolidated: Callable[..., Files], in_processes: Files, two_workers: LocalCluster
) -> None:
    killed = []

    def kill_one(submissions: Iterator[Submission], total: int) -> Iterator[Submission]:
        for submission in submissions:
            if not killed:
                killed.append(two_workers.workers[0].pid)
                os.kill(killed[0], signal.SIGKILL)
            yield submission

    with Machines(two_workers.scheduler_address) as machines:
        assert consolidated(kill_one, machines) == in_processes
    assert killed
    assert not psutil.pid_exists(killed[0]) or psutil.Process(killed[0]).status() == psutil.STATUS_ZOMBIE


@pytest.mark.usefixtures("own_readers")
def test_without_a_scheduler_a_cluster_of_its_own_comes_and_goes(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    file, before = one_file(tmp_path), children()
    assert run("validate", file, "--json") == run("validate", file, "--json", "--executor", "dask")
    said = capfd.readouterr()
    assert said.err == ""
    half = len(said.out) // 2
    assert said.out[:half] == said.out[half:]
    assert children() <= before


def children() -> set[int]:
    """The processes below this one that have not ended, but for the one that looks after what all of them share."""
    every = psutil.Process().children(recursive=True)
    going_on = (child for child in every if child.is_running() and child.status() != psutil.STATUS_ZOMBIE)
    return {child.pid for child in going_on if "resource_tracker" not in " ".join(child.cmdline())}


# --- what a file may cost there --------------------------------------------------------------
ENDS = [
    # (what a file does to its reader, what it is: as in a process of this computer)
    (budget_jobs.slow, TooSlowError, "1"),
    (budget_jobs.slow_and_deaf, TooSlowError, "1"),
    (budget_jobs.is_killed, ReaderDiedError, "SIGKILL"),
]


def test_what_ends_a_reader_ends_no_worker(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KPIBOOK_FILE_SECONDS", "1")
    with Client(address, set_as_default=False) as client, Machines(address) as machines:
        before = client.run(os.getpid)
        answers = [(machines.submit(job), error, what) for job, error, what in ENDS]
        for answer, error, what in answers:
            with pytest.raises(error) as raised:
                answer.result(60)
            assert raised.value.what == what  # type: ignore[attr-defined]
        assert machines.submit(budget_jobs.fine, "fine").result(60) == "fine"
        assert client.run(os.getpid) == before


def test_what_ends_a_reader_ends_no_job_that_travels_with_it(address: str) -> None:
    with Machines(address) as machines:
        calls = [(budget_jobs.fine, 1), (budget_jobs.is_killed,), (budget_jobs.fine, 3), (budget_jobs.raises,)]
        first, killed, third, failed = machines.submit_together(calls)
        assert (first.result(60), third.result(60)) == (1, 3)
        with pytest.raises(ReaderDiedError):
            killed.result(60)
        with pytest.raises(ZeroDivisionError):
            failed.result(60)


MEGABYTES = [
    # (the jobs in megabytes, those that travel together)
    ([], []),
    ([1, 1, 1, 1], [[1, 1, 1, 1]]),
    ([1, 3, 1], [[1, 3], [1]]),
    ([1, 9, 1], [[1], [9], [1]]),
]


@pytest.mark.parametrize(("sizes", "expected"), MEGABYTES)
def test_small_jobs_travel_together_and_large_ones_alone(sizes: list[int], expected: list[list[int]]) -> None:
    batches = _batches(bytes(size << 20) for size in sizes)
    assert [[len(call) >> 20 for call in batch] for batch in batches] == expected


# --- what travels ----------------------------------------------------------------------------
class Recorder(Elsewhere):
    """Notes what is sent, and does it here."""

    in_flight = 2

    def __init__(self) -> None:
        self.sent: list[tuple[Any, ...]] = []
        self.together: list[int] = []

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        self.sent.append(args)
        future: Future[Any] = Future()
        future.set_result(fn(*args, **kwargs))
        return future

    def submit_together(self, calls: Any) -> list[Future[Any]]:
        self.together.append(len(calls))
        return super().submit_together(calls)


@pytest.mark.parametrize(
    ("files", "in_flight", "expected"),
    [(0, 8, []), (3, 8, [1, 1, 1]), (17, 8, [2] * 8 + [1]), (40, 8, [4] * 10), (4, 1, [1] * 4)],
)
def test_files_travel_together_where_there_are_many(files: int, in_flight: int, expected: list[int]) -> None:
    recorder = Recorder()
    recorder.in_flight = in_flight
    names = [f"{number}.txt" for number in range(files)]
    read = examine_many([RETURNED / "text_called.xlsx"] * files, names=names, executor=recorder)
    assert [submission.file for submission in read] == names
    assert recorder.together == expected


def test_the_bytes_of_a_file_travel_and_no_path(tmp_path: Path) -> None:
    folder = tmp_path / "returned"
    folder.mkdir()
    file = one_file(folder)
    (tmp_path / "secret.xlsx").write_bytes(file.read_bytes())
    (folder / "link.xlsx").symlink_to(tmp_path / "secret.xlsx")
    recorder = Recorder()
    listed = find_files(folder)
    assert list(examine_listed(listed, executor=recorder, year=2026)) == list(examine_listed(listed, year=2026))
    assert recorder.sent == [(file.read_bytes(), "complete.xlsx", Asked(year=2026))], "a link out of it is not followed"


def test_what_is_left_early_is_cancelled_and_nothing_of_the_run_stays(address: str) -> None:
    with pytest.raises(ZeroDivisionError), Machines(address) as machines:
        list(examine_many([RETURNED / "complete.xlsx"] * 8, executor=machines, progress=lambda _: 1 // 0))
    with Client(address, set_as_default=False) as client:
        assert client.run(plugins_of) == {worker: [] for worker in client.nthreads()}
        assert set(client.processing().values()) <= {()}


def plugins_of(dask_worker: Any) -> list[str]:
    return [name for name, plugin in dask_worker.plugins.items() if isinstance(plugin, Readers)]


# --- what is said where it cannot be done ----------------------------------------------------
ADDRESSES = [
    # (what was typed, what is shown of it)
    ("tcp://10.0.0.5:8786", "tcp://10.0.0.5:8786"),
    ("10.0.0.5:8786", "10.0.0.5:8786"),
    ("tcp://amina:secret@10.0.0.5:8786", "tcp://10.0.0.5:8786"),
    ("amina:secret@10.0.0.5:8786", "10.0.0.5:8786"),
    ("wss://amina:se@cret@dask.example/run?token=secret", "wss://dask.example/run"),
    ("wss://amina:se://cret@dask.example", "wss://dask.example"),
    ("wss://dask.example/#secret", "wss://dask.example/"),
    ("tls://amina:se?cret@10.0.0.5:8786", "tls://…"),
    ("wss://dask.example/?token=sec@ret", "wss://…"),
    ("amina:se/cret@10.0.0.5:8786", "10.0.0.5:8786"),
]


@pytest.mark.parametrize(("typed", "seen"), ADDRESSES)
def test_an_address_is_shown_without_what_lets_one_in(typed: str, seen: str) -> None:
    assert shown(typed) == seen


@pytest.mark.usefixtures("no_patience")
@pytest.mark.parametrize("typed", ["tcp://amina:secret@127.0.0.1:9", "nowhere://amina:secret@127.0.0.1:9"])
def test_a_scheduler_that_does_not_answer_is_a_sentence(
    tmp_path: Path, capfd: pytest.CaptureFixture[str], typed: str
) -> None:
    file = one_file(tmp_path)
    assert run("validate", file, "--executor", "dask", "--scheduler", typed) == 2
    said = capfd.readouterr()
    assert said.out == ""
    assert said.err.startswith(f"kpibook: No scheduler of Dask answers at {shown(typed)}: check the address")
    assert "secret" not in said.err


@pytest.mark.parametrize("typed", ["tcp://amina:secret@127.0.0.1:9", "10.0.0.5", ""])
def test_what_is_no_address_of_a_scheduler_is_one_line_and_nothing_after_it(tmp_path: Path, typed: str) -> None:
    """A client of Dask that was left half made tried for 20 seconds to close itself, and ended with a traceback."""
    command = [sys.executable, "-m", "addin.cli", "validate", str(one_file(tmp_path)), "--executor", "dask"]
    done = subprocess.run([*command, "--scheduler", typed], check=False, capture_output=True, text=True, timeout=60)
    [line] = done.stderr.splitlines()
    assert (done.returncode, done.stdout) == (2, "")
    assert line.startswith("kpibook: No scheduler of Dask answers at ")
    assert "secret" not in line


def test_a_scheduler_without_dask_is_a_sentence(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("consolidate", tmp_path, "--scheduler", "tcp://amina:secret@127.0.0.1:9") == 2
    assert capsys.readouterr().err == (
        "kpibook: --scheduler is the address of a scheduler of Dask: give --executor dask with it.\n"
    )


def test_a_missing_library_is_a_sentence_that_says_how_to_install_it(monkeypatch: pytest.MonkeyPatch) -> None:
    found = importlib.util.find_spec
    monkeypatch.setattr(importlib.util, "find_spec", lambda name, *more: None if name == "distributed" else found(name))
    with pytest.raises(Exception, match=r"needs distributed, which kpibook does without .*install .*distributed<"):
        Machines()


@pytest.mark.usefixtures("no_patience")
def test_a_scheduler_without_workers_is_a_sentence() -> None:
    with (
        LocalCluster(n_workers=0, host="127.0.0.1", scheduler_kwargs=NO_DASHBOARD) as empty,
        pytest.raises(ElsewhereError, match="has no workers: start at least one with dask worker"),
        Machines(empty.scheduler_address) as machines,
    ):
        machines.submit(budget_jobs.fine)


@pytest.mark.parametrize("joined_later", [False, True])
def test_a_worker_of_another_version_is_a_sentence_with_both(
    address: str, monkeypatch: pytest.MonkeyPatch, joined_later: bool
) -> None:
    there = connection.version_here()
    monkeypatch.setattr(connection, "version_here", lambda: "9.9.9")
    if joined_later:
        monkeypatch.setattr(connection, "_check_workers", lambda client, where: None)
    with pytest.raises(ElsewhereError) as raised, Machines(address) as machines:
        list(examine_many([RETURNED / "complete.xlsx"], executor=machines))
    assert f"has kpibook {there}, and here is kpibook 9.9.9: install the same version" in str(raised.value)


def test_a_scheduler_that_is_lost_on_the_way_ends_the_run_with_a_sentence() -> None:
    with ExitStack() as stack:
        lost = LocalCluster(
            n_workers=1, threads_per_worker=1, processes=False, host="127.0.0.1", protocol="tcp://",
            scheduler_kwargs=NO_DASHBOARD,
        )  # fmt: skip
        stack.callback(lost.close)
        machines = stack.enter_context(Machines(lost.scheduler_address))
        answer = machines.submit(budget_jobs.slow)
        lost.close()
        with pytest.raises(ElsewhereError, match=rf"The scheduler {lost.scheduler_address} was lost"):
            answer.result(60)
        with pytest.raises(ElsewhereError, match="was lost"):
            machines.submit(budget_jobs.fine).result(60)
