"""Which time a figure is of: said on the start sheet, beside each unit, and in the help of each cell."""

from __future__ import annotations

import io

import openpyxl
import pytest

from addin.checks import check_all
from addin.submissions.examine import read_returned
from schemas.excel import excel_limits
from schemas.layout import names
from schemas.layout.columns import StartColumn
from schemas.layout.places import START, standard_key
from schemas.loading.loader import languages, load_definition
from tests.answers import complete_answers
from tests.fill import fill
from tests.templates import built_once

YEAR = 2026
SAID = {
    # the language: the start sheet's second line; beside a flow; beside a stock; beside what is of no time
    "en": (
        "Questionnaire for the year 2026",
        "Levels: as on the day you answer. Figures of a year: calendar year 2025. Figures on a day: 31 December 2025.",
        "%, 2025",
        "number, 31 December 2025",
        "text",
    ),
    "fr": (
        "Questionnaire pour l’année 2026",
        "Niveaux : au jour de la réponse. Chiffres d’une année : année civile 2025. "
        "Chiffres à une date : 31 décembre 2025.",
        "%, 2025",
        "nombre, 31 décembre 2025",
        "texte",
    ),
    "ru": (
        "Анкета за 2026 год",
        "Уровни: на день ответа. Данные за год: 2025 календарный год. Данные на дату: 31 декабря 2025 года.",
        "%, 2025 г.",
        "число, 31 декабря 2025 г.",
        "текст",
    ),
    "ar": (
        "استبيان عام 2026",
        "المستويات: في يوم الإجابة. أرقام السنة: السنة التقويمية 2025."
        " الأرقام في تاريخ معين: 31 كانون الأول/ديسمبر 2025.",
        "%، 2025",
        "عدد، 31 ديسمبر 2025",
        "نص",
    ),
}


@pytest.mark.parametrize("language", SAID)
def test_the_workbook_says_which_year_is_meant(language: str) -> None:
    definition = load_definition(language=language)
    book = openpyxl.load_workbook(io.BytesIO(built_once(definition, YEAR).data))
    row = definition.layout.sheets[START].marks["subtitle"]
    first = book[definition.sheet_title(START)].cell(row, StartColumn.LABEL).value
    row = definition.layout.sheets[START].marks["cover.period"]
    period = book[definition.sheet_title(START)].cell(row, StartColumn.VALUE).value
    places = {label.text: label.place for label in definition.layout.labels}
    beside = [places[f"unit.{of}"] for of in ("1.1", "2.1", "3.1")]
    units = [book[definition.sheet_title(place.sheet)].cell(place.row, place.column).value for place in beside]
    assert (first, period, *units) == SAID[language]


@pytest.mark.parametrize("language", languages())
def test_each_cell_says_what_it_counts_and_of_which_time(language: str) -> None:
    definition = load_definition(language=language)
    book = openpyxl.load_workbook(io.BytesIO(built_once(definition, YEAR).data))
    for s, k, _ in definition.edition.information():
        slot = definition.layout.slots[names.information(s, k)]
        rules = book[definition.sheet_title(standard_key(s))].data_validations.dataValidation
        rule = next(rule for rule in rules if str(rule.sqref) == slot.place.cell)
        assert rule.prompt == definition.wording.information_help[s][k].format(year=YEAR - 1)
        assert len(rule.prompt) <= excel_limits.PROMPT_LENGTH


@pytest.mark.parametrize(("year", "changed"), [(YEAR, False), (None, False), (YEAR - 1, True)])
def test_a_template_from_before_there_were_years_beside_units_is_as_it_was(year: int | None, changed: bool) -> None:
    """`%` alone was the whole text once; `%, 2024` in a template for 2026 never was."""
    definition = load_definition()
    data = fill(built_once(definition, YEAR).data, definition, complete_answers(definition))
    book = openpyxl.load_workbook(io.BytesIO(data))
    place = next(label.place for label in definition.layout.labels if label.text == "unit.1.1")
    cell = book[definition.sheet_title(place.sheet)].cell(place.row, place.column)
    cell.value = "%" if year is None else definition.text_in("unit.1.1", year)
    target = io.BytesIO()
    book.save(target)
    found = [finding.message for finding in check_all(read_returned(target.getvalue(), "a.xlsx"))]
    said = f"The locked text in {place.cell} was changed to “%, 2024”."
    assert [message.startswith(said) and "(“%, 2025”)" in message for message in found] == [True] * changed
