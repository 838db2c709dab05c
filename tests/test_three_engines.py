"""Three programs calculate what the file says and what the reader understands, in every scenario.

Excel is not among them. What all three, the file and the reader say alike rests on nobody's habits.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from addin.checks.information import has_open_item
from addin.returned.indicators import indicator_states
from addin.returned.returned import Returned
from addin.submissions.examine import read_returned
from addin.submissions.rows import submission_of
from schemas.findings import Finding, Severity
from schemas.layout import names
from schemas.layout.columns import RowProblem
from schemas.layout.places import LISTS
from tests.engines import ERROR, Cell, Shows, cached, formulas_of, in_gnumeric, in_ironcalc, in_libreoffice
from tests.libreoffice import Office
from tests.scenarios import SCENARIOS, Scenario

pytestmark = [pytest.mark.libreoffice, pytest.mark.long]

HABITS: Mapping[str, str] = {
    "gnumeric": "TRIM takes tabs and line feeds away too, not only spaces",
}
"""What a program does its own way, on the hidden sheet only."""
HELD_OTHERWISE: Mapping[str, tuple[str, str]] = {
    "true and false pasted everywhere": ("libreoffice", "TRUE is a number there, and a text of one character"),
}
"""The scenarios that a program is not asked about, with the reason."""


def differing(
    cells: Mapping[Cell, str], columns: Mapping[str, Mapping[Cell, Shows]], hidden: str
) -> dict[str, dict[str, Shows]]:
    """Where the programs begin to say something else: the cell with its formula, and what each says.

    A cell that looks at another such cell is left out: it follows. What begins with a habit may go on on the sheet
    `hidden`, and nowhere else.
    """
    says = {cell: {program: shows.get(cell, "") for program, shows in columns.items()} for cell in cells}
    apart = {cell: said for cell, said in says.items() if len(set(map(_alike, said.values()))) > 1}
    first = {
        cell: said for cell, said in apart.items() if not apart.keys() & set(looked_at(cell, cells[cell])) - {cell}
    }
    found = {cell: said for cell, said in first.items() if not _is_habit(cells[cell], said)}
    if not found:
        found = {cell: said for cell, said in apart.items() if cell[0] != hidden}
    return {f"{sheet}!{address} {cells[sheet, address][:400]}": said for (sheet, address), said in found.items()}


def _is_habit(formula: str, said: Mapping[str, Shows]) -> bool:
    trimmed = {value.strip("\t\n ") if isinstance(value, str) else value for value in said.values()}
    return formula.startswith("=TRIM(") and len(trimmed) == 1


_REFERENCE = re.compile(r"(?:'([^']+)'!)?\$([A-Z]{1,3})\$([0-9]+)(?::\$([A-Z]{1,3})\$([0-9]+))?")


def looked_at(cell: Cell, formula: str) -> Iterator[Cell]:
    """The cells that a formula names, corners of blocks and what stands in a column between them."""
    for sheet, column, row, last_column, last_row in _REFERENCE.findall(formula):
        title = sheet or cell[0]
        yield title, f"{column}{row}"
        if last_column == column:
            yield from ((title, f"{column}{between}") for between in range(int(row), int(last_row) + 1))


def _alike(value: Shows) -> Shows:
    return round(value, 9) if isinstance(value, (int, float)) else value


@pytest.mark.parametrize("scenario", SCENARIOS, ids=lambda scenario: scenario.title)
def test_three_programs_and_the_reader_agree(scenario: Scenario, libreoffice: Office, tmp_path: Path) -> None:
    data, path = scenario.workbook(), tmp_path / "workbook.xlsx"
    path.write_bytes(data)
    cells = formulas_of(data)
    says = {
        "libreoffice": in_libreoffice(path, libreoffice),
        "gnumeric": in_gnumeric(path),
        "ironcalc": in_ironcalc(path),
    }
    if not scenario.damage:
        says["file"] = cached(data)
    says.pop(HELD_OTHERWISE.get(scenario.title, ("", ""))[0], None)
    assert differing(cells, says, scenario.definition.sheet_title(LISTS)) == {}
    shown = {cell: _alike(says["ironcalc"].get(cell, "")) for cell in cells}
    assert [cell for cell, value in shown.items() if value == ERROR] == []
    assert list(Told(scenario, read_returned(data, "workbook.xlsx"), shown).disagreements()) == []


class Told:
    """What a sheet tells beside what the reader finds in the same workbook."""

    def __init__(self, scenario: Scenario, returned: Returned, shown: Mapping[Cell, Shows]) -> None:
        self._definition, self._returned, self._shown = scenario.definition, returned, shown
        self._findings = submission_of(returned, "", None).findings

    def disagreements(self) -> Iterator[str]:
        """Every sentence in which sheet and reader contradict each other."""
        yield from self._indicators()
        yield from self._information()
        yield from self._sign_offs()
        yield from self._ready()

    def _says(self, name: str) -> Shows:
        place = self._definition.layout.formulas[name].place
        return self._shown[self._definition.sheet_title(place.sheet), place.cell]

    def _of(self, name: str, *codes: str) -> list[Finding]:
        return [finding for finding in self._findings if finding.name == name and finding.code in codes]

    def _indicators(self) -> Iterator[str]:
        for state in indicator_states(self._returned):
            of = state.standard, state.number
            if self._says(names.problem(*of)) != int(state.is_complete):
                status = self._says(names.status(*of))
                yield f"{of}: the reader finds it complete: {state.is_complete}; the sheet says {status}"
            for n in range(1, self._definition.edition.questions_per_level + 1):
                missing = self._of(names.answer(*of, n), "answer-missing") + self._of(
                    names.yes_no(*of, n), "yes-no-missing"
                )
                on_sheet = self._says(names.row_problem(*of, n)) == RowProblem.MISSING.value
                if on_sheet != bool(missing):
                    yield f"{of}, question {n}: missing to the reader: {bool(missing)}; on the sheet: {on_sheet}"

    def _information(self) -> Iterator[str]:
        for s, k, _ in self._definition.edition.information():
            on_sheet = self._says(names.information_problem(s, k)) != 0
            if on_sheet != has_open_item(self._returned, s, k):
                status = self._says(names.information_status(s, k))
                entry = self._returned.entry(names.information(s, k))
                typed = entry.raw if entry is not None else None
                yield f"item {s}.{k} {typed!r}: open to the reader: {not on_sheet}; the sheet says {status}"

    def _sign_offs(self) -> Iterator[str]:
        for s, standard in self._definition.edition.standards.items():
            entry = self._returned.entry(names.sign_off(s))
            found = self._of(names.sign_off(s), "not-signed-off", "error-value", "stale-answers")
            for i in range(1, standard.indicators + 1):
                found += self._of(names.level(s, i), "stale-answers")
            signed = entry is not None and not entry.is_empty and not found
            on_sheet = self._says(names.standard_signed(s)) == "✓"
            if signed != on_sheet:
                status = self._says(names.sign_off_status(s))
                codes = [(finding.code.value, finding.variant) for finding in found]
                yield f"standard {s}: signed off to the reader: {signed} {codes}; on the sheet: {status}"

    def _ready(self) -> Iterator[str]:
        ready = self._says(names.ready())
        left = [f for f in self._findings if _stands_in_the_way(f)]
        unnamed = [name for name in UNASKED if self._says(names.identity_note(name))]
        if not ready and left:
            yield f"ready, and still to do for the reader: {[(f.code.value, f.name) for f in left][:5]}"
        if ready and not left and not unnamed:
            yield f"{ready}, and nothing to do for the reader"


UNASKED = ("contact_name", "contact_title", "contact_email", "submission_date")
"""What the sheet asks for and the reader can do without."""
_WAYS = {"answer-missing", "not-signed-off", "text-too-long"}
_OPTIONAL = ("note_", "respondent_", "info_note_")


def _stands_in_the_way(finding: Finding) -> bool:
    """Whether a workbook with this finding is not done: what is wrong, or what is missing."""
    if finding.variant == "not-shown" or finding.name.startswith(_OPTIONAL):
        # It was kept whole: whoever reads the workbook is told that Excel shows less of it.
        return False
    return finding.severity is Severity.ERROR or (finding.severity is Severity.WARNING and finding.code in _WAYS)


def test_there_are_scenarios_enough() -> None:
    assert len({scenario.title for scenario in SCENARIOS}) == len(SCENARIOS) >= 60
    assert {scenario.language for scenario in SCENARIOS} == {"en", "fr", "es", "pt", "ru", "ar"}
