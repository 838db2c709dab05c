"""Draws the ledger of decisions, or makes an existing one's lists and its second sheet anew.

What people typed is never drawn: their workbook is opened, and only the sheets that are kpibook's own are
replaced in it.
"""

from __future__ import annotations

import io
import warnings
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from openpyxl import Workbook, load_workbook
from openpyxl.cell.cell import Cell, MergedCell
from openpyxl.packaging.custom import StringProperty
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from addin.decisions.themed import themed_indicators
from addin.ledger.columns import ACTIONS, CODES, FILES, MEMBERS, NAMES, TYPED, Typed, open_cells
from addin.ledger.open_items import OpenItem
from addin.log import note
from addin.results import looks
from addin.tables.table import Column, Row, table_of
from schemas.definition import Definition
from schemas.errors import Refusal
from schemas.excel import ooxml
from schemas.excel.cell_text import exact, shortened
from schemas.excel.excel_limits import ROWS
from schemas.excel.house_style import HEADING_POINTS
from schemas.excel.row_lines import lines, row_height
from schemas.findings import Code
from schemas.layout.places import Slot, column_letter
from schemas.sentences.asked_text import what_is_asked
from schemas.sentences.messages import shorten
from schemas.whole_file import whole_file
from schemas.written import seal

COMMAND = "decisions"
"""What a ledger says that it was written by."""
TITLE, OPEN, LISTS = "Decisions", "Open to decide", "kpibook lists"
"""The sheets: people's own first, whatever they call it, and the two that are made anew."""
_LAST_ROW = 5_000
"""The last row with lists to choose from."""
_NAME_LENGTH = 200
_TEXT = "@"


def choices(definition: Definition, actions: Iterable[str], files: Iterable[str]) -> dict[str, Sequence[str]]:
    """What can be chosen in the ledger, by the defined name of the list."""
    slots = definition.with_last_year.layout.slots.values()
    return {
        MEMBERS: tuple(definition.country_names.values()),
        ACTIONS: tuple(actions),
        NAMES: (*(_named(slot, definition) for slot in slots), *_themes(definition)),
        CODES: tuple(sorted(Code)),
        FILES: tuple(files) or ("",),
    }


def _named(slot: Slot, definition: Definition) -> str:
    """A cell by its defined name, and in words: `answer_1_2_3 Indicator 1.2, question 3: Answer (Has …?)`."""
    said = f"{slot.name} {what_is_asked(slot, definition)}"
    if slot.indicator:
        said += f" ({definition.wording.standards[slot.standard].indicators[slot.indicator]})"
    return shorten(said, _NAME_LENGTH)


def _themes(definition: Definition) -> Iterator[str]:
    """The themes of each indicator's needs, by name and in words."""
    for name, (s, i) in themed_indicators().items():
        if (s, i) in definition.edition.indicators:
            asked = definition.wording.standards[s].indicators[i]
            yield shorten(f"{name} Indicator {s}.{i}: themes of its needs ({asked})", _NAME_LENGTH)


def write_ledger(
    out: Path, lists: Mapping[str, Sequence[str]], items: Iterable[OpenItem], *, keep: Path | None = None
) -> int:
    """Write the ledger to `out`, whole or not at all: that at `keep` with its own sheets made anew, or an empty one.

    Returns how many things are open. Raises `Refusal` where `keep` cannot be opened, or more is open than
    a sheet of Excel has rows; OSError where `out` cannot be written.
    """
    workbook = _opened(keep) if keep is not None else _new()
    first = workbook.worksheets[0]
    for title in (OPEN, LISTS):
        if title in workbook.sheetnames[1:]:
            workbook.remove(workbook[title])
    _add_lists(workbook, lists)
    if not first.data_validations.dataValidation:
        _offer(first)
    count = _add_open(workbook.create_sheet(OPEN, 1), items)
    workbook.active = 0
    for sheet in workbook.worksheets:
        # Two that are selected would both take what is typed in one.
        sheet.sheet_view.tabSelected = sheet is first
    _save(workbook, out)
    return count


def _opened(path: Path) -> Workbook:
    try:
        with warnings.catch_warnings():
            # openpyxl warns of what else a workbook can hold: that is told in the documentation.
            warnings.simplefilter("ignore")
            return load_workbook(path, keep_links=False)
    except Exception as error:
        # What a damaged package makes of openpyxl is any error at all.
        note(error, str(path))
        raise Refusal(
            "{path} could not be opened to be written anew: save it once more in Excel.", path=path
        ) from error


def _new() -> Workbook:
    """A workbook with an empty ledger."""
    workbook = Workbook()
    sheet = workbook.worksheets[0]
    sheet.title = TITLE
    for number, typed in enumerate(TYPED, 1):
        _dress(sheet.cell(1, number, typed.column.name), looks.heading(typed.column))
        column = sheet.column_dimensions[column_letter(number)]
        dress = looks.dress(typed.column)
        column.width, column.number_format = typed.column.width, _TEXT
        column.font, column.alignment = dress.font, dress.alignment
    sheet.row_dimensions[1].height = HEADING_POINTS
    sheet.freeze_panes = f"{column_letter(1)}2"
    workbook.properties.title, workbook.properties.creator = "WCO e-commerce KPI: decisions", "kpibook"
    return workbook


def _offer(sheet: Worksheet) -> None:
    """The lists and the messages of each column of the ledger, wherever it stands."""
    headings = {str(cell.value).strip().casefold(): cell.column for cell in sheet[1] if cell.value is not None}
    for typed in TYPED:
        if typed.column.name in headings:
            sheet.add_data_validation(_rule(typed, column_letter(headings[typed.column.name])))


def _rule(typed: Typed, letter: str) -> DataValidation:
    rule = DataValidation(
        type="list" if typed.choices else None,
        formula1=typed.choices or None,
        allow_blank=True,
        showInputMessage=True,
        promptTitle=typed.column.name,
        prompt=typed.prompt,
        showErrorMessage=typed.is_strict,
        errorTitle=typed.column.name,
        error=f"Choose the {typed.column.name} from the list.",
    )
    rule.add(f"{letter}2:{letter}{_LAST_ROW}")
    return rule


def _add_lists(workbook: Workbook, lists: Mapping[str, Sequence[str]]) -> None:
    """The hidden sheet with the lists, each with its defined name."""
    sheet = workbook.create_sheet(LISTS)
    sheet.sheet_state = "hidden"
    for number, (name, values) in enumerate(lists.items(), 1):
        letter = column_letter(number)
        for row, value in enumerate(values, 1):
            _put(sheet.cell(row, number), value)
        place = f"'{LISTS}'!${letter}$1:${letter}${len(values)}"
        workbook.defined_names[name] = DefinedName(name, attr_text=place)


def _add_open(sheet: Worksheet, items: Iterable[OpenItem]) -> int:
    """What is open to decide, a row each."""
    table = table_of(OPEN, open_cells(), lambda: ((item,) for item in items), frozen=1)
    for number, column in enumerate(table.columns, 1):
        _dress(sheet.cell(1, number, column.name), looks.heading(column))
        sheet.column_dimensions[column_letter(number)].width = column.width
    row = 1
    for row, values in enumerate(table.rows(), 2):
        if row > ROWS:
            raise Refusal("More is open to decide than a sheet of Excel has rows ({most}).", most=f"{ROWS:,}")
        for number, (column, value) in enumerate(zip(table.columns, values, strict=True), 1):
            _put(sheet.cell(row, number), "" if value is None else str(value))
            _dress(sheet.cell(row, number), looks.dress(column))
        sheet.row_dimensions[row].height = row_height(_lines(table.columns, values))
    sheet.row_dimensions[1].height = HEADING_POINTS
    sheet.freeze_panes = f"{column_letter(table.frozen + 1)}2"
    sheet.auto_filter.ref = f"A1:{column_letter(len(table.columns))}{max(row, 2)}"
    return row - 1


def _lines(columns: tuple[Column, ...], values: Row) -> int:
    """The lines that the longest text of a row takes."""
    wrapped = ((value, looks.line_length(column)) for column, value in zip(columns, values, strict=True))
    return max((lines(text, line) for text, line in wrapped if isinstance(text, str) and line), default=1)


def _put(cell: Cell | MergedCell, text: str) -> None:
    """`text` in a cell as it is, whatever it looks like: it may be an officer's, or the name of a file."""
    if text:
        cell.value = shortened(exact(text))
        cell.data_type = "s"
        cell.quotePrefix = True


def _dress(cell: Cell | MergedCell, dress: looks.Dress) -> None:
    cell.font, cell.alignment, cell.border, cell.fill = dress.font, dress.alignment, dress.border, dress.fill


def _save(workbook: Workbook, out: Path) -> None:
    """Write `workbook` with the digest of itself, so that nobody takes an untouched ledger for an answer."""
    properties = workbook.custom_doc_props  # type: ignore[attr-defined]
    if seal.PROPERTY in properties.names:
        del properties[seal.PROPERTY]
    properties.append(StringProperty(name=seal.PROPERTY, value=COMMAND))
    frame = io.BytesIO()
    workbook.save(frame)

    def sealed(digests: Mapping[str, str]) -> bytes:
        return seal.custom_properties(seal.sealed_by(COMMAND, digests))

    with whole_file(out) as path, path.open("wb") as target:
        ooxml.copy_package(frame, target, {ooxml.STYLES: ooxml.finish_styles}, seal=(seal.PART, sealed))
