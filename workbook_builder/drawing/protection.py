"""Locks sheets and structure, with the hash that Excel 2013 and later write.

What is pasted brings its own style, most often Normal: if that were locked, an answer could not be
corrected once it was pasted. So Normal is unlocked, and every cell that is no input carries a style
that is locked, the empty ones to the edge of the sheet through their column.

openpyxl's own password setter writes the 16-bit hash of 1990s Excel, which ignores all past the
15th character and takes seconds to undo; so the attributes of ECMA-376 part 1, 18.2.28 and
18.3.1.85 are computed here.
"""

from __future__ import annotations

import base64
import hashlib
from copy import copy
from dataclasses import dataclass
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Font, Protection
from openpyxl.styles.cell_style import StyleArray
from openpyxl.utils.indexed_list import IndexedList
from openpyxl.workbook.protection import WorkbookProtection
from openpyxl.worksheet.dimensions import ColumnDimension
from openpyxl.worksheet.protection import SheetProtection
from openpyxl.worksheet.worksheet import Worksheet

from schemas.excel.excel_limits import COLUMNS
from schemas.layout.places import column_letter

ALGORITHM = "SHA-512"
SPIN_COUNT = 100_000


@dataclass(frozen=True, slots=True)
class PasswordHash:
    """A password as Excel keeps it: salt and hash in base64."""

    salt: str
    hash: str


def hash_password(password: str, salt_source: str) -> PasswordHash:
    """The salted, 100,000-fold SHA-512 of `password`.

    The salt follows from `salt_source` and the password, so that the same template has the same
    bytes; two templates with another stamp still have another salt.
    """
    salt = hashlib.sha256(f"{salt_source}\0{password}".encode()).digest()[:16]
    digest = hashlib.sha512(salt + password.encode("utf-16-le")).digest()
    for turn in range(SPIN_COUNT):
        digest = hashlib.sha512(digest + turn.to_bytes(4, "little")).digest()
    return PasswordHash(base64.b64encode(salt).decode(), base64.b64encode(digest).decode())


def prepare_styles(workbook: Workbook, font: Font) -> None:
    """Make the Normal style of a new workbook unlocked, in `font`."""
    # openpyxl has no door to the styles of a workbook that its types know of.
    styles: Any = workbook
    normal = styles._named_styles["Normal"]
    styles._fonts = IndexedList([font])
    normal.font, normal.protection = font, Protection(locked=False)
    # The first format of all is that of a cell which names none: Excel takes it for Normal's own.
    first = StyleArray()
    first.protectionId = styles._protections.add(Protection(locked=False))
    styles._cell_styles = IndexedList([first])


def lock_the_rest(sheet: Worksheet, style: str, last: int) -> None:
    """Dress every cell that has no style of its own, and every column to the last one, in the locked `style`.

    `last` is the last column with a cell.
    """
    styles: Any = sheet.parent
    for cell in sheet._cells.values():  # only those that are written: `rows` would make the others
        if not cell.has_style:
            cell.style = style
    of_all = styles._named_styles[style].as_tuple()
    rest = ColumnDimension(sheet, column_letter(last + 1), min=last + 1, max=COLUMNS)
    sheet.column_dimensions[rest.index] = rest
    for column in range(1, last + 2):
        dimension: Any = sheet.column_dimensions[column_letter(column)]
        dimension._style = copy(of_all)


def protect_sheet(sheet: Worksheet, password: PasswordHash | None) -> None:
    """Lock `sheet`: only unlocked cells take input; rows may be resized; everything can be selected."""
    protection = SheetProtection(sheet=True, formatRows=False, objects=True, scenarios=True)
    if password is not None:
        protection.algorithmName = ALGORITHM
        protection.saltValue = password.salt
        protection.hashValue = password.hash
        protection.spinCount = SPIN_COUNT
    sheet.protection = protection


def protect_structure(workbook: Workbook, password: PasswordHash | None) -> None:
    """Lock the structure of `workbook`: no sheet can be added, moved, renamed, shown or deleted."""
    protection = WorkbookProtection(lockStructure=True)
    if password is not None:
        protection.workbookAlgorithmName = ALGORITHM
        protection.workbookSaltValue = password.salt
        protection.workbookHashValue = password.hash
        protection.workbookSpinCount = SPIN_COUNT
    workbook.security = protection
