"""How a result came about: what the sheet About tells besides what is in the files."""

from __future__ import annotations

import datetime as dt
import os
from dataclasses import dataclass
from pathlib import Path

from schemas.database_address import Place

EPOCH = "SOURCE_DATE_EPOCH"
"""The variable by which builds that can be repeated say what time it is, in seconds since 1970."""


@dataclass(frozen=True, slots=True)
class Run:
    """One run of `consolidate`: its folder and its options; None for an option that was not given."""

    folder: Path | None = None
    year: int | None = None
    """The year that was asked for."""
    before: Place | None = None
    ledger: Path | None = None
    keep: Path | None = None
    made: dt.datetime | None = None
    """When; None for the moment somebody asks."""

    @property
    def moment(self) -> dt.datetime:
        """When it was made, in UTC and to the second."""
        if self.made is not None:
            return self.made.astimezone(dt.UTC).replace(microsecond=0)
        if seconds := os.environ.get(EPOCH):
            return dt.datetime.fromtimestamp(int(seconds), dt.UTC)
        return dt.datetime.now(dt.UTC).replace(microsecond=0)


def place_name(place: Place) -> str:
    """What is told of a place, which is handed on: what it is called, and not where it is."""
    return place.resolve().name if isinstance(place, Path) else place.name


UNTOLD = Run()
"""Of which nothing is known but the moment."""
