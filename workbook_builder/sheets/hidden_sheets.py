"""Draws the two very hidden sheets: lists for dropdowns and formulas, and the workbook's own map."""

from __future__ import annotations

from collections.abc import Sequence

from openpyxl.workbook.defined_name import DefinedName

from schemas.excel.excel_limits import check_defined_name
from schemas.layout import names
from schemas.layout.lists import UNCHANGED_LIST, lists_of
from schemas.layout.places import LISTS, MAP, ListRange, Place
from schemas.questions import CURRENCIES
from schemas.questions.word_lists import word_lists
from workbook_builder.drawing.canvas import Canvas
from workbook_builder.formulas.first_values import asked_code
from workbook_builder.formulas.formulas import Formula, Formulas, texts_of

MAP_HEADINGS = ("name", "sheet", "row", "column")
_MAP_FIRST_ROW = 3
_MAP_FIRST_COLUMN = 2
ListValue = str | int | float | Formula


def draw_lists(canvas: Canvas, formulas: Formulas) -> None:
    """Fill the hidden sheet of lists and give each list its defined name."""
    definition = canvas.definition
    texts = texts_of(definition)
    values = _list_values(canvas, formulas, texts)
    sizes = len(definition.members), len(CURRENCIES)
    words = {name: len(listed) for name, listed in word_lists(definition).items()}
    for listed in lists_of(definition.edition, *sizes, tuple(texts), words, canvas.layout.shows_last_year):
        _draw(canvas, listed, values[listed.name])
        _define(canvas, listed.name, LISTS, listed.absolute)
    for place, formula in formulas.steps():
        canvas.bulk[LISTS].write(place, formula)


def _list_values(canvas: Canvas, formulas: Formulas, texts: dict[str, str]) -> dict[str, Sequence[ListValue]]:
    """Each list's values, row by row."""
    definition = canvas.definition
    edition, words = definition.edition, definition.wording
    numbers = range(1, edition.questions_per_level + 1)
    yes_no = definition.yes_no_labels()
    values: dict[str, Sequence[ListValue]] = {
        "level_list": definition.level_labels,
        "level_descriptions": [level.description for level in words.levels.values()],
        "yes_no_list": yes_no,
        "yes_no_item_list": (*yes_no, words.not_available),
        "country_list": tuple(definition.country_names.values()),
        "country_codes": tuple(definition.country_names),
        "currency_list": CURRENCIES,
        "question_texts": [words.questions[level].get(n, "") for level in edition.levels for n in numbers],
        "question_kinds": [asked_code(definition.asks(level, n)).value for level in edition.levels for n in numbers],
    }
    values |= {names.shown_text(name): (text,) for name, text in texts.items()}
    values |= word_lists(definition)
    values |= {names.sign_off_list(s): (formulas.sign_off_choice(s),) for s in edition.standards}
    if canvas.content.last_year is not None:
        values[UNCHANGED_LIST] = (words.last_year.unchanged.format(year=canvas.content.last_year),)
    for choices in edition.choices:
        values[names.choices_list(choices)] = (*definition.choice_labels(choices).values(), words.not_available)
    return values


def _draw(canvas: Canvas, listed: ListRange, values: Sequence[ListValue]) -> None:
    for index, value in enumerate(values):
        row, column = divmod(index, listed.width)
        place = Place(LISTS, listed.place.row + row, listed.place.column + column)
        if value != "":
            canvas.bulk[LISTS].write(place, value)


def draw_map(canvas: Canvas) -> None:
    """Fill the map: each input and formula cell's name, sheet key, row and column."""
    cells = [(slot.name, slot.place) for slot in canvas.layout.slots.values()]
    cells += [(formula.name, formula.place) for formula in canvas.layout.formulas.values()]
    cells += [(last.name, last.place) for last in canvas.layout.last.values()]
    for offset, heading in enumerate(MAP_HEADINGS):
        canvas.bulk[MAP].write(Place(MAP, _MAP_FIRST_ROW - 1, _MAP_FIRST_COLUMN + offset), heading)
    for row, (name, place) in enumerate(cells, _MAP_FIRST_ROW):
        values: tuple[str | int, ...] = (name, place.sheet, place.row, place.column)
        for offset, value in enumerate(values):
            canvas.bulk[MAP].write(Place(MAP, row, _MAP_FIRST_COLUMN + offset), value)


def define_names(canvas: Canvas, formulas: Formulas) -> None:
    """Give every input cell, every formula cell of the contract and every level's list its workbook-wide name."""
    for s, i in canvas.definition.edition.indicators:
        name = check_defined_name(names.levels_offered(s, i))
        canvas.workbook.defined_names[name] = DefinedName(name, attr_text=formulas.levels_offered(s, i))
    for slot in canvas.layout.slots.values():
        _define(canvas, slot.name, slot.place.sheet, slot.place.absolute)
    for formula in canvas.layout.formulas.values():
        if formula.named:
            _define(canvas, formula.name, formula.place.sheet, formula.place.absolute)


def _define(canvas: Canvas, name: str, sheet: str, cells: str) -> None:
    title = canvas.definition.sheet_title(sheet)
    check_defined_name(name)
    canvas.workbook.defined_names[name] = DefinedName(name, attr_text=f"'{title}'!{cells}")
