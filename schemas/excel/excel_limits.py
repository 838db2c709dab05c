"""Excel's limits, as named constants, and the checks that hold them.

Excel repairs or refuses a workbook that breaks one; openpyxl saves it without a word. So each is
checked before a workbook is written: in the definition when it loads, in a cell when it is drawn.

Source: Microsoft, "Excel specifications and limits", and ECMA-376 part 1 for the attributes.
"""

from __future__ import annotations

import re

SHEET_NAME_LENGTH = 31
SHEET_NAME_FORBIDDEN = re.compile(r"[\[\]:*?/\\]|^'|'$")
CELL_TEXT_LENGTH = 32_767
PROMPT_TITLE_LENGTH = 32
PROMPT_LENGTH = 255
ERROR_LENGTH = 225
FORMULA_LENGTH = 8_192
FORMULA_STRING_LENGTH = 255
VALIDATION_FORMULA_LENGTH = 255
DEFINED_NAME_LENGTH = 255
HEADING_LENGTH = 255
HEADER_FOOTER_LENGTH = 255
TOOLTIP_LENGTH = 255
ROW_HEIGHT_POINTS = 409
COLUMN_WIDTH = 255
ROWS = 1_048_576
COLUMNS = 16_384
HYPERLINKS_PER_SHEET = 65_530
_DEFINED_NAME = re.compile(r"^[A-Za-z_][A-Za-z0-9_.]*$")
_LOOKS_LIKE_A_CELL = re.compile(r"^([A-Za-z]{1,3}[0-9]{1,7}|[rR][0-9]*([cC][0-9]*)?|[cC][0-9]*)$")
_STRING_LITERAL = re.compile(r'"((?:[^"]|"")*)"')


class ExcelLimitError(ValueError):
    """A text, name or formula that Excel would cut, repair or refuse."""


def check_length(text: str, limit: int, what: str) -> str:
    """Return `text`; raise `ExcelLimitError` when it is longer than `limit` UTF-16 units.

    Excel counts UTF-16 code units, so a character outside the basic plane counts twice.
    """
    if 2 * len(text) <= limit:  # whatever characters they are
        return text
    length = len(text.encode("utf-16-le")) // 2
    if length > limit:
        raise ExcelLimitError(f"{what} has {length} characters, Excel allows {limit}: {text[:60]!r}…")
    return text


def check_sheet_name(name: str) -> str:
    """Return `name` if Excel accepts it as a sheet's name; raise `ExcelLimitError` otherwise."""
    check_length(name, SHEET_NAME_LENGTH, "a sheet name")
    if not name.strip() or SHEET_NAME_FORBIDDEN.search(name) or name.casefold() == "history":
        raise ExcelLimitError(f"Excel does not accept {name!r} as a sheet name")
    return name


def check_defined_name(name: str) -> str:
    """Return `name` if Excel accepts it as a defined name; raise `ExcelLimitError` otherwise."""
    check_length(name, DEFINED_NAME_LENGTH, "a defined name")
    if not _DEFINED_NAME.match(name) or _LOOKS_LIKE_A_CELL.match(name):
        raise ExcelLimitError(f"Excel does not accept {name!r} as a defined name")
    return name


def check_formula(formula: str, limit: int = FORMULA_LENGTH) -> str:
    """Return `formula` if its length and each string in it are within Excel's limits."""
    check_length(formula, limit, "a formula")
    if 2 * len(formula) <= FORMULA_STRING_LENGTH:  # and so is whatever stands in it
        return formula
    for literal in _STRING_LITERAL.findall(formula):
        check_length(literal.replace('""', '"'), FORMULA_STRING_LENGTH, "a string in a formula")
    return formula
