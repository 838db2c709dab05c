"""The sheet and the reader give one verdict on whatever is typed: both are asked about every row of one table."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pytest

from schemas.definition import Definition
from schemas.findings.catalogue import LowEffortAnswer, LowEffortVersion, TextNotShown
from schemas.layout import names
from schemas.layout.columns import RowProblem
from schemas.layout.places import Place, Slot, SlotKind
from schemas.loading.loader import languages, load_definition
from schemas.questions import Raw, Reading, is_empty, question_of
from tests.libreoffice import Document, Office
from tests.templates import built_once
from tests.typed_texts import ACCEPTED, NOT_GIVEN, ROWS, TO_CORRECT, Row, Understood, Verdict

YEAR = 2026


class Judged(NamedTuple):
    """What one of the two says of a row."""

    verdict: Verdict
    understood: Understood = None


# --- the reader ------------------------------------------------------------------------------
def typed_of(row: Row, definition: Definition) -> dict[str, Raw]:
    """All input cells of the workbook, with those of the row filled in."""
    return {**dict.fromkeys(definition.layout.slots, ""), **row.beside, row.name: row.typed}


def by_reader(row: Row) -> Judged:
    definition = load_definition(language=row.language)
    typed, slot = typed_of(row, definition), definition.layout.slots[row.name]
    if is_empty(row.typed):
        return Judged(TO_CORRECT)
    reading = question_of(slot, definition).parse_beside(slot, definition, typed)
    if reading.problem is not None and not isinstance(
        reading.problem, (LowEffortAnswer, LowEffortVersion, TextNotShown)
    ):
        return Judged(TO_CORRECT)
    return Judged(ACCEPTED, _value(reading))


def _value(reading: Reading) -> Understood:
    if reading.not_available or reading.not_applicable:
        return NOT_GIVEN
    return reading.value.isoformat() if isinstance(reading.value, dt.date) else reading.value


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row.language}-{row.name}-{str(row.typed)[:30]!r}")
def test_the_reader_says_what_the_table_says(row: Row) -> None:
    judged = by_reader(row)
    assert judged.verdict == row.verdict
    if row.understood is not None:
        assert judged.understood == row.understood


# --- the sheet -------------------------------------------------------------------------------
class Sheet:
    """A workbook open in LibreOffice, into which row by row is typed."""

    def __init__(self, document: Document, definition: Definition) -> None:
        self._document, self._definition = document, definition

    def judge(self, row: Row) -> Judged:
        """What the officer sees beside the cell once the row is typed; the cells are empty again afterwards."""
        for name, typed in {**row.beside, row.name: row.typed}.items():
            self._document.type(name, typed)
        slot = self._definition.layout.slots[row.name]
        judged = Judged(ACCEPTED if self._takes(slot) else TO_CORRECT, self._understood(slot))
        self._document.clear()
        return judged

    def _cell(self, name: str) -> Place:
        return self._definition.layout.formulas[name].place

    def text(self, name: str) -> str:
        place = self._cell(name)
        return str(self._document.at(self._definition.sheet_title(place.sheet), place.cell).getString())

    def _takes(self, slot: Slot) -> bool:
        if slot.kind is SlotKind.IDENTITY:
            return self.text(names.identity_note(slot.name)) == ""
        of = slot.standard, slot.indicator, slot.number
        if slot.kind is SlotKind.LEVEL:
            return self.text(names.status(*of[:2])) != self._definition.wording.status.level_not_in_list
        if slot.kind is SlotKind.SIGN_OFF:
            return self.text(names.sign_off_status(slot.standard)) != self._definition.wording.inputs["sign_off"].error
        is_item = slot.kind is SlotKind.INFORMATION
        problem = names.information_problem(of[0], of[2]) if is_item else names.row_problem(*of)
        return self.text(problem) in {str(RowProblem.NONE.value), str(RowProblem.CURRENCY_MISSING.value)}

    def _understood(self, slot: Slot) -> Understood:
        """What the sheet goes on with; None where the officer does not see it."""
        if slot.name == "country":
            return self.text(names.country_code()) or None
        if slot.kind is SlotKind.LEVEL:
            level = int(self.text(names.state(slot.standard, slot.indicator)))
            return level if level > 0 else None
        if slot.kind is SlotKind.SIGN_OFF and self._takes(slot):
            return "-".join(self.text(names.signed(slot.standard, i)) for i in (1, 2))
        if slot.kind is SlotKind.YES_NO and self._takes(slot):
            revealed = self.text(names.row_state(slot.standard, slot.indicator, slot.number + 1))
            return "yes" if revealed == "1" else "no"
        return None


@cache
def _rows_of(language: str) -> tuple[Row, ...]:
    return tuple(row for row in ROWS if row.language == language)


@pytest.fixture(params=languages())
def sheet(request: pytest.FixtureRequest, libreoffice: Office, tmp_path: Path) -> Iterator[tuple[str, Sheet]]:
    """A blank workbook of each language."""
    definition = load_definition(language=request.param)
    path = tmp_path / "workbook.xlsx"
    path.write_bytes(built_once(definition, YEAR).data)
    with libreoffice.open(path) as document:
        document.clear_all(definition.layout.slots)
        yield request.param, Sheet(document, definition)


@pytest.mark.libreoffice
def test_the_sheet_says_what_the_reader_says(sheet: tuple[str, Sheet]) -> None:
    language, seen = sheet
    differing = {
        (row.name, str(row.typed)[:40]): (on_sheet, by_reader(row))
        for row in _rows_of(language)
        if not _agrees(on_sheet := seen.judge(row), by_reader(row))
    }
    assert differing == {}


def _agrees(on_sheet: Judged, by_reader: Judged) -> bool:
    if on_sheet.verdict != by_reader.verdict:
        return False
    return on_sheet.understood is None or on_sheet.understood == by_reader.understood


# --- the table -------------------------------------------------------------------------------
def test_the_table_is_long_and_in_every_language() -> None:
    assert {row.language for row in ROWS} == set(languages())
    assert len({(row.language, row.name, *row.beside.items(), row.typed) for row in ROWS}) == len(ROWS) >= 300
