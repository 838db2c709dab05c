"""What officers put where nothing is read, and what was done to locked cells: typed where → code, cell, sentence."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner
from openpyxl.comments import Comment

from addin.checks.elsewhere import TOLD
from addin.command_line import kpibook
from addin.consolidation.consolidate import Status, consolidate
from addin.returned.outside import KEPT
from addin.status.asked_members import all_members
from addin.status.tracker import State, track_members
from addin.submissions.examine import examine
from addin.submissions.submission import Submission
from addin.tables.raw_tables import remarks
from schemas.definition import Definition
from schemas.layout.columns import NoteRow
from schemas.loading.loader import languages, load_definition
from schemas.years.member_answers import MemberAnswers, Remark
from tests.answers import complete_answers
from tests.fill import fill
from tests.last_years import LAST
from tests.packages import SHEET, added, cell, changed, parts_of, related
from tests.templates import built_once
from workbook_builder.orders.many import make_many
from workbook_builder.orders.orders import Order

pytestmark = pytest.mark.long


RETURNED = Path(__file__).parent / "returned"
COMPLETE = (RETURNED / "complete.xlsx").read_bytes()
FIRST, SUMMARY = "Standard 1", "Summary"
TOLD_CODES = {
    *("text-outside-inputs", "comment-found", "object-found", "label-changed", "formula-changed", "country-differs"),
    "structure-changed",
}


@pytest.fixture
def look(tmp_path: Path) -> Callable[..., Submission]:
    def examined(data: bytes, name: str = "returned.xlsx") -> Submission:
        (tmp_path / name).write_bytes(data)
        return examine(tmp_path / name, name=name)

    return examined


def told(submission: Submission) -> list[tuple[str, str, str, str]]:
    """Code, sheet, cell and what was found, of what is told here."""
    return [(f.code.value, f.sheet, f.cell, f.found) for f in submission.findings if f.code in TOLD_CODES]


def typed(data: bytes, *cells: tuple[str, str, object]) -> bytes:
    """The workbook with values typed in cells by somebody who took the protection off."""
    book = openpyxl.load_workbook(io.BytesIO(data))
    for title, address, value in cells:
        (book[title] if title in book else book.create_sheet(title))[address] = value
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


# --- texts where nothing is read ----------------------------------------------------------------
BESIDE = [
    (FIRST, "J20", "See the annex", "See the annex"),
    (FIRST, "E60", "Below the table", "Below the table"),
    (FIRST, "E12", "In the gap between two indicators", "In the gap between two indicators"),
    (FIRST, "D8", "Beside a question that asks no Yes or No", "Beside a question that asks no Yes or No"),
    (FIRST, "J21", 4.5, "4.5"),
    (SUMMARY, "C8", "?", None),
    ("Start", "F3", "Ours", "Ours"),
    ("Start", "D9", "Beside the identity", "Beside the identity"),
    ("Start", "D8", "Over the note beside the Member", None),
    (FIRST, "J6", "Above last year's column, which is not shown", "Above last year's column, which is not shown"),
    ("Standard 15", "F3", "Where the last standard has no link", "Where the last standard has no link"),
    # what no program calculated, and what shows an error, is seen in Excel as well
    (FIRST, "J22", '="Ours"', '="Ours"'),
    (FIRST, "J23", "#N/A", "#N/A"),
]


@pytest.mark.parametrize(("sheet", "address", "value", "found"), BESIDE, ids=[f"{c[0]}!{c[1]}" for c in BESIDE])
def test_a_text_where_nothing_is_read_is_told(
    look: Callable[..., Submission], sheet: str, address: str, value: object, found: str | None
) -> None:
    texts = [each for each in told(look(typed(COMPLETE, (sheet, address, value)))) if each[0] == "text-outside-inputs"]
    assert texts == ([("text-outside-inputs", sheet, address, found)] if found else [])


def test_the_sentence_says_where_and_what_to_do(look: Callable[..., Submission]) -> None:
    found = look(typed(COMPLETE, (FIRST, "J20", "See the annex"))).findings
    assert [finding.message for finding in found if finding.code == "text-outside-inputs"] == [
        "“See the annex” stands in J20, where nothing is read."
        " If it belongs to an answer, type it in the cell of that answer; otherwise clear J20."
    ]


def test_what_stands_on_a_sheet_that_was_added_is_told(look: Callable[..., Submission]) -> None:
    assert told(look(typed(COMPLETE, ("Annex", "B2", "Our law"))))[1:] == [
        ("text-outside-inputs", "Annex", "B2", "Our law")
    ]


@pytest.mark.parametrize("title", ["Listes", "Listas", "Mapa", "Карта"])
def test_a_sheet_called_as_a_hidden_one_of_another_language_is_one_that_was_added(
    look: Callable[..., Submission], title: str
) -> None:
    assert told(look(typed(COMPLETE, (title, "B2", "Our law")))) == [
        ("structure-changed", title, "", title),
        ("text-outside-inputs", title, "B2", "Our law"),
    ]


def test_a_sheet_of_a_chart_is_one_that_was_added(look: Callable[..., Submission]) -> None:
    book = openpyxl.load_workbook(io.BytesIO(COMPLETE))
    book.create_chartsheet("Our chart")
    target = io.BytesIO()
    book.save(target)
    assert told(look(target.getvalue())) == [("structure-changed", "Our chart", "", "Our chart")]


def test_the_text_of_a_control_is_a_remark_once(look: Callable[..., Submission]) -> None:
    box = '<v:shape><v:textbox><div>Yes, since 2019</div></v:textbox><x:ClientData ObjectType="Checkbox"/></v:shape>'
    names = 'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:x="urn:schemas-microsoft-com:office:excel"'
    vml = f"<xml {names}>{box}{box}</xml>"
    data = added(related(COMPLETE, SHEET, "vmlDrawing", "../odd/v.dat"), {"xl/odd/v.dat": vml.encode()})
    assert [(each.sheet, each.kind, each.text) for each in look(data).remarks] == [
        (FIRST, "outside", "Yes, since 2019")
    ]


def test_a_comment_of_nobody_has_no_author_in_front(look: Callable[..., Submission]) -> None:
    book = openpyxl.load_workbook(io.BytesIO(COMPLETE))
    book[FIRST]["E8"].comment = Comment("Ask Jo", " ")
    target = io.BytesIO()
    book.save(target)
    assert told(look(target.getvalue())) == [("comment-found", FIRST, "E8", "Ask Jo")]


def test_so_many_are_told_one_by_one_and_the_others_are_counted(look: Callable[..., Submission]) -> None:
    cells = [(FIRST, f"L{row}", row) for row in range(2, KEPT + 12)]
    found = [each for each in told(look(typed(COMPLETE, *cells))) if each[0] == "text-outside-inputs"]
    assert len(found) == TOLD + 1
    assert found[-1] == ("text-outside-inputs", FIRST, "", str(len(cells) - TOLD))


@pytest.mark.parametrize("file", ["row_inserted.xlsx", "row_inserted_on_top.xlsx", "column_inserted.xlsx"])
def test_where_rows_and_columns_moved_only_what_somebody_wrote_is_told(
    look: Callable[..., Submission], file: str
) -> None:
    data = (RETURNED / file).read_bytes()
    assert "text-outside-inputs" not in {code for code, *_ in told(look(data))}
    found = [each for each in told(look(typed(data, (FIRST, "L9", "Ours")))) if each[0] == "text-outside-inputs"]
    assert found == [("text-outside-inputs", FIRST, "L9", "Ours")]


def test_in_an_ods_too(look: Callable[..., Submission]) -> None:
    data = (RETURNED / "libreoffice_complete.ods").read_bytes()
    text = parts_of(data)["content.xml"].decode()
    start = text.index('table:name="Standard 1"')
    note = "<office:annotation><dc:creator>Amina</dc:creator><text:p>Ask Jo</text:p></office:annotation>"
    row = (
        '<table:table-row><table:table-cell table:number-columns-repeated="11"/>'
        f'<table:table-cell office:value-type="string">{note}<text:p>Ours</text:p></table:table-cell></table:table-row>'
    )
    end = text.index("<table:table-row", start)
    data = added(data, {"content.xml": (text[:end] + row + text[end:]).encode()})
    found = {each for each in told(look(data, "a.ods")) if each[0] in ("text-outside-inputs", "comment-found")}
    assert found == {
        ("text-outside-inputs", FIRST, "L1", "Ours"),
        ("comment-found", FIRST, "L1", "Amina: Ask Jo"),
    }


@pytest.mark.parametrize("language", languages())
@pytest.mark.parametrize("last", [None, LAST], ids=["alone", "beside last year"])
def test_nothing_is_told_of_a_template(look: Callable[..., Submission], language: str, last: object) -> None:
    built = built_once(load_definition(language=language), 2026, member="PER", last=last)  # type: ignore[arg-type]
    assert told(look(built.data)) == []


@pytest.mark.parametrize(
    "file",
    [
        *("complete.xlsx", "blank.xlsx", "gnumeric_complete.xlsx", "gnumeric_blank.xlsx", "libreoffice_complete.xlsx"),
        *("libreoffice_complete.ods", "libreoffice_complete.xls", "libreoffice_blank.xlsx", "binary_complete.xlsb"),
    ],
)
def test_nothing_is_told_of_what_other_programs_wrote(file: str) -> None:
    assert told(examine(RETURNED / file)) == []


# --- cells merged, comments ---------------------------------------------------------------------
def test_a_merged_answer_is_told(look: Callable[..., Submission]) -> None:
    data = changed(COMPLETE, SHEET, "</mergeCells>", '<mergeCell ref="E8:E11"/></mergeCells>')
    found = [f for f in look(data).findings if f.variant == "merged"]
    assert [(f.severity.value, f.cell, f.found) for f in found] == [("warning", "E8", "E8:E11")]
    assert "The cells E8:E11 were merged into one" in found[0].message


# --- locked cells -------------------------------------------------------------------------------
QUESTION, LABEL = "C8", "C7"


def formula(text: str, value: str) -> str:
    said = f"<v>{value}</v>" if value else ""
    return f'<c r="C8" t="str"><f>{text}</f>{said}</c>'


FORMULAS = [
    ("IF(1,&quot;Other question&quot;,&quot;&quot;)", "Other question", 'IF(1,"Other question","")'),
    ("IF(1,&quot;Other question&quot;,&quot;&quot;)", "", 'IF(1,"Other question","")'),
    ("CONCATENATE(&quot;a&quot;,CHAR(10),1E+5)", "", 'CONCATENATE("a",CHAR(10),1E+5)'),
    ("IF($D$7=&quot;&quot;,&quot;&quot;,&quot;Other question&quot;)", "Other question", "Other question"),
    ("IF($D$7=&quot;&quot;,&quot;&quot;,Texts!$A$1)", "", None),
    ("INDEX(question_texts,1)", "", None),
]


@pytest.mark.parametrize(("text", "value", "found"), FORMULAS, ids=[f"{c[0]} {c[1]}" for c in FORMULAS])
def test_a_question_of_somebodys_own_is_told(
    look: Callable[..., Submission], text: str, value: str, found: str | None
) -> None:
    data = cell(COMPLETE, formula(text, value), QUESTION)
    assert told(look(data)) == ([("formula-changed", FIRST, "C8", found)] if found else [])


CODES = [("FRA", "FRA"), ("KEN", None), ("", None), ("#", None)]


@pytest.mark.parametrize(("cached", "found"), CODES)
def test_the_code_of_another_member_than_the_one_chosen_is_told(
    look: Callable[..., Submission], definition: Definition, cached: str, found: str | None
) -> None:
    place = definition.layout.formulas["country_code"].place
    data = made_for(definition, None, "Kenya")
    xml = f'<c r="{place.cell}" t="str"><f>INDEX(country_codes,1)</f><v>{cached}</v></c>'
    data = cell(data, xml, place.cell, "xl/worksheets/sheet1.xml")
    assert told(look(data)) == ([("formula-changed", "Start", place.cell, found)] if found else [])


@pytest.mark.parametrize("layout", ["as it was", "altered"])
def test_locked_texts_are_compared_whatever_the_stamp_says(look: Callable[..., Submission], layout: str) -> None:
    fingerprint = load_definition().of_form(1).layout.fingerprint
    data = cell(COMPLETE, '<c r="C7" t="inlineStr"><is><t>Is there a law?</t></is></c>', LABEL)
    if layout == "altered":
        parts = {name: part.replace(fingerprint.encode(), b"0" * 12) for name, part in parts_of(data).items()}
        data = added(data, parts)
    found = look(data).findings
    variants = {finding.variant for finding in found} & {"layout-unknown"}
    assert ("label-changed", "C7") in {(f.code.value, f.cell) for f in found}
    assert variants == ({"layout-unknown"} if layout == "altered" else set())


def test_a_locked_text_made_a_formula_of_the_same_text_is_told(look: Callable[..., Submission]) -> None:
    text = load_definition().text("indicator.1.1")
    data = cell(COMPLETE, f'<c r="C7" t="str"><f>"{text}"&amp;Z1</f><v>{text}</v></c>', LABEL)
    assert [each[:3] for each in told(look(data))] == [("label-changed", FIRST, "C7")]


# --- whose it is --------------------------------------------------------------------------------
def made_for(definition: Definition, member: str | None, country: str) -> bytes:
    template = built_once(definition, 2026, member=member).data
    return fill(template, definition, complete_answers(definition) | {"country": country})


WHOSE = [
    # made for, chosen, code
    ("KEN", "Uganda", "country-differs"),
    ("KEN", "UGA", "country-differs"),
    ("KEN", "Kenya", ""),
    ("KEN", "", "country-missing"),
    ("KEN", "Atlantis", "country-unknown"),
    (None, "Uganda", ""),
]


@pytest.mark.parametrize(("member", "country", "code"), WHOSE)
def test_the_member_chosen_is_the_one_that_the_template_was_made_for(
    look: Callable[..., Submission], definition: Definition, member: str | None, country: str, code: str
) -> None:
    found = [f for f in look(made_for(definition, member, country)).findings if f.code.value.startswith("country-")]
    assert [finding.code.value for finding in found] == ([code] if code else [])
    if code == "country-differs":
        assert found[0].message == (
            f"This template was made for Kenya, and C15 says “{country}”. The file counts for nobody until that is"
            " settled. Choose Kenya in C15, or fill in the template of the Member whose answers these are."
        )


def statuses(submissions: Iterable[Submission]) -> dict[str, Status]:
    return {file.file: file.status for file in consolidate(submissions).files}


def test_a_file_of_another_members_template_supersedes_nobody(
    look: Callable[..., Submission], definition: Definition
) -> None:
    own = look(made_for(definition, "UGA", "Uganda"), "uganda.xlsx")
    strange = look(made_for(definition, "KEN", "Uganda"), "z_later.xlsx")
    assert statuses([own, strange]) == {"uganda.xlsx": Status.ACCEPTED, "z_later.xlsx": Status.REJECTED}
    (_, held) = consolidate([own, strange]).files
    assert held.reason.startswith("This template was made for Kenya")
    assert strange.answers, "what it says waits for a decision"
    tracking = track_members(consolidate([strange]), all_members(), year=2026, today=dt.date(2026, 4, 1))
    assert {member.state for member in tracking.members} == {State.MISSING}, "it is nobody's"
    assert [(each.file, each.reason) for each in tracking.unmatched] == [("z_later.xlsx", held.reason)]


# --- the table Remarks --------------------------------------------------------------------------
def with_remarks() -> bytes:
    """A workbook with a text beside the table, one on a sheet of its own, and a comment."""
    book = openpyxl.load_workbook(io.BytesIO(COMPLETE))
    book[FIRST]["J20"] = "See the annex"
    book[FIRST]["E8"].comment = Comment("Ask Jo", "Amina")
    book.create_sheet("Annex")["B2"] = "Our law"
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def test_what_stands_beside_the_answers_is_a_row_of_remarks(look: Callable[..., Submission]) -> None:
    counts, wrong_year = look(with_remarks()), replace(look(with_remarks(), "b.xlsx"), year=2025)
    table = remarks(consolidate([counts, wrong_year], year=2026))
    whose = ("returned.xlsx", counts.country, "Cameroon", "WCA")
    assert list(table.rows()) == [
        (*whose, FIRST, "E8", "comment", "Amina: Ask Jo"),
        (*whose, FIRST, "J20", "outside", "See the annex"),
        (*whose, "Annex", "B2", "outside", "Our law"),
    ]


# --- carried along ------------------------------------------------------------------------------
BESIDE_ANSWERS = [
    ("returned.xlsx", "Standard 1!E8", "Amina: Ask Jo"),
    ("returned.xlsx", "Standard 1!J20", "See the annex"),
    ("returned.xlsx", "Annex!B2", "Our law"),
]


def listed(path: Path, language: str = "en") -> list[tuple[object, ...]]:
    """The lines of the sheet of remarks."""
    sheet = openpyxl.load_workbook(path)[load_definition(language=language).wording.remarks.sheet]
    return [row[1:4] for row in sheet.iter_rows(min_row=NoteRow.FIRST, values_only=True)]


def run(*arguments: object) -> str:
    result = CliRunner().invoke(kpibook, [str(argument) for argument in arguments])
    assert result.exit_code == 0, result.output
    return result.output


def test_merge_and_migrate_list_what_was_written_beside_the_answers(tmp_path: Path) -> None:
    (tmp_path / "returned.xlsx").write_bytes(with_remarks())
    (tmp_path / "other.xlsx").write_bytes(COMPLETE)
    merged, french = tmp_path / "merged.xlsx", tmp_path / "french.xlsx"
    output = run("merge", tmp_path / "returned.xlsx", tmp_path / "other.xlsx", "--out", merged)
    assert "The sheet “Remarks” lists what was written beside the answers: 3 texts." in output
    assert listed(merged) == BESIDE_ANSWERS
    # what comes back is no finding, is a row of the table again, and is carried on with the file that it came from
    back = examine(merged)
    assert told(back) == []
    assert [(row.sheet, row.text) for row in back.remarks] == [("Remarks", text) for *_, text in BESIDE_ANSWERS]
    assert "3 texts" in run("migrate", merged, "--language", "fr", "--out", french)
    assert listed(french, "fr") == BESIDE_ANSWERS
    assert told(examine(french)) == []


@pytest.mark.parametrize("given", ["the folder", "its result"])
def test_this_years_template_lists_what_was_written_beside_last_years_answers(tmp_path: Path, given: str) -> None:
    (tmp_path / "last").mkdir()
    (tmp_path / "last" / "returned.xlsx").write_bytes(with_remarks())
    member = examine(tmp_path / "last" / "returned.xlsx").country
    whose = ("--member", member, "--language", "en", "--year", 2027)
    last = tmp_path / "last"
    if given == "its result":
        last = tmp_path / "result.xlsx"
        run("consolidate", tmp_path / "last", "--out", last)
    run("build", *whose, "--prefill", last, "--out", tmp_path)
    built = tmp_path / f"ecom-kpi_2027_{member}_en.xlsx"
    assert listed(built) == BESIDE_ANSWERS
    assert told(examine(built)) == []


def test_of_many_templates_only_those_members_have_the_sheet(definition: Definition) -> None:
    remark = Remark("a.xlsx", "Standard 1!J20", "See the annex")
    beside = {"KEN": MemberAnswers("a.xlsx", "2018", "en", 2025, "KEN", {}, remarks=(remark,))}
    orders = [Order(definition, 2026, member) for member in ("KEN", "UGA")]
    titles = [
        openpyxl.load_workbook(io.BytesIO(built.data)).sheetnames[-1]
        for built in make_many(orders, None, None, {}, beside)
    ]
    assert titles == ["Remarks", definition.wording.sheets.map]
