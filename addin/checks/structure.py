"""Sheets, rows and columns: what was moved, removed, copied or added.

What was moved is read from where it is, a warning; what is gone or stands twice is not read, an
error. One insertion moves everything behind it and is one finding.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from addin.checks.check import yields
from addin.returned.returned import FoundSheet, Returned
from schemas.findings import Finding
from schemas.findings.catalogue import (
    ColumnMissing,
    ColumnMoved,
    HiddenSheetMissing,
    InputsMerged,
    LayoutUnknown,
    RowMissing,
    RowMoved,
    RowTwice,
    SheetAdded,
    SheetMissing,
    SheetRenamed,
    SheetsReordered,
    SheetTwice,
)
from schemas.layout.places import LISTS, MAP, Slot, column_letter
from schemas.sentences.messages import cell_finding, file_finding, row_finding, sheet_finding


@yields(SheetMissing, SheetTwice, SheetRenamed, HiddenSheetMissing, SheetAdded, SheetsReordered)
def check_sheets(returned: Returned) -> Iterator[Finding]:
    """Sheets missing, twice, renamed, added, in another order."""
    definition, speaker = returned.definition, returned.speaker
    for key in returned.layout.sheets:
        title = definition.sheet_title(key)
        sheet = returned.sheets.get(key)
        if sheet is None:
            yield sheet_finding(speaker, SheetMissing(expected=title), title)
        elif key in returned.twins:
            others = ", ".join(t for t in returned.twins[key] if t != sheet.title)
            yield sheet_finding(speaker, SheetTwice(found=others, expected=title), sheet.title)
        elif sheet.title != title:
            yield sheet_finding(speaker, SheetRenamed(found=sheet.title, expected=title), sheet.title)
    for key in (LISTS, MAP):
        title = definition.sheet_title(key)
        if title not in returned.titles:
            yield sheet_finding(speaker, HiddenSheetMissing(expected=title), title)
    for title in returned.unstamped:
        yield sheet_finding(speaker, SheetAdded(found=title), title)
    there = [returned.sheets[key].title for key in returned.layout.sheets if key in returned.sheets]
    if there != [title for title in returned.titles if title in there]:
        yield file_finding(speaker, SheetsReordered(), returned.file)


@yields(RowMoved, RowMissing, RowTwice)
def check_rows(returned: Returned) -> Iterator[Finding]:
    """Rows with inputs that stand elsewhere, nowhere or several times."""
    for sheet in returned.sheets.values():
        if sheet.key in returned.in_place:
            continue
        shift = sheet.offset[0]
        for key, (expected, slot) in _expected_rows(returned, sheet.key).items():
            rows = sheet.rows.get(key, ())
            if len(rows) != 1:
                yield _row(
                    returned, sheet, slot, rows, RowTwice(found=", ".join(map(str, rows))) if rows else RowMissing()
                )
            elif rows[0] - expected != shift:
                shift = rows[0] - expected
                yield _row(returned, sheet, slot, rows, RowMoved(found=str(rows[0])))
        if sheet.offset[0]:
            slot = next(iter(_expected_rows(returned, sheet.key).values()))[1]
            rows = sheet.rows.get(returned.layout.keys[slot.name][1], ())
            yield _row(returned, sheet, slot, rows, RowMoved(found=", ".join(map(str, rows))))


def _expected_rows(returned: Returned, sheet: str) -> dict[str, tuple[int, Slot]]:
    """The rows with inputs of a sheet by key, in order: where each should be, and its last input."""
    rows: dict[str, tuple[int, Slot]] = {}
    for name, place in returned.expected.items():
        slot = returned.layout.slots.get(name)
        if slot is not None and place.sheet == sheet:
            rows[returned.layout.keys[name][1]] = (place.row, slot)
    return dict(sorted(rows.items(), key=lambda item: item[1][0]))


def _row(
    returned: Returned, sheet: FoundSheet, slot: Slot, rows: tuple[int, ...], case: RowMoved | RowMissing | RowTwice
) -> Finding:
    cell = f"{column_letter(slot.place.column)}{rows[0]}" if rows else ""
    return row_finding(returned.speaker, case, slot, sheet=sheet.title, cell=cell)


@yields(ColumnMoved, ColumnMissing)
def check_columns(returned: Returned) -> Iterator[Finding]:
    """Columns with inputs that stand elsewhere, nowhere or several times."""
    for sheet in returned.sheets.values():
        if sheet.key in returned.in_place:
            continue
        shift = 0
        for key, expected in sorted(_expected_columns(returned, sheet.key).items(), key=lambda item: item[1]):
            columns = sheet.columns.get(key, ())
            if len(columns) != 1:
                heading = _heading(returned, sheet.key, expected)
                yield sheet_finding(returned.speaker, ColumnMissing(expected=heading), sheet.title)
            elif columns[0] - expected != shift:
                shift = columns[0] - expected
                moved = ColumnMoved(found=column_letter(columns[0]), expected=column_letter(expected))
                yield sheet_finding(returned.speaker, moved, sheet.title)


def _expected_columns(returned: Returned, sheet: str) -> Mapping[str, int]:
    return {
        returned.layout.keys[name][2]: place.column
        for name, place in returned.expected.items()
        if place.sheet == sheet and name in returned.layout.slots
    }


def _heading(returned: Returned, sheet: str, column: int) -> str:
    """What the template calls a column; its letter where it has no heading."""
    for label in returned.layout.labels:
        if label.place.sheet == sheet and label.place.column == column and label.text.startswith("questionnaire."):
            return returned.definition.text(label.text)
    return column_letter(column)


@yields(InputsMerged)
def check_merged(returned: Returned) -> Iterator[Finding]:
    """Cells made one with an input cell: what stood in the others of them is gone, or not seen."""
    for sheet in returned.sheets.values():
        keyed = {row for rows in sheet.rows.values() for row in rows}
        merged = [each for each in sheet.cells.merged if not keyed.isdisjoint(range(each[0][0], each[1][0] + 1))]
        inputs = _input_cells(returned, sheet) if merged else ()
        for (top, left), (bottom, right) in merged:
            if any(top <= row <= bottom and left <= column <= right for row, column in inputs):
                first = f"{column_letter(left)}{top}"
                case = InputsMerged(found=f"{first}:{column_letter(right)}{bottom}")
                yield cell_finding(returned.speaker, case, sheet=sheet.title, cell=first)


def _input_cells(returned: Returned, sheet: FoundSheet) -> tuple[tuple[int, int], ...]:
    """Where the input cells of `sheet` stand now, as rows and columns."""
    places = (slot.place for slot in returned.layout.slots.values() if slot.place.sheet == sheet.key)
    return tuple(at for at in map(returned.found_at, places) if at is not None)


@yields(LayoutUnknown)
def check_layout(returned: Returned) -> Iterator[Finding]:
    """A stamp of a layout that this version never made."""
    if not returned.has_known_layout:
        yield file_finding(returned.speaker, LayoutUnknown(found=returned.stamp.layout), returned.file)
