"""Single-purpose checks, structure first, then identity, then each answer.

A check is a function from a read workbook to findings that declares the cases it yields, and its
entry in this list.

Doors: `check_all` runs them; `structure` (check_sheets, check_rows, check_columns) alone says what was lost,
`identity` (check_identity) whose the answers are.
"""

from __future__ import annotations

from addin.checks.carried_along import check_links, check_macros
from addin.checks.check import Check, yields
from addin.checks.elsewhere import check_comments, check_objects, check_outside
from addin.checks.identity import check_identity
from addin.checks.indicators import check_indicators
from addin.checks.information import check_information
from addin.checks.inputs import check_beside, check_errors, check_formulas_typed, check_normalised
from addin.checks.locked import check_formula_cells, check_labels
from addin.checks.sign_off import check_sign_offs
from addin.checks.structure import check_columns, check_layout, check_merged, check_rows, check_sheets
from addin.returned.returned import Returned
from schemas.findings import Finding

CHECKS: tuple[Check, ...] = (
    check_sheets,
    check_rows,
    check_columns,
    check_merged,
    check_layout,
    check_labels,
    check_formula_cells,
    check_outside,
    check_comments,
    check_objects,
    check_links,
    check_macros,
    check_identity,
    check_formulas_typed,
    check_beside,
    check_errors,
    check_indicators,
    check_sign_offs,
    check_information,
    check_normalised,
)


def check_all(returned: Returned) -> tuple[Finding, ...]:
    """All findings of all checks, in order."""
    return tuple(finding for check in CHECKS for finding in check(returned))


__all__ = ["CHECKS", "Check", "check_all", "yields"]
