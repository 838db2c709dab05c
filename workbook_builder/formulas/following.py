"""What follows from the Member that a workbook is for: which cells tell Members apart, and what their formulas show."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property, lru_cache

from schemas.definition import Definition
from schemas.layout import names
from schemas.layout.places import Place, SlotKind
from schemas.questions import Cached
from workbook_builder.formulas.first_values import Shown
from workbook_builder.formulas.formulas import Formulas


class Following:
    """The formulas that follow from the Member, and what they show for one Member after the other."""

    def __init__(self, definition: Definition) -> None:
        self._definition = definition
        telling = (names.country_code(), *map(names.progress, definition.edition.standards))
        self._formulas = {definition.layout.formulas[name].place: name for name in telling}
        self._steps = tuple(Formulas(definition, Shown(definition, {}, {})).steps_after("country"))

    @property
    def formulas(self) -> tuple[Place, ...]:
        """Where they stand."""
        return (*self._formulas, *(place for place, _, _ in self._steps))

    @cached_property
    def places(self) -> frozenset[Place]:
        """Every cell in which the workbooks of two Members may differ, the stamps left out."""
        layout = self._definition.layout
        choices = (slot.place for slot in layout.slots.values() if slot.kind is SlotKind.UNCHANGED)
        last = (last.place for last in layout.last.values())
        return frozenset((layout.slots["country"].place, *self.formulas, *choices, *last))

    def shown(self, member: str) -> Mapping[Place, Cached]:
        """What they show where the Member called `member` is chosen and nothing else is filled in."""
        shown = Shown(self._definition, {"country": member}, {}, known=self._of_nobody)
        told = {place: shown.value(name) for place, name in self._formulas.items()}
        return told | {place: shown.steps(judged)[step] for place, judged, step in self._steps}

    @cached_property
    def _of_nobody(self) -> Mapping[str, Cached]:
        """Whether each indicator is complete where nothing is filled in: no Member changes that."""
        shown = Shown(self._definition, {}, {})
        return {name: shown.value(name) for name in (names.problem(*i) for i in self._definition.edition.indicators)}


@lru_cache(maxsize=16)
def following(definition: Definition) -> Following:
    """As `Following`; who draws and who tells Members apart ask for the same definition."""
    return Following(definition)
