"""Copies of templates made before a translation was put right are read as copies of today's."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from addin.submissions.examine import examine
from schemas.definition import Definition
from schemas.loading.loader import languages, load_definition
from schemas.models.formerly import earlier_wordings, text_at
from schemas.questions import Raw, question_of
from schemas.years.last_year import LastYear
from tests.answers import complete_answers
from tests.fill import fill
from tests.last_years import LAST
from tests.templates import built_once

PUT_RIGHT = [language for language in languages() if load_definition(language=language).wording.formerly]


def as_first_released(definition: Definition) -> Definition:
    """`definition` with every text as the oldest templates have it."""
    return definition.earlier[-1]


def test_every_former_text_stands_in_the_first_templates() -> None:
    assert PUT_RIGHT == ["ar", "es", "fr", "pt", "ru"], "the English is the WCO's own"
    for language in PUT_RIGHT:
        definition = load_definition(language=language)
        old = as_first_released(definition).wording
        for place, formers in definition.wording.formerly.items():
            assert text_at(old, place) == formers[-1] != text_at(definition.wording, place), place


@pytest.mark.parametrize("language", PUT_RIGHT)
@pytest.mark.parametrize("last", [None, LAST], ids=["alone", "with last year's"])
def test_a_copy_of_an_old_template_raises_no_finding(language: str, last: LastYear | None, tmp_path: Path) -> None:
    old = as_first_released(load_definition(language=language))
    old = old if last is None else old.with_last_year
    path = tmp_path / "old.xlsx"
    path.write_bytes(fill(built_once(old, 2026, last=last).data, old, complete_answers(old, 6)))
    submission = examine(path)
    assert (submission.findings, submission.complete) == ((), True)


@pytest.mark.parametrize("language", PUT_RIGHT)
def test_a_text_of_ones_own_is_still_pointed_out(language: str, tmp_path: Path) -> None:
    definition = load_definition(language=language)
    place = next(place for place in definition.wording.formerly if place.startswith("standards."))
    own = replace(definition, wording=earlier_wordings(with_former(definition, place, "{} ?").wording)[-1])
    path = tmp_path / "own.xlsx"
    path.write_bytes(fill(built_once(own, 2026).data, own, complete_answers(own, 6)))
    assert {finding.code for finding in examine(path).findings} == {"label-changed"}


def with_former(definition: Definition, place: str, former: str) -> Definition:
    """`definition` where `place` once said `former`; `{}` in it is what stands there now."""
    now = text_at(definition.wording, place)
    formerly = {place: (former.replace("{}", now),)}
    return replace(definition, wording=replace(definition.wording, formerly=formerly))


CHOSEN: list[tuple[str, str, str, Raw, object]] = [
    # (place, what stood there, cell, what was chosen from the list then, how it is read)
    ("levels.4.label", "Almost there", "level_1_1", "4 - Almost there", 4),
    ("yes_no.yes", "Indeed", "yes_no_1_1_3", "Indeed", "yes"),
    ("yes_no.no", "Not so", "info_8_3", "Not so", "no"),
    ("choices.frequency.annual", "Once a year", "info_14_1", "Once a year", "annual"),
    ("members.CZE", "Czechia (Republic)", "country", "Czechia (Republic)", "CZE"),
    ("last_year.unchanged", "As in {year}", "unchanged_1_1", "As in 2025", "unchanged"),
    ("standard_sheet.sign_off_choice", "Done at {levels}", "sign_off_1", "Done at 4-3-5-2", "4-3-5-2"),
]


@pytest.mark.parametrize(("place", "former", "name", "typed", "value"), CHOSEN, ids=[place for place, *_ in CHOSEN])
def test_what_an_old_list_offered_is_understood_as_if_it_were_offered_now(
    place: str, former: str, name: str, typed: Raw, value: object
) -> None:
    definition = with_former(load_definition().with_last_year, place, former)
    slot = definition.layout.slots[name]
    reading = question_of(slot, definition).parse(typed, slot, definition)
    assert (reading.value, reading.problem, reading.normalised) == (value, None, False)


def test_texts_that_were_put_right_at_different_times_are_all_known() -> None:
    wording = replace(
        load_definition().wording, formerly={"standards.1.title": ("Second", "First"), "standards.2.title": ("Only",)}
    )
    titles = {(each.standards[1].title, each.standards[2].title) for each in earlier_wordings(wording)}
    now = wording.standards[1].title, wording.standards[2].title
    assert titles == {("Second", now[1]), ("First", now[1]), (now[0], "Only"), ("Second", "Only"), ("First", "Only")}
