"""Locked cells: texts that were edited, formulas that were overwritten.

Programs rewrite white space and formulas when they save, and some drop formulas' values: none of
that is a finding. Where rows or columns moved, the cells that have keys are compared where they stand.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from addin.checks.check import yields
from addin.returned.package import Position
from addin.returned.returned import FoundSheet, Returned
from schemas.definition import Definition
from schemas.findings import Finding
from schemas.findings.catalogue import FormulaChanged, LabelChanged
from schemas.layout import names
from schemas.layout.places import FormulaCell, Label, column_letter
from schemas.models.wording import Wording
from schemas.questions import is_empty, shown
from schemas.sentences.messages import cell_finding

_IN_A_FORMULA = re.compile(
    r'"(?:[^"]|"")*"|^of:|[A-Z][A-Z0-9.]*\(|\b(?:TRUE|FALSE)\b|(?<=\d)E(?=[-+]?\d)|(?P<reference>[^\W\d_]|#)',
    re.IGNORECASE,
)
"""The strings and functions of a formula; any letter beside them begins a reference, as does `#REF!`."""


@yields(LabelChanged)
def check_labels(returned: Returned) -> Iterator[Finding]:
    """Locked texts that no longer read as the template's, or that a formula says now."""
    for sheet in returned.sheets.values():
        for label, text in _labels(returned.definition, sheet.key, returned.stamp.year):
            at = returned.found_at(label.place)
            if at is None:
                continue
            value, formula = sheet.value(*at), sheet.cells.formulas.get(at)
            if formula is None and (value == text or _is_said(returned, label.text, shown(value))):
                continue
            found = shown(value) if formula is None else _as_typed(formula.text) or shown(value)
            case, cell = LabelChanged(found=found, expected=text), f"{column_letter(at[1])}{at[0]}"
            yield cell_finding(returned.speaker, case, sheet=sheet.title, cell=cell)


def _as_typed(formula: str) -> str:
    """A formula with its equals sign; empty where the file does not say it."""
    return formula if not formula or "=" in formula[:4] else f"={formula}"


@lru_cache(maxsize=1024)
def _labels(definition: Definition, sheet: str, year: int) -> tuple[tuple[Label, str], ...]:
    labels = (label for label in definition.layout.labels if label.place.sheet == sheet)
    texts = ((label, definition.text_in(label.text, year)) for label in labels)
    return tuple((label, text) for label, text in texts if text)


def _is_said(returned: Returned, label: str, found: str) -> bool:
    """Whether this template says `found`, or an earlier one did: one worded otherwise, or without its values' time."""
    plain, year, definition = _plain(found), returned.stamp.year, returned.definition
    dated = definition.as_ever_worded(lambda each: each.text_in(label, year))
    return plain in map(_plain, (*dated, *definition.as_ever_worded(lambda each: each.text(label))))


def _plain(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text).split())


class _Known(NamedTuple):
    """A formula of the template, and what it can show."""

    formula: FormulaCell
    at: Position
    texts: frozenset[str] | None
    """Every text that it can show, as it stands and as it is compared; None where it can show any."""


@yields(FormulaChanged)
def check_formula_cells(returned: Returned) -> Iterator[Finding]:
    """Formulas that something was typed over, or that say what none of the template's can."""
    for sheet in returned.sheets.values():
        if not sheet.cells.formulas:
            # A program that keeps values only takes every formula away: nobody typed over them.
            continue
        as_drawn = returned.has_known_layout and sheet.key in returned.in_place
        for known in _formulas(returned.definition, sheet.key):
            at = known.at if as_drawn else _formula_at(returned, known.formula)
            found = _overwritten(returned, sheet, known, at) if at is not None else None
            if found is not None and at is not None:
                case, cell = FormulaChanged(found=found), f"{column_letter(at[1])}{at[0]}"
                name = known.formula.name if known.formula.named else ""
                yield cell_finding(returned.speaker, case, sheet=sheet.title, cell=cell, name=name)


@lru_cache(maxsize=1024)
def _formulas(definition: Definition, sheet: str) -> tuple[_Known, ...]:
    formulas = (formula for formula in definition.layout.formulas.values() if formula.place.sheet == sheet)
    return tuple(_Known(each, (each.place.row, each.place.column), _texts_of(definition, each)) for each in formulas)


def _formula_at(returned: Returned, formula: FormulaCell) -> Position | None:
    """Where a formula stands now; None where that is not known, or another layout has it elsewhere."""
    if not returned.has_known_layout and returned.expected.get(formula.name) != formula.place:
        return None
    return returned.found_at(formula.place)


def _overwritten(returned: Returned, sheet: FoundSheet, known: _Known, at: Position) -> str | None:
    """What stands in a formula's place, or what it says; None where it is the template's, or the cell is empty."""
    there = sheet.cells.formulas.get(at)
    if there is None:
        value = sheet.value(*at)
        return None if is_empty(value) else shown(value)
    if there.text and _refers_to_nothing(there.text):
        return there.text
    if known.texts is not None:
        text = shown(sheet.value(*at))
        return None if not text or text in known.texts or _plain(text) in known.texts else text
    return _other_code(returned, shown(sheet.value(*at))) if known.formula.kind is names.country_code else None


@lru_cache(maxsize=8192)
def _refers_to_nothing(formula: str) -> bool:
    """Whether a formula has no reference to a cell or a name: nobody's program writes one in place of ours."""
    return all(part.lastgroup is None for part in _IN_A_FORMULA.finditer(formula))


def _other_code(returned: Returned, found: str) -> str | None:
    """`found`, where it is the code of another Member than the one chosen and the one the template was made for."""
    country = returned.entry("country")
    code = country.value.value if country is not None else None
    is_other = code is not None and found in returned.definition.country_names
    return found if is_other and found not in (code, returned.stamp.member) else None


def _texts_of(definition: Definition, formula: FormulaCell) -> frozenset[str] | None:
    """What a formula can show at any level: a program that does not calculate leaves an old text standing."""
    if formula.kind is names.question:
        return _questions(definition, formula.of[-1])
    return _descriptions(definition) if formula.kind is names.level_description else None


@lru_cache(maxsize=256)
def _questions(definition: Definition, number: int | str) -> frozenset[str]:
    """Every wording of question `number`, of whatever level."""
    levels = (level for words in _wordings(definition) for level in words.questions.values())
    return _as_compared({text for level in levels for n, text in level.items() if n == number})


@lru_cache(maxsize=64)
def _descriptions(definition: Definition) -> frozenset[str]:
    """Every wording of what a level means, and of what stands there where none was chosen."""
    texts = {level.description for words in _wordings(definition) for level in words.levels.values()}
    return _as_compared(texts | {words.status.invites for words in _wordings(definition)})


def _wordings(definition: Definition) -> tuple[Wording, ...]:
    return tuple(each.wording for each in (definition, *definition.earlier))


def _as_compared(texts: set[str]) -> frozenset[str]:
    return frozenset(texts | {_plain(text) for text in texts})
