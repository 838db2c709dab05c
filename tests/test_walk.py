"""A workbook is filled in on a screen, by keyboard, with mistakes, a paste and a change of mind, until it is ready."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from addin.command_line import kpibook
from addin.submissions.examine import examine
from schemas.definition import Definition
from schemas.findings import Severity
from schemas.questions import Raw
from tests.answers import complete_answers
from tests.screen import Screen, screen

pytestmark = [pytest.mark.libreoffice, pytest.mark.long]


class Officer:
    """Whoever sits in front of the screen."""

    def __init__(self, seen: Screen, definition: Definition) -> None:
        self._seen, self._definition = seen, definition

    def cell(self, name: str) -> Any:
        """The cell that is called `name`."""
        place = self._definition.layout.places[name]
        return self._seen.document.Sheets.getByName(self._definition.sheet_title(place.sheet)).getCellRangeByName(
            place.cell
        )

    def shows(self, name: str) -> str:
        """What the cell called `name` shows."""
        return str(self.cell(name).getString())

    def go(self, name: str) -> None:
        """Go to the cell called `name`."""
        place = self._definition.layout.places[name]
        self._seen.go(self._definition.sheet_title(place.sheet), place.cell)

    def type(self, name: str, text: str) -> None:
        """Go to a cell, type a text and press Enter; a message that asks is answered with Enter."""
        self.go(name)
        self._seen.enter(text)
        if len(self._seen.windows) > 1:
            self._seen.keys("Return")

    def choose(self, name: str, entry: int) -> None:
        """Open the list of a cell with the keyboard and take its `entry`, from 1."""
        self.go(name)
        self._seen.keys("alt+Down")
        self._seen.keys("Home", *(["Down"] * (entry - 1) or ["Down", "Up"]), "Return")

    def clear(self, name: str) -> None:
        """Empty a cell."""
        self.go(name)
        self._seen.keys("Delete")


@pytest.fixture(scope="module")
def pictures(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("walk")


def test_a_workbook_is_filled_in_by_keyboard(definition: Definition, template: bytes, pictures: Path) -> None:
    path = pictures / "template.xlsx"
    path.write_bytes(template)
    with screen(pictures) as seen:
        seen.open(path)
        officer = Officer(seen, definition)
        for part in (_start, _a_level_is_chosen, _mistakes, _a_letter_is_pasted, _a_change_of_mind, _the_rest, _signs):
            part(seen, officer, definition)
        assert officer.shows("ready") == ""
        seen.go("Summary", "C8")
        seen.picture("summary_ready")
        saved = seen.save(pictures / "filled.xlsx")
    findings = examine(saved).findings
    assert [f for f in findings if f.severity is not Severity.INFO] == []
    assert CliRunner().invoke(kpibook, ["validate", str(saved)], standalone_mode=False).return_value == 0


def _start(seen: Screen, officer: Officer, definition: Definition) -> None:
    """Tab leads from one input of the start sheet to the next."""
    seen.picture("start")
    officer.go("country")
    for typed in ("Kenia", "2026", "Ada Example", "Head of E-Commerce", "ada@customs", "30/6/2026"):
        seen.write(typed)
        seen.keys("Tab")
        if len(seen.windows) > 1:
            seen.picture("asked")
            seen.keys("Return")
    seen.picture("start_with_mistakes")
    for name, typed in (
        ("country", "Kenya"),
        ("contact_email", "ada@customs.example.org"),
        ("submission_date", "2026-06-30"),
    ):
        officer.type(name, typed)
    names = ("country", "reporting_year", "contact_name", "contact_title", "contact_email", "submission_date")
    assert {name: officer.shows(f"note_{name}") for name in names} == dict.fromkeys(names, "")


def _a_level_is_chosen(seen: Screen, officer: Officer, definition: Definition) -> None:
    """The list offers five levels; the questions appear."""
    officer.go("level_1_1")
    seen.keys("alt+Down")
    seen.picture("levels_offered")
    seen.keys("Escape")
    officer.choose("level_1_1", 4)
    assert officer.shows("level_1_1") == definition.level_label(4)
    seen.picture("level_chosen")
    assert officer.shows("status_1_1") == "Still to answer: question 1, 2, 3"
    officer.type("answer_1_1_1", "The Customs Act was amended.")
    officer.type("answer_1_1_2", "Parliament has it.")
    officer.choose("yes_no_1_1_3", 1)
    assert officer.shows("status_1_1") == "Still to answer: question 4"
    officer.type("answer_1_1_4", "Training of officers.")
    assert officer.shows("status_1_1") == "Complete"
    seen.picture("indicator_complete")


def _mistakes(seen: Screen, officer: Officer, definition: Definition) -> None:
    """What is not understood is said beside the cell, and goes when it is put right."""
    officer.choose("level_2_1", 3)
    officer.type("info_2_1", "a dozen")
    seen.picture("not_a_number")
    officer.type("info_2_1", "12")
    assert officer.shows("info_status_2_1") == "Answered"
    officer.type("answer_2_1_1", "Three operators take part.")
    officer.type("yes_no_2_1_2", "Perhaps")
    seen.picture("perhaps")
    officer.choose("yes_no_2_1_2", 2)
    assert officer.shows("status_2_1") == "Complete"


def _a_letter_is_pasted(seen: Screen, officer: Officer, definition: Definition) -> None:
    """Three paragraphs of a letter: in the cell they fall apart, in the opened cell they stay one answer."""
    officer.choose("level_2_2", 2)
    seen.copy_from_a_letter("There is no budget.", "There are no staff.", "There is no law.")
    officer.go("answer_2_2_1")
    seen.keys("ctrl+v")
    seen.picture("letter_pasted_on_cells")
    if len(seen.windows) > 1:
        seen.keys("Return")
    for n in (1, 2, 3, 4):
        officer.clear(f"answer_2_2_{n}")
    officer.go("answer_2_2_1")
    seen.keys("F2", "ctrl+v", "Return")
    seen.picture("letter_pasted_in_cell")
    assert officer.shows("answer_2_2_1").split("\n") == [
        "There is no budget.",
        "There are no staff.",
        "There is no law.",
    ]
    officer.type("answer_2_2_2", "A law, staff and a budget.")
    assert officer.shows("status_2_2") == "Complete"


def _a_change_of_mind(seen: Screen, officer: Officer, definition: Definition) -> None:
    """With answers given the list has the present level alone; with the answers cleared it has all five."""
    officer.go("level_2_2")
    seen.keys("alt+Down")
    seen.picture("one_level_offered")
    seen.keys("End", "Return")
    assert officer.shows("level_2_2") == definition.level_label(2)
    officer.type("level_2_2", definition.level_label(5))
    assert officer.shows("level_2_2") == definition.level_label(2), "Typed all the same, it is asked about and given up"
    for n in (1, 2):
        officer.clear(f"answer_2_2_{n}")
    officer.choose("level_2_2", 5)
    assert officer.shows("level_2_2") == definition.level_label(5)
    officer.type("answer_2_2_1", "Since 2024.")
    officer.type("answer_2_2_2", "Begin with one operator.")
    assert officer.shows("status_2_2") == "Complete"


def _the_rest(seen: Screen, officer: Officer, definition: Definition) -> None:
    """All else is filled in at once, as a colleague's copy would bring it."""
    typed = complete_answers(definition, 4)
    kept = ("level_1_1", "level_2_1", "level_2_2")
    mine = {*kept, "info_2_1"}
    for name, value in typed.items():
        slot = definition.layout.slots[name]
        if name.startswith("sign_off") or slot.standard == 0 or name in mine:
            continue
        if any(f"_{slot.standard}_{slot.indicator}" == level.removeprefix("level") for level in kept):
            continue
        _put(officer.cell(name), value)
    seen.settle(1)
    seen.go("Standard 1", "D8")
    seen.picture("standard_filled")


def _put(cell: Any, value: Raw) -> None:
    if isinstance(value, (int, float)):
        cell.setValue(value)
    else:
        cell.setString(str(value))


def _signs(seen: Screen, officer: Officer, definition: Definition) -> None:
    """Each sign-off is its list's one line; the first is chosen by keyboard."""
    seen.go("Summary", "C8")
    seen.picture("summary_before_sign_off")
    assert officer.shows("ready") == "Things left to do: 15"
    officer.choose("sign_off_1", 1)
    seen.picture("signed_off")
    for s in definition.edition.standards:
        listed = seen.document.NamedRanges.getByName(f"sign_off_choice_{s}").ReferredCells
        officer.cell(f"sign_off_{s}").setString(listed.getCellByPosition(0, 0).getString())
    seen.settle(1)
