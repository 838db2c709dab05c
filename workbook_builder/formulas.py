"""The workbook's formulas, each with the value it has in an untouched template.

Functions of Excel 2010 only: no `_xlfn.`, no dynamic arrays, nothing volatile. The hidden state
and problem columns (`schemas.layout.StandardColumn`) carry the logic once; questions, statuses
and conditional formats only look at them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from schemas.definition import Definition
from schemas.excel_limits import check_formula
from schemas.layout import (
    IDENTITY,
    Asked,
    Layout,
    Place,
    RowProblem,
    Slot,
    SlotKind,
    layout_of,
    sign_off_list,
)
from schemas.models import Asks, Kind
from schemas.questions import TEXT_LIMIT, question_of

Cached = str | int | float
BAR_LENGTH = 10


class Formula(NamedTuple):
    """A formula without its equals sign's companions, and the value it has in the template."""

    text: str
    cached: Cached


@dataclass(frozen=True)
class Preset:
    """What is already filled in when the template is made: the only inputs a formula can see then."""

    year: int
    member: str | None = None
    """The Member's name in the workbook's language."""


def asked_code(asks: Asks | None) -> Asked:
    """How a question is asked, as the number in the hidden table of kinds."""
    if asks is None:
        return Asked.NOT
    return {Asks.TEXT: Asked.TEXT, Asks.YES_NO: Asked.YES_NO, Asks.IF_YES: Asked.IF_YES}[asks]


def texts_of(definition: Definition) -> dict[str, str]:
    """The texts that formulas show, by the name they get on the hidden sheet of lists."""
    sheet = definition.wording.standard_sheet
    errors = {f"error_{key}": words.error for key, words in definition.wording.inputs.items()}
    own = {"progress": sheet.progress, "sign_off_choice": sheet.sign_off_choice}
    return {**definition.wording.status.model_dump(), **own, **errors}


class Formulas:
    """The formulas of one workbook; `all()` gives each under the name of its cell."""

    def __init__(self, definition: Definition, preset: Preset) -> None:
        self._definition = definition
        self._preset = preset
        self._layout: Layout = layout_of(definition.edition)
        self._status = definition.wording.status

    def all(self) -> Iterator[tuple[str, Formula]]:
        """Every formula cell's name with its formula; the text begins with `=`."""
        for name, formula in self._parts():
            yield name, Formula(check_formula(f"={formula.text}"), formula.cached)

    def _parts(self) -> Iterator[tuple[str, Formula]]:
        yield from self._start()
        yield from self._summary()
        for s, standard in self._definition.edition.standards.items():
            for i in range(1, standard.indicators + 1):
                yield from self._indicator(s, i)
                for n in range(1, self._definition.edition.questions_per_level + 1):
                    yield from self._question(s, i, n)
            for k in range(1, len(standard.information) + 1):
                yield from self._information(s, k)
            yield from self._standard(s)

    def sign_off_choice(self, s: int) -> Formula:
        """The one choice of a standard's sign-off, for the hidden sheet of lists."""
        count = self._definition.edition.standards[s].indicators
        digits = '&"-"&'.join(f"MAX(0,{self._far(f'state_{s}_{i}')})" for i in range(1, count + 1))
        formula = f'=SUBSTITUTE(text_sign_off_choice,"{{levels}}",{digits})'
        return Formula(check_formula(formula), self._definition.sign_off_choice((0,) * count))

    # Places: within a sheet a bare reference reads best, across sheets the title goes along.

    def _place(self, name: str) -> Place:
        return self._layout.slots[name].place if name in self._layout.slots else self._layout.formulas[name].place

    def _near(self, name: str) -> str:
        return self._place(name).absolute

    def _far(self, name: str) -> str:
        place = self._place(name)
        return f"'{self._definition.sheet_title(place.sheet)}'!{place.absolute}"

    # --- start -------------------------------------------------------------------------------

    def _start(self) -> Iterator[tuple[str, Formula]]:
        country = self._near("country")
        code = f'IFERROR(INDEX(country_codes,MATCH({country},country_list,0)),"")'
        member = self._preset.member
        yield "country_code", Formula(code, self._definition.country_codes[member] if member else "")
        share = f"ROUND({BAR_LENGTH}*progress_total,0)"
        bar = f'{_bar(share)}&"  "&TEXT(progress_total,"0%")'
        yield "start_progress", Formula(bar, f"{'░' * BAR_LENGTH}  0%")
        filled = {"country": member is not None, "reporting_year": True}
        for name in IDENTITY:
            if name in self._layout.slots:
                yield f"note_{name}", self._note(self._layout.slots[name], filled.get(name, False))

    def _note(self, slot: Slot, is_filled: bool) -> Formula:
        rule = question_of(slot, self._definition).cell_rule(slot)
        cell = self._near(slot.name)
        wrong = "text_not_a_member" if slot.name == "country" else f"text_error_{rule.words}"
        formula = f'IF(ISERROR({cell}),text_error_value,IF(LEN({cell})=0,text_fill_in,IF({rule.valid},"",{wrong})))'
        return Formula(formula.format(cell=cell), "" if is_filled else self._status.fill_in)

    # --- summary -----------------------------------------------------------------------------

    def _summary(self) -> Iterator[tuple[str, Formula]]:
        edition = self._definition.edition
        done = ",".join(self._far(f"problem_{s}_{i}") for s, i in edition.indicators)
        yield "progress_total", Formula(f"SUM({done})/{len(edition.indicators)}", 0)
        yield "progress_bar", Formula(_bar(f"ROUND({BAR_LENGTH}*progress_total,0)"), "░" * BAR_LENGTH)
        for s in edition.standards:
            yield from self._summary_row(s)

    def _summary_row(self, s: int) -> Iterator[tuple[str, Formula]]:
        standard, words = self._definition.edition.standards[s], self._definition.wording.summary
        numbers = range(1, standard.indicators + 1)
        done = f"SUM({','.join(self._far(f'problem_{s}_{i}') for i in numbers)})"
        yield f"complete_{s}", Formula(f'{done}&" / {standard.indicators}"', f"0 / {standard.indicators}")
        yield f"bar_{s}", Formula(_bar(f"ROUND({BAR_LENGTH}*{done}/{standard.indicators},0)"), "░" * BAR_LENGTH)
        for i in numbers:
            finished = _quoted(words.indicator_done.format(indicator=f"{s}.{i}"))
            unfinished = words.indicator_open.format(indicator=f"{s}.{i}")
            formula = f"IF({self._far(f'problem_{s}_{i}')}=1,{finished},{_quoted(unfinished)})"
            yield f"tile_{s}_{i}", Formula(formula, unfinished)
        items = range(1, len(standard.information) + 1)
        given = f"COUNTA({','.join(self._far(f'info_{s}_{k}') for k in items)})"
        yield f"information_{s}", Formula(f'{given}&" / {len(items)}"', f"0 / {len(items)}")
        yield f"signed_{s}", Formula(self._far(f"sign_off_status_{s}"), self._status.sign_off_open)
        yield f"next_{s}", self._next(s)

    def _next(self, s: int) -> Formula:
        """What comes next in a standard, as a link to its cell."""
        standard = self._definition.edition.standards[s]
        steps = [
            (f"{self._far(f'problem_{s}_{i}')}=0", f"level_{s}_{i}", f'"{s}.{i}: "&{self._far(f"status_{s}_{i}")}')
            for i in range(1, standard.indicators + 1)
        ]
        steps += [
            (f"{self._far(f'info_problem_{s}_{k}')}>0", f"info_{s}_{k}", self._far(f"info_status_{s}_{k}"))
            for k in range(1, len(standard.information) + 1)
        ]
        sign_off = self._far(f"sign_off_{s}")
        steps.append((f"{sign_off}<>{sign_off_list(s)}", f"sign_off_{s}", self._far(f"sign_off_status_{s}")))
        formula = "text_next_done"
        for condition, target, text in reversed(steps):
            formula = f"IF({condition},HYPERLINK({_quoted('#' + self._far(target).replace('$', ''))},{text}),{formula})"
        return Formula(formula, f"{s}.1: {self._status.choose_level}")

    # --- a standard's sheet ------------------------------------------------------------------

    def _standard(self, s: int) -> Iterator[tuple[str, Formula]]:
        count = self._definition.edition.standards[s].indicators
        cells = [self._near(f"problem_{s}_{i}") for i in range(1, count + 1)]
        done = f"SUM({','.join(cells)})"
        progress = f'SUBSTITUTE(SUBSTITUTE(text_progress,"{{done}}",{done}),"{{total}}",{count})'
        cached = self._definition.wording.standard_sheet.progress.format(done=0, total=count)
        yield f"progress_{s}", Formula(progress, cached)
        cell = self._near(f"sign_off_{s}")
        ready = f"IF({done}={count},text_sign_off_ready,text_sign_off_open)"
        signed = f"IF({cell}={sign_off_list(s)},text_sign_off_done,text_sign_off_changed)"
        status = f"IFERROR(IF(LEN({cell})=0,{ready},{signed}),text_error_value)"
        yield f"sign_off_status_{s}", Formula(status, self._status.sign_off_open)

    def _indicator(self, s: int, i: int) -> Iterator[tuple[str, Formula]]:
        level, state = self._near(f"level_{s}_{i}"), self._near(f"state_{s}_{i}")
        signed, complete = self._near(f"signed_{s}_{i}"), self._near(f"problem_{s}_{i}")
        problems = self._problems(s, i)
        filled = f"COUNTA({','.join(self._inputs(s, i))})>0"
        stale = f'{signed}<>"",{signed}<>{state}&"",{filled}'
        sign_off, count = self._near(f"sign_off_{s}"), self._definition.edition.standards[s].indicators
        yield f"state_{s}_{i}", Formula(f"IFERROR(IF(LEN({level})=0,0,MATCH({level},level_list,0)),-1)", 0)
        yield f"signed_{s}_{i}", Formula(f'IFERROR(MID(RIGHT({sign_off},{2 * count - 1}),{2 * i - 1},1),"")', "")
        description = f'IF({state}<1,"",INDEX(level_descriptions,{state}))'
        yield f"level_description_{s}_{i}", Formula(description, "")
        open_rows = "+".join(
            f"COUNTIF({problems},{problem.value})"
            for problem in (RowProblem.MISSING, RowProblem.NOT_VALID, RowProblem.ERROR_VALUE)
        )
        yield f"problem_{s}_{i}", Formula(f"IF(AND({state}>0,{open_rows}=0,NOT(AND({stale}))),1,0)", 0)
        no_level = f"IF({filled},text_answers_without_level,text_choose_level)"
        is_stale = f'IF({signed}="0",text_signed_before_level,SUBSTITUTE(text_stale,"{{level}}",{signed}))'
        finished = f"IF(COUNTIF({problems},{RowProblem.NOT_ASKED.value})>0,text_also_not_asked,text_complete)"
        missing = f'SUBSTITUTE(text_still_to_answer,"{{questions}}",{self._open_questions(s, i)})'
        formula = (
            f"IF({state}=-1,text_level_not_in_list,IF({state}=0,{no_level},"
            f"IF(AND({stale}),{is_stale},IF({complete}=1,{finished},{missing}))))"
        )
        yield f"status_{s}_{i}", Formula(formula, self._status.choose_level)

    def _inputs(self, s: int, i: int) -> list[str]:
        kinds = (SlotKind.YES_NO, SlotKind.ANSWER)
        return [slot.place.absolute for kind in kinds for slot in self._layout.slots_of(s, i, kind)]

    def _problems(self, s: int, i: int) -> str:
        last = self._definition.edition.questions_per_level
        return f"{self._near(f'problem_{s}_{i}_1')}:{self._near(f'problem_{s}_{i}_{last}')}"

    def _open_questions(self, s: int, i: int) -> str:
        """The numbers of the questions that are still open, as text: `1, 3`."""
        parts = []
        for n in range(1, self._definition.edition.questions_per_level + 1):
            problem = self._near(f"problem_{s}_{i}_{n}")
            parts.append(f'IF(OR({problem}=0,{problem}={RowProblem.NOT_ASKED.value}),"",", {n}")')
        return f"MID({'&'.join(parts)},3,99)"

    def _question(self, s: int, i: int, n: int) -> Iterator[tuple[str, Formula]]:
        level, state = self._near(f"state_{s}_{i}"), self._near(f"state_{s}_{i}_{n}")
        problem = self._near(f"problem_{s}_{i}_{n}")
        kind = f"INDEX(question_kinds,{level},{n})"
        gate = self._gate(s, i, n)
        asked = kind
        if gate:
            asked = f"IF({kind}={Asked.IF_YES.value},IF({gate}=INDEX(yes_no_list,1),1,0),{kind})"
        yield f"state_{s}_{i}_{n}", Formula(f"IFERROR(IF({level}<1,0,{asked}),0)", 0)
        yield f"question_{s}_{i}_{n}", Formula(f'IF({state}=0,"",INDEX(question_texts,{level},{n}))', "")
        yield f"question_number_{s}_{i}_{n}", Formula(f'IF({state}=0,"",{n})', "")
        yield f"problem_{s}_{i}_{n}", Formula(self._row_problem(s, i, n), 0)
        yes_no = f"{state}={Asked.YES_NO.value}"
        formula = (
            f"CHOOSE({problem}+1,"
            f'IF({state}=0,"",text_answered),'
            f"IF({yes_no},text_choose_yes_no,text_to_answer),"
            f"IF({state}=0,text_not_asked,text_yes_no_not_asked),"
            f"IF({yes_no},text_yes_no_not_in_list,text_too_long),"
            f"text_error_value)"
        )
        yield f"row_status_{s}_{i}_{n}", Formula(formula, "")

    def _gate(self, s: int, i: int, n: int) -> str:
        """The Yes/No cell before question `n`, empty where that row has none."""
        name = f"yes_no_{s}_{i}_{n - 1}"
        return self._near(name) if name in self._layout.slots else ""

    def _row_problem(self, s: int, i: int, n: int) -> str:
        level, state = self._near(f"state_{s}_{i}"), self._near(f"state_{s}_{i}_{n}")
        answer = self._near(f"answer_{s}_{i}_{n}")
        own = f"yes_no_{s}_{i}_{n}"
        yes_no = self._near(own) if own in self._layout.slots else ""
        p = RowProblem
        text = f"IF(LEN(TRIM({answer}))=0,{p.MISSING.value},IF(LEN({answer})>{TEXT_LIMIT},{p.NOT_VALID.value},0))"
        left_over = f"LEN({answer})"
        error = f"ISERROR({answer})"
        if yes_no:
            # A Yes or No left from another level stands beside a text question, or beside none.
            text = f"IF(LEN(TRIM({answer}))*LEN({yes_no})>0,{p.NOT_ASKED.value},{text})"
            left_over += f"+LEN({yes_no})"
            error = f"OR({error},ISERROR({yes_no}))"
        gate = self._gate(s, i, n)
        waits = f",IF(AND(INDEX(question_kinds,{level},{n})={Asked.IF_YES.value},LEN({gate})=0),0," if gate else ",("
        # Text behind an unanswered gate is not out of place: the gate is what is missing.
        unasked = f"IF({level}<1,0{waits}IF({left_over}>0,{p.NOT_ASKED.value},0)))"
        choice = "0"
        if yes_no:
            valid = f"ISNUMBER(MATCH({yes_no},yes_no_list,0))"
            choice = f"IF(LEN({yes_no})=0,{p.MISSING.value},IF({valid},0,{p.NOT_VALID.value}))"
        return (
            f"IF({error},{p.ERROR_VALUE.value},IF({state}={Asked.TEXT.value},{text},"
            f"IF({state}={Asked.YES_NO.value},{choice},{unasked})))"
        )

    def _information(self, s: int, k: int) -> Iterator[tuple[str, Formula]]:
        edition, slot = self._definition.edition, self._layout.slots[f"info_{s}_{k}"]
        rule = question_of(slot, self._definition).cell_rule(slot)
        cell, state = self._near(slot.name), self._near(f"info_state_{s}_{k}")
        problem = self._near(f"info_problem_{s}_{k}")
        levels = ",".join(self._near(f"state_{s}_{i}") for i in range(1, edition.standards[s].indicators + 1))
        yield f"info_state_{s}_{k}", Formula(f"IF(MAX({levels})>={edition.information_from_level},1,0)", 0)
        p = RowProblem
        filled = "0"
        if self._definition.item(s, k).kind is Kind.MONEY:
            currency = self._near(f"info_{s}_{k}_currency")
            bare = f'ISNUMBER(VALUE(SUBSTITUTE({cell}," ","")))'
            filled = f"IF(AND(LEN({currency})=0,{bare}),{p.CURRENCY_MISSING.value},0)"
        entry = f"IF({rule.valid.format(cell=cell)},{filled},{p.NOT_VALID.value})"
        formula = f"IF(ISERROR({cell}),{p.ERROR_VALUE.value},IF(LEN(TRIM({cell}))=0,{state},{entry}))"
        yield f"info_problem_{s}_{k}", Formula(formula, 0)
        status = (
            f"CHOOSE({problem}+1,IF(LEN(TRIM({cell}))=0,text_open,text_answered),text_please_give,"
            f'"",text_error_{rule.words},text_error_value,text_choose_currency)'
        )
        yield f"info_status_{s}_{k}", Formula(status, self._status.open)


def _bar(filled: str) -> str:
    """A bar of `BAR_LENGTH` blocks of which the formula `filled` says how many are full."""
    return f'REPT("█",{filled})&REPT("░",{BAR_LENGTH}-{filled})'


def _quoted(text: str) -> str:
    return '"' + text.replace('"', '""') + '"'
