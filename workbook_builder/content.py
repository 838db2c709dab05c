"""What stands in a workbook's cells when it is made: typed values, and last year's answers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from schemas.definition import Definition
from schemas.excel.cell_text import shortened
from schemas.layout import names
from schemas.layout.columns import StandardColumn
from schemas.questions import BETWEEN_YES_NO_AND_REMARK, Raw, question_of
from schemas.years.last_year import Kept, LastIndicator, LastYear

MEMBER_IDENTITY = frozenset({"country", "reporting_year"})
"""The identity cells that nobody changes in a workbook made for one Member."""


@dataclass(frozen=True)
class Content:
    """What a workbook holds when it is made; a cell that is not named is empty."""

    year: int
    typed: Mapping[str, Raw] = field(default_factory=dict)
    """What stands in input cells, by name."""
    last: Mapping[str, Raw] = field(default_factory=dict)
    """What stands in the cells of last year's answers, by name."""
    last_year: int | None = None
    """The year of those answers; None where there are none."""
    locked: frozenset[str] = frozenset()
    """Input cells that nobody may change."""


def content_of(
    definition: Definition,
    year: int,
    member: str | None = None,
    last: LastYear | None = None,
    typed: Mapping[str, Raw] | None = None,
) -> Content:
    """The content of a template for `member` (ISO 3166-1 alpha-3) or for any, with `typed` filled in."""
    filled: dict[str, Raw] = {"reporting_year": year, **(typed or {})}
    locked = frozenset[str]()
    if member is not None:
        filled |= {"country": definition.country_names[member], "reporting_year": year}
        locked = MEMBER_IDENTITY
    if last is None:
        return Content(year, filled, locked=locked)
    return Content(year, filled, last_cells(definition, last), last.year, locked | nothing_to_keep(definition, last))


def last_cells(definition: Definition, last: LastYear) -> dict[str, Raw]:
    """What stands in the cells of last year's answers, in the definition's language, by name."""
    cells: dict[str, Raw] = {names.last_year(s): last.year for s in definition.edition.standards}
    for (s, i), indicator in last.indicators.items():
        cells[names.last_level(s, i)] = _level_text(definition, last.year, indicator)
        if can_be_kept(indicator):
            cells[names.last_level_number(s, i)] = indicator.level or 0
            cells |= _answer_cells(definition, s, i, indicator)
    for (s, k), text in last.information.items():
        cells[names.last_information(s, k)] = _information_text(definition, s, k, text)
    return {name: _fitting(value) for name, value in cells.items() if value != ""}


def _fitting(value: Raw) -> Raw:
    """What is only shown may be shortened to what a cell holds: the whole stands in last year's workbook."""
    return shortened(value) if isinstance(value, str) else value


def can_be_kept(indicator: LastIndicator) -> bool:
    """Whether "unchanged" can be chosen."""
    return indicator.kept is Kept.POSSIBLE and indicator.level is not None


def nothing_to_keep(definition: Definition, last: LastYear) -> frozenset[str]:
    """The cells for "unchanged" that nobody may use, since there is nothing to keep."""
    nothing = LastIndicator()
    indicators = ((s, i, last.indicators.get((s, i), nothing)) for s, i in definition.edition.indicators)
    return frozenset(names.unchanged(s, i) for s, i, indicator in indicators if not can_be_kept(indicator))


def _level_text(definition: Definition, year: int, indicator: LastIndicator) -> str:
    words = definition.wording.last_year
    if indicator.kept is Kept.NEW:
        return words.new.format(year=year)
    if indicator.kept is Kept.SEVERAL:
        before = (f"{name}: {definition.level_label(level)}" for name, level in indicator.before)
        return "\n".join((words.several.format(year=year), *before))
    return definition.level_label(indicator.level) if indicator.level is not None else ""


def _answer_cells(definition: Definition, s: int, i: int, indicator: LastIndicator) -> dict[str, Raw]:
    cells: dict[str, Raw] = {names.last_answer(s, i, n): text for n, text in indicator.answers.items()}
    for n, code in indicator.yes_no.items():
        label = definition.wording.yes_no[code]
        remark = indicator.answers.get(n, "")
        cells[names.last_yes_no(s, i, n)] = label
        cells[names.last_answer(s, i, n)] = BETWEEN_YES_NO_AND_REMARK.join(part for part in (label, remark) if part)
    return {name: value for name, value in cells.items() if name in definition.layout.last}


def _information_text(definition: Definition, s: int, k: int, text: str) -> str:
    slot = definition.layout.slots[names.information(s, k)]
    return question_of(slot, definition).label(text, slot, definition) or text


LAST_YEAR_COLUMNS = (StandardColumn.LAST, StandardColumn.KEEP)
"""The columns that officers see of last year's answers."""
