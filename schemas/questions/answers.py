"""An indicator's cells: its level, the gates, the answers, and the standard's sign-off."""

from __future__ import annotations

import difflib
import re
from collections.abc import Mapping
from typing import Any

from schemas.definition import Definition
from schemas.findings.catalogue import LevelInvalid, SignOffInvalid, ValueNotInList, YesNoInvalid
from schemas.layout.lists import UNCHANGED_LIST
from schemas.layout.names import sign_off_list
from schemas.layout.places import Slot
from schemas.questions import numbers
from schemas.questions.base import (
    TEXT_LIMIT,
    CellRule,
    Limited,
    Question,
    Raw,
    Reading,
    Value,
    free_text,
    read_yes_no,
    same_words,
    shown,
    yes_no_labels,
)


class ImplementationLevel(Question):
    """One of five levels; the digit, "Level 3" and slips in the label are understood."""

    words = "level"

    def cell_rule(self, slot: Slot) -> CellRule:
        return CellRule(self.words, "General", "ISNUMBER(MATCH({cell},level_list,0))", "level_list")

    def labels(self, slot: Slot, definition: Definition) -> Mapping[Any, str]:
        return dict(enumerate(definition.level_labels, 1))

    def parse(self, raw: Raw, slot: Slot, definition: Definition) -> Reading:
        text = shown(raw)
        offered = self.code_of(raw, slot, definition)
        if offered is not None:
            return Reading(offered, text=text)
        level = None if isinstance(raw, bool) else _level(text, definition)
        if level is None:
            return Reading(text=text, problem=LevelInvalid())
        return Reading(level, text=text, normalised=True)


def _level(text: str, definition: Definition) -> int | None:
    labels = {level: same_words(definition.wording.levels[level].label) for level in definition.edition.levels}
    if re.match(r"-\s*[0-9]", numbers.plain_text(text)):
        return None
    typed = same_words(re.sub(r"[.,]0+$", "", numbers.plain_text(text)))
    for level, label in labels.items():
        if typed == label:
            return level
    for word in definition.wording.understood.level:
        typed = typed.removeprefix(same_words(word))
    match = re.fullmatch(r"([1-5])(\D*)", typed)
    if match is None:
        return None
    level, rest = int(match[1]), match[2]
    if not rest or labels[level].startswith(rest):
        return level
    # A slip of the pen in the label is one; another level's label behind the digit is not.
    closest = difflib.get_close_matches(rest, labels.values(), n=1, cutoff=0.8)
    return level if closest == [labels[level]] else None


class YesNo(Question):
    """The gate of an "If yes" question."""

    words = "yes_no"

    def cell_rule(self, slot: Slot) -> CellRule:
        return CellRule(self.words, "General", "ISNUMBER(MATCH({cell},yes_no_list,0))", "yes_no_list")

    def labels(self, slot: Slot, definition: Definition) -> Mapping[Any, str]:
        return yes_no_labels(definition)

    def parse(self, raw: Raw, slot: Slot, definition: Definition) -> Reading:
        return read_yes_no(self, raw, slot, definition, YesNoInvalid())


class Answer(Limited):
    """The free-text answer to a capacity-building question."""

    words = "answer"
    limit = TEXT_LIMIT

    def parse(self, raw: Raw, slot: Slot, definition: Definition) -> Reading:
        return free_text(raw, definition)


class Unchanged(Question):
    """The one choice that lets an indicator's level and answers of last year count; its value is `unchanged`."""

    words = "unchanged"

    def cell_rule(self, slot: Slot) -> CellRule:
        return CellRule(self.words, "General", f"{{cell}}={UNCHANGED_LIST}", UNCHANGED_LIST)

    def parse(self, raw: Raw, slot: Slot, definition: Definition) -> Reading:
        text = shown(raw)
        # The year in the choice is not known here; whoever typed the words meant the only choice there is.
        offered = definition.as_ever_worded(lambda each: each.wording.last_year.unchanged.format(year=""))
        typed = same_words(re.sub(r"\d{4}", "", numbers.plain_text(text)))
        if typed not in map(same_words, offered):
            return Reading(text=text, problem=ValueNotInList(options=offered[0]))
        return Reading("unchanged", text=text)

    def label(self, value: Value | None, slot: Slot, definition: Definition, since: int | None = None) -> str | None:
        if value != "unchanged":
            return None
        return definition.wording.last_year.unchanged.format(year=since if since is not None else "")


class SignOff(Question):
    """The sign-off of a standard; its value is the digits at its end, such as `4-3-5-2`."""

    words = "sign_off"

    def cell_rule(self, slot: Slot) -> CellRule:
        name = sign_off_list(slot.standard)
        return CellRule(self.words, "General", f"{{cell}}={name}", name)

    def parse(self, raw: Raw, slot: Slot, definition: Definition) -> Reading:
        text = shown(raw)
        indicators = definition.edition.standards[slot.standard].indicators
        # A standard of one indicator may come back as "Complete at levels 4", or as a bare 4.
        match = re.search(r"(?<!\d)[0-5](?: ?- ?[0-5])*$", numbers.plain_text(text))
        digits = match[0].replace(" ", "").split("-") if match else []
        if len(digits) != indicators:
            return Reading(text=text, problem=SignOffInvalid())
        return Reading("-".join(digits), text=text)

    def label(self, value: Value | None, slot: Slot, definition: Definition, since: int | None = None) -> str | None:
        return definition.sign_off_choice(tuple(map(int, value.split("-")))) if isinstance(value, str) else None
