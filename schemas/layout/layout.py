"""Where everything sits: the only rows and columns of the project.

A layout follows from an edition's structure alone, so that builder and reader compute the same
one and every language shares it. Each row and column that carries an input has a key, written
into a hidden column and a hidden row of its sheet: a reader finds a cell by its keys, and a row
that somebody moved keeps its own.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import IntEnum, StrEnum
from functools import cached_property, lru_cache

from schemas.models.wording import HOW_TO_STEPS, Edition, Kind

KEY_ROW = 1
"""The hidden row of column keys; its first cell carries the stamp."""
KEY_COLUMN = 1
"""The hidden column of row keys."""
START = "start"
SUMMARY = "summary"
LISTS = "lists"
MAP = "map"
IDENTITY = (
    "country",
    "country_code",
    "reporting_year",
    "contact_name",
    "contact_title",
    "contact_email",
    "submission_date",
)

UNCHANGED_LIST = "unchanged_list"
"""The name of the list behind "unchanged": its one choice."""


class SlotKind(StrEnum):
    """What an input cell takes."""

    IDENTITY = "identity"
    LEVEL = "level"
    YES_NO = "yes_no"
    ANSWER = "answer"
    SIGN_OFF = "sign_off"
    UNCHANGED = "unchanged"
    INFORMATION = "info"
    CURRENCY = "currency"


class StartColumn(IntEnum):
    """The columns of the start sheet."""

    KEY = KEY_COLUMN
    LABEL = 2
    VALUE = 3
    NOTE = 4


class SummaryColumn(IntEnum):
    """The columns of the summary; one tile an indicator, from `TILE` on."""

    KEY = KEY_COLUMN
    NUMBER = 2
    STANDARD = 3
    COMPLETE = 4
    BAR = 5
    TILE = 6


class StandardColumn(IntEnum):
    """The columns of a standard's sheet."""

    KEY = KEY_COLUMN
    NUMBER = 2
    TEXT = 3
    CHOICE = 4
    ANSWER = 5
    STATUS = 6
    STATE = 7
    """Hidden. Indicator rows: the level, 0 none, -1 not in the list. Question rows: how asked.
    Information rows: 1 when asked for."""
    PROBLEM = 8
    """Hidden. Indicator rows: 1 when complete. Other rows: what is wrong, 0 nothing."""
    SIGNED = 9
    """Hidden. Indicator rows: the level signed off, as text; empty where none is."""
    LAST = 10
    """Only in a workbook that shows last year's answers, as are the columns behind: the level, the
    answers, the additional information of last year, locked."""
    KEEP = 11
    """Indicator rows: where "unchanged" is chosen."""
    LAST_CODE = 12
    """Hidden. Indicator rows: last year's level as a number; rows with a gate: last year's Yes or
    No; the row of headings: last year."""
    KEPT = 13
    """Hidden. Indicator rows: 1 where "unchanged" is chosen and the level is last year's."""


class ListColumn(IntEnum):
    """The columns of the hidden sheet of lists; each list starts below its heading."""

    LEVELS = 2
    LEVEL_DESCRIPTIONS = 3
    YES_NO = 4
    YES_NO_ITEM = 5
    COUNTRIES = 6
    COUNTRY_CODES = 7
    CURRENCIES = 8
    TEXTS = 9
    SIGN_OFF = 10
    QUESTIONS = 11
    """Question texts, one column a question number, one row a level; their kinds stand behind."""


class NoteRow(IntEnum):
    """The rows of a sheet that lists something for whoever fills the workbook in."""

    KEYS = KEY_ROW
    TITLE = 2
    INTRO = 3
    HEADINGS = 5
    FIRST = 6


NOTE_FIRST_COLUMN = 2
"""The first column of such a list; the one before it carries the stamp."""


class Asked(IntEnum):
    """How a question row is asked at the chosen level: the numbers in the state column."""

    NOT = 0
    TEXT = 1
    YES_NO = 2
    IF_YES = 3
    """In the table of kinds only: the row's state is `NOT` or `TEXT` by its gate."""


class RowProblem(IntEnum):
    """What is wrong with a row: the numbers in the problem column."""

    NONE = 0
    MISSING = 1
    NOT_ASKED = 2
    NOT_VALID = 3
    ERROR_VALUE = 4
    CURRENCY_MISSING = 5


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """A cell: the key of its sheet, its row and its column, both from 1."""

    sheet: str
    row: int
    column: int

    @property
    def cell(self) -> str:
        """The address within the sheet, such as `D7`."""
        return f"{column_letter(self.column)}{self.row}"

    @property
    def absolute(self) -> str:
        """The address within the sheet with dollar signs, such as `$D$7`."""
        return f"${column_letter(self.column)}${self.row}"


@dataclass(frozen=True, slots=True)
class Slot:
    """An input cell: its defined name, its place, and what it belongs to (0 where it does not apply)."""

    name: str
    kind: SlotKind
    place: Place
    standard: int = 0
    indicator: int = 0
    number: int = 0
    """The question's number, or the item's."""


@dataclass(frozen=True, slots=True)
class FormulaCell:
    """A cell that holds a formula. `named` ones carry their name as a defined name."""

    name: str
    place: Place
    named: bool = False


@dataclass(frozen=True, slots=True)
class Label:
    """A locked text: where it stands and the key of its wording."""

    place: Place
    text: str


@dataclass(frozen=True, slots=True)
class ListRange:
    """A list on the hidden sheet: its defined name, first cell, height and width in cells."""

    name: str
    place: Place
    height: int
    width: int = 1

    @property
    def absolute(self) -> str:
        """The range within the sheet, such as `$B$2:$B$6`."""
        last = Place(self.place.sheet, self.place.row + self.height - 1, self.place.column + self.width - 1)
        return self.place.absolute if last == self.place else f"{self.place.absolute}:{last.absolute}"


@dataclass(slots=True)
class SheetLayout:
    """One sheet: the keys of its rows and columns, and rows that only carry looks."""

    key: str
    rows: dict[int, str] = field(default_factory=dict)
    columns: dict[int, str] = field(default_factory=dict)
    marks: dict[str, int] = field(default_factory=dict)
    """Rows by role, such as `title` or `heading.information`, for the builder to dress."""
    last_row: int = 0


@dataclass(frozen=True)
class Layout:
    """Every place of a workbook of one edition."""

    edition: Edition
    sheets: dict[str, SheetLayout]
    slots: dict[str, Slot]
    formulas: dict[str, FormulaCell]
    labels: tuple[Label, ...]
    last: dict[str, Place] = field(default_factory=dict)
    """Where last year's answers stand, by name; empty in a workbook that does not show them."""

    @property
    def shows_last_year(self) -> bool:
        """True where last year's answers stand beside this year's."""
        return bool(self.last)

    @property
    def sheet_keys(self) -> tuple[str, ...]:
        """The visible sheets in order, then the hidden ones."""
        return (*self.sheets, LISTS, MAP)

    @cached_property
    def places(self) -> dict[str, Place]:
        """The place of every input and formula cell, and of last year's answers, by name."""
        slots = {name: slot.place for name, slot in self.slots.items()}
        return slots | {name: formula.place for name, formula in self.formulas.items()} | self.last

    @cached_property
    def keys(self) -> dict[str, tuple[str, str, str]]:
        """The sheet, row and column key of every input cell and of last year's answers, by name."""
        places = {name: slot.place for name, slot in self.slots.items()} | self.last
        return {
            name: (
                place.sheet,
                self.sheets[place.sheet].rows[place.row],
                self.sheets[place.sheet].columns[place.column],
            )
            for name, place in places.items()
        }

    @cached_property
    def fingerprint(self) -> str:
        """Twelve hex digits that change when any input or formula cell moves."""
        text = ";".join(f"{name}={place.sheet}!{place.cell}" for name, place in sorted(self.places.items()))
        return hashlib.sha256(f"{self.edition.edition}:{text}".encode()).hexdigest()[:12]

    def slots_of(self, standard: int, indicator: int, kind: SlotKind) -> tuple[Slot, ...]:
        """The slots of one kind of an indicator, in order of their number."""
        return tuple(s for s in self.slots.values() if (s.standard, s.indicator, s.kind) == (standard, indicator, kind))


def column_letter(column: int) -> str:
    """The letters of `column` (from 1): 1 is A, 27 is AA."""
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def standard_key(standard: int) -> str:
    """The key of a standard's sheet."""
    return f"standard-{standard}"


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


def lists_of(
    edition: Edition, members: int, currencies: int, texts: tuple[str, ...], last_year: bool = False
) -> Iterator[ListRange]:
    """The named ranges of the hidden sheet of lists, for so many Members, currencies and named texts."""

    def at(column: int, row: int = 2) -> Place:
        return Place(LISTS, row, column)

    levels, width = len(edition.levels), edition.questions_per_level
    yield ListRange("level_list", at(ListColumn.LEVELS), levels)
    yield ListRange("level_descriptions", at(ListColumn.LEVEL_DESCRIPTIONS), levels)
    yield ListRange("yes_no_list", at(ListColumn.YES_NO), 2)
    yield ListRange("yes_no_item_list", at(ListColumn.YES_NO_ITEM), 3)
    yield ListRange("country_list", at(ListColumn.COUNTRIES), members)
    yield ListRange("country_codes", at(ListColumn.COUNTRY_CODES), members)
    yield ListRange("currency_list", at(ListColumn.CURRENCIES), currencies)
    for row, name in enumerate(texts, 2):
        yield ListRange(f"text_{name}", at(ListColumn.TEXTS, row), 1)
    for row, standard in enumerate(edition.standards, 2):
        yield ListRange(sign_off_list(standard), at(ListColumn.SIGN_OFF, row), 1)
    if last_year:
        yield ListRange(UNCHANGED_LIST, at(ListColumn.SIGN_OFF, len(edition.standards) + 2), 1)
    yield ListRange("question_texts", at(ListColumn.QUESTIONS), levels, width)
    yield ListRange("question_kinds", at(ListColumn.QUESTIONS + width), levels, width)
    for offset, (choices, codes) in enumerate(edition.choices.items()):
        yield ListRange(choices_list(choices), at(ListColumn.QUESTIONS + 2 * width + offset), len(codes) + 1)


def sign_off_list(standard: int) -> str:
    """The name of the list behind a standard's sign-off: its one choice."""
    return f"sign_off_choice_{standard}"


def choices_list(choices: str) -> str:
    """The name of the list behind an item of kind list."""
    return f"choices_{choices}"


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
