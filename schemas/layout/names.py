"""The defined names of a workbook: made here and taken apart here, and nowhere else.

A name is a stem and what its cell belongs to: `level_4_2` holds the level of indicator 4.2. A kind of
name is one line below, and is called to make one: `level(4, 2)`. A cell carries its kind and its
numbers beside its name, so that nobody asks the text for them; only where a name comes from a file
does `read_name` take it apart.
"""

from __future__ import annotations

import re
from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar, NamedTuple


@dataclass(frozen=True)
class NameKind(ABC):
    """All names with one stem, numbered alike. Called with what a cell belongs to, it gives the cell's name."""

    stem: str
    ending: str = ""
    numbered_by: ClassVar[tuple[str, ...]] = ()
    """What the numbers in such a name are, in order: `standard`, `indicator`, `number` (a question's or an item's)."""

    @abstractmethod
    def __call__(self, *of: Any, **named: Any) -> str:
        """The name of the cell of this kind that belongs to `of`."""

    def at(self, standard: int = 0, indicator: int = 0, number: int = 0) -> str:
        """The name of the cell of this kind there; numbers that the kind has not are left out."""
        numbers = {"standard": standard, "indicator": indicator, "number": number}
        return self(*(numbers[part] for part in self.numbered_by))


class Alone(NameKind):
    """A cell that there is one of."""

    def __call__(self) -> str:
        return self.stem


class OfWord(NameKind):
    """One a word: of an identity cell, a list or a text."""

    def __call__(self, word: str) -> str:
        return f"{self.stem}_{word}"


class OfStandard(NameKind):
    """One a standard."""

    numbered_by = ("standard",)

    def __call__(self, standard: int) -> str:
        return f"{self.stem}_{standard}"


class OfIndicator(NameKind):
    """One an indicator."""

    numbered_by = ("standard", "indicator")

    def __call__(self, standard: int, indicator: int) -> str:
        return f"{self.stem}_{standard}_{indicator}"


class OfQuestion(NameKind):
    """One a question row of an indicator."""

    numbered_by = ("standard", "indicator", "number")

    def __call__(self, standard: int, indicator: int, number: int) -> str:
        return f"{self.stem}_{standard}_{indicator}_{number}"


class OfItem(NameKind):
    """One an item of a standard's additional information."""

    numbered_by = ("standard", "number")

    def __call__(self, standard: int, number: int) -> str:
        return f"{self.stem}_{standard}_{number}{self.ending}"


IDENTITY = (
    "country",
    "country_code",
    "reporting_year",
    "contact_name",
    "contact_title",
    "contact_email",
    "submission_date",
)
"""The identity cells, in order."""
MEMBER_IDENTITY = frozenset({"country", "reporting_year"})
"""The identity cells that nobody changes in a workbook made for one Member."""

COVER = ("due", "return_to", "help_contact", "period")
"""What the cover says of the campaign, in order."""

# --- what officers fill in -------------------------------------------------------------------
level = OfIndicator("level")
yes_no = OfQuestion("yes_no")
answer = OfQuestion("answer")
sign_off = OfStandard("sign_off")
unchanged = OfIndicator("unchanged")
information = OfItem("info")
currency = OfItem("info", "_currency")
information_note = OfItem("info_note")
note = OfStandard("note")
respondent = OfStandard("respondent")

# --- formulas of the start sheet and the summary ---------------------------------------------
country_code = Alone("country_code")
identity_note = OfWord("note")
start_progress = Alone("start_progress")
ready = Alone("ready")
send = Alone("send")
next_start = Alone("next_start")
progress_total = Alone("progress_total")
progress_bar = Alone("progress_bar")
complete = OfStandard("complete")
bar = OfStandard("bar")
tile = OfIndicator("tile")
information_given = OfStandard("information")
standard_signed = OfStandard("signed")
next_step = OfStandard("next")

# --- formulas of a standard's sheet ----------------------------------------------------------
progress = OfStandard("progress")
unfinished = OfStandard("unfinished")
sign_off_status = OfStandard("sign_off_status")
level_description = OfIndicator("level_description")
status = OfIndicator("status")
state = OfIndicator("state")
problem = OfIndicator("problem")
signed = OfIndicator("signed")
kept = OfIndicator("kept")
question_number = OfQuestion("question_number")
question = OfQuestion("question")
row_status = OfQuestion("row_status")
row_state = OfQuestion("state")
row_problem = OfQuestion("problem")
row_filled = OfQuestion("filled")
information_status = OfItem("info_status")
information_state = OfItem("info_state")
information_problem = OfItem("info_problem")

# --- last year's answers ---------------------------------------------------------------------
last_year = OfStandard("last_year")
last_level = OfIndicator("last_level")
last_level_number = OfIndicator("last_level_number")
last_answer = OfQuestion("last_answer")
last_yes_no = OfQuestion("last_yes_no")
last_information = OfItem("last_info")

# --- lists and texts of the hidden sheet -----------------------------------------------------
sign_off_list = OfStandard("sign_off_choice")
"""The list behind a standard's sign-off: its one choice."""
levels_offered = OfIndicator("levels_offered")
"""The list behind a level: all five, or the present one alone while there are answers to it."""
choices_list = OfWord("choices")
"""The list behind an item of kind list."""
shown_text = OfWord("text")
"""A text that formulas show."""

KINDS: Mapping[str, NameKind] = {name: kind for name, kind in tuple(vars().items()) if isinstance(kind, NameKind)}
"""Every kind of name, by what it is called here."""
_BY_FORM = {(kind.stem, len(kind.numbered_by), kind.ending): kind for kind in KINDS.values() if kind.numbered_by}
_FORM = re.compile(r"([a-z_]+?)((?:_[1-9][0-9]{0,3})+)([a-z_]*)")


class Name(NamedTuple):
    """A name taken apart: its kind, and what its cell belongs to (0 where it does not apply)."""

    kind: NameKind
    standard: int
    indicator: int = 0
    number: int = 0
    """The question's number, or the item's."""


def read_name(text: str) -> Name | None:
    """The numbered name in `text`; None where it is none of a standard's cells."""
    match = _FORM.fullmatch(text)
    if match is None:
        return None
    numbers = [int(number) for number in match[2][1:].split("_")]
    kind = _BY_FORM.get((match[1], len(numbers), match[3]))
    return Name(kind, **dict(zip(kind.numbered_by, numbers, strict=True))) if kind is not None else None
