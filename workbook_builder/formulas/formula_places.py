"""Where formulas point: references by name, within a sheet and across sheets."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property, lru_cache

from schemas.definition import Definition
from schemas.layout.columns import KEY_COLUMN, KEY_ROW
from schemas.layout.layout import Layout
from schemas.layout.lists import first_step_column
from schemas.layout.places import LISTS, START, Place
from schemas.questions import question_of
from schemas.questions.word_lists import word_lists


class FormulaPlaces:
    """The references of one workbook's formulas.

    Within a sheet a bare reference reads best, across sheets the title goes along.
    """

    def __init__(self, definition: Definition) -> None:
        self._definition = definition
        self._layout: Layout = definition.layout

    def near(self, name: str) -> str:
        """The cell called `name`, seen from its own sheet: `$G$7`; an input as `_input` has it."""
        place = self._layout.places[name]
        return self._input(place) if name in self._layout.slots else place.absolute

    def far(self, name: str) -> str:
        """The cell called `name`, seen from any sheet: `'Standard 1'!$G$7`; an input as `_input` has it."""
        place = self._layout.places[name]
        return self._input(place, self._title(place)) if name in self._layout.slots else self._at(place)

    def address(self, name: str) -> str:
        """Where the cell called `name` is, for a link: `'Standard 1'!D7`."""
        return self._at(self._layout.places[name]).replace("$", "")

    def verdict(self, name: str) -> str:
        """Where the hidden sheet judges the input cell called `name`; KeyError where it does not."""
        return self.step(name, "verdict")

    def step(self, name: str, step: str) -> str:
        """Where the hidden sheet has that step of judging the input cell called `name`; KeyError where it has none."""
        return self._at(self.step_places[name][step])

    @property
    def step_places(self) -> Mapping[str, Mapping[str, Place]]:
        """The place of each step of judging on the hidden sheet of lists, by input cell and step."""
        return _step_places(self._definition)

    def _input(self, place: Place, sheet: str = "") -> str:
        """The input cell at `place` by its row in a block that nobody moves, and no edge of which anybody moves.

        A reference to the cell alone would follow it when it is cut and pasted elsewhere; the answer typed at the
        old place would then be seen by no formula. Both ends of the block are locked, so it neither grows nor shrinks,
        and no formula in it looks at the input: a circle would be found otherwise. `sheet` stands in front of it.
        """
        if place.sheet == START:
            corner = Place(START, place.row - 1, KEY_COLUMN)
            return f"INDEX({sheet}{corner.absolute}:{place.absolute},2,{place.column})"
        first, last = Place(place.sheet, KEY_ROW, place.column), self._below[place.sheet, place.column]
        return f"INDEX({sheet}{first.absolute}:{last.absolute},{place.row})"

    @cached_property
    def _below(self) -> Mapping[tuple[str, int], Place]:
        """The locked cell below the last input of each column."""
        last: dict[tuple[str, int], Place] = {}
        for place in sorted(slot.place for slot in self._layout.slots.values()):
            last[place.sheet, place.column] = Place(place.sheet, place.row + 1, place.column)
        return last

    def _at(self, place: Place) -> str:
        return f"{self._title(place)}{place.absolute}"

    def _title(self, place: Place) -> str:
        return f"'{self._definition.sheet_title(place.sheet)}'!"


def quoted(text: str) -> str:
    """`text` as a string in a formula."""
    return '"' + text.replace('"', '""') + '"'


@lru_cache(maxsize=16)
def _step_places(definition: Definition) -> Mapping[str, Mapping[str, Place]]:
    """As `step_places`; who draws and who tells Members apart ask for the same definition."""
    first = first_step_column(definition.edition, len(word_lists(definition)))
    places, row = {}, 1
    for name, slot in definition.layout.slots.items():
        steps = question_of(slot, definition).steps(slot, definition)
        if steps:
            row += 1
            places[name] = {step: Place(LISTS, row, column) for column, step in enumerate(steps, first)}
    return places
