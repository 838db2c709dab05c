"""Last year's answers as cells of this year's workbook: written and read here, and nowhere else.

What a formula works with stands in a hidden column as a value: the year, an indicator's level, the
choice of a gate (the word of the dropdown, since the formula compares it with the list). From there
it is read. Three things stand in words only: that an indicator is new or was asked otherwise, the
remark below a Yes or No, and an item. The hidden cells beside them are operands of formulas or do
not exist, and a cell more is another layout, which the workbooks out there do not have; so these
are read by the wording of the workbook's own language.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from schemas.definition import Definition
from schemas.excel.cell_text import shortened
from schemas.layout import names
from schemas.questions import FIRST_YEAR, Raw, question_of, shown, yes_no_code
from schemas.questions.numbers import whole
from schemas.years.last_year import Kept, LastIndicator, LastYear

_BETWEEN = "\n"
"""What stands between a Yes or No and its remark, and between the indicators that were asked before."""
_COLON = ": "
"""What stands between an indicator that was asked before and its level."""


# --- written ---------------------------------------------------------------------------------
def last_cells(definition: Definition, last: LastYear) -> dict[str, Raw]:
    """What stands in the cells of last year's answers, in the definition's language, by name."""
    cells: dict[str, Raw] = {names.last_year(s): last.year for s in definition.edition.standards}
    for (s, i), indicator in last.indicators.items():
        cells[names.last_level(s, i)] = _level_text(definition, last.year, indicator)
        if indicator.can_be_kept:
            cells[names.last_level_number(s, i)] = indicator.level or 0
            cells |= _answer_cells(definition, s, i, indicator)
    for (s, k), text in last.information.items():
        slot = definition.layout.slots[names.information(s, k)]
        cells[names.last_information(s, k)] = question_of(slot, definition).label(text, slot, definition) or text
    return {name: _fitting(value) for name, value in cells.items() if value != ""}


def nothing_to_keep(definition: Definition, last: LastYear) -> frozenset[str]:
    """The cells for "unchanged" that nobody may use, since there is nothing to keep."""
    nothing = LastIndicator()
    indicators = ((s, i, last.indicators.get((s, i), nothing)) for s, i in definition.edition.indicators)
    return frozenset(names.unchanged(s, i) for s, i, indicator in indicators if not indicator.can_be_kept)


def _fitting(value: Raw) -> Raw:
    """What is only shown may be shortened to what a cell holds: the whole stands in last year's workbook."""
    return shortened(value) if isinstance(value, str) else value


def _level_text(definition: Definition, year: int, indicator: LastIndicator) -> str:
    words = definition.wording.last_year
    if indicator.kept is Kept.NEW:
        return words.new.format(year=year)
    if indicator.kept is Kept.SEVERAL:
        before = (f"{number}{_COLON}{definition.level_label(level)}" for number, level in indicator.before)
        return _BETWEEN.join((words.several.format(year=year), *before))
    return definition.level_label(indicator.level) if indicator.level is not None else ""


def _answer_cells(definition: Definition, s: int, i: int, indicator: LastIndicator) -> dict[str, Raw]:
    cells: dict[str, Raw] = {names.last_answer(s, i, n): text for n, text in indicator.answers.items()}
    for n, code in indicator.yes_no.items():
        label = definition.wording.yes_no[code]
        remark = indicator.answers.get(n, "")
        cells[names.last_yes_no(s, i, n)] = label
        cells[names.last_answer(s, i, n)] = _BETWEEN.join(part for part in (label, remark) if part)
    return {name: value for name, value in cells.items() if name in definition.layout.last}


# --- read ------------------------------------------------------------------------------------
@dataclass(frozen=True)
class LastCells:
    """What the cells of last year's answers say; one that says nothing that can be meant says nothing."""

    definition: Definition
    """What the workbook asks, in its own language."""
    cells: Mapping[str, Raw]
    """What stands in the cells, by name; empty ones left out."""
    before: int
    """The workbook's own year."""

    @property
    def year(self) -> int | None:
        """The year of last year's answers, before the workbook's own; None where it shows none."""
        years = (whole(self.cells.get(names.last_year(s))) for s in self.definition.edition.standards)
        return next((year for year in years if year is not None and FIRST_YEAR <= year < self.before), None)

    def level(self, s: int, i: int) -> int | None:
        """Last year's level of indicator `s`.`i`; None where there is none to keep."""
        level = whole(self.cells.get(names.last_level_number(s, i)))
        return level if level in self.definition.edition.levels else None

    def yes_no(self, s: int, i: int, n: int) -> Literal["yes", "no"] | None:
        """The choice at the gate of question `n`; None where there is none."""
        choice = self.cells.get(names.last_yes_no(s, i, n))
        return yes_no_code(choice, self.definition) if choice is not None else None

    def answer(self, s: int, i: int, n: int) -> str:
        """The answer to question `n`, at a gate the remark; empty where there is none."""
        raw, code = self.cells.get(names.last_answer(s, i, n), ""), self.yes_no(s, i, n)
        # White space at its ends included: it is written again as it was.
        text = raw.replace("\r\n", "\n").replace("\r", "\n") if isinstance(raw, str) else shown(raw)
        first, _, remark = text.partition(_BETWEEN)
        if code is None:
            return text
        return remark if first in self.definition.as_ever_worded(lambda each: each.wording.yes_no[code]) else text

    def indicator(self, s: int, i: int) -> LastIndicator:
        """All that was answered to indicator `s`.`i`."""
        level = self.level(s, i)
        if level is None:
            return self._not_to_keep(s, i)
        numbers = range(1, self.definition.edition.questions_per_level + 1)
        answers = {n: text for n in numbers if (text := self.answer(s, i, n))}
        yes_no = {n: code for n in numbers if (code := self.yes_no(s, i, n)) is not None}
        return LastIndicator(level, answers, yes_no)

    def last_year(self) -> LastYear | None:
        """All of last year's answers; None where the workbook shows none."""
        if self.year is None:
            return None
        edition = self.definition.edition
        indicators = {(s, i): self.indicator(s, i) for s, i in edition.indicators}
        information = {(s, k): text for s, k, _ in edition.information() if (text := self._information(s, k))}
        return LastYear(self.year, indicators, information)

    def _text(self, name: str) -> str:
        return shown(self.cells.get(name, ""))

    def _not_to_keep(self, s: int, i: int) -> LastIndicator:
        text, said = self._text(names.last_level(s, i)), self.definition.as_ever_worded
        first, *lines = text.split(_BETWEEN)
        if text in said(lambda each: each.wording.last_year.new.format(year=self.year)):
            return LastIndicator(kept=Kept.NEW)
        if first in said(lambda each: each.wording.last_year.several.format(year=self.year)):
            before = (self._before(s, i, line) for line in lines)
            return LastIndicator(kept=Kept.SEVERAL, before=tuple(each for each in before if each is not None))
        return LastIndicator()

    def _before(self, s: int, i: int, line: str) -> tuple[str, int] | None:
        """An indicator that was asked before and its level, from a line such as `4.2: 3 - …`."""
        number, _, label = line.partition(_COLON)
        slot = self.definition.layout.slots[names.level(s, i)]
        level = question_of(slot, self.definition).parse(label, slot, self.definition).value if label else None
        return (number, level) if isinstance(level, int) else None

    def _information(self, s: int, k: int) -> str:
        """The code where there are codes, or what was typed."""
        slot, text = self.definition.layout.slots[names.information(s, k)], self._text(names.last_information(s, k))
        code = question_of(slot, self.definition).code_of(text, slot, self.definition)
        return text if code is None else str(code)
