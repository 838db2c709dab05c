"""An indicator's cells: its level, the gates, the answers, and the standard's sign-off."""

from __future__ import annotations

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
    TYPED_STEPS,
    YES_NO_STEPS,
    Cached,
    CellRule,
    Limited,
    Question,
    Raw,
    Reading,
    Value,
    free_text,
    read_yes_no,
    shown,
    typed_values,
    verdict,
    verdict_value,
    yes_no_labels,
    yes_no_values,
)
from schemas.questions.coded_words import level_labels, level_words, unchanged_choices, unchanged_words
from schemas.questions.typed_text import LONGEST, bare_words, bare_words_formula, without_digits_formula


class ImplementationLevel(Question):
    """One of five levels: its label, its digit, "Level 3", or the digit and how its label begins."""

    words = "level"

    def cell_rule(self, slot: Slot) -> CellRule:
        return CellRule(self.words, "General", "ISNUMBER(MATCH({cell},level_list,0))", "level_list")

    def steps(self, slot: Slot, definition: Definition) -> Mapping[str, str]:
        return _LEVEL_STEPS

    def step_values(self, slot: Slot, definition: Definition, typed: Mapping[str, Raw]) -> Mapping[str, Cached]:
        return _level_values(typed.get(slot.name, ""), definition)

    def labels(self, slot: Slot, definition: Definition) -> Mapping[Any, str]:
        return dict(enumerate(definition.level_labels, 1))

    def parse(self, raw: Raw, slot: Slot, definition: Definition) -> Reading:
        text = shown(raw)
        offered = self.code_of(raw, slot, definition)
        if offered is not None:
            return Reading(offered, text=text)
        level = int(_level_values(raw, definition)["level"])
        if not level:
            return Reading(text=text, problem=LevelInvalid())
        return Reading(level, text=text, normalised=True)


_BEGINNING = 4
"""Letters of a label from which on its beginning tells it from a remark: `1 no` says less than `1 not a`."""
_LEVEL_STEPS = TYPED_STEPS | {
    "prefix": "SUMPRODUCT(MAX((LEFT({clean},LEN(level_words))=level_words)*LEN(level_words)))",
    "rest": f"TRIM(MID({{clean}},{{prefix}}+1,{LONGEST}))",
    "digit": 'IF(LEN({rest})=0,0,IFERROR(FIND(LEFT({rest},1),"12345"),0))',
    "behind": f"TRIM(MID({{rest}},2,{LONGEST}))",
    "beginning": bare_words_formula("{behind}"),
    "is_label": f'IF(OR({{behind}}=".0",{{behind}}=",0",LEN({{beginning}})=0),1,IF(LEN({{beginning}})<{_BEGINNING},0,'
    "SUMPRODUCT((level_label_levels={digit})*(LEFT(level_label_words,LEN({beginning}))={beginning}))))",
    "level": "IF(ISERROR({cell}),0,IF(ISLOGICAL({cell}),0,IF(ISNUMBER({cell}),"
    "IF(AND({cell}>=1,{cell}<=5,{cell}=INT({cell})),{cell},0),"
    "IF({digit}=0,SUMPRODUCT((level_label_words={bare})*level_label_levels),IF({is_label}>0,{digit},0)))))",
    "verdict": verdict("{level}>0"),
}
"""The steps to the level that is meant, 0 for none."""


def _level_values(raw: Raw, definition: Definition) -> dict[str, Cached]:
    """What each of `_LEVEL_STEPS` shows for `raw`."""
    values, labels = typed_values(raw), level_labels(definition)
    clean = str(values["clean"])
    prefix = max((len(word) for word in level_words(definition) if clean.startswith(word)), default=0)
    rest = clean[prefix:].strip(" ")
    digit, behind = "12345".find(rest[:1]) + 1 if rest else 0, rest[1:].strip(" ")
    beginning = bare_words(behind)
    begun = sum(level == digit and label.startswith(beginning) for label, level in labels.items())
    fits = behind in {".0", ",0"} or not beginning
    is_label = 1 if fits else begun if len(beginning) >= _BEGINNING else 0
    if isinstance(raw, str):
        level = (digit if is_label else 0) if digit else labels.get(str(values["bare"]), 0)
    else:
        number = numbers.whole(raw)
        level = number if number is not None and 1 <= number <= 5 else 0
    values |= {"prefix": prefix, "rest": rest, "digit": digit, "behind": behind, "beginning": beginning}
    return values | {"is_label": is_label, "level": level, "verdict": verdict_value(level > 0, values)}


class YesNo(Question):
    """The gate of an "If yes" question."""

    words = "yes_no"

    def cell_rule(self, slot: Slot) -> CellRule:
        return CellRule(self.words, "General", "ISNUMBER(MATCH({cell},yes_no_list,0))", "yes_no_list")

    def steps(self, slot: Slot, definition: Definition) -> Mapping[str, str]:
        return YES_NO_STEPS | {"verdict": verdict("{code}>0")}

    def step_values(self, slot: Slot, definition: Definition, typed: Mapping[str, Raw]) -> Mapping[str, Cached]:
        values = yes_no_values(typed.get(slot.name, ""), definition)
        return values | {"verdict": verdict_value(int(values["code"]) > 0, values)}

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

    def steps(self, slot: Slot, definition: Definition) -> Mapping[str, str]:
        return _UNCHANGED_STEPS

    def step_values(self, slot: Slot, definition: Definition, typed: Mapping[str, Raw]) -> Mapping[str, Cached]:
        values = typed_values(typed.get(slot.name, ""))
        # The year in the choice is not looked at; whoever typed the words meant the only choice there is.
        said = "".join(character for character in str(values["bare"]) if character not in "0123456789")
        chosen = int(said in unchanged_words(definition))
        return values | {"said": said, "chosen": chosen, "verdict": verdict_value(chosen == 1, values)}

    def parse(self, raw: Raw, slot: Slot, definition: Definition) -> Reading:
        text = shown(raw)
        if not self.step_values(slot, definition, {slot.name: raw})["chosen"]:
            return Reading(text=text, problem=ValueNotInList(options=unchanged_choices(definition)[0]))
        return Reading("unchanged", text=text)

    def label(self, value: Value | None, slot: Slot, definition: Definition, since: int | None = None) -> str | None:
        if value != "unchanged":
            return None
        return definition.wording.last_year.unchanged.format(year=since if since is not None else "")


_UNCHANGED_STEPS = TYPED_STEPS | {
    "said": without_digits_formula("{bare}"),
    "chosen": "IF(SUMPRODUCT(--EXACT(unchanged_words,{said}))>0,1,0)",
    "verdict": verdict("{chosen}=1"),
}


class SignOff(Question):
    """The sign-off of a standard; its value is the digits at its end, such as `4-3-5-2`."""

    words = "sign_off"

    def cell_rule(self, slot: Slot) -> CellRule:
        name = sign_off_list(slot.standard)
        return CellRule(self.words, "General", f"{{cell}}={name}", name)

    def steps(self, slot: Slot, definition: Definition) -> Mapping[str, str]:
        digits = 2 * definition.edition.standards[slot.standard].indicators - 1
        tail, zeros = f"RIGHT({{squeezed}},{digits + 1})", "-".join("0" * (digits // 2 + 1))
        levels = f'IF({_any_level_as_0(tail)}=" {zeros}",RIGHT({{squeezed}},{digits}),"")'
        return _SIGN_OFF_STEPS | {"levels": levels, "verdict": verdict("LEN({levels})>0")}

    def step_values(self, slot: Slot, definition: Definition, typed: Mapping[str, Raw]) -> Mapping[str, Cached]:
        raw = typed.get(slot.name, "")
        values = typed_values(raw)
        number = None if isinstance(raw, str) else numbers.whole(raw)
        squeezed = f" {values['clean']}".replace(" -", "-").replace("- ", "-")
        if not isinstance(raw, str):
            squeezed = f" {number}" if number is not None and 0 <= number <= _LAST_LEVEL else ""
        more = definition.edition.standards[slot.standard].indicators - 1
        match = re.search(rf" ([0-{_LAST_LEVEL}](?:-[0-{_LAST_LEVEL}]){{{more}}})\Z", squeezed)
        levels = match[1] if match else ""
        return values | {"squeezed": squeezed, "levels": levels, "verdict": verdict_value(bool(levels), values)}

    def parse(self, raw: Raw, slot: Slot, definition: Definition) -> Reading:
        text = shown(raw)
        # A standard of one indicator may come back as "Complete at levels 4", or as a bare 4.
        levels = str(self.step_values(slot, definition, {slot.name: raw})["levels"])
        return Reading(levels, text=text) if levels else Reading(text=text, problem=SignOffInvalid())

    def label(self, value: Value | None, slot: Slot, definition: Definition, since: int | None = None) -> str | None:
        return definition.sign_off_choice(tuple(map(int, value.split("-")))) if isinstance(value, str) else None


_LAST_LEVEL = 5
_SIGN_OFF_STEPS = TYPED_STEPS | {
    "squeezed": f'IF(ISLOGICAL({{cell}}),"",IF(ISNUMBER({{cell}}),IF(AND({{cell}}>=0,{{cell}}<={_LAST_LEVEL},'
    '{cell}=INT({cell}))," "&{cell},""),SUBSTITUTE(SUBSTITUTE(" "&{clean}," -","-"),"- ","-")))',
}
"""The steps to the text in which the levels of a sign-off stand last, behind a space."""


def _any_level_as_0(text: str) -> str:
    """The formula `text` with 0 for each level."""
    for level in range(1, _LAST_LEVEL + 1):
        text = f'SUBSTITUTE({text},"{level}","0")'
    return text
