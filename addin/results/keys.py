"""By what a row of each table is known, in every result anew.

A Data Package says the primary keys, and `consolidate --keep` finds by the keys the row that somebody
wrote something beside. The columns are named by their headings, which results of every kpibook have.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from addin.results.table import Table

FILES = "Files"
_FILE = "file"
_BY_MEMBER = ("country", "standard", "indicator")


@dataclass(frozen=True, slots=True)
class Keys:
    """The headings that tell the rows of a table apart."""

    known_by: tuple[tuple[str, ...], ...]
    """By what a row is known again, each way for the rows that lack a part of the way before it."""
    primary: tuple[str, ...] = ()
    """What no two rows of one result share and no row lacks; nothing where there is no such thing."""
    within_files: bool = False
    """Whether each `file`, where there is one, is one of those in Files."""


_KEYS: Mapping[str, Keys] = {
    FILES: Keys(((_FILE,), ("country",)), primary=(_FILE,)),
    # Of a file without a Member there may be several.
    "Levels": Keys((("country",),)),
    "Answers": Keys(
        ((*_BY_MEMBER, "question"), (_FILE, "standard", "indicator", "question")),
        primary=(_FILE, "standard", "indicator", "question"),
        within_files=True,
    ),
    "Information": Keys((("country", "standard", "item", "part"), ("country", "standard", "item")), within_files=True),
    "Findings": Keys((("country", "code", "name", _FILE), ("code", "name", _FILE), ("code", _FILE)), within_files=True),
    "Summary": Keys((("indicator",),), primary=("indicator",)),
    "Needs": Keys((_BY_MEMBER, (_FILE, "standard", "indicator")), within_files=True),
    "Movement": Keys((_BY_MEMBER,), within_files=True),
    "Remarks": Keys(((_FILE, "sheet", "cell", "kind", "text"),), within_files=True),
    "Decisions": Keys((("row",),), primary=("row",)),
}


def keys_of(table: Table) -> Keys:
    """The keys of `table`, without the columns that it has not; none for a table of no known name."""
    names = {column.name for column in table.columns}
    keys = _KEYS.get(table.name, Keys(()))
    primary = keys.primary if names.issuperset(keys.primary) else ()
    return Keys(keys.known_by, primary, keys.within_files and _FILE in names)
