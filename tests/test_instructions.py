"""Instructions counted and compared with the record: what is said, and when something takes more than it may."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks import instructions
from benchmarks.counted_jobs import Here, through_the_door
from benchmarks.instructions import Counted, compared, record, recorded

HERE = {"Python": "3.11.7 (GCC 12, x86_64)", "lxml": "5.3.0"}
RECORD = Counted(HERE, {"build one workbook": 1_000_000})


@pytest.mark.parametrize(
    ("instructions", "said", "grown"),
    [
        (1_000_000, "build one workbook: 1,000,000 instructions, +0.0% to the record", False),
        (1_150_000, "build one workbook: 1,150,000 instructions, +15.0% to the record", False),
        (400_000, "build one workbook: 400,000 instructions, -60.0% to the record", False),
        (1_160_000, "build one workbook: 1,160,000 instructions, +16.0% to the record", True),
    ],
)
def test_more_than_15_percent_is_too_much(instructions: int, said: str, grown: bool) -> None:
    lines, too_much = compared(Counted(HERE, {"build one workbook": instructions}), RECORD)
    assert (lines[0], too_much) == (said, grown)
    assert (lines[1:] != []) == grown


def test_what_grew_says_how_to_record_it() -> None:
    lines, _ = compared(Counted(HERE, {"build one workbook": 2_000_000}), RECORD)
    assert lines[1] == (
        "That is more than 15%: make it cheaper, or record why it must be so with"
        " python -m benchmarks callgrind --record"
    )


def test_a_job_without_a_record_is_to_be_recorded() -> None:
    lines, grown = compared(Counted(HERE, {"a new job": 5}), RECORD)
    assert grown
    assert lines == ["a new job: 5 instructions, of which there is no record: python -m benchmarks callgrind --record"]


def test_counts_of_another_library_are_not_compared() -> None:
    lines, grown = compared(Counted({**HERE, "lxml": "6.0.0"}, {"build one workbook": 9_000_000}), RECORD)
    assert not grown
    assert lines == [
        "build one workbook: 9,000,000 instructions",
        "Not compared, since the record was counted with others: lxml 6.0.0 here, 5.3.0 there.",
    ]


def test_a_record_is_read_as_it_was_written(tmp_path: Path) -> None:
    record(RECORD, tmp_path / "record.json")
    assert recorded(tmp_path / "record.json") == RECORD


def test_a_job_is_called_once_and_its_error_is_not_lost() -> None:
    called = []
    through_the_door(lambda: called.append(1))
    assert called == [1]
    with pytest.raises(ZeroDivisionError):
        through_the_door(lambda: 1 // 0)


def test_what_is_submitted_is_done_here_and_its_error_is_handed_on() -> None:
    assert Here().submit(pow, 2, 3).result() == 8
    with pytest.raises(ZeroDivisionError):
        Here().submit(divmod, 1, 0).result()


def test_the_record_is_of_the_jobs_that_are_counted() -> None:
    assert tuple(recorded(instructions.RECORD).instructions) == instructions.JOBS
