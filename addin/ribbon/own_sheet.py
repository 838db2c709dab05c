"""The add-in's only sheet: its configuration, and the words of all languages.

`KpiSheet.bas` reads it: keys and values in columns A and B, the keys of the words in column D and
each language in a column after it, its primary language number in row 2.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from lxml import etree
from openpyxl.utils import get_column_letter

from addin.ribbon.words import FIRST, RibbonWording, load_wordings
from schemas.excel.ooxml import MAIN, parse, serialise

SHEET_NAME = "kpibook.conf"
PART = "xl/worksheets/sheet1.xml"
_KEYS, _VALUES, _WORD_KEYS = 1, 2, 4
CLOSED: dict[str, str] = {
    "INTERPRETER_WIN": "",
    "INTERPRETER_MAC": "",
    "SETTINGS_BOOK": "",
    "COMMAND": "kpibook addin install",
    "XLWINGS_VERSION": "",
    "ADD_WORKBOOK_TO_PYTHONPATH": "False",
}
"""The configuration of an add-in that is not installed: it runs nothing."""


def own_sheet(name_in_vba: str, configuration: Mapping[str, str]) -> bytes:
    """The sheet as a part of the package."""
    root = parse(f'<worksheet xmlns="{MAIN}"/>'.encode())
    etree.SubElement(root, f"{{{MAIN}}}sheetPr", codeName=name_in_vba)
    data = etree.SubElement(root, f"{{{MAIN}}}sheetData")
    cells = dict(_configuration_cells(configuration)) | dict(_word_cells(load_wordings()))
    for row in sorted({row for row, _ in cells}):
        element = etree.SubElement(data, f"{{{MAIN}}}row", r=str(row))
        for column in sorted(column for at, column in cells if at == row):
            _add_text(element, f"{get_column_letter(column)}{row}", cells[row, column])
    return serialise(root)


def read_configuration(sheet: bytes) -> dict[str, str]:
    """The configuration that a sheet carries, as `own_sheet` wrote it."""
    texts = {
        cell.get("r", ""): "".join(map(str, cell.itertext()))
        for cell in etree.fromstring(sheet, etree.XMLParser(resolve_entities=False, no_network=True)).iter(
            f"{{{MAIN}}}c"
        )
    }
    keys, values = get_column_letter(_KEYS), get_column_letter(_VALUES)
    return {text: texts.get(f"{values}{at[1:]}", "") for at, text in texts.items() if at[:1] == keys}


def code_name(sheet: bytes) -> str:
    """The name under which the VBA project knows a sheet."""
    return next(str(element.get("codeName")) for element in parse(sheet).iter() if element.get("codeName"))


def _configuration_cells(configuration: Mapping[str, str]) -> Iterator[tuple[tuple[int, int], str]]:
    for row, (key, value) in enumerate(configuration.items(), 1):
        yield (row, _KEYS), key
        yield (row, _VALUES), value


def _word_cells(wordings: Mapping[str, RibbonWording]) -> Iterator[tuple[tuple[int, int], str]]:
    keys = ["language", "language_number", *wordings[FIRST].texts]
    for row, key in enumerate(keys, 1):
        yield (row, _WORD_KEYS), key
    for column, (language, wording) in enumerate(wordings.items(), _WORD_KEYS + 1):
        words = [language, str(wording.language_number), *(wording.texts[key] for key in keys[2:])]
        for row, word in enumerate(words, 1):
            yield (row, column), word


def _add_text(row: etree._Element, address: str, text: str) -> None:
    if not text:
        return
    cell = etree.SubElement(row, f"{{{MAIN}}}c", r=address, t="inlineStr")
    words = etree.SubElement(etree.SubElement(cell, f"{{{MAIN}}}is"), f"{{{MAIN}}}t")
    words.text = text
