"""Lays the sheets out: the only rows and columns of the project are given here."""

from __future__ import annotations

from functools import lru_cache

from schemas.layout import names
from schemas.layout.columns import FORM, KEY_ROW, FirstSummaryColumn, StandardColumn, StartColumn, SummaryColumn
from schemas.layout.layout import Layout
from schemas.layout.names import COVER, IDENTITY, Alone, NameKind
from schemas.layout.places import (
    START,
    SUMMARY,
    FormulaCell,
    Label,
    LastCell,
    Place,
    SheetLayout,
    Slot,
    SlotKind,
    standard_key,
)
from schemas.models.structure import Edition
from schemas.models.wording import ASKED_OFTEN, HOW_TO_STEPS


@lru_cache(maxsize=16)
def _layout_of(edition: Edition, last_year: bool, form: int) -> Layout:
    drawing = (FirstForm if form == 1 else Drawing)(edition, last_year)
    drawing.start()
    drawing.summary()
    for standard in edition.standards:
        drawing.standard(standard)
    return Layout(edition, drawing.sheets, drawing.slots, drawing.formulas, tuple(drawing.labels), drawing.last)


def layout_of(edition: Edition, last_year: bool = False, form: int = FORM) -> Layout:
    """The layout of `edition`, with last year's answers beside this year's or without; computed once.

    `form` is the way workbooks are drawn: `FORM` now, less for templates that were made before.
    """
    return _layout_of(edition, last_year, form)


class Drawing:
    """Lays the sheets out one under another, in the form that workbooks are made in now; used once, by `layout_of`."""

    def __init__(self, edition: Edition, last_year: bool) -> None:
        self.edition, self.last_year = edition, last_year
        self.sheets: dict[str, SheetLayout] = {}
        self.slots: dict[str, Slot] = {}
        self.formulas: dict[str, FormulaCell] = {}
        self.labels: list[Label] = []
        self.last: dict[str, LastCell] = {}
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

    def _slot(self, naming: NameKind, kind: SlotKind, row: int, column: int, *numbers: int) -> None:
        name, place = naming(*numbers), Place(self._sheet.key, row, column)
        belongs = dict(zip(naming.numbered_by, numbers, strict=True))
        self.slots[name] = Slot(name, kind, place, naming, **belongs)

    def _formula(self, kind: NameKind, row: int, column: int, *of: int | str, named: bool = False) -> None:
        name = kind(*of)
        self.formulas[name] = FormulaCell(name, kind, Place(self._sheet.key, row, column), of, named)

    def _last(self, kind: NameKind, row: int, column: int, *numbers: int) -> None:
        name = kind(*numbers)
        self.last[name] = LastCell(name, kind, Place(self._sheet.key, row, column))

    def start(self) -> None:
        """What is left and when to send it, identity, how to use the workbook, the implementation scale."""
        column = StartColumn
        self._begin(START, {column.LABEL: "label", column.VALUE: "value", column.NOTE: "note"})
        self._label(self._row("title"), column.LABEL, "questionnaire.title")
        self._row("subtitle")
        self._label(self._row("notice"), column.LABEL, "notice")
        row = self._row("progress")
        self._label(row, column.LABEL, "start.progress")
        self._formula(names.start_progress, row, column.VALUE)
        row = self._row("ready")
        self._label(row, column.LABEL, "cover.left")
        self._formula(names.ready, row, column.VALUE, named=True)
        if self.last_year:
            self._row("last-year", skip=1)
        self._label(self._row("heading.cover", skip=1), column.LABEL, "cover.heading")
        for name in COVER:
            self._label(self._row(f"cover.{name}"), column.LABEL, f"cover.{name}")
        self._identity()
        self._label(self._row("heading.how-to", skip=1), column.LABEL, "start.how_to")
        for n in range(1, HOW_TO_STEPS + 1):
            self._label(self._row(f"step.{n}"), column.VALUE, f"step.{n}")
        self._label(self._row("heading.asked", skip=1), column.LABEL, "cover.asked_heading")
        for n in range(1, ASKED_OFTEN + 1):
            row = self._row(f"asked.{n}")
            self._label(row, column.LABEL, f"asked.{n}.question")
            self._label(row, column.VALUE, f"asked.{n}.answer")
        self._label(self._row("heading.preamble", skip=1), column.LABEL, "questionnaire.preamble")
        for n in range(1, self.edition.preamble_points + 1):
            self._label(self._row(f"preamble.{n}"), column.VALUE, f"preamble.{n}")
        self._scale()
        self._row("links", skip=1)

    def _identity(self) -> None:
        column = StartColumn
        self._label(self._row("heading.identity", skip=1), column.LABEL, "start.identity")
        for name in IDENTITY:
            row = self._row(f"identity.{name}", key=name)
            self._label(row, column.LABEL, f"identity.{name}")
            if name == names.country_code():
                self._formula(names.country_code, row, column.VALUE, named=True)
            else:
                self._slot(Alone(name), SlotKind.IDENTITY, row, column.VALUE)
                self._formula(names.identity_note, row, column.NOTE, name)

    def _scale(self) -> None:
        column = StartColumn
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

    @property
    def tiles(self) -> int:
        """The most indicators any standard has."""
        return max(standard.indicators for standard in self.edition.standards.values())

    def summary(self) -> None:
        """What is left, as one list of links: the start sheet's row, then a row a standard with a tile an indicator."""
        column, tiles = SummaryColumn, self.tiles
        information = column.TILE + tiles
        ends: dict[int, str] = {information: "information", information + 1: "sign_off"}
        middle: dict[int, str] = {column.NEXT: "next", column.COMPLETE: "complete", column.BAR: "bar"}
        columns: dict[int, str] = {column.STANDARD: "standard"}
        self._begin(SUMMARY, columns | middle | ends)
        self._label(self._row("title"), column.NUMBER, "summary.title")
        self._label(self._row("hint"), column.NUMBER, "summary.hint")
        row = self._row("total", skip=1)
        self._label(row, column.STANDARD, "summary.total")
        self._formula(names.send, row, column.NEXT)
        self._formula(names.progress_total, row, column.COMPLETE, named=True)
        self._formula(names.progress_bar, row, column.BAR)
        row = self._row("columns", skip=1)
        headings: dict[int, str] = {column.NUMBER: "number", column.STANDARD: "standard", column.NEXT: "next_step"}
        headings |= {column.COMPLETE: "complete", column.BAR: "progress", column.TILE: "indicators"}
        for place, heading in (headings | {information: "information", information + 1: "sign_off"}).items():
            self._label(row, place, f"summary.{heading}")
        row = self._row("start")
        self._label(row, column.STANDARD, "start.identity")
        self._formula(names.next_start, row, column.NEXT)
        for s, standard in self.edition.standards.items():
            row = self._row(f"standard.{s}", key=f"standard.{s}")
            self._label(row, column.STANDARD, f"standard.{s}.title")
            self._formula(names.next_step, row, column.NEXT, s)
            self._formula(names.complete, row, column.COMPLETE, s)
            self._formula(names.bar, row, column.BAR, s)
            for i in range(1, standard.indicators + 1):
                self._formula(names.tile, row, column.TILE + i - 1, s, i)
            self._formula(names.information_given, row, information, s)
            self._formula(names.standard_signed, row, information + 1, s)
        self._label(self._row("key"), column.STANDARD, "summary.key")

    def standard(self, s: int) -> None:
        """A standard's text, its indicators, its additional information and its sign-off."""
        column = StandardColumn
        visible = (column.NUMBER, column.TEXT, column.CHOICE, column.ANSWER, column.STATUS)
        last = (column.LAST, column.KEEP, column.LAST_CODE) if self.last_year else ()
        self._begin(standard_key(s), {c: c.name.lower() for c in (*visible, *last)})
        self._label(self._row("title"), column.NUMBER, f"standard.{s}.heading")
        row = self._row("navigation")
        self._formula(names.progress, row, column.NUMBER, s)
        self._unfinished(s, row)
        self._label(self._row("text"), column.NUMBER, f"standard.{s}.text")
        self._respondent(s)
        self._label(self._row("heading.indicators"), column.NUMBER, "questionnaire.monitoring_and_capacity_building")
        self._headings("columns.indicators", "implementation_level", "response_to_questions")
        if self.last_year:
            row = self._sheet.marks["columns.indicators"]
            self._sheet.rows[row] = "columns"
            self._label(row, column.KEEP, "last-year.keep")
            self._last(names.last_year, row, column.LAST_CODE, s)
        for i in range(1, self.edition.standards[s].indicators + 1):
            self._indicator(s, i)
        self._information(s)
        self._note(s)
        self._label(self._row("heading.sign-off", skip=1), column.NUMBER, "sheet.sign_off")
        row = self._row("sign-off", key="sign_off")
        self._label(row, column.TEXT, "sheet.sign_off_note")
        self._slot(names.sign_off, SlotKind.SIGN_OFF, row, column.CHOICE, s)
        self._formula(names.sign_off_status, row, column.STATUS, s)
        self._row("links", skip=1)

    def _row_filled(self, row: int, s: int, i: int, n: int) -> None:
        """Whether anything stands beside question `n`."""
        self._formula(names.row_filled, row, StandardColumn.SIGNED, s, i, n)

    def _unfinished(self, s: int, row: int) -> None:
        """How much of this standard is missing or not valid, its sign-off aside."""
        self._formula(names.unfinished, row, StandardColumn.PROBLEM, s)

    def _respondent(self, s: int) -> None:
        """Who answers this standard: optional."""
        row = self._row("respondent", key="respondent")
        self._label(row, StandardColumn.TEXT, "sheet.respondent")
        self._slot(names.respondent, SlotKind.RESPONDENT, row, StandardColumn.ANSWER, s)

    def _note(self, s: int) -> None:
        """What the officer wants to tell beside the answers: optional."""
        self._row("gap.note")
        row = self._row("note", key="note")
        self._label(row, StandardColumn.TEXT, "sheet.note")
        self._slot(names.note, SlotKind.NOTE, row, StandardColumn.ANSWER, s)

    def _information_note(self, s: int, k: int) -> None:
        """Where a value comes from, how it was counted, why it is not there: optional."""
        row = self._row(f"information-note.{k}", key=f"info-note.{s}.{k}")
        self._label(row, StandardColumn.CHOICE, "sheet.information_note")
        self._slot(names.information_note, SlotKind.INFORMATION_NOTE, row, StandardColumn.ANSWER, s, k)

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
        self._slot(names.level, SlotKind.LEVEL, row, column.CHOICE, s, i)
        self._formula(names.level_description, row, column.ANSWER, s, i)
        self._formula(names.status, row, column.STATUS, s, i, named=True)
        self._formula(names.state, row, column.STATE, s, i)
        self._formula(names.problem, row, column.PROBLEM, s, i)
        self._formula(names.signed, row, column.SIGNED, s, i)
        if self.last_year:
            self._slot(names.unchanged, SlotKind.UNCHANGED, row, column.KEEP, s, i)
            self._formula(names.kept, row, column.KEPT, s, i)
            self._last(names.last_level, row, column.LAST, s, i)
            self._last(names.last_level_number, row, column.LAST_CODE, s, i)
        for n in range(1, self.edition.questions_per_level + 1):
            row = self._row(f"question.{i}.{n}", key=f"{s}.{i}.{n}")
            self._formula(names.question_number, row, column.NUMBER, s, i, n)
            self._formula(names.question, row, column.TEXT, s, i, n, named=True)
            if n in self.edition.gate_numbers:
                self._slot(names.yes_no, SlotKind.YES_NO, row, column.CHOICE, s, i, n)
            self._slot(names.answer, SlotKind.ANSWER, row, column.ANSWER, s, i, n)
            self._formula(names.row_status, row, column.STATUS, s, i, n)
            self._formula(names.row_state, row, column.STATE, s, i, n)
            self._formula(names.row_problem, row, column.PROBLEM, s, i, n)
            self._row_filled(row, s, i, n)
            if self.last_year:
                self._last(names.last_answer, row, column.LAST, s, i, n)
                if n in self.edition.gate_numbers:
                    self._last(names.last_yes_no, row, column.LAST_CODE, s, i, n)
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
            if item.kind.has_currency:
                self._slot(names.currency, SlotKind.CURRENCY, row, column.CHOICE, s, k)
            else:
                self._label(row, column.CHOICE, f"unit.{s}.{k}")
            self._slot(names.information, SlotKind.INFORMATION, row, column.ANSWER, s, k)
            self._formula(names.information_status, row, column.STATUS, s, k)
            self._formula(names.information_state, row, column.STATE, s, k)
            self._formula(names.information_problem, row, column.PROBLEM, s, k)
            if self.last_year:
                self._last(names.last_information, row, column.LAST, s, k)
            self._information_note(s, k)


class FirstForm(Drawing):
    """The form of the templates of 2026: nothing in it changes any more."""

    def start(self) -> None:
        """Identity, how to use the workbook, the preamble and the implementation scale."""
        column = StartColumn
        self._begin(START, {column.LABEL: "label", column.VALUE: "value", column.NOTE: "note"})
        self._label(self._row("title"), column.LABEL, "questionnaire.title")
        self._row("subtitle")
        self._label(self._row("notice"), column.LABEL, "notice")
        row = self._row("progress")
        self._label(row, column.LABEL, "start.progress")
        self._formula(names.start_progress, row, column.VALUE)
        if self.last_year:
            self._row("last-year", skip=1)
        self._identity()
        self._label(self._row("heading.how-to", skip=1), column.LABEL, "start.how_to")
        for n in range(1, HOW_TO_STEPS + 1):
            self._label(self._row(f"step.{n}"), column.LABEL, f"step.{n}")
        self._label(self._row("heading.preamble", skip=1), column.LABEL, "questionnaire.preamble")
        for n in range(1, self.edition.preamble_points + 1):
            self._label(self._row(f"preamble.{n}"), column.LABEL, f"preamble.{n}")
        self._scale()
        self._row("links", skip=1)

    def summary(self) -> None:
        """Progress a standard: how many indicators are complete, one tile each, what comes next."""
        column, tiles = FirstSummaryColumn, self.tiles
        information = column.TILE + tiles
        ends = {information: "information", information + 1: "sign_off", information + 2: "next"}
        self._begin(SUMMARY, {column.STANDARD: "standard", column.COMPLETE: "complete", column.BAR: "bar", **ends})
        self._label(self._row("title"), column.NUMBER, "summary.title")
        self._label(self._row("hint"), column.NUMBER, "summary.hint")
        row = self._row("total", skip=1)
        self._label(row, column.STANDARD, "summary.total")
        self._formula(names.progress_total, row, column.COMPLETE, named=True)
        self._formula(names.progress_bar, row, column.BAR)
        row = self._row("columns", skip=1)
        headings = ("number", "standard", "complete", "progress", "indicators")
        for offset, heading in enumerate(headings):
            self._label(row, column.NUMBER + offset, f"summary.{heading}")
        for offset, heading in enumerate(("information", "sign_off", "next_step")):
            self._label(row, information + offset, f"summary.{heading}")
        for s, standard in self.edition.standards.items():
            row = self._row(f"standard.{s}", key=f"standard.{s}")
            self._label(row, column.STANDARD, f"standard.{s}.title")
            self._formula(names.complete, row, column.COMPLETE, s)
            self._formula(names.bar, row, column.BAR, s)
            for i in range(1, standard.indicators + 1):
                self._formula(names.tile, row, column.TILE + i - 1, s, i)
            self._formula(names.information_given, row, information, s)
            self._formula(names.standard_signed, row, information + 1, s)
            self._formula(names.next_step, row, information + 2, s)
        self._label(self._row("key"), column.STANDARD, "summary.key")

    def _row_filled(self, row: int, s: int, i: int, n: int) -> None:
        return

    def _unfinished(self, s: int, row: int) -> None:
        return

    def _respondent(self, s: int) -> None:
        return

    def _note(self, s: int) -> None:
        return

    def _information_note(self, s: int, k: int) -> None:
        return
