"""Any part, any cell, any attribute, any record and any header changed: every input ends as exactly one row.

A few hundred are tried here, the same ones each time; `python -m tests.fuzz --minutes 10` goes on for
as long as it is told to, with others each time that `--seed` is another.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from addin.consolidation.consolidate import consolidate
from addin.results.result_workbook import write_result
from addin.returned.folder import Found
from addin.submissions.examine import prepare
from addin.submissions.in_parallel import examine_many
from tests.fuzz import QUIET, becomes_one_row
from tests.mutations import BOOKS, Mutated, mutated

pytestmark = pytest.mark.long


EXAMPLES = {book: 12 if book == "ods" else 50 for book in BOOKS}


@pytest.fixture(scope="module")
def folder() -> Iterator[Path]:
    prepare()
    with tempfile.TemporaryDirectory() as made:
        yield Path(made)


@pytest.mark.parametrize("book", BOOKS)
def test_whatever_is_changed_it_becomes_one_row(book: str, folder: Path, capfd: pytest.CaptureFixture[str]) -> None:
    @settings(QUIET, max_examples=EXAMPLES[book], derandomize=True)
    @given(mutated([book]))
    def run(mutation: Mutated) -> None:
        becomes_one_row(mutation, folder)

    run()
    assert capfd.readouterr() == ("", "")


def test_a_folder_of_them_is_a_row_each_and_a_result_that_can_be_written(
    folder: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    @settings(QUIET, max_examples=2, derandomize=True)
    @given(st.lists(mutated(), min_size=12, max_size=12))
    def run(mutations: list[Mutated]) -> None:
        paths = [folder / f"{number}_{mutation.name}" for number, mutation in enumerate(mutations)]
        for path, mutation in zip(paths, mutations, strict=True):
            path.write_bytes(mutation.data())
        names = [path.name for path in paths]
        rows = list(examine_many([Found(path) for path in paths], names=names, workers=2))
        assert [row.file for row in rows] == names
        assert not any(finding.variant == "inside" for row in rows for finding in row.findings)
        write_result(consolidate(iter(rows)), folder / "result.xlsx")

    run()
    assert capfd.readouterr() == ("", "")
