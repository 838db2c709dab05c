"""Which reader's process serves the next test as well, and which does not."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest

from addin.submissions import readers
from addin.submissions.budget import SECONDS, ReaderDiedError


def reader() -> int:
    """The number of the process that a pool opened here and now reads with."""
    with readers.pool(1) as pool:
        return pool.submit(os.getpid).result()


def test_the_next_pool_reads_with_the_same_process() -> None:
    assert reader() == reader() != os.getpid()


def test_it_reads_where_the_test_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    reader()
    monkeypatch.chdir(tmp_path)
    with readers.pool(1) as pool:
        assert Path(pool.submit(os.getcwd).result()) == tmp_path


def test_in_another_environment_it_is_another(monkeypatch: pytest.MonkeyPatch) -> None:
    before = reader()
    monkeypatch.setenv(SECONDS, "7")
    assert reader() != before


def test_one_that_died_serves_nobody() -> None:
    before = reader()
    with readers.pool(1) as pool, pytest.raises(ReaderDiedError):
        pool.submit(os._exit, 3).result()
    assert reader() != before


def test_a_pool_that_is_left_early_ends_what_is_under_way(tmp_path: Path) -> None:
    before = reader()
    with pytest.raises(KeyboardInterrupt):
        left_early(tmp_path / "begun")
    assert reader() != before


def left_early(begun: Path) -> None:
    with readers.pool(1) as pool:
        pool.submit(begin_and_never_end, begun)
        while not begun.exists():
            time.sleep(0.01)
        raise KeyboardInterrupt


def begin_and_never_end(begun: Path) -> None:
    """A job that takes longer than any test waits."""
    begun.touch()
    time.sleep(600)


@pytest.mark.usefixtures("own_readers")
def test_a_test_of_the_processes_themselves_has_its_own() -> None:
    assert reader() != reader()
