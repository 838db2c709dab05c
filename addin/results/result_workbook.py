"""Draws a consolidation as a workbook: what it comes to, with charts, and its tables, linked to the cells of files."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from openpyxl import Workbook

from addin.consolidation.consolidate import Consolidation
from addin.results.cell_links import CellLinks, base_of, linked
from addin.results.in_words import InWords
from addin.results.reading_sheets import READING_SHEETS
from addin.results.result_tables import SHEETS, tables_in_words
from addin.results.run import Run
from addin.results.table import Row, Table
from addin.results.table_workbook import DrawnSheet, Printed, TableSheet, new_workbook, write_sheets
from schemas.excel import ooxml
from schemas.excel.excel_limits import HYPERLINKS_PER_SHEET, ROWS

COMMAND = "consolidate"
"""What a result says that it was written by."""
_NO_LINKS = f"Not linked: there are more {{rows}} than the {HYPERLINKS_PER_SHEET:,} links that Excel allows on a sheet."
_RAW = ("Needs", "Movement", "Information", "Answers", "Findings", "Remarks")
"""The tables that are looked things up in, and are not printed whole unless somebody clears the print area."""
_PRINTED_ROWS = 100


@dataclass(frozen=True, slots=True)
class Written:
    """What was written, and what had to be left out of it."""

    path: Path
    cut_texts: int = 0
    """Texts longer than an Excel cell; each ends by saying so, and is whole in CSV and Parquet."""
    linked: bool = True
    """False where there are more findings, or needs, than links that Excel allows on a sheet."""


def write_result(
    consolidation: Consolidation, out: Path, *, folder: Path | None = None, run: Run | None = None
) -> Written:
    """Write the result workbook to `out`, whole or not at all.

    `folder` is where the files of the consolidation are, for the links to their cells; without it
    they are taken to be beside `out`. `run` is how it came about, for the sheet About. Raises `Refusal` where a
    table has more rows than a sheet of Excel, OSError where `out` cannot be written.
    """
    words, tables = tables_in_words(consolidation, run or Run(folder=folder))
    title = words.sheets.result
    if consolidation.year:
        title = f"{title} {consolidation.year}"
    found, counted = len(consolidation.files), len(consolidation.counted)
    workbook = new_workbook(title, words.sheets.about.how_many.format(found=found, counted=counted))
    workbook.properties.language = consolidation.language
    base = base_of(out, folder)
    sheets = [_sheet(workbook, name, tables, words, base) for name in SHEETS]
    cut = write_sheets(workbook, sheets, out, command=COMMAND)
    return Written(out, cut, linked=not any(isinstance(s, _LinkedSheet) and s.too_many_links for s in sheets))


def _sheet(workbook: Workbook, name: str, tables: Mapping[str, Table], words: InWords, base: str) -> DrawnSheet:
    if name in READING_SHEETS:
        return READING_SHEETS[name](workbook, tables, words)

    def note(shown: int, rows: int) -> str:
        return words.sheets.printed.format(shown=shown, rows=rows)

    table, printed = tables[name], Printed(_PRINTED_ROWS if name in _RAW else ROWS, note)
    if table.is_linked:
        return _LinkedSheet(workbook, table, base, printed=printed)
    return TableSheet(workbook, table, printed=printed)


class _LinkedSheet(TableSheet):
    """A table with files, sheets and cells, each row linked to its cell while Excel allows so many links."""

    def __init__(self, workbook: Workbook, table: Table, base: str, *, printed: Printed) -> None:
        super().__init__(workbook, table, printed=printed)
        self.too_many_links = self._count > HYPERLINKS_PER_SHEET
        self._links = None if self.too_many_links else CellLinks(table, base)

    def draw(self) -> None:
        super().draw()
        if self.too_many_links:
            self._sheet.cell(1, len(self._names) + 2, _NO_LINKS.format(rows=self._table.name.lower()))

    def linked(self, rows: Iterable[Row]) -> Iterator[tuple[Row, int | None]]:
        return linked(rows, self._links)

    def hyperlinks(self) -> Iterator[bytes]:
        return self._links.hyperlinks() if self._links else iter(())

    def relationships(self) -> ooxml.Edit | None:
        return self._links.relationships if self._links else None
