"""Decisions applied to returned workbooks: what was returned, what was decided, and what the result says then."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from addin.consolidation.consolidate import consolidate
from addin.decisions.reading import read
from addin.submissions.examine import examine
from schemas.definition import Definition
from schemas.loading.loader import load_definition
from schemas.questions import Raw
from tests.answers import complete_answers
from tests.fill import Error, Formula, fill
from tests.ledgers import csv_text, decided, effects, ledger_of, row, table
from tests.templates import built_once

Put = Callable[..., Path]
MARCH, APRIL = dt.date(2026, 3, 1), dt.date(2026, 4, 1)
A_LAW = "By law since 2020."


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "returned").mkdir()
    return tmp_path / "returned"


@pytest.fixture
def put(folder: Path, definition: Definition, template: bytes) -> Put:
    """Puts Kenya's workbook into the folder: every indicator at level 4, but for what is named."""
    whole = complete_answers(definition, levels=dict.fromkeys(definition.edition.indicators, 4))
    usual = whole | {"country": "Kenya", "submission_date": MARCH}

    def make(name: str = "kenya.xlsx", *, made: bytes = template, **changes: Raw) -> Path:
        path = folder / name
        path.write_bytes(fill(made, definition, usual | changes))
        return path

    return make


def statuses(consolidation: Any) -> dict[str, str]:
    return {file.file: file.status.value for file in consolidation.files}


def findings(consolidation: Any, name: str) -> list[tuple[Any, ...]]:
    rows = table(consolidation, "Findings")
    return [(found["code"], found["severity"], found["decision"]) for found in rows if found["name"] == name]


# --- correct -------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("returned", "value", "level", "found", "before"),
    [
        ("", "4", 4, [("normalised", "info", "2")], ""),
        ("", "4 - Finalising implementation", 4, [], ""),
        (Error("#REF!"), "4 - Finalising implementation", 4, [], "#REF!"),
        (Formula("1+1"), "4 - Finalising implementation", 4, [], ""),
        ("4 or 5", "niveau 4", 4, [], "4 or 5"),
        ("4 or 5", "four", None, [("level-invalid", "error", "2")], "4 or 5"),
    ],
)
def test_a_level_is_corrected_and_passes_the_checks(
    put: Put, folder: Path, returned: Raw, value: str, level: int | None, found: list[Any], before: str
) -> None:
    put(level_1_1=returned)
    made = decided(folder, row("correct", name="level_1_1", value=value))
    assert effects(made) == [("applied", before)]
    (levels,) = table(made, "Levels")
    assert (levels["1.1"], levels["decision"]) == (level, "2")
    assert findings(made, "level_1_1") == found


@pytest.mark.parametrize(
    ("language", "name", "value", "stands"),
    [
        ("ar", "yes_no_1_1_3", "No", "no"),
        ("en", "yes_no_1_1_3", "Oui", "yes"),
        ("fr", "level_1_1", "3 - Ведется внедрение", None),
        ("ru", "info_8_3", "Yes", "yes"),
    ],
)
def test_a_code_is_understood_in_any_of_the_languages(
    folder: Path, language: str, name: str, value: str, stands: str | None
) -> None:
    spoken = load_definition(language=language)
    typed = complete_answers(spoken, levels=dict.fromkeys(spoken.edition.indicators, 4))
    typed |= {"country": spoken.country_names["KEN"], "yes_no_1_1_3": "", "info_8_3": ""}
    (folder / "kenya.xlsx").write_bytes(fill(built_once(spoken, 2026).data, spoken, typed))
    made = decided(folder, row("correct", name=name, value=value))
    assert effects(made)[0][0] == "applied"
    assert "level-invalid" not in {code for code, *_ in findings(made, name)}
    if name.startswith("yes_no"):
        assert [a["yes_no"] for a in table(made, "Answers") if a["decision"] == "2" and a["question"] == 3] == [stands]
    elif name.startswith("info"):
        assert [i["text"] for i in table(made, "Information") if i["decision"] == "2"] == [stands]
    else:
        assert table(made, "Levels")[0]["1.1"] == 3


def test_a_corrected_answer_stands_at_its_cell_and_names_its_decision(put: Put, folder: Path) -> None:
    path = put(answer_1_1_1="")
    before = path.read_bytes()
    made = decided(folder, row("correct", name="answer_1_1_1", value=A_LAW))
    (answer,) = (each for each in table(made, "Answers") if each["decision"])
    assert (answer["answer"], answer["file"], answer["sheet"], answer["decision"]) == (
        *(A_LAW, "kenya.xlsx", "Standard 1", "2"),
    )
    assert answer["cell"] == load_definition().layout.slots["answer_1_1_1"].place.cell
    assert findings(made, "answer_1_1_1") == []
    assert statuses(made) == {"kenya.xlsx": "accepted"}
    assert path.read_bytes() == before, "a returned file is never changed"


def test_without_the_ledger_the_result_is_as_returned(put: Put, folder: Path) -> None:
    path = put(answer_1_1_1="")
    made = consolidate([examine(path, name="kenya.xlsx")])
    assert statuses(made) == {"kenya.xlsx": "accepted-with-errors"}
    assert table(made, "Decisions") == []
    for name in ("Levels", "Answers", "Information", "Findings"):
        assert {each["decision"] for each in table(made, name)} == {""}


def test_a_corrected_currency_says_what_the_amount_means(put: Put, folder: Path) -> None:
    put(info_8_2="150", info_8_2_currency="")
    made = decided(folder, row("correct", name="info_8_2_currency", value="usd"))
    (amount,) = (each for each in table(made, "Information") if each["decision"])
    assert (amount["value"], amount["unit"], amount["decision"]) == (150, "USD", "2")


def test_what_follows_from_a_correction_names_it_as_well(put: Put, folder: Path) -> None:
    """At level 5 other questions are asked; the sign-off was for level 4."""
    put()
    made = decided(folder, row("correct", name="level_1_1", value="5"))
    rows = [each for each in table(made, "Answers") if (each["standard"], each["indicator"]) == (1, "1.1")]
    assert rows
    assert {each["decision"] for each in rows} == {"2"}
    assert ("stale-answers", "error", "2") in findings(made, "level_1_1")


@pytest.mark.parametrize(
    ("decisions", "expected", "level"),
    [
        # what the cell says already, in whatever words
        ([("4", "2026-05-01")], [("not needed", "4 - Finalising implementation")], 4),
        ([("3", "2026-05-01")], [("applied", "4 - Finalising implementation")], 3),
        # of two the later date counts, whichever stands first
        (
            [("3", "2026-05-02"), ("2", "2026-05-01")],
            [("applied", "4 - Finalising implementation"), ("not needed", "4 - Finalising implementation")],
            3,
        ),
        # on the same day the lower row
        (
            [("3", "2026-05-01"), ("2", "2026-05-01")],
            [("not needed", "4 - Finalising implementation"), ("applied", "4 - Finalising implementation")],
            2,
        ),
    ],
)
def test_the_latest_correction_counts(
    put: Put, folder: Path, decisions: list[tuple[str, str]], expected: list[Any], level: int
) -> None:
    put()
    rows = [row("correct", name="level_1_1", value=value, date=date) for value, date in decisions]
    made = decided(folder, *rows)
    assert effects(made) == expected
    assert table(made, "Levels")[0]["1.1"] == level


@pytest.mark.parametrize(
    "changes",
    [
        {"country": "GHA"},
        {"file": "other.xlsx"},
        # a cell that this workbook does not have: it shows no last year
        {"name": "unchanged_1_1", "value": "Unchanged"},
        {"file": "old.xlsx"},
    ],
)
def test_a_correction_of_what_does_not_count_is_not_matched(put: Put, folder: Path, changes: dict[str, str]) -> None:
    put()
    put("old.xlsx", submission_date=dt.date(2026, 2, 1))
    made = decided(folder, row("correct", **{"name": "level_1_1", "value": "3"} | changes))
    assert [effect for effect, _ in effects(made)] == ["not matched"]
    assert table(made, "Levels")[0]["1.1"] == 4


def test_a_hostile_value_stays_text(put: Put, folder: Path) -> None:
    put()
    hostile = "'=cmd|' /C calc'!A0"
    made = decided(folder, row("correct", name="answer_1_1_1", value=hostile))
    assert [each["answer"] for each in table(made, "Answers") if each["decision"]] == [hostile]


# --- whose it is ---------------------------------------------------------------------------------
def test_a_file_without_a_member_is_told_whose_it_is(put: Put, folder: Path) -> None:
    put("nobody.xlsx", country="")
    made = decided(folder, row("correct", name="country", value="Kenya", country="KEN", file="nobody.xlsx"))
    assert effects(made) == [("applied", "")]
    (levels,) = table(made, "Levels")
    assert (levels["country"], levels["decision"]) == ("KEN", "2")
    assert statuses(made) == {"nobody.xlsx": "accepted"}
    assert table(made, "Files")[0]["reason"] == "Counts by decision 2."


def test_a_file_that_is_told_whose_it_is_takes_its_place_among_the_members_files(put: Put, folder: Path) -> None:
    put("nobody.xlsx", country="", submission_date=APRIL)
    put("kenya.xlsx", submission_date=MARCH)
    made = decided(folder, row("correct", name="country", value="KEN", file="nobody.xlsx"))
    assert statuses(made) == {"kenya.xlsx": "superseded", "nobody.xlsx": "accepted"}


def test_a_corrected_date_decides_which_file_counts(put: Put, folder: Path) -> None:
    put("a.xlsx", submission_date=APRIL)
    put("b.xlsx", submission_date=MARCH)
    made = decided(folder, row("correct", name="submission_date", value="2026-05-01", file="b.xlsx"))
    assert statuses(made) == {"a.xlsx": "superseded", "b.xlsx": "accepted"}


@pytest.fixture
def of_uganda(definition: Definition) -> bytes:
    """Uganda's template."""
    return built_once(definition, 2026, member="UGA").data


@pytest.mark.parametrize(
    ("decision", "country"),
    [
        (row("accept"), "KEN"),
        (row("accept", file="kenya.xlsx"), "KEN"),
        (row("choose", file="kenya.xlsx"), "KEN"),
        (row("correct", country="UGA", name="country", value="Uganda", file="kenya.xlsx"), "UGA"),
    ],
)
def test_a_file_made_for_another_member_counts_once_somebody_says_so(
    put: Put, folder: Path, of_uganda: bytes, decision: dict[str, str], country: str
) -> None:
    put(made=of_uganda)
    assert statuses(decided(folder)) == {"kenya.xlsx": "rejected"}
    made = decided(folder, decision)
    assert [effect for effect, _ in effects(made)] == ["applied"]
    (levels,) = table(made, "Levels")
    assert (levels["country"], levels["1.1"], levels["decision"]) == (country, 4, "2")
    held = [found for found in table(made, "Findings") if found["code"] == "country-differs"]
    assert [found["decision"] for found in held] == (["2"] if country == "KEN" else [])


@pytest.mark.parametrize("decision", [row("accept", country="UGA"), row("choose", country="UGA", file="kenya.xlsx")])
def test_another_members_template_is_accepted_for_the_member_it_names_only(
    put: Put, folder: Path, of_uganda: bytes, decision: dict[str, str]
) -> None:
    put(made=of_uganda)
    made = decided(folder, decision)
    assert (statuses(made), effects(made)) == ({"kenya.xlsx": "rejected"}, [("not matched", "")])


def test_accepting_a_members_file_does_not_let_in_another_that_waits(put: Put, folder: Path, of_uganda: bytes) -> None:
    put("own.xlsx", answer_1_1_1="")
    put("other.xlsx", made=of_uganda, submission_date=APRIL)
    made = decided(folder, row("accept"))
    assert statuses(made) == {"other.xlsx": "rejected", "own.xlsx": "accepted"}


# --- waive ---------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("decision", "left", "effect"),
    [
        ({"code": "answer-missing"}, [("info", "2"), ("info", "2")], ("applied", "2 errors")),
        ({"code": "answer-missing", "name": "answer_1_1_1"}, [("info", "2"), ("error", "")], ("applied", "1 error")),
        ({"code": "answer-missing", "file": "kenya.xlsx"}, [("info", "2"), ("info", "2")], ("applied", "2 errors")),
        ({"code": "level-missing"}, [("error", ""), ("error", "")], ("not needed", "")),
        ({"code": "answer-missing", "name": "answer_9_1_1"}, [("error", ""), ("error", "")], ("not needed", "")),
        ({"code": "answer-missing", "country": "GHA"}, [("error", ""), ("error", "")], ("not matched", "")),
    ],
)
def test_waived_findings_are_information(
    put: Put, folder: Path, decision: dict[str, str], left: list[Any], effect: tuple[str, str]
) -> None:
    put(answer_1_1_1="", answer_1_2_1="")
    made = decided(folder, row("waive", **decision))
    missing = [found for found in table(made, "Findings") if found["code"] == "answer-missing"]
    assert [(found["severity"], found["decision"]) for found in missing] == left
    assert effects(made) == [effect]
    errors = sum(severity == "error" for severity, _ in left)
    (file,) = table(made, "Files")
    assert (file["errors"], file["status"]) == (errors, "accepted-with-errors" if errors else "accepted")


def test_what_is_found_in_a_corrected_cell_can_be_waived(put: Put, folder: Path) -> None:
    put()
    correction = row("correct", name="level_1_1", value="5")
    made = decided(folder, correction, row("waive", code="stale-answers", name="level_1_1"))
    assert ("stale-answers", "info", "2, 3") in findings(made, "level_1_1")


# --- accept, choose, exclude ------------------------------------------------------------------------
def test_a_file_is_accepted_in_spite_of_its_errors(put: Put, folder: Path) -> None:
    put(answer_1_1_1="")
    made = decided(folder, row("accept"))
    (file,) = table(made, "Files")
    assert (file["status"], file["errors"], file["complete"]) == ("accepted", 1, False)
    assert file["reason"] == "Accepted in spite of 1 error by decision 2 (Jane Doe, 2026-05-01: “by phone”)."
    assert effects(made) == [("applied", "accepted-with-errors")]
    assert effects(decided(folder, row("accept"), row("accept", country="GHA"))) == [
        ("applied", "accepted-with-errors"),
        ("not matched", ""),
    ]


def test_a_file_without_errors_need_not_be_accepted(put: Put, folder: Path) -> None:
    put()
    assert effects(decided(folder, row("accept"))) == [("not needed", "")]


EXCLUDE, CHOOSE = row("exclude", file="new.xlsx"), row("choose", file="old.xlsx")


@pytest.mark.parametrize(
    ("decisions", "counts", "expected"),
    [
        ([], "new.xlsx", []),
        ([CHOOSE], "old.xlsx", [("applied", "new.xlsx")]),
        ([CHOOSE | {"file": "new.xlsx"}], "new.xlsx", [("not needed", "new.xlsx")]),
        ([CHOOSE | {"file": "gone.xlsx"}], "new.xlsx", [("not matched", "")]),
        ([CHOOSE | {"country": "GHA"}], "new.xlsx", [("not matched", "")]),
        ([EXCLUDE], "old.xlsx", [("applied", "accepted")]),
        ([EXCLUDE | {"country": "GHA"}], "new.xlsx", [("not matched", "")]),
        # the later of two choices
        (
            [CHOOSE, CHOOSE | {"file": "new.xlsx", "date": "2026-05-02"}],
            "new.xlsx",
            [("not needed", ""), ("not needed", "new.xlsx")],
        ),
        (
            [CHOOSE | {"date": "2026-05-02"}, CHOOSE | {"file": "new.xlsx"}],
            "old.xlsx",
            [("applied", "new.xlsx"), ("not needed", "")],
        ),
        # excluded first, chosen later; and the other way round
        (
            [EXCLUDE, CHOOSE | {"file": "new.xlsx", "date": "2026-05-02"}],
            "new.xlsx",
            [("not needed", "accepted"), ("not needed", "new.xlsx")],
        ),
        (
            [EXCLUDE | {"date": "2026-05-02"}, CHOOSE | {"file": "new.xlsx"}],
            "old.xlsx",
            [("applied", "accepted"), ("not needed", "")],
        ),
    ],
)
def test_which_file_counts_is_decided(
    put: Put, folder: Path, decisions: list[dict[str, str]], counts: str, expected: list[Any]
) -> None:
    put("old.xlsx", answer_1_1_1="The old one.", submission_date=MARCH)
    put("new.xlsx", answer_1_1_1="The new one.", submission_date=APRIL)
    made = decided(folder, *decisions)
    assert effects(made) == expected
    assert [file.file for file in made.counted] == [counts]
    (levels,) = table(made, "Levels")
    is_chosen = ("applied", "new.xlsx") in expected
    assert bool(levels["decision"]) == is_chosen, "what another file says names who chose it"
    assert {bool(each["decision"]) for each in table(made, "Answers")} == {is_chosen}


def test_files_say_who_chose_and_who_excluded(put: Put, folder: Path) -> None:
    put("old.xlsx", submission_date=MARCH)
    put("new.xlsx", submission_date=APRIL)
    put("draft.xlsx", submission_date=APRIL)
    made = decided(folder, CHOOSE, EXCLUDE | {"file": "draft.xlsx", "reason": "a draft"})
    assert {file["file"]: file["reason"] for file in table(made, "Files")} == {
        "draft.xlsx": "Excluded by decision 3 (Jane Doe, 2026-05-01: “a draft”).",
        "new.xlsx": "old.xlsx counts: chosen by decision 2 (Jane Doe, 2026-05-01: “by phone”).",
        "old.xlsx": "Counts by decision 2.",
    }


def test_a_file_that_cannot_be_read_need_not_be_excluded(put: Put, folder: Path) -> None:
    put()
    (folder / "letter.docx").write_bytes(b"Dear all")
    assert effects(decided(folder, row("exclude", file="letter.docx"))) == [("not needed", "rejected")]


# --- the themes of a need ----------------------------------------------------------------------
NEED: dict[str, Raw] = {"yes_no_1_1_3": "Yes", "answer_1_1_3": "No budget.", "answer_1_1_4": "Training of officers."}
SUGGESTED = "training; funding"
THEMES: list[tuple[list[str], str, str, list[tuple[str, str]]]] = [
    # (what is decided, a row each, the themes of the need, the rows that touched it, what became of them)
    ([], SUGGESTED, "", []),
    (["legislation"], "legislation", "2", [("applied", SUGGESTED)]),
    (["funding; legislation"], "legislation; funding", "2", [("applied", SUGGESTED)]),
    (["Formation et compétences"], "training", "2", [("applied", SUGGESTED)]),
    (["none"], "", "2", [("applied", SUGGESTED)]),
    (["funding; training"], SUGGESTED, "", [("not needed", SUGGESTED)]),
    (["legislation", "equipment"], "equipment", "3", [("not needed", SUGGESTED), ("applied", SUGGESTED)]),
    (["legislation", SUGGESTED], SUGGESTED, "", [("not needed", SUGGESTED), ("not needed", SUGGESTED)]),
]


@pytest.mark.parametrize(("values", "themes", "decision", "expected"), THEMES)
def test_the_themes_of_a_need_are_decided(
    put: Put, folder: Path, values: list[str], themes: str, decision: str, expected: list[Any]
) -> None:
    """The last row of a day counts; what suggested themes that somebody decided against is no longer shown."""
    path = put(**NEED)
    before = path.read_bytes()
    made = decided(folder, *(row("correct", name="themes_1_1", value=value) for value in values))
    assert effects(made) == expected
    need = next(each for each in table(made, "Needs") if each["indicator"] == "1.1")
    assert (need["themes"], need["decision"]) == (themes, decision)
    words = "training: Training; funding: budget" if themes == SUGGESTED else ""
    assert need["theme_words"] == words
    assert path.read_bytes() == before
    assert {each["decision"] for each in table(made, "Answers")} == {""}


def test_themes_where_no_need_is_told_of_match_nothing(put: Put, folder: Path) -> None:
    put(yes_no_1_1_3="No", answer_1_1_3="", answer_1_1_4="")
    decisions = [row("correct", name="themes_1_1", value="training")]
    decisions += [row("correct", name="themes_1_2", value="training", country="UGA")]
    assert effects(decided(folder, *decisions)) == [("not matched", "")] * 2


def test_themes_are_those_of_what_counts_once_answers_are_corrected(put: Put, folder: Path) -> None:
    put(**NEED)
    decisions = [row("correct", name="themes_1_1", value="training; equipment")]
    decisions += [row("correct", name="answer_1_1_3", value="No scanners.")]
    made = decided(folder, *decisions)
    assert effects(made) == [("not needed", "equipment; training"), ("applied", "No budget.")]
    need = next(each for each in table(made, "Needs") if each["indicator"] == "1.1")
    assert (need["themes"], need["decision"]) == ("equipment; training", "3")


def test_decisions_stand_in_the_result_as_they_were_typed(put: Put, folder: Path) -> None:
    put()
    made = decided(folder, row("waive", code="answer-missing", name="answer_1_1_1", year="2026", country="Kenya"))
    assert table(made, "Decisions") == [
        {
            "row": 2,
            "date": "2026-05-01",
            "by": "Jane Doe",
            "country": "KEN",
            "member": "Kenya",
            "region": "ESA",
            "year": 2026,
            "action": "waive",
            "name": "answer_1_1_1",
            "code": "answer-missing",
            "value": "",
            "file": "",
            "reason": "by phone",
            "effect": "not needed",
            "before": "",
        }
    ]


def test_a_ledger_is_read_by_programs_as_well(put: Put, folder: Path) -> None:
    put()
    ledger = ledger_of(folder, row("accept"))
    assert ledger.path is not None
    assert ledger.path.read_text(encoding="utf-8") == csv_text([row("accept")]).replace("\r\n", "\n")
    assert read(ledger.path) == ledger
