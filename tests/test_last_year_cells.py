"""Last year's answers as cells: what is written in any language is read back as it was."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from schemas.definition import Definition
from schemas.loading.loader import languages, load_definition
from schemas.models.structure import Asks
from schemas.questions import Raw, clean_text, is_empty, question_of, shown
from schemas.years.last_year import Kept, LastIndicator, LastYear
from schemas.years.last_year_cells import LastCells, last_cells, nothing_to_keep
from tests.last_years import LAST

YEAR = 2026
EN = load_definition().with_last_year


def read(cells: dict[str, Raw], definition: Definition = EN) -> LastYear | None:
    return LastCells(definition, cells, YEAR).last_year()


# --- what stands where -----------------------------------------------------------------------
WRITTEN: list[tuple[tuple[int, int], dict[str, Raw]]] = [
    # (indicator of LAST, its cells)
    (
        (1, 1),
        {
            "last_level_1_1": "4 - Finalising implementation",
            "last_level_number_1_1": 4,
            "last_answer_1_1_1": "A draft law.",
            "last_answer_1_1_2": "Parliament has it.",
            "last_yes_no_1_1_3": "Yes",
            "last_answer_1_1_3": "Yes\nToo few staff.",
            "last_answer_1_1_4": "Training.",
        },
    ),
    ((1, 3), {"last_level_1_3": "Not asked in 2025"}),
    (
        (1, 4),
        {
            "last_level_1_4": "Asked differently in 2025: please answer anew"
            "\n1.3: 4 - Finalising implementation\n1.4: 5 - Implementation complete"
        },
    ),
    ((4, 1), {}),
]


@pytest.mark.parametrize(("number", "cells"), WRITTEN)
def test_what_stands_in_the_cells_of_an_indicator(number: tuple[int, int], cells: dict[str, Raw]) -> None:
    own = re.compile(rf"last_(level|level_number|yes_no|answer)_{number[0]}_{number[1]}(_\d)?")
    assert {name: value for name, value in last_cells(EN, LAST).items() if own.fullmatch(name)} == cells


def test_nothing_can_be_kept_where_nothing_was_asked_alike() -> None:
    free = {f"unchanged_{s}_{i}" for s, i in ((1, 1), (1, 2), (2, 1), (2, 2), (3, 1))}
    assert nothing_to_keep(EN, LAST) == {f"unchanged_{s}_{i}" for s, i in EN.edition.indicators} - free


READ: list[tuple[dict[str, Raw], LastIndicator]] = [
    # (cells of indicator 1.1 that somebody typed over, what they say)
    ({"last_level_1_1": "4 - Finalising implementation"}, LastIndicator()),
    ({"last_level_number_1_1": 4.0}, LastIndicator(4)),
    ({"last_level_number_1_1": 9}, LastIndicator()),
    ({"last_level_number_1_1": 4, "last_yes_no_1_1_3": "x", "last_answer_1_1_3": "x"}, LastIndicator(4, {3: "x"})),
    ({"last_level_number_1_1": 4, "last_yes_no_1_1_3": "Yes"}, LastIndicator(4, {}, {3: "yes"})),
    (
        {"last_level_number_1_1": 4, "last_yes_no_1_1_3": "No", "last_answer_1_1_3": "No\r\nNone.\r\nReally."},
        LastIndicator(4, {3: "None.\nReally."}, {3: "no"}),
    ),
    # The remark alone, and a remark that begins as the other choice.
    (
        {"last_level_number_1_1": 4, "last_yes_no_1_1_3": "No", "last_answer_1_1_3": "Yes\nbut"},
        LastIndicator(4, {3: "Yes\nbut"}, {3: "no"}),
    ),
    ({"last_level_1_1": "Not asked in 2024"}, LastIndicator()),
    (
        {"last_level_1_1": "Asked differently in 2025: please answer anew\n4.2: 3 - something\nmore"},
        LastIndicator(kept=Kept.SEVERAL),
    ),
]


@pytest.mark.parametrize(("cells", "indicator"), READ)
def test_what_is_read_of_an_indicator(cells: dict[str, Raw], indicator: LastIndicator) -> None:
    last = read({"last_year_1": 2025, **cells})
    assert last is not None
    assert last.indicators[1, 1] == indicator


def test_a_text_that_says_yes_is_no_code() -> None:
    """Only an item of Yes or No has those codes: a text stays as it was typed."""
    last = LastYear(2025, {}, {(3, 1): "Yes", (8, 3): "yes", (14, 1): "n/a"})
    cells = last_cells(EN, last)
    assert (cells["last_info_3_1"], cells["last_info_8_3"], cells["last_info_14_1"]) == ("Yes", "Yes", "n/a")
    again = read(cells)
    assert again is not None
    assert again.information == last.information


# --- there and back --------------------------------------------------------------------------
TEXTS = st.text(max_size=40).map(clean_text).filter(lambda text: not is_empty(text) and text == shown(text))


@st.composite
def kept(draw: st.DrawFn, definition: Definition) -> LastIndicator:
    level = draw(st.sampled_from(sorted(definition.edition.levels)))
    questions = definition.edition.levels[level]
    answers = draw(st.dictionaries(st.integers(1, len(questions)), TEXTS))
    gates = [n for n, question in enumerate(questions, 1) if question.asks is Asks.YES_NO]
    codes = {n: draw(st.sampled_from(("yes", "no"))) for n in gates if draw(st.booleans())}
    return LastIndicator(level, answers, codes)


def otherwise(definition: Definition) -> st.SearchStrategy[LastIndicator]:
    names = st.builds("{}.{}".format, st.integers(1, 20), st.integers(1, 9))
    before = st.lists(st.tuples(names, st.sampled_from(sorted(definition.edition.levels))), max_size=3)
    return st.builds(lambda olds: LastIndicator(kept=Kept.SEVERAL, before=tuple(olds)), before)


@st.composite
def last_years(draw: st.DrawFn, definition: Definition) -> LastYear:
    edition = definition.edition
    any_of = st.one_of(
        kept(definition), otherwise(definition), st.sampled_from((LastIndicator(), LastIndicator(kept=Kept.NEW)))
    )
    some = draw(st.dictionaries(st.sampled_from(edition.indicators), any_of, max_size=4))
    items = draw(st.lists(st.sampled_from([(s, k) for s, k, _ in edition.information()]), unique=True, max_size=4))
    information = {(s, k): draw(information_of(definition, s, k)) for s, k in items}
    year = draw(st.integers(2018, YEAR - 1))
    return LastYear(year, {number: some.get(number, LastIndicator()) for number in edition.indicators}, information)


def information_of(definition: Definition, s: int, k: int) -> st.SearchStrategy[str]:
    """A code, or what was typed and is no label."""
    slot = definition.layout.slots[f"info_{s}_{k}"]
    labels = question_of(slot, definition).labels(slot, definition)
    typed = TEXTS.filter(lambda text: text not in labels.values())
    return st.one_of(st.sampled_from(sorted(labels)), typed) if labels else typed


@pytest.mark.parametrize("language", languages())
@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_what_is_written_is_read_back(language: str, data: st.DataObject) -> None:
    definition = load_definition(None, language).with_last_year
    last = data.draw(last_years(definition))
    assert read(last_cells(definition, last), definition) == last
