"""SECURITY.md says what is so: each promise names a test that there is, each limit is that of the code."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

from addin.returned import archive, package, sheet_maker, xml_parts
from addin.submissions.budget import MEGABYTES, SECONDS, Budget
from schemas.places import limits

ROOT = Path(__file__).parent.parent
PAGE = (ROOT / "SECURITY.md").read_text(encoding="utf-8")
PROMISES = re.findall(r"^\| [^|]+ \| `(tests/\w+\.py)::(\w+)` \|$", PAGE, re.MULTILINE)
MEGABYTE = 2**20


def test_there_are_promises() -> None:
    assert len(PROMISES) == PAGE.count(".py::") >= 20


@pytest.mark.parametrize(("file", "name"), PROMISES, ids=[name for _, name in PROMISES])
def test_the_test_that_holds_a_promise_is_there(file: str, name: str) -> None:
    tree = ast.parse((ROOT / file).read_text(encoding="utf-8"))
    assert name in {node.name for node in tree.body if isinstance(node, ast.FunctionDef)}


LIMITS = {
    SECONDS: f"{Budget().seconds_shown} seconds",
    MEGABYTES: Budget().memory_shown,
    "FILES_LIMIT": f"{limits.FILES_LIMIT:,}",
    "FETCHED_LIMIT": f"{limits.FETCHED_LIMIT // 2**30} GB",
    "NAMED_LIMIT": f"{limits.NAMED_LIMIT // 2**30} GB",
    "FILE_LIMIT": f"{package.FILE_LIMIT // MEGABYTE} MB",
    "UNPACKED_LIMIT": f"{archive.UNPACKED_LIMIT // MEGABYTE} MB",
    "ENTRY_LIMIT": f"{archive.ENTRY_LIMIT:,}",
    "RECORD_LIMIT": f"{package.RECORD_LIMIT:,}",
    "NODE_LIMIT": f"{xml_parts.NODE_LIMIT:,}",
    **{
        name: f"{getattr(sheet_maker, name):,}"
        for name in (
            "SHEET_LIMIT",
            "CELL_LIMIT",
            "AREA_LIMIT",
            "ROW_LIMIT",
            "COLUMN_LIMIT",
            "TEXT_LIMIT",
            "MERGED_LIMIT",
        )
    },
}


def test_a_file_at_an_address_may_be_as_large_as_a_local_one() -> None:
    assert limits.FILE_LIMIT == package.FILE_LIMIT


def test_each_limit_is_that_of_the_code() -> None:
    stated = re.findall(r"^\| [^|]+ \| ([^|]+) \| `(\w+)`[^|]*\|$", PAGE, re.MULTILINE)
    assert {name: value for value, name in stated} == LIMITS
