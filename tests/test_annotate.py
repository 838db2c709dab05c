"""A copy of a returned workbook that its officer puts right and sends back."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from functools import cache, partial
from pathlib import Path

import openpyxl
import pytest
from openpyxl.comments import Comment
from openpyxl.worksheet.worksheet import Worksheet

from addin.annotated.annotating import annotate, annotated_copy, to_annotate
from addin.annotated.to_put_right import ToPutRight
from addin.submissions.examine import examine, read_returned
from addin.submissions.submission import Submission
from schemas.definition import Definition
from schemas.excel.own_words import from_right_to_left, marked, words_beside
from schemas.findings import Code, Finding, Severity
from schemas.layout.places import Place
from schemas.loading.loader import languages, load_definition
from schemas.questions import Raw
from tests.answers import complete_answers
from tests.command_line import run as run_kpibook
from tests.fill import Error, Formula, fill, fill_places
from tests.last_years import LAST
from tests.libreoffice import Office
from tests.ooxml_sdk import assert_valid
from tests.templates import built_once

pytestmark = pytest.mark.long


RETURNED = Path(__file__).parent / "returned"
run = partial(run_kpibook, "annotate")


# --- what the tests share --------------------------------------------------------------------
@cache
def template_of(language: str = "en", member: str | None = "KEN") -> bytes:
    return built_once(load_definition(language=language), 2026, member=member).data


def answers(language: str = "en", **changes: Raw) -> dict[str, Raw]:
    """What Kenya types, complete but for the changes; nothing is signed off, so that nothing else is to be said."""
    definition = load_definition(language=language)
    return complete_answers(definition, 4) | {"country": definition.country_names["KEN"]} | changes


def returned(language: str = "en", member: str | None = "KEN", **changes: Raw) -> bytes:
    return fill(template_of(language, member), load_definition(language=language), answers(language, **changes))


def copy_of(data: bytes, language: str | None = None, file: str = "kenya.xlsx") -> bytes:
    copy = annotated_copy(data, file, built_once, language=language)
    assert copy is not None
    return copy


def examined(data: bytes, folder: Path, language: str | None = None) -> Submission:
    path = folder / "sent-back.xlsx"
    path.write_bytes(data)
    return examine(path, language=language)


def to_do(data: bytes) -> list[tuple[str, ...]]:
    """The list on the first sheet: sheet, cell, what to do."""
    sheet = openpyxl.load_workbook(io.BytesIO(data)).worksheets[0]
    return [tuple(str(cell or "") for cell in row[2:5]) for row in sheet.iter_rows(min_row=6, values_only=True)]


def notes(data: bytes) -> dict[tuple[str, str], str]:
    """What the notes say, by sheet and cell, without their marks."""
    book = openpyxl.load_workbook(io.BytesIO(data))
    cells = ((sheet, cell) for sheet in book.worksheets for row in sheet.iter_rows() for cell in row if cell.comment)
    return {(sheet.title, cell.coordinate): cell.comment.text.rpartition("\n\n")[0] for sheet, cell in cells}


def value(data: bytes, name: str, language: str = "en") -> Raw | None:
    definition = load_definition(language=language)
    place = definition.layout.slots[name].place
    held: Raw | None = openpyxl.load_workbook(io.BytesIO(data))[definition.sheet_title(place.sheet)][place.cell].value
    return held


# --- what a copy says ------------------------------------------------------------------------
SAYS: list[tuple[dict[str, Raw], tuple[str, str, str], Raw | None]] = [
    # (what was typed, where and what is to be done, what stands in the cell)
    (
        {"info_1_1": 140},
        ("Standard 1", "E35", "Standard 1, additional information 1: 140 is not between 0 and 100."
         " Correct it in E35, or type n/a."),
        140,
    ),
    (
        {"info_4_1": "many"},
        ("Standard 4", "E35", "Standard 4, additional information 1: “many” is not a number."
         " Enter a number from 0 to 1000000000000 in E35, or n/a."),
        "many",
    ),
    (
        {"level_3_1": "9"},
        ("Standard 3", "D8", "Indicator 3.1: “9” is not one of the five levels. Choose one from the list in D8."),
        "9",
    ),
    (
        {"contact_email": "nobody"},
        ("Start", "C20", "“nobody” is not an e-mail address. Enter one such as name@customs.example in C20."),
        "nobody",
    ),
    (
        {"answer_1_1_1": Formula("1+1")},
        ("Standard 1", "E9", "Indicator 1.1, question 1: E9 holds a formula without a result."
         " Replace the formula with the answer itself."),
        None,
    ),
    (
        {"answer_2_1_1": Error("#REF!")},
        ("Standard 2", "E9", "Indicator 2.1, question 1: E9 shows an error (#REF!). Type the answer in its place."),
        None,
    ),
    (
        {"sign_off_5": ""},
        ("Standard 5", "D49", "Standard 5 is not signed off. When its answers are final, choose the line in the"
         " list in D49."),
        None,
    ),
]  # fmt: skip


@cache
def copy_of_all() -> bytes:
    """The copy of one file in which all of that was typed."""
    return copy_of(returned(**{name: value for typed, _, _ in SAYS for name, value in typed.items()}))


@pytest.mark.parametrize(("typed", "says", "stands"), SAYS)
def test_what_is_found_stands_in_the_list_and_at_its_cell(
    typed: dict[str, Raw], says: tuple[str, str, str], stands: Raw | None
) -> None:
    sheet, cell, sentence = says
    assert says in to_do(copy_of_all())
    assert notes(copy_of_all())[sheet, cell] == sentence
    (name,) = typed
    assert value(copy_of_all(), name) == stands


def test_the_list_follows_the_sheets_and_each_line_leads_to_its_cell(tmp_path: Path) -> None:
    copy = copy_of(returned(info_12_1="x", contact_email="nobody", info_1_2=101, level_1_4="", sign_off_1=""))
    book = openpyxl.load_workbook(io.BytesIO(copy))
    sheet = book.worksheets[0]
    assert isinstance(sheet, Worksheet)
    assert book.active is sheet
    assert (sheet.title, [cell.value for cell in sheet[5][1:]]) == (
        "To put right",
        ["No.", "Sheet", "Cell", "What to do"],
    )
    lines = list(sheet.iter_rows(min_row=6))
    assert [line[1].value for line in lines] == list(range(1, len(lines) + 1))
    places = [(str(line[2].value), str(line[3].value)) for line in lines]
    assert [place for place, _ in places] == sorted((place for place, _ in places), key=book.sheetnames.index)
    assert [line[3].hyperlink.location for line in lines if line[3].hyperlink] == [
        f"'{title}'!{cell}" for title, cell in places
    ]


def test_what_is_only_told_is_not_to_be_put_right() -> None:
    assert annotated_copy(returned(info_1_1="45 %", info_5_2="1 h 30"), "kenya.xlsx", built_once) is None


def test_several_things_at_one_cell_are_one_note() -> None:
    two = [ToPutRight(says, Severity.ERROR, "level-missing", "level_1_1") for says in ("One thing.", "Another thing.")]
    what = replace(to_annotate(read_returned(returned(), "x")), found=(*two, two[0]))
    copy = annotate(what, built_once)
    assert copy is not None
    assert notes(copy) == {("Standard 1", "D8"): "One thing.\n\nAnother thing."}
    assert len(to_do(copy)) == 3


@pytest.mark.parametrize("language", languages())
def test_a_copy_speaks_its_language(language: str, tmp_path: Path) -> None:
    copy = copy_of(returned(language, info_1_1=140), file="kenya.xlsx")
    words = load_definition(language=language).wording
    sheet = openpyxl.load_workbook(io.BytesIO(copy)).worksheets[0]
    assert (sheet.title, sheet["B3"].value) == (words.annotated.sheet, words.annotated.intro)
    found = [f for f in examined(copy, tmp_path).findings if f.severity is not Severity.INFO]
    assert {line[2] for line in to_do(copy)} == {f.message for f in found}
    path = tmp_path / "copy.xlsx"
    path.write_bytes(copy)
    assert_valid(path)


def test_a_copy_in_another_language_names_its_own_cells_and_sheets(tmp_path: Path) -> None:
    copy = copy_of(returned("en", level_1_1="nine", info_14_1="now and then"), "fr")
    assert examined(copy, tmp_path).language == "fr"
    assert value(copy, "level_1_1", "fr") == "nine"
    assert to_do(copy)[0][:2] == ("Norme 1", "D8")
    assert "«\xa0nine\xa0» n’est pas l’un des cinq niveaux" in to_do(copy)[0][2]


# --- whose it is, and what it holds ----------------------------------------------------------
WHOSE: list[tuple[str | None, str, str | None]] = [
    # (the Member that the template was made for, the Member chosen, the Member that the copy is made for)
    ("KEN", "Kenya", "KEN"),
    (None, "Kenya", "KEN"),
    ("KEN", "", "KEN"),
    (None, "", None),
    (None, "Kenia and Uganda", None),
    ("KEN", "Uganda", None),
]


@pytest.mark.parametrize(("made_for", "chosen", "member"), WHOSE)
def test_a_copy_is_made_for_the_member_where_it_is_known(made_for: str | None, chosen: str, member: str | None) -> None:
    copy = copy_of(returned(member=made_for, country=chosen, level_1_1=""))
    again = read_returned(copy, "x")
    assert again.stamp.member == member
    assert value(copy, "country") == (load_definition().country_names[member] if member else chosen or None)


def test_everything_typed_is_in_place(tmp_path: Path) -> None:
    beside = {"note_1": "A note.", "respondent_2": "The unit", "info_note_1_1": "Source: the register"}
    data = returned(**beside, level_15_1="")
    before, after = read_returned(data, "x"), read_returned(copy_of(data), "x")
    assert {name: e.raw for name, e in after.entries.items()} == {name: e.raw for name, e in before.entries.items()}


def test_last_years_answers_and_the_cover_are_there_again() -> None:
    definition = load_definition().with_last_year
    cover = {"due": "31 March 2026", "return_to": "kpi@wco.example"}
    template = built_once(definition, 2026, member="KEN", last=LAST, cover=cover).data
    before = read_returned(fill(template, definition, {"contact_email": "nobody"}), "x")
    after = read_returned(copy_of(fill(template, definition, {"contact_email": "nobody"})), "x")
    assert after.last_cells.last_year() == before.last_cells.last_year() is not None
    book = openpyxl.load_workbook(io.BytesIO(copy_of(fill(template, definition, {"contact_email": "nobody"}))))
    assert {"kpi@wco.example"} <= {cell.value for row in book["Start"].iter_rows() for cell in row}


def test_sheets_and_structure_are_locked() -> None:
    book = openpyxl.load_workbook(io.BytesIO(copy_of(returned(level_1_1=""))))
    assert all(sheet.protection.sheet and sheet.protection.objects for sheet in book.worksheets)
    assert book.security is not None
    assert book.security.lockStructure


def test_the_same_file_gives_the_same_bytes() -> None:
    data = returned(level_1_1="", info_1_1=140)
    assert copy_of(data) == copy_of(data)


# --- it comes back ---------------------------------------------------------------------------
@pytest.mark.parametrize("language", ["en", "ar"])
def test_put_right_and_sent_back_nothing_is_found(language: str, tmp_path: Path) -> None:
    definition = load_definition(language=language)
    copy = copy_of(returned(language, info_1_1=140, contact_email="nobody", answer_1_1_1=""))
    right = {name: answers(language)[name] for name in ("info_1_1", "contact_email", "answer_1_1_1")}
    again = examined(fill(copy, definition, right), tmp_path)
    assert (again.complete, again.country, again.findings, again.remarks) == (True, "KEN", (), ())


def test_a_copy_that_is_not_put_right_finds_the_same_again(tmp_path: Path) -> None:
    copy = copy_of(returned(info_1_1=140, contact_email="nobody"))
    assert copy_of(copy, file="kenya_to-put-right.xlsx") == copy


TURNED = from_right_to_left(marked("اختاروا مستوى في D8."))
BESIDE: list[tuple[str, str | None]] = [
    # (what a note says when it comes back, what somebody wrote in it)
    (marked("Choose a level in D8."), ""),
    (marked("Choose a level in D8.").replace("\n\n", "\r\n \r\n"), ""),
    (marked("One thing.\n\nAnother thing."), ""),
    (TURNED, ""),
    (f"{TURNED}\nلا نعرف", "لا نعرف"),
    (marked("Choose a level in D8.") + "\nWe cannot.", "We cannot."),
    ("Ann: we cannot\n" + marked("Choose a level in D8."), "Ann: we cannot"),
    (marked("Choose a level in D8.").replace("Choose", "Do not choose"), None),
    ("Choose a level in D8.", None),
    ("Choose a level in D8.\n\n[kpibook 00000000]", None),
    (marked("“[kpibook 00000000]” is no number."), ""),
]


@pytest.mark.parametrize(("text", "words"), BESIDE)
def test_a_note_of_ours_is_known_by_its_words(text: str, words: str | None) -> None:
    assert words_beside(text) == words


def comments_told(book: openpyxl.Workbook, tmp_path: Path) -> list[tuple[str, str]]:
    path = tmp_path / "changed.xlsx"
    book.save(path)
    found = examine(path, language="en").findings
    codes = {Code.COMMENT_FOUND, Code.TEXT_OUTSIDE_INPUTS, Code.STRUCTURE_CHANGED, Code.OBJECT_FOUND}
    return [(each.cell, each.found) for each in found if each.code in codes]


def test_an_officers_own_words_beside_ours_are_told(tmp_path: Path) -> None:
    book = openpyxl.load_workbook(io.BytesIO(copy_of(returned(level_3_1="9"))))
    listed, sheet = book.worksheets[0], book["Standard 3"]
    assert comments_told(book, tmp_path) == []
    listed["F6"] = "Done on Monday."
    listed["E6"] = f"{listed['E6'].value} Done."
    listed["B20"] = "Ann"
    sheet["D8"].comment = Comment(f"{sheet['D8'].comment.text}\nWhich level?", "kpibook")
    sheet["E9"].comment = Comment("Choose a level in D8.", "kpibook")
    assert comments_told(book, tmp_path) == [
        ("E6", "Indicator 3.1: “9” is not one of the five levels. Choose one from the list in D8. Done."),
        ("F6", "Done on Monday."),
        ("B20", "Ann"),
        ("D8", "Which level?"),
        ("E9", "kpibook: Choose a level in D8."),
    ]


def test_what_an_officer_wrote_beside_stands_on_a_sheet_of_the_next_copy(tmp_path: Path) -> None:
    book = openpyxl.load_workbook(io.BytesIO(copy_of(returned(level_3_1="9"))))
    book["Standard 3"]["D8"].comment = Comment(book["Standard 3"]["D8"].comment.text + "\nWhich level?", "kpibook")
    book.save(tmp_path / "again.xlsx")
    again = copy_of((tmp_path / "again.xlsx").read_bytes(), file="again.xlsx")
    remarks = openpyxl.load_workbook(io.BytesIO(again))["Remarks"].iter_rows(min_row=6, values_only=True)
    assert [row[1:4] for row in remarks] == [("again.xlsx", "Standard 3!D8", "Which level?")]


# --- files of all kinds ----------------------------------------------------------------------
def first_form(**typed: Raw) -> bytes:
    """A workbook drawn as the first templates were, with other rows than today's."""
    data = (RETURNED / "complete.xlsx").read_bytes()
    return fill(data, load_definition().of_form(1), typed)


def test_a_file_of_the_first_form_becomes_one_of_todays_with_todays_cells(tmp_path: Path) -> None:
    data = first_form(info_4_1="many", contact_email="nobody")
    drawn, now = load_definition().of_form(1).layout, load_definition().layout
    assert drawn.slots["info_4_1"].place != now.slots["info_4_1"].place
    copy = copy_of(data)
    assert [(sheet, cell) for sheet, cell, _ in to_do(copy)][:1] == [("Start", now.slots["contact_email"].place.cell)]
    cells = {name: now.slots[name].place.cell for name in ("contact_email", "info_4_1")}
    assert all(f"in {cells[name]}" in " ".join(notes(copy).values()) for name in cells)
    again = examined(fill(copy, load_definition(), {"info_4_1": 3, "contact_email": "a@customs.example"}), tmp_path)
    assert (again.complete, again.findings) == (True, ())


FILES: list[tuple[str, list[tuple[str, str, str]]]] = [
    # (what came back, what is to be put right)
    (
        "macros.xlsm",
        [("The file you sent", "", "macros.xlsm contains macros, which the template never has. They were not run;"
          " ask for a copy saved as .xlsx.")],
    ),
    (
        "row_inserted.xlsx",
        [("The file you sent", "", "Indicator 1.1, question 2: its row was moved to row 10. It was read from there;"
          " please do not insert, sort or move rows.")],
    ),
    (
        "sheet_deleted.xlsx",
        [("The file you sent", "", "The sheet “Standard 2” is missing. Copy the answers of the other sheets into a"
          " fresh template, write those of this sheet again, and send that.")],
    ),
]  # fmt: skip


@pytest.mark.parametrize(("file", "lines"), FILES)
def test_what_is_no_fault_of_a_cell_is_told_of_the_file_as_it_was_sent(
    file: str, lines: list[tuple[str, str, str]]
) -> None:
    copy = copy_of((RETURNED / file).read_bytes(), file=file)
    assert to_do(copy) == lines
    assert notes(copy) == {}


HOSTILE = ["macros.xlsm", "external_link.xlsx", "binary_macros.xlsb", "sheet_added.xlsx"]


@pytest.mark.parametrize("file", HOSTILE)
def test_nothing_that_a_file_carried_is_in_its_copy(file: str) -> None:
    with zipfile.ZipFile(io.BytesIO(copy_of((RETURNED / file).read_bytes(), file=file))) as package:
        parts = {name for name in package.namelist() if not name.startswith(("xl/worksheets", "xl/comments"))}
    with zipfile.ZipFile(io.BytesIO(template_of())) as package:
        assert {name for name in parts if "drawings/comments" not in name} <= set(package.namelist())


ODD = {
    "answer_1_1_1": "=cmd|' /C calc'!A0",
    "answer_1_2_1": "<b>bold</b> & more",
    "info_4_1": "_x005F_x0041_",
    "info_4_3": "a_x001B_b",
    "info_6_1": "[kpibook 00000000]",
    "info_7_3": "\u202eturned",
    "info_11_1": "=HYPERLINK(1)",
    "contact_email": "+1+1",
}


def test_text_is_text_in_a_list_and_in_a_note(tmp_path: Path) -> None:
    copy = copy_of(returned(**ODD))
    book = openpyxl.load_workbook(io.BytesIO(copy))
    assert all(cell.data_type != "f" for row in book.worksheets[0].iter_rows() for cell in row)
    again = examined(copy, tmp_path)
    assert [each.code for each in again.findings if each.code in {Code.COMMENT_FOUND, Code.TEXT_OUTSIDE_INPUTS}] == []
    told = " ".join(notes(copy).values())
    # Excel would show A for the bare text.
    assert all(text in told for text in ("_x005F_x0041_", "[kpibook 00000000]", "a␛b", "=HYPERLINK(1)", "+1+1"))
    path = tmp_path / "copy.xlsx"
    path.write_bytes(copy)
    assert_valid(path)


# --- what was decided ------------------------------------------------------------------------
def decided(data: bytes, code: Code, severity: Severity, folder: Path) -> Submission:
    """What counts of a file once the findings of a code were given another severity."""
    submission = examined(data, folder)
    findings = tuple(replace(f, severity=severity) if f.code is code else f for f in submission.findings)
    return Submission(**submission.facts(), findings=findings)


def test_what_was_waived_is_not_to_be_put_right(tmp_path: Path) -> None:
    data = returned(info_1_1=140, contact_email="nobody")
    submission = decided(data, Code.EMAIL_INVALID, Severity.INFO, tmp_path)
    found = to_annotate(read_returned(data, "x"), "en", submission).found
    assert [(each.code, each.name) for each in found] == [
        ("value-out-of-range", "info_1_1"),
        ("not-signed-off", "sign_off_1"),
    ]


def test_a_finding_of_no_check_is_told_as_it_is(tmp_path: Path) -> None:
    data = returned()
    own = Finding(code=Code.ANSWER_MISSING, variant="question", severity=Severity.ERROR, name="info_1_1", message="So.")
    submission = Submission(file="x", findings=(own,))
    found = to_annotate(read_returned(data, "x"), None, submission).found
    assert found == (ToPutRight("So.", Severity.ERROR, "answer-missing", "info_1_1"),)


def test_where_it_was_decided_that_another_members_template_counts_the_copy_is_made_for_who_chose(
    tmp_path: Path,
) -> None:
    data = returned(country="Uganda", info_1_1=140)
    submission = decided(data, Code.COUNTRY_DIFFERS, Severity.INFO, tmp_path)
    copy = annotate(to_annotate(read_returned(data, "x"), None, submission), built_once)
    assert copy is not None
    assert read_returned(copy, "x").stamp.member == "UGA"


# --- the command -----------------------------------------------------------------------------
@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A current folder of its own."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_a_folder_gives_a_copy_of_each_file_that_needs_one(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for folder in ("in/africa", "in/empty"):
        Path(folder).mkdir(parents=True)
    Path("in/africa/kenya.xlsx").write_bytes(returned(contact_email="nobody"))
    Path("in/fine.xlsx").write_bytes(returned())
    Path("in/letter.docx").write_bytes((RETURNED / "letter.docx").read_bytes())
    Path("in/Thumbs.db").write_bytes(b"x")
    assert run("in", "--out", "out") == 1
    assert capsys.readouterr().out.splitlines() == [
        "in/africa/kenya.xlsx: 1 error, 0 warnings: out/africa/kenya_to-put-right.xlsx",
        "in/fine.xlsx: nothing to put right, no copy.",
        "in/letter.docx: no copy. in/letter.docx is not a workbook. If the questionnaire was answered in it, ask for"
        " the .xlsx template to be filled in.",
        "3 files: 1 to put right, 1 in order, 1 without a copy.",
    ]
    assert [path.as_posix() for path in Path("out").rglob("*.xlsx")] == ["out/africa/kenya_to-put-right.xlsx"]
    assert to_do(Path("out/africa/kenya_to-put-right.xlsx").read_bytes())[0][1] == "C20"


STATUS: list[tuple[dict[str, Raw] | None, int]] = [
    # (what one file is, the exit status)
    ({}, 0),
    ({"sign_off_2": ""}, 0),
    ({"contact_email": "nobody"}, 1),
    (None, 2),
]


@pytest.mark.parametrize(("typed", "status"), STATUS)
def test_the_exit_status_says_whether_there_are_errors(place: Path, typed: dict[str, Raw] | None, status: int) -> None:
    Path("a.xlsx").write_bytes(b"no workbook" if typed is None else returned(**typed))
    assert run("a.xlsx") == status


def test_nothing_is_replaced_and_the_same_copy_is_not_written_twice(place: Path) -> None:
    Path("kenya.xlsx").write_bytes(returned(contact_email="nobody"))
    assert [run("kenya.xlsx"), run("kenya.xlsx")] == [1, 1]
    written = Path("output/annotated")
    assert [path.name for path in written.iterdir()] == ["kenya_to-put-right.xlsx"]
    Path("kenya.xlsx").write_bytes(returned(contact_email="somebody"))
    assert run("kenya.xlsx") == 1
    names = ["kenya_to-put-right.xlsx", "kenya_to-put-right_2.xlsx"]
    assert sorted(path.name for path in written.iterdir()) == names


REFUSED: list[tuple[tuple[str, ...], str]] = [
    (("in", "--out", "in/copies"), "in/copies is within in: the copies would be read as returned workbooks."
     " Give a folder outside it with --out."),
    (("nowhere.xlsx",), "There is no file or folder called nowhere.xlsx."),
    (("in", "--language", "xx"), "There is no wording in 'xx': choose one of ar, en, es, fr, pt, ru."),
    (("empty",), "There is no file in empty."),
]  # fmt: skip


@pytest.mark.parametrize(("arguments", "says"), REFUSED)
def test_what_cannot_be_is_refused(
    place: Path, arguments: tuple[str, ...], says: str, capsys: pytest.CaptureFixture[str]
) -> None:
    Path("in").mkdir()
    Path("empty").mkdir()
    Path("in/kenya.xlsx").write_bytes(returned(contact_email="nobody"))
    assert run(*arguments) == 2
    assert capsys.readouterr().err == f"kpibook: {says}\n"
    assert not Path("output").exists()


def test_a_run_that_is_stopped_has_written_nothing(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    Path("a.xlsx").write_bytes(returned(contact_email="nobody"))
    Path("b.xlsx").write_bytes(returned(contact_email="nobody"))

    def stopped(items: Iterator[object], *_: object) -> Iterator[object]:
        yield next(items)
        raise KeyboardInterrupt

    monkeypatch.setattr("addin.commands.annotate.track", stopped)
    assert run("a.xlsx", "b.xlsx", "--out", "out") == 2
    assert not Path("out").exists()


# --- in LibreOffice --------------------------------------------------------------------------
@pytest.mark.libreoffice
@pytest.mark.parametrize("ending", [".xlsx", ".ods", ".xls"])
def test_put_right_in_libreoffice_and_sent_back_nothing_is_found(
    libreoffice: Office, tmp_path: Path, ending: str
) -> None:
    path = tmp_path / "copy.xlsx"
    path.write_bytes(copy_of(returned("ar", contact_email="nobody", answer_1_1_1="")))
    with libreoffice.open(path) as document:
        document.type("contact_email", "a@customs.example")
        document.type("answer_1_1_1", str(answers("ar")["answer_1_1_1"]))
        back = document.save(tmp_path / f"back{ending}")
    again = examine(back)
    assert (again.complete, again.findings, again.remarks) == (True, (), ())


@pytest.mark.libreoffice
@pytest.mark.parametrize("ending", [".ods", ".xls"])
def test_a_file_of_another_program_becomes_a_template_again(libreoffice: Office, tmp_path: Path, ending: str) -> None:
    path = tmp_path / "returned.xlsx"
    path.write_bytes(returned(contact_email="nobody", info_1_1=140))
    with libreoffice.open(path) as document:
        back = document.save(tmp_path / f"back{ending}")
    assert to_do(copy_of(back.read_bytes(), file=back.name)) == to_do(copy_of(path.read_bytes()))


def test_a_place_beside_the_answers_is_named_as_it_was_sent() -> None:
    definition = load_definition()
    data = fill_places(returned(), definition, {Place("standard-1", 4, 3): "changed"})
    assert to_do(copy_of(data))[0][0] == "The file you sent"


# --- what was decided ------------------------------------------------------------------------
DECIDED = [
    # (what was decided; what the list says then, by cell; the value that stands in the copy)
    ("correct,info_1_1,,45,", ["contact_email", "answer_3_1_1"], "45"),
    ("waive,,low-effort-answer,,", ["contact_email", "info_1_1", "sign_off_1"], "many"),
    ("waive,contact_email,email-invalid,,", ["answer_3_1_1", "info_1_1", "sign_off_1"], "many"),
    ("choose,,,,kenya.xlsx", ["contact_email", "answer_3_1_1", "info_1_1", "sign_off_1"], "many"),
]
LEDGER = "date,by,country,action,name,code,value,file,reason\n2026-04-02,Jo,KEN,{},by phone\n"


@pytest.mark.parametrize(("decision", "told", "stands"), DECIDED)
def test_a_copy_asks_nothing_that_is_settled(
    tmp_path: Path, decision: str, told: list[str], stands: str, definition: Definition
) -> None:
    (tmp_path / "returned").mkdir()
    data = returned(contact_email="me at home", answer_3_1_1="...", info_1_1="many")
    (tmp_path / "returned" / "kenya.xlsx").write_bytes(data)
    (tmp_path / "decisions.csv").write_text(LEDGER.format(decision), encoding="utf-8")
    out = tmp_path / "out"
    run(tmp_path / "returned", "--out", out, "--decisions", tmp_path / "decisions.csv")
    copy = (out / "kenya_to-put-right.xlsx").read_bytes()
    by_cell = {
        (definition.sheet_title(s.place.sheet), s.place.cell): name for name, s in definition.layout.slots.items()
    }
    assert {by_cell[sheet, cell] for sheet, cell, _ in to_do(copy)} == set(told)
    assert value(copy, "info_1_1") == stands


@pytest.mark.parametrize(
    ("decision", "says"),
    [
        ("accept,,,,", "kenya.xlsx: nothing to put right, no copy."),
        ("exclude,,,,kenya.xlsx", "kenya.xlsx: no copy. It was excluded by decision 2 (Jo, 2026-04-02: “by phone”)."),
    ],
)
def test_a_file_that_is_settled_has_no_copy(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], decision: str, says: str
) -> None:
    (tmp_path / "returned").mkdir()
    (tmp_path / "returned" / "kenya.xlsx").write_bytes(returned(level_2_1=""))
    (tmp_path / "decisions.csv").write_text(LEDGER.format(decision), encoding="utf-8")
    run(tmp_path / "returned", "--out", tmp_path / "out", "--decisions", tmp_path / "decisions.csv")
    assert capsys.readouterr().out.splitlines()[0].endswith(says)
