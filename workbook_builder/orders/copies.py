"""The workbooks of many Members from one template: built once, then only the parts that differ are written.

A master is a finished template taken apart at the cells that tell Members apart: the stamp, the
identity, and last year's answers with the heights of their rows. What is put together is byte for
byte what `build_workbook` makes for that Member, which a test holds.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import cast
from xml.sax.saxutils import escape

from lxml import etree
from openpyxl.compat import safe_string
from openpyxl.worksheet.pagebreak import Break, RowBreak

from schemas.definition import Definition
from schemas.excel.cell_text import exact
from schemas.excel.house_style import DEFAULT_HEIGHT
from schemas.excel.ooxml import new_entry
from schemas.layout import names
from schemas.layout.columns import StandardColumn
from schemas.layout.places import Place, Slot, SlotKind
from schemas.questions import Raw
from schemas.years.last_year import LastIndicator, LastYear
from schemas.years.last_year_cells import last_cells, nothing_to_keep
from workbook_builder.build import BuiltWorkbook, FollowingMember, build_workbook, file_name
from workbook_builder.drawing.canvas import member_in_footer
from workbook_builder.drawing.looks import Look
from workbook_builder.drawing.paging import Pages
from workbook_builder.sheets.last_year_columns import last_height, last_look
from workbook_builder.sheets.standard_sheet import standard_paper

_ROW = re.compile(rb'<row r="(\d+)"([^>]*)>')
_CELL = re.compile(rb'<c r="([A-Z]+)(\d+)" s="(\d+)"[^>]*?(?:/>|>.*?</c>)', re.DOTALL)
_HEIGHT = re.compile(rb' ht="([^"]*)"')
_SCALE = re.compile(rb'(?<=<pageSetup orientation="landscape" paperSize="9" scale=")\d+')
_BREAKS = re.compile(rb"(?:<rowBreaks .*?</rowBreaks>|<rowBreaks[^>]*/>)?(?=<ignoredErrors>)", re.DOTALL)
_ODD_FOOTER = re.compile(rb"<oddFooter>.*?</oddFooter>", re.DOTALL)
_FORMULA = re.compile(rb"<f>[^<]*</f>")
_XML_SPACE = "{http://www.w3.org/XML/1998/namespace}space"


@dataclass(frozen=True, slots=True)
class _Values:
    """What one Member's workbook holds where Members differ."""

    member: str
    cells: Mapping[Place, Raw]
    locked: frozenset[Place]
    """The cells for "unchanged" that nobody may use."""
    footer: bytes = b""
    """What the footers say of the Member, as XML."""
    heights: Mapping[Place, float] = field(default_factory=dict)
    """Of the rows beside last year's answers that are read, in points, by the place of the answer."""
    pages: Mapping[str, Pages] = field(default_factory=dict)
    """How the sheets whose rows differ are printed, by their keys."""


@dataclass(frozen=True, slots=True)
class _Cell:
    """A cell whose value differs, without its value."""

    place: Place
    start: bytes

    def xml(self, values: _Values) -> bytes:
        value = values.cells.get(self.place)
        if value is None:
            return self.start + b"/>"
        if isinstance(value, str):
            return self.start + b' t="inlineStr"><is>' + _text(value) + b"</is></c>"
        return self.start + b' t="n"><v>' + safe_string(value).encode("ascii") + b"</v></c>"


@dataclass(frozen=True, slots=True)
class _Formula:
    """A formula that follows from the Member, without its cached value."""

    place: Place
    start: bytes
    formula: bytes

    def xml(self, values: _Values) -> bytes:
        value = values.cells[self.place]
        kind = b' t="str"' if isinstance(value, str) else b""
        shown = etree.Element("v")
        shown.text = str(value)
        return self.start + kind + b">" + self.formula + etree.tostring(shown, encoding="UTF-8") + b"</c>"


@dataclass(frozen=True, slots=True)
class _Choice:
    """An empty cell for "unchanged", which is locked where there is nothing to keep."""

    place: Place
    unlocked: bytes
    locked: bytes

    def xml(self, values: _Values) -> bytes:
        return self.locked if self.place in values.locked else self.unlocked


@dataclass(frozen=True, slots=True)
class _Row:
    """The start of a row whose height follows from last year's answer in it."""

    answer: Place
    look: Look
    number: bytes
    attributes: bytes
    least: float
    """The height without that answer, in points."""

    def of(self, cells: Mapping[Place, Raw]) -> float:
        """The height of the row beside the answer in `cells`, in points."""
        return max(self.least, last_height(str(cells.get(self.answer) or ""), self.look))

    def xml(self, values: _Values) -> bytes:
        height = safe_string(values.heights[self.answer])
        attributes = _HEIGHT.sub(f' ht="{height}"'.encode("ascii"), self.attributes)
        return b'<row r="' + self.number + b'"' + attributes + b">"


@dataclass(frozen=True, slots=True)
class _Footer:
    """The footer of a sheet, which names the Member."""

    xml_of_first: bytes
    first: bytes

    def xml(self, values: _Values) -> bytes:
        return self.xml_of_first.replace(self.first, values.footer)


@dataclass(frozen=True, slots=True)
class _Scale:
    """The scale that a sheet is printed in, which follows from the heights of its rows."""

    sheet: str

    def xml(self, values: _Values) -> bytes:
        return b"%d" % values.pages[self.sheet].scale


@dataclass(frozen=True, slots=True)
class _Breaks:
    """The page breaks of a sheet, which follow from the heights of its rows."""

    sheet: str

    def xml(self, values: _Values) -> bytes:
        breaks = RowBreak(brk=[Break(id=row) for row in values.pages[self.sheet].breaks])
        return etree.tostring(cast("etree._Element", breaks.to_tree())) if breaks else b""


_Piece = bytes | _Cell | _Formula | _Choice | _Row | _Footer | _Scale | _Breaks


class Master:
    """A template of `definition` for `year`, beside answers of `last_year` or without any, for any Member.

    `cover` is what it says of the campaign, as for `build_workbook`.
    """

    def __init__(
        self,
        definition: Definition,
        year: int,
        password: str | None,
        last_year: int | None,
        cover: Mapping[str, str] | None = None,
    ) -> None:
        self._definition = definition if last_year is None else definition.with_last_year
        self._year, self._last_year = year, last_year
        self._following = FollowingMember(self._definition)
        self._first = next(iter(definition.country_names))
        last = _one_kept(definition, last_year) if last_year is not None else None
        built = build_workbook(definition, year, member=self._first, password=password, last=last, cover=cover)
        with zipfile.ZipFile(io.BytesIO(built.data)) as package:
            parts = {name: package.read(name) for name in package.namelist()}
        self._heights: dict[str, dict[int, float | _Row]] = {}
        self._styles = self._choice_styles(parts) if last_year is not None else (b"", b"")
        self._parts = [(name, self._take_apart(name, data)) for name, data in parts.items()]

    def workbook(self, member: str, last: LastYear | None = None) -> BuiltWorkbook:
        """The workbook of `member` (ISO 3166-1 alpha-3) with its last year's answers, if the master shows any."""
        values = self._values(member, last)
        here, there = f" member={self._first} ".encode("ascii"), f" member={member} ".encode("ascii")
        result = io.BytesIO()
        with zipfile.ZipFile(result, "w", zipfile.ZIP_DEFLATED) as package:
            for name, pieces in self._parts:
                data = b"".join(
                    piece.replace(here, there) if isinstance(piece, bytes) else piece.xml(values) for piece in pieces
                )
                package.writestr(new_entry(name), data)
        return BuiltWorkbook(file_name(self._definition, self._year, member), result.getvalue())

    def _values(self, member: str, last: LastYear | None) -> _Values:
        layout = self._definition.layout
        cells: dict[Place, Raw] = {layout.slots["country"].place: self._definition.country_names[member]}
        cells |= self._following.shown(self._definition.country_names[member])
        if self._last_year is None or last is None:
            return _Values(member, cells, frozenset(), self._in_footer(member))
        cells |= {layout.last[name].place: value for name, value in last_cells(self._definition, last).items()}
        locked = frozenset(layout.slots[name].place for name in nothing_to_keep(self._definition, last))
        rows = (row for rows in self._heights.values() for row in rows.values() if isinstance(row, _Row))
        heights = {row.answer: row.of(cells) for row in rows}
        pages = {key: self._pages(key, heights) for key in self._heights}
        return _Values(member, cells, locked, self._in_footer(member), heights, pages)

    def _pages(self, key: str, beside: Mapping[Place, float]) -> Pages:
        """How the sheet is printed when the rows `beside` last year's answers are so high."""
        heights = {
            row: beside[height.answer] if isinstance(height, _Row) else height
            for row, height in self._heights[key].items()
        }
        layout = self._definition.layout
        return standard_paper(layout, layout.sheets[key]).pages(lambda row: heights.get(row, DEFAULT_HEIGHT))

    def _in_footer(self, member: str) -> bytes:
        return escape(member_in_footer(self._definition.country_names[member])).encode()

    # --- taking apart ------------------------------------------------------------------------

    def _take_apart(self, name: str, data: bytes) -> list[_Piece]:
        key = self._sheets.get(name)
        if key is None:
            return _apart(data, {_ODD_FOOTER: self._footer})
        rows = {found.start(): found for found in _ROW.finditer(data)}
        cells = {found.start(): found for found in _CELL.finditer(data)}
        pieces: list[_Piece] = []
        at = 0
        for start, found in sorted((rows | cells).items()):
            piece = self._row(key, found) if start in rows else self._cell(key, found)
            if piece is not None:
                pieces += [data[at:start], piece]
                at = found.end()
        ends: dict[re.Pattern[bytes], Callable[[bytes], _Piece]] = {_ODD_FOOTER: self._footer}
        if any(isinstance(piece, _Row) for piece in pieces):
            self._heights[key] = self._heights_of(key, rows.values())
            ends = {_SCALE: lambda _: _Scale(key), **ends, _BREAKS: lambda _: _Breaks(key)}
        return [*pieces, *_apart(data[at:], ends)]

    def _footer(self, xml: bytes) -> _Footer:
        return _Footer(xml, self._in_footer(self._first))

    def _heights_of(self, key: str, rows: Iterable[re.Match[bytes]]) -> dict[int, float | _Row]:
        """The height of each row that has one, in points, or the piece that tells it."""
        heights: dict[int, float | _Row] = {}
        for row in rows:
            height = _HEIGHT.search(row[2])
            if height is not None:
                heights[int(row[1])] = self._row(key, row) or float(height[1])
        return heights

    @cached_property
    def _sheets(self) -> Mapping[str, str]:
        """The sheets on which Members differ, by the part that openpyxl writes for them."""
        keys = self._definition.layout.sheet_keys
        differing = {place.sheet for place in self._places}
        return {f"xl/worksheets/sheet{number}.xml": key for number, key in enumerate(keys, 1) if key in differing}

    @cached_property
    def _places(self) -> Mapping[Place, Slot | str]:
        """The cells in which Members differ: input cells, or the names of others."""
        layout = self._definition.layout
        found: dict[Place, Slot | str] = {last.place: name for name, last in layout.last.items()}
        found |= {slot.place: slot for slot in layout.slots.values() if slot.kind is SlotKind.UNCHANGED}
        found[layout.slots["country"].place] = layout.slots["country"]
        found |= dict.fromkeys(self._following.places, "")
        return found

    @cached_property
    def _answer_rows(self) -> Mapping[tuple[str, int], tuple[Place, Look]]:
        """Where last year's answers stand that are read, by sheet and row."""
        layout = self._definition.layout
        shown = (last for last in layout.last.values() if last.place.column == StandardColumn.LAST)
        return {(last.place.sheet, last.place.row): (last.place, last_look(last)) for last in shown}

    def _row(self, key: str, found: re.Match[bytes]) -> _Row | None:
        answer = self._answer_rows.get((key, int(found[1])))
        height = _HEIGHT.search(found[2])
        return _Row(*answer, found[1], found[2], float(height[1])) if answer and height else None

    def _cell(self, key: str, found: re.Match[bytes]) -> _Piece | None:
        place = Place(key, int(found[2]), _column(found[1]))
        what = self._places.get(place)
        if what is None:
            return None
        cell = b'<c r="%s%s"' % (found[1], found[2])
        formula = _FORMULA.search(found[0])
        if formula is not None:
            return _Formula(place, b'%s s="%s"' % (cell, found[3]), formula[0])
        if isinstance(what, Slot) and what.kind is SlotKind.UNCHANGED:
            unlocked, locked = (b'%s s="%s"/>' % (cell, style) for style in self._styles)
            return _Choice(place, unlocked, locked)
        return _Cell(place, b'%s s="%s"' % (cell, found[3]))

    def _choice_styles(self, parts: Mapping[str, bytes]) -> tuple[bytes, bytes]:
        """How a cell for "unchanged" looks where it can be chosen, and where there is nothing to keep."""
        by_sheet = {key: parts[name] for name, key in self._sheets.items()}
        indicators = self._definition.edition.indicators
        first, second = (self._definition.layout.slots[names.unchanged(s, i)].place for s, i in indicators[:2])
        return _style(by_sheet[first.sheet], first), _style(by_sheet[second.sheet], second)


def _apart(data: bytes, pieces: Mapping[re.Pattern[bytes], Callable[[bytes], _Piece]]) -> list[_Piece]:
    """`data` taken apart where each pattern, in their order, is first met, if it is."""
    apart: list[_Piece] = []
    for pattern, piece in pieces.items():
        found = pattern.search(data)
        if found is not None:
            apart += [data[: found.start()], piece(found[0])]
            data = data[found.end() :]
    return [*apart, data]


def _style(sheet: bytes, place: Place) -> bytes:
    """The number of a cell's style."""
    found = re.search(rb'<c r="%s" s="(\d+)"' % place.cell.encode("ascii"), sheet)
    if found is None:
        raise ValueError(f"there is no cell {place.cell} on {place.sheet}")
    return found[1]


def _column(letters: bytes) -> int:
    column = 0
    for letter in letters:
        column = 26 * column + letter - ord("A") + 1
    return column


def _text(value: str) -> bytes:
    """A text as openpyxl writes it."""
    element = etree.Element("t")
    element.text = exact(value)
    if element.text != element.text.strip():
        element.set(_XML_SPACE, "preserve")
    text: bytes = etree.tostring(element, encoding="UTF-8")
    return text


def _one_kept(definition: Definition, year: int) -> LastYear:
    """One indicator whose answers can be kept: a master shows how its cell looks, and how the others' do."""
    first = definition.edition.indicators[0]
    return LastYear(year, {first: LastIndicator(level=min(definition.edition.levels))}, {})
