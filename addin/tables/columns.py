"""The columns of the result, each defined once: what it holds, and how it is shown.

A table names its columns from here, in its own order. Where one of them holds something else under
the same heading, it is a column of its own here too.
"""

from __future__ import annotations

from dataclasses import replace

from addin.consolidation.consolidate import Status
from addin.consolidation.review import Review
from addin.decisions.decision import Action, Effect
from addin.tables.table import LEVEL_UNIT, Column, ColumnKind, Tint
from schemas.findings import Code, Severity

_INTEGER, _NUMBER, _BOOLEAN = ColumnKind.INTEGER, ColumnKind.NUMBER, ColumnKind.BOOLEAN
HEADING_MARGIN = 2.5
"""What a heading takes besides its characters, of a column's width: the button of the filter."""

# --- the file ------------------------------------------------------------------------------------
FILE = Column("file", "The file's path below the folder, with forward slashes.", width=34, wraps=True)
SHA256 = Column("sha256", "The SHA-256 digest of the file's bytes.", width=38, wraps=True, small=True)
STATUS = Column(
    "status",
    "What became of the file: `accepted`, `accepted-with-errors`, `superseded`, `rejected` or `ignored`.",
    width=22,
    tint=Tint.STATUS,
    codes=tuple(Status),
    required=True,
)
LANGUAGE = Column("language", "The language of the template, as an ISO 639-1 code.", width=11, centred=True)
EDITION = Column("edition", "The edition of the questionnaire that the template asks.", width=10, centred=True)
COMPLETE = Column("complete", "Whether a Member is named and every indicator is complete.", _BOOLEAN, width=11)
ERRORS = Column(
    "errors", "How many of the file's findings are errors.", _INTEGER, unit="findings", width=9, required=True
)
WARNINGS = Column(
    "warnings", "How many of the file's findings are warnings.", _INTEGER, unit="findings", width=11, required=True
)
REASON = Column("reason", "Why the file does not count, or counts with errors, in words.", width=70, wraps=True)

REVIEW = Column(
    "review",
    "How far its review has come: `cannot-be-opened`, `to-be-put-right` or `accepted`; empty where nobody reviews it.",
    width=18,
    tint=Tint.REVIEW,
    codes=tuple(review for review in Review if review is not Review.MISSING),
)

# --- whose, when and what ------------------------------------------------------------------------
COUNTRY = Column("country", "The Member, as an ISO 3166-1 alpha-3 code.", width=10, centred=True)
MEMBER = Column("member", "The Member's name in the language of the result.", width=26, wraps=True)
REGION = Column("region", "The code of the Member's WCO region.", width=10, centred=True)
YEAR = Column("year", "The year that the template was made for.", _INTEGER, width=8)
STANDARD = Column("standard", "The number of the standard.", _INTEGER, width=11)
STANDARD_TITLE = Column(
    "standard_title", "The title of the standard in the language of the result.", width=30, wraps=True
)
INDICATOR = Column("indicator", "The indicator, as the numbers of its standard and of itself.", width=12, centred=True)
LEVEL = Column(
    "level", "The implementation level of the indicator.", _INTEGER, unit=LEVEL_UNIT, width=8, tint=Tint.LEVEL
)

# --- answers -------------------------------------------------------------------------------------
QUESTION = Column("question", "The number of the question at its indicator's level.", _INTEGER, width=11)
TOPIC = Column("topic", "What the question is about; empty where it is not asked at this level.", width=18)
QUESTION_TEXT = Column(
    "question_text",
    "The question word for word, in the language of the result; empty where it is not asked at this level.",
    width=46,
    wraps=True,
)
YES_NO = Column(
    "yes_no",
    "The answer to a question that asks yes or no: `yes`, `no`, or what was typed instead.",
    width=9,
    centred=True,
)
ANSWER = Column("answer", "What was written as an answer.", width=80, wraps=True)

# --- needs -----------------------------------------------------------------------------------
DIFFICULTY = Column(
    "difficulty",
    "The difficulty as it was written, or a bare `yes`; empty where only support is asked for.",
    width=60,
    wraps=True,
)
SUPPORT = Column(
    "support", "How capacity building could assist, as it was written; empty where nothing was.", width=60, wraps=True
)
WRITTEN_IN = Column(
    "language",
    "The language of the file, in which its officers were asked, as an ISO 639-1 code.",
    width=11,
    centred=True,
)
THEMES = Column(
    "themes",
    "The codes of its themes with `; ` between two, as the words suggest or as somebody decided.",
    width=28,
    wraps=True,
)
THEME_WORDS = Column(
    "theme_words",
    "The words that suggested each theme, as they were written; empty where somebody decided on the themes.",
    width=44,
    wraps=True,
)
OWN_THEME = Column("theme", "The secretariat's own: what it calls the need.", width=20, wraps=True, own=True)
OWN_PRIORITY = Column("priority", "The secretariat's own: how much it matters.", width=12, own=True)
OWN_PROGRAMME = Column("programme", "The secretariat's own: where the need is met.", width=24, wraps=True, own=True)

# --- additional information ----------------------------------------------------------------------
ITEM = Column("item", "The number of the item within its standard.", _INTEGER, width=8)
LABEL = Column("label", "What the item asks, in the language of the result.", width=50, wraps=True)
PART = Column("part", "What the value is of, as it was typed, where an item takes several.", width=16, wraps=True)
KIND = Column("kind", "What kind of value the item takes.", width=10)
VALUE = Column(
    "value", "The number that was given; empty where it is none.", _NUMBER, unit="the row's `unit`", width=14
)
UNIT = Column("unit", "The unit of the value: `%`, `hours`, an ISO 4217 code, or empty for a count.", width=9)
FLAG = Column("flag", "The word `estimated` where the value was marked as an estimate.", width=11, centred=True)
PERIOD = Column(
    "period", "The time that the value is of: a year, or a day as an ISO 8601 date.", width=12, centred=True
)
NOT_AVAILABLE = Column("not_available", "Whether the item was answered with n/a: it is not known.", _BOOLEAN, width=16)
NOT_APPLICABLE = Column(
    "not_applicable",
    "Whether it was answered that the item does not apply: there is nothing to know.",
    _BOOLEAN,
    width=17,
)
OUTLIER = Column(
    "outlier",
    "Whether the number lies beyond Tukey's fences of its item and unit, one and a half interquartile ranges outside"
    " the quartiles.",
    _BOOLEAN,
    width=10,
)
TEXT = Column(
    "text",
    "What was typed, or the code of what was chosen from a list; of several texts the one of this row.",
    width=60,
    wraps=True,
)

# --- remarks -------------------------------------------------------------------------------------
REMARK_KIND = Column(
    "kind",
    "What it is: `note` or `respondent`, in a cell for it; `comment`, at a cell; `outside`, where nothing is read.",
    width=12,
)
REMARK = Column("text", "What was written; in front of a comment its author.", width=100, wraps=True)

# --- what was decided ----------------------------------------------------------------------------
DECISION = Column(
    "decision",
    "The rows of the ledger of decisions that touched this row; empty where none did.",
    width=11,
    centred=True,
)
ROW = Column("row", "The row of the ledger that the decision stands in.", _INTEGER, width=8)
DATE = Column("date", "The day of the decision, as an ISO 8601 date.", width=12, centred=True)
BY = Column("by", "Who decided.", width=20, wraps=True)
DECIDED_YEAR = replace(YEAR, description="The year that the decision is on; empty for that of the result.")
ACTION = Column(
    "action",
    "What was decided: `correct`, `waive`, `accept`, `choose` or `exclude`.",
    width=11,
    codes=tuple(Action),
    required=True,
)
DECIDED_CODE = Column("code", "The code of the findings that are waived.", width=24)
DECIDED_VALUE = Column("value", "What counts instead of what stands in the cell.", width=40, wraps=True)
DECIDED_FILE = Column("file", "The file that it is on, as the ledger names it.", width=34, wraps=True)
DECIDED_REASON = Column("reason", "Why it was decided.", width=50, wraps=True)
EFFECT = Column(
    "effect",
    "What became of it: `applied`, `not needed` or `not matched`.",
    width=14,
    codes=tuple(Effect),
    required=True,
)
BEFORE = Column(
    "before",
    "What counted before: what the cell says, severities, the status of the file, or the file that counted.",
    width=40,
    wraps=True,
)

# --- what people wrote beside rows that are not there any more ------------------------------------
KEPT_TABLE = Column("table", "The table that it stood beside.", width=16)
KEPT_KEY = Column("key", "What its row was known by.", width=40, wraps=True)
KEPT_COLUMN = Column("column", "The heading of its column, or its cell.", width=24, wraps=True)
KEPT_VALUE = Column("value", "What people wrote.", width=60, wraps=True)

# --- where it stands -----------------------------------------------------------------------------
SHEET = Column("sheet", "The title of the sheet where it stands in the file.", width=16)
CELL = Column("cell", "The cell where it stands on that sheet.", width=8, centred=True)

# --- findings ------------------------------------------------------------------------------------
CODE = Column("code", "The stable code of the finding.", width=24, codes=tuple(Code), required=True)
SEVERITY = Column(
    "severity",
    "How much it matters: `error`, `warning` or `info`.",
    width=11,
    tint=Tint.SEVERITY,
    codes=tuple(Severity),
    required=True,
)
NAME = Column("name", "The defined name of the cell; empty where it has none.", width=18)
FOUND = Column("found", "What was found in the cell.", width=36, wraps=True)
MESSAGE = Column("message", "What is wrong and what to do, in the language of the result.", width=80, wraps=True)

# --- the summary: an indicator a row -------------------------------------------------------------
INDICATOR_QUESTION = Column("question", "What the indicator asks.", width=70, wraps=True)
AT_LEVEL = tuple(
    Column(f"level_{level}", f"How many Members stand at level {level}.", _INTEGER, unit="Members", width=10)
    for level in range(1, 6)
)
"""The columns of the levels from 1 to 5."""
NO_LEVEL = Column("no_level", "How many Members gave no level.", _INTEGER, unit="Members", width=11)
TOTAL = Column("total", "How many Members are counted.", _INTEGER, unit="Members", width=8)
UNION = replace(
    LEVEL,
    name="european_union",
    description="The implementation level of the European Union, which no number of Members counts.",
    width=17,
)

# --- the year before -----------------------------------------------------------------------------
YEAR_BEFORE = Column("year_before", "The earlier year that is compared with.", _INTEGER, width=14)
LEVEL_BEFORE = Column("level_before", "The indicator's level in the earlier year.", _INTEGER, unit=LEVEL_UNIT, width=15)
CHANGE = Column(
    "change",
    "The level less the one before; empty where they do not mean the same, or one of the two is “Not applicable”.",
    _INTEGER,
    unit="levels",
    width=9,
)
COUNTERPART = Column("counterpart", "What the indicator was in the earlier year's edition.", width=30, wraps=True)
FILE_BEFORE = Column("file_before", "The file in which the level before stands.", width=34, wraps=True)
SHEET_BEFORE = Column("sheet_before", "The title of the sheet where the level before stands.", width=16)
CELL_BEFORE = Column("cell_before", "The cell where the level before stands on that sheet.", width=14, centred=True)


def level_of(indicator: str, *, begins_group: bool = False) -> Column:
    """The column of an indicator's levels, by its heading such as `1.1`; a group begins with a standard's first."""
    what = "The implementation level of the indicator in the heading; empty where none was chosen."
    width = len(indicator) + HEADING_MARGIN
    return replace(LEVEL, name=indicator, description=what, width=max(6.5, width), begins_group=begins_group)
