"""The workbook in which people see and edit what the ribbon's buttons use.

Each value has a defined name, `settings_<setting>`, in the order of `SETTINGS`;
labels stand in every language of the ribbon.
"""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from pathlib import Path

from openpyxl import Workbook, load_workbook
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import quote_sheetname
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from addin.ribbon.settings import SETTINGS
from addin.ribbon.words import load_wordings
from schemas.excel.house_style import SETTING_FILL
from schemas.excel.ooxml import STYLES, finish_styles, rewrite_package
from schemas.loading.loader import languages, load_definition
from schemas.loading.members import load_members
from schemas.models.letters import Kind
from schemas.questions import FIRST_YEAR, LAST_YEAR

OWN_LANGUAGE = "auto"
"""The choice that gives each Member its own language, and everybody English."""
YES, NO = "yes", "no"
_LABEL, _VALUE, _NOTE = 1, 2, 3
_TITLE_ROW, _FIRST_ROW = 1, 3
_WIDTHS = {"A": 44, "B": 60, "C": 90}
_INPUT = PatternFill("solid", fgColor=SETTING_FILL)

Typed = Mapping[str, str | int | float | None]
"""What stands in the cells, by setting."""


def settings_book(year: int, out: str, typed: Typed | None = None) -> bytes:
    """The workbook with what was `typed`, or before its first use: templates of `year` in the folder `out`."""
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = "Settings"
    sheet.cell(_TITLE_ROW, _LABEL, _in_all_languages("title", " · ")).font = Font(bold=True, size=14)
    first: Typed = {"year": year, "language": OWN_LANGUAGE, "overwrite": NO, "out": out, **(typed or {})}
    for row, setting in enumerate(SETTINGS, _FIRST_ROW):
        sheet.cell(row, _LABEL, _in_all_languages(setting, " · ")).font = Font(bold=True)
        cell = sheet.cell(row, _VALUE, first.get(setting))
        cell.fill, cell.alignment = _INPUT, Alignment(horizontal="left", vertical="top", wrap_text=True)
        sheet.cell(row, _NOTE, _in_all_languages(f"{setting}.note", "\n")).alignment = Alignment(wrap_text=True)
        place = f"{quote_sheetname(sheet.title)}!{cell.column_letter.join('$$')}{row}"
        book.defined_names[f"settings_{setting}"] = DefinedName(f"settings_{setting}", attr_text=place)
    _limit(book, sheet)
    for column, width in _WIDTHS.items():
        sheet.column_dimensions[column].width = width
    data = io.BytesIO()
    book.save(data)
    return rewrite_package(data.getvalue(), {STYLES: finish_styles})


def read_settings(path: Path) -> Typed:
    """What stands in the settings at `path`, the settings that it does not know left out.

    Raises ValueError, KeyError or zipfile.BadZipFile where it is no workbook of settings.
    """
    book = load_workbook(path, read_only=False, data_only=True)
    typed: dict[str, str | int | float | None] = {}
    for setting in SETTINGS:
        name = book.defined_names.get(f"settings_{setting}")
        for title, cell in name.destinations if name is not None else ():
            typed[setting] = book[title][cell].value
    return typed


def _in_all_languages(key: str, between: str) -> str:
    return between.join(wording.settings[key] for wording in load_wordings().values())


def _limit(book: Workbook, sheet: Worksheet) -> None:
    """Offer the languages there are, the Members by name, the kinds of letters, yes and no; a year is a year."""
    year = DataValidation(
        type="whole", operator="between", formula1=str(FIRST_YEAR), formula2=str(LAST_YEAR), allow_blank=True
    )
    # A code, or a name in another language, is taken as well: the list is there to choose from, not to refuse.
    member = DataValidation(type="list", formula1=_list_members(book), allow_blank=True, showErrorMessage=False)
    rules = {
        "year": year,
        "language": _list((OWN_LANGUAGE, *languages())),
        "member": member,
        "overwrite": _list((NO, YES)),
        "kind": _list(tuple(Kind)),
        "public": _list((NO, YES)),
    }
    for setting, rule in rules.items():
        rule.add(sheet.cell(_FIRST_ROW + SETTINGS.index(setting), _VALUE))
        sheet.add_data_validation(rule)


def _list(choices: Sequence[str]) -> DataValidation:
    return DataValidation(type="list", formula1=f'"{",".join(choices)}"', allow_blank=True)


def _list_members(book: Workbook) -> str:
    """Write “all” and the names of the Members onto a hidden sheet; the range they are in."""
    sheet = book.create_sheet("Members")
    sheet.sheet_state = "hidden"
    spoken = load_definition(None, "en").country_names
    names = ["all", *sorted(spoken[member.iso3] for member in load_members().members)]
    for row, name in enumerate(names, 1):
        sheet.cell(row, _LABEL, name)
    return f"{quote_sheetname(sheet.title)}!$A$1:$A${len(names)}"
