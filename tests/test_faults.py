"""The whole corpus of faults beside two good files, in one run: one row a file, and what each must come to."""

from __future__ import annotations

import csv
import os
import subprocess
import sys
import time
from collections import defaultdict
from pathlib import Path

import pytest

from schemas.definition import Definition
from tests.fault_corpus import COMPLETE, write
from tests.fill import fill

MINUTES = 10
"""For some 240 files, on a machine that does other work."""


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as table:
        return list(csv.DictReader(table))


@pytest.mark.long
def test_every_fault_is_one_row_and_the_good_files_count(tmp_path: Path, definition: Definition) -> None:
    folder, tables = tmp_path / "returned", tmp_path / "tables"
    found = write(folder)
    for member in ("Kenya", "Uganda"):
        day = {"country": member, "submission_date": "2026-12-31"}
        (folder / f"{member}.xlsx").write_bytes(fill(COMPLETE, definition.of_form(1), day))
    start = time.monotonic()
    run = subprocess.run(
        [
            sys.executable,
            "-m",
            "addin.cli",
            "consolidate",
            str(folder),
            "--out",
            str(tmp_path / "a.xlsx"),
            "--tables",
            str(tables),
        ],
        capture_output=True,
        text=True,
        check=False,
        env=os.environ | {"XDG_STATE_HOME": str(tmp_path / "state")},
    )
    assert time.monotonic() - start < 60 * MINUTES
    assert (run.returncode, run.stderr) == (1, "")
    files = {row["file"]: row for row in rows(tables / "files.csv")}
    assert sorted(files) == sorted([*found, "Kenya.xlsx", "Uganda.xlsx"])
    assert {files[f"{member}.xlsx"]["status"] for member in ("Kenya", "Uganda")} == {"accepted"}
    codes = defaultdict(set)
    for row in rows(tables / "findings.csv"):
        codes[row["file"]].add(row["code"])
    for name, fault in found.items():
        became = "rejected" if files[name]["status"] == "rejected" else "read"
        assert became == (fault.becomes or became), f"{name}: {files[name]['reason']}"
        assert not fault.code or fault.code in codes[name], f"{name}: {codes[name]}"
    assert not (tmp_path / "state").exists(), "nothing was noted as a fault of kpibook's own"
