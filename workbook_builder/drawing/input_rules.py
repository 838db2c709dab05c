"""What an input cell accepts and how it answers: validation, messages, conditional formats.

Pasting goes round data validation, so a conditional format repeats each rule; the status beside
the cell says the same in words.
"""

from __future__ import annotations

from openpyxl.formatting.rule import Rule
from openpyxl.styles.differential import DifferentialStyle
from openpyxl.worksheet.datavalidation import DataValidation

from schemas.excel.excel_limits import VALIDATION_FORMULA_LENGTH, check_formula
from schemas.layout import names
from schemas.layout.columns import Asked, RowProblem, StandardColumn
from schemas.layout.layout import Layout
from schemas.layout.places import Slot, SlotKind, column_letter, standard_key
from schemas.questions import CellRule, question_of
from workbook_builder.drawing import looks
from workbook_builder.drawing.canvas import Canvas

_STATE, _PROBLEM, _SIGNED = (
    f"${column_letter(column)}" for column in (StandardColumn.STATE, StandardColumn.PROBLEM, StandardColumn.SIGNED)
)
_HASHES_FROM = 255
"""Characters of a text cell above which Excel 2007 and Excel 2011 for Mac show hash signs."""


def add_input_rules(canvas: Canvas) -> None:
    """Give every input cell its validation, its messages and its formats."""
    for slot in canvas.layout.slots.values():
        _validate(canvas, slot)
        _repeat_rule(canvas, slot)
    for s, i in canvas.definition.edition.indicators:
        _statuses(canvas, s, i)
    for s, standard in canvas.definition.edition.standards.items():
        _sheet_statuses(canvas, s, len(standard.information))


def _validate(canvas: Canvas, slot: Slot) -> None:
    """Where a list is offered and more than its entries is understood, Excel only warns of what is not in it.

    A level's list stops: it guards the answers that stand beside the questions of the present level.

    What a formula judges never stops what the reader takes: a text that needs more than a formula of one cell to be
    judged passes here, and the words beside the cell tell.
    """
    question = question_of(slot, canvas.definition)
    rule, words = question.cell_rule(slot), question.help(canvas.definition)
    understands_more = bool(question.steps(slot, canvas.definition)) and slot.kind is not SlotKind.LEVEL
    formula = rule.dropdown or (rule.asked or rule.valid).format(cell=slot.place.cell)
    if slot.kind is SlotKind.LEVEL:
        formula = names.levels_offered(slot.standard, slot.indicator)
    validation = DataValidation(
        type="list" if rule.dropdown else "custom",
        formula1=check_formula(formula, VALIDATION_FORMULA_LENGTH),
        allow_blank=True,
        showInputMessage=True,
        showErrorMessage=True,
        errorStyle="warning" if rule.dropdown and understands_more else "stop",
        promptTitle=words.title,
        prompt=_prompt(canvas, slot) or words.prompt,
        errorTitle=words.title,
        error=words.error,
    )
    validation.add(slot.place.cell)
    canvas.sheet(slot.place.sheet).add_data_validation(validation)


def _prompt(canvas: Canvas, slot: Slot) -> str:
    """What an item of additional information counts, and of which time; empty for any other cell."""
    if slot.kind is not SlotKind.INFORMATION:
        return ""
    words = canvas.definition.wording.information_help.get(slot.standard, {}).get(slot.number, "")
    return words.format(year=canvas.content.year - 1)


def _format(canvas: Canvas, slot_sheet: str, cells: str, formula: str, style: DifferentialStyle) -> None:
    rule = Rule(type="expression", dxf=style, formula=[check_formula(formula)], stopIfTrue=True)
    canvas.sheet(slot_sheet).conditional_formatting.add(cells, rule)


def _repeat_rule(canvas: Canvas, slot: Slot) -> None:
    cell, row, sheet = slot.place.cell, slot.place.row, slot.place.sheet
    absolute = slot.place.absolute
    rule = question_of(slot, canvas.definition).cell_rule(slot)
    if slot.kind is SlotKind.INFORMATION:
        _format(canvas, sheet, cell, f"{_PROBLEM}{row}>{RowProblem.MISSING.value}", looks.WRONG)
        _format(canvas, sheet, cell, f"{_STATE}{row}=0", looks.OPEN_TO)
        _long(canvas, slot, rule)
        return
    broken = _broken(canvas, slot, rule)
    if slot.kind is SlotKind.LEVEL:
        stale = f'AND({_SIGNED}{row}<>"",{_SIGNED}{row}<>{_STATE}{row}&"",{_any_input(canvas.layout, slot)})'
        broken = f"OR({broken},{stale})"
    _format(canvas, sheet, cell, broken, looks.WRONG)
    if slot.kind is SlotKind.YES_NO:
        asks = f"{_STATE}{row}={Asked.YES_NO.value}"
        _format(canvas, sheet, cell, f"AND(NOT({asks}),LEN({absolute})>0)", looks.WRONG)
        _format(canvas, sheet, cell, asks, looks.CHOICE)
    elif slot.kind is SlotKind.ANSWER:
        asked = f"{_STATE}{row}>0"
        _format(canvas, sheet, cell, f"AND(NOT({asked}),LEN({absolute})>0)", looks.WRONG)
        # Beside Yes and No a text may stand, and need not.
        _format(canvas, sheet, cell, f"{_STATE}{row}={Asked.YES_NO.value}", looks.OPEN_TO)
        _format(canvas, sheet, cell, asked, looks.ASKED)
    else:
        if slot.kind is SlotKind.CURRENCY:
            _format(canvas, sheet, cell, f"{_STATE}{row}=0", looks.OPEN_TO)
        _long(canvas, slot, rule)


def _long(canvas: Canvas, slot: Slot, rule: CellRule) -> None:
    """Keep a long text readable in older Excels; the cell looks as it does anyway."""
    if rule.limit > _HASHES_FROM:
        long = Rule(type="expression", dxf=looks.LONG, formula=[f"LEN({slot.place.absolute})>{_HASHES_FROM}"])
        canvas.sheet(slot.place.sheet).conditional_formatting.add(slot.place.cell, long)


def _broken(canvas: Canvas, slot: Slot, rule: CellRule) -> str:
    """Whether the cell holds what it does not take: as the cells beside it say, where they judge it step by step."""
    cell, row, layout = slot.place.absolute, slot.place.row, canvas.layout
    if not question_of(slot, canvas.definition).steps(slot, canvas.definition):
        wrong = f"NOT({rule.valid.format(cell=cell)})"
    elif slot.kind is SlotKind.IDENTITY:
        wrong = f'{layout.formulas[names.identity_note(slot.name)].place.absolute}<>""'
    elif slot.kind is SlotKind.LEVEL:
        wrong = f"{_STATE}{row}=-1"
    elif slot.kind is SlotKind.UNCHANGED:
        # What is no "unchanged" keeps nothing, and neither does one beside another level.
        wrong = f"{layout.formulas[names.kept(slot.standard, slot.indicator)].place.absolute}=0"
    else:
        wrong = f"{_PROBLEM}{row}={RowProblem.NOT_VALID.value}"
    return f"IF(ISERROR({cell}),TRUE,AND(LEN({cell})>0,{wrong}))"


def _any_input(layout: Layout, level: Slot) -> str:
    """Whether anything stands beside the questions of an indicator, as the hidden cells beside them say."""
    s, i = level.standard, level.indicator
    first, last = (
        layout.formulas[names.row_filled(s, i, n)].place.absolute for n in (1, layout.edition.questions_per_level)
    )
    kept = layout.formulas.get(names.kept(s, i))
    return f"SUM({first}:{last}){f'+{kept.place.absolute}' if kept else ''}>0"


def _statuses(canvas: Canvas, s: int, i: int) -> None:
    """The indicator's status: quiet when complete, loud when the answers are for another level."""
    sheet = standard_key(s)
    status = canvas.layout.formulas[names.status(s, i)].place
    row = status.row
    loud = f'OR({_STATE}{row}=-1,AND({_SIGNED}{row}<>"",{_SIGNED}{row}<>{_STATE}{row}&"",{_PROBLEM}{row}=0))'
    _format(canvas, sheet, status.cell, loud, looks.ATTENTION)
    _format(canvas, sheet, status.cell, f"{_PROBLEM}{row}=1", looks.DONE)
    last = canvas.definition.edition.questions_per_level
    first_row, last_row = (canvas.layout.formulas[names.row_status(s, i, n)].place for n in (1, last))
    _format(
        canvas,
        sheet,
        f"{first_row.cell}:{last_row.cell}",
        f"{_PROBLEM}{first_row.row}>={RowProblem.NOT_ASKED.value}",
        looks.ATTENTION,
    )


def _sheet_statuses(canvas: Canvas, s: int, items: int) -> None:
    sheet = standard_key(s)
    if items:
        first, last = (canvas.layout.formulas[names.information_status(s, k)].place for k in (1, items))
        cells = f"{first.cell}:{last.cell}"
        _format(canvas, sheet, cells, f"{_PROBLEM}{first.row}>{RowProblem.MISSING.value}", looks.ATTENTION)
    place = canvas.layout.formulas[names.sign_off_status(s)].place
    _format(canvas, sheet, place.cell, f"{place.absolute}=text_sign_off_changed", looks.ATTENTION)
    _format(canvas, sheet, place.cell, f"{place.absolute}=text_sign_off_done", looks.DONE)
