"""A workbook shows before any program has calculated it what it shows afterwards."""

from __future__ import annotations

import datetime as dt
import random
from pathlib import Path

import openpyxl
import pytest

from schemas.definition import Definition
from schemas.layout.places import SlotKind
from schemas.questions import Raw
from schemas.years.last_year import LastYear
from tests.answers import complete_answers
from tests.last_years import LAST
from tests.libreoffice import Office
from tests.templates import built_once

pytestmark = pytest.mark.libreoffice

UNCHANGED = "Unchanged since 2025"
CASES: list[tuple[str, dict[str, Raw], LastYear | None]] = [
    ("blank", {}, None),
    ("blank beside last year", {}, LAST),
    ("kept", {"unchanged_1_1": UNCHANGED, "unchanged_2_1": UNCHANGED, "sign_off_2": "Complete at levels 5-0"}, LAST),
    ("kept with a question open", {"unchanged_2_2": UNCHANGED}, LAST),
    (
        "kept, one answer new",
        {"unchanged_1_1": UNCHANGED, "answer_1_1_2": "Passed in May.", "yes_no_1_1_3": "No"},
        LAST,
    ),
    ("kept, text beside what is not asked", {"unchanged_3_1": UNCHANGED, "answer_3_1_4": "Left over."}, LAST),
    ("kept and the same level", {"unchanged_1_2": UNCHANGED, "level_1_2": "4 - Finalising implementation"}, LAST),
    ("kept and another level", {"unchanged_1_2": UNCHANGED, "level_1_2": "5 - Implementation complete"}, LAST),
    ("kept after a sign-off", {"unchanged_3_1": UNCHANGED, "sign_off_3": "Complete at levels 5"}, LAST),
]


def mess(definition: Definition, seed: int) -> dict[str, Raw]:
    """A workbook as busy people leave it: half of it filled in, much of it wrong."""
    chooser, typed = random.Random(seed), complete_answers(definition, seed)
    odd: tuple[Raw, ...] = ("", " ", "n/a", "no", "YES", "6 - Never", "45", "12,5", "-3", 7, 2.5, "x" * 5_001, "a@b.c")
    for name, slot in definition.layout.slots.items():
        if chooser.random() < 0.3:
            typed[name] = "" if chooser.random() < 0.5 else chooser.choice(odd)
        if slot.kind is SlotKind.UNCHANGED and chooser.random() < 0.6:
            typed[name] = UNCHANGED
    return {name: value for name, value in typed.items() if value != ""}


def assert_shows_itself(libreoffice: Office, path: Path) -> None:
    before = openpyxl.load_workbook(path, data_only=True)
    formulas = openpyxl.load_workbook(path)
    with libreoffice.open(path) as document:
        for sheet in formulas:
            calculated = document.values(sheet.title)
            for row in sheet.iter_rows():
                for cell in row:
                    if cell.data_type == "f":
                        shown = before[sheet.title][cell.coordinate].value
                        now = calculated[cell.row - 1][cell.column - 1]
                        assert (
                            shown == pytest.approx(now) if isinstance(shown, float) else (shown or "") == (now or "")
                        ), (
                            sheet.title,
                            cell.coordinate,
                        )


@pytest.mark.parametrize(("typed", "last"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_a_small_case(
    libreoffice: Office, definition: Definition, tmp_path: Path, typed: dict[str, Raw], last: LastYear | None
) -> None:
    path = tmp_path / "workbook.xlsx"
    path.write_bytes(built_once(definition, 2026, typed=typed, last=last).data)
    assert_shows_itself(libreoffice, path)


@pytest.mark.parametrize("seed", range(4))
def test_a_whole_workbook(libreoffice: Office, definition: Definition, tmp_path: Path, seed: int) -> None:
    last = LAST if seed % 2 else None
    shown = definition.with_last_year if last else definition
    typed = complete_answers(definition, seed) if seed < 2 else mess(shown, seed)
    typed["submission_date"] = dt.date(2026, 3, 31)
    path = tmp_path / "workbook.xlsx"
    path.write_bytes(built_once(definition, 2026, typed=typed, last=last).data)
    assert_shows_itself(libreoffice, path)
