"""Three programs that calculate a workbook: LibreOffice, Gnumeric and IronCalc, each asked the same.

Where one is missing a test skips on a laptop and fails in CI, as `tests.libreoffice.require` has it.
"""

from __future__ import annotations

import io
import re
import subprocess
import zipfile
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from openpyxl.utils import coordinate_to_tuple, get_column_letter

from schemas.excel.ooxml import MAIN, parse
from tests.libreoffice import Office, require

Cell = tuple[str, str]
"""A sheet's title and an address, such as `("Standard 1", "D7")`."""
Shows = str | float
"""What a formula shows: a number, a text, or an error as the text `#N/A`; empty is the empty text."""
ERROR = "#ERROR"
"""What an error is here, whichever it is: the programs do not agree on their names."""


_ERRORS = {
    "#N/A",
    "#REF!",
    "#DIV/0!",
    "#VALUE!",
    "#NAME?",
    "#NUM!",
    "#NULL!",
    "#CIRC!",
    "#ERROR!",
    "#SPILL!",
    "#N/IMPL!",
}
_SUMPRODUCT = re.compile(rb'(<c [^>]*?r="([A-Z]+[0-9]+)"[^>]*>)<f>(?=[^<]*SUMPRODUCT\()')


@cache
def formulas_of(data: bytes) -> Mapping[Cell, str]:
    """Every formula of a workbook, by its cell."""
    return {cell: formula for cell, formula, _ in _formula_cells(data)}


def cached(data: bytes) -> dict[Cell, Shows]:
    """What stands in the file beside each formula, for programs that show a workbook without calculating."""
    return {cell: value for cell, _, value in _formula_cells(data)}


def _formula_cells(data: bytes) -> Iterator[tuple[Cell, str, Shows]]:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        titles = [sheet.get("name") for sheet in parse(package.read("xl/workbook.xml")).iter(f"{{{MAIN}}}sheet")]
        texts = _shared_texts(package)
        for number, title in enumerate(titles, 1):
            for cell in parse(package.read(f"xl/worksheets/sheet{number}.xml")).iter(f"{{{MAIN}}}c"):
                formula = cell.find(f"{{{MAIN}}}f")
                if formula is not None:
                    value = cell.findtext(f"{{{MAIN}}}v") or ""
                    kind = cell.get("t", "n")
                    shown = texts[int(value)] if kind == "s" else float(value) if kind in "nb" and value else value
                    yield (str(title), cell.attrib["r"]), f"={formula.text}", _plain(shown)


def _shared_texts(package: zipfile.ZipFile) -> list[str]:
    if "xl/sharedStrings.xml" not in package.namelist():
        return []
    items = parse(package.read("xl/sharedStrings.xml")).iter(f"{{{MAIN}}}si")
    return ["".join(part.text or "" for part in item.iter(f"{{{MAIN}}}t")) for item in items]


def in_libreoffice(path: Path, office: Office) -> dict[Cell, Shows]:
    """What LibreOffice makes of every cell."""
    with office.open(path) as document:
        return {
            (title, f"{get_column_letter(column)}{row}"): ERROR if value is None else value
            for title in document.sheet_names
            for row, values in enumerate(document.values(title), 1)
            for column, value in enumerate(values, 1)
        }


def in_gnumeric(path: Path) -> dict[Cell, Shows]:
    """What Gnumeric makes of every formula cell."""
    require("ssconvert")
    calculated = path.with_suffix(".gnumeric.xlsx")
    command = ["ssconvert", "--recalc", _with_arrays(path), calculated]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    return cached(calculated.read_bytes())


def in_ironcalc(path: Path) -> dict[Cell, Shows]:
    """What IronCalc makes of every formula cell."""
    import ironcalc  # noqa: PLC0415 - only here is it needed

    model = ironcalc.load_from_xlsx(str(_with_arrays(path)), "en", "UTC")
    model.evaluate()
    found: dict[Cell, Shows] = {}
    numbers = {sheet["name"]: number for number, sheet in enumerate(model.get_worksheets_properties())}
    for title, address in formulas_of(path.read_bytes()):
        row, column = coordinate_to_tuple(address)
        found[title, address] = _plain(model.get_cell_value(numbers[title], row, column))
    return found


def _with_arrays(path: Path) -> Path:
    """A copy of the workbook with its formulas of SUMPRODUCT as array formulas of one cell.

    Excel and LibreOffice go through a list wherever SUMPRODUCT stands around; Gnumeric, and IronCalc where the list is
    a name, do so in array formulas only.
    """
    copy = path.with_suffix(".arrays.xlsx")
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(copy, "w") as new:
        for entry in old.infolist():
            content = old.read(entry)
            if entry.filename.startswith("xl/worksheets/sheet"):
                content = _SUMPRODUCT.sub(rb'\1<f t="array" ref="\2">', content)
            new.writestr(entry, content)
    return copy


def _plain(value: Any) -> Shows:
    if value is None:
        return ""
    if isinstance(value, bool):
        return float(value)
    if isinstance(value, str):
        return ERROR if value in _ERRORS else value.replace("\r\n", "\n")
    return float(value) if isinstance(value, (int, float)) else str(value)
