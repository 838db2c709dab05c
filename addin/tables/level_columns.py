"""The columns of levels where workbooks of several editions stand in one table.

The newest edition gives the numbers. An older one's indicator stands under its counterpart's number
where the crosswalk names one; what has none keeps a column of its own, `2018:9.2`, and is never guessed.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from schemas.definition import Definition
from schemas.loading.crosswalks import crosswalk_between
from schemas.loading.yaml_file import DefinitionError

Number = tuple[int, int]


@dataclass(frozen=True)
class LevelColumns:
    """The columns in order with what each asks, and each edition's indicators by column."""

    questions: Mapping[str, str]
    """The question by column, in the language of the definitions: `1.1`, `2018:9.2`."""
    by_edition: Mapping[str, Mapping[Number, str]]
    """The column of each (standard, indicator), by edition."""

    def column(self, edition: str | None, number: Number) -> str:
        """The column of an indicator of `edition`."""
        return self.by_edition.get(edition or "", {}).get(number, f"{number[0]}.{number[1]}")


def level_columns(definitions: Sequence[Definition]) -> LevelColumns:
    """The columns for workbooks of the editions in `definitions`, the newest of which comes first."""
    newest = definitions[0]
    questions: dict[str, str] = {}
    by_edition: dict[str, Mapping[Number, str]] = {}
    for definition in definitions:
        columns = _columns(definition, newest)
        by_edition[definition.edition.edition] = columns
        for (s, i), column in columns.items():
            questions.setdefault(column, definition.text(f"indicator.{s}.{i}"))
    return LevelColumns(questions, by_edition)


def _columns(definition: Definition, newest: Definition) -> dict[Number, str]:
    edition, indicators = definition.edition.edition, definition.edition.indicators
    if definition is newest:
        return {(s, i): f"{s}.{i}" for s, i in indicators}
    try:
        links = crosswalk_between(edition, newest.edition.edition).indicators
    except DefinitionError:
        return {(s, i): f"{edition}:{s}.{i}" for s, i in indicators}
    columns = {}
    for s, i in indicators:
        link = links.from_old(f"{s}.{i}")
        columns[s, i] = link.news[0] if link.is_one_to_one else f"{edition}:{s}.{i}"
    return columns
