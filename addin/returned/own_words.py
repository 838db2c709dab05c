"""What kpibook wrote into a workbook for its officer, told from what somebody added there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from addin.returned.package import Comment, Grid
from schemas.excel.own_words import digest_of, words_beside
from schemas.questions import Raw, is_empty, shown


def comments_of_others(comments: Iterable[Comment]) -> Iterator[Comment]:
    """`comments` without kpibook's own; of one that somebody wrote on, what was added."""
    for comment in comments:
        words = words_beside(comment.text)
        if words is None:
            yield comment
        elif words:
            # Whoever added them, it was not the comment's author.
            yield comment._replace(author="", text=words)


def texts_of_others(grid: Grid, row: int, column: int) -> Iterator[tuple[int, int, Raw]]:
    """What stands on a sheet of marked words and was not written there by kpibook, with its row and column.

    The sheet's stamp stands at `row` and `column`, and its marks below.
    """
    marks = {mark for line in grid[row:] for mark in _marks(line, column)}
    for at, line in enumerate(grid, 1):
        for across, value in enumerate(line, 1):
            is_mark = across == column and at >= row
            if not is_mark and not is_empty(value) and digest_of(shown(value)) not in marks:
                yield at, across, value


def _marks(line: list[Raw], column: int) -> list[str]:
    return shown(line[column - 1]).split() if len(line) >= column else []
