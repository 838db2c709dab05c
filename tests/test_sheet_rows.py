"""Rows as XML: each cell as it must be, whatever stood in its column before, and its row where it belongs."""

from __future__ import annotations

import pytest

from addin.results import sheet_rows
from addin.results.sheet_rows import ColumnStyles, RowWriter, xml
from addin.tables.table import Row, Value

STYLES = ColumnStyles(plain=1, quoted=2, link=3, quoted_link=4)
CELLS = [
    # (what stands in a column of numbers, its cell), one below the other: what is equal is not always alike
    (None, '<c r="A2" s="1"/>'),
    ("", '<c r="A3" s="1"/>'),
    (1, '<c r="A4" s="1"><v>1</v></c>'),
    (1.0, '<c r="A5" s="1"><v>1.0</v></c>'),
    (True, '<c r="A6" s="1" t="b"><v>1</v></c>'),
    (0, '<c r="A7" s="1"><v>0</v></c>'),
    (False, '<c r="A8" s="1" t="b"><v>0</v></c>'),
    ("1", '<c r="A9" s="1" t="inlineStr"><is><t>1</t></is></c>'),
    ("=1", '<c r="A10" s="2" t="inlineStr"><is><t>=1</t></is></c>'),
    (" a ", '<c r="A11" s="1" t="inlineStr"><is><t xml:space="preserve"> a </t></is></c>'),
    ("a\x00b", '<c r="A12" s="1" t="inlineStr"><is><t>a␀b</t></is></c>'),
    ("1", '<c r="A13" s="1" t="inlineStr"><is><t>1</t></is></c>'),
    (1, '<c r="A14" s="1"><v>1</v></c>'),
]


def rows_of(rows: list[tuple[Row, int | None]], *styles: ColumnStyles) -> list[str]:
    made = b"".join(xml(RowWriter(styles).made(rows))).decode()
    return [f"{row}</row>" for row in made.split("</row>")[:-1]]


@pytest.mark.parametrize("kept", [2_000, 1], ids=["all are kept", "hardly any is kept"])
def test_each_value_has_its_cell(monkeypatch: pytest.MonkeyPatch, kept: int) -> None:
    monkeypatch.setattr(sheet_rows, "_KEPT", kept)
    expected = [f'<row r="{number}" ht="16">{cell}</row>' for number, (_, cell) in enumerate(CELLS, 2)]
    assert rows_of([((value,), None) for value, _ in CELLS], STYLES) == expected


def test_a_link_looks_like_one_and_the_cell_alike_that_is_none_does_not() -> None:
    rows: list[tuple[Row, int | None]] = [(("a", "=b"), 0), (("a", "=b"), 1), (("a", "=b"), None)]
    styles = [[part.split('"')[0] for part in row.split('s="')[1:]] for row in rows_of(rows, STYLES, STYLES)]
    assert styles == [["3", "2"], ["1", "4"], ["1", "2"]]


HEIGHTS = [
    # (what stands in a column that wraps at ten characters and in one that does not, the height of the row)
    ("short", "a text that runs on", 16),
    ("a text that runs", "short", 29),
    ("one\ntwo\nthree", None, 42),
    (None, None, 16),
    (45, 12, 16),
    ("a text that runs", "again", 29),
]


def test_a_row_is_as_high_as_the_longest_text_that_wraps() -> None:
    wraps = ColumnStyles(plain=1, quoted=2, link=3, quoted_link=4, line=10)
    rows: list[tuple[Row, int | None]] = [((wrapped, other), None) for wrapped, other, _ in HEIGHTS]
    heights = [int(row.split('ht="')[1].split('"')[0]) for row in rows_of(rows, wraps, STYLES)]
    assert heights == [height for *_, height in HEIGHTS]


def test_numbers_of_one_kind_are_kept_and_stay_what_they_are() -> None:
    values: list[Value] = [3, 4, 3, None, 4]
    rows = rows_of([((value,), None) for value in values], ColumnStyles(1, 2, 3, 4, keeps_numbers=True))
    assert [row.split("<v>")[1].split("<")[0] if "<v>" in row else None for row in rows] == ["3", "4", "3", None, "4"]
