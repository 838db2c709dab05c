"""The columns of the sheets that people read: counts, shares, changes and statistics, each defined once."""

from __future__ import annotations

from dataclasses import replace

from addin.tables import columns as c
from addin.tables.table import Column, ColumnKind, Tint

_INTEGER, _NUMBER = ColumnKind.INTEGER, ColumnKind.NUMBER
_NARROW, _SHARE, _STATISTIC = 5, "0%", "#,##0.##"

# --- what is counted -----------------------------------------------------------------------------
NUMBER = Column("indicator", "The indicator, as the numbers of its standard and of itself.", width=6, centred=True)
TITLE = Column("standard_title", "The title of the standard in the language of the result.", width=52, shrinks=True)
QUESTION = replace(c.INDICATOR_QUESTION, description="What the indicator asks, in the language of the result.")
LABEL = Column("label", "What it is called in the language of the result.", width=44, shrinks=True)

# --- counts and shares ---------------------------------------------------------------------------
AT_LEVEL = tuple(replace(column, width=_NARROW) for column in c.AT_LEVEL)
NO_LEVEL = replace(c.NO_LEVEL, width=_NARROW)
TOTAL = replace(c.TOTAL, width=_NARROW)
UNION = replace(c.UNION, width=7)
APPLICABLE = Column(
    "applicable",
    "How many stand at levels 2 to 5: the whole that the shares are of; level 1, “Not applicable”, is not in it.",
    _INTEGER,
    unit="Members",
    width=5.5,
)
SHARE_AT = tuple(
    Column(
        f"share_{level}",
        f"The share at level {level} of those at levels 2 to 5.",
        _NUMBER,
        unit="share from 0 to 1",
        width=5.5,
        shown=_SHARE,
    )
    for level in range(2, 6)
)
"""The columns of the shares at the levels from 2 to 5."""
ADVANCED = Column(
    "advanced",
    "The share at levels 4 and 5 of those at levels 2 to 5.",
    _NUMBER,
    unit="share from 0 to 1",
    width=6,
    shown=_SHARE,
)

# --- beside the year before ----------------------------------------------------------------------
MATCHED = Column(
    "matched",
    "How many Members have a level that means the same in both years.",
    _INTEGER,
    unit="Members",
    width=7,
)
ADVANCED_BEFORE = replace(
    ADVANCED,
    name="advanced_before",
    description="The share at levels 4 and 5 a year before, of the matched Members at levels 2 to 5 in both years.",
)
ADVANCED_NOW = replace(
    ADVANCED,
    name="advanced_now",
    description="The share at levels 4 and 5 this year, of the same matched Members at levels 2 to 5 in both years.",
)
CHANGE_POINTS = Column(
    "change_points",
    "The share at levels 4 and 5 less that of a year before, of the matched Members at levels 2 to 5 in both years.",
    _NUMBER,
    unit="percentage points",
    width=6.5,
    shown="+0.0;-0.0;0.0",
)

# --- of a standard, all its indicators added up --------------------------------------------------
INDICATORS = Column("indicators", "The indicators of the standard; for all standards empty.", width=30)
OF_STANDARD = {
    column: replace(
        column,
        description=column.description.replace("Members", "pairs of Member and indicator"),
        unit=column.unit.replace("Members", "Members times indicators"),
    )
    for column in (*AT_LEVEL, NO_LEVEL, TOTAL, APPLICABLE, MATCHED)
}
"""The columns of counts, where what is counted is Members times indicators."""
STANDARD = replace(c.STANDARD, description="The number of the standard; empty for all of them.", width=6)
UNION_LEVELS = Column(
    "european_union", "The European Union's levels at the indicators of the standard, in their order.", width=7
)

# --- response ------------------------------------------------------------------------------------
REGION = Column("region", "The code of the WCO region; empty for all Members.", width=9, centred=True)
REGION_NAME = Column("region_name", "The WCO region in the language of the result.", width=26, shrinks=True)
ASKED = Column("asked", "How many Members there are; the European Union is none.", _INTEGER, unit="Members", width=7)
ANSWERED = Column("answered", "How many of them sent a file that counts.", _INTEGER, unit="Members", width=9)
WHOLE = Column("complete", "How many of these files are complete.", _INTEGER, unit="Members", width=9)
RATE = Column(
    "response_rate",
    "The share of the Members that answered.",
    _NUMBER,
    unit="share from 0 to 1",
    width=13,
    shown=_SHARE,
)
ANSWERED_BEFORE = Column(
    "answered_before",
    "How many answered the year before; empty where it is not known.",
    _INTEGER,
    unit="Members",
    width=9,
)
LEGEND_LEVEL = Column(
    "level", "The implementation level; empty where none was given.", _INTEGER, unit="level 1 to 5", width=8,
    tint=Tint.LEVEL,
)  # fmt: skip
LEGEND_COUNT = Column(
    "count", "How many stand at it at all indicators.", _INTEGER, unit="Members times indicators", width=9
)
LEGEND_SHARE = Column(
    "share", "Their share of those at levels 2 to 5.", _NUMBER, unit="share from 0 to 1", width=8, shown=_SHARE
)

# --- movement ------------------------------------------------------------------------------------
UP = Column("up", "How many went up on the scale, which is the levels 2 to 5.", _INTEGER, unit="Members", width=7)
DOWN = Column("down", "How many went down on the scale.", _INTEGER, unit="Members", width=7)
NET = Column("net", "How many more went up than down.", _INTEGER, unit="Members", width=7, shown="+0;-0;0")
SAME = Column("same", "How many stand where they stood.", _INTEGER, unit="Members", width=7)
TO_NOT_APPLICABLE = Column(
    "to_not_applicable", "How many left the scale for “Not applicable”.", _INTEGER, unit="Members", width=7
)
FROM_NOT_APPLICABLE = Column(
    "from_not_applicable", "How many came to the scale from “Not applicable”.", _INTEGER, unit="Members", width=7
)
ADVANCED_ALL = replace(
    ADVANCED, name="advanced_all", description="The share at levels 4 and 5 of all Members that answered this year."
)
FROM_LEVEL = replace(c.LEVEL_BEFORE, description="The level of the year before.", width=12, tint=Tint.LEVEL)
FROM_LABEL = replace(LABEL, name="label_before", description="The level of the year before in words.")
TO_LEVEL = tuple(
    replace(
        column,
        description=f"How many went from there to level {level}.",
        unit="Members times indicators",
        width=7,
    )
    for level, column in enumerate(AT_LEVEL, 1)
)
FROM_TOTAL = replace(TOTAL, description="How many stood there.", unit="Members times indicators", width=7)
FELL = replace(c.CHANGE, description="The level less the one before: -2 or less.")

# --- information ---------------------------------------------------------------------------------
ITEM_UNIT = Column(
    "unit", "The unit of the numbers; amounts in several currencies are not added up.", width=8, centred=True
)
GAVE = Column("members", "How many Members gave a value.", _INTEGER, unit="Members", width=8)
VALUES = Column(
    "values", "How many numbers they gave; an item may take several of one Member.", _INTEGER, unit="values", width=8
)
LEAST = Column("least", "The least of the numbers.", _NUMBER, unit="the row's `unit`", width=8, shown=_STATISTIC)
LOWER = replace(LEAST, name="quartile_1", description="The lower quartile of the numbers, as QUARTILE.INC of Excel.")
MEDIAN = replace(LEAST, name="median", description="The median of the numbers.")
UPPER = replace(LOWER, name="quartile_3", description="The upper quartile of the numbers, as QUARTILE.INC of Excel.")
GREATEST = replace(LEAST, name="greatest", description="The greatest of the numbers.")
ESTIMATES = Column("estimates", "How many values were marked as estimates.", _INTEGER, unit="values", width=8)
NOT_KNOWN = Column("not_available", "How many answered n/a: it is not known.", _INTEGER, unit="Members", width=8)
NOTHING_TO_KNOW = Column(
    "not_applicable", "How many answered that the item does not apply.", _INTEGER, unit="Members", width=8
)
OUTLIERS = Column(
    "outliers",
    "How many numbers lie beyond Tukey's fences, one and a half interquartile ranges outside the quartiles, where there"
    " are eight numbers or more; they are in every figure.",
    _INTEGER,
    unit="values",
    width=8,
)
CHOICES = Column("choices", "How many chose what, in words: of a list, Yes or No, or a version.", width=36, wraps=True)

ITEM_TITLE = replace(c.STANDARD_TITLE, width=26)
ITEM = replace(c.ITEM, width=6)
ITEM_LABEL = replace(c.LABEL, width=44)

# --- themes --------------------------------------------------------------------------------------
THEME = Column("theme", "The code of the theme; empty where none was recognised.", width=22)
NEEDS = Column(
    "needs", "How many needs, each of one Member at one indicator, it stands in.", _INTEGER, unit="needs", width=9
)
WITH_NEEDS = Column("members", "How many Members have such a need.", _INTEGER, unit="Members", width=10)

# --- about ---------------------------------------------------------------------------------------
TOPIC = Column("topic", "What is told, by its code.", width=18)
TOLD = Column("value", "What is told of it.", width=100, wraps=True)
SHEET_NAME = Column("sheet", "The title of a sheet of the result.", width=20)
HOLDS = Column("holds", "What stands on it, in the language of the result.", width=100, wraps=True)


def advanced_in(region: str) -> Column:
    """The column of a region's shares at levels 4 and 5; `region` is its code, or `all`."""
    whose = "all Members" if region == "all" else "the Members of that region"
    return replace(
        ADVANCED, name=region, description=f"The share at levels 4 and 5 of {whose}.", width=11, tint=Tint.SHARE
    )


def members_in(region: str) -> Column:
    """The column of how many Members of a region have such a need."""
    return replace(WITH_NEEDS, name=region, description="How many Members of that region have such a need.", width=8)
