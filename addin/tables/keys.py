"""By what a row of each table is known, in every result anew.

A Data Package says the primary keys, and `consolidate --keep` finds by the keys the row that somebody
wrote something beside. The columns are named by their headings, which results of every kpibook have.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from addin.tables.table import Table

FILES, KEPT = "Files", "Kept"
KEPT_HEADINGS = ("table", "key", "column", "value")
_FILE = "file"
_INDICATOR = ("standard", "indicator")
_LEVEL = re.compile(r"(?:[^\s:]{1,20}:)?\d{1,3}\.\d{1,3}")
_BETWEEN = " | "


@dataclass(frozen=True, slots=True)
class Keys:
    """The headings that tell the rows of a table apart."""

    known_by: tuple[tuple[str, ...], ...]
    """By what a row is known again: by the first way whose first cell is not empty, or else by the next."""
    primary: tuple[str, ...] = ()
    """What no two rows of one result share and no row lacks; nothing where there is no such thing."""
    within_files: bool = False
    """Whether each `file`, where there is one, is one of those in Files."""
    former: tuple[str, ...] = ()
    """Headings that an older kpibook wrote and this one does not: they are nobody's own."""


_KEYS: Mapping[str, Keys] = {
    FILES: Keys(((_FILE,), ("country",)), primary=(_FILE,)),
    # Of a file without a Member there may be several.
    "Levels": Keys((("country",),)),
    "Answers": Keys(
        (("country", *_INDICATOR, "question"), (_FILE, *_INDICATOR, "question")),
        primary=(_FILE, *_INDICATOR, "question"),
        within_files=True,
    ),
    "Information": Keys(
        (("country", "standard", "item", "part"), (_FILE, "standard", "item", "part")), within_files=True
    ),
    "Findings": Keys(((_FILE, "country", "code", "name"), ("country", "code", "name")), within_files=True),
    "Needs": Keys(
        (("country", *_INDICATOR), (_FILE, *_INDICATOR)),
        within_files=True,
        former=("topic", "question_text", "answer"),
    ),
    "Movement": Keys((("country", *_INDICATOR),), within_files=True),
    "Falls": Keys((("country", "indicator"),), within_files=True),
    "Remarks": Keys(((_FILE, "sheet", "cell", "kind", "text"),), within_files=True),
    "Decisions": Keys((("row",),), primary=("row",)),
    KEPT: Keys((("table", "key", "column"),)),
}
_READING: Mapping[str, Keys] = {
    "Summary": Keys((("indicator",),), primary=("indicator",)),
    "SummaryStandards": Keys((("standard",),)),
    "SummaryResponse": Keys((("region_name",),)),
    "SummaryLevels": Keys((("label",),)),
    "Regions": Keys((("standard", "region"),)),
    "RegionsResponse": Keys((("region",),)),
    "RegionsShares": Keys((("standard",),)),
    "Themes": Keys((("theme", "standard", "region"),)),
    "ThemeCounts": Keys((("theme",),)),
    "MovementSummary": Keys((("indicator",),)),
    "MovementRegions": Keys((("region",),)),
    "MovementMatrix": Keys((("level_before",),)),
    "InformationSummary": Keys((("standard", "item", "unit"),)),
    "About": Keys((("topic",),)),
    "Contents": Keys((("sheet",),)),
}
"""The tables on sheets that are laid out for reading."""
READING = frozenset(_READING)
"""Their names: beside them is no room for columns."""


def keys_of(table: Table) -> Keys:
    """The keys of `table`, without the columns that it has not; none for a table of no known name."""
    names = {column.name for column in table.columns}
    keys = known_keys(table.name)
    primary = keys.primary if names.issuperset(keys.primary) else ()
    return Keys(keys.known_by, primary, keys.within_files and _FILE in names)


def known_keys(table: str) -> Keys:
    """The keys of the table of that name, whatever columns it has; none for no known name."""
    return _KEYS.get(table) or _READING.get(table) or Keys(())


def is_level(heading: str) -> bool:
    """Whether a heading is an indicator's in Levels: `1.1`, `2018:9.2`."""
    return _LEVEL.fullmatch(heading) is not None


def ways_to(table: str, row: Mapping[str, str]) -> tuple[tuple[int, str], ...]:
    """By what a row of `table` is known, its cells by heading as texts: the number of each way, and the key.

    An older kpibook wrote the indicator 1.2 as 2, beside its standard: both are one key.
    """
    row = dict(row)
    if row.get("standard") and row.get("indicator") and "." not in row["indicator"]:
        row["indicator"] = f"{row['standard']}.{row['indicator']}"
    ways = enumerate(known_keys(table).known_by)
    return tuple(
        (number, _BETWEEN.join(row.get(name, "") for name in way if (name, "indicator" in way) != ("standard", True)))
        for number, way in ways
        if row.get(way[0])
    )
