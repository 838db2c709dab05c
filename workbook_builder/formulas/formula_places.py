"""Where formulas point: references by name, within a sheet and across sheets."""

from __future__ import annotations

from schemas.definition import Definition
from schemas.layout.layout import Layout


class FormulaPlaces:
    """The references of one workbook's formulas.

    Within a sheet a bare reference reads best, across sheets the title goes along.
    """

    def __init__(self, definition: Definition) -> None:
        self._definition = definition
        self._layout: Layout = definition.layout

    def near(self, name: str) -> str:
        """The cell called `name`, seen from its own sheet: `$D$7`."""
        return self._layout.places[name].absolute

    def far(self, name: str) -> str:
        """The cell called `name`, seen from any sheet: `'Standard 1'!$D$7`."""
        place = self._layout.places[name]
        return f"'{self._definition.sheet_title(place.sheet)}'!{place.absolute}"


def quoted(text: str) -> str:
    """`text` as a string in a formula."""
    return '"' + text.replace('"', '""') + '"'
