"""The workbooks of many Members from one template: drawn once, then only what differs is written and packed.

What is put together is byte for byte what `build_workbook` makes for that Member, which a test holds.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from schemas.excel.house_style import DEFAULT_HEIGHT
from schemas.excel.segments import Packed, Stream, package_of, stream_of
from schemas.layout.places import Place
from schemas.questions import Raw
from schemas.years.last_year import LastYear
from schemas.years.last_year_cells import last_cells, nothing_to_keep
from workbook_builder.build import BuiltWorkbook, file_name
from workbook_builder.drawing.paging import Pages
from workbook_builder.formulas.following import following
from workbook_builder.orders.pieces import Row, Values
from workbook_builder.orders.taken_apart import Pieces, Template, in_footer, taken_apart
from workbook_builder.sheets.standard_sheet import standard_paper


@dataclass(frozen=True, slots=True)
class Loose:
    """A workbook, packed and not joined yet: many have most of their pieces in common, in memory and on their way."""

    file_name: str
    parts: tuple[tuple[str, Stream], ...]

    def joined(self) -> BuiltWorkbook:
        """The workbook."""
        return BuiltWorkbook(self.file_name, package_of(self.parts))


class Master:
    """A template, drawn for any Member."""

    def __init__(self, template: Template) -> None:
        self._definition, self._year = template.as_drawn, template.year
        self._shows_last_year = template.last_year is not None
        self._apart = taken_apart(template)

    def workbook(self, member: str, last: LastYear | None = None) -> BuiltWorkbook:
        """The workbook of `member` (ISO 3166-1 alpha-3) with its last year's answers, if the template shows any."""
        return self.loose(member, last).joined()

    def loose(self, member: str, last: LastYear | None = None) -> Loose:
        """The same, with all that takes time done."""
        values = self._values(member, last)
        parts = ((name, stream_of(_segment(each, values) for each in segments)) for name, segments in self._apart.parts)
        return Loose(file_name(self._definition, self._year, member), tuple(parts))

    def _values(self, member: str, last: LastYear | None) -> Values:
        layout, name = self._definition.layout, self._definition.country_names[member]
        footer = in_footer(self._definition, member)
        cells: dict[Place, Raw] = {layout.slots["country"].place: name, **following(self._definition).shown(name)}
        if not self._shows_last_year or last is None:
            return Values(member, cells, frozenset(), footer)
        cells |= {layout.last[name].place: value for name, value in last_cells(self._definition, last).items()}
        locked = frozenset(layout.slots[name].place for name in nothing_to_keep(self._definition, last))
        rows = (row for rows in self._apart.heights.values() for row in rows.values() if isinstance(row, Row))
        heights = {row.answer: row.of(cells) for row in rows}
        pages = {key: self._pages(key, heights) for key in self._apart.heights}
        return Values(member, cells, locked, footer, heights, pages)

    def _pages(self, key: str, beside: Mapping[Place, float]) -> Pages:
        """How the sheet is printed when the rows `beside` last year's answers are so high."""
        heights = {
            row: beside[height.answer] if isinstance(height, Row) else height
            for row, height in self._apart.heights[key].items()
        }
        layout = self._definition.layout
        return standard_paper(layout, layout.sheets[key]).pages(lambda row: heights.get(row, DEFAULT_HEIGHT))


def _segment(pieces: Packed | Pieces, values: Values) -> bytes | Packed:
    if isinstance(pieces, Packed):
        return pieces
    return b"".join(piece if isinstance(piece, bytes) else piece.xml(values) for piece in pieces)
