"""Where the parts of a workbook are cut, so that those of many Members share what they have alike.

The places follow from the layout alone: a workbook is cut alike whether it is drawn by itself or put together from a
template, and so both come to the same bytes.
"""

from __future__ import annotations

import math
import re
from bisect import bisect_left
from collections.abc import Iterable
from itertools import pairwise

from schemas.layout.columns import KEY_ROW

_RUN = 12
"""So many rows that all Members have alike are worth a segment of their own: each one packs a little worse."""
_START = re.compile(rb'<row r="(\d+)"|</sheetData>')
_PAPER = b"<pageMargins"
"""From here on it is said how a sheet is printed, and of whom it is."""


def cut_rows(differing: Iterable[int]) -> tuple[int, ...]:
    """The rows at which a sheet is cut whose Members differ in these rows, and in the stamp, which each sheet bears."""
    rows = sorted({KEY_ROW, *differing})
    runs = [(row + 1, following) for row, following in pairwise(rows) if following - row > _RUN]
    return (*(row for run in runs for row in run), rows[-1] + 1)


def cut(sheet: bytes, rows: Iterable[int]) -> list[bytes]:
    """The XML of a sheet in pieces: cut before each of `rows`, or what comes next, and before what is said of paper."""
    starts = list(_START.finditer(sheet))
    numbers = [int(start[1]) if start[1] else math.inf for start in starts]
    places = {starts[bisect_left(numbers, row)].start() for row in rows} | {sheet.rindex(_PAPER)}
    return [sheet[start:end] for start, end in pairwise([0, *sorted(places), len(sheet)])]
