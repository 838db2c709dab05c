"""Under which number an item of additional information is counted where workbooks of several editions stand together.

As with the indicators (`level_columns`), the newest edition gives the numbers, and what has no counterpart in it is
counted by itself: two items that share a number by chance are never taken for one.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from schemas.definition import Definition
from schemas.loading.crosswalks import crosswalk_between
from schemas.loading.yaml_file import DefinitionError
from schemas.years.crosswalk import numbers_in


class ItemPlace(NamedTuple):
    """The numbers of a standard and of its item; the edition where they are not those of the newest, or empty."""

    standard: int
    item: int
    edition: str = ""


@dataclass(frozen=True)
class ItemPlaces:
    """The places of each earlier edition's items."""

    by_edition: Mapping[str, Mapping[tuple[int, int], ItemPlace]]

    def of(self, edition: str | None, standard: int, item: int) -> ItemPlace:
        """The place of an item of `edition`."""
        return self.by_edition.get(edition or "", {}).get((standard, item), ItemPlace(standard, item))


def item_places(definitions: Sequence[Definition]) -> ItemPlaces:
    """The places for workbooks of the editions in `definitions`, the newest of which comes first."""
    newest, *earlier = definitions
    return ItemPlaces({each.edition.edition: _places(each, newest.edition.edition) for each in earlier})


def _places(definition: Definition, newest: str) -> dict[tuple[int, int], ItemPlace]:
    edition = definition.edition.edition
    numbers = [(standard, item) for standard, item, _ in definition.edition.information()]
    apart = {number: ItemPlace(*number, edition) for number in numbers}
    try:
        links = crosswalk_between(edition, newest).information
    except DefinitionError:
        return apart
    for standard, item in numbers:
        link = links.from_old(f"{standard}.{item}")
        if link.is_one_to_one:
            apart[standard, item] = ItemPlace(*numbers_in(link.news[0]))
    return apart
