"""The jobs whose instructions are counted: each runs once, called through a function that callgrind knows."""

from __future__ import annotations

import ctypes
import tempfile
from collections.abc import Callable
from pathlib import Path

from addin.consolidation.consolidate import consolidate
from addin.results.result_workbook import write_result
from addin.submissions.examine import examine
from addin.submissions.submission import Submission
from benchmarks.instructions import DOOR, JOBS
from schemas.loading.loader import load_definition
from workbook_builder.build import build_workbook

_RETURNED = Path(__file__).parent.parent / "tests" / "returned"
_FILES = ("complete.xlsx", "pasted.xlsx", "formula_overwritten.xlsx")
_YEAR = 2026
_COMPARE = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p, ctypes.c_void_p)


def main() -> None:
    """Run the jobs in their order."""
    definition = load_definition()
    examined: list[Submission] = []
    with tempfile.TemporaryDirectory() as temporary:
        jobs: dict[str, Callable[[], object]] = {
            "validate three files": lambda: examined.extend(examine(_RETURNED / name) for name in _FILES),
            "consolidate them": lambda: write_result(consolidate(iter(examined)), Path(temporary) / "result.xlsx"),
            "build one workbook": lambda: build_workbook(definition, _YEAR),
        }
        for job in JOBS:
            through_the_door(jobs[job])


def through_the_door(job: Callable[[], object]) -> None:
    """Call `job` from within `DOOR`, which nothing else calls: it looks for a number among one, and so asks once."""
    errors: list[Exception] = []

    def asked(_key: int, _element: int) -> int:
        try:
            job()
        except Exception as error:  # noqa: BLE001 - C cannot hand it on; it is raised below
            errors.append(error)
        return 0

    number, one = ctypes.c_int(0), ctypes.c_size_t(1)
    find = getattr(ctypes.CDLL(None), DOOR)
    find(ctypes.byref(number), ctypes.byref(number), ctypes.byref(one), ctypes.sizeof(number), _COMPARE(asked))
    if errors:
        raise errors[0]


if __name__ == "__main__":
    main()
