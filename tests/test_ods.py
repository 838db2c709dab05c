"""Cells of an .ods: as they stand in the file → what is read."""

from __future__ import annotations

import datetime as dt
import shutil
import subprocess
from pathlib import Path

import pytest

from addin.returned.inspecting import inspect
from addin.returned.package_error import PackageError
from addin.returned.reader import read_workbook
from schemas.questions import Raw
from tests.packages import added
from tests.test_bounds import ods

RETURNED = Path(__file__).parent / "returned"
CALC = 'xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0"'
CELLS: list[tuple[str, Raw, str]] = [
    ('office:value-type="float" office:value="3"/>', 3.0, ""),
    ('office:value-type="percentage" office:value="0.45"/>', 0.45, ""),
    ('office:value-type="currency" office:value="150"/>', 150.0, ""),
    ('office:value="3"/>', 3.0, ""),
    ('office:value-type="float" office:value="1e999"/>', "", "1e999"),
    ('office:value-type="float" office:value="NaN"/>', "", "NaN"),
    ('office:value-type="date" office:date-value="2026-03-19"/>', dt.date(2026, 3, 19), ""),
    ('office:value-type="date" office:date-value="2026-03-19T10:11:12"/>', dt.datetime(2026, 3, 19, 10, 11, 12), ""),
    ('office:value-type="date" office:date-value="soon"/>', "", "soon"),
    ('office:value-type="time" office:time-value="PT01H30M00S"/>', dt.timedelta(hours=1, minutes=30), ""),
    ('office:value-type="time" office:time-value="PT26H00M01.5S"/>', dt.timedelta(hours=26, seconds=1.5), ""),
    ('office:value-type="boolean" office:boolean-value="true"/>', True, ""),
    ('office:value-type="boolean" office:boolean-value="perhaps"/>', "", "perhaps"),
    ('office:value-type="new-kind" office:new-kind-value="7"/>', "", "7"),
    ('office:value-type="void" office:value="7"/>', "", "7"),
    ('office:value-type="Float" office:value="7"/>', "", "7"),
    ('office:value-type="void"/>', "", ""),
    ('office:value-type="string" office:string-value="shown"><text:p>x</text:p></table:table-cell>', "shown", ""),
    ("><text:p>first<text:tab/>second</text:p></table:table-cell>", "first\tsecond", ""),
    ('><text:p>a<text:s/>b<text:s text:c="3"/>c</text:p></table:table-cell>', "a b   c", ""),
    ("><text:p>a<text:line-break/>b</text:p><text:p>c</text:p></table:table-cell>", "a\nb\nc", ""),
    ("><text:p>a <text:span>b <text:span>c</text:span></text:span> d</text:p></table:table-cell>", "a b c d", ""),
    ("><text:p>over\n   lines</text:p></table:table-cell>", "over lines", ""),
    ("><text:p>_x000D_ as typed</text:p></table:table-cell>", "_x000D_ as typed", ""),
    (">\n  <text:p>set apart</text:p>\n</table:table-cell>", "set apart", ""),
    (f'{CALC} calcext:value-type="error"><text:p>#N/A</text:p></table:table-cell>', "", "#N/A"),
    ('table:formula="of:=1/0"><text:p>#DIV/0!</text:p></table:table-cell>', "", "#DIV/0!"),
    ("><text:p>a bell \x07</text:p></table:table-cell>", "", "a bell \ufffd"),
]


@pytest.mark.parametrize(("cell", "value", "error"), CELLS, ids=[cell[:50] for cell, _, _ in CELLS])
def test_what_stands_in_a_cell(cell: str, value: Raw, error: str) -> None:
    beside = '<table:table-cell office:value="7"/>'
    row = f"\n<table:table-row>\n <table:table-cell {cell}\n {beside}\n</table:table-row>\n"
    found = inspect(ods(f'<table:table table:name="T">{row}</table:table>'))
    assert found.grids["T"] == [[value, 7.0]]
    assert found.cells["T"].errors == ({(1, 1): error} if error else {})


def test_repeated_cells_stand_as_often_as_they_say() -> None:
    cells = '<table:table-cell table:number-columns-repeated="2" office:value="1"/><table:table-cell office:value="2"/>'
    row = f'<table:table-row table:number-rows-repeated="2">{cells}</table:table-row>'
    group = f"<table:table-row-group><table:table-header-rows>{row}</table:table-header-rows></table:table-row-group>"
    found = inspect(ods(f'<table:table table:name="T">{group}{row}</table:table>'))
    assert found.grids["T"] == [[1.0, 1.0, 2.0]] * 4


def test_a_table_within_a_cell_is_no_sheet() -> None:
    within = '<table:table-row><table:table-cell office:value="9"/></table:table-row>'
    inner = f'<table:table table:name="I">{within}</table:table>'
    row = f'<table:table-row><table:table-cell office:value="1">{inner}</table:table-cell></table:table-row>'
    found = inspect(ods(f'<table:table table:name="T">{row}</table:table>'))
    assert (found.titles, found.grids["T"]) == (("T",), [[1.0]])


@pytest.mark.parametrize("where", ["content.xml", "meta.xml", "styles.xml", "settings.xml"])
def test_a_document_type_is_refused_wherever_it_stands(where: str) -> None:
    package = (RETURNED / "libreoffice_complete.ods").read_bytes()
    with pytest.raises(PackageError, match="a document type in"):
        inspect(added(package, {where: b"<!DOCTYPE a><a/>"}))


def test_an_encrypted_one_needs_its_password() -> None:
    manifest = b'<m:manifest xmlns:m="m"><m:file-entry><m:encryption-data/></m:file-entry></m:manifest>'
    package = added((RETURNED / "libreoffice_complete.ods").read_bytes(), {"META-INF/manifest.xml": manifest})
    with pytest.raises(PackageError, match="encrypted-file"):
        inspect(package)


@pytest.mark.skipif(shutil.which("ssconvert") is None, reason="Gnumeric is not installed")
@pytest.mark.parametrize("ending", ["ods", "xlsx", "xls"])
def test_a_copy_saved_by_gnumeric_holds_the_same_answers(tmp_path: Path, ending: str) -> None:
    source, target = RETURNED / "complete.xlsx", tmp_path / f"copy.{ending}"
    kind = ["-T", "Gnumeric_Excel:excel_biff8"] if ending == "xls" else []
    subprocess.run(["ssconvert", *kind, str(source), str(target)], check=True, capture_output=True)
    saved, typed = (read_workbook(path.read_bytes(), "x").entries for path in (target, source))
    assert {name: str(entry.value.value) for name, entry in saved.items()} == {
        name: str(entry.value.value) for name, entry in typed.items()
    }


@pytest.mark.parametrize(
    ("first_day", "is_1904"),
    [("1899-12-30", False), ("1904-01-01", True), ("1904-01-01T00:00:00", True), ("1904-1-1", True), ("", False)],
)
def test_the_first_day_of_the_calendar_is_read(first_day: str, *, is_1904: bool) -> None:
    """A day typed into a cell without a date's format is a number of days from then on."""
    settings = f'<table:calculation-settings><table:null-date table:date-value="{first_day}"/>'
    assert inspect(ods(f'{settings}</table:calculation-settings><table:table table:name="T"/>')).date1904 is is_1904
