"""The tables as CSV and Parquet."""

from __future__ import annotations

import csv
from pathlib import Path

import pandas as pd
import pytest

from addin.consolidation.consolidate import consolidate
from addin.results import exports
from addin.results.exports import table_files, write_tables
from addin.submissions.submission import LevelRow, Submission
from schemas.findings import Code
from tests.submissions import answer, found, information, rejected, sent


def write(tmp_path: Path, *submissions: Submission) -> Path:
    written = write_tables(consolidate(submissions), tmp_path)
    assert sorted(written) == sorted(tmp_path.iterdir()) == sorted(table_files(tmp_path))
    return tmp_path


def read_csv(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as stream:
        return list(csv.DictReader(stream))


@pytest.mark.parametrize(
    ("text", "in_csv"),
    [
        ("=1+1", "'=1+1"),
        ('=HYPERLINK("x")', '\'=HYPERLINK("x")'),
        ("+1", "'+1"),
        ("-2", "'-2"),
        ("@x", "'@x"),
        ("\tx", "'\tx"),
        ("\rx", "'\rx"),
        ("a=1", "a=1"),
        ('say "hello", twice', 'say "hello", twice'),
        ("one\ntwo", "one\ntwo"),
        ("Côte d’Ivoire 你好", "Côte d’Ivoire 你好"),
        ("x" * 40_000, "x" * 40_000),
    ],
)
def test_text_is_safe_in_csv_and_exact_in_parquet(tmp_path: Path, text: str, in_csv: str) -> None:
    write(tmp_path, sent("a.xlsx", answers=(answer(text),)))
    assert read_csv(tmp_path / "answers.csv")[0]["answer"] == in_csv
    assert pd.read_parquet(tmp_path / "answers.parquet")["answer"].tolist() == [text]


@pytest.mark.parametrize(
    ("value", "in_csv"), [(-2, "-2"), (-2.5, "-2.5"), (0, "0"), (1e12, "1000000000000.0"), (None, "")]
)
def test_numbers_are_never_touched(tmp_path: Path, value: float | None, in_csv: str) -> None:
    write(tmp_path, sent("a.xlsx", information=(information(value, "x"),)))
    assert read_csv(tmp_path / "information.csv")[0]["value"] == in_csv


def test_csv_is_utf8_with_a_mark_for_excel_and_the_line_ends_of_rfc_4180(tmp_path: Path) -> None:
    data = (write(tmp_path, sent("a.xlsx")) / "files.csv").read_bytes()
    assert data.startswith(b"\xef\xbb\xbffile,sha256,status,")
    assert data.count(b"\r\n") == data.count(b"\n") == 2


def test_pandas_reads_the_same_from_both(tmp_path: Path) -> None:
    write(tmp_path, sent("a.xlsx", "KEN"), sent("b.xlsx", None), sent("c.xlsx", "FRA", levels=(LevelRow(1, 2, 4),)))
    from_csv = pd.read_csv(tmp_path / "levels.csv")
    from_parquet = pd.read_parquet(tmp_path / "levels.parquet")
    assert from_csv.columns.tolist() == from_parquet.columns.tolist()
    assert from_csv["1.2"].fillna(0).tolist() == from_parquet["1.2"].fillna(0).tolist() == [4, 0, 0]


def test_parquet_has_types_that_know_empty_from_zero(tmp_path: Path) -> None:
    write(
        tmp_path,
        sent("a.xlsx", information=(information(0, "0"), information(None, "n/a", not_available=True))),
        rejected("b.docx"),
    )
    kinds = {
        "levels": {"country": "string", "year": "Int64", "1.1": "Int64", "15.1": "Int64"},
        "answers": {"standard": "Int64", "indicator": "string", "level": "Int64", "answer": "string"},
        "information": {"value": "Float64", "not_available": "boolean", "outlier": "boolean", "text": "string"},
        "findings": {"severity": "string", "message": "string"},
        "files": {"year": "Int64", "complete": "boolean", "errors": "Int64", "reason": "string"},
    }
    for name, expected in kinds.items():
        frame = pd.read_parquet(tmp_path / f"{name}.parquet")
        assert {column: str(frame[column].dtype) for column in expected} == expected
    values = pd.read_parquet(tmp_path / "information.parquet")["value"]
    assert (values[0], values.isna().tolist()) == (0, [False, True])
    assert pd.read_parquet(tmp_path / "files.parquet")["country"].isna().tolist() == [False, True]


def test_an_empty_table_has_its_columns_and_types(tmp_path: Path) -> None:
    write(tmp_path, rejected("b.docx"))
    frame = pd.read_parquet(tmp_path / "information.parquet")
    assert (len(frame), str(frame["value"].dtype), str(frame["text"].dtype)) == (0, "Float64", "string")
    assert read_csv(tmp_path / "information.csv") == []


def test_rows_come_in_blocks_and_in_order(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(exports, "_BLOCK", 2)
    texts = [str(n) for n in range(5)]
    write(tmp_path, sent("a.xlsx", answers=tuple(answer(text) for text in texts)))
    assert pd.read_parquet(tmp_path / "answers.parquet")["answer"].tolist() == texts


def test_findings_of_every_file_are_there(tmp_path: Path) -> None:
    write(tmp_path, sent("a.xlsx", findings=(found(Code.LEVEL_MISSING),)), rejected("b.docx"))
    assert [(row["file"], row["code"]) for row in read_csv(tmp_path / "findings.csv")] == [
        ("a.xlsx", "level-missing"),
        ("b.docx", "unreadable-file"),
    ]
