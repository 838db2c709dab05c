"""Parts of one Member's workbook, filled in by different departments, become one; what differs is listed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from functools import cache, partial
from pathlib import Path

import openpyxl
import pytest

from addin.submissions.examine import examine
from schemas.loading.loader import load_definition
from schemas.questions import Raw
from tests.answers import complete_answers
from tests.command_line import run as run_kpibook
from tests.fill import Error, fill
from tests.last_years import LAST
from tests.libreoffice import Office
from tests.ooxml_sdk import assert_valid
from workbook_builder.build import build_workbook

Part = Callable[..., Path]


@cache
def template_of(language: str, year: int, member: str | None) -> bytes:
    return build_workbook(load_definition(language=language), year, member=member).data


@pytest.fixture
def part(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Part:
    """Makes a part of Kenya's workbook, in a current folder of its own."""
    monkeypatch.chdir(tmp_path)

    def make(name: str, language: str = "en", *, member: str | None = "KEN", year: int = 2026, **typed: Raw) -> Path:
        definition = load_definition(language=language)
        path = tmp_path / name
        path.write_bytes(fill(template_of(language, year, member), definition, typed))
        return path

    return make


run = partial(run_kpibook, "merge")


def held(path: Path, *names: str, language: str = "en") -> list[Raw | None]:
    """What stands in input cells."""
    definition = load_definition(language=language)
    book = openpyxl.load_workbook(path)
    places = [definition.layout.slots[name].place for name in names]
    return [book[definition.sheet_title(place.sheet)][place.cell].value for place in places]


def conflicts(path: Path) -> list[tuple[str, ...]]:
    rows = openpyxl.load_workbook(path)["Conflicts"].iter_rows(min_row=6, values_only=True)
    return [tuple(map(str, row[1:])) for row in rows]


def test_what_each_part_answers_stands_in_one(part: Part) -> None:
    level = load_definition().level_label(5)
    part("a.xlsx", level_1_1=level, answer_1_1_1="Trade says.", info_4_1=12)
    part("b.xlsx", answer_1_1_2="Risk says.", contact_name="Ann", submission_date=dt.date(2026, 3, 1))
    assert run("a.xlsx", "b.xlsx", "--out", "KEN.xlsx") == 0
    names = ("country", "reporting_year", "level_1_1", "answer_1_1_1", "answer_1_1_2", "info_4_1", "contact_name")
    assert held(Path("KEN.xlsx"), *names) == ["Kenya", 2026, level, "Trade says.", "Risk says.", 12, "Ann"]
    assert held(Path("KEN.xlsx"), "submission_date") == [dt.datetime(2026, 3, 1)]
    assert "Conflicts" not in openpyxl.load_workbook("KEN.xlsx").sheetnames


SAME = [
    # (name, what A typed, in English; what B typed, in French; what stands in the merged one, in English)
    ("level_1_1", "4", "4 - Finalisation de la mise en œuvre", "4 - Finalising implementation"),
    ("yes_no_1_1_3", "Yes", "oui", "Yes"),
    ("answer_1_1_1", "The same  text.\n", " The same\ntext.", "The same  text.\n"),
    ("info_1_1", "45 %", "45", "45 %"),
    ("info_1_1", "n/a", "non disponible", "n/a"),
    ("info_5_2", "1,5", "1 h 30", "1,5"),
    ("info_14_1", "Annual", "annuelle", "Annual"),
    ("info_8_2_currency", "eur", "EUR", "EUR"),
    ("info_8_2", "150 EUR", "150 €", "150 EUR"),
    ("sign_off_3", "Complete at levels 4", "Complète aux niveaux 4", "Complete at levels 4"),
    ("contact_email", "a@customs.example", "A@customs.example", None),
]


@pytest.mark.long
@pytest.mark.parametrize(("name", "here", "there", "merged"), SAME)
def test_the_same_said_otherwise_is_one_answer(part: Part, name: str, here: Raw, there: Raw, merged: Raw) -> None:
    part("a.xlsx", **{name: here})
    part("b.xlsx", "fr", **{name: there})
    status = run("a.xlsx", "b.xlsx", "--out", "KEN.xlsx")
    assert (status, held(Path("KEN.xlsx"), name)) == ((0, [merged]) if merged is not None else (1, [None]))


DIFFERENT = [
    # (name, what A typed, what B typed)
    ("info_8_2", "150 EUR", "150 USD"),
    ("info_8_2", "150 EUR", "150"),
    ("info_8_2", "150 EUR", "150 EUR; 22 EUR"),
    ("info_8_2_currency", "EUR", "USD"),
    ("info_5_2", "2", "2 days"),
    ("info_1_1", "n/a", "0"),
    ("info_14_1", "Annual", "Monthly"),
    ("yes_no_1_1_3", "Yes", "No"),
    ("level_1_1", "4", "5"),
    ("sign_off_3", "Complete at levels 4", "Complete at levels 5"),
    ("submission_date", "2026-03-01", "2026-03-02"),
    ("answer_1_1_1", "The text.", "The Text."),
]


@pytest.mark.long
@pytest.mark.parametrize(("name", "here", "there"), DIFFERENT)
def test_nobody_decides_between_two_answers(part: Part, name: str, here: Raw, there: Raw) -> None:
    part("a.xlsx", **{name: here})
    part("b.xlsx", **{name: there})
    assert run("a.xlsx", "b.xlsx", "--out", "KEN.xlsx") == 1
    assert held(Path("KEN.xlsx"), name) == [None]
    assert [(row[2], row[4]) for row in conflicts(Path("KEN.xlsx"))] == [("a.xlsx", here), ("b.xlsx", there)]


MARKED: list[tuple[str | None, str | None]] = [("KEN", None), (None, "KEN"), ("KEN", "KEN")]


@pytest.mark.parametrize(("first", "second"), MARKED)
def test_the_member_is_taken_from_whichever_part_was_made_for_one(
    part: Part, first: str | None, second: str | None
) -> None:
    part("a.xlsx", member=first, contact_name="Ann")
    part("b.xlsx", member=second, contact_title="Director")
    assert run("a.xlsx", "b.xlsx", "--out", "KEN.xlsx") == 0
    typed: dict[str, Raw] = {"contact_name": "Ann", "contact_title": "Director"}
    wanted = build_workbook(load_definition(), 2026, member="KEN", typed=typed)
    assert Path("KEN.xlsx").read_bytes() == wanted.data
    assert examine("KEN.xlsx").country == "KEN"


def test_what_differs_is_left_empty_and_listed(part: Part, capsys: pytest.CaptureFixture[str]) -> None:
    part("a.xlsx", answer_1_1_1="One thing.", info_4_1=12, level_2_1="9")
    part("b.xlsx", answer_1_1_1="Another.", info_4_1=13, level_2_1="=1+1")
    part("c.xlsx", answer_1_1_1="One thing.")
    assert run("a.xlsx", "b.xlsx", "c.xlsx", "--out", "KEN.xlsx") == 1
    assert held(Path("KEN.xlsx"), "answer_1_1_1", "info_4_1", "level_2_1") == [None, None, None]
    assert conflicts(Path("KEN.xlsx")) == [
        ("Standard 1!E9", "Indicator 1.1, question 1: Answer", "a.xlsx", "Standard 1!E9", "One thing."),
        ("Standard 1!E9", "Indicator 1.1, question 1: Answer", "b.xlsx", "Standard 1!E9", "Another."),
        ("Standard 1!E9", "Indicator 1.1, question 1: Answer", "c.xlsx", "Standard 1!E9", "One thing."),
        ("Standard 2!D8", "Indicator 2.1: Implementation level", "a.xlsx", "Standard 2!D8", "9"),
        ("Standard 2!D8", "Indicator 2.1: Implementation level", "b.xlsx", "Standard 2!D8", "=1+1"),
        *(
            (f"Standard 4!{cell}", f"Standard 4, additional information 1: {label}", file, f"Standard 4!{cell}", value)
            for cell, label in [item_4_1()]
            for file, value in (("a.xlsx", "12"), ("b.xlsx", "13"))
        ),
    ]
    assert capsys.readouterr().out.splitlines() == [
        "3 files merged: 2 cells filled in, 3 to decide.",
        "The sheet “Conflicts” lists what the files say about those.",
        "Result: KEN.xlsx",
    ]
    assert_valid(Path("KEN.xlsx"))


def item_4_1() -> tuple[str, str]:
    definition = load_definition()
    return definition.layout.slots["info_4_1"].place.cell, definition.wording.standards[4].information[1]


def test_the_merged_workbook_is_a_returned_workbook_like_any_other(part: Part) -> None:
    part("a.xlsx", answer_1_1_1="One.", contact_name="Ann")
    part("b.xlsx", answer_1_1_1="Two.", contact_name="Ann")
    run("a.xlsx", "b.xlsx", "--out", "KEN.xlsx")
    submission = examine("KEN.xlsx")
    assert (submission.country, submission.year) == ("KEN", 2026)
    assert {finding.code.value for finding in submission.findings} == {"level-missing"}
    # Filled in and merged with a further part, it serves again.
    part("c.xlsx", level_1_1="5", answer_1_1_1="Three.")
    assert run("KEN.xlsx", "c.xlsx", "--out", "again.xlsx") == 0
    assert held(Path("again.xlsx"), "answer_1_1_1", "contact_name") == ["Three.", "Ann"]


def test_all_answers_of_a_complete_workbook_come_through(part: Part) -> None:
    definition = load_definition()
    answers = complete_answers(definition, 5) | {"country": "Kenya"}
    here = {name: value for number, (name, value) in enumerate(answers.items()) if number % 2}
    there = {name: value for name, value in answers.items() if name not in here}
    part("a.xlsx", member=None, **here)
    part("b.xlsx", member=None, **there)
    assert run("a.xlsx", "b.xlsx", "--out", "KEN.xlsx") == 0
    submission = examine("KEN.xlsx")
    assert (submission.findings, submission.complete) == ((), True)


def test_last_years_answers_and_what_was_kept_of_them_stay(tmp_path: Path, part: Part) -> None:
    definition = load_definition().with_last_year
    for name, typed in (("a.xlsx", {"unchanged_1_1": "Unchanged since 2025"}), ("b.xlsx", {"contact_name": "Ann"})):
        template = build_workbook(definition, 2026, member="KEN", last=LAST)
        (tmp_path / name).write_bytes(fill(template.data, definition, typed))
    assert run("a.xlsx", "b.xlsx", "--out", "KEN.xlsx") == 0
    typed_again: dict[str, Raw] = {"unchanged_1_1": "Unchanged since 2025", "contact_name": "Ann"}
    wanted = build_workbook(definition, 2026, member="KEN", last=LAST, typed=typed_again)
    assert Path("KEN.xlsx").read_bytes() == wanted.data


def test_what_holds_no_answer_is_named(part: Part, capsys: pytest.CaptureFixture[str]) -> None:
    broken = part("a.xlsx", answer_1_1_1=Error("#REF!"))
    book = openpyxl.load_workbook(broken)
    book.create_sheet("Notes")["B2"] = "Ask the Post."
    book.save(broken)
    part("b.xlsx", contact_name="Ann")
    assert run("a.xlsx", "b.xlsx", "--out", "KEN.xlsx") == 0
    assert capsys.readouterr().out.splitlines()[:2] == [
        "a.xlsx: The sheet “Notes” is not part of the template and was not read. Move its content into the answers.",
        "a.xlsx: 'Standard 1'!E9 shows an error (#REF!): it was left empty.",
    ]


REFUSED: list[tuple[dict[str, object], str]] = [
    ({"member": "UGA"}, "a.xlsx is KEN's and b.xlsx is UGA's: only parts of one Member's workbook can be merged."),
    ({"year": 2027}, "a.xlsx is of year 2026 and b.xlsx of year 2027: only parts of one workbook can be merged."),
]


@pytest.mark.parametrize(("other", "sentence"), REFUSED)
def test_what_does_not_belong_together_is_refused(
    part: Part, capsys: pytest.CaptureFixture[str], other: dict[str, object], sentence: str
) -> None:
    part("a.xlsx")
    part("b.xlsx", **other)
    assert run("a.xlsx", "b.xlsx", "--out", "KEN.xlsx") == 2
    assert capsys.readouterr().err == f"kpibook: {sentence}\n"
    assert not Path("KEN.xlsx").exists()


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("a.xlsx", "--out", "KEN.xlsx"), "One file alone cannot be merged: name the files of each department."),
        (("a.xlsx", "no.xlsx", "--out", "K.xlsx"), "no.xlsx: No such file or directory. Check the path"),
        (("a.xlsx", "bad.xlsx", "--out", "K.xlsx"), "bad.xlsx is not a workbook."),
        (("a.xlsx", "b.xlsx", "--out", "K.pdf"), "The result is an .xlsx workbook: give --out a name such as K.xlsx."),
        (("a.xlsx", "b.xlsx", "--out", "a.xlsx"), "a.xlsx is one of the files to read: give another name with --out."),
        (
            ("a.xlsx", "b.xlsx", "--out", "c.xlsx"),
            "c.xlsx is there already: add --force to replace it, or give another",
        ),
    ],
)
def test_bad_input_is_a_sentence(
    part: Part, capsys: pytest.CaptureFixture[str], arguments: tuple[str, ...], sentence: str
) -> None:
    for name in ("a.xlsx", "b.xlsx"):
        part(name)
    Path("bad.xlsx").write_text("no workbook")
    Path("c.xlsx").write_bytes(b"mine")
    assert run(*arguments) == 2
    assert sentence in capsys.readouterr().err
    assert Path("c.xlsx").read_bytes() == b"mine"
    assert not Path("K.xlsx").exists()


def test_force_replaces_a_file(part: Part) -> None:
    part("a.xlsx")
    part("b.xlsx")
    Path("c.xlsx").write_bytes(b"mine")
    assert run("a.xlsx", "b.xlsx", "--out", "c.xlsx", "--force") == 0
    assert Path("c.xlsx").read_bytes().startswith(b"PK")


@pytest.mark.libreoffice
def test_libreoffice_shows_the_conflicts_and_links_to_their_cells(part: Part, libreoffice: Office) -> None:
    part("a.xlsx", contact_name="Ann")
    part("b.xlsx", contact_name="Ben")
    run("a.xlsx", "b.xlsx", "--out", "KEN.xlsx")
    with libreoffice.open(Path("KEN.xlsx")) as document:
        assert document.raw.CurrentController.ActiveSheet.Name == "Conflicts"
        assert [row[5] for row in document.values("Conflicts")[5:]] == ["Ann", "Ben"]
        link = document.at("Conflicts", "B6").TextFields.getByIndex(0)
        cell = load_definition().layout.slots["contact_name"].place.cell
        assert f"#'Start'!{cell}" == link.URL
