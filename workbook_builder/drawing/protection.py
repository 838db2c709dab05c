"""Locks sheets and structure, with the hash that Excel 2013 and later write.

openpyxl's own password setter writes the 16-bit hash of 1990s Excel, which ignores all past the
15th character and takes seconds to undo; so the attributes of ECMA-376 part 1, 18.2.28 and
18.3.1.85 are computed here.
"""

from __future__ import annotations

import base64
import hashlib
from dataclasses import dataclass

from openpyxl import Workbook
from openpyxl.workbook.protection import WorkbookProtection
from openpyxl.worksheet.protection import SheetProtection
from openpyxl.worksheet.worksheet import Worksheet

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
