"""Parts of one Member's workbook, filled in by different departments, become one; what differs is listed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from functools import cache, partial
from pathlib import Path

import openpyxl
import pytest

from addin.regenerate.told_apart import told_apart
from addin.submissions.examine import examine
from schemas.loading.loader import load_definition
from schemas.questions import Raw
from tests.answers import complete_answers
from tests.command_line import run as run_kpibook
from tests.fill import Error, fill
from tests.last_years import LAST
from tests.libreoffice import Office
from tests.ooxml_sdk import assert_valid
from tests.templates import built_once

pytestmark = pytest.mark.long


Part = Callable[..., Path]


@cache
def template_of(language: str, year: int, member: str | None) -> bytes:
    return built_once(load_definition(language=language), year, member=member).data


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
    # what nobody sees is no difference: signs without a width, two ways to write one letter
    ("answer_1_1_1", "zero\u200bwidth", "zerowidth", "zero\u200bwidth"),
    ("answer_1_1_1", "soft\u00adhyphen \u2060here", "softhyphen here", "soft\u00adhyphen \u2060here"),
    ("answer_1_1_1", "caf\u00e9", "cafe\u0301", "caf\u00e9"),
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


# --- an amount and its currency ---------------------------------------------------------------
AMOUNTS = [
    # (what A typed as amount and as currency, what B typed, the amount and the currency of the merged one)
    (("150 EUR", ""), ("150", "EUR"), ("150 EUR", "EUR")),
    (("150", "EUR"), ("150 EUR", ""), ("150", "EUR")),
    (("150 EUR", ""), ("", "EUR"), ("150 EUR", "EUR")),
    (("150", ""), ("", "EUR"), ("150", "EUR")),
    # a name of several currencies is one of them beside a cell that says which
    (("150 kr", ""), ("", "SEK"), ("150 kr", "SEK")),
    # what a part says of itself is for its findings
    (("150 EUR", "USD"), ("", ""), ("150 EUR", "USD")),
    # each is right by itself, and together they are wrong: both cells are left to decide
    (("150 EUR", ""), ("", "USD"), (None, None)),
    (("150 kr", ""), ("", "USD"), (None, None)),
    (("duty: 150 EUR; tax: 22 EUR", ""), ("", "USD"), (None, None)),
    (("150 EUR", ""), ("150", "USD"), (None, None)),
]


@pytest.mark.long
@pytest.mark.parametrize(("here", "there", "merged"), AMOUNTS)
def test_an_amount_and_a_currency_of_two_parts(
    part: Part, here: tuple[str, str], there: tuple[str, str], merged: tuple[str | None, str | None]
) -> None:
    for name, (amount, currency) in (("a.xlsx", here), ("b.xlsx", there)):
        part(name, info_8_2=amount, info_8_2_currency=currency)
    assert run("a.xlsx", "b.xlsx", "--out", "KEN.xlsx") == (0 if merged[0] else 1)
    assert tuple(held(Path("KEN.xlsx"), "info_8_2", "info_8_2_currency")) == merged


def test_a_currency_that_does_not_fit_is_listed_beside_the_amount(part: Part) -> None:
    part("a.xlsx", info_8_2="150 EUR")
    part("b.xlsx", info_8_2_currency="USD")
    run("a.xlsx", "b.xlsx", "--out", "KEN.xlsx")
    places = {name: load_definition().layout.slots[name].place.cell for name in ("info_8_2", "info_8_2_currency")}
    assert [(row[0], *row[2:]) for row in conflicts(Path("KEN.xlsx"))] == [
        (f"Standard 8!{places['info_8_2']}", "a.xlsx", f"Standard 8!{places['info_8_2']}", "150 EUR"),
        (f"Standard 8!{places['info_8_2']}", "b.xlsx", f"Standard 8!{places['info_8_2_currency']}", "USD"),
    ]
    # merged again with the part that chose the currency, nothing is decided
    assert run("KEN.xlsx", "b.xlsx", "--out", "again.xlsx") == 1
    assert conflicts(Path("again.xlsx")) == conflicts(Path("KEN.xlsx"))


# --- what is left to decide ------------------------------------------------------------------
LEFT = ("Standard 1!E9", "Indicator 1.1, question 1: Answer")
ONE, TWO = ("a.xlsx", "Standard 1!E9", "One."), ("b.xlsx", "Standard 1!E9", "Two.")
AGAIN = [
    # (what a further part says in the cell, its name, the exit status, the cell, what is listed then)
    (None, "c.xlsx", 1, None, [ONE, TWO]),
    ("Three.", "c.xlsx", 0, "Three.", []),
    # somebody who was not among them takes the side of one
    ("One.", "c.xlsx", 0, "One.", []),
    # a part that was merged already says what it said, and decides nothing
    ("One.", "a.xlsx", 1, None, [ONE, TWO]),
    # put right meanwhile it does
    ("Two.", "a.xlsx", 0, "Two.", []),
]


@pytest.mark.parametrize(("typed", "name", "status", "cell", "listed"), AGAIN)
def test_what_is_left_to_decide_is_carried_on_until_a_part_decides_it(
    part: Part, typed: str | None, name: str, status: int, cell: str | None, listed: list[tuple[str, ...]]
) -> None:
    part("a.xlsx", answer_1_1_1="One.")
    part("b.xlsx", answer_1_1_1="Two.")
    run("a.xlsx", "b.xlsx", "--out", "KEN.xlsx")
    part(name, **({"answer_1_1_1": typed} if typed else {"contact_name": "Ann"}))
    assert run("KEN.xlsx", name, "--out", "again.xlsx") == status
    assert held(Path("again.xlsx"), "answer_1_1_1") == [cell]
    if listed:
        assert conflicts(Path("again.xlsx")) == [(*LEFT, *line) for line in listed]
    else:
        assert "Conflicts" not in openpyxl.load_workbook("again.xlsx").sheetnames


def test_what_an_officer_decided_in_the_cell_is_left_to_decide_no_more(part: Part) -> None:
    part("a.xlsx", answer_1_1_1="One.", answer_1_1_2="Here.")
    part("b.xlsx", answer_1_1_1="Two.", answer_1_1_2="There.")
    run("a.xlsx", "b.xlsx", "--out", "KEN.xlsx")
    Path("KEN.xlsx").write_bytes(fill(Path("KEN.xlsx").read_bytes(), load_definition(), {"answer_1_1_1": "Both."}))
    part("c.xlsx", contact_name="Ann")
    assert run("KEN.xlsx", "c.xlsx", "--out", "again.xlsx") == 1
    assert held(Path("again.xlsx"), "answer_1_1_1", "answer_1_1_2") == ["Both.", None]
    assert [row[-1] for row in conflicts(Path("again.xlsx"))] == ["Here.", "There."]


def test_two_merged_ones_bring_what_each_left_to_decide(part: Part) -> None:
    for name, text in (("a.xlsx", "One."), ("b.xlsx", "Two."), ("c.xlsx", "Three.")):
        part(name, answer_1_1_1=text)
    run("a.xlsx", "b.xlsx", "--out", "ab.xlsx")
    run("b.xlsx", "c.xlsx", "--out", "bc.xlsx")
    assert run("ab.xlsx", "bc.xlsx", "--out", "abc.xlsx") == 1
    assert [row[-1] for row in conflicts(Path("abc.xlsx"))] == ["One.", "Two.", "Three."]


def test_who_decides_is_told(part: Part, capsys: pytest.CaptureFixture[str]) -> None:
    part("a.xlsx", answer_1_1_1="One.")
    part("b.xlsx", answer_1_1_1="Two.")
    part("c.xlsx", answer_1_1_1="Three.")
    run("a.xlsx", "b.xlsx", "--out", "KEN.xlsx")
    capsys.readouterr()
    run("KEN.xlsx", "c.xlsx", "--out", "again.xlsx")
    told, *_ = capsys.readouterr().out.splitlines()
    assert told == "c.xlsx decides Standard 1!E9, about which these differed: a.xlsx, b.xlsx."


# --- what the files are called ---------------------------------------------------------------
APART = [
    # (the paths, what they are called)
    (["a.xlsx", "b.xlsx"], ["a.xlsx", "b.xlsx"]),
    (["north/a.xlsx", "south/a.xlsx"], ["north/a.xlsx", "south/a.xlsx"]),
    (["x/north/a.xlsx", "y/north/a.xlsx", "b.xlsx"], ["x/north/a.xlsx", "y/north/a.xlsx", "b.xlsx"]),
    (["x/a.xlsx", "y/A.xlsx"], ["x/a.xlsx", "y/A.xlsx"]),
    (["x/a.xlsx", "x/../x/a.xlsx"], ["a.xlsx", "a.xlsx"]),
]


@pytest.mark.parametrize(("paths", "called"), APART)
def test_files_of_one_name_are_told_apart_by_their_paths(paths: list[str], called: list[str]) -> None:
    assert told_apart(map(Path, paths)) == called


def test_two_parts_of_one_name_are_told_apart_among_the_conflicts(part: Part) -> None:
    for place, text in (("north", "One."), ("south", "Two.")):
        Path(place).mkdir()
        part(f"{place}/a.xlsx", answer_1_1_1=text)
    assert run("north/a.xlsx", "south/a.xlsx", "--out", "KEN.xlsx") == 1
    assert [row[2] for row in conflicts(Path("KEN.xlsx"))] == ["north/a.xlsx", "south/a.xlsx"]


def test_a_part_that_was_called_by_its_path_is_known_again(part: Part) -> None:
    for place, text in (("north", "One."), ("south", "Two.")):
        Path(place).mkdir()
        part(f"{place}/a.xlsx", answer_1_1_1=text)
    run("north/a.xlsx", "south/a.xlsx", "--out", "KEN.xlsx")
    assert run("KEN.xlsx", "south/a.xlsx", "--out", "again.xlsx") == 1


def test_control_signs_are_told(part: Part, capsys: pytest.CaptureFixture[str]) -> None:
    part("a.xlsx", answer_1_1_1="a_x000B_b_x0007_c")
    part("b.xlsx", contact_name="Ann")
    assert run("a.xlsx", "b.xlsx", "--out", "KEN.xlsx") == 0
    assert capsys.readouterr().out.splitlines()[0] == (
        "a.xlsx: 'Standard 1'!E9 holds control signs, which are not carried over as they are:"
        " ␋ for U+000B, ␇ for U+0007."
    )
    assert held(Path("KEN.xlsx"), "answer_1_1_1") == ["a␋b␇c"]


MARKED: list[tuple[str | None, str | None]] = [("KEN", None), (None, "KEN"), ("KEN", "KEN")]


@pytest.mark.parametrize(("first", "second"), MARKED)
def test_the_member_is_taken_from_whichever_part_was_made_for_one(
    part: Part, first: str | None, second: str | None
) -> None:
    part("a.xlsx", member=first, contact_name="Ann")
    part("b.xlsx", member=second, contact_title="Director")
    assert run("a.xlsx", "b.xlsx", "--out", "KEN.xlsx") == 0
    typed: dict[str, Raw] = {"contact_name": "Ann", "contact_title": "Director"}
    wanted = built_once(load_definition(), 2026, member="KEN", typed=typed)
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
        template = built_once(definition, 2026, member="KEN", last=LAST)
        (tmp_path / name).write_bytes(fill(template.data, definition, typed))
    assert run("a.xlsx", "b.xlsx", "--out", "KEN.xlsx") == 0
    typed_again: dict[str, Raw] = {"unchanged_1_1": "Unchanged since 2025", "contact_name": "Ann"}
    wanted = built_once(definition, 2026, member="KEN", last=LAST, typed=typed_again)
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
