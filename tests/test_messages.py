"""A finding's sentence: every fact it names is handed in, none is handed in for nothing, none is a hole."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields
from typing import Any

import pytest

from addin.submissions.examine import examine
from addin.submissions.submission import Submission
from schemas.findings import Case, CellCase, Code, FileCase, Finding, InputCase, RowCase, SheetCase
from schemas.findings.cases import DECLARED
from schemas.findings.catalogue import CATALOGUE, LevelMissing, MacroPresent
from schemas.loading.loader import languages, load_definition
from schemas.models.wording import placeholders
from schemas.questions import Raw
from schemas.sentences.messages import cell_finding, file_finding, input_finding, row_finding, sheet_finding
from tests.fill import Error, Formula

DEFINITION = load_definition()
SLOT = DEFINITION.layout.slots["level_1_1"]
CASES = list(CATALOGUE.values())
OWN = [(case, field.name) for case in CASES for field in fields(case)]  # type: ignore[arg-type]


def facts_of(case: type[Case]) -> dict[str, Any]:
    """Something for each fact that the case itself carries."""
    return {field.name: f"the {field.name}" for field in fields(case)}  # type: ignore[arg-type]


def said(case: Case) -> Finding:
    """The finding that a check makes of `case`."""
    if isinstance(case, FileCase):
        return file_finding(DEFINITION, case, "the file")
    if isinstance(case, SheetCase):
        return sheet_finding(DEFINITION, case, "the sheet")
    if isinstance(case, RowCase):
        return row_finding(DEFINITION, case, SLOT, sheet="the sheet", cell="")
    if isinstance(case, CellCase):
        return cell_finding(DEFINITION, case, sheet="the sheet", cell="the cell")
    assert isinstance(case, InputCase)
    return input_finding(DEFINITION, case, SLOT, sheet="the sheet", cell="the cell", found="the found")


@pytest.mark.parametrize("case", CASES)
def test_every_sentence_says_the_facts_it_names(case: type[Case]) -> None:
    finding = said(case(**facts_of(case)))
    sentence = DEFINITION.wording.findings[case.code][case.variant]
    told = {name: f"the {name}" for name in case.facts()} | {"subject": "Indicator 1.1"}
    assert finding.message == sentence.format(**told)
    assert (finding.code, finding.variant, finding.severity) == (case.code, case.variant, case.severity)
    assert finding.found == ("the found" if "found" in case.facts() or issubclass(case, InputCase) else "")


@pytest.mark.parametrize(("case", "name"), OWN)
def test_a_fact_that_is_forgotten_or_misspelt_or_none_is_no_hole(case: type[Case], name: str) -> None:
    facts = facts_of(case)
    fact = facts.pop(name)
    with pytest.raises(TypeError, match=name):
        case(**facts)
    with pytest.raises(TypeError, match=f"{name}n"):
        case(**facts, **{f"{name}n": fact})
    with pytest.raises(TypeError, match=f"{case.__name__}: {name} is None"):
        case(**facts, **{name: None})


def test_a_fact_of_the_place_that_is_forgotten_is_no_hole() -> None:
    with pytest.raises(KeyError, match="LevelMissing: its sentence names cell"):
        input_finding(DEFINITION, LevelMissing(), SLOT, sheet="Standard 1", cell="", found="")
    with pytest.raises(KeyError, match="MacroPresent: its sentence names file"):
        file_finding(DEFINITION, MacroPresent(), "")


def test_the_catalogue_has_every_case_once_in_the_order_of_the_codes() -> None:
    assert [case.key() for case in DECLARED] == list(CATALOGUE)
    assert list(dict.fromkeys(code for code, _ in CATALOGUE)) == list(Code)


@pytest.mark.parametrize("language", languages())
def test_every_language_names_the_same_facts(language: str) -> None:
    """What a check hands in for one language it hands in for all."""
    other = load_definition(language=language).wording.findings
    for code, variant in CATALOGUE:
        sentence = DEFINITION.wording.findings[code][variant]
        assert placeholders(other[code][variant]) == placeholders(sentence), (code, variant)


LEVEL = "Choose one from the list in"
SENTENCES: list[tuple[str, Raw, str]] = [
    # (cell, typed there, what is said: word for word, {cell} where the cell stands)
    (
        "reporting_year",
        2024,
        "The reporting year in {cell} is 2024, but the template is for 2026."
        " Correct it to 2026, or fill in the template for 2024.",
    ),
    ("reporting_year", "soon", "“soon” is not a year. Enter four digits from 2018 to 2100 in {cell}."),
    (
        "reporting_year",
        "",
        "The reporting year is missing. The template is for 2026: enter that year in {cell}.",
    ),
    (
        "submission_date",
        "2017-01-01",
        "“2017-01-01” cannot be the date of submission. Enter a date from 2018-01-01 to 2100-12-31 in {cell}.",
    ),
    (
        "contact_name",
        "x" * 201,
        "Contact: name: the text in {cell} has 201 characters; at most 200 are allowed."
        " It was kept whole; please shorten it.",
    ),
    ("level_1_1", "six", f"Indicator 1.1: “six” is not one of the five levels. {LEVEL} {{cell}}."),
    (
        "info_1_1",
        "140",
        "Standard 1, additional information 1: 140 is not between 0 and 100. Correct it in {cell}, or type n/a.",
    ),
    (
        "info_1_1",
        "about half",
        "Standard 1, additional information 1: “about half” is not a number."
        " Enter a number from 0 to 100 in {cell}, or n/a.",
    ),
    (
        "info_14_1",
        "When asked",
        "Standard 14, additional information 1: “When asked” is not in the list. Choose one in {cell}: {options}.",
    ),
    (
        "info_8_2_currency",
        "Euro coins",
        "Standard 8, additional information 2: “Euro coins” is not a currency code."
        " Choose one from the list in {cell}, such as EUR.",
    ),
    (
        "info_1_1",
        "45 %",
        "Standard 1, additional information 1: “45 %” in {cell} was read as 45 %."
        " Correct it if that is not what was meant.",
    ),
    (
        "answer_1_1_1",
        Error("#REF!"),
        "Indicator 1.1, question 1: {cell} shows an error (#REF!). Type the answer in its place.",
    ),
    (
        "answer_1_1_1",
        Formula("1+1"),
        "Indicator 1.1, question 1: {cell} holds a formula without a result."
        " Replace the formula with the answer itself.",
    ),
]


@pytest.mark.parametrize(("name", "typed", "sentence"), SENTENCES)
def test_what_is_said_word_for_word(examined: Callable[..., Submission], name: str, typed: Raw, sentence: str) -> None:
    choices = DEFINITION.edition.standards[14].information[0].choices
    labels = DEFINITION.choice_labels(choices).values() if choices else ()
    where = {"cell": DEFINITION.layout.slots[name].place.cell, "options": ", ".join([*labels, "n/a"])}
    assert [found.message for found in examined({name: typed}).findings if found.name == name] == [
        sentence.format(**where)
    ]


def test_the_template_of_another_year(returned: Callable[..., Any]) -> None:
    path = returned(name="a.xlsx")
    assert examine(path, name="a.xlsx", year=2027).findings[0].message == (
        "a.xlsx is the template for 2026, but 2027 was asked for. Ask for the 2027 template to be filled in."
    )
