"""What is made of each file as soon as it is read, while others still are: needs with their themes, and rows as XML.

Which files count, and in which order they stand, shows when all have been read. What was made by then waits in the
spool, and is put into its place; what is not there, or not as it must be after all, is made then.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterator
from functools import partial
from typing import NamedTuple

from addin.consolidation.consolidate import Consolidation, File
from addin.consolidation.spool import Spool
from addin.results.sheet_rows import RowWriter
from addin.results.table_workbook import TableSheet, new_workbook
from addin.tables.raw_tables import answers, needs_found, raw_tables
from addin.tables.result_tables import SHEETS
from addin.tables.table import Group, Table
from schemas.loading.spoken import spoken_language

_AT_MOST = 256 << 20
"""Characters of XML that wait: those of some 3,000 files; on the disk, which may be short of room."""


class _Waiting(NamedTuple):
    """A row of a sheet as it waits in the spool."""

    xml: str


class RowsAhead:
    """Is told of each file as it comes (`arrived` of `consolidate`), for a result in `language`, two letters."""

    def __init__(self, language: str | None) -> None:
        self._language = spoken_language(None, language)
        self._writer = _writers(self._language)["Answers"]
        self._left = _AT_MOST

    def __call__(self, file: File, spool: Spool) -> None:
        """Make what is to be made of the file."""
        if not file.counts:
            return
        alone = Consolidation(file.year, (file,), spool, language=self._language)
        needs_found(file, spool)
        self._keep(answers(alone), spool)

    def _keep(self, table: Table, spool: Spool) -> None:
        for group in table.groups() if table.groups is not None and self._left > 0 else ():
            cut_before = self._writer.cut_texts
            made = list(_made(group, self._writer))
            # What was cut is counted where the sheet is written.
            if self._writer.cut_texts == cut_before:
                self._left -= sum(map(len, made))
                spool.made_of(_key(table, group, self._writer, self._language), _Waiting, partial(map, _Waiting, made))


def rows_made(table: Table, writer: RowWriter, spool: Spool, language: str) -> Iterator[str]:
    """The rows of a table in groups, in order, from those that wait; the others are made by `writer`."""
    for group in table.groups() if table.groups is not None else ():
        waiting = spool.found(_key(table, group, writer, language), _Waiting)
        if waiting is None:
            yield from _made(group, writer)
        else:
            yield from (row.xml for row in spool.read(waiting))


def _made(group: Group, writer: RowWriter) -> Iterator[str]:
    return writer.made((row, None) for row in group.rows())


def _key(table: Table, group: Group, writer: RowWriter, language: str) -> Hashable:
    """All that the rows of a group depend on, looks included."""
    return table.name, language, writer.styles, group.source


def _writers(language: str) -> dict[str, RowWriter]:
    """The writers of the tables of a result: their styles have the numbers that they have in every workbook alike."""
    nothing = Consolidation(None, (), Spool(), language=language)
    tables = {table.name: table for table in raw_tables(nothing)}
    workbook = new_workbook("", "")
    return {name: TableSheet(workbook, tables[name]).rows for name in SHEETS if name in tables}
