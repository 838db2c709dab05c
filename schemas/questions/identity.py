"""Who answers: the Member, the year, the contact, the date."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from typing import Any

from schemas.definition import Definition
from schemas.findings.catalogue import (
    CountryAmbiguous,
    CountryUnknown,
    DateAmbiguous,
    DateInvalid,
    DateOutOfRange,
    EmailInvalid,
    YearInvalid,
)
from schemas.known_years import FIRST_YEAR, LAST_YEAR
from schemas.layout.lists import FIRST_ROW
from schemas.layout.places import Slot
from schemas.questions import addresses, dates, numbers
from schemas.questions.base import (
    FIRST_DAY,
    LAST_DAY,
    TEXT_LIMIT,
    TYPED_STEPS,
    Cached,
    CellRule,
    Limited,
    Question,
    Raw,
    Reading,
    not_shown,
    shown,
    too_long,
    typed_values,
    verdict,
    verdict_value,
)
from schemas.questions.countries import known_members, meant_by
from schemas.questions.typed_text import without_digits_formula


class Country(Question):
    """The Member, by a name that it alone bears, in any language, or by its ISO 3166-1 alpha-3 code in capitals."""

    words = "country"

    def cell_rule(self, slot: Slot) -> CellRule:
        return CellRule(self.words, "General", "ISNUMBER(MATCH({cell},country_list,0))", "country_list")

    def steps(self, slot: Slot, definition: Definition) -> Mapping[str, str]:
        place = f"SUMPRODUCT(({{listed}}={{text}})*(ROW({{listed}})-{FIRST_ROW - 1}))"
        code = place.format(listed="country_codes", text="TRIM({cell})")
        named = 'IF({as_name}>0,INDEX(country_word_codes,{as_name}),"")'
        return TYPED_STEPS | {
            # Letters of either size are the same to Excel, a code is in capitals.
            "as_code": f"IF(ISTEXT({{cell}}),IF(EXACT({{cell}},UPPER({{cell}})),{code},0),0)",
            "as_name": place.format(listed="country_words", text="{bare}"),
            "code": f"IF({{as_code}}>0,INDEX(country_codes,{{as_code}}),{named})",
            "verdict": verdict("LEN({code})>0"),
        }

    def step_values(self, slot: Slot, definition: Definition, typed: Mapping[str, Raw]) -> Mapping[str, Cached]:
        raw = typed.get(slot.name, "")
        values, known = typed_values(raw), known_members(definition)
        code = _trimmed(raw) if isinstance(raw, str) else ""
        as_code = list(definition.country_names).index(code) + 1 if code in definition.country_names else 0
        name = str(values["bare"])
        as_name = list(known).index(name) + 1 if name in known else 0
        member = code if as_code else known.get(name, "")
        return values | {
            "as_code": as_code,
            "as_name": as_name,
            "code": member,
            "verdict": verdict_value(bool(member), values),
        }

    def labels(self, slot: Slot, definition: Definition) -> Mapping[Any, str]:
        return definition.country_names

    def understood(self, reading: Reading, slot: Slot, definition: Definition) -> str:
        return f"{super().understood(reading, slot, definition)} ({reading.value})"

    def parse(self, raw: Raw, slot: Slot, definition: Definition) -> Reading:
        text = shown(raw)
        code = _as_listed(raw, definition) or str(self.step_values(slot, definition, {slot.name: raw})["code"])
        if code:
            return Reading(code, text=text, normalised=self.code_of(raw, slot, definition) is None)
        several = meant_by(text, definition)
        problem = CountryAmbiguous(options=", ".join(several)) if several else CountryUnknown()
        return Reading(text=text, problem=problem)


def _as_listed(raw: Raw, definition: Definition) -> str:
    """The code of a name as the list has it, which most officers choose: no other names are asked for then.

    Empty where it is none, or one that can mean several.
    """
    if not isinstance(raw, str) or raw not in definition.country_codes or meant_by(raw, definition):
        return ""
    return definition.country_codes[raw]


def _trimmed(text: str) -> str:
    """`text` as Excel's TRIM has it."""
    return re.sub(" +", " ", text).strip(" ")


class Year(Question):
    """The year the answers are about: a number, or a text of four digits."""

    words = "reporting_year"

    def cell_rule(self, slot: Slot) -> CellRule:
        valid = f"IF(ISNUMBER({{cell}}),AND({{cell}}>={FIRST_YEAR},{{cell}}<={LAST_YEAR},{{cell}}=INT({{cell}})),TRUE)"
        return CellRule(self.words, "0", valid, is_text=False)

    def steps(self, slot: Slot, definition: Definition) -> Mapping[str, str]:
        digits = f"AND(LEN({{clean}})=4,LEN({without_digits_formula('{clean}')})=0)"
        return TYPED_STEPS | {
            "year": f"IF(ISERROR({{cell}}),0,IF(ISNUMBER({{cell}}),{{cell}},IF({digits},VALUE({{clean}}),0)))",
            "verdict": verdict(f"AND({{year}}>={FIRST_YEAR},{{year}}<={LAST_YEAR},{{year}}=INT({{year}}))"),
        }

    def step_values(self, slot: Slot, definition: Definition, typed: Mapping[str, Raw]) -> Mapping[str, Cached]:
        raw = typed.get(slot.name, "")
        values = typed_values(raw)
        clean = str(values["clean"])
        year: int | float = int(clean) if re.fullmatch("[0-9]{4}", clean) else 0
        if isinstance(raw, (int, float)) and not isinstance(raw, bool):
            year = raw
        taken = FIRST_YEAR <= year <= LAST_YEAR and numbers.whole(year) is not None
        return values | {"year": year, "verdict": verdict_value(taken, values)}

    def parse(self, raw: Raw, slot: Slot, definition: Definition) -> Reading:
        text, values = shown(raw), self.step_values(slot, definition, {slot.name: raw})
        if values["verdict"] or values["blank"]:
            return Reading(text=text, problem=YearInvalid(minimum=FIRST_YEAR, maximum=LAST_YEAR))
        year = int(values["year"])
        return Reading(year, text=text, normalised=isinstance(raw, str) and raw != str(year))


class Line(Limited):
    """A short text: a name or a title."""

    def __init__(self, words: str) -> None:
        self.words = words

    def parse(self, raw: Raw, slot: Slot, definition: Definition) -> Reading:
        text = shown(raw)
        return Reading(text, text=text, problem=too_long(raw, self.limit))


class Note(Line):
    """A text that is read as it is: what officers tell beside their answers."""

    limit = TEXT_LIMIT

    def parse(self, raw: Raw, slot: Slot, definition: Definition) -> Reading:
        reading = super().parse(raw, slot, definition)
        return reading if reading.problem else reading._replace(problem=not_shown(raw, definition))


def address_of(text: str) -> str:
    """The one e-mail address that `text` is, as it is usually written; raises ValueError where it is none."""
    if addresses.is_plain(text):
        return text
    from email_validator import validate_email  # noqa: PLC0415 - loading it takes as long as reading a file

    address = re.sub("^mailto:", "", text, flags=re.IGNORECASE)
    return str(validate_email(address, check_deliverability=False).normalized)


class Email(Question):
    """One e-mail address, or several set apart by semicolons."""

    words = "contact_email"

    def cell_rule(self, slot: Slot) -> CellRule:
        valid = 'IFERROR(AND(FIND("@",{cell})>1,FIND(".",{cell},FIND("@",{cell})+2)<LEN({cell})),FALSE)'
        return CellRule(self.words, "@", valid)

    def steps(self, slot: Slot, definition: Definition) -> Mapping[str, str]:
        return TYPED_STEPS | addresses.steps("{clean}") | {"verdict": verdict("{fine}=1")}

    def step_values(self, slot: Slot, definition: Definition, typed: Mapping[str, Raw]) -> Mapping[str, Cached]:
        values = typed_values(typed.get(slot.name, ""))
        values |= addresses.values(str(values["clean"]))
        return values | {"verdict": verdict_value(values["fine"] == 1, values)}

    def parse(self, raw: Raw, slot: Slot, definition: Definition) -> Reading:
        text = shown(raw)
        if not self.step_values(slot, definition, {slot.name: raw})["fine"]:
            return Reading(text=text, problem=EmailInvalid())
        try:
            known = [address_of(part) for part in re.split(r"[;,\s]+", text) if part]
        except ValueError:
            return Reading(text=text, problem=EmailInvalid())
        value = "; ".join(known)
        return Reading(value, text=text, normalised=value.casefold() != text.casefold())


class Date(Question):
    """The day the workbook was sent; a text is understood where only one day can be meant."""

    words = "submission_date"

    def cell_rule(self, slot: Slot) -> CellRule:
        low, high = f"DATE({FIRST_YEAR},1,1)", f"DATE({LAST_YEAR},12,31)"
        valid = f"IF(ISNUMBER({{cell}}),AND({{cell}}>={low},{{cell}}<{high}+1),TRUE)"
        return CellRule(self.words, "yyyy\\-mm\\-dd", valid, is_text=False)

    def steps(self, slot: Slot, definition: Definition) -> Mapping[str, str]:
        low, high = f"DATE({FIRST_YEAR},1,1)", f"DATE({LAST_YEAR},12,31)"
        ambiguous = "AND({likelier}>0,{other}>0,{likelier}<>{other})"
        day = f"IF({ambiguous},0,MAX({{likelier}},{{other}}))"
        return (
            TYPED_STEPS
            | dates.steps("{clean}")
            | {
                "meant": f"IF(ISERROR({{cell}}),0,IF(ISNUMBER({{cell}}),{{cell}},{day}))",
                "verdict": verdict(f"AND({{meant}}>={low},{{meant}}<{high}+1)"),
            }
        )

    def step_values(self, slot: Slot, definition: Definition, typed: Mapping[str, Raw]) -> Mapping[str, Cached]:
        raw = typed.get(slot.name, "")
        values = typed_values(raw)
        found = dates.values(str(values["clean"]))
        days = {int(found[name]) for name in ("likelier", "other")} - {dates.NO_DAY}
        meant = dates.number_of(raw)
        if isinstance(raw, str):
            meant = days.pop() if len(days) == 1 else dates.NO_DAY
        taken = dates.number_of(FIRST_DAY) <= meant < dates.number_of(LAST_DAY) + 1
        return values | found | {"meant": meant, "verdict": verdict_value(taken, values)}

    def seen(self, raw: Raw) -> str:
        # The format of the cell makes a time of the number 0, and the readers leave days before 1900 numbers.
        if raw == dt.time():
            return "0"
        day = dates.day_of(raw) if not isinstance(raw, bool) else None
        return shown(raw if day is None else day)

    def parse(self, raw: Raw, slot: Slot, definition: Definition) -> Reading:
        text = self.seen(raw)
        values = self.step_values(slot, definition, {slot.name: raw})
        day = dates.day_of(values["meant"])
        if day is None:
            is_either = bool(values["likelier"] and values["other"])
            return Reading(text=text, problem=DateAmbiguous() if is_either else DateInvalid())
        if not FIRST_DAY <= day <= LAST_DAY:
            return Reading(text=text, problem=DateOutOfRange(minimum=FIRST_DAY, maximum=LAST_DAY))
        return Reading(day, text=text, normalised=isinstance(raw, str) and raw != day.isoformat())
