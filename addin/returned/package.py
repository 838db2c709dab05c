"""What a returned file is and carries, whatever its format: the data that every reader here fills in.

Nothing is opened in this module. `inspecting.inspect` makes a `Package` of a file's bytes.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from schemas.layout.places import column_letter

if TYPE_CHECKING:
    # Whoever only hears that a file was refused loads nothing that reads one.
    from schemas.questions import Raw

Grid: TypeAlias = "list[list[Raw]]"
"""A sheet's values from its first cell on, a list a row; a row ends with its last filled cell."""
Position = tuple[int, int]
"""Row and column, from 1."""

FILE_LIMIT = 64 * 2**20
"""Bytes of the largest file that is read: a filled-in template has less than a hundredth of it."""


RECORD_LIMIT = 1_000_000
"""Records of one part of a binary workbook: the largest part of a filled-in template has some 10,000."""


class FormulaFound(NamedTuple):
    """A formula as it stands in the file; `text` is empty in a binary file and for followers of a shared formula."""

    text: str


@dataclass(frozen=True, slots=True)
class SheetCells:
    """What a sheet holds beside its values."""

    formulas: dict[Position, FormulaFound] = field(default_factory=dict)
    errors: dict[Position, str] = field(default_factory=dict)
    """The cells that show an error or hold what cannot be read, with what stands there; the grid is empty there."""
    merged: list[tuple[Position, Position]] = field(default_factory=list)
    """Each merged range: its first and its last cell."""


class Kind(StrEnum):
    """What a file may carry beside its cells; the template carries none of it."""

    MACROS = "macros"
    MACRO_SHEET = "macro-sheet"
    DIALOG_SHEET = "dialog-sheet"
    EXTERNAL_LINK = "external-link"
    """Cells or a whole sheet that come from another file."""
    EMBEDDED_OBJECT = "object"
    """Another program's document, embedded or linked."""
    CONTROL = "control"
    """A form's or an ActiveX control."""
    CONNECTION = "connection"
    QUERY_TABLE = "query-table"
    PIVOT_TABLE = "pivot-table"
    XML_MAP = "xml-map"
    WEB_EXTENSION = "web-extension"
    CUSTOM_UI = "custom-ui"
    PICTURE = "picture"
    SHAPE = "shape"
    """A text box or a drawn shape, with the text in it."""
    CHART = "chart"
    HYPERLINK = "hyperlink"


_MACROS = frozenset({Kind.MACROS, Kind.MACRO_SHEET, Kind.DIALOG_SHEET})


class Carried(NamedTuple):
    """One thing that a file carries beside its cells."""

    kind: Kind
    sheet: str = ""
    """The title of the sheet it stands on; empty where it belongs to the whole file or that is unknown."""
    target: str = ""
    """The part that holds it, or where it points to."""
    text: str = ""
    """The text in it, of a shape or a control."""


class Comment(NamedTuple):
    """A comment at a cell; of a thread, each remark is one."""

    sheet: str
    """The sheet's title."""
    row: int
    column: int
    author: str
    text: str

    @property
    def cell(self) -> str:
        """The cell's address, such as `D7`."""
        return f"{column_letter(self.column)}{self.row}"

    @property
    def said(self) -> str:
        """Its text with its author in front, where it names one."""
        author = self.author.strip()
        return f"{author}: {self.text}" if author else self.text


@dataclass(frozen=True, slots=True)
class Package:
    """A file that was opened: the values of its sheets, and what it carries beside them."""

    kind: str
    """`xlsx` (also for .xlsm), `xlsb`, `ods` or `xls`."""
    titles: tuple[str, ...] = ()
    """The titles of all its sheets, in order; those of charts, macros and dialogs too."""
    grids: Mapping[str, Grid] = field(default_factory=dict)
    """The values of each sheet that was to be read, by title."""
    cells: Mapping[str, SheetCells] = field(default_factory=dict)
    """Which cells of it hold formulas and errors, and which are merged, by title."""
    date1904: bool = False
    """True where day 0 is 1904-01-01: a number without a date's format is 1,462 days short of the usual one."""
    modified: dt.datetime | None = None
    """The last modification that the file says of itself, in UTC."""
    carried: tuple[Carried, ...] = ()
    comments: tuple[Comment, ...] = ()

    @property
    def external_links(self) -> tuple[str, ...]:
        """Where its cells come from, if from other files."""
        return tuple(thing.target for thing in self.of_kinds([Kind.EXTERNAL_LINK]))

    @property
    def has_macros(self) -> bool:
        """True where it carries macros of any kind."""
        return any(True for _ in self.of_kinds(_MACROS))

    def of_kinds(self, kinds: Iterable[Kind]) -> Iterable[Carried]:
        """What it carries of these kinds, in order."""
        wanted = frozenset(kinds)
        return (thing for thing in self.carried if thing.kind in wanted)
