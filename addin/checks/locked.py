"""Locked cells: texts that were edited, formulas that were overwritten.

Programs rewrite white space and formulas when they save, and some drop formulas' values: none of
that is a finding. A sheet whose rows moved is left out, its moves are findings of their own.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

from addin.returned.returned import FoundSheet, Returned
from schemas.definition import Definition
from schemas.findings import Code, Finding
from schemas.layout.places import FormulaCell, Place
from schemas.questions import is_empty, shown
from schemas.sentences.messages import finding

_CONSTANT = re.compile(r'(?:of:)?=?\s*[-+]?(?:"[^"]*"|[\d.,]+)?\s*')
"""A formula without a reference or a function: nobody's program writes one in place of ours."""


def check_labels(returned: Returned) -> Iterator[Finding]:
    """Locked texts that no longer read as the template's."""
    for sheet in returned.sheets.values():
        if sheet.key not in returned.in_place:
            continue
        for place, text in _labels(returned.definition, sheet.key):
            value = sheet.value(place.row, place.column)
            if value != text and _plain(shown(value)) != _plain(text):
                yield _changed(returned, sheet, place, Code.LABEL_CHANGED, shown(value), text)


@lru_cache(maxsize=1024)
def _labels(definition: Definition, sheet: str) -> tuple[tuple[Place, str], ...]:
    texts = ((label.place, definition.text(label.text)) for label in definition.layout.labels)
    return tuple((place, text) for place, text in texts if place.sheet == sheet and text)


def _plain(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text).split())


def check_formula_cells(returned: Returned) -> Iterator[Finding]:
    """Formulas that something was typed over."""
    for sheet in returned.sheets.values():
        if not sheet.cells.formulas or sheet.key not in returned.in_place:
            # A program that keeps values only takes every formula away: nobody typed over them.
            continue
        for formula in _formulas(returned.definition, sheet.key):
            found = _overwritten(sheet, formula)
            if found is not None:
                yield _changed(returned, sheet, formula.place, Code.FORMULA_CHANGED, found, "", formula)


@lru_cache(maxsize=1024)
def _formulas(definition: Definition, sheet: str) -> tuple[FormulaCell, ...]:
    return tuple(formula for formula in definition.layout.formulas.values() if formula.place.sheet == sheet)


def _overwritten(sheet: FoundSheet, formula: FormulaCell) -> str | None:
    """What stands in a formula's place; None where the formula is there, or the cell is empty."""
    place = formula.place
    there = sheet.cells.formulas.get((place.row, place.column))
    if there is None:
        value = sheet.value(place.row, place.column)
        return None if is_empty(value) else shown(value)
    return there.text if there.text and _CONSTANT.fullmatch(there.text) else None


def _changed(
    returned: Returned,
    sheet: FoundSheet,
    place: Place,
    code: Code,
    found: str,
    expected: str,
    formula: FormulaCell | None = None,
) -> Finding:
    return finding(
        returned.speaker,
        code,
        sheet=sheet.title,
        cell=place.cell,
        name=formula.name if formula is not None and formula.named else "",
        found=found,
        expected=expected,
    )
