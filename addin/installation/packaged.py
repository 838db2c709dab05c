"""The add-in that travels with this package, and what it is told when it is installed."""

from __future__ import annotations

import zipfile
from pathlib import Path

from addin.ribbon import own_sheet
from addin.ribbon.words import RIBBON
from schemas.excel.ooxml import rewrite_package

FILE_NAME = "kpibook.xlam"
PACKAGED = RIBBON / FILE_NAME


def configured(data: bytes, configuration: dict[str, str]) -> bytes:
    """The add-in `data` with more configured."""

    def configure(sheet: bytes) -> bytes:
        return own_sheet.own_sheet(own_sheet.code_name(sheet), own_sheet.read_configuration(sheet) | configuration)

    return rewrite_package(data, {own_sheet.PART: configure})


def configuration_of(file: Path) -> dict[str, str]:
    """The configuration of an add-in. Raises OSError, KeyError or BadZipFile where it cannot be read."""
    with zipfile.ZipFile(file) as package:
        return own_sheet.read_configuration(package.read(own_sheet.PART))
