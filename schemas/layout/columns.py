"""The columns and rows that every sheet of a kind shares, and the numbers in hidden columns."""

from __future__ import annotations

from enum import IntEnum

FORM = 2
"""The form that workbooks are made in now; earlier ones are read for ever.

1 is that of the first templates. 2 has a cover, notes and respondents, and `ready`.
"""
KEY_ROW = 1
"""The hidden row of column keys; its first cell carries the stamp."""
KEY_COLUMN = 1
"""The hidden column of row keys."""


class StartColumn(IntEnum):
    """The columns of the start sheet."""

    KEY = KEY_COLUMN
    LABEL = 2
    VALUE = 3
    NOTE = 4


class SummaryColumn(IntEnum):
    """The columns of the summary; one tile an indicator, from `TILE` on."""

    KEY = KEY_COLUMN
    NUMBER = 2
    STANDARD = 3
    NEXT = 4
    COMPLETE = 5
    BAR = 6
    TILE = 7


class FirstSummaryColumn(IntEnum):
    """The same in the first form."""

    KEY = KEY_COLUMN
    NUMBER = 2
    STANDARD = 3
    COMPLETE = 4
    BAR = 5
    TILE = 6


class StandardColumn(IntEnum):
    """The columns of a standard's sheet."""

    KEY = KEY_COLUMN
    NUMBER = 2
    TEXT = 3
    CHOICE = 4
    ANSWER = 5
    STATUS = 6
    STATE = 7
    """Hidden. Indicator rows: the level, 0 none, -1 not in the list. Question rows: how asked.
    Information rows: 1 when asked for."""
    PROBLEM = 8
    """Hidden. Indicator rows: 1 when complete. Other rows: what is wrong, 0 nothing."""
    SIGNED = 9
    """Hidden. Indicator rows: the level signed off, as text; empty where none is. Question rows: 1 where
    something stands beside the question."""
    LAST = 10
    """Only in a workbook that shows last year's answers, as are the columns behind: the level, the
    answers, the additional information of last year, locked."""
    KEEP = 11
    """Indicator rows: where "unchanged" is chosen."""
    LAST_CODE = 12
    """Hidden. Indicator rows: last year's level as a number; rows with a gate: last year's Yes or
    No; the row of headings: last year."""
    KEPT = 13
    """Hidden. Indicator rows: 1 where "unchanged" is chosen and the level is last year's."""


class ListColumn(IntEnum):
    """The columns of the hidden sheet of lists; each list starts below its heading."""

    LEVELS = 2
    LEVEL_DESCRIPTIONS = 3
    YES_NO = 4
    YES_NO_ITEM = 5
    COUNTRIES = 6
    COUNTRY_CODES = 7
    CURRENCIES = 8
    TEXTS = 9
    SIGN_OFF = 10
    QUESTIONS = 11
    """Question texts, one column a question number, one row a level; their kinds stand behind."""


class NoteRow(IntEnum):
    """The rows of a sheet that lists something for whoever fills the workbook in."""

    KEYS = KEY_ROW
    TITLE = 2
    INTRO = 3
    HEADINGS = 5
    FIRST = 6


NOTE_FIRST_COLUMN = 2
"""The first column of such a list; the one before it carries the stamp."""


class Asked(IntEnum):
    """How a question row is asked at the chosen level: the numbers in the state column."""

    NOT = 0
    TEXT = 1
    YES_NO = 2
    IF_YES = 3
    """In the table of kinds only: the row's state is `NOT` or `TEXT` by its gate."""


class RowProblem(IntEnum):
    """What is wrong with a row: the numbers in the problem column."""

    NONE = 0
    MISSING = 1
    NOT_ASKED = 2
    NOT_VALID = 3
    ERROR_VALUE = 4
    CURRENCY_MISSING = 5
    UNITS_DIFFER = 6
    """The text names another currency than the one chosen beside it."""
