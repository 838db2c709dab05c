"""Amounts of money as an item: alone or several, with their currency in a cell of its own or in the text."""

from __future__ import annotations

from collections.abc import Mapping

from schemas.definition import Definition
from schemas.findings import EntryCase
from schemas.findings.catalogue import AmountInvalid, UnitsDiffer
from schemas.layout import names
from schemas.layout.places import Slot
from schemas.models.kinds import Kind
from schemas.questions import amounts, numbers, several
from schemas.questions.amounts import Beside
from schemas.questions.base import LINE_LIMIT, Cached, CellRule, Part, Raw, Reading, is_empty, shown
from schemas.questions.currencies import CURRENCIES, currency_users
from schemas.questions.identity import Country
from schemas.questions.information import NOT_GIVEN_STEPS, Item, not_given_values
from schemas.questions.quantities import (
    LOOSE,
    if_filled,
    if_filled_value,
    numbered,
    read_parts,
    several_verdict,
)
from schemas.questions.typed_text import LONGEST, seen, seen_formula


class Money(Item):
    """An amount with its currency, or several set apart by semicolons: `duty: 150 EUR; tax: 22 EUR`.

    The currency stands in its own cell or with the amount, never two that differ; 0 needs none.
    """

    kind = Kind("money", has_currency=True)
    bounds = (amounts.LOW, amounts.HIGH)

    # --- the cell ----------------------------------------------------------------------------
    def cell_rule(self, slot: Slot) -> CellRule:
        return CellRule(self.words, "@", LOOSE, limit=LINE_LIMIT)

    def steps(self, slot: Slot, definition: Definition) -> Mapping[str, str]:
        beside = f"{{{names.currency(slot.standard, slot.number)}}}"
        made = {
            **NOT_GIVEN_STEPS,
            "beside": seen_formula(beside),
            "chosen": 'IF(SUMPRODUCT(--(currency_list={beside}))>0,UPPER({beside}),"")',
            "used": "SUMPRODUCT((currency_user_list={country_code})*(ROW(currency_user_list)-1))",
        }
        for place in range(1, several.MOST + 1):
            made |= numbered(several.steps(place) | if_filled(amounts.steps("{text}")), place)
        low, high = map(numbers.as_text, self.bounds)
        unit = f'IF(OR({{chosen}}<>"",{{cell}}=0),0,{amounts.MISSING})'
        pasted = f"IF(AND({{cell}}>={low},{{cell}}<={high}),{unit},{amounts.WRONG})"
        return made | several_verdict(f"IF(ISNUMBER({{cell}}),{pasted},")

    def step_values(self, slot: Slot, definition: Definition, typed: Mapping[str, Raw]) -> Mapping[str, Cached]:
        raw, beside = typed.get(slot.name, ""), _beside(slot, definition, typed)
        users = [country for country, _ in currency_users(definition)]
        made: dict[str, Cached] = {
            **not_given_values(raw, definition),
            "beside": _seen_beside(slot, typed),
            "chosen": beside.currency,
            "used": users.index(beside.country) + 1 if beside.country in users else 0,
        }
        text = str(made["clean"])
        for place in range(1, several.MOST + 1):
            pieces = several.values(text, place, definition)
            values = if_filled_value(pieces, amounts.values(pieces["text"], beside, definition))
            made |= numbered({**pieces, **values}, place)
        made["rest"] = several.rest_value(text)
        return made | {"verdict": self._verdict(raw, slot, definition, typed)}

    def _verdict(self, raw: Raw, slot: Slot, definition: Definition, typed: Mapping[str, Raw]) -> int:
        if is_empty(raw):
            return 0
        reading = self.parse_beside(slot, definition, typed)
        if isinstance(reading.problem, UnitsDiffer):
            return amounts.DIFFER
        if reading.problem is not None:
            return amounts.WRONG
        return amounts.MISSING if needs_currency(reading) else 0

    # --- what it means -----------------------------------------------------------------------
    def parse_value(self, raw: Raw, slot: Slot, definition: Definition) -> Reading:
        return self._parse(raw, Beside(), definition)

    def parse_beside(self, slot: Slot, definition: Definition, typed: Mapping[str, Raw]) -> Reading:
        without = self.parse_words(typed[slot.name], definition)
        return without or self._parse(typed[slot.name], _beside(slot, definition, typed), definition)

    def _parse(self, raw: Raw, beside: Beside, definition: Definition) -> Reading:
        text = shown(raw)
        blank = Reading(text=text)
        if isinstance(raw, (int, float)) and not isinstance(raw, bool):
            low, high = self.bounds
            if not low <= raw <= high:
                return blank._replace(problem=amounts.out_of_range())
            return blank._replace(value=numbers.tidy(raw), unit=beside.currency)
        if not isinstance(raw, str) or len(raw) > LONGEST:
            return blank._replace(problem=AmountInvalid())
        pieces = several.split(text, definition)
        parts = [amounts.read_amount(piece, beside, definition) for piece in pieces if piece]
        # That two currencies meet is told only where nothing else is wrong.
        problems = sorted((part for part in parts if isinstance(part, EntryCase)), key=_differs)
        if len(pieces) > several.MOST or not parts or problems:
            return blank._replace(problem=problems[0] if problems else AmountInvalid())
        return read_parts([part for part in parts if isinstance(part, Part)], blank, text)


def _differs(problem: EntryCase) -> bool:
    return isinstance(problem, UnitsDiffer)


def needs_currency(reading: Reading) -> bool:
    """Whether an amount of `reading` has no currency and needs one."""
    if reading.parts:
        return any(not part.unit and part.value != 0 for part in reading.parts)
    return isinstance(reading.value, (int, float)) and not reading.unit and reading.value != 0


def _seen_beside(slot: Slot, typed: Mapping[str, Raw]) -> str:
    """What is to be seen in the currency cell beside an amount; empty where that is no text."""
    raw = typed.get(names.currency(slot.standard, slot.number), "")
    return seen(raw) if isinstance(raw, str) else ""


def _beside(slot: Slot, definition: Definition, typed: Mapping[str, Raw]) -> Beside:
    chosen = _seen_beside(slot, typed).upper()
    country = typed.get("country", "")
    place = definition.layout.slots["country"]
    iso3 = "" if is_empty(country) else Country().parse(country, place, definition).value
    return Beside(chosen if chosen in CURRENCIES else "", str(iso3 or ""))
