"""A finding's sentence: every fact it names is handed in, none is handed in for nothing, none is a hole."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from addin.submissions.examine import examine
from addin.submissions.submission import Submission
from schemas.findings import FIELDS, VARIANTS, Code
from schemas.loading.loader import languages, load_definition
from schemas.models.wording import placeholders
from schemas.questions import Raw
from schemas.sentences.messages import finding
from tests.fill import Error, Formula

DEFINITION = load_definition()
FACTS = {name: f"the {name}" for name in FIELDS}
EVERY = [(code, variant) for code in Code for variant in VARIANTS.get(code, ("",))]
NAMED = [
    (code, variant, name)
    for code, variant in EVERY
    for name in sorted(placeholders(DEFINITION.wording.findings[code][variant]))
]


def said(code: Code, variant: str, facts: dict[str, Any]) -> str:
    return finding(DEFINITION, code, variant=variant, **facts).message


@pytest.mark.parametrize(("code", "variant"), EVERY)
def test_every_sentence_says_the_facts_it_names(code: Code, variant: str) -> None:
    sentence = DEFINITION.wording.findings[code][variant]
    assert said(code, variant, FACTS) == sentence.format(**FACTS)


@pytest.mark.parametrize(("code", "variant", "name"), NAMED)
def test_a_fact_that_is_forgotten_is_no_hole(code: Code, variant: str, name: str) -> None:
    which = f"{code} ({variant})" if variant else str(code)
    for forgotten in (FACTS | {name: None}, {fact: text for fact, text in FACTS.items() if fact != name}):
        with pytest.raises(KeyError) as error:
            said(code, variant, forgotten)
        assert error.value.args == (f"{which}: its sentence names {name}, which was not handed in",)


def test_a_fact_that_is_misspelt_is_said() -> None:
    with pytest.raises(KeyError, match=r"level-missing: maximun is none of cell, edition, "):
        said(Code.LEVEL_MISSING, "", FACTS | {"maximun": 5})


@pytest.mark.parametrize("language", languages())
def test_every_language_names_the_same_facts(language: str) -> None:
    """What a check hands in for one language it hands in for all."""
    other = load_definition(language=language).wording.findings
    for code, variant in EVERY:
        sentence = DEFINITION.wording.findings[code][variant]
        assert placeholders(other[code][variant]) == placeholders(sentence), (code, variant)


LEVEL = "Choose one from the list in"
SENTENCES: list[tuple[str, Raw, str]] = [
    # (cell, typed there, what is said: word for word, {cell} where the cell stands)
    (
        "reporting_year",
        2024,
        "The reporting year in {cell} is 2024, but the template is for 2026."
        " Correct the year, or fill in the template of that year.",
    ),
    ("reporting_year", "soon", "“soon” is not a year. Enter four digits from 2018 to 2100 in {cell}."),
    ("reporting_year", "", "“” is not a year. Enter four digits from 2018 to 2100 in {cell}."),
    (
        "submission_date",
        "2017-01-01",
        "“2017-01-01” cannot be the date of submission. Enter a date from 2018-01-01 to 2100-12-31 in {cell}.",
    ),
    (
        "contact_name",
        "x" * 201,
        "Contact: name: the text in {cell} has 201 characters, 200 are allowed. It was kept whole; please shorten it.",
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
        "Standard 14, additional information 1: “When asked” is not in the list. Choose one of: {options}.",
    ),
    (
        "info_8_2_currency",
        "Euro coins",
        "Standard 8, additional information 2: “Euro coins” is not a currency code."
        " Choose one from the list in {cell}, such as EUR.",
    ),
    ("info_1_1", "45 %", "Standard 1, additional information 1: “45 %” in {cell} was read as 45 %."),
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
