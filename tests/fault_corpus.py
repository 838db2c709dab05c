"""`python -m tests.fault_corpus FOLDER`: every hostile or odd file that a test knows, in a folder of its own.

`faults.csv` beside them says of each what it is and what must come out: `read` or `rejected`, and a
finding that names it. The files are those of the handbook's own tables, made anew each time.
"""

from __future__ import annotations

import csv
import os
import re
import struct
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from addin.returned.archive import UNPACKED_LIMIT
from tests import (
    test_bounds,
    test_carried,
    test_encrypted,
    test_odd_cells,
    test_opening,
    test_parts,
    xls,
    xlsb,
)
from tests.binary_book import Book, Cell, book_of
from tests.compound_file import compound_file
from tests.fill import Error
from tests.packages import MICROSOFT, SHEET, added, cell, changed, package_of, parts_of, related

COMPLETE = test_parts.COMPLETE
READ, REJECTED = "read", "rejected"
WRITERS: dict[str, Callable[[Book], bytes]] = {"xlsb": xlsb.write_xlsb, "xls": xls.write_xls}
Make = Callable[[Path], object]


@dataclass(frozen=True)
class Fault:
    """A file that a folder of returned workbooks may hold."""

    ending: str
    what: str
    becomes: str
    """`read` or `rejected`; nothing where either is right."""
    code: str
    """A finding that there must be; nothing where none need be."""
    make: Make
    """Puts it at a path."""

    def name(self, number: int) -> str:
        """What it is called in the folder."""
        return f"{number:03}_{re.sub('[^a-z0-9]+', '_', self.what.lower())[:50].strip('_')}.{self.ending}"


def fault(ending: str, what: str, becomes: str, code: str, data: Callable[[], bytes]) -> Fault:
    """One whose bytes are made when they are asked for."""
    return Fault(ending, what, becomes, code, lambda path: path.write_bytes(data()))


def faults() -> Iterator[Fault]:
    """All of them."""
    yield from _packages()
    yield from _cells()
    yield from _carried()
    yield from _hidden()
    yield from _bounds()
    yield from _hostile_xml()
    yield from _ods()
    yield from _binary()
    yield from _encrypted()
    if os.name != "nt":
        yield from _no_files()


# --- .xlsx and .xlsm --------------------------------------------------------------------------
def _packages() -> Iterator[Fault]:
    for what, package in test_parts.READ.items():
        yield fault("xlsx", what, READ, "", lambda package=package: package)
    for what, (package, _) in test_parts.REFUSED.items():
        yield fault("xlsx", what, REJECTED, "unreadable-file", lambda package=package: package)
    for number, (package, expected) in enumerate(test_odd_cells.REJECTED):
        yield fault("xlsx", f"{expected} {number}", REJECTED, "unreadable-file", lambda package=package: package)
    yield fault(
        "xlsx",
        "a bomb whose directory says 100 bytes",
        REJECTED,
        "unreadable-file",
        lambda: test_parts.with_directory(test_parts.bomb(UNPACKED_LIMIT + 1), SHEET, 24, "<I", 100),
    )
    many = {f"xl/{n}": b"" for n in range(65_000)}
    yield fault("xlsx", "65,000 entries", REJECTED, "unreadable-file", lambda: package_of(parts_of(COMPLETE) | many))
    up = {"../../evil.xml": b"<a/>", "/etc/evil.xml": b"<a/>"}
    yield fault("xlsx", "names that lead out of the package", "", "", lambda: added(COMPLETE, up))
    yield fault("xlsx", "a zip of workbooks", REJECTED, "unreadable-file", lambda: package_of({"a.xlsx": COMPLETE}))
    yield fault("xlsx", "two packages in a row", "", "", lambda: COMPLETE + COMPLETE)
    yield fault("xlsx", "a page of HTML", REJECTED, "unreadable-file", lambda: b"<html>no</html>")
    yield fault("xlsx", "nothing at all", REJECTED, "unreadable-file", lambda: b"")
    for offset, form, value in [(24, "<I", 2**31), (16, "<I", 1), (20, "<I", 10), (10, "<H", 12), (42, "<I", 7)]:
        yield fault(
            "xlsx",
            f"the directory lies at {offset}",
            REJECTED,
            "unreadable-file",
            lambda lie=(offset, form, value): test_parts.with_directory(COMPLETE, SHEET, *lie),
        )


def _cells() -> Iterator[Fault]:
    for ending in ("xlsx", "xlsm"):
        for number, (xml, error) in enumerate(test_odd_cells.ERRORS):
            code = "error-value" if error else ""
            yield fault(ending, f"odd cell {number} {xml[:40]}", READ, code, lambda xml=xml: cell(COMPLETE, xml))
    for number, (xml, _) in enumerate(test_odd_cells.VALUES):
        yield fault("xlsx", f"unusual cell {number} {xml[:40]}", READ, "", lambda xml=xml: cell(COMPLETE, xml))


def _carried() -> Iterator[Fault]:
    for source, kind, what, _ in test_carried.RELATIONS:
        code = "macro-present" if what in {"macros", "macro-sheet", "dialog-sheet"} else ""
        yield fault(
            "xlsm",
            f"a part of the type {kind.rpartition('/')[2]}",
            READ,
            code,
            lambda source=source, kind=kind: added(
                related(COMPLETE, source, kind, "/odd/part.dat"), {"odd/part.dat": b"?"}
            ),
        )
    comments = (
        f'<comments xmlns="{test_carried.MAIN}"><commentList><comment ref="E8"><text><t>Ours</t></text></comment>'
    )
    shape = test_carried.DRAWING.format("<sp><a:t>Ours</a:t></sp>")
    for kind, text, code in [
        ("comments", f"{comments}</commentList></comments>", "comment-found"),
        ("drawing", shape, "object-found"),
        ("diagramData", shape, "object-found"),
    ]:
        yield fault(
            "xlsx",
            f"what an officer put beside the answers, in {kind}",
            READ,
            code,
            lambda kind=kind, text=text: added(
                related(COMPLETE, SHEET, kind, "/odd/part.dat"), {"odd/part.dat": text.encode()}
            ),
        )
    for what, xml in [("a text", "<is><t>Ours</t></is>"), ("a formula", "<f>1+1</f>")]:
        row = f'<row r="99"><c r="J99" t="inlineStr">{xml}</c></row></sheetData>'
        yield fault(
            "xlsx",
            f"{what} below the table",
            READ,
            "text-outside-inputs",
            lambda row=row: changed(COMPLETE, SHEET, "</sheetData>", row),
        )
    link = f"{MICROSOFT}/odd"
    yield fault("xlsx", "an unknown type", READ, "", lambda: related(COMPLETE, SHEET, link, "/nowhere.dat"))


def _bounds() -> Iterator[Fault]:
    for ending, write in test_bounds.FORMATS.items():
        for what, (sheets, refused) in test_bounds.BOOKS.items():
            code = "unreadable-file" if refused else "not-a-kpi-workbook"
            yield fault(ending, what, REJECTED, code, lambda write=write, sheets=sheets: write(Book(sheets)))


def _hostile_xml() -> Iterator[Fault]:
    for what, make in test_bounds.HOSTILE.items():
        part, text = make(100_000)
        yield fault(
            "xlsx", f"100,000 {what}", "", "", lambda part=part, text=text: added(COMPLETE, {part: text.encode()})
        )


# --- what a person does not see ---------------------------------------------------------------
def _everywhere(old: str, new: str) -> bytes:
    """A copy of which every part says otherwise, hidden stamps and the map included."""
    pattern = re.compile(old.encode())
    return package_of({name: pattern.sub(new.encode(), data) for name, data in parts_of(COMPLETE).items()})


HIDDEN = [
    ("a layout that no version made", "layout=[0-9a-f]+", "layout=000000000000", READ, "structure-changed"),
    ("an edition that there is not", "edition=2018", "edition=2099", REJECTED, "unknown-edition"),
    ("an edition that is a path", "edition=2018", "edition=../../etc", REJECTED, ""),
    ("a year that is none", "year=2026 ", "year=99999999999999999999 ", "", ""),
    ("a language that there is not", "language=en", "language=../x", "", ""),
    ("no stamps", "kpibook edition=", "x", REJECTED, "not-a-kpi-workbook"),
    ("a map of no numbers", '(<c r="[D]\\d+" s="1" t="n"><v>)\\d+', r"\1NaN", READ, ""),
    # read, and counts for nobody until it is settled whose it is
    ("another Member's template", "member=- ", "member=KEN ", REJECTED, "country-differs"),
    ("a locked text", "Has your country implemented", "Has any country implemented", READ, "label-changed"),
]


def _hidden() -> Iterator[Fault]:
    for what, old, new, becomes, code in HIDDEN:
        yield fault("xlsx", what, becomes, code, lambda old=old, new=new: _everywhere(old, new))


# --- .ods -------------------------------------------------------------------------------------
@cache
def _complete_ods() -> bytes:
    return (test_opening.RETURNED / "libreoffice_complete.ods").read_bytes()


def _ods() -> Iterator[Fault]:
    for number, xml in enumerate(test_bounds.FILLED):
        repeated = 'table:number-columns-repeated="16000"'
        row = f'<table:table-row table:number-rows-repeated="5000"><table:table-cell {repeated} {xml}</table:table-row>'
        tables = f'<table:table table:name="A">{row}</table:table>'
        yield fault(
            "ods", f"80 million cells {number}", REJECTED, "unreadable-file", lambda t=tables: test_bounds.ods(t)
        )
    whole = _complete_ods()
    for where in ("content.xml", "meta.xml", "styles.xml", "settings.xml"):
        yield fault(
            "ods",
            f"a document type in {where}",
            REJECTED,
            "unreadable-file",
            lambda where=where: added(whole, {where: b"<!DOCTYPE a><a/>"}),
        )
    macros = {"Basic/Standard/Module1.xml": b"<a/>"}
    yield fault("ods", "macros", READ, "macro-present", lambda: added(whole, macros))
    yield fault("ods", "no content", REJECTED, "", lambda: added(whole, {"content.xml": b""}))
    yield fault("ods", "cut short", REJECTED, "unreadable-file", lambda: whole[: len(whole) // 2])
    twin = {"CONTENT.xml": b"<a/>"}
    yield fault("ods", "twins by case", REJECTED, "unreadable-file", lambda: added(whole, twin))


# --- .xlsb and .xls ---------------------------------------------------------------------------
def _filled(change: Callable[[Book], object]) -> Book:
    book = book_of(COMPLETE)
    change(book)
    return book


def _too_far(book: Book) -> None:
    book.sheets[2].cells[10_000, 5] = Cell("far")


def _with_macros(book: Book) -> None:
    book.has_macros = True


BINARY: list[tuple[str, str, str, Callable[[Book], object]]] = [
    ("an error value", READ, "error-value", lambda book: book.put("answer_1_1_1", Cell(Error("#N/A")))),
    ("not a number", READ, "", lambda book: book.put("info_1_1", Cell(float("nan"), wide=True))),
    ("an infinite number", READ, "", lambda book: book.put("info_1_1", Cell(float("inf"), wide=True))),
    ("very long digits", READ, "", lambda book: book.put("info_1_1", Cell("1" * 4_000))),
    (
        "a formula as answer",
        READ,
        "formula-in-input",
        lambda book: book.put("answer_1_1_1", Cell("x", is_formula=True)),
    ),
    ("a link", READ, "external-link", lambda book: book.links.append("file:///c:/figures.xlsx")),
    ("macros under their usual name", READ, "macro-present", _with_macros),
    ("a cell too far out", REJECTED, "unreadable-file", _too_far),
    ("a shared text that there is not", READ, "", lambda book: book.sheets[2].records.append(_NO_TEXT[0])),
]
_NO_TEXT = [(0xFD, struct.pack("<HHHI", 400, 60, 15, 9_999_999))]


def _binary() -> Iterator[Fault]:
    for ending, write in WRITERS.items():
        for what, becomes, code, change in BINARY:
            yield fault(ending, what, becomes, code, lambda write=write, change=change: write(_filled(change)))
        yield fault(ending, "cut short", REJECTED, "", lambda write=write: _cut(write(book_of(COMPLETE))))
    for kind, what in [(xls.SHEET_ENTRY, "sheet entries"), (xls.NAME, "names"), (xls.SHARED_TEXTS, "shared texts")]:
        yield fault("xls", f"{what} that are all ones", "", "", lambda kind=kind: _ones(kind))
    for what, data in test_encrypted.OLD.items():
        yield fault("xls", what, REJECTED, "unreadable-file", lambda data=data: data)
    empty = {"Workbook": b""}
    yield fault("xls", "an empty stream", REJECTED, "", lambda: compound_file(empty))
    loop = bytearray(xls.write_xls(book_of(COMPLETE)))
    struct.pack_into("<I", loop, 512 * 10, 9)
    yield fault("xls", "a sector that leads elsewhere", "", "", lambda: bytes(loop))


def _cut(data: bytes) -> bytes:
    return data[: len(data) // 2]


def _ones(kind: int) -> bytes:
    data = xls.write_xls(book_of(COMPLETE))
    start = data.index(struct.pack("<H", kind), 512)
    size = int.from_bytes(data[start + 2 : start + 4], "little")
    return data[: start + 4] + b"\xff" * size + data[start + 4 + size :]


# --- encrypted, and what is no file -----------------------------------------------------------
def _encrypted() -> Iterator[Fault]:
    yield fault("xlsx", "the password of Excel", READ, "", lambda: test_encrypted.encrypted("VelvetSweatshop"))
    yield fault("xlsx", "a password", REJECTED, "encrypted-file", lambda: test_encrypted.encrypted("secret"))
    for number, streams in enumerate(test_encrypted.LABELLED):
        yield fault("xlsx", f"a label {number}", REJECTED, "encrypted-file", lambda s=streams: compound_file(s))
    for count in ("10000000", "-1"):
        stream = b"\x04\x00\x04\x00" + bytes(4) + test_encrypted.INFO.format(count).encode()
        data = {"EncryptionInfo": stream, "EncryptedPackage": bytes(5_000)}
        yield fault("xlsx", f"{count} rounds", REJECTED, "unreadable-file", lambda data=data: compound_file(data))


def _no_files() -> Iterator[Fault]:
    for what, make, _ in test_opening.NO_FILES:
        if what != "a folder":
            target = "nowhere.xlsx" if what == "a link to itself" else ""
            put: Make = (lambda path: path.symlink_to(path.name)) if target else make
            yield Fault("xlsx", what, REJECTED, "unreadable-file", put)


def write(folder: Path) -> dict[str, Fault]:
    """Make all of them in `folder`, each under a name of its own."""
    folder.mkdir(parents=True, exist_ok=True)
    found = {each.name(number): each for number, each in enumerate(faults(), 1)}
    for name, each in found.items():
        each.make(folder / name)
    return found


def main(folder: Path) -> None:
    """Write the corpus and its table."""
    found = write(folder / "faults")
    with (folder / "faults.csv").open("w", encoding="utf-8", newline="") as table:
        rows = csv.writer(table)
        rows.writerow(["name", "what it is", "what it becomes", "a finding that must be there"])
        rows.writerows([name, each.what, each.becomes or "either", each.code] for name, each in found.items())


if __name__ == "__main__":
    main(Path(sys.argv[1]))
