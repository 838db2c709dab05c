"""Numbers that a cell's format shows as dates, times or durations, as such: python-calamine knows which ones.

It is only ever given a package that is written here, of numbers and formats that were looked at.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache

from python_calamine import CalamineWorkbook

from schemas.excel.cell_text import visible
from schemas.excel.ooxml import MAIN
from schemas.questions import Raw

Format = int | str
"""A number format: the number of one of Excel's own, or a code such as `yyyy-mm-dd`."""
_PLAIN = frozenset({*range(14), *range(37, 45), 48, 49})
_DATE_LETTERS = frozenset("dmyhsebg")
_AFTER_LAST_DAY = 2_958_466
"""The first number that is no day in Excel's calendar, which ends with the year 9999."""
_CODE_LENGTH = 255
_OWN = range(164)
"""The numbers of Excel's own formats."""
_FIRST_CUSTOM = 200
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_FIXED = {
    "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types"/>',
    "_rels/.rels": (
        f'<Relationships xmlns="{_PACKAGE}/relationships">'
        f'<Relationship Id="rId1" Type="{_OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>'
    ),
    "xl/_rels/workbook.xml.rels": (
        f'<Relationships xmlns="{_PACKAGE}/relationships">'
        f'<Relationship Id="rId1" Type="{_OFFICE}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>'
    ),
}


def number_format(number: int, custom: Mapping[int, str]) -> Format:
    """The format of this number, where `custom` are the codes that the workbook defines itself."""
    return custom.get(number, number if number in _OWN else 0)


def formatted(numbers: Sequence[tuple[float, Format]], *, is_1904: bool) -> list[Raw]:
    """Each number as its format shows it: a date, a time, a duration, or the number it is."""
    values: list[Raw] = [number for number, _ in numbers]
    # A number out of the calendar is none of these, whatever its format; the library would give up over one.
    may_be = [
        index for index, (number, form) in enumerate(numbers) if 0 <= number < _AFTER_LAST_DAY and _may_be_date(form)
    ]
    if may_be:
        for index, value in zip(may_be, _as_shown([numbers[index] for index in may_be], is_1904), strict=True):
            values[index] = value
    return values


@lru_cache(maxsize=1024)
def _may_be_date(form: Format) -> bool:
    """Whether a format can be one of dates or times: none of plain numbers is, nor a code without their letters."""
    return form not in _PLAIN if isinstance(form, int) else not _DATE_LETTERS.isdisjoint(form.lower())


def _as_shown(numbers: Sequence[tuple[float, Format]], is_1904: bool) -> list[Raw]:
    """What python-calamine makes of these numbers, in a workbook that holds nothing else, one a row."""
    forms = list(dict.fromkeys(form for _, form in numbers))
    styles = {form: index for index, form in enumerate(forms)}
    rows = (
        f'<row r="{row}"><c r="A{row}" s="{styles[form]}"><v>{number!r}</v></c></row>'
        for row, (number, form) in enumerate(numbers, 1)
    )
    parts = _FIXED | {
        "xl/workbook.xml": (
            f'<workbook xmlns="{MAIN}" xmlns:r="{_OFFICE}"><workbookPr date1904="{int(is_1904)}"/>'
            '<sheets><sheet name="1" sheetId="1" r:id="rId1"/></sheets></workbook>'
        ),
        "xl/styles.xml": _styles(forms),
        "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{MAIN}"><sheetData>{"".join(rows)}</sheetData></worksheet>',
    }
    package = io.BytesIO()
    with zipfile.ZipFile(package, "w", zipfile.ZIP_STORED) as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
    package.seek(0)
    rows_read = CalamineWorkbook.from_filelike(package).get_sheet_by_index(0).to_python(skip_empty_area=False)
    return [row[0] for row in rows_read]


def _styles(forms: Iterable[Format]) -> str:
    custom, looks = [], []
    for index, form in enumerate(forms, _FIRST_CUSTOM):
        if isinstance(form, str):
            from html import escape  # noqa: PLC0415 - hardly any cell has such a format

            code = escape(visible(form[:_CODE_LENGTH]))
            custom.append(f'<numFmt numFmtId="{index}" formatCode="{code}"/>')
        looks.append(f'<xf numFmtId="{index if isinstance(form, str) else form}"/>')
    formats, cells = f"<numFmts>{''.join(custom)}</numFmts>", f"<cellXfs>{''.join(looks)}</cellXfs>"
    return f'<styleSheet xmlns="{MAIN}">{formats}{cells}</styleSheet>'
