"""What one file of a Member answers and another leaves empty, cell by cell."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from addin.submissions.submission import AnswerRow, InformationRow, LevelRow
from schemas.layout import names

_GivenRow = LevelRow | AnswerRow | InformationRow


def cells_left_open(
    counted: Iterable[_GivenRow], other: Iterable[_GivenRow], open_cells: Iterable[str]
) -> frozenset[str]:
    """The cells, by defined name, that `other` answers and `counted` leaves empty.

    `open_cells` are those that are asked for in `counted` and empty. An answer counts where its cell is one of
    them, or where its indicator's level is: what a chosen level does not ask is not missing. Additional
    information can always be given, and is missing wherever it is not.
    """
    open_cells = frozenset(open_cells)
    given = {name: row for row in other for name in _filled(row)}
    missing = given.keys() - {name for row in counted for name in _filled(row)}
    return frozenset(name for name in missing if _is_open(name, given[name], open_cells))


def _is_open(name: str, row: _GivenRow, open_cells: frozenset[str]) -> bool:
    if isinstance(row, InformationRow):
        return True
    return name in open_cells or names.level(row.standard, row.indicator) in open_cells


def _filled(row: _GivenRow) -> Iterator[str]:
    """The cells that a row tells of with something in them."""
    if isinstance(row, InformationRow):
        yield names.information(row.standard, row.item)
    elif isinstance(row, LevelRow):
        if row.level is not None:
            yield names.level(row.standard, row.indicator)
    else:
        place = (row.standard, row.indicator, row.question)
        if row.answer:
            yield names.answer(*place)
        if row.yes_no:
            yield names.yes_no(*place)
