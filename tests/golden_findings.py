"""Writes what is said of every finding, in each language: `python -m tests.golden_findings`.

One line a finding, `code variant cell → sentence`, of a handful of files in which every case of the
catalogue occurs: three workbooks filled in badly, one taken apart, one written beside, and files that are no answers at
all. The texts stand in `tests/golden/findings_<language>.txt`, to be read by people.
"""

from __future__ import annotations

import datetime as dt
import io
import tempfile
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from unittest.mock import patch

import openpyxl
from openpyxl import Workbook
from openpyxl.comments import Comment

from addin.checks.elsewhere import TOLD
from addin.returned.folder import Listed
from addin.returned.package_error import PackageError
from addin.submissions.budget import ReaderDiedError, TooMuchMemoryError, TooSlowError
from addin.submissions.examine import examine
from addin.submissions.refusals import not_read, rejected
from schemas.definition import Definition
from schemas.excel.ooxml import rewrite_package
from schemas.findings import Finding
from schemas.findings.catalogue import CATALOGUE, AnswersSuperseded, LinkLeadsOutside
from schemas.layout.columns import KEY_COLUMN, KEY_ROW, StandardColumn
from schemas.layout.places import LISTS, MAP, Place, standard_key
from schemas.layout.stamp import Stamp
from schemas.loading.loader import languages, load_definition
from schemas.questions import LINE_LIMIT, TEXT_LIMIT, Raw
from schemas.questions.base import SHOWN_LIMIT
from schemas.sentences.messages import file_finding
from tests.answers import complete_answers
from tests.compound_file import compound_file
from tests.fill import Error, Formula, fill, fill_places
from tests.last_years import LAST
from tests.packages import BOOK, MICROSOFT, SHEET, added, changed, package_of, parts_of, related
from workbook_builder.build import build_workbook

GOLDEN = Path(__file__).parent / "golden"
RETURNED = Path(__file__).parent / "returned"
YEAR = 2026
CUSTOM_UI = f"{MICROSOFT}/2007/relationships/ui/extensibility"


def main() -> None:
    """Write the texts of all languages."""
    GOLDEN.mkdir(exist_ok=True)
    for language in languages():
        with tempfile.TemporaryDirectory() as temporary:
            golden_file(language).write_text(golden_text(language, Path(temporary)), encoding="utf-8")


def golden_file(language: str) -> Path:
    """Where the text of a language stands."""
    return GOLDEN / f"findings_{language}.txt"


def golden_text(language: str, folder: Path) -> str:
    """What is said of the files, which are made in `folder`, in the order of the catalogue."""
    return "".join(f"{line_of(finding)}\n" for finding in findings(language, folder))


def line_of(finding: Finding) -> str:
    """A finding as one line."""
    return f"{finding.code} {finding.variant or '-'} {finding.cell or '-'} → {finding.message}"


def findings(language: str, folder: Path) -> list[Finding]:
    """Every finding of the files, in the order of the catalogue."""
    definition = load_definition(language=language)
    found = [*_of_workbooks(definition, folder), *_of_files(definition, folder)]
    order = list(CATALOGUE)
    return sorted(found, key=lambda finding: order.index((finding.code, finding.variant)))


# --- workbooks filled in badly, in the language itself ----------------------------------------
def messy_workbooks(definition: Definition) -> dict[str, bytes]:
    """Three workbooks filled in badly, one taken apart, one written beside, by name, in its language."""
    return {
        "first.xlsx": _first(definition),
        "second.xlsx": _second(definition),
        "third.xlsx": _third(definition),
        "taken_apart.xlsx": _taken_apart(definition),
        "beside.xlsx": _written_beside(definition),
    }


def _of_workbooks(definition: Definition, folder: Path) -> Iterator[Finding]:
    for name, data in messy_workbooks(definition).items():
        (folder / name).write_bytes(data)
        yield from examine(folder / name, name=name).findings


def _complete(definition: Definition) -> dict[str, Raw]:
    """Complete answers with every indicator at level 4: two texts, a Yes or No, and what a Yes asks for."""
    return complete_answers(definition, levels=dict.fromkeys(definition.edition.indicators, 4))


def _signed(definition: Definition, s: int, first: int) -> str:
    """The sign-off of standard `s` with its first indicator at level `first`, the others at 4."""
    return definition.sign_off_choice((first, *[4] * (definition.edition.standards[s].indicators - 1)))


@cache
def _template(definition: Definition) -> bytes:
    return build_workbook(definition, YEAR).data


def _first(definition: Definition) -> bytes:
    """A workbook with last year's answers, in which most things went wrong."""
    shown = definition.with_last_year
    yes, no = definition.yes_no_labels()
    typed: dict[str, Raw] = {
        "country": "Atlantis",
        "reporting_year": "soon",
        "contact_name": "x" * (LINE_LIMIT + 1),
        "contact_email": "me at home",
        "submission_date": "soon",
        "answer_1_1_1": "",
        "answer_1_1_2": "...",
        "yes_no_1_1_3": "",
        "answer_1_2_1": "x y " * (TEXT_LIMIT // 4 + 1),
        "answer_1_2_2": Formula("1+1"),
        "answer_1_4_1": "x y " * (SHOWN_LIMIT // 4 + 1),
        "yes_no_1_2_3": "Perhaps",
        "answer_1_3_1": Formula("2-1"),
        "answer_1_3_2": Error("#REF!"),
        "yes_no_1_3_3": no,
        "answer_1_3_4": "Left over",
        "yes_no_1_4_2": yes,
        "info_1_1": "140",
        "unchanged_2_1": definition.wording.last_year.unchanged.format(year=LAST.year),
        "unchanged_2_2": "yes",
        "sign_off_2": "",
        "info_2_1": 12.5,
        "info_2_2": "3.10 " * LINE_LIMIT,
        "sign_off_3": "Signed",
        "info_3_1": "...",
        "info_7_1": "x y " * (SHOWN_LIMIT // 4 + 1),
        "note_3": "x y " * (SHOWN_LIMIT // 4 + 1),
        "respondent_3": "x" * (LINE_LIMIT + 1),
        "sign_off_4": _signed(definition, 4, 3),
        "sign_off_5": _signed(definition, 5, 0),
        "info_5_2": "a while",
        "level_6_1": "",
        "level_7_1": "4 or 5",
        "level_8_1": "4",
        "info_8_2": "$150",
        "info_8_2_currency": "Euro coins",
        "info_8_3": "Maybe",
        "info_14_1": "When asked",
    }
    template = build_workbook(definition, YEAR, member="PER", last=LAST).data
    data = fill(template, shown, _complete(definition) | typed)
    part = f"xl/worksheets/sheet{shown.layout.sheet_keys.index(standard_key(1)) + 1}.xml"
    return rewrite_package(data, {part: lambda xml: xml.replace(b"<f>2-1</f>", b"<f>2-1</f><v>1</v>")})


def _second(definition: Definition) -> bytes:
    """What the first cannot hold: no Member, no year, a day that can be two, a locked text edited."""
    typed: dict[str, Raw] = {
        "country": "",
        "reporting_year": "",
        "submission_date": "03/04/2026",
        "info_1_1": "about half",
        "info_1_2": "",
        "info_2_1": 2025,
        "info_5_2": "0,001",
        "info_8_2": "150",
        "info_8_2_currency": "",
    }
    label = next(label.place for label in definition.layout.labels if label.text == "indicator.1.1")
    formula = definition.layout.formulas["question_1_1_1"].place
    data = fill(_template(definition), definition, _complete(definition) | typed)
    return fill_places(data, definition, {label: "Is there a law?", formula: "A question of our own"})


def _third(definition: Definition) -> bytes:
    """What neither can hold: another year, a day nobody sent it on, a number that can be two."""
    typed: dict[str, Raw] = {
        "country": "KEN",
        "reporting_year": 2025,
        "submission_date": dt.date(2017, 1, 1),
        "info_1_1": "40-50",
        "info_1_2": 0.45,
        "info_2_1": "1,000",
        "info_2_2": "the latest",
        "info_4_1": "-5",
        "info_4_2": "60; 40",
        "info_8_2": "€150",
        "info_8_2_currency": "USD",
    }
    return fill(_template(definition), definition, _complete(definition) | typed)


def _taken_apart(definition: Definition) -> bytes:
    """A workbook whose protection somebody took off: sheets, rows and columns are not where they were."""
    data = fill(_template(definition), definition, _complete(definition) | {"info_8_2": "a lot", "country": "Congo"})
    book = openpyxl.load_workbook(io.BytesIO(data))
    title = {s: definition.sheet_title(standard_key(s)) for s in definition.edition.standards}
    _move_rows_and_columns(definition, book, title)
    book[title[4]].title = "Renamed"
    book.remove(book[title[5]])
    book.copy_worksheet(book[title[6]]).title = "Copy"
    book.move_sheet(title[7], 2)
    book.create_sheet("Notes")
    book.remove(book[definition.sheet_title(LISTS)])
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def _move_rows_and_columns(definition: Definition, book: Workbook, title: dict[int, str]) -> None:
    """A row inserted that is a copy of another, one deleted; a column inserted, one deleted."""
    row = {name: slot.place.row for name, slot in definition.layout.slots.items()}
    first = book[title[1]]
    first.insert_rows(row["answer_1_1_2"])
    first.cell(row["answer_1_1_2"], KEY_COLUMN).value = first.cell(row["answer_1_2_1"] + 1, KEY_COLUMN).value
    first.delete_rows(row["answer_1_4_2"] + 1)
    book[title[2]].insert_cols(StandardColumn.CHOICE)
    book[title[3]].cell(KEY_ROW, StandardColumn.ANSWER).value = None


def _written_beside(definition: Definition) -> bytes:
    """Another Member's template, with texts, comments and objects where nothing is read; its stamp was edited."""
    typed: dict[str, Raw] = {"country": definition.country_names["KEN"], "submission_date": dt.date(YEAR + 10, 3, 31)}
    template = build_workbook(definition, YEAR, member="UGA").data
    book = openpyxl.load_workbook(io.BytesIO(fill(template, definition, _complete(definition) | typed)))
    for key in definition.layout.sheets:
        stamp = book[definition.sheet_title(key)].cell(KEY_ROW, KEY_COLUMN)
        stamp.value = str(stamp.value).replace(definition.layout.fingerprint, "0" * 12)
    first = book[definition.sheet_title(standard_key(1))]
    first.merge_cells("E8:E9")
    for number in range(1, TOLD + 4):
        first.cell(first.max_row + 1, StandardColumn.ANSWER).value = f"+ {number}"
        first.cell(number, StandardColumn.LAST).comment = Comment(f"({number})", "Amina")
    target = io.BytesIO()
    book.save(target)
    return _with_objects(target.getvalue())


def _with_objects(package: bytes) -> bytes:
    drawing = "http://schemas.openxmlformats.org/drawingml/2006/"
    shape = "<sp><txBody><a:p><a:r><a:t>Our answer</a:t></a:r></a:p></txBody></sp>"
    drawn = (
        f'<wsDr xmlns="{drawing}spreadsheetDrawing" xmlns:a="{drawing}main"><twoCellAnchor>{{}}</twoCellAnchor></wsDr>'
    )
    others = (("image", SHEET), ("oleObject", SHEET), ("connections", BOOK), (CUSTOM_UI, ""))
    for number, (kind, source) in enumerate(others):
        package = related(package, source, kind, f"/odd/{number}.dat")
    for number in (8, 9):
        package = related(package, SHEET, "drawing", f"/odd/{number}.dat")
    unplaced = '<Override PartName="/odd/7.dat" ContentType="application/vnd.ms-office.activeX+xml"/></Types>'
    package = changed(package, "[Content_Types].xml", "</Types>", unplaced)
    parts = {f"odd/{number}.dat": b"?" for number in (0, 1, 2, 3, 7)}
    parts |= {"odd/8.dat": drawn.format(shape).encode(), "odd/9.dat": drawn.format("<sp/>").encode()}
    return added(package, parts)


# --- files that no answers are taken from, and what one carries --------------------------------
CORPUS = (
    *("empty.xlsx", "letter.docx", "cut_short.xlsx", "bomb.xlsx", "entities.xlsx", "encrypted.xlsx"),
    *("another_workbook.xlsx", "old_year.xlsx", "external_link.xlsx", "macros.xlsm"),
)


BREAKS = {
    "slow.xlsx": TooSlowError("10"),
    "hungry.xlsx": TooMuchMemoryError("1 GB"),
    "aborts.xlsx": ReaderDiedError("SIGABRT"),
    "fails.xlsx": ZeroDivisionError(),
}
"""Files that cannot be read to their end, and how that ends."""


def _of_files(definition: Definition, folder: Path) -> Iterator[Finding]:
    language = definition.wording.language
    for name in CORPUS:
        yield from examine(RETURNED / name, name=name, year=YEAR, language=language).findings
    yield from examine(folder / "gone.xlsx", name="gone.xlsx", language=language).findings
    yield from not_read(Listed(folder / "kept", "kept", barred="Permission denied"), language).findings
    yield from _of_odd_files(folder, language)
    yield file_finding(definition, AnswersSuperseded(found="half.xlsx", count=12), "other half.xlsx")
    for name, error in BREAKS.items():
        with patch("addin.submissions.rows.check_all", side_effect=error), patch("addin.submissions.guard.note"):
            yield from examine(RETURNED / "complete.xlsx", name=name, language=language).findings
    english = load_definition()
    for name, edition, layout in (("future.xlsx", "2099", "0" * 12), ("redrawn.xlsx", "2018", "0" * 12)):
        (folder / name).write_bytes(_restamped(english, edition, layout))
        yield from examine(folder / name, name=name, language=language).findings


def _of_odd_files(folder: Path, language: str) -> Iterator[Finding]:
    """Files that lack something, that hold too much, that are no files."""
    complete = (RETURNED / "complete.xlsx").read_bytes()
    parts = parts_of(complete)
    far = '<row r="9990"><c r="ZZ9990"><v>1</v></c></row></sheetData>'
    wide = {name: data.replace(b"</sheetData>", far.encode()) for name, data in parts.items() if "worksheets" in name}
    odd = {
        "lacking.xlsx": package_of({name: data for name, data in parts.items() if name != SHEET}),
        "cut_inside.xlsx": added(complete, {SHEET: parts[SHEET][:9_000]}),
        "many_sheets.xlsx": added(complete, {BOOK: parts[BOOK].replace(b"</sheets>", b"<sheet/>" * 99 + b"</sheets>")}),
        "wide_sheets.xlsx": added(complete, wide),
        "labelled.xlsx": compound_file({"EncryptedPackage": bytes(5_000)}),
        "excel_95.xls": compound_file({"Book": b"\x09\x08\x08\x00\x00\x05\x05\x00" + bytes(5_000)}),
    }
    for name, data in odd.items():
        (folder / name).write_bytes(data)
        yield from examine(folder / name, name=name, language=language).findings
    (folder / "folder.xlsx").mkdir()
    (folder / "link.xlsx").symlink_to(folder / "gone.xlsx")
    for name in ("folder.xlsx", "link.xlsx"):
        yield from examine(folder / name, name=name, language=language).findings
    yield from rejected("elsewhere.xlsx", "", PackageError(LinkLeadsOutside()), language).findings


@cache
def _restamped(definition: Definition, edition: str, layout: str) -> bytes:
    """A template that says of itself that it is of another edition or layout; its map is gone."""
    stamp = Stamp(edition=edition, year=YEAR, language="en", layout=layout, product="kpibook")
    places: dict[Place, Raw] = {Place(key, KEY_ROW, KEY_COLUMN): stamp.text(key) for key in definition.layout.sheets}
    return fill_places(_template(definition), definition, places | {Place(MAP, KEY_ROW, KEY_COLUMN): ""})


if __name__ == "__main__":
    main()
