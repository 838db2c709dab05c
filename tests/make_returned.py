"""Makes `tests/returned/` anew: `python -m tests.make_returned`.

Workbooks of this builder, filled in and saved by a real LibreOffice and by Gnumeric, and damaged
in the ways that returned workbooks are. What each must yield stands in `tests/returned/expected.yaml`.
"""

from __future__ import annotations

import io
import subprocess
import tempfile
import zipfile
from collections.abc import Callable
from pathlib import Path

import openpyxl
from msoffcrypto.format.ooxml import OOXMLFile
from openpyxl import Workbook

from schemas.definition import Definition
from schemas.layout.columns import StandardColumn
from schemas.layout.places import Place, standard_key
from schemas.loading.loader import load_definition
from schemas.questions import Raw
from tests.answers import complete_answers
from tests.binary_book import Cell, book_of
from tests.fill import Error, Formula, fill
from tests.libreoffice import Document, office
from tests.xlsb import write_xlsb
from workbook_builder.build import build_workbook

FOLDER = Path(__file__).parent / "returned"
YEAR = 2026


def main() -> None:
    """Write every file of the folder."""
    definition = load_definition()
    template = build_workbook(definition, YEAR).data
    FOLDER.mkdir(exist_ok=True)
    for old in FOLDER.glob("*.*"):
        if old.name != "expected.yaml":
            old.unlink()
    _typed(definition, template)
    _saved_by_programs(definition, template)
    _structure(definition, template)
    _hostile(definition, template)
    _binary()


def _write(name: str, data: bytes) -> None:
    (FOLDER / name).write_bytes(data)


def _typed(definition: Definition, template: bytes) -> None:
    """What officers type, paste and leave out."""
    complete = complete_answers(definition, 1)
    label = definition.level_label(3)
    pasted: dict[str, Raw] = {
        "country": "ALGERIA",
        "level_1_1": f"  {label.replace(' - ', ' – ')} ",
        "level_2_1": "３",
        "yes_no_1_1_2": "YES.",
        "answer_1_1_3": "Pasted from Word: “smart” quotes\u00a0and all",
        "info_1_1": "45,5 %",
        "info_4_1": "1\u00a0200",
    }
    threes = dict.fromkeys(definition.edition.indicators, 3)
    _write("complete.xlsx", fill(template, definition, complete))
    _write("blank.xlsx", template)
    _write("pasted.xlsx", fill(template, definition, complete_answers(definition, 2, levels=threes) | pasted))
    broken: dict[str, Raw] = {
        "answer_1_1_1": Formula("HYPERLINK(&quot;http://x&quot;)".replace("&quot;", '"')),
        "answer_1_2_1": Error("#REF!"),
        "contact_name": "=HYPERLINK(1)",
    }
    fives = dict.fromkeys(definition.edition.indicators, 5)
    _write(
        "formulas_as_answers.xlsx", fill(template, definition, complete_answers(definition, 3, levels=fives) | broken)
    )
    for name, day in (("two_copies_early.xlsx", "2026-02-01"), ("two_copies_late.xlsx", "2026-04-01")):
        twice: dict[str, Raw] = {"country": "Zimbabwe", "submission_date": day}
        _write(name, fill(template, definition, complete_answers(definition, 4) | twice))
    old = build_workbook(definition, 2024).data
    _write("old_year.xlsx", fill(old, definition, complete_answers(definition, 5, year=2024)))


def _saved_by_programs(definition: Definition, template: bytes) -> None:
    """The same answers typed into LibreOffice, and a copy saved by Gnumeric."""
    with tempfile.TemporaryDirectory() as temporary, office() as program:
        path = Path(temporary) / "template.xlsx"
        path.write_bytes(template)
        with program.open(path) as document:
            _save(document, "libreoffice_blank", ".xlsx")
            typed = complete_answers(definition, 6)
            document.type_all({n: v if isinstance(v, (str, int, float)) else str(v) for n, v in typed.items()})
            for ending in (".xlsx", ".ods", ".xls"):
                _save(document, "libreoffice_complete", ending)
    for name in ("blank", "complete"):
        source, target = FOLDER / f"{name}.xlsx", FOLDER / f"gnumeric_{name}.xlsx"
        subprocess.run(["ssconvert", str(source), str(target)], check=True, capture_output=True)


def _save(document: Document, name: str, ending: str) -> None:
    document.save(FOLDER / f"{name}{ending}")


def _structure(definition: Definition, template: bytes) -> None:
    """What happens where somebody took the protection off."""
    complete = fill(template, definition, complete_answers(definition, 7))
    first = definition.sheet_title(standard_key(1))
    second, third = (definition.sheet_title(standard_key(s)) for s in (2, 3))
    places = definition.layout.slots
    question = places["answer_1_1_2"].place.row

    def damage(name: str, change: Callable[[Workbook], object]) -> None:
        book = openpyxl.load_workbook(io.BytesIO(complete))
        change(book)
        target = io.BytesIO()
        book.save(target)
        _write(name, target.getvalue())

    def put(book: Workbook, place: Place, value: str) -> None:
        book[definition.sheet_title(place.sheet)][place.cell] = value

    def sort(book: Workbook) -> None:
        """Swap two question rows, keys and all, as sorting does."""
        sheet = book[first]
        for column in range(1, sheet.max_column + 1):
            one, two = sheet.cell(question, column), sheet.cell(question + 1, column)
            if one.data_type != "f":
                one.value, two.value = two.value, one.value

    damage("sheet_renamed.xlsx", lambda book: setattr(book[second], "title", "Data standards"))
    damage("sheet_deleted.xlsx", lambda book: book.remove(book[second]))
    damage("sheet_copied.xlsx", lambda book: book.copy_worksheet(book[third]))
    damage("sheet_added.xlsx", lambda book: book.create_sheet("Notes"))
    damage("sheets_reordered.xlsx", lambda book: book.move_sheet(second, 4))
    damage("hidden_deleted.xlsx", lambda book: [book.remove(book[t]) for t in ("Lists", "Map")])
    damage("row_inserted.xlsx", lambda book: book[first].insert_rows(question))
    damage("row_inserted_on_top.xlsx", lambda book: book[first].insert_rows(1))
    damage("row_deleted.xlsx", lambda book: book[first].delete_rows(question))
    damage("rows_sorted.xlsx", sort)
    damage("column_inserted.xlsx", lambda book: book[first].insert_cols(StandardColumn.CHOICE))
    label = next(label.place for label in definition.layout.labels if label.text == "indicator.1.1")
    damage("label_edited.xlsx", lambda book: put(book, label, "Is there a law?"))
    formula = definition.layout.formulas["question_1_1_1"].place
    damage("formula_overwritten.xlsx", lambda book: put(book, formula, "A question of our own"))


def _hostile(definition: Definition, template: bytes) -> None:
    """Files that are something else, cut short, locked, or dangerous."""
    complete = fill(template, definition, complete_answers(definition, 8))
    sheet = "xl/worksheets/sheet3.xml"
    other = io.BytesIO()
    openpyxl.Workbook().save(other)
    _write("another_workbook.xlsx", other.getvalue())
    _write("cut_short.xlsx", complete[: len(complete) // 2])
    _write("empty.xlsx", b"")
    _write("text_called.xlsx", b"Dear colleagues, please find our answers in the attached PDF.\n")
    _write("letter.docx", _package({"word/document.xml": b"<document/>", "[Content_Types].xml": b"<Types/>"}))
    locked = io.BytesIO()
    OOXMLFile(io.BytesIO(complete)).encrypt("secret", locked)
    _write("encrypted.xlsx", locked.getvalue())
    _write("macros.xlsm", _changed(complete, {}, {"xl/vbaProject.bin": b"\0"}))
    relation = (
        b'<Relationships xmlns="r"><Relationship Id="rId1" Type="t" Target="file:///c:/figures.xlsx"/></Relationships>'
    )
    link = {"xl/externalLinks/externalLink1.xml": b"<externalLink/>"}
    link |= {"xl/externalLinks/_rels/externalLink1.xml.rels": relation}
    _write("external_link.xlsx", _changed(complete, {}, link))
    _write("bomb.xlsx", _changed(complete, {}, {"xl/media/picture.png": b"\0" * (300 * 2**20)}))
    dtd = b'<!DOCTYPE w [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]><worksheet'
    _write("entities.xlsx", _changed(complete, {sheet: (b"<worksheet", dtd)}, {}))
    far = b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'
    _write("far_corner.xlsx", _changed(complete, {sheet: (b"</sheetData>", far)}, {}))


def _binary() -> None:
    """The complete workbook as Excel's binary format has it; no program at hand writes one."""
    complete = (FOLDER / "complete.xlsx").read_bytes()
    _write("binary_complete.xlsb", write_xlsb(book_of(complete)))
    book = book_of(complete)
    book.has_macros = True
    book.put("answer_1_1_1", Cell("What the formula gave.", is_formula=True))
    _write("binary_macros.xlsb", write_xlsb(book))


def _package(parts: dict[str, bytes]) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(zipfile.ZipInfo(name), data, zipfile.ZIP_DEFLATED)
    return target.getvalue()


def _changed(package: bytes, edits: dict[str, tuple[bytes, bytes]], added: dict[str, bytes]) -> bytes:
    with zipfile.ZipFile(io.BytesIO(package)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    for name, (old, new) in edits.items():
        assert parts[name].count(old) == 1
        parts[name] = parts[name].replace(old, new)
    return _package(parts | added)


if __name__ == "__main__":
    main()
