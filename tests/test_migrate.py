"""A returned workbook made anew in another edition or language: its answers in place, the rest listed."""

from __future__ import annotations

import datetime as dt
from functools import cache, partial
from pathlib import Path

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from addin.regenerate.workbook_answers import answers_of
from addin.submissions.examine import examine, read_returned
from addin.submissions.submission import Submission
from schemas.layout.places import SlotKind
from schemas.loading.loader import languages, load_definition
from schemas.questions import Raw
from schemas.years.member_answers import Given
from schemas.years.retyped import retyped
from tests.answers import complete_answers
from tests.command_line import run as run_kpibook
from tests.fill import fill
from tests.last_years import LAST
from tests.next_edition import NEW, OLD
from tests.ooxml_sdk import assert_valid
from tests.templates import built_once

pytestmark = pytest.mark.long


@pytest.fixture
def place(tmp_path: Path, next_edition: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A current folder of its own, where the trial edition can be asked for."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


run = partial(run_kpibook, "migrate")


@cache
def template_of(language: str) -> bytes:
    return built_once(load_definition(OLD, language), 2026, member="KEN").data


def returned(language: str = "en", **changes: Raw) -> dict[str, Raw]:
    """Writes `old.xlsx`, complete but for the changes; returns what was typed."""
    definition = load_definition(OLD, language)
    typed = complete_answers(definition, 4) | {"country": definition.country_names["KEN"]} | changes
    Path("old.xlsx").write_bytes(fill(template_of(language), definition, typed))
    return typed


def told(submission: Submission) -> dict[str, object]:
    """What a result table holds of a workbook, whatever its language."""
    answers = {
        (row.standard, row.indicator, row.question): (row.topic, row.yes_no, row.answer) for row in submission.answers
    }
    information = {
        (row.standard, row.item): (row.value, row.unit, row.not_available, row.text) for row in submission.information
    }
    levels = {(row.standard, row.indicator): row.level for row in submission.levels}
    return {"levels": levels, "answers": answers, "information": information, "country": submission.country}


@pytest.mark.parametrize("language", [language for language in languages() if language != "en"])
def test_another_language_says_the_same(place: Path, language: str) -> None:
    returned()
    assert run("old.xlsx", "--language", language, "--out", "new.xlsx") == 0
    old, new = examine("old.xlsx"), examine("new.xlsx")
    assert (new.language, new.complete, new.findings) == (language, True, ())
    assert told(new) == told(old)
    # And back again: nothing got lost on the way.
    assert run("new.xlsx", "--language", "en", "--out", "back.xlsx") == 0
    assert Path("back.xlsx").read_bytes() == as_built()


def as_built() -> bytes:
    definition = load_definition()
    typed = complete_answers(definition, 4) | {"country": "Kenya"}
    return built_once(definition, 2026, member="KEN", typed=typed).data


CELLS: list[tuple[str, Raw, Raw]] = [
    # (name, what was typed in French, what stands in the English workbook)
    ("info_5_2", "36 heures", "36"),
    ("info_5_2", "2,5", "2,5"),
    ("info_1_1", 0.45, 0.45),
    ("info_1_1", "45 %", "45 %"),
    ("info_1_1", "non disponible", "n/a"),
    ("info_1_1", "beaucoup", "beaucoup"),
    ("info_4_1", 12, 12),
    ("info_4_1", "1 200", "1 200"),
    ("info_1_1", "environ 45", "~45"),
    ("info_1_1", "45 (estimation)", "~45"),
    ("info_1_1", "sans objet", "not applicable"),
    ("info_4_1", "environ 1 200", "~1200"),
    ("info_5_2", "environ 30 minutes", "~0.5"),
    ("info_7_2", "vendeur : 60 (estimation) ; acheteur : 40", "vendeur: ~60; acheteur: 40"),
    ("info_7_2", "vendeur: 60; acheteur: 40", "vendeur: 60; acheteur: 40"),
    ("info_8_2", "62 francs suisses", "62 CHF"),
    ("info_8_2", "150 EUR", "150 EUR"),
    ("info_8_2", "150 € (droits) ; 20 francs suisses (TVA)", "droits: 150 EUR; TVA: 20 CHF"),
    ("info_2_2", 3.1, 3.1),
    ("level_1_1", "niveau 4", "4 - Finalising implementation"),
    ("level_1_1", "quatre", "quatre"),
    ("yes_no_1_1_3", "Oui", "Yes"),
    ("submission_date", "3 mars 2026", dt.datetime(2026, 3, 3)),
    ("submission_date", "03/04/2026", "03/04/2026"),
    ("contact_name", "=1+1", "=1+1"),
    ("answer_1_1_1", "Deux\nlignes", "Deux\nlignes"),
    ("info_14_1", "annuelle", "Annual"),
    ("info_8_3", "non", "No"),
]


@pytest.mark.parametrize(("name", "typed", "stands"), CELLS)
def test_what_is_typed_in_one_language_stands_in_another(place: Path, name: str, typed: Raw, stands: Raw) -> None:
    french, english = load_definition(language="fr"), load_definition()
    Path("old.xlsx").write_bytes(fill(template_of("fr"), french, {name: typed}))
    assert run("old.xlsx", "--language", "en", "--out", "new.xlsx") == 0
    where = english.layout.slots[name].place
    assert openpyxl.load_workbook("new.xlsx")[english.sheet_title(where.sheet)][where.cell].value == stands


def test_an_amount_keeps_the_currency_that_another_cell_told(place: Path) -> None:
    """`FCFA` is the Member's own franc: the sum is typed again with its code, wherever it stands."""
    french, english = load_definition(language="fr"), load_definition()
    Path("old.xlsx").write_bytes(fill(template_of("fr"), french, {"country": "Cameroun", "info_8_2": "5 000 FCFA"}))
    assert run("old.xlsx", "--language", "en", "--out", "new.xlsx") == 0
    where = english.layout.slots["info_8_2"].place
    assert openpyxl.load_workbook("new.xlsx")[english.sheet_title(where.sheet)][where.cell].value == "5000 XAF"


def test_what_a_merge_left_to_decide_is_left_to_decide_in_another_language(
    place: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for name, text in (("a.xlsx", "One."), ("b.xlsx", "Two.")):
        Path(name).write_bytes(fill(template_of("en"), load_definition(OLD), {"answer_1_1_1": text}))
    assert run_kpibook("merge", "a.xlsx", "b.xlsx", "--out", "KEN.xlsx") == 1
    capsys.readouterr()
    assert run("KEN.xlsx", "--language", "fr", "--out", "fr.xlsx") == 1
    assert "There is 1 cell still to decide: the sheet “Divergences” lists what the merged files say about it." in (
        capsys.readouterr().out.splitlines()
    )
    # And back again: what each file said, and where.
    assert run("fr.xlsx", "--language", "en", "--out", "en.xlsx") == 1
    first, again = (
        list(openpyxl.load_workbook(name)["Conflicts"].iter_rows(min_row=6, values_only=True))
        for name in ("KEN.xlsx", "en.xlsx")
    )
    assert again == first
    assert [row[-1] for row in again] == ["One.", "Two."]


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=300))
def test_any_answer_is_typed_again_word_for_word(text: str) -> None:
    definition = load_definition(language="es")
    slot = definition.layout.slots["answer_1_1_1"]
    assert retyped(slot, Given(text.strip(), text, raw=text), definition) == text


def test_a_time_of_day_is_typed_again_as_hours() -> None:
    definition = load_definition()
    slot = definition.layout.slots["info_5_2"]
    given = Given("02:30:00", 2.5, "hours", raw=dt.time(2, 30))
    assert retyped(slot, given, definition) == "2.5"


def test_every_kind_of_cell_can_be_typed_again() -> None:
    definition = load_definition()
    beside = {"note_1": "A note.", "respondent_2": "The unit", "info_note_1_1": "Source: the register"}
    typed = complete_answers(definition, 4) | beside
    data = built_once(definition, 2026, typed=typed).data
    answers = answers_of(read_returned(data, "x"))
    slots = definition.layout.slots
    kinds = {slots[name].kind for name in answers.given}
    assert kinds == set(SlotKind) - {SlotKind.UNCHANGED}
    assert {name: retyped(slots[name], cell, definition) for name, cell in answers.given.items()} == typed


def test_a_new_edition_takes_what_it_still_asks_and_lists_the_rest(
    place: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    definition = load_definition(OLD)
    typed = returned(level_9_2=definition.level_label(1), answer_9_2_1="No parcels.", info_1_2="50")
    assert run("old.xlsx", "--edition", NEW, "--out", "new.xlsx") == 0
    new = examine("new.xlsx")
    assert (new.edition, new.country, new.year) == (NEW, "KEN", 2026)
    levels = {(row.standard, row.indicator): row.level for row in new.levels}
    old = {(row.standard, row.indicator): row.level for row in examine("old.xlsx").levels}
    assert (levels[1, 1], levels[2, 1], levels[4, 4], levels[4, 5]) == (old[1, 1], old[2, 1], old[4, 3], old[4, 4])
    assert (levels[4, 2], levels[4, 3], levels[16, 1]) == (None, None, None)

    listed = [row[1:] for row in openpyxl.load_workbook("new.xlsx")["Not carried over"].iter_rows(6, values_only=True)]
    cell = {name: definition.layout.slots[name].place.cell for name in typed if name in definition.layout.slots}
    item = definition.wording.standards[1].information[2]
    assert (f"Standard 1, additional information 2: {item}", f"Standard 1!{cell['info_1_2']}", "50",
            "No longer asked") in listed  # fmt: skip
    assert (
        f"Indicator 9.2, question 1: {definition.wording.questions[1][1]}",
        f"Standard 9!{cell['answer_9_2_1']}",
        "No parcels.",
        "No longer asked",
    ) in listed
    assert ("Indicator 4.2: Implementation level", f"Standard 4!{cell['level_4_2']}", typed["level_4_2"],
            "Now asked separately as 4.2, 4.3") in listed  # fmt: skip
    lines = capsys.readouterr().out.splitlines()
    assert len([line for line in lines if line.startswith("Not carried over: ")]) == len(listed)
    filled = len(answers_of(read_returned(Path("new.xlsx").read_bytes(), "new.xlsx")).given)
    assert lines[-2] == f"{filled} cells filled in, {len(listed)} answers without a place."
    assert_valid(Path("new.xlsx"))
    # A sheet of notes is no fault of anybody.
    assert not [finding for finding in new.findings if finding.code.value == "structure-changed"]


def test_edition_and_language_change_at_once_and_the_list_speaks_the_new_one(place: Path) -> None:
    returned("es")
    assert run("old.xlsx", "--edition", NEW, "--language", "fr", "--out", "new.xlsx") == 0
    french = load_definition(NEW, "fr")
    book = openpyxl.load_workbook("new.xlsx")
    sheet = book[french.wording.not_carried.sheet]
    assert {row[4] for row in sheet.iter_rows(min_row=6, values_only=True)} == {
        french.wording.not_carried.dropped,
        french.wording.not_carried.split.format(places="4.2, 4.3"),
    }


def test_last_years_answers_move_along(place: Path) -> None:
    english, french = load_definition().with_last_year, load_definition(language="fr")
    unchanged: dict[str, Raw] = {"unchanged_1_1": "Unchanged since 2025"}
    Path("old.xlsx").write_bytes(built_once(english, 2026, member="KEN", last=LAST, typed=unchanged).data)
    assert run("old.xlsx", "--language", "fr", "--out", "new.xlsx") == 0
    kept: dict[str, Raw] = {"unchanged_1_1": french.wording.last_year.unchanged.format(year=2025)}
    assert Path("new.xlsx").read_bytes() == built_once(french, 2026, member="KEN", last=LAST, typed=kept).data


def test_last_years_answers_move_to_a_new_edition(place: Path) -> None:
    english = load_definition().with_last_year
    kept = {f"unchanged_{s}_{i}": "Unchanged since 2025" for s, i in ((1, 1), (2, 1))}
    data = built_once(english, 2026, member="KEN", last=LAST).data
    Path("old.xlsx").write_bytes(fill(data, english, kept))
    assert run("old.xlsx", "--edition", NEW, "--out", "new.xlsx") == 0
    levels = {(row.standard, row.indicator): row.level for row in examine("new.xlsx").levels}
    assert (levels[1, 1], levels[2, 1], levels[16, 1]) == (4, 5, None)
    sheets = openpyxl.load_workbook("new.xlsx")
    new = load_definition(NEW).with_last_year
    shown = new.layout.last["last_level_16_1"].place
    assert sheets[new.sheet_title(shown.sheet)][shown.cell].value == "Not asked in 2025"


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("old.xlsx",), "Name what to change: another --edition, another --language, or both."),
        (("old.xlsx", "--edition", "1999"), "There is no edition '1999': choose one of 2018, 2022-trial."),
        (("old.xlsx", "--language", "xx"), "There is no wording in 'xx': choose one of ar, en, es, fr, pt, ru."),
        (("no.xlsx", "--language", "fr"), "no.xlsx: No such file or directory. Check the path and your permission."),
        (("bad.xlsx", "--language", "fr"), "bad.xlsx is not a workbook."),
        (("old.xlsx", "--language", "fr", "--out", "old.xlsx"), "old.xlsx is one of the files to read"),
        (("old.xlsx", "--language", "fr", "--out", "mine.xlsx"), "mine.xlsx is there already: add --force"),
    ],
)
def test_bad_input_is_a_sentence(
    place: Path, capsys: pytest.CaptureFixture[str], arguments: tuple[str, ...], sentence: str
) -> None:
    returned()
    Path("bad.xlsx").write_text("no workbook")
    Path("mine.xlsx").write_bytes(b"mine")
    assert run(*arguments) == 2
    assert sentence in capsys.readouterr().err
    assert Path("mine.xlsx").read_bytes() == b"mine"


def test_without_a_name_it_goes_where_templates_go(place: Path) -> None:
    returned()
    assert run("old.xlsx", "--language", "fr") == 0
    assert Path("output/ecom-kpi_2026_KEN_fr.xlsx").is_file()
    assert run("old.xlsx", "--language", "fr") == 2
    assert run("old.xlsx", "--language", "fr", "--force") == 0
