"""How much a returned workbook may hold, in every format alike: cells and sheets → read or refused."""

from __future__ import annotations

import contextlib
import struct
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from addin.returned.inspecting import inspect
from addin.returned.package_error import PackageError
from tests import xls, xlsb
from tests.binary_book import Book, Cell, Sheet
from tests.packages import SHEET, added, package_of, parts_of

COMPLETE = (Path(__file__).parent / "returned" / "complete.xlsx").read_bytes()
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
ODS = "application/vnd.oasis.opendocument.spreadsheet"
ODS_SPACES = " ".join(
    f'xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for prefix, name in [("office", "office"), ("table", "table"), ("text", "text"), ("draw", "drawing")]
)


def to_xlsx(book: Book) -> bytes:
    """A book of numbers as an .xlsx."""
    sheets = "".join(f'<sheet name="{s.title}" sheetId="{n}" r:id="r{n}"/>' for n, s in enumerate(book.sheets, 1))
    relations = "".join(
        f'<Relationship Id="r{n}" Type="{OFFICE}/worksheet" Target="worksheets/sheet{n}.xml"/>'
        for n in range(1, len(book.sheets) + 1)
    )
    content = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{PACKAGE}/content-types">'
        f'<Override PartName="/xl/workbook.xml" ContentType="{content}"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{PACKAGE}/relationships">'
        f'<Relationship Id="r" Type="{OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets>{sheets}</sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{PACKAGE}/relationships">{relations}</Relationships>',
    }
    for n, sheet in enumerate(book.sheets, 1):
        rows = ""
        for row, cells in sheet.rows():
            line = "".join(f'<c r="{_letters(column)}{row}"><v>1</v></c>' for column, _ in cells)
            rows += f'<row r="{row}">{line}</row>'
        parts[f"xl/worksheets/sheet{n}.xml"] = f'<worksheet xmlns="{MAIN}"><sheetData>{rows}</sheetData></worksheet>'
    return package_of({name: text.encode() for name, text in parts.items()})


def to_ods(book: Book) -> bytes:
    """A book of numbers as an .ods."""
    tables = []
    for sheet in book.sheets:
        rows, last = [], 0
        for row, cells in sheet.rows():
            line, end = "", 0
            for column, _ in cells:
                line += _gap("cell", "columns", column - end - 1)
                line += '<table:table-cell office:value-type="float" office:value="1"/>'
                end = column
            rows += [_gap("row", "rows", row - last - 1), f"<table:table-row>{line}</table:table-row>"]
            last = row
        tables.append(f'<table:table table:name="{sheet.title}">{"".join(rows)}</table:table>')
    return ods("".join(tables))


def _gap(what: str, several: str, count: int) -> str:
    return f'<table:table-{what} table:number-{several}-repeated="{count}"/>' if count > 0 else ""


def ods(tables: str) -> bytes:
    body = f"<office:body><office:spreadsheet>{tables}</office:spreadsheet></office:body>"
    content = f"<office:document-content {ODS_SPACES}>{body}</office:document-content>"
    return package_of({"mimetype": ODS.encode(), "content.xml": content.encode()})


def _letters(column: int) -> str:
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


FORMATS: dict[str, Callable[[Book], bytes]] = {
    "xlsx": to_xlsx, "xlsb": xlsb.write_xlsb, "xls": xls.write_xls, "ods": to_ods
}  # fmt: skip


def sheets(*cells: tuple[int, int]) -> list[Sheet]:
    return [Sheet(f"Sheet{n}", cells={place: Cell(1)}) for n, place in enumerate(cells, 1)]


CORNER = (9_999, 256)
"""The last cell that is in bounds and that an .xls can have."""
BOOKS = {
    "one cell": (sheets((1, 1)), ""),
    "as many sheets as may be": (sheets(*[(1, 1)] * 100), ""),
    "one sheet more": (sheets(*[(1, 1)] * 101), "too-many-sheets 101"),
    "one cell far out": (sheets(CORNER), ""),
    "one cell too far out": (sheets((10_000, 1)), "suspicious a cell in row 10000"),
    "many sheets with a cell far out": (sheets(*[CORNER] * 40), "too-many-cells 102,389,760"),
    "many cells": (
        [Sheet("Sheet", cells={(row, column): Cell(1) for row in range(1, 2_002) for column in range(1, 101)})],
        "too-many-cells > 200,000",
    ),
}


@pytest.mark.parametrize("write", FORMATS.values(), ids=FORMATS)
@pytest.mark.parametrize(("book", "refused"), BOOKS.values(), ids=BOOKS)
def test_every_format_is_bounded_alike(write: Callable[[Book], bytes], book: list[Sheet], refused: str) -> None:
    data = write(Book(book))
    if not refused:
        package = inspect(data)
        assert [package.grids[sheet.title][-1][-1] for sheet in book] == [1.0] * len(book)
        return
    with pytest.raises(PackageError) as error:
        inspect(data)
    assert str(error.value) == f"unreadable-file {refused}"


FILLED = [
    'office:value-type="float" office:value="1"/>',
    'office:value="1"/>',
    'office:string-value="x"/>',
    'office:date-value="2026-01-01"/>',
    "><text:p>x</text:p></table:table-cell>",
    'office:value-type="string"><text:p>x</text:p></table:table-cell>',
    'office:boolean-value="true"/>',
    'table:formula="of:=1"/>',
]


@pytest.mark.parametrize("cell", FILLED)
@pytest.mark.parametrize(("rows", "columns"), [(5_000, 16_000), (1_048_576, 1), (700, 600)])
def test_every_filled_cell_of_an_ods_counts_with_its_repetitions(cell: str, rows: int, columns: int) -> None:
    repeated = f'table:number-columns-repeated="{columns}"'
    row = f'<table:table-row table:number-rows-repeated="{rows}"><table:table-cell {repeated} {cell}</table:table-row>'
    with pytest.raises(PackageError, match=r"suspicious a cell in row|too-many-cells"):
        inspect(ods(f'<table:table table:name="A">{row}</table:table>'))


def test_blank_cells_of_an_ods_may_be_as_many_as_they_are() -> None:
    cell = '<table:table-cell table:number-columns-repeated="16384"/>'
    row = f'<table:table-row table:number-rows-repeated="1048000">{cell}</table:table-row>'
    tables = f'<table:table table:name="A">{row}</table:table>'
    assert inspect(ods(tables)).grids == {"A": []}


def test_the_cells_of_all_tables_of_an_ods_are_counted_together() -> None:
    cells = '<table:table-cell table:number-columns-repeated="99" office:value="1"/>'
    row = f'<table:table-row table:number-rows-repeated="100">{cells}</table:table-row>'
    tables = "".join(f'<table:table table:name="T{n}">{row}</table:table>' for n in range(30))
    with pytest.raises(PackageError, match="too-many-cells 207,900"):  # with the table that is too many
        inspect(ods(tables))


def test_formulas_without_a_value_are_counted_as_cells_are() -> None:
    """A formula that no program has calculated has no value, and takes its memory all the same."""
    cells = '<table:table-cell table:number-columns-repeated="500" table:formula="of:=1"/>'
    row = f'<table:table-row table:number-rows-repeated="300">{cells}</table:table-row>'
    tables = "".join(f'<table:table table:name="T{n}">{row}</table:table>' for n in range(90))
    with pytest.raises(PackageError, match="too-many-cells 300,000"):
        inspect(ods(tables))
    with pytest.raises(PackageError, match="too-many-cells > 200,000"):
        inspect(ods(f'<table:table table:name="T">{row}{row}</table:table>'))
    text = "".join(f'<row r="{r}">{"<c><f>1</f></c>" * 100}</row>' for r in range(1, 2_003))
    part = {"xl/worksheets/sheet1.xml": f'<worksheet xmlns="{MAIN}"><sheetData>{text}</sheetData></worksheet>'.encode()}
    with pytest.raises(PackageError, match="too-many-cells > 200,000"):
        inspect(added(to_xlsx(Book(sheets((1, 1)))), part))


def test_a_number_of_repetitions_is_as_large_as_it_says() -> None:
    """More digits than any number of rows has are no single row."""
    row = f'<table:table-row table:number-rows-repeated="{"9" * 20}"><table:table-cell office:value="1"/>'
    with pytest.raises(PackageError, match="suspicious a cell in row 9999999"):
        inspect(ods(f'<table:table table:name="A">{row}</table:table-row></table:table>'))


def test_a_text_of_spaces_is_not_made_longer_than_a_text_may_be() -> None:
    spaces = '<text:s text:c="255"/>' * 400_000
    row = f"<table:table-row><table:table-cell><text:p>{spaces}</text:p></table:table-cell></table:table-row>"
    start = time.process_time()
    assert inspect(ods(f'<table:table table:name="A">{row}</table:table>')).cells["A"].errors
    assert time.process_time() - start < 5


def merged_xlsx(count: int) -> bytes:
    ranges = '<mergeCell ref="A1:B2"/>' * count
    part = f'<worksheet xmlns="{MAIN}"><sheetData/><mergeCells>{ranges}</mergeCells></worksheet>'
    return added(to_xlsx(Book(sheets((1, 1)))), {"xl/worksheets/sheet1.xml": part.encode()})


def merged_ods(count: int) -> bytes:
    cells = '<table:table-cell table:number-columns-spanned="2"/>' * count
    return ods(f'<table:table table:name="S"><table:table-row>{cells}</table:table-row></table:table>')


def one_sheet(kind: int, body: bytes, count: int) -> Book:
    return Book([Sheet("S", cells={(1, 1): Cell(1)}, records=[(kind, body)] * count)])


THOUSAND_RANGES = struct.pack("<H", 1_000) + struct.pack("<4H", 0, 1, 0, 1) * 1_000
MERGED: dict[str, Callable[[int], bytes]] = {
    "xlsx": merged_xlsx,
    "xlsb": lambda n: xlsb.write_xlsb(one_sheet(176, struct.pack("<4I", 0, 1, 0, 1), n)),
    "xls": lambda n: xls.write_xls(one_sheet(0x00E5, THOUSAND_RANGES, n // 1_000)),
    "ods": merged_ods,
}


@pytest.mark.parametrize("make", MERGED.values(), ids=MERGED)
def test_merged_ranges_are_bounded_in_every_format(make: Callable[[int], bytes]) -> None:
    assert len(next(iter(inspect(make(20_000)).cells.values())).merged) == 20_000
    with pytest.raises(PackageError, match="too-many-cells > 20,000"):
        inspect(make(21_000))


BLANK: dict[str, Callable[[int], bytes]] = {
    "xlsb": lambda n: xlsb.write_xlsb(one_sheet(1, b"", n)),
    "xls": lambda n: xls.write_xls(one_sheet(0x0201, b"", n)),
}


@pytest.mark.parametrize("make", BLANK.values(), ids=BLANK)
def test_records_that_hold_nothing_are_bounded_too(make: Callable[[int], bytes]) -> None:
    with pytest.raises(PackageError, match="too-many-cells > 1,000,000"):
        inspect(make(1_000_100))


# --- time -------------------------------------------------------------------------------------
HOSTILE: dict[str, Callable[[int], tuple[str, str]]] = {
    "tags in a comment": lambda n: (SHEET, f'<worksheet><!-- t="e" {"<c " * n}--></worksheet>'),
    "cells without an end": lambda n: (SHEET, f"<worksheet>{'<c ' * n}"),
    "attributes": lambda n: (SHEET, f"<worksheet {' '.join(f'a{i}={chr(34)}1{chr(34)}' for i in range(n))}/>"),
    "one attribute again and again": lambda n: (SHEET, f"<worksheet><c {' s=' * n}/>"),
    "nesting": lambda n: (SHEET, "<a>" * n),
    "dates in the properties": lambda n: ("docProps/core.xml", f"<a>{'<dc:date' * n}"),
    "namespaces": lambda n: (SHEET, "".join(f'<a{i} xmlns:p{i}="u{i}">' for i in range(n))),
    "references": lambda n: (SHEET, f"<worksheet>{'&#xD800;' * n}</worksheet>"),
    "comments": lambda n: ("xl/theme/theme1.xml", "<!-- -->" * n),
    "a comment that does not end": lambda n: ("xl/theme/theme1.xml", "<!--" * n),
    "declarations": lambda n: (SHEET, "<?xml encoding=" * n),
}  # fmt: skip


@pytest.mark.parametrize("make", HOSTILE.values(), ids=HOSTILE)
def test_hostile_xml_takes_time_in_proportion(make: Callable[[int], tuple[str, str]]) -> None:
    """Patterns that look back took minutes for any of these; a pass over them takes a moment."""
    part, text = make(200_000)
    package = added(COMPLETE, {part: text.encode()})
    start = time.process_time()
    with contextlib.suppress(PackageError):
        inspect(package)
    assert time.process_time() - start < 5


def test_a_cell_far_down_is_seen_in_a_part_as_large_as_any() -> None:
    rows = "".join(f'<row r="{row}"><c r="A{row}"><v>1</v></c></row>' for row in range(1, 9_999))
    padding = " " * 3 * 2**20
    text = parts_of(to_xlsx(Book(sheets((1, 1)))))["xl/worksheets/sheet1.xml"].decode()
    text = text.replace('<row r="1"><c r="A1"><v>1</v></c></row>', rows + padding)
    assert "<row" in text
    package = added(to_xlsx(Book(sheets((1, 1)))), {"xl/worksheets/sheet1.xml": text.encode()})
    assert len(inspect(package).grids["Sheet1"]) == 9_998
