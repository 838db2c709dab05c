"""What every kind of input cell shares: its rule, its reading and saying, and how raw cell values are looked at."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from abc import ABC, abstractmethod
from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any, Literal, NamedTuple

from schemas.definition import Definition
from schemas.findings import EntryCase
from schemas.findings.catalogue import LowEffortAnswer, TextNotShown, TextTooLong
from schemas.known_years import FIRST_YEAR, LAST_YEAR
from schemas.layout.columns import RowProblem
from schemas.layout.places import Slot
from schemas.models.wording import InputWords
from schemas.questions import numbers
from schemas.questions.coded_words import yes_no_words
from schemas.questions.typed_text import (
    CLEAN_STEPS,
    UNSEEN,
    bare_words,
    bare_words_formula,
    blank_formula,
    clean_of,
    clean_values,
    is_blank,
    length,
)

Raw = str | float | int | bool | dt.date | dt.datetime | dt.time | dt.timedelta
"""What a cell can hold as python-calamine gives it; an empty cell is the empty text."""

Value = int | float | str | dt.date
"""What a reading understands: a number, a code (`yes`, `annual`, `KEN`), a date, or a text."""

Cached = str | int | float
"""What a formula cell shows: a number or a text."""

TEXT_LIMIT = 5_000
"""The length an answer may have, as Excel's LEN counts: some two pages, and well below Excel's 32,767."""
SHOWN_LIMIT = 1_500
"""The length that is asked for: a row of Excel, 409 points at the most, shows and prints it in any language."""
LINE_LIMIT = 200
FIRST_DAY, LAST_DAY = dt.date(FIRST_YEAR, 1, 1), dt.date(LAST_YEAR, 12, 31)
HOURS_LIMIT = 8_760
"""Hours in a year: an average clearance time above it is a slip."""
_BLANK = re.compile(rf"[\s{UNSEEN}]*")


class CellRule(NamedTuple):
    """What an input cell is given: everything the builder needs, nothing about looks."""

    words: str
    """The key of its input and error message in the wording."""
    number_format: str
    valid: str
    """An Excel formula, TRUE where the non-empty cell `{cell}` holds a valid entry."""
    dropdown: str = ""
    """The defined name of its list; empty where it has none."""
    is_text: bool = True
    """False for cells that Excel itself reads as numbers or dates."""
    limit: int = 0
    """The longest text it takes, as Excel's LEN counts; 0 where the formula says enough."""
    asked: str = ""
    """What is asked of an entry while it is typed, where that is more than makes it valid."""


class Part(NamedTuple):
    """One of several values in one cell, with the name of what it is of: `vendor: 60`."""

    value: int | float | str
    name: str = ""
    """As it was typed; empty where none was."""
    unit: str = ""
    estimated: bool = False


class Reading(NamedTuple):
    """What was understood from a cell, or why it was not."""

    value: Value | None = None
    unit: str = ""
    text: str = ""
    """What was typed, as text."""
    parts: tuple[Part, ...] = ()
    """The values of a cell that holds several, in order; its `value` is then the whole as a text."""
    estimated: bool = False
    """True where the one value was marked as an estimate: `~45`, `about 45`, `45 (e)`."""
    not_available: bool = False
    """It is not known: `n/a`."""
    not_applicable: bool = False
    """There is nothing to know: `not applicable`."""
    problem: EntryCase | None = None
    """What is wrong with it."""
    normalised: bool = False
    """True where what was typed differs from how the product writes the value."""


class Question(ABC):
    """A kind of input cell: `parse` is the way from what is typed to a value, `say` the way back."""

    words: str
    """The key of its input and error message in the wording."""

    @abstractmethod
    def cell_rule(self, slot: Slot) -> CellRule:
        """The rule of the cell at `slot`."""

    def steps(self, slot: Slot, definition: Definition) -> Mapping[str, str]:
        """The formulas that judge what stands in the cell at `slot`, by step, where one formula would not do.

        They stand on the hidden sheet of lists. A formula names the input cell, an earlier step or another cell
        (`{cell}`, `{clean}`, `{country_code}`, by the cell's defined name) in braces. The last step is `verdict`: 0
        where the entry is taken, or else the number of a `RowProblem`. Empty where `CellRule.valid` says it all.
        """
        return {}

    def step_values(self, slot: Slot, definition: Definition, typed: Mapping[str, Raw]) -> Mapping[str, Cached]:
        """What each of `steps` shows where `typed` stands in the input cells, by defined name."""
        return {}

    def parse_beside(self, slot: Slot, definition: Definition, typed: Mapping[str, Raw]) -> Reading:
        """What the non-empty cell at `slot` means among the `typed` of all input cells, by defined name."""
        return self.parse(typed[slot.name], slot, definition)

    def help(self, definition: Definition) -> InputWords:
        """What the cell tells the officer: the title of its messages, how to fill it in, what is wrong."""
        return definition.wording.inputs[self.words]

    def labels(self, slot: Slot, definition: Definition) -> Mapping[Any, str]:
        """The dropdown's label of each code (a number, a word), in order.

        Empty where there is no dropdown, or where what it offers follows from other cells.
        """
        return {}

    def code_of(self, raw: Raw, slot: Slot, definition: Definition) -> Any:
        """The code of the choice `raw`, as the dropdown offers it or an earlier template's did; None where none did."""
        for each in (definition, *definition.earlier):
            for code, label in self.labels(slot, each).items():
                if raw == label:
                    return code
        return None

    def choices_of(self, slot: Slot, definition: Definition) -> Iterable[str]:
        """What the dropdown offers; nothing where `labels` says nothing."""
        return self.labels(slot, definition).values()

    def accepts(self, raw: Raw, slot: Slot, definition: Definition) -> bool:
        """Whether the rule's formula is TRUE for the non-empty `raw`: what the cell itself would say.

        A cell that takes one of a list compares as Excel does, without case.
        """
        return same_choice(raw, self.choices_of(slot, definition))

    def seen(self, raw: Raw) -> str:
        """What the officer sees in the cell that holds `raw`, to name it in a sentence."""
        return shown(raw)

    @abstractmethod
    def parse(self, raw: Raw, slot: Slot, definition: Definition) -> Reading:
        """What the non-empty `raw` means at `slot`; never raises for what people type."""

    def label(self, value: Value | None, slot: Slot, definition: Definition, since: int | None = None) -> str | None:
        """What the dropdown at `slot` offers for the code `value`; None where it offers nothing for it.

        `since` is the year that "unchanged" speaks of.
        """
        return None if value is None else self.labels(slot, definition).get(value)

    def say(self, value: Value, slot: Slot, definition: Definition, since: int | None = None) -> Raw:
        """What an officer would type at `slot` to mean `value`: a label, a number, a date or the text.

        `since` is the year that "unchanged" speaks of.
        """
        label = self.label(value, slot, definition, since)
        if label is not None:
            return label
        if isinstance(value, (int, float)) and self.cell_rule(slot).is_text:
            return numbers.as_text(value)
        return value

    def understood(self, reading: Reading, slot: Slot, definition: Definition) -> str:
        """How `reading` was understood, for people: `Kenya (KEN)`, `45 %`, a label; its text where it has no value."""
        if reading.value is None:
            return reading.text
        said = self.say(reading.value, slot, definition)
        return f"{said if isinstance(said, str) else shown(said)} {reading.unit}".strip()


class Limited(Question):
    """A text cell that takes so many characters at the most, and asks for no more than can be seen."""

    limit: int = LINE_LIMIT

    def cell_rule(self, slot: Slot) -> CellRule:
        shown = min(self.limit, SHOWN_LIMIT)
        valid, asked = (f"LEN({{cell}})<={limit}" for limit in (self.limit, shown))
        return CellRule(self.words, "@", valid, asked=asked, limit=shown)

    def accepts(self, raw: Raw, slot: Slot, definition: Definition) -> bool:
        return length_of(raw) <= self.limit


def same_choice(raw: Raw, choices: Iterable[str]) -> bool:
    """Whether `raw` is one of `choices` to Excel, which compares without case."""
    return isinstance(raw, str) and raw.casefold() in {choice.casefold() for choice in choices}


def yes_no_labels(definition: Definition) -> Mapping[Literal["yes", "no"], str]:
    """Yes and No in the definition's language, by their codes."""
    yes, no = definition.yes_no_labels()
    return {"yes": yes, "no": no}


def is_empty(raw: object) -> bool:
    """True for a cell with nothing to see in it: no text, or white space only."""
    return raw is None or raw == "" or (isinstance(raw, str) and _BLANK.fullmatch(raw) is not None)


def shown(raw: Raw) -> str:
    """What a cell holds as people see it: whole numbers without a decimal point, ISO dates."""
    if isinstance(raw, bool):
        return "TRUE" if raw else "FALSE"
    if isinstance(raw, (int, float)):
        return numbers.as_text(raw) if abs(raw) < 1e15 else repr(raw)
    if isinstance(raw, dt.datetime) and raw.time() == dt.time():
        return raw.date().isoformat()
    if isinstance(raw, (dt.date, dt.time, dt.datetime)):
        return raw.isoformat()
    return clean_text(str(raw))


def clean_text(raw: str) -> str:
    """Free text as it is kept: one kind of line end, no white space around it."""
    return raw.replace("\r\n", "\n").replace("\r", "\n").strip(" \t\n\u00a0\u200b\ufeff")


def same_words(text: str) -> str:
    """`text` without case, accents, quotes, dashes, spaces or punctuation, to compare coded answers."""
    if text.isascii():
        return "".join(filter(str.isalnum, numbers.plain_text(text).casefold()))
    parts = (c if c.isnumeric() else unicodedata.normalize("NFKD", c) for c in numbers.plain_text(text).casefold())
    return "".join(c for part in parts for c in part if c.isalnum())


TYPED_STEPS = CLEAN_STEPS | {"blank": blank_formula("{cell}", "{clean}"), "bare": bare_words_formula("{clean}")}
"""The steps from what stands in `{cell}` to its clean text, whether there is nothing to see, and its bare words."""


def typed_values(raw: Raw) -> dict[str, Cached]:
    """What each of `TYPED_STEPS` shows for `raw`, which is the empty text for an empty cell."""
    text = clean_of(raw)
    blank = int(text is not None and is_blank(text))
    return {**clean_values(raw if isinstance(raw, str) else None), "blank": blank, "bare": bare_words(text or "")}


def verdict(taken: str) -> str:
    """The last step of judging: 0 where the formula `taken` is TRUE, or where there is nothing to see."""
    wrong, error = RowProblem.NOT_VALID.value, RowProblem.ERROR_VALUE.value
    return f"IF(ISERROR({{cell}}),{error},IF({{blank}}=1,0,IF({taken},0,{wrong})))"


def verdict_value(taken: bool, values: Mapping[str, Cached]) -> int:
    """What `verdict` shows."""
    return 0 if values["blank"] or taken else RowProblem.NOT_VALID.value


YES_NO_STEPS = TYPED_STEPS | {
    "code": "IF(ISERROR({cell}),0,IF(ISLOGICAL({cell}),IF({cell},1,2),SUMPRODUCT((yes_no_words={bare})*yes_no_codes)))",
}
"""The steps to what a Yes or No means: 1 Yes, 2 No, 0 neither."""
_YES_NO: tuple[None, Literal["yes"], Literal["no"]] = (None, "yes", "no")


def yes_no_values(raw: Raw, definition: Definition) -> dict[str, Cached]:
    """What each of `YES_NO_STEPS` shows for `raw`."""
    values = typed_values(raw)
    code = (1 if raw else 2) if isinstance(raw, bool) else yes_no_words(definition).get(str(values["bare"]), 0)
    return values | {"code": code}


def yes_no_code(raw: Raw, definition: Definition) -> Literal["yes", "no"] | None:
    """`yes` or `no`, however it was typed in the definition's language; None where it is neither."""
    return _YES_NO[int(yes_no_values(raw, definition)["code"])]


def read_yes_no(question: Question, raw: Raw, slot: Slot, definition: Definition, otherwise: EntryCase) -> Reading:
    """Yes or No as its code; `otherwise` is the problem where it is neither."""
    text, code = shown(raw), yes_no_code(raw, definition)
    if code is None:
        return Reading(text=text, problem=otherwise)
    return Reading(code, text=text, normalised=question.code_of(raw, slot, definition) is None)


IDLE_LENGTH = 40
"""Characters that tell an idle answer from a real one: no idle word is longer."""


def free_text(raw: Raw, definition: Definition) -> Reading:
    """A text as it is, with a problem where it is too long or says nothing."""
    text = shown(raw)
    if (problem := too_long(raw, TEXT_LIMIT)) is not None:
        return Reading(text, text=text, problem=problem)
    letters = same_words(text[:IDLE_LENGTH])
    idle = _idle_words(definition)
    # Dots, dashes and one letter held down answer nothing; "No" and a single ideograph do.
    if not letters or letters in idle or (len(letters) > 2 and len(set(letters)) == 1 and not letters.isdigit()):
        return Reading(text, text=text, problem=LowEffortAnswer())
    return Reading(text, text=text, problem=not_shown(raw, definition))


def length_of(raw: Raw) -> int:
    """How long Excel's LEN finds what stands in a cell."""
    return length(raw.replace("\r\n", "\n") if isinstance(raw, str) else shown(raw))


def too_long(raw: Raw, limit: int) -> TextTooLong | None:
    """What is wrong with a text longer than `limit`; None where it is not longer."""
    found = length_of(raw)
    return TextTooLong(found=str(found), limit=limit) if found > limit else None


def not_shown(raw: Raw, definition: Definition) -> TextNotShown | None:
    """What is wrong with a text that a row of Excel cannot show; the first form promised more than that."""
    found = length_of(raw)
    return TextNotShown(found=str(found), limit=SHOWN_LIMIT) if definition.form > 1 and found > SHOWN_LIMIT else None


@cache
def _idle_words(definition: Definition) -> frozenset[str]:
    return frozenset(same_words(word) for word in definition.wording.understood.low_effort)
