"""Percentages, counts and durations: a number, what it counts, and whether it is an estimate."""

from __future__ import annotations

import datetime as dt
import re
from abc import abstractmethod
from collections.abc import Mapping
from functools import cache
from typing import ClassVar, TypeVar

from schemas.definition import Definition
from schemas.findings import EntryCase
from schemas.findings.catalogue import (
    BelowZero,
    DurationInvalid,
    NumberAmbiguous,
    NumberNotWhole,
    NumberRange,
    OneValueAsked,
    PercentOrShare,
    ValueNotANumber,
    ValueOutOfRange,
)
from schemas.layout.columns import RowProblem
from schemas.layout.places import Slot
from schemas.models.kinds import Kind
from schemas.questions import in_words, number_formulas, numbers, several, typed_text
from schemas.questions.base import HOURS_LIMIT, LINE_LIMIT, Cached, CellRule, Part, Raw, Reading, is_empty, shown
from schemas.questions.information import NOT_GIVEN_STEPS, Item, not_given_values
from schemas.questions.typed_text import LONGEST, bare, clean

_Shown = TypeVar("_Shown", str, Cached)
_WRONG = RowProblem.NOT_VALID.value
RANGE = re.compile(r"[0-9][0-9.,' ]*%? ?(-|to|à|a|до|إلى|bis|/) ?[0-9][0-9.,' ]*%?( ?[a-zа-я%]+)?")


class Quantity(Item):
    """A kind whose value is a number with a unit; several of them, with names, where the item takes several."""

    bounds: tuple[float, float] = (0, 0)
    is_whole: ClassVar[bool] = False
    excludes_readings: ClassVar[bool] = True
    """Whether a reading that cannot be cannot have been meant: a count of 1.200 is 1200."""

    @abstractmethod
    def units(self, definition: Definition) -> Mapping[str, float]:
        """What may stand behind the number, as `bare` leaves it, with what one of it is in the kind's unit."""

    @property
    def behind_list(self) -> str:
        """The name of the list of what may stand behind the number; that of its factors ends in `_factor`."""
        return f"behind_{self.words}"

    # --- the cell ----------------------------------------------------------------------------
    def cell_rule(self, slot: Slot) -> CellRule:
        return CellRule(self.words, "@", LOOSE, limit=LINE_LIMIT)

    def steps(self, slot: Slot, definition: Definition) -> Mapping[str, str]:
        made = dict(NOT_GIVEN_STEPS)
        if not definition.item(slot.standard, slot.number).several:
            made |= self._number_steps("clean", "judged")
            judged = "IF({not_given}>0,0,{judged})"
            return made | {"verdict": f"IF(ISNUMBER({{cell}}),{self._pasted()},IF({{blank}}=1,0,{judged}))"}
        for place in range(1, several.MOST + 1):
            made |= numbered(several.steps(place) | if_filled(self._number_steps("text", "judged")), place)
        return made | several_verdict(f"IF(ISNUMBER({{cell}}),{self._pasted()},")

    def _number_steps(self, text: str, judged: str) -> dict[str, str]:
        behind = typed_text.bare_formula("{after}")
        other = self._fits("grouped") if self.excludes_readings else "({grouped}>=0)"
        one = f"({self._fits('single')}+{other}=1),{'TRUE' if self.excludes_readings else '{grouped}<0'}"
        return number_formulas.steps(f"{{{text}}}") | {
            "begins": f'IF({{before}}="",1,SUMPRODUCT(--(before_number_list={typed_text.bare_formula("{before}")})))',
            "factor": f'IF({behind}="",{self._bare_factor},'
            f"SUMPRODUCT(({self.behind_list}={behind})*{self.behind_list}_factor))",
            judged: f"IF(AND({{begins}}>0,{{factor}}>0,{one}),0,{_WRONG})",
        }

    _bare_factor: ClassVar[int] = 1
    """The factor of a number without a unit; 0 where it needs one."""

    def _fits(self, step: str) -> str:
        low, high = map(numbers.as_text, self.bounds)
        whole = f",{{{step}}}=INT({{{step}}})" if self.is_whole else ""
        return f"AND({{{step}}}>=0,{{{step}}}*{{factor}}>={low},{{{step}}}*{{factor}}<={high}{whole})"

    def _pasted(self) -> str:
        """The verdict on a number."""
        low, high = map(numbers.as_text, self.bounds)
        whole = ",{cell}=INT({cell})" if self.is_whole else ""
        return f"IF(AND({{cell}}>={low},{{cell}}<={high}{whole}),0,{_WRONG})"

    def step_values(self, slot: Slot, definition: Definition, typed: Mapping[str, Raw]) -> Mapping[str, Cached]:
        raw = typed.get(slot.name, "")
        made = not_given_values(raw, definition)
        text = str(made["clean"])
        if not definition.item(slot.standard, slot.number).several:
            made |= self._number_values(text, "judged", definition)
        else:
            for place in range(1, several.MOST + 1):
                pieces = several.values(text, place, definition)
                made |= numbered(pieces, place)
                made |= numbered(
                    if_filled_value(pieces, self._number_values(pieces["text"], "judged", definition)), place
                )
            made["rest"] = several.rest_value(text)
        wrong = not is_empty(raw) and self.parse(raw, slot, definition).problem is not None
        return made | {"verdict": _WRONG if wrong else 0}

    def _number_values(self, text: str, judged: str, definition: Definition) -> dict[str, Cached]:
        values = number_formulas.values(text)
        after = bare(str(values["after"]))
        begins = _begins(str(values["before"]), definition)
        factor = self._behind(definition).get(after, 0) if after else self._bare_factor
        fit = self._fitting(text, definition)
        return values | {
            "begins": int(begins),
            "factor": factor,
            judged: 0 if begins and len(fit) == 1 else _WRONG,
        }

    # --- what it means -----------------------------------------------------------------------
    def parse_value(self, raw: Raw, slot: Slot, definition: Definition) -> Reading:
        text = shown(raw)
        blank = Reading(unit=self.unit, text=text)
        number = self.number_of(raw)
        if number is not None:
            return self._judged(number, blank)
        if not isinstance(raw, str):
            return blank._replace(problem=self.no_number())
        if len(raw) > LONGEST:
            return blank._replace(problem=self.no_number())
        if not definition.item(slot.standard, slot.number).several:
            part = self._part("", text, definition)
            if isinstance(part, Part):
                return _one(part, blank, is_clean=numbers.is_plain(text))
            one = [each for each in several.split(text, definition) if each]
            problem = OneValueAsked() if len(one) > 1 and not isinstance(part, NumberRange) else part
            return blank._replace(problem=problem)
        return self._several(text, blank, definition)

    def _several(self, text: str, blank: Reading, definition: Definition) -> Reading:
        pieces = several.split(text, definition)
        if len(pieces) > several.MOST:
            return blank._replace(problem=self.no_number())
        parts = [self._part(piece.name, piece.text, definition) for piece in pieces if piece]
        problem = next((part for part in parts if isinstance(part, EntryCase)), None)
        if problem is not None or not parts:
            return blank._replace(problem=problem or self.no_number())
        return read_parts([part for part in parts if isinstance(part, Part)], blank, text)

    def number_of(self, raw: Raw) -> float | None:
        """The number that a cell holds which is no text; None where it holds none."""
        return raw if isinstance(raw, (int, float)) and not isinstance(raw, bool) else None

    def no_number(self) -> EntryCase:
        """What is wrong with something that is no such number."""
        minimum, maximum = map(numbers.as_text, self.bounds)
        return ValueNotANumber(minimum=minimum, maximum=maximum)

    def _judged(self, number: float, blank: Reading) -> Reading:
        low, high = self.bounds
        if self.is_whole and number != int(number):
            return blank._replace(problem=NumberNotWhole())
        if not low <= number <= high:
            return blank._replace(problem=self._out_of_range(number))
        return blank._replace(value=numbers.tidy(number))

    def _out_of_range(self, number: float) -> EntryCase:
        if self.is_whole and number < 0:
            return BelowZero()
        minimum, maximum = map(numbers.as_text, self.bounds)
        return ValueOutOfRange(minimum=minimum, maximum=maximum)

    def _behind(self, definition: Definition) -> Mapping[str, float]:
        return _behind(type(self), definition)

    def readings(self, text: str, definition: Definition) -> tuple[float, ...]:
        """Every number, in the kind's unit, that the clean `text` can mean; what stands around it is not looked at."""
        around = numbers.take_apart(text)
        after = bare(around.after)
        factor = self._behind(definition).get(after, 0) if after else self._bare_factor
        return tuple(number * factor for number in numbers.readings(around.core)) if factor else ()

    def _fitting(self, text: str, definition: Definition) -> list[float]:
        low, high = self.bounds
        found = self.readings(text, definition)
        fitting = [n for n in found if low <= n <= high and not (self.is_whole and n != int(n))]
        return fitting if self.excludes_readings or len(found) == 1 else list(found)

    def _part(self, name: str, typed: str, definition: Definition) -> Part | EntryCase:
        """One value as it was typed, or what is wrong with it."""
        text = clean(typed)
        around = numbers.take_apart(text)
        before, after = bare(around.before), bare(around.after)
        if not _begins(around.before, definition):
            return self._wrong(text, before, definition)
        fitting = self._fitting(text, definition)
        if len(fitting) > 1:
            return NumberAmbiguous()
        if not fitting:
            return self._wrong(text, before, definition)
        marked = before in in_words.estimates(definition) or in_words.is_marked(
            after, self.units(definition), definition
        )
        return Part(numbers.tidy(fitting[0]), name, self.unit, marked)

    def _wrong(self, text: str, before: str, definition: Definition) -> EntryCase:
        if RANGE.fullmatch(text):
            return NumberRange()
        found = self.readings(text, definition)
        if before == "-" and found:
            return self._out_of_range(-found[0])
        if before or not found:
            return self.no_number()
        if self.is_whole and all(number != int(number) for number in found):
            return NumberNotWhole()
        return self._out_of_range(found[0])


def _begins(before: str, definition: Definition) -> bool:
    """Whether a number may follow on `before`, which is clean."""
    return not before or bare(before) in in_words.before_number(definition)


@cache
def _behind(kind: type[Quantity], definition: Definition) -> Mapping[str, float]:
    question = kind()
    return in_words.behind_number(question.units(definition), definition)


class Percent(Quantity):
    """0 to 100 per cent.

    The cell is text on purpose: in a number cell "45%" becomes 0.45 without a word, and nobody can
    tell it from 0.45 % afterwards. As text, what was typed is what is read.
    """

    kind = Kind("percent")
    excludes_readings = False  # 1,200 may be what was typed for 1200, by mistake.
    bounds = (0, 100)
    unit = "%"

    def units(self, definition: Definition) -> Mapping[str, float]:
        words = {in_words.bare_of(word): 1.0 for word in definition.wording.understood.percent}
        return {"": 1.0, in_words.SHARE_SIGN: 1.0} | words

    def _pasted(self) -> str:
        # Pasted from a percent cell 0.45 is 45 %, typed it is 0.45 %: nobody can tell.
        return f"IF(AND({{cell}}>=0,{{cell}}<=100,OR({{cell}}=0,{{cell}}>=1)),0,{_WRONG})"

    def _judged(self, number: float, blank: Reading) -> Reading:
        if 0 < number < 1:
            return blank._replace(problem=PercentOrShare())
        return super()._judged(number, blank)


class Count(Quantity):
    """A whole number, 0 or more."""

    kind = Kind("count")
    bounds = (0, 10**12)
    is_whole = True

    def cell_rule(self, slot: Slot) -> CellRule:
        return CellRule(self.words, "#,##0", LOOSE, is_text=False, limit=LINE_LIMIT)

    def units(self, definition: Definition) -> Mapping[str, float]:
        return {"": 1.0}


_CLOCK = re.compile(r"([0-9]{1,4}):([0-5][0-9])(m|min|m\.|min\.|:00)?")


class Duration(Quantity):
    """A time span in hours; minutes, days and 2:30 are understood. Text for the reason of Percent."""

    kind = Kind("duration")
    excludes_readings = False  # 12,500 hours are too many, and somebody may have typed them.
    bounds = (0, HOURS_LIMIT)
    unit = "hours"

    def units(self, definition: Definition) -> Mapping[str, float]:
        words = definition.wording.understood
        units = {"": 1.0}
        for named, hours in ((words.hours, 1.0), (words.minutes, 1 / 60), (words.days, 24.0)):
            units |= {in_words.bare_of(word): hours for word in named}
        return units

    def number_of(self, raw: Raw) -> float | None:
        if isinstance(raw, dt.timedelta):
            return raw.total_seconds() / 3600
        if isinstance(raw, dt.time):
            return raw.hour + raw.minute / 60 + raw.second / 3600
        return super().number_of(raw)

    def no_number(self) -> EntryCase:
        return DurationInvalid()

    def readings(self, text: str, definition: Definition) -> tuple[float, ...]:
        clock = _CLOCK.fullmatch(_as_clock(text))
        if clock:
            return (int(clock[1]) + int(clock[2]) / 60,)
        return super().readings(text, definition)

    def _number_steps(self, text: str, judged: str) -> dict[str, str]:
        made = super()._number_steps(text, "amount")
        shortened = f"{{{text}}}"
        for old, new in _AS_CLOCK:
            shortened = f'SUBSTITUTE({shortened},"{old}","{new}")'
        colon = 'FIND(":",{clock})'
        hours, minutes = f"LEFT({{clock}},{colon}-1)", f"MID({{clock}},{colon}+1,2)"
        digits = f'{typed_text.without_digits_formula(hours + "&" + minutes)}=""'
        ends = ",".join(f'MID({{clock}},{colon}+3,9)="{end}"' for end in ("", "m", "min", "m.", "min.", ":00"))
        sizes = f"LEN({hours})>0,LEN({hours})<5,LEN({minutes})=2,VALUE({minutes})<60"
        within = f"VALUE({hours})+VALUE({minutes})/60<={HOURS_LIMIT}"
        made["clock"] = shortened
        made["shows"] = f"IFERROR(IF(AND({digits},{sizes},OR({ends}),{within}),1,0),0)"
        return made | {judged: "IF({shows}=1,0,{amount})"}

    def _number_values(self, text: str, judged: str, definition: Definition) -> dict[str, Cached]:
        clock = _as_clock(text)
        match = _CLOCK.fullmatch(clock)
        shows = bool(match) and int(match[1]) + int(match[2]) / 60 <= HOURS_LIMIT  # type: ignore[index]
        made = super()._number_values(text, "amount", definition)
        if match:
            # The steps beside it look at the same text as at a number, which it is not.
            made["amount"] = _WRONG
        return made | {"clock": clock, "shows": int(shows), judged: 0 if shows else made["amount"]}


_AS_CLOCK = ((" h", "h"), ("h ", "h"), (" :", ":"), (": ", ":"), (" m", "m"), ("h", ":"))
"""What becomes what in a text that may show hours and minutes: `2 h 30 min` is `2:30min`."""


def _as_clock(text: str) -> str:
    for old, new in _AS_CLOCK:
        text = text.replace(old, new)
    return text


# --- what the kinds share --------------------------------------------------------------------
LOOSE = (
    "IF(ISNUMBER({cell}),TRUE,OR(SUMPRODUCT(--ISNUMBER(FIND(all_digits_list,{cell})))>0,"
    'SUMPRODUCT(--(na_list=SUBSTITUTE(SUBSTITUTE(SUBSTITUTE(LOWER({cell}),"/","")," ",""),".","")))>0))'
)
"""What the cell refuses while it is typed in: what has no digit and is not n/a. The steps judge the rest."""


def numbered(steps: Mapping[str, _Shown], place: int) -> dict[str, _Shown]:
    """The steps of the value at `place`, each with its number; formulas name them so as well."""
    own = re.compile("{(" + "|".join(steps) + ")}")
    return {
        f"{name}{place}": own.sub(rf"{{\g<1>{place}}}", step) if isinstance(step, str) else step
        for name, step in steps.items()
    }


def several_verdict(otherwise: str) -> dict[str, str]:
    """The last steps of a cell that takes several values, each of which is judged; `otherwise` stands in front."""
    places = range(1, several.MOST + 1)
    any_piece = "&".join(f"{{piece{place}}}" for place in places)
    wrong = ",".join(f"{{judged{place}}}={_WRONG}" for place in places)
    most = ",".join(f"{{judged{place}}}" for place in places)
    return {
        "rest": f'IFERROR({several.rest()},"{typed_text.UNREAD}")',
        "verdict": f"{otherwise}IF(OR({{blank}}=1,{{not_given}}>0),0,"
        f'IF(OR({any_piece}="",{{rest}}<>"",{wrong}),{_WRONG},MAX({most}))))',
    }


def if_filled(steps: dict[str, str]) -> dict[str, str]:
    """The steps of one of several values, which an empty one passes."""
    return steps | {"judged": f'IF({{piece}}="",0,{steps["judged"]})'}


def if_filled_value(pieces: Mapping[str, str], values: dict[str, Cached]) -> dict[str, Cached]:
    """What those steps show."""
    return values if pieces["piece"] else values | {"judged": 0}


def _one(part: Part, blank: Reading, *, is_clean: bool) -> Reading:
    return blank._replace(value=part.value, unit=part.unit, estimated=part.estimated, normalised=not is_clean)


def read_parts(parts: list[Part], blank: Reading, text: str) -> Reading:
    """`blank` with the one value of `parts`, or with all of them."""
    if len(parts) == 1 and not parts[0].name:
        part = parts[0]
        said = numbers.as_text(float(part.value))
        return _one(part, blank, is_clean=text in {said, f"{said} {part.unit}", f"{part.unit} {said}"})
    said = "; ".join(_said(part) for part in parts)
    # A name that is its place was not typed.
    return blank._replace(value=said, parts=tuple(parts), normalised=said != text)


def _said(part: Part) -> str:
    amount = f"{numbers.as_text(float(part.value))} {part.unit}".strip() if part.unit != "%" else f"{part.value}"
    return amount if part.name.isdecimal() else f"{part.name}: {amount}"
