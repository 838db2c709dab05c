"""`consolidate --keep`: what people made in an earlier result stands in the next one, and nothing of it is lost.

The earlier result is read in a process of its own budget, as anybody's file is. Where somebody saved it
since kpibook wrote it, or something of it cannot be carried over, it stays beside the new one.
"""

from __future__ import annotations

import datetime as dt
import os
import shutil
import stat
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from addin.consolidation.consolidate import Consolidation
from addin.earlier.earlier_result import is_result
from addin.kept.own_columns import OwnColumns, as_texts, own_columns, stored, without_rows
from addin.kept.own_sheets import OwnSheets, own_sheets
from addin.kept.own_work import KeptValue, OwnWork
from addin.kept.own_work_reader import read_own_work, said
from addin.log import note
from addin.submissions import readers
from addin.submissions.budget import Budget
from addin.tables import columns as c
from addin.tables.keys import KEPT, KEPT_HEADINGS, READING, ways_to
from addin.tables.table import Table
from schemas.errors import Refusal
from schemas.excel.cell_text import shortened
from schemas.messages.message import CountedMessage, Message, together
from schemas.written.earlier_name import earlier_name
from schemas.written.seal import seal_of

COMMAND = "consolidate"
"""What a result says that it was written by."""
_RESULT = 12
"""How many times a file's seconds the earlier result may take: it holds the answers of all Members."""
_NAMED = 10
"""So many changed cells are named; of more it gives the number."""
_SHOWN = 40
"""Characters of a value that a sentence shows."""
_OLE = bytes.fromhex("d0cf11e0a1b11ae1")


@dataclass(frozen=True)
class Earlier:
    """An earlier result, and what people made in it."""

    path: Path
    seen: tuple[int, int]
    """When it was changed last, and how many bytes it had, when it was read."""
    work: OwnWork


def read_earlier(path: Path) -> Earlier | None:
    """What people made in the result at `path`; None where nothing is there.

    Raises `Refusal` where it is no result, or cannot be read as one.
    """
    if not os.path.lexists(path):
        return None
    found = path.lstat()
    if not stat.S_ISREG(found.st_mode):
        raise Refusal("{path} is not a file that kpibook wrote: nothing can be kept of it.", path=path)
    sealed = seal_of(path)
    if (sealed is None and not is_result(path)) or (sealed is not None and sealed.by != COMMAND):
        raise Refusal(_no_result(path))
    seen = (found.st_mtime_ns, found.st_size)
    if sealed is not None and sealed.unchanged and not sealed.holds_own:
        return Earlier(path, seen, OwnWork())
    with readers.pool(1, Budget.from_environment().times(_RESULT)) as pool:
        try:
            reading = pool.submit(read_own_work, path, changed=sealed is None or not sealed.unchanged)
            return Earlier(path, seen, reading.result())
        except Exception as error:
            # What a damaged package makes of openpyxl is any error at all, and one may end its process.
            note(error, str(path))
            raise Refusal(
                "{path} could not be read as a consolidated result: nothing can be kept of it.", path=path
            ) from error


def _no_result(path: Path) -> str:
    with path.open("rb") as stream:
        if stream.read(len(_OLE)) == _OLE:
            return Message(
                "{path} cannot be opened: save it as .xlsx without a password, and nothing of it is lost.", path=path
            )
    return Message(
        "{path} is not a result of kpibook consolidate: nothing can be kept of it. Give another name with --out.",
        path=path,
    )


def still(earlier: Earlier | None, path: Path) -> Earlier | None:
    """`earlier`, or what people made in the result at `path` by now, where somebody saved it since it was read."""
    if earlier is not None and earlier.path == path and path.exists():
        found = path.stat()
        if (found.st_mtime_ns, found.st_size) == earlier.seen:
            return earlier
    return read_earlier(path)


# --- what is carried -------------------------------------------------------------------------
@dataclass
class Carried:
    """What stands in the next result besides what kpibook makes."""

    columns: Mapping[str, OwnColumns]
    """By table."""
    sheets: OwnSheets
    kept: tuple[KeptValue, ...]
    edits: tuple[Message, ...]
    """What people changed in cells of ours, a sentence each."""
    work: OwnWork
    left_at: Path | None = field(default=None)
    """Where the earlier result stays."""

    @property
    def holds_own(self) -> bool:
        """Whether anything of people's stands in it."""
        return bool(self.sheets.titles or self.kept or self.columns)

    @property
    def lost(self) -> tuple[str, ...]:
        """What could not be carried over as it was, each as a clause; known once the sheets are drawn."""
        values = sum(self.sheets.values.values()) + sum(each.values for each in self.columns.values())
        pointing = CountedMessage(
            "{count} formula that points elsewhere (what was shown stands there)",
            "{count} formulas that point elsewhere (what was shown stands there)",
            count=values,
        )
        formulas = (pointing,) if values else ()
        return (*self.work.lost, *dict.fromkeys(self.sheets.left), *formulas)

    def kept_table(self) -> Table | None:
        """The table of what has no row or no column; None where there is nothing of it."""
        kept = self.kept
        columns = (c.KEPT_TABLE, c.KEPT_KEY, c.KEPT_COLUMN, c.KEPT_VALUE)
        return Table(KEPT, columns, lambda: ((v.table, v.key, v.column, v.value) for v in kept)) if kept else None

    @property
    def leaves_earlier(self) -> bool:
        """Whether the earlier result stays beside the new one."""
        return self.work.changed or bool(self.lost)

    def sentences(self) -> Iterator[Message]:
        """What was carried over and what was not, in plain words, a line each."""
        sheets = self.sheets.titles
        columns = [f"{each.table} ({_listed(each.filled)})" for each in self.columns.values() if each.filled]
        if sheets:
            yield CountedMessage(
                "Kept: the sheet {sheets}.", "Kept: the sheets {sheets}.", count=len(sheets), sheets=", ".join(sheets)
            )
        if columns:
            yield Message("Kept: columns of {columns}.", columns=", ".join(columns))
        for old, new in self.sheets.renamed.items():
            yield Message(
                "The sheet {old} is called {new} now: the result has a sheet of that name itself.", old=old, new=new
            )
        if self.kept:
            yield CountedMessage(
                "{count} value has no row or column any more: the sheet {sheet} lists them.",
                "{count} values have no row or column any more: the sheet {sheet} lists them.",
                count=len(self.kept),
                sheet=KEPT,
            )
        for title, number in self.sheets.pointing.items():
            if number:
                yield (
                    Message(
                        "The sheet {title} points at cells of the result by their address, where another row may "
                        "stand by now, in {formulas}: check what is shown.",
                        title=title,
                        formulas=CountedMessage("{count} formula", "{count} formulas", count=number),
                    )
                )
        if self.lost:
            yield Message("Not carried over: {lost}.", lost=together(self.lost, by="; "))
        yield from self.edits[:_NAMED]
        if len(self.edits) > _NAMED:
            yield Message("So it is with {count} cells in all.", count=len(self.edits))
        if self.left_at is not None:
            yield Message("The earlier result stays: {left_at}", left_at=self.left_at)


def _listed(headings: Iterable[str]) -> str:
    return ", ".join(shortened(heading, _SHOWN) for heading in headings)


def carried_into(
    tables: Iterable[Table], sheets: Iterable[str], consolidation: Consolidation, work: OwnWork
) -> Carried:
    """What of `work` stands in the result that `tables` make of `consolidation`, whose sheets are called `sheets`.

    A sheet that is laid out for reading, with several tables or none of its name, has no room for people's columns.
    """
    tables, earlier = tuple(tables), {table.name: table for table in work.tables}
    roomy = [table for table in tables if table.name not in READING]
    headings = {table.name: {column.name for column in table.columns} for table in tables}
    for name in {table.name for table in roomy} & earlier.keys():
        headings[name] |= {column.name for column in earlier[name].columns}
    own = own_sheets(work, (*sheets, KEPT), {**headings, KEPT: set(KEPT_HEADINGS)})
    found = ((table.name, own_columns(table, earlier.get(table.name), work.kept, own.there)) for table in roomy)
    columns = {name: each for name, each in found if each is not None}
    without = [each for name, each in earlier.items() if name not in {table.name for table in roomy}]
    kept = tuple(dict.fromkeys([*_kept(roomy, columns, work), *(v for each in without for v in without_rows(each))]))
    return Carried(columns, own, kept, tuple(_edits(tables, consolidation, work)), work)


def _kept(tables: Iterable[Table], columns: Mapping[str, OwnColumns], work: OwnWork) -> Iterator[KeptValue]:
    """What had no row before, unless it has a column to go back to, and what has none now."""
    names = {table.name: {column.name for column in table.columns if column.own} for table in tables}
    for each in work.kept:
        headed = names.get(each.table, set()) | (columns[each.table].names if each.table in columns else set())
        if each.column not in headed:
            yield each
    for found in columns.values():
        yield from found.kept


# --- cells of ours that people changed -------------------------------------------------------
def _edits(tables: Iterable[Table], consolidation: Consolidation, work: OwnWork) -> Iterator[Message]:
    """Where the earlier result says other than the Member's file, which is the same as it was then."""
    digests = {file.country: file.sha256 for file in consolidation.counted if file.country}
    same = {country for country, digest in digests.items() if digest and work.digests.get(country) == digest}
    for table in tables:
        before = work.ours.get(table.name)
        if not before:
            continue
        for row in table.rows():
            texts = as_texts(table, row)
            way = next(iter(ways_to(table.name, texts)), None)
            cells = before.get(way[1], {}) if way is not None and way[0] == 0 else {}
            if texts.get("country") not in same or texts.get("decision"):
                continue
            for column, value in zip(table.columns, row, strict=True):
                cell = cells.get(column.name)
                if cell is not None and said(cell.value) != said(stored(value)):
                    yield (
                        Message(
                            "{table}!{address} says {earlier} in the earlier result, and the file, which is the "
                            "same, {own}: a correction belongs into the ledger of decisions.",
                            table=table.name,
                            address=cell.address,
                            earlier=_shown(cell.value),
                            own=_shown(value),
                        )
                    )


def _shown(value: str | float | bool | None) -> str:
    return Message("nothing") if value is None or value == "" else shortened(said(value), _SHOWN)


# --- the earlier result stays ----------------------------------------------------------------
def leave_earlier(path: Path) -> Path:
    """Give the result at `path` a second name beside it, which says when; returns it. Raises OSError."""
    name = earlier_name(path, dt.datetime.now())  # noqa: DTZ005 - the time that the clock on the wall says
    try:
        os.link(path, name)
    except (OSError, NotImplementedError):
        shutil.copy2(path, name)
    return name
