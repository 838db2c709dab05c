"""The workbook's formulas, each with the value it shows when the workbook is made.

Functions of Excel 2010 only: no `_xlfn.`, no dynamic arrays, nothing volatile.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from schemas.definition import Definition
from schemas.excel.excel_limits import check_formula
from schemas.layout import names
from schemas.layout.columns import KEY_COLUMN, KEY_ROW, RowProblem, StartColumn
from schemas.layout.names import IDENTITY
from schemas.layout.places import START, Place, Slot
from schemas.questions import Cached, SignOff, question_of
from schemas.questions.typed_text import nothing_seen_formula
from workbook_builder.formulas.first_values import BAR_LENGTH, RIGHT_TO_LEFT_MARK, WHOSE_SEPARATOR, Shown
from workbook_builder.formulas.formula_places import FormulaPlaces, quoted
from workbook_builder.formulas.indicator_formulas import IndicatorFormulas


class Formula(NamedTuple):
    """A formula with its equals sign, and the value it shows when the workbook is made."""

    text: str
    cached: Cached


def texts_of(definition: Definition) -> dict[str, str]:
    """The texts that formulas show, by the name they get on the hidden sheet of lists."""
    sheet = definition.wording.standard_sheet
    errors = {_error(key): words.error for key, words in definition.wording.inputs.items()}
    own = {"progress": sheet.progress, "sign_off_choice": sheet.sign_off_choice}
    own |= {"as_told": definition.wording.cover.as_told}
    return {**definition.wording.status.values(), **own, **errors}


def _error(words: str) -> str:
    """What the text is called that an input cell shows for a value it does not take."""
    return f"error_{words}"


class _References(dict[str, str]):
    """What the names in braces of a step's formula stand for, worked out as they are met."""

    def __init__(self, places: FormulaPlaces, name: str, steps: Mapping[str, Place]) -> None:
        self._places, self._steps = places, steps
        super().__init__(cell=places.far(name))

    def __missing__(self, name: str) -> str:
        return self._steps[name].absolute if name in self._steps else self._places.far(name)


_STAMP = Place(START, KEY_ROW, KEY_COLUMN).absolute


class Formulas(FormulaPlaces):
    """The formulas of one workbook; `all()` gives each under the name of its cell."""

    def __init__(self, definition: Definition, shown: Shown) -> None:
        super().__init__(definition)
        self._shown = shown
        self._indicators = IndicatorFormulas(definition)

    def all(self) -> Iterator[tuple[str, Formula]]:
        """Every formula cell's name with its formula."""
        for name, formula in self._parts():
            yield name, Formula(check_formula(f"={formula}"), self._shown.value(name))

    def _parts(self) -> Iterator[tuple[str, str]]:
        yield from self._start()
        yield from self._summary()
        for s, standard in self._definition.edition.standards.items():
            for i in range(1, standard.indicators + 1):
                yield from self._indicators.all(s, i)
            for k in range(1, len(standard.information) + 1):
                yield from self._information(s, k)
            yield from self._standard(s)

    def sign_off_choice(self, s: int) -> Formula:
        """The one choice of a standard's sign-off, for the hidden sheet of lists."""
        count = self._definition.edition.standards[s].indicators
        digits = '&"-"&'.join(f"MAX(0,{self.far(names.state(s, i))})" for i in range(1, count + 1))
        offered = f'SUBSTITUTE(text_sign_off_choice,"{{levels}}",{digits})'
        formula = f'=IF({self.far(names.unfinished(s))}=0,{offered},"")'
        return Formula(check_formula(formula), self._shown.sign_off_choice(s))

    def levels_offered(self, s: int, i: int) -> str:
        """The source of a level's list: all five, or the present one alone as soon as there are answers to it.

        An answer stands beside the question of the level it was given for: another level would ask something
        else of it.
        """
        first, last = (self.far(names.row_filled(s, i, n)) for n in (1, self._definition.edition.questions_per_level))
        filled = f"SUM({first}:{last.rpartition('!')[2]})"
        if self._layout.shows_last_year:
            filled += f"+{self.far(names.kept(s, i))}"
        state = self.far(names.state(s, i))
        ends = (f"IF(AND({filled}>0,{state}>0),{state},{end})" for end in (1, len(self._definition.edition.levels)))
        return ":".join(f"INDEX(level_list,{end})" for end in ends)

    def steps(self) -> Iterator[tuple[Place, Formula]]:
        """The steps that judge input cells, each with its place on the hidden sheet of lists."""
        for name, places in self.step_places.items():
            slot = self._layout.slots[name]
            shown = self._shown.steps(name)
            for step, formula in question_of(slot, self._definition).steps(slot, self._definition).items():
                text = formula.format_map(_References(self, name, places))
                yield places[step], Formula(check_formula(f"={text}"), shown[step])

    def steps_after(self, name: str) -> Iterator[tuple[Place, str, str]]:
        """The steps that judge the input cell called `name`, and those that look at its steps or formulas.

        Each with its place, the input cell it judges, and its own name.
        """
        for judged, places in self.step_places.items():
            steps = question_of(self._layout.slots[judged], self._definition).steps
            formulas = steps(self._layout.slots[judged], self._definition).values()
            if judged == name or any(f"{{{name}" in formula for formula in formulas):
                yield from ((place, judged, step) for step, place in places.items())

    # --- start -------------------------------------------------------------------------------

    def _start(self) -> Iterator[tuple[str, str]]:
        yield names.country_code(), self.step("country", "code")
        share = f"ROUND({BAR_LENGTH}*progress_total,0)"
        yield names.start_progress(), f'{self._bar(share)}&"  "&TEXT(progress_total,"0%")'
        for name in IDENTITY:
            if name in self._layout.slots:
                yield names.identity_note(name), self._note(self._layout.slots[name])
        left = "+".join((self._open_identity(), *map(self._open_standard, self._definition.edition.standards)))
        yield names.ready(), f'IF({left}=0,"",SUBSTITUTE(text_left,"{{count}}",{left}))'

    def _open_identity(self) -> str:
        notes = [names.identity_note(name) for name in IDENTITY if name in self._layout.slots]
        return "+".join(f"(LEN({self.far(note)})>0)" for note in notes)

    def _open_standard(self, s: int) -> str:
        return f"{self.far(names.unfinished(s))}+(1-{self._is_signed(s)})"

    def _is_signed(self, s: int) -> str:
        """1 where the standard is signed off as it stands, 0 elsewhere."""
        levels, choice = self.step(names.sign_off(s), "levels"), names.sign_off_list(s)
        digits = 2 * self._definition.edition.standards[s].indicators - 1
        return f'IF(AND({choice}<>"",{levels}=RIGHT({choice},{digits})),1,0)'

    def _note(self, slot: Slot) -> str:
        rule, cell = question_of(slot, self._definition).cell_rule(slot), self.near(slot.name)
        wrong = "text_not_a_member" if slot.name == "country" else names.shown_text(_error(rule.words))
        taken = rule.valid.format(cell=cell)
        if slot.name in self.step_places:
            taken = f"{self.verdict(slot.name)}=0"
        if slot.name == "reporting_year":
            # The hidden stamp of the sheet says which year the template is for.
            taken = f'IF({taken},ISNUMBER(FIND(" year="&{self.step(slot.name, "year")}&" ",{_STAMP})),FALSE)'
        blank, judged = self._is_blank(slot.name), f'IF({taken},"",{wrong})'
        return f"IF(ISERROR({cell}),text_error_value,IF({blank},text_fill_in,{judged}))"

    def _is_blank(self, name: str) -> str:
        """TRUE where there is nothing to see in the input cell called `name`."""
        judged = "blank" in self.step_places.get(name, ())
        return f"{self.step(name, 'blank')}=1" if judged else nothing_seen_formula(self.near(name))

    def _bar(self, filled: str) -> str:
        """A bar of `BAR_LENGTH` blocks of which the formula `filled` says how many are full."""
        blocks = f'REPT("█",{filled})&REPT("░",{BAR_LENGTH}-{filled})'
        mark = f'"{RIGHT_TO_LEFT_MARK}"'
        return f"{mark}&{blocks}&{mark}" if self._definition.runs_right_to_left else blocks

    # --- summary -----------------------------------------------------------------------------

    def _summary(self) -> Iterator[tuple[str, str]]:
        edition = self._definition.edition
        done = ",".join(self.far(names.problem(s, i)) for s, i in edition.indicators)
        yield names.progress_total(), f"SUM({done})/{len(edition.indicators)}"
        yield names.progress_bar(), self._bar(f"ROUND({BAR_LENGTH}*progress_total,0)")
        yield names.send(), self._send()
        yield names.next_start(), self._next_start()
        for s in edition.standards:
            yield from self._summary_row(s)

    def _summary_row(self, s: int) -> Iterator[tuple[str, str]]:
        standard, words = self._definition.edition.standards[s], self._definition.wording.summary
        numbers = range(1, standard.indicators + 1)
        done = f"SUM({','.join(self.far(names.problem(s, i)) for i in numbers)})"
        yield names.complete(s), f'{done}&" / {standard.indicators}"'
        yield names.bar(s), self._bar(f"ROUND({BAR_LENGTH}*{done}/{standard.indicators},0)")
        for i in numbers:
            finished = quoted(words.indicator_done.format(indicator=f"{s}.{i}"))
            unfinished = quoted(words.indicator_open.format(indicator=f"{s}.{i}"))
            yield names.tile(s, i), f"IF({self.far(names.problem(s, i))}=1,{finished},{unfinished})"
        items = range(1, len(standard.information) + 1)
        given = "+".join(f"({self.far(names.information_status(s, k))}=text_answered)" for k in items)
        yield names.information_given(s), f'(0+{given or 0})&" / {len(items)}"'
        marks = f'IF({self._is_signed(s)}=1,"✓",IF({self._is_blank(names.sign_off(s))},"–","!"))'
        yield names.standard_signed(s), marks
        yield names.next_step(s), self._next(s)

    def _send(self) -> str:
        """To whom it goes and by when once nothing is left; what is left until then."""
        due, return_to = (self._cover(name) for name in ("due", "return_to"))
        sentence = f'SUBSTITUTE(SUBSTITUTE(text_send,"{{return_to}}",{return_to}),"{{due}}",{due})'
        told = f"IF(OR({due}=text_as_told,{return_to}=text_as_told),text_complete,{sentence})"
        return f'IF(ready="",{told},ready)'

    def _cover(self, name: str) -> str:
        row = self._layout.sheets[START].marks[f"cover.{name}"]
        return self._at(Place(START, row, StartColumn.VALUE))

    def _next_start(self) -> str:
        """The first identity cell that is open, as a link to it."""
        formula = "text_next_done"
        for name in reversed(IDENTITY):
            if name in self._layout.slots:
                target = quoted("#" + self.address(name))
                label = quoted(self._definition.text(f"identity.{name}") + ": ")
                note = self.far(names.identity_note(name))
                formula = f"IF(LEN({note})>0,HYPERLINK({target},{label}&{note}),{formula})"
        return formula

    def _next(self, s: int) -> str:
        """What comes next in a standard, as a link to its cell."""
        standard = self._definition.edition.standards[s]
        steps = [
            (f"{self.far(names.problem(s, i))}=0", names.level(s, i), f'"{s}.{i}: "&{self.far(names.status(s, i))}')
            for i in range(1, standard.indicators + 1)
        ]
        for k in range(1, len(standard.information) + 1):
            problem, shown = names.information_problem(s, k), names.information_status(s, k)
            steps.append((f"{self.far(problem)}>0", names.information(s, k), self.far(shown)))
        steps.append((f"{self._is_signed(s)}=0", names.sign_off(s), self.far(names.sign_off_status(s))))
        formula = "text_next_done"
        for condition, target, text in reversed(steps):
            formula = f"IF({condition},HYPERLINK({quoted('#' + self.address(target))},{text}),{formula})"
        return formula

    # --- a standard's sheet ------------------------------------------------------------------

    def _standard(self, s: int) -> Iterator[tuple[str, str]]:
        count = self._definition.edition.standards[s].indicators
        done = f"SUM({','.join(self.near(names.problem(s, i)) for i in range(1, count + 1))})"
        # The row is printed on each page: a loose one says whose it is.
        whose = f'IF({self.far(names.country_code())}="","",{self.far("country")}&"{WHOSE_SEPARATOR}")'
        said = f'SUBSTITUTE(SUBSTITUTE(text_progress,"{{done}}",{done}),"{{total}}",{count})'
        yield names.progress(s), f"{whose}&{said}"
        cell, name = self.near(names.sign_off(s)), names.sign_off(s)
        open_, items = (
            self.near(names.unfinished(s)),
            range(1, len(self._definition.edition.standards[s].information) + 1),
        )
        answered = "+".join(self._indicators.answered(s, i) for i in range(1, count + 1))
        wrong = "".join(f"+({self.near(names.information_problem(s, k))}>0)" for k in items)
        yield names.unfinished(s), f"{count}-({answered}){wrong}"
        unsigned = f"IF({open_}=0,text_sign_off_ready,text_sign_off_open)"
        done = f"IF({self._is_signed(s)}=1,text_sign_off_done,text_sign_off_changed)"
        wrong_choice = names.shown_text(_error(SignOff.words))
        signed = f"IF({self.verdict(name)}>0,{wrong_choice},IF({open_}>0,text_sign_off_incomplete,{done}))"
        yield (
            names.sign_off_status(s),
            f"IF(ISERROR({cell}),text_error_value,IF({self._is_blank(name)},{unsigned},{signed}))",
        )

    def _information(self, s: int, k: int) -> Iterator[tuple[str, str]]:
        edition, slot = self._definition.edition, self._layout.slots[names.information(s, k)]
        rule = question_of(slot, self._definition).cell_rule(slot)
        cell, state = self.near(slot.name), self.near(names.information_state(s, k))
        problem = self.near(names.information_problem(s, k))
        levels = ",".join(self.near(names.state(s, i)) for i in range(1, edition.standards[s].indicators + 1))
        yield names.information_state(s, k), f"IF(MAX({levels})>={edition.information_from_level},1,0)"
        p = RowProblem
        if slot.name in self.step_places:
            entry = self.verdict(slot.name)
        else:
            entry = f"IF({rule.valid.format(cell=cell)},0,{p.NOT_VALID.value})"
        blank, error, beside = self._is_blank(slot.name), f"ISERROR({cell})", names.currency(s, k)
        judged = f"IF({blank},{state},{entry})"
        if beside in self._layout.slots:
            other = self.near(beside)
            error = f"OR({error},ISERROR({other}))"
            is_none = f'AND(NOT({nothing_seen_formula(other)}),{self.step(slot.name, "chosen")}="")'
            judged = f"IF({is_none},{p.CURRENCY_MISSING.value},{judged})"
        yield names.information_problem(s, k), f"IF({error},{p.ERROR_VALUE.value},{judged})"
        yield (
            names.information_status(s, k),
            f"CHOOSE({problem}+1,IF({blank},text_open,text_answered),text_please_give,"
            f'"",{names.shown_text(_error(rule.words))},text_error_value,text_choose_currency,'
            "text_currencies_differ)",
        )
