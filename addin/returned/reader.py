"""Reads a returned workbook: the only place where cell values come from a file.

Each sheet is read once, in bulk. A cell is found by its keys: every sheet carries the stamp in its
first cell, a hidden row of column keys and a hidden column of row keys.
Where the keys stand elsewhere than the template put them, somebody moved rows or columns: the
value is read from where its keys are, so that it is never attributed to another question.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import replace
from functools import lru_cache
from typing import NamedTuple

from addin.returned.inspecting import inspect
from addin.returned.outside import kept_texts, texts_outside
from addin.returned.own_words import comments_of_others, texts_of_others
from addin.returned.package import Grid, Package, SheetCells
from addin.returned.package_error import PackageError
from addin.returned.returned import Entry, FoundSheet, LastCell, Noted, Outside, Returned, Undecided
from schemas.definition import Definition
from schemas.excel.note_sheet import CONFLICTS, REMARKS, TO_PUT_RIGHT
from schemas.findings.catalogue import NotAKpiWorkbook, UnknownEdition, UnknownLayout
from schemas.layout import names
from schemas.layout.columns import FORM, NOTE_FIRST_COLUMN, NoteRow
from schemas.layout.places import LISTS, MAP, Place, Slot, column_letter
from schemas.layout.stamp import Stamp, read_stamp
from schemas.loading.loader import editions, helper_titles
from schemas.loading.spoken import load_spoken
from schemas.questions import Raw, is_empty, question_of, shown
from schemas.questions.identity import Date
from schemas.questions.numbers import whole

_Sheets = Mapping[str, FoundSheet]
"""The sheet that counts for each key."""
_DAYS_BEFORE_1904 = 1_462
"""How many days later the first day of a workbook of 1904 is than that of another."""
_STAMP_CORNER = 6
"""Rows and columns at the top left in which the stamp is looked for: somebody may have inserted some."""


def read_workbook(data: bytes, file: str, language: str | None = None) -> Returned:
    """Read the workbook in `data`; `file` is what findings call it, `language` what they are to be in.

    Raises `PackageError` where no answers can be taken from it.
    """
    package = inspect(data, _helper_titles())
    titles, grids = package.titles, package.grids
    stamped = _stamped(grids)
    if not stamped:
        raise PackageError(NotAKpiWorkbook())
    stamp = _common_stamp(found.stamp for found in stamped.values())
    definition = drawn_as(stamp, _definition_of(stamp))
    own = {definition.sheet_title(key) for key in (LISTS, MAP)}
    if not _helper_titles().isdisjoint(set(titles) - own):
        # What another language calls so is a sheet that somebody added: “Listas” in an English workbook.
        package = inspect(data, frozenset(own))
        grids = package.grids
        stamped = _stamped(grids)
    expected = _expected_places(stamp, definition, data)
    if any(names.last_level(s, i) in expected for s, i in definition.edition.indicators):
        definition = definition.with_last_year
    # Sheets of notes are stamped as well, and hold no answers.
    parts = {title: found for title, found in stamped.items() if found.key in definition.layout.sheets}
    sheets, twins = _choose(
        [_found_sheet(title, grids[title], found, package) for title, found in parts.items()], definition
    )
    # A sheet of a chart or of macros has no cells, and was added all the same.
    unstamped = tuple(title for title in titles if title not in own and title not in stamped)
    entries = _entries(definition, sheets, expected, is_1904=package.date1904)
    last = _last_cells(definition, sheets, expected)
    added = {title: (grids[title], package.cells.get(title, SheetCells())) for title in unstamped if title in grids}
    outside = (*texts_outside(definition.layout, sheets, added), *_beside_the_list(grids, stamped, package))
    noted = tuple(_noted({title: grids[title] for title, found in stamped.items() if found.key == REMARKS}))
    package = replace(package, comments=tuple(comments_of_others(package.comments)))
    undecided = tuple(_undecided(grids[title] for title, found in stamped.items() if found.key == CONFLICTS))
    return Returned(
        file,
        package,
        stamp,
        definition,
        titles,
        sheets,
        twins,
        unstamped,
        expected,
        entries,
        last,
        language,
        outside,
        noted,
        undecided,
    )


@lru_cache(maxsize=1)
def _helper_titles() -> frozenset[str]:
    """The titles of the two hidden sheets in every language: nothing in them is needed to read answers."""
    return frozenset(title for edition in editions() for title in helper_titles(edition))


# --- stamps and sheets -----------------------------------------------------------------------
class _Stamped(NamedTuple):
    stamp: Stamp
    key: str
    row: int
    column: int


def _stamped(grids: Mapping[str, Grid]) -> dict[str, _Stamped]:
    """The sheets that carry a stamp, by title."""
    return {title: found for title, grid in grids.items() if (found := _find_stamp(grid)) is not None}


def _find_stamp(grid: Grid) -> _Stamped | None:
    for row, line in enumerate(grid[:_STAMP_CORNER], 1):
        for column, value in enumerate(line[:_STAMP_CORNER], 1):
            found = read_stamp(value)
            if found is not None:
                return _Stamped(found[0], found[1], row, column)
    return None


def _common_stamp(stamps: Iterable[Stamp]) -> Stamp:
    """The stamp that most sheets carry: a sheet copied in from another workbook is outvoted."""
    return Counter(stamps).most_common(1)[0][0]


def _definition_of(stamp: Stamp) -> Definition:
    if stamp.edition not in editions():
        raise PackageError(UnknownEdition(found=stamp.edition))
    return load_spoken(stamp.edition, stamp.language)


def _found_sheet(title: str, grid: Grid, stamped: _Stamped, package: Package) -> FoundSheet:
    key_row = grid[stamped.row - 1]
    key_column = [line[stamped.column - 1] if len(line) >= stamped.column else "" for line in grid]
    return FoundSheet(
        key=stamped.key,
        title=title,
        grid=grid,
        rows=_places(key_column, stamped.row),
        columns=_places(key_row, stamped.column),
        cells=package.cells.get(title, SheetCells()),
        offset=(stamped.row - 1, stamped.column - 1),
    )


def _places(line: list[Raw], stamp_at: int) -> dict[str, tuple[int, ...]]:
    """Where each key stands on a line of keys, from 1; the stamp itself is none."""
    places: dict[str, tuple[int, ...]] = {}
    for index, value in enumerate(line, 1):
        if index != stamp_at and not is_empty(value):
            key = _key(value)
            places[key] = (*places.get(key, ()), index)
    return places


def _key(value: Raw) -> str:
    """A key as text: programs may have turned `1.1` into the number 1.1."""
    return str(value).strip()


def _choose(
    found: list[FoundSheet], definition: Definition
) -> tuple[dict[str, FoundSheet], dict[str, tuple[str, ...]]]:
    """The sheet that counts for each key: of several the one with the template's own title."""
    sheets: dict[str, FoundSheet] = {}
    titles: dict[str, tuple[str, ...]] = {}
    for sheet in found:
        titles[sheet.key] = (*titles.get(sheet.key, ()), sheet.title)
        if sheet.key not in sheets or sheet.title == definition.sheet_title(sheet.key):
            sheets[sheet.key] = sheet
    return sheets, {key: several for key, several in titles.items() if len(several) > 1}


def drawn_as(stamp: Stamp, definition: Definition) -> Definition:
    """The definition in the form that the stamp's layout names; in today's where none of ours is it."""
    for form in range(FORM, 0, -1):
        drawn = definition.of_form(form)
        # One after the other: a layout takes as long as a file.
        if any(stamp.layout == each.layout.fingerprint for each in (drawn, drawn.with_last_year)):
            return drawn
    return definition


def _expected_places(stamp: Stamp, definition: Definition, data: bytes) -> Mapping[str, Place]:
    """Where the template put its cells: by our layout if it is the same, else by the workbook's own map."""
    for drawn in (definition, definition.with_last_year):
        if stamp.layout == drawn.layout.fingerprint:
            return drawn.layout.places
    title = definition.sheet_title(MAP)
    # Only now is it known that the map is needed, and what it is called.
    grid = inspect(data, _helper_titles() - {title}).grids.get(title, [])
    found = _find_stamp(grid)
    if found is None or found.key != MAP:
        raise PackageError(UnknownLayout(found=stamp.edition))
    return _read_map(grid, found)


def _read_map(grid: Grid, found: _Stamped) -> dict[str, Place]:
    """The map's rows: name, sheet key, row, column, behind the stamp's column and below its heading."""
    places: dict[str, Place] = {}
    for line in grid[found.row + 1 :]:
        name, sheet, row, column = (*line[found.column : found.column + 4], "", "", "", "")[:4]
        at = whole(row), whole(column)
        if at[0] is not None and at[1] is not None:
            places[str(name)] = Place(str(sheet), at[0], at[1])
    return places


def _noted(grids: Mapping[str, Grid]) -> Iterator[Noted]:
    """The lines of the sheets that list what was written beside earlier answers."""
    text_at = column_letter(NOTE_FIRST_COLUMN + 2)
    for title, grid in grids.items():
        for row, (file, source, text) in enumerate(_listed(grid, 3), NoteRow.FIRST):
            if text:
                yield Noted(title, f"{text_at}{row}", file, source, text)


def _beside_the_list(grids: Mapping[str, Grid], stamped: Mapping[str, _Stamped], package: Package) -> Iterator[Outside]:
    """What somebody wrote on the sheet that lists what is to be put right."""
    for title, found in stamped.items():
        if found.key == TO_PUT_RIGHT:
            texts = texts_of_others(grids[title], found.row, found.column)
            yield from kept_texts(title, texts, grids[title], package.cells.get(title, SheetCells()))


def _undecided(grids: Iterable[Grid]) -> Iterator[Undecided]:
    """The lines of the sheets that list what an earlier merge left to decide."""
    for grid in grids:
        for address, _, file, source, text in _listed(grid, 5):
            if address and text:
                yield Undecided(address, file, source, text)


def _listed(grid: Grid, columns: int) -> Iterator[tuple[str, ...]]:
    """The texts of each line of a sheet that lists something, in so many `columns`."""
    first = NOTE_FIRST_COLUMN - 1
    for line in grid[NoteRow.FIRST - 1 :]:
        texts = [shown(raw) for raw in line[first : first + columns]]
        yield (*texts, *[""] * (columns - len(texts)))


# --- entries ---------------------------------------------------------------------------------
def _entries(definition: Definition, sheets: _Sheets, expected: Container[str], *, is_1904: bool) -> dict[str, Entry]:
    """The input cells that were expected and could be found, by name."""
    slots = definition.layout.slots
    found = {name: _crossing(definition, sheets, name) for name in slots if name in expected}
    places = {name: place for name, place in found.items() if place is not None}
    typed = {name: _raw(definition, slots[name], *place, is_1904=is_1904) for name, place in places.items()}
    return {name: _entry(definition, slots[name], typed, *place) for name, place in places.items()}


def _raw(definition: Definition, slot: Slot, sheet: FoundSheet, row: int, column: int, *, is_1904: bool) -> Raw:
    raw = sheet.value(row, column)
    return _from_1900(raw) if is_1904 and isinstance(question_of(slot, definition), Date) else raw


def _entry(
    definition: Definition, slot: Slot, typed: Mapping[str, Raw], sheet: FoundSheet, row: int, column: int
) -> Entry:
    raw = typed[slot.name]
    error = sheet.cells.errors.get((row, column), "")
    reading = None
    if not error and not is_empty(raw):
        reading = question_of(slot, definition).parse_beside(slot, definition, typed)
    formula = sheet.cells.formulas.get((row, column))
    return Entry(slot, raw, sheet.title, f"{column_letter(column)}{row}", row, formula, error, reading)


def _from_1900(raw: Raw) -> Raw:
    """A number of days since 1904 as one of days since 1900; anything else as it is."""
    return raw + _DAYS_BEFORE_1904 if isinstance(raw, (int, float)) and not isinstance(raw, bool) else raw


def _last_cells(definition: Definition, sheets: _Sheets, expected: Container[str]) -> dict[str, LastCell]:
    """The cells of last year's answers that were expected and hold something, by name."""
    cells = {}
    for name in definition.layout.last:
        found = _crossing(definition, sheets, name) if name in expected else None
        if found is not None and not is_empty(raw := found[0].value(*found[1:])):
            sheet, row, column = found
            cells[name] = LastCell(raw, sheet.title, f"{column_letter(column)}{row}", row)
    return cells


def _crossing(definition: Definition, sheets: _Sheets, name: str) -> tuple[FoundSheet, int, int] | None:
    """The sheet, row and column at the crossing of a cell's keys; None where one is missing or stands twice."""
    sheet_key, row_key, column_key = definition.layout.keys[name]
    sheet = sheets.get(sheet_key)
    if sheet is None:
        return None
    rows, columns = sheet.rows.get(row_key, ()), sheet.columns.get(column_key, ())
    return (sheet, rows[0], columns[0]) if len(rows) == len(columns) == 1 else None
