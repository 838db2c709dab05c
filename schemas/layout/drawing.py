"""Lays the sheets out: the only rows and columns of the project are given here."""

from __future__ import annotations

from functools import lru_cache

from schemas.layout.columns import KEY_ROW, StandardColumn, StartColumn, SummaryColumn
from schemas.layout.layout import Layout
from schemas.layout.places import (
    IDENTITY,
    START,
    SUMMARY,
    FormulaCell,
    Label,
    Place,
    SheetLayout,
    Slot,
    SlotKind,
    standard_key,
)
from schemas.models.structure import Edition, Kind
from schemas.models.wording import HOW_TO_STEPS


@lru_cache(maxsize=16)
def _layout_of(edition_json: str, last_year: bool) -> Layout:
    edition = Edition.model_validate_json(edition_json)
    drawing = _Drawing(edition, last_year)
    drawing.start()
    drawing.summary()
    for standard in edition.standards:
        drawing.standard(standard)
    return Layout(edition, drawing.sheets, drawing.slots, drawing.formulas, tuple(drawing.labels), drawing.last)


def layout_of(edition: Edition, last_year: bool = False) -> Layout:
    """The layout of `edition`, with last year's answers beside this year's or without; computed once."""
    return _layout_of(edition.model_dump_json(), last_year)


class _Drawing:
    """Lays the sheets out one under another; used once, by `layout_of`."""

    def __init__(self, edition: Edition, last_year: bool) -> None:
        self.edition, self.last_year = edition, last_year
        self.sheets: dict[str, SheetLayout] = {}
        self.slots: dict[str, Slot] = {}
        self.formulas: dict[str, FormulaCell] = {}
        self.labels: list[Label] = []
        self.last: dict[str, Place] = {}
        self._sheet = SheetLayout("")

    def _begin(self, key: str, columns: dict[int, str]) -> None:
        self._sheet = SheetLayout(key, columns=columns, last_row=KEY_ROW)
        self.sheets[key] = self._sheet

    def _row(self, mark: str = "", key: str = "", skip: int = 0) -> int:
        row = self._sheet.last_row + 1 + skip
        self._sheet.last_row = row
        if mark:
            self._sheet.marks[mark] = row
        if key:
            self._sheet.rows[row] = key
        return row

    def _label(self, row: int, column: int, text: str) -> None:
        self.labels.append(Label(Place(self._sheet.key, row, column), text))

    def _slot(self, name: str, kind: SlotKind, row: int, column: int, *numbers: int) -> None:
        self.slots[name] = Slot(name, kind, Place(self._sheet.key, row, column), *numbers)

    def _formula(self, name: str, row: int, column: int, named: bool = False) -> None:
        self.formulas[name] = FormulaCell(name, Place(self._sheet.key, row, column), named)

    def _last(self, name: str, row: int, column: int) -> None:
        self.last[name] = Place(self._sheet.key, row, column)

    def start(self) -> None:
        """Identity, how to use the workbook, the preamble and the implementation scale."""
        column = StartColumn
        self._begin(START, {column.LABEL: "label", column.VALUE: "value", column.NOTE: "note"})
        self._label(self._row("title"), column.LABEL, "questionnaire.title")
        self._row("subtitle")
        self._label(self._row("notice"), column.LABEL, "notice")
        row = self._row("progress")
        self._label(row, column.LABEL, "start.progress")
        self._formula("start_progress", row, column.VALUE)
        if self.last_year:
            self._row("last-year", skip=1)
        self._label(self._row("heading.identity", skip=1), column.LABEL, "start.identity")
        for name in IDENTITY:
            row = self._row(f"identity.{name}", key=name)
            self._label(row, column.LABEL, f"identity.{name}")
            if name == "country_code":
                self._formula(name, row, column.VALUE, named=True)
            else:
                self._slot(name, SlotKind.IDENTITY, row, column.VALUE)
                self._formula(f"note_{name}", row, column.NOTE)
        self._label(self._row("heading.how-to", skip=1), column.LABEL, "start.how_to")
        for n in range(1, HOW_TO_STEPS + 1):
            self._label(self._row(f"step.{n}"), column.LABEL, f"step.{n}")
        self._label(self._row("heading.preamble", skip=1), column.LABEL, "questionnaire.preamble")
        for n in range(1, self.edition.preamble_points + 1):
            self._label(self._row(f"preamble.{n}"), column.LABEL, f"preamble.{n}")
        self._label(self._row("heading.scale", skip=1), column.LABEL, "start.scale")
        row = self._row("scale.columns")
        self._label(row, column.LABEL, "questionnaire.level")
        self._label(row, column.VALUE, "questionnaire.monitoring")
        for level in self.edition.levels:
            row = self._row(f"scale.{level}")
            self._label(row, column.LABEL, f"level-number.{level}")
            self._label(row, column.VALUE, f"level-label.{level}")
            self._label(row, column.NOTE, f"level-description.{level}")
        self._label(self._row("scale.note"), column.LABEL, "questionnaire.level_note")
        self._row("links", skip=1)

    @property
    def tiles(self) -> int:
        """The most indicators any standard has."""
        return max(standard.indicators for standard in self.edition.standards.values())

    def summary(self) -> None:
        """Progress a standard: how many indicators are complete, one tile each, what comes next."""
        column, tiles = SummaryColumn, self.tiles
        information = column.TILE + tiles
        ends = {information: "information", information + 1: "sign_off", information + 2: "next"}
        self._begin(SUMMARY, {column.STANDARD: "standard", column.COMPLETE: "complete", column.BAR: "bar", **ends})
        self._label(self._row("title"), column.NUMBER, "summary.title")
        self._label(self._row("hint"), column.NUMBER, "summary.hint")
        row = self._row("total", skip=1)
        self._label(row, column.STANDARD, "summary.total")
        self._formula("progress_total", row, column.COMPLETE, named=True)
        self._formula("progress_bar", row, column.BAR)
        row = self._row("columns", skip=1)
        headings = ("number", "standard", "complete", "progress", "indicators")
        for offset, heading in enumerate(headings):
            self._label(row, column.NUMBER + offset, f"summary.{heading}")
        for offset, heading in enumerate(("information", "sign_off", "next_step")):
            self._label(row, information + offset, f"summary.{heading}")
        for s, standard in self.edition.standards.items():
            row = self._row(f"standard.{s}", key=f"standard.{s}")
            self._label(row, column.STANDARD, f"standard.{s}.title")
            self._formula(f"complete_{s}", row, column.COMPLETE)
            self._formula(f"bar_{s}", row, column.BAR)
            for i in range(1, standard.indicators + 1):
                self._formula(f"tile_{s}_{i}", row, column.TILE + i - 1)
            self._formula(f"information_{s}", row, information)
            self._formula(f"signed_{s}", row, information + 1)
            self._formula(f"next_{s}", row, information + 2)
        self._label(self._row("key"), column.STANDARD, "summary.key")

    def standard(self, s: int) -> None:
        """A standard's text, its indicators, its additional information and its sign-off."""
        column = StandardColumn
        visible = (column.NUMBER, column.TEXT, column.CHOICE, column.ANSWER, column.STATUS)
        last = (column.LAST, column.KEEP, column.LAST_CODE) if self.last_year else ()
        self._begin(standard_key(s), {c: c.name.lower() for c in (*visible, *last)})
        self._label(self._row("title"), column.NUMBER, f"standard.{s}.heading")
        self._formula(f"progress_{s}", self._row("navigation"), column.NUMBER)
        self._label(self._row("text"), column.NUMBER, f"standard.{s}.text")
        self._label(self._row("heading.indicators"), column.NUMBER, "questionnaire.monitoring_and_capacity_building")
        self._headings("columns.indicators", "implementation_level", "response_to_questions")
        if self.last_year:
            row = self._sheet.marks["columns.indicators"]
            self._sheet.rows[row] = "columns"
            self._label(row, column.KEEP, "last-year.keep")
            self._last(f"last_year_{s}", row, column.LAST_CODE)
        for i in range(1, self.edition.standards[s].indicators + 1):
            self._indicator(s, i)
        self._information(s)
        self._label(self._row("heading.sign-off", skip=1), column.NUMBER, "sheet.sign_off")
        row = self._row("sign-off", key="sign_off")
        self._label(row, column.TEXT, "sheet.sign_off_note")
        self._slot(f"sign_off_{s}", SlotKind.SIGN_OFF, row, column.CHOICE, s)
        self._formula(f"sign_off_status_{s}", row, column.STATUS)
        self._row("links", skip=1)

    def _headings(self, mark: str, choice: str, answer: str) -> None:
        row = self._row(mark)
        self._label(row, StandardColumn.TEXT, "questionnaire.indicator")
        self._label(row, StandardColumn.CHOICE, choice if "." in choice else f"questionnaire.{choice}")
        self._label(row, StandardColumn.ANSWER, f"questionnaire.{answer}")
        self._label(row, StandardColumn.STATUS, "sheet.status")

    def _indicator(self, s: int, i: int) -> None:
        column = StandardColumn
        row = self._row(f"indicator.{i}", key=f"{s}.{i}")
        self._label(row, column.NUMBER, f"number.{s}.{i}")
        self._label(row, column.TEXT, f"indicator.{s}.{i}")
        self._slot(f"level_{s}_{i}", SlotKind.LEVEL, row, column.CHOICE, s, i)
        self._formula(f"level_description_{s}_{i}", row, column.ANSWER)
        self._formula(f"status_{s}_{i}", row, column.STATUS, named=True)
        for name, hidden in (("state", column.STATE), ("problem", column.PROBLEM), ("signed", column.SIGNED)):
            self._formula(f"{name}_{s}_{i}", row, hidden)
        if self.last_year:
            self._slot(f"unchanged_{s}_{i}", SlotKind.UNCHANGED, row, column.KEEP, s, i)
            self._formula(f"kept_{s}_{i}", row, column.KEPT)
            self._last(f"last_level_{s}_{i}", row, column.LAST)
            self._last(f"last_level_number_{s}_{i}", row, column.LAST_CODE)
        for n in range(1, self.edition.questions_per_level + 1):
            row = self._row(f"question.{i}.{n}", key=f"{s}.{i}.{n}")
            self._formula(f"question_number_{s}_{i}_{n}", row, column.NUMBER)
            self._formula(f"question_{s}_{i}_{n}", row, column.TEXT, named=True)
            if n in self.edition.gate_numbers:
                self._slot(f"yes_no_{s}_{i}_{n}", SlotKind.YES_NO, row, column.CHOICE, s, i, n)
            self._slot(f"answer_{s}_{i}_{n}", SlotKind.ANSWER, row, column.ANSWER, s, i, n)
            self._formula(f"row_status_{s}_{i}_{n}", row, column.STATUS)
            self._formula(f"state_{s}_{i}_{n}", row, column.STATE)
            self._formula(f"problem_{s}_{i}_{n}", row, column.PROBLEM)
            if self.last_year:
                self._last(f"last_answer_{s}_{i}_{n}", row, column.LAST)
                if n in self.edition.gate_numbers:
                    self._last(f"last_yes_no_{s}_{i}_{n}", row, column.LAST_CODE)
        self._row(f"gap.{i}")

    def _information(self, s: int) -> None:
        column = StandardColumn
        if not self.edition.standards[s].information:
            return
        self._label(self._row("heading.information"), column.NUMBER, "questionnaire.additional_information")
        self._label(self._row("information.note"), column.NUMBER, "questionnaire.additional_information_note")
        self._headings("columns.information", "sheet.unit", "response")
        for k, item in enumerate(self.edition.standards[s].information, 1):
            row = self._row(f"information.{k}", key=f"info.{s}.{k}")
            self._label(row, column.NUMBER, f"information-number.{k}")
            self._label(row, column.TEXT, f"information.{s}.{k}")
            if item.kind is Kind.MONEY:
                self._slot(f"info_{s}_{k}_currency", SlotKind.CURRENCY, row, column.CHOICE, s, 0, k)
            else:
                self._label(row, column.CHOICE, f"unit.{s}.{k}")
            self._slot(f"info_{s}_{k}", SlotKind.INFORMATION, row, column.ANSWER, s, 0, k)
            self._formula(f"info_status_{s}_{k}", row, column.STATUS)
            self._formula(f"info_state_{s}_{k}", row, column.STATE)
            self._formula(f"info_problem_{s}_{k}", row, column.PROBLEM)
            if self.last_year:
                self._last(f"last_info_{s}_{k}", row, column.LAST)
