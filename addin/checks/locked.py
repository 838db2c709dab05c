"""Locked cells: texts that were edited, formulas that were overwritten.

Programs rewrite white space and formulas when they save, and some drop formulas' values: none of
that is a finding. A sheet whose rows moved is left out, its moves are findings of their own.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

from addin.checks.check import yields
from addin.returned.returned import FoundSheet, Returned
from schemas.definition import Definition
from schemas.findings import Finding
from schemas.findings.catalogue import FormulaChanged, LabelChanged
from schemas.layout.places import FormulaCell, Label
from schemas.questions import is_empty, shown
from schemas.sentences.messages import cell_finding

_CONSTANT = re.compile(r'(?:of:)?=?\s*[-+]?(?:"[^"]*"|[\d.,]+)?\s*')
"""A formula without a reference or a function: nobody's program writes one in place of ours."""


@yields(LabelChanged)
def check_labels(returned: Returned) -> Iterator[Finding]:
    """Locked texts that no longer read as the template's."""
    for sheet in returned.sheets.values():
        if sheet.key not in returned.in_place:
            continue
        for label, text in _labels(returned.definition, sheet.key):
            value = sheet.value(label.place.row, label.place.column)
            if value != text and not _is_said(returned.definition, label.text, shown(value)):
                case = LabelChanged(found=shown(value), expected=text)
                yield cell_finding(returned.speaker, case, sheet=sheet.title, cell=label.place.cell)


@lru_cache(maxsize=1024)
def _labels(definition: Definition, sheet: str) -> tuple[tuple[Label, str], ...]:
    labels = (label for label in definition.layout.labels if label.place.sheet == sheet)
    texts = ((label, definition.text(label.text)) for label in labels)
    return tuple((label, text) for label, text in texts if text)


def _is_said(definition: Definition, label: str, found: str) -> bool:
    """Whether this template says `found`, or an earlier one did, before a translation was put right."""
    plain = _plain(found)
    return any(plain == _plain(text) for text in definition.as_ever_worded(lambda each: each.text(label)))


def _plain(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text).split())


@yields(FormulaChanged)
def check_formula_cells(returned: Returned) -> Iterator[Finding]:
    """Formulas that something was typed over."""
    for sheet in returned.sheets.values():
        if not sheet.cells.formulas or sheet.key not in returned.in_place:
            # A program that keeps values only takes every formula away: nobody typed over them.
            continue
        for formula in _formulas(returned.definition, sheet.key):
            found = _overwritten(sheet, formula)
            if found is not None:
                case, cell = FormulaChanged(found=found), formula.place.cell
                name = formula.name if formula.named else ""
                yield cell_finding(returned.speaker, case, sheet=sheet.title, cell=cell, name=name)


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
