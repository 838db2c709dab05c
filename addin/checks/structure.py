"""Sheets, rows and columns: what was moved, removed, copied or added.

What was moved is read from where it is, a warning; what is gone or stands twice is not read, an
error. One insertion moves everything behind it and is one finding.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from addin.returned.returned import FoundSheet, Returned
from schemas.findings import Code, Finding, Severity
from schemas.layout.places import LISTS, MAP, Slot, column_letter
from schemas.sentences.messages import finding, subject_of

_CODE = Code.STRUCTURE_CHANGED
_WARNING = Severity.WARNING


def check_sheets(returned: Returned) -> Iterator[Finding]:
    """Sheets missing, twice, renamed, added, in another order."""
    definition, speaker = returned.definition, returned.speaker
    for key in returned.layout.sheets:
        title = definition.sheet_title(key)
        sheet = returned.sheets.get(key)
        if sheet is None:
            yield finding(speaker, _CODE, variant="sheet-missing", sheet=title, expected=title)
        elif key in returned.twins:
            others = ", ".join(t for t in returned.twins[key] if t != sheet.title)
            yield finding(speaker, _CODE, variant="sheet-twice", sheet=sheet.title, found=others, expected=title)
        elif sheet.title != title:
            yield finding(
                speaker,
                _CODE,
                variant="sheet-renamed",
                severity=_WARNING,
                sheet=sheet.title,
                found=sheet.title,
                expected=title,
            )
    for key in (LISTS, MAP):
        title = definition.sheet_title(key)
        if title not in returned.titles:
            yield finding(
                speaker, _CODE, variant="hidden-sheet-missing", severity=_WARNING, sheet=title, expected=title
            )
    for title in returned.unstamped:
        yield finding(speaker, _CODE, variant="sheet-added", severity=_WARNING, sheet=title, found=title)
    there = [returned.sheets[key].title for key in returned.layout.sheets if key in returned.sheets]
    if there != [title for title in returned.titles if title in there]:
        yield finding(speaker, _CODE, variant="sheets-reordered", severity=_WARNING)


def check_rows(returned: Returned) -> Iterator[Finding]:
    """Rows with inputs that stand elsewhere, nowhere or several times."""
    for sheet in returned.sheets.values():
        if sheet.key in returned.in_place:
            continue
        shift = sheet.offset[0]
        for key, (expected, slot) in _expected_rows(returned, sheet.key).items():
            rows = sheet.rows.get(key, ())
            if len(rows) != 1:
                yield _row_finding(returned, sheet, slot, rows, "row-twice" if rows else "row-missing")
            elif rows[0] - expected != shift:
                shift = rows[0] - expected
                yield _row_finding(returned, sheet, slot, rows, "row-moved")
        if sheet.offset[0]:
            slot = next(iter(_expected_rows(returned, sheet.key).values()))[1]
            yield _row_finding(
                returned, sheet, slot, sheet.rows.get(returned.layout.keys[slot.name][1], ()), "row-moved"
            )


def _expected_rows(returned: Returned, sheet: str) -> dict[str, tuple[int, Slot]]:
    """The rows with inputs of a sheet by key, in order: where each should be, and its last input."""
    rows: dict[str, tuple[int, Slot]] = {}
    for name, place in returned.expected.items():
        slot = returned.layout.slots.get(name)
        if slot is not None and place.sheet == sheet:
            rows[returned.layout.keys[name][1]] = (place.row, slot)
    return dict(sorted(rows.items(), key=lambda item: item[1][0]))


def _row_finding(returned: Returned, sheet: FoundSheet, slot: Slot, rows: tuple[int, ...], variant: str) -> Finding:
    cell = f"{column_letter(slot.place.column)}{rows[0]}" if rows else ""
    return finding(
        returned.speaker,
        _CODE,
        variant=variant,
        severity=_WARNING if variant == "row-moved" else None,
        sheet=sheet.title,
        cell=cell,
        name=slot.name,
        found=", ".join(map(str, rows)),
        subject=subject_of(slot, returned.speaker),
    )


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
                yield finding(returned.speaker, _CODE, variant="column-missing", sheet=sheet.title, expected=heading)
            elif columns[0] - expected != shift:
                shift = columns[0] - expected
                yield finding(
                    returned.speaker,
                    _CODE,
                    variant="column-moved",
                    severity=_WARNING,
                    sheet=sheet.title,
                    found=column_letter(columns[0]),
                    expected=column_letter(expected),
                )


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
