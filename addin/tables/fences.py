"""Where the values of additional information begin to lie far from all others, item by item."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from addin.consolidation.consolidate import Consolidation
from addin.figures.statistics import Item, outliers
from addin.figures.survey import Given
from addin.tables.item_places import ItemPlaces, item_places
from addin.tables.table_survey import region_of
from schemas.loading.members import unions

Fences = Mapping[Item, tuple[float, float]]
"""Tukey's fences of the values of an item in a unit."""


def fences_of(consolidation: Consolidation) -> Fences:
    """The fences of all items that have values enough: of what Members gave, the European Union apart."""
    return outliers(_given(consolidation, item_places(consolidation.definitions)))


def _given(consolidation: Consolidation, places: ItemPlaces) -> Iterator[Given]:
    for file, row in consolidation.information():
        if file.country is not None and file.country not in unions():
            place = places.of(file.edition, row.standard, row.item)
            yield Given(
                country=file.country,
                region=region_of(file.country),
                standard=place.standard,
                item=place.item,
                part=row.part,
                kind=row.kind,
                value=row.value,
                unit=row.unit,
                is_estimate=bool(row.flag),
                not_available=row.not_available,
                not_applicable=row.not_applicable,
                text=row.text,
                edition=place.edition,
            )
