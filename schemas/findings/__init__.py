"""What can be found in a returned workbook: the codes, and the one catalogue of what each says."""

from __future__ import annotations

from schemas.findings.cases import Case, CellCase, EntryCase, FileCase, InputCase, RowCase, SheetCase
from schemas.findings.codes import Code, Finding, Severity

__all__ = [
    "Case",
    "CellCase",
    "Code",
    "EntryCase",
    "FileCase",
    "Finding",
    "InputCase",
    "RowCase",
    "Severity",
    "SheetCase",
]
