"""One reading of the package: which parts are read, by OPC's rules, and what is refused as ambiguous."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from pathlib import Path

import pytest

from addin.returned import formatted_numbers
from addin.returned.archive import UNPACKED_LIMIT
from addin.returned.package_error import PackageError
from addin.returned.reader import read_workbook
from tests.packages import BOOK, BOOK_RELATIONS, SHEET, added, changed, package_of, parts_of

COMPLETE = (Path(__file__).parent / "returned" / "complete.xlsx").read_bytes()
TYPES = "[Content_Types].xml"
ROOT = "_rels/.rels"


def answers(package: bytes) -> dict[str, object]:
    return {name: entry.raw for name, entry in read_workbook(package, "x").entries.items()}


def renamed(package: bytes, old: str, new: str, *references: tuple[str, str, str]) -> bytes:
    """A part under another name; `references` are what is said of it elsewhere: part, old and new text."""
    parts = {new if name == old else name: data for name, data in parts_of(package).items()}
    for part, before, after in references:
        assert before.encode() in parts[part]
        parts[part] = parts[part].replace(before.encode(), after.encode())
    return package_of(parts)


def book_called(name: str, rels: str, target: str) -> bytes:
    """The workbook part under another name, its own targets absolute."""
    package = renamed(COMPLETE, BOOK, name, (ROOT, "xl/workbook.xml", target), (TYPES, "/xl/workbook.xml", f"/{name}"))
    parts = parts_of(package)
    relations = parts.pop(BOOK_RELATIONS).decode().replace('Target="', 'Target="/xl/').replace("/xl//xl/", "/xl/")
    return package_of(parts | {rels: relations.encode()})


def with_backslashes() -> bytes:
    return package_of({name.replace("/", "\\"): data for name, data in parts_of(COMPLETE).items()})


def strict() -> bytes:
    pairs = [
        (b"http://schemas.openxmlformats.org/officeDocument/2006/relationships", b"http://purl.oclc.org/ooxml/officeDocument/relationships"),
        (b"http://schemas.openxmlformats.org/spreadsheetml/2006/main", b"http://purl.oclc.org/ooxml/spreadsheetml/main"),
    ]  # fmt: skip
    parts = parts_of(COMPLETE)
    for old, new in pairs:
        parts = {name: data.replace(old, new) for name, data in parts.items()}
    return package_of(parts)


def prefixed() -> bytes:
    from lxml import etree  # noqa: PLC0415

    root = etree.fromstring(parts_of(COMPLETE)[SHEET])
    main = root.nsmap[None]
    other = etree.Element(f"{{{main}}}worksheet", nsmap={"x": main, **{k: v for k, v in root.nsmap.items() if k}})
    other[:] = list(root)
    return added(COMPLETE, {SHEET: etree.tostring(other, encoding="UTF-8", xml_declaration=True)})


CHOICE = (
    '<mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">'
    "<mc:Fallback>{}</mc:Fallback></mc:AlternateContent>"
)
READ = {
    "another name for the workbook part": book_called("xl/book.xml", "xl/_rels/book.xml.rels", "xl/book.xml"),
    "the workbook part at the root": book_called("book.xml", "_rels/book.xml.rels", "/book.xml"),
    "another name and ending for a sheet": renamed(
        COMPLETE, SHEET, "xl/pages/one.dat",
        (BOOK_RELATIONS, f"/{SHEET}", "pages/one.dat"), (TYPES, f"/{SHEET}", "/xl/pages/one.dat"),
    ),
    "a part's name in another case": renamed(COMPLETE, SHEET, "xl/Worksheets/SHEET3.XML"),
    "a part's name percent-encoded": renamed(COMPLETE, SHEET, "xl/worksheets/sheet%33.xml"),
    "backslashes in every name": with_backslashes(),
    "a backslash in a target": changed(COMPLETE, BOOK_RELATIONS, f"/{SHEET}", "worksheets\\sheet3.xml"),
    "a target that goes up and down": changed(
        COMPLETE, BOOK_RELATIONS, f"/{SHEET}", "../xl/./worksheets/sheet3.xml"
    ),
    "strict namespaces": strict(),
    "a prefix before every tag": prefixed(),
    "parts that are stored": package_of(parts_of(COMPLETE), zipfile.ZIP_STORED),
    "alternatives behind the cells": changed(
        COMPLETE, SHEET, "</worksheet>", CHOICE.format('<controls/>') + "</worksheet>"
    ),
    "a part that nothing leads to": added(COMPLETE, {"xl/worksheets/sheet99.xml": b'<worksheet><c r="XFD1"/>'}),
}  # fmt: skip


@pytest.mark.parametrize("package", READ.values(), ids=READ)
def test_parts_are_found_by_what_leads_to_them(package: bytes) -> None:
    assert answers(package) == answers(COMPLETE)


FAR = parts_of(COMPLETE)[SHEET].replace(b"</sheetData>", b'<row r="9"><c r="ZZ9999"><v>1</v></c></row></sheetData>')
SECOND_ROOT = '<Relationship Id="second" Type="{}/officeDocument" Target="xl/wb2.xml"/></Relationships>'.format(
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
)
REFUSED = {
    "twins by case": (added(COMPLETE, {"xl/worksheets/SHEET3.xml": FAR}), "suspicious two parts called"),
    "twins by slash": (added(COMPLETE, {"xl\\worksheets\\sheet3.xml": FAR}), "suspicious two parts called"),
    "twins by a leading slash": (added(COMPLETE, {f"/{SHEET}": FAR}), "suspicious two parts called"),
    "twins by a dot": (added(COMPLETE, {"xl/./worksheets/sheet3.xml": FAR}), "suspicious two parts called"),
    "twins by encoding": (added(COMPLETE, {"xl/worksheets/sheet%33.xml": FAR}), "suspicious two parts called"),
    "a twin of the workbook": (added(COMPLETE, {"XL/Workbook.xml": b"<x/>"}), "suspicious two parts called"),
    "a sheet whose part is elsewhere": (
        changed(COMPLETE, BOOK_RELATIONS, f"/{SHEET}", SHEET), "part-missing Standard 1"
    ),
    "a sheet outside the package": (
        changed(COMPLETE, BOOK_RELATIONS, f'Target="/{SHEET}"', 'Target="file:///c:/s.xml" TargetMode="External"'),
        "part-missing Standard 1",
    ),
    "two workbook parts": (
        added(changed(COMPLETE, ROOT, "</Relationships>", SECOND_ROOT), {"xl/wb2.xml": parts_of(COMPLETE)[BOOK]}),
        "suspicious several parts of the type officeDocument",
    ),
    "one part for two sheets": (
        changed(COMPLETE, BOOK_RELATIONS, "worksheets/sheet4.xml", "worksheets/sheet3.xml"),
        "suspicious one part for two sheets",
    ),
    "two sheets of one name": (
        changed(COMPLETE, BOOK, 'name="Standard 2"', 'name="STANDARD 1"'), "suspicious two sheets of one name"
    ),
    "alternatives to rows": (
        changed(COMPLETE, SHEET, "</sheetData>", CHOICE.format('<row r="900"/>') + '</sheetData>'),
        "suspicious alternatives among the cells",
    ),
    "alternatives to a cell": (
        changed(COMPLETE, SHEET, "</row>", CHOICE.format('<c/>') + "</row>"), "suspicious alternatives among the cells"
    ),
    "a document type behind a long comment": (
        added(COMPLETE, {SHEET: b"<!--" + b"x" * 9_000 + b"--><!DOCTYPE worksheet>" + parts_of(COMPLETE)[SHEET][56:]}),
        "suspicious a document type",
    ),
    "a document type in a part that nobody reads": (
        added(COMPLETE, {"xl/theme/theme1.xml": b"<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>"}),
        "suspicious a document type",
    ),
    "a document type in a sheet that nobody reads": (
        added(COMPLETE, {"xl/worksheets/sheet19.xml": b"<!DOCTYPE worksheet><worksheet/>"}),
        "suspicious a document type",
    ),
    "a document type in UTF-16": (
        added(COMPLETE, {"docProps/app.xml": "<!DOCTYPE a><a/>".encode("utf-16")}), "suspicious a document type"
    ),
}  # fmt: skip


@pytest.mark.parametrize(("package", "expected"), REFUSED.values(), ids=REFUSED)
def test_what_two_programs_would_read_differently_is_refused(package: bytes, expected: str) -> None:
    with pytest.raises(PackageError) as refused:
        read_workbook(package, "x")
    assert str(refused.value).startswith(f"unreadable-file {expected}")


def test_a_sheet_that_another_name_leads_to_is_read_from_there() -> None:
    """`worksheets/../xl/…` within `xl/` is `xl/xl/…`: what Excel shows, not what lies where it usually does."""
    package = changed(COMPLETE, BOOK_RELATIONS, f"/{SHEET}", SHEET)
    other = parts_of(COMPLETE)[SHEET].replace(b"A working group", b"Another group")
    assert str(answers(added(package, {f"xl/{SHEET}": other}))["answer_1_1_1"]).startswith("Another group")


# --- zip --------------------------------------------------------------------------------------
def with_directory(package: bytes, part: str, offset: int, form: str, value: int) -> bytes:
    """`package` with another value in a part's entry of the directory."""
    at = package.rindex(b"PK\x01\x02", 0, package.rindex(part.encode()))
    return package[: at + offset] + struct.pack(form, value) + package[at + offset + struct.calcsize(form) :]


def bomb(size: int) -> bytes:
    return added(COMPLETE, {SHEET: b"<worksheet>" + b" " * size})


def test_no_more_is_unpacked_than_the_limit_whatever_the_directory_says() -> None:
    package = with_directory(bomb(UNPACKED_LIMIT + 1), SHEET, 24, "<I", 100)
    with pytest.raises(PackageError, match="too-large"):
        read_workbook(package, "x")


@pytest.mark.parametrize(
    ("offset", "form", "value", "expected"),
    [
        (24, "<I", 2**31, "too-large"),
        (16, "<I", 12345, "damaged"),
        (20, "<I", 10, "damaged"),
        (10, "<H", zipfile.ZIP_BZIP2, "suspicious"),
        (10, "<H", zipfile.ZIP_LZMA, "suspicious"),
        (42, "<I", 7, "damaged"),
        (8, "<H", 1, "encrypted-file"),
    ],
    ids=["size", "check sum", "packed size", "bzip2", "lzma", "place", "encrypted"],
)
def test_a_directory_that_lies_is_refused(offset: int, form: str, value: int, expected: str) -> None:
    with pytest.raises(PackageError, match=expected):
        read_workbook(with_directory(COMPLETE, SHEET, offset, form, value), "x")


def test_a_directory_of_many_entries_is_refused_before_it_is_read() -> None:
    many = {f"xl/{n}": b"" for n in range(5_000)}
    with pytest.raises(PackageError, match="too-large"):
        read_workbook(added(COMPLETE, many), "x")


def test_a_part_that_ends_too_early_is_damaged() -> None:
    data = parts_of(COMPLETE)[SHEET]
    packed = zlib.compressobj(9, zlib.DEFLATED, -15)
    body = (packed.compress(data) + packed.flush())[:-20]
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for name, part in parts_of(COMPLETE).items():
            archive.writestr(zipfile.ZipInfo(name), body if name == SHEET else part, zipfile.ZIP_STORED)
    package = target.getvalue()
    package = with_directory(package, SHEET, 10, "<H", zipfile.ZIP_DEFLATED)
    with pytest.raises(PackageError, match="damaged"):
        read_workbook(package, "x")


# --- what the reading library is given ---------------------------------------------------------
def test_the_library_is_only_given_what_is_written_here(monkeypatch: pytest.MonkeyPatch) -> None:
    given: list[bytes] = []
    real = formatted_numbers.CalamineWorkbook

    class Watched:
        @staticmethod
        def from_filelike(file: io.BytesIO) -> object:
            given.append(file.getvalue())
            return real.from_filelike(file)

    monkeypatch.setattr(formatted_numbers, "CalamineWorkbook", Watched)
    read_workbook(COMPLETE, "x")
    names = {"[Content_Types].xml", ROOT, BOOK, BOOK_RELATIONS, "xl/styles.xml", "xl/worksheets/sheet1.xml"}
    assert given
    assert all(set(parts_of(package)) == names for package in given)
