"""The workbook in which people see and edit what the ribbon's buttons use.

Each value has a defined name; labels stand in every language of the ribbon.
"""

from __future__ import annotations

import io

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import quote_sheetname
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from addin.ribbon_wording import load_wordings
from schemas.loader import languages
from schemas.ooxml import STYLES, finish_styles, rewrite_package

SETTINGS = ("year", "language", "member", "out", "folder", "last_result")
"""The settings in the order of their rows; each cell is called `settings_<setting>`."""

_LABEL, _VALUE, _NOTE = 1, 2, 3
_TITLE_ROW, _FIRST_ROW = 1, 3
_WIDTHS = {"A": 44, "B": 60, "C": 90}
_INPUT = PatternFill("solid", fgColor="FFF8E1")


def settings_book(year: int, out: str) -> bytes:
    """The workbook before its first use: English templates of `year` for everybody, in the folder `out`."""
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = "Settings"
    sheet.cell(_TITLE_ROW, _LABEL, _in_all_languages("title", " · ")).font = Font(bold=True, size=14)
    first: dict[str, str | int] = {"year": year, "language": "en", "out": out}
    for row, setting in enumerate(SETTINGS, _FIRST_ROW):
        sheet.cell(row, _LABEL, _in_all_languages(setting, " · ")).font = Font(bold=True)
        cell = sheet.cell(row, _VALUE, first.get(setting))
        cell.fill, cell.alignment = _INPUT, Alignment(horizontal="left", vertical="top", wrap_text=True)
        sheet.cell(row, _NOTE, _in_all_languages(f"{setting}.note", "\n")).alignment = Alignment(wrap_text=True)
        place = f"{quote_sheetname(sheet.title)}!{cell.column_letter.join('$$')}{row}"
        book.defined_names[f"settings_{setting}"] = DefinedName(f"settings_{setting}", attr_text=place)
    _limit(sheet)
    for column, width in _WIDTHS.items():
        sheet.column_dimensions[column].width = width
    data = io.BytesIO()
    book.save(data)
    return rewrite_package(data.getvalue(), {STYLES: finish_styles})


def _in_all_languages(key: str, between: str) -> str:
    return between.join(wording.settings[key] for wording in load_wordings().values())


def _limit(sheet: Worksheet) -> None:
    """Offer the languages there are, and take a year for a year."""
    language = DataValidation(type="list", formula1=f'"{",".join(languages())}"', allow_blank=False)
    year = DataValidation(type="whole", operator="between", formula1="2000", formula2="2100", allow_blank=False)
    for rule, setting in ((year, "year"), (language, "language")):
        rule.add(sheet.cell(_FIRST_ROW + SETTINGS.index(setting), _VALUE))
        sheet.add_data_validation(rule)
