"""A template drawn for one Member and taken apart where another Member's differs.

What all have alike is packed already; the rest is pieces that give their XML for any Member.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from xml.sax.saxutils import escape

from schemas.definition import Definition
from schemas.excel.segments import Packed, packed
from schemas.layout import names
from schemas.layout.columns import StandardColumn
from schemas.layout.places import Place, SlotKind
from schemas.years.last_year import LastIndicator, LastYear
from workbook_builder.build import drawn_parts
from workbook_builder.content import content_of
from workbook_builder.drawing.canvas import member_in_footer
from workbook_builder.drawing.looks import Look
from workbook_builder.formulas.following import following
from workbook_builder.orders.pieces import (
    STAMPED,
    Breaks,
    Cell,
    Choice,
    Footer,
    Formula,
    Piece,
    Row,
    Scale,
    stamped,
)
from workbook_builder.sheets.last_year_columns import last_look

_ROW = re.compile(rb'<row r="(\d+)"[^>]*>')
_HEIGHT = re.compile(rb' ht="([^"]*)"')
_CELL = re.compile(rb'<c r="([A-Z]+)(\d+)" s="(\d+)"[^>]*?(?:/>|>.*?</c>)', re.DOTALL)
_SCALE = re.compile(rb'(?<=<pageSetup orientation="landscape" paperSize="9" scale=")\d+')
_BREAKS = re.compile(rb"(?:<rowBreaks .*?</rowBreaks>|<rowBreaks[^>]*/>)?(?=<ignoredErrors>)", re.DOTALL)
_ODD_FOOTER = re.compile(rb"<oddFooter>.*?</oddFooter>", re.DOTALL)
_FORMULA = re.compile(rb"<f>[^<]*</f>")

Pieces = tuple[Piece, ...]
Heights = Mapping[int, float | Row]
"""The height of each row that has one, in points, or the piece that tells it."""


@dataclass(frozen=True, slots=True)
class Template:
    """What is drawn once for many Members: `definition` for `year`, beside answers of `last_year` or without any.

    `cover` is what it says of the campaign, as for `build_workbook`.
    """

    definition: Definition
    year: int
    password: str | None = None
    last_year: int | None = None
    cover: Mapping[str, str] = field(default_factory=dict)

    @property
    def as_drawn(self) -> Definition:
        """The definition with the columns of last year's answers, where it shows any."""
        return self.definition if self.last_year is None else self.definition.with_last_year


@dataclass(frozen=True, slots=True)
class TakenApart:
    """A template in pieces."""

    parts: tuple[tuple[str, tuple[Packed | Pieces, ...]], ...]
    """Each part's name, and what it is made of: packed already, or to be put together for each Member."""
    heights: Mapping[str, Heights]
    """Of the sheets on which last year's answers are read, by their keys."""


def taken_apart(template: Template) -> TakenApart:
    """Draw `template` and take it apart."""
    taking = _TakingApart(template)
    parts = tuple((name, tuple(map(_packed_if_alike, taking.segments(name)))) for name in taking.parts)
    return TakenApart(parts, taking.heights)


def in_footer(definition: Definition, member: str) -> bytes:
    """What the footers say of `member` (ISO 3166-1 alpha-3), as XML."""
    return escape(member_in_footer(definition.country_names[member])).encode()


def _packed_if_alike(pieces: Pieces) -> Packed | Pieces:
    alike = [piece for piece in pieces if isinstance(piece, bytes)]
    return packed(b"".join(alike)) if len(alike) == len(pieces) else pieces


class _TakingApart:
    """One template, drawn for the first of the Members."""

    def __init__(self, template: Template) -> None:
        self._definition = template.as_drawn
        self._first = next(iter(self._definition.country_names))
        self._places = following(self._definition).places
        self._rows = {(place.sheet, place.row) for place in self._places}
        self.parts = _drawn(template, self._first)
        """The text of each part, cut as it is packed, by its name."""
        self._styles = self._choice_styles() if template.last_year is not None else (b"", b"")
        self.heights = {key: heights for name, key in self._sheets.items() if (heights := self._heights_of(name, key))}

    def segments(self, name: str) -> list[Pieces]:
        """A part in pieces, segment by segment."""
        key, texts = self._sheets.get(name), self.parts[name]
        return [self._stamps(text) if key is None else tuple(self._pieces(key, text)) for text in texts]

    def _pieces(self, key: str, text: bytes) -> Iterable[Piece]:
        at = 0
        for start, end, piece in self._differing(key, text):
            yield from self._stamps(text[at:start])
            yield piece
            at = end
        ends: dict[re.Pattern[bytes], Callable[[bytes], Piece]] = {_ODD_FOOTER: self._footer}
        if key in self.heights:
            ends = {_SCALE: lambda _: Scale(key), **ends, _BREAKS: lambda _: Breaks(key)}
        for piece in _apart(text[at:], ends):
            yield from self._stamps(piece) if isinstance(piece, bytes) else (piece,)

    def _differing(self, key: str, text: bytes) -> Iterable[tuple[int, int, Piece]]:
        """Where rows and cells differ: from where to where, and the piece in their place."""
        rows = list(_ROW.finditer(text))
        ends = [*(row.start() for row in rows), len(text)][1:]
        for row, end in zip(rows, ends, strict=True):
            if (key, int(row[1])) not in self._rows:
                continue
            height = self._row(key, row)
            if height is not None:
                yield row.start(), row.end(), height
            for cell in _CELL.finditer(text, row.end(), end):
                place = Place(key, int(cell[2]), _column(cell[1]))
                if place in self._places:
                    yield cell.start(), cell.end(), self._cell(place, cell)

    def _stamps(self, text: bytes) -> Pieces:
        before, *behind = text.split(stamped(self._first))
        return (before, *(piece for rest in behind for piece in (STAMPED, rest)))

    def _footer(self, xml: bytes) -> Footer:
        return Footer(xml, in_footer(self._definition, self._first))

    def _heights_of(self, name: str, key: str) -> Heights:
        """Of a sheet on which last year's answers are read; nothing of others."""
        if not any(sheet == key for sheet, _ in self._answer_rows):
            return {}
        rows = ((row, _HEIGHT.search(row[0])) for text in self.parts[name] for row in _ROW.finditer(text))
        return {int(row[1]): self._row(key, row) or float(height[1]) for row, height in rows if height is not None}

    @cached_property
    def _sheets(self) -> Mapping[str, str]:
        """The keys of the sheets by the parts that openpyxl writes for them."""
        keys = self._definition.layout.sheet_keys
        return {f"xl/worksheets/sheet{number}.xml": key for number, key in enumerate(keys, 1)}

    @cached_property
    def _choices(self) -> frozenset[Place]:
        """The cells for "unchanged"."""
        slots = self._definition.layout.slots.values()
        return frozenset(slot.place for slot in slots if slot.kind is SlotKind.UNCHANGED)

    @cached_property
    def _answer_rows(self) -> Mapping[tuple[str, int], tuple[Place, Look]]:
        """Where last year's answers stand that are read, by sheet and row."""
        layout = self._definition.layout
        shown = (last for last in layout.last.values() if last.place.column == StandardColumn.LAST)
        return {(last.place.sheet, last.place.row): (last.place, last_look(last)) for last in shown}

    def _row(self, key: str, found: re.Match[bytes]) -> Row | None:
        answer, height = self._answer_rows.get((key, int(found[1]))), _HEIGHT.search(found[0])
        if answer is None or height is None:
            return None
        return Row(*answer, found[0][: height.start(1)], found[0][height.end(1) :], float(height[1]))

    def _cell(self, place: Place, found: re.Match[bytes]) -> Piece:
        cell = b'<c r="%s%s"' % (found[1], found[2])
        formula = _FORMULA.search(found[0])
        if formula is not None:
            return Formula(place, b'%s s="%s"' % (cell, found[3]), formula[0])
        if place in self._choices:
            unlocked, locked = (b'%s s="%s"/>' % (cell, style) for style in self._styles)
            return Choice(place, unlocked, locked)
        return Cell(place, b'%s s="%s"' % (cell, found[3]))

    def _choice_styles(self) -> tuple[bytes, bytes]:
        """How a cell for "unchanged" looks where it can be chosen, and where there is nothing to keep."""
        by_sheet = {key: b"".join(self.parts[name]) for name, key in self._sheets.items()}
        indicators = self._definition.edition.indicators
        first, second = (self._definition.layout.slots[names.unchanged(s, i)].place for s, i in indicators[:2])
        return _style(by_sheet[first.sheet], first), _style(by_sheet[second.sheet], second)


def _drawn(template: Template, member: str) -> Mapping[str, list[bytes]]:
    """The parts of the template as it is drawn for `member`."""
    definition = template.as_drawn
    last = _one_kept(definition, template.last_year) if template.last_year is not None else None
    content = content_of(definition, template.year, member, last, cover=template.cover)
    return dict(drawn_parts(definition, content, member, template.password))


def _apart(data: bytes, pieces: Mapping[re.Pattern[bytes], Callable[[bytes], Piece]]) -> list[Piece]:
    """`data` taken apart where each pattern, in their order, is first met, if it is."""
    apart: list[Piece] = []
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


def _one_kept(definition: Definition, year: int) -> LastYear:
    """One indicator whose answers can be kept: a template shows how its cell looks, and how the others' do."""
    first = definition.edition.indicators[0]
    return LastYear(year, {first: LastIndicator(level=min(definition.edition.levels))}, {})
