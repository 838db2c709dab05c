"""What a workbook carries beside its cells, in every format: how it is written down → what is listed.

No part's name matters: each of them is called something that says nothing.
"""

from __future__ import annotations

import struct
from pathlib import Path

import pytest

from addin.returned.inspecting import inspect
from addin.returned.package import Comment, Kind, Package
from addin.submissions.examine import examine
from tests import xls, xlsb
from tests.binary_book import Book, Cell, Sheet
from tests.packages import BOOK, MICROSOFT, OFFICE, SHEET, added, changed, parts_of, related
from tests.submissions import but_unusual
from tests.test_bounds import ods

COMPLETE = (Path(__file__).parent / "returned" / "complete.xlsx").read_bytes()
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
FIRST = "Standard 1"
TYPES = "[Content_Types].xml"
THREADS = f"{MICROSOFT}/spreadsheetml/2018/threadedcomments"


def listed(package: Package) -> list[tuple[str, str, str, str]]:
    return [(thing.kind.value, thing.sheet, thing.target, thing.text) for thing in package.carried]


RELATIONS = [
    (BOOK, f"{MICROSOFT}/2006/relationships/vbaProject", "macros", ""),
    (BOOK, f"{MICROSOFT}/2006/relationships/xlMacrosheet", "macro-sheet", ""),
    (BOOK, f"{MICROSOFT}/2006/relationships/xlIntlMacrosheet", "macro-sheet", ""),
    (BOOK, "dialogsheet", "dialog-sheet", ""),
    (BOOK, "connections", "connection", ""),
    (BOOK, "xmlMaps", "xml-map", ""),
    (BOOK, "volatileDependencies", "connection", ""),
    (BOOK, "pivotCacheDefinition", "pivot-table", ""),
    (BOOK, f"{MICROSOFT}/2006/relationships/VBAPROJECT", "macros", ""),
    (BOOK, f"{MICROSOFT}/2023/09/relationships/Python", "connection", ""),
    (BOOK, f"{MICROSOFT}/2020/07/relationships/rdRichValueWebImage", "picture", ""),
    ("", f"{MICROSOFT}/2006/relationships/ui/userCustomization", "custom-ui", ""),
    (BOOK, f"{MICROSOFT}/2019/04/relationships/externalLinkLongPath", "external-link", ""),
    (SHEET, f"{MICROSOFT}/2007/relationships/slicer", "pivot-table", FIRST),
    (SHEET, f"{MICROSOFT}/2011/relationships/timeline", "pivot-table", FIRST),
    (SHEET, f"{MICROSOFT}/2017/06/relationships/model3d", "object", FIRST),
    (SHEET, "video", "object", FIRST),
    ("", f"{MICROSOFT}/2011/relationships/webextensiontaskpanes", "web-extension", ""),
    ("", f"{MICROSOFT}/2007/relationships/ui/extensibility", "custom-ui", ""),
    (SHEET, "oleObject", "object", FIRST),
    (SHEET, "package", "object", FIRST),
    (SHEET, "control", "control", FIRST),
    (SHEET, "ctrlProp", "control", FIRST),
    (SHEET, "queryTable", "query-table", FIRST),
    (SHEET, "pivotTable", "pivot-table", FIRST),
    (SHEET, "image", "picture", FIRST),
    (SHEET, f"{MICROSOFT}/2011/relationships/webextension", "web-extension", FIRST),
]


@pytest.mark.parametrize(("source", "kind", "expected", "sheet"), RELATIONS, ids=[case[1] for case in RELATIONS])
def test_what_a_relationship_leads_to_is_listed(source: str, kind: str, expected: str, sheet: str) -> None:
    package = added(related(COMPLETE, source, kind, "/odd/part.dat"), {"odd/part.dat": b"?"})
    assert listed(inspect(package)) == [(expected, sheet, "odd/part.dat", "")]


CONTENTS = [
    ("application/vnd.ms-office.vbaProject", "macros"),
    ("application/vnd.ms-excel.macrosheet+xml", "macro-sheet"),
    ("application/vnd.ms-excel.intlmacrosheet+xml", "macro-sheet"),
    ("application/vnd.openxmlformats-officedocument.spreadsheetml.externalLink+xml", "external-link"),
    ("application/vnd.openxmlformats-officedocument.oleObject", "object"),
    ("application/vnd.ms-office.activeX+xml", "control"),
    ("application/vnd.openxmlformats-officedocument.spreadsheetml.connections+xml", "connection"),
    ("application/vnd.openxmlformats-officedocument.spreadsheetml.queryTable+xml", "query-table"),
    ("application/vnd.ms-office.webextension+xml", "web-extension"),
]


@pytest.mark.parametrize(("content", "expected"), CONTENTS, ids=[case[1] for case in CONTENTS])
def test_so_is_what_says_of_itself_what_it_is(content: str, expected: str) -> None:
    override = f'<Override PartName="/odd/part.dat" ContentType="{content}"/></Types>'
    package = added(changed(COMPLETE, TYPES, "</Types>", override), {"odd/part.dat": b"?"})
    assert listed(inspect(package)) == [(expected, "", "odd/part.dat", "")]


def test_an_external_link_is_where_it_leads() -> None:
    package = added(related(COMPLETE, BOOK, "externalLink", "odd/l.dat"), {"xl/odd/l.dat": b"?"})
    package = related(package, "xl/odd/l.dat", "externalLinkPath", "file:///c:/figures.xlsx", ' TargetMode="External"')
    assert inspect(package).external_links == ("file:///c:/figures.xlsx",)


@pytest.mark.parametrize(
    "path", ["externalLinkPath", f"{MICROSOFT}/2006/relationships/xlExternalLinkPath/xlPathMissing"]
)
def test_so_is_one_whose_part_says_nothing_else_of_itself(path: str) -> None:
    package = added(related(COMPLETE, BOOK, "theme", "odd/l.dat"), {"xl/odd/l.dat": b"?"})
    for where in ("a.xlsx", "b.xlsx"):
        package = related(package, "xl/odd/l.dat", path, f"file:///c:/{where}", ' TargetMode="External"')
    assert inspect(package).external_links == ("file:///c:/a.xlsx", "file:///c:/b.xlsx")


def test_each_of_several_targets_of_a_link_is_listed_once() -> None:
    package = added(related(COMPLETE, BOOK, "externalLink", "odd/l.dat"), {"xl/odd/l.dat": b"?"})
    for where in ("a.xlsx", "b.xlsx"):
        package = related(package, "xl/odd/l.dat", "externalLinkPath", f"file:///c:/{where}", ' TargetMode="External"')
    assert inspect(package).external_links == ("file:///c:/a.xlsx", "file:///c:/b.xlsx")


def test_a_sheet_of_macros_among_the_sheets_is_no_sheet_of_answers() -> None:
    sheet = f'<sheet xmlns:r="{OFFICE}" name="M" sheetId="99" r:id="macros"/></sheets>'
    package = related(COMPLETE, BOOK, f"{MICROSOFT}/2006/relationships/xlMacrosheet", "odd/m.dat", ' Id="macros"')
    package = added(changed(package, BOOK, "</sheets>", sheet), {"xl/odd/m.dat": b"?"})
    found = inspect(package)
    assert (found.has_macros, found.titles[-1], "M" in found.grids) == (True, "M", False)


DRAWING = """<wsDr xmlns="http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing"
 xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><twoCellAnchor>{}</twoCellAnchor></wsDr>"""
VML = """<xml xmlns:v="urn:schemas-microsoft-com:vml" xmlns:x="urn:schemas-microsoft-com:office:excel">
<v:shape><x:ClientData ObjectType="{}"/><br></v:shape></xml>"""


def test_a_text_box_is_listed_with_its_text() -> None:
    shape = (
        "<sp><txBody><a:p><a:r><a:t>Our answer</a:t></a:r></a:p><a:p><a:r><a:t>is here</a:t></a:r></a:p></txBody></sp>"
    )
    package = related(COMPLETE, SHEET, "drawing", "../odd/d.dat")
    package = added(package, {"xl/odd/d.dat": DRAWING.format(shape).encode()})
    assert listed(inspect(package)) == [("shape", FIRST, "xl/odd/d.dat", "Our answer is here")]


DIAGRAM = """<dataModel xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main">
<pt><a:p><a:r><a:t>Our plan</a:t></a:r></a:p></pt><pt><a:p><a:r><a:t>for 2026</a:t></a:r></a:p></pt></dataModel>"""


def test_a_diagram_is_listed_with_its_text() -> None:
    package = related(related(COMPLETE, SHEET, "drawing", "../odd/d.dat"), "xl/odd/d.dat", "diagramData", "m.dat")
    package = added(package, {"xl/odd/d.dat": DRAWING.format("").encode(), "xl/odd/m.dat": DIAGRAM.encode()})
    assert listed(inspect(package)) == [("shape", FIRST, "xl/odd/m.dat", "Our plan for 2026")]


@pytest.mark.parametrize("kind", ["drawing", "vmlDrawing", "diagramData"])
def test_a_drawing_that_cannot_be_read_is_told_and_costs_no_answers(kind: str) -> None:
    package = added(related(COMPLETE, SHEET, kind, "../odd/d.dat"), {"xl/odd/d.dat": b"no XML"})
    assert listed(inspect(package)) == [("shape", FIRST, "xl/odd/d.dat", "")]


def test_a_drawing_that_many_relationships_lead_to_is_read_once() -> None:
    package = COMPLETE
    for kind in ("drawing", "comments"):
        for _ in range(3):
            package = related(package, SHEET, kind, f"../odd/{kind}.dat")
    remark = '<comment ref="E8" authorId="0"><text><t>See annex</t></text></comment>'
    comments = f'<comments xmlns="{MAIN}"><commentList>{remark}</commentList></comments>'
    drawing = DRAWING.format("<sp/>")
    package = added(package, {"xl/odd/drawing.dat": drawing.encode(), "xl/odd/comments.dat": comments.encode()})
    found = inspect(package)
    assert (len(found.carried), len(found.comments)) == (1, 1)


DRAWN = [
    ("<graphicFrame/>", [("shape", "")]),
    ("<contentPart/>", [("shape", "")]),
    (
        "<sp><a:p><a:r><a:t>Ann</a:t></a:r><a:r><a:t>ex</a:t></a:r><a:br/><a:r><a:t>A</a:t></a:r></a:p></sp>",
        [("shape", "Annex A")],
    ),
    ("<grpSp><sp><a:t>one</a:t></sp><sp><a:t>two</a:t></sp></grpSp>", [("shape", "one"), ("shape", "two")]),
    ("", []),
]


@pytest.mark.parametrize(("xml", "expected"), DRAWN, ids=[xml[:13] for xml, _ in DRAWN])
def test_whatever_is_drawn_is_listed(xml: str, expected: list[tuple[str, str]]) -> None:
    package = related(COMPLETE, SHEET, "drawing", "../odd/d.dat")
    package = added(package, {"xl/odd/d.dat": DRAWING.format(xml).encode()})
    assert [(kind, text) for kind, _, _, text in listed(inspect(package))] == expected


@pytest.mark.parametrize("kind", ["diagramData", "chart", "chartUserShapes"])
def test_the_texts_of_a_diagram_and_of_a_chart_are_listed(kind: str) -> None:
    package = related(COMPLETE, SHEET, "drawing", "../odd/d.dat")
    package = related(package, "xl/odd/d.dat", kind, "e.dat")
    shown = DRAWING.format("<a:p><a:t>Our pilot</a:t></a:p>").encode()
    package = added(package, {"xl/odd/d.dat": DRAWING.format("<graphicFrame/>").encode(), "xl/odd/e.dat": shown})
    assert ("shape", FIRST, "xl/odd/e.dat", "Our pilot") in listed(inspect(package))


@pytest.mark.parametrize(("what", "expected"), [("Note", []), ("Drop", ["control"]), ("Checkbox", ["control"])])
def test_a_control_of_an_old_program_is_listed_and_a_comments_frame_is_not(what: str, expected: list[str]) -> None:
    package = related(COMPLETE, SHEET, "vmlDrawing", "../odd/v.dat")
    package = added(package, {"xl/odd/v.dat": VML.format(what).encode()})
    assert [kind for kind, *_ in listed(inspect(package))] == expected


def test_comments_are_listed_with_author_and_text() -> None:
    comments = (
        f'<comments xmlns="{MAIN}"><authors><author>Amina</author></authors><commentList>'
        '<comment ref="E8" authorId="0"><text><r><t>See </t></r><r><t>the annex</t></r></text></comment>'
        '<comment ref="E9" authorId="7"><text><t>nobody</t></text></comment></commentList></comments>'
    )
    package = related(COMPLETE, SHEET, "comments", "../odd/c.dat")
    package = added(package, {"xl/odd/c.dat": comments.encode()})
    found = inspect(package).comments
    assert found == (Comment(FIRST, 8, 5, "Amina", "See the annex"), Comment(FIRST, 9, 5, "", "nobody"))
    assert found[0].cell == "E8"


def test_the_remarks_of_a_thread_are_listed_and_what_it_leaves_for_old_programs_is_not() -> None:
    old = (
        f'<comments xmlns="{MAIN}"><authors><author>tc={{1}}</author></authors><commentList>'
        '<comment ref="E8" authorId="0"><text><t>[Threaded comment]</t></text></comment></commentList></comments>'
    )
    remark = '<threadedComment ref="E8" personId="p"><text>{}</text></threadedComment>'
    remarks = remark.format("Which year?") + remark.format("2025")
    thread = f'<ThreadedComments xmlns="{THREADS}">{remarks}</ThreadedComments>'
    people = f'<personList xmlns="{THREADS}"><person id="p" displayName="Jo"/></personList>'
    package = related(COMPLETE, SHEET, "comments", "../odd/c.dat")
    package = related(package, SHEET, f"{MICROSOFT}/2017/10/relationships/threadedComment", "../odd/t.dat")
    package = related(package, BOOK, f"{MICROSOFT}/2017/10/relationships/person", "odd/p.dat")
    parts = {"xl/odd/c.dat": old, "xl/odd/t.dat": thread, "xl/odd/p.dat": people}
    found = inspect(added(package, {name: text.encode() for name, text in parts.items()})).comments
    assert [(c.author, c.text) for c in found] == [("Jo", "Which year?"), ("Jo", "2025")]


@pytest.mark.parametrize(("author", "text"), [("Amina", "2025"), ("tc={1}", "")])
def test_a_thread_hides_nobodys_comment(author: str, text: str) -> None:
    old = (
        f'<comments xmlns="{MAIN}"><authors><author>{author}</author></authors><commentList>'
        '<comment ref="E8" authorId="0"><text><t>See the annex</t></text></comment></commentList></comments>'
    )
    remark = f'<threadedComment ref="E8"><text>{text}</text></threadedComment>'
    thread = f'<ThreadedComments xmlns="{THREADS}">{remark}</ThreadedComments>'
    package = related(COMPLETE, SHEET, "comments", "../odd/c.dat")
    package = related(package, SHEET, f"{MICROSOFT}/2017/10/relationships/threadedComment", "../odd/t.dat")
    found = inspect(added(package, {"xl/odd/c.dat": old.encode(), "xl/odd/t.dat": thread.encode()})).comments
    assert "See the annex" in {comment.text for comment in found}


def test_merged_cells_are_listed() -> None:
    merged = '<mergeCells count="1"><mergeCell ref="E8:E11"/>'
    parts = parts_of(COMPLETE)
    text = parts[SHEET].decode()
    start, end = text.index("<mergeCells"), text.index("</mergeCells>")
    package = added(COMPLETE, {SHEET: (text[:start] + merged + text[end:]).encode()})
    assert inspect(package).cells[FIRST].merged == [((8, 5), (11, 5))]


def test_links_in_cells_are_no_external_links() -> None:
    package = related(COMPLETE, SHEET, "hyperlink", "mailto:a@example.org", ' TargetMode="External"')
    found = inspect(package)
    assert listed(found) == [("hyperlink", FIRST, "mailto:a@example.org", "")]
    assert found.external_links == ()


def test_a_plain_workbook_carries_nothing() -> None:
    for name in ("complete.xlsx", "libreoffice_complete.xlsx", "libreoffice_complete.ods", "libreoffice_complete.xls"):
        found = inspect((Path(__file__).parent / "returned" / name).read_bytes())
        assert (found.carried, found.comments) == ((), ()), name


def test_the_findings_follow(tmp_path: Path) -> None:
    package = added(related(COMPLETE, BOOK, f"{MICROSOFT}/2006/relationships/vbaProject", "v"), {"xl/v": b"?"})
    package = related(package, BOOK, f"{OFFICE}/externalLink", "http://example.org/b.xlsx", ' TargetMode="External"')
    (tmp_path / "a.xlsx").write_bytes(package)
    assert [(f.code, f.found) for f in but_unusual(examine(tmp_path / "a.xlsx"))] == [
        ("external-link", "http://example.org/b.xlsx"),
        ("macro-present", ""),
    ]


# --- .ods -------------------------------------------------------------------------------------
CELL = "<table:table-row><table:table-cell>{}</table:table-cell></table:table-row>"
IN_ODS = [
    ('<draw:frame><draw:image xlink:href="P.png"/></draw:frame>', ("picture", "T", "P.png", "")),
    (
        '<draw:frame><draw:object xlink:href="./O"/><draw:image xlink:href="R"/></draw:frame>',
        ("object", "T", "./O", ""),
    ),
    ("<draw:frame><draw:text-box><text:p>Hi</text:p></draw:text-box></draw:frame>", ("shape", "T", "text-box", "Hi")),
    ("<draw:custom-shape><text:p>Hi</text:p></draw:custom-shape>", ("shape", "T", "custom-shape", "Hi")),
    ("<draw:control/>", ("control", "T", "control", "")),
    ("<draw:caption><text:p>Hi</text:p></draw:caption>", ("shape", "T", "caption", "Hi")),
    ("<draw:measure/>", ("shape", "T", "measure", "")),
    ("<draw:connector/>", ("shape", "T", "connector", "")),
    ("<draw:regular-polygon/>", ("shape", "T", "regular-polygon", "")),
    ('<table:cell-range-source xlink:href="b.ods"/>', ("external-link", "T", "b.ods", "")),
]


def ods_with(cell: str, before: str = "") -> bytes:
    xlink = 'xmlns:xlink="http://www.w3.org/1999/xlink" xmlns:dc="http://purl.org/dc/elements/1.1/"'
    return ods(f'<table:table table:name="T" {xlink}>{before}{CELL.format(cell)}</table:table>')


@pytest.mark.parametrize(("xml", "expected"), IN_ODS, ids=[case[1][2] for case in IN_ODS])
def test_what_an_ods_carries(xml: str, expected: tuple[str, str, str, str]) -> None:
    assert listed(inspect(ods_with(xml))) == [expected]
    before = f"<table:shapes>{xml}</table:shapes>"
    assert listed(inspect(ods_with("", before))) == [expected], "on the sheet as in a cell"


def test_comments_merged_cells_and_links_of_an_ods() -> None:
    note = "<office:annotation><dc:creator>Amina</dc:creator><text:p>See annex</text:p></office:annotation>"
    found = inspect(ods_with(f"{note}<text:p>answer</text:p>", '<table:table-source xlink:href="../b.ods"/>'))
    assert found.comments == (Comment("T", 1, 1, "Amina", "See annex"),)
    assert found.grids["T"] == [["answer"]]
    assert found.external_links == ("../b.ods",)
    span = 'table:number-columns-spanned="2" table:number-rows-spanned="3"'
    row = f"<table:table-row><table:table-cell {span}/><table:covered-table-cell/></table:table-row>"
    assert inspect(ods(f'<table:table table:name="T">{row}</table:table>')).cells["T"].merged == [((1, 1), (3, 2))]


@pytest.mark.parametrize("part", ["Basic/Standard/Module1.xml", "Scripts/python/a.py", "basic\\x\\Other.xml"])
def test_macros_of_an_ods(part: str) -> None:
    assert inspect(added(ods_with(""), {part: b"<a/>"})).has_macros


def test_the_lists_of_an_ods_without_macros_are_no_macros() -> None:
    assert not inspect(added(ods_with(""), {"Basic/Standard/script-lb.xml": b"<a/>"})).has_macros


# --- .xls and .xlsb ---------------------------------------------------------------------------
def one_sheet(*records: tuple[int, bytes], more: dict[str, bytes] | None = None) -> Book:
    return Book([Sheet("S", cells={(1, 1): Cell(1)}, records=list(records))], parts=more or {})


def drawn(what: int, number: int, flags: int = 0) -> tuple[int, bytes]:
    return 0x005D, struct.pack("<HHHHH", 0x15, 0x12, what, number, flags) + bytes(12)


def with_text(text: str) -> list[tuple[int, bytes]]:
    return [(0x01B6, struct.pack("<10xHH4x", len(text), 0)), (xls.CONTINUE, xls.letters(text))]


OBJECTS = [
    (8, 0, "picture"),
    (6, 0, "shape"),
    (30, 0, "shape"),
    (5, 0, "chart"),
    (20, 0, "control"),
    (7, 0, "control"),
    (20, 0x0100, ""),
]


@pytest.mark.parametrize(("what", "flags", "expected"), OBJECTS)
def test_objects_of_an_xls(what: int, flags: int, expected: str) -> None:
    found = inspect(xls.write_xls(one_sheet(drawn(what, 1, flags), *with_text("Our answer"))))
    assert listed(found) == ([(expected, "S", "", "Our answer")] if expected else [])


def test_comments_and_merged_cells_of_an_xls() -> None:
    note = (0x001C, struct.pack("<4H", 7, 4, 0, 3) + xls.long_text("Amina"))
    merged = (0x00E5, struct.pack("<5H", 1, 7, 10, 4, 4))
    found = inspect(xls.write_xls(one_sheet(drawn(25, 3), *with_text("See annex"), note, merged)))
    assert found.comments == (Comment("S", 8, 5, "Amina", "See annex"),)
    assert (found.carried, found.cells["S"].merged) == ((), [((8, 5), (11, 5))])


@pytest.mark.parametrize(
    ("streams", "kind"),
    [
        ({"MBD0001/CONTENTS": b"x"}, Kind.EMBEDDED_OBJECT),
        ({"LNK0001/\x01Ole": b"x"}, Kind.EMBEDDED_OBJECT),
        ({"Ctls": b"x"}, Kind.CONTROL),
        ({"_VBA_PROJECT_CUR/VBA/dir": b"x"}, Kind.MACROS),
        ({"_VBA_PROJECT/VBA/dir": b"x"}, Kind.MACROS),
    ],
)
def test_storages_of_an_xls(streams: dict[str, bytes], kind: Kind) -> None:
    found = inspect(xls.write_xls(one_sheet(more=streams)))
    assert [thing.kind for thing in found.carried] == [kind]


def test_a_sheet_of_an_xls_that_says_itself_that_it_is_one_of_macros() -> None:
    data = xls.write_xls(one_sheet())
    begin = data.index(struct.pack("<HHHH", xls.BEGIN, 16, 0x0600, 0x0010))
    found = inspect(data[: begin + 6] + b"\x40\x00" + data[begin + 8 :])
    assert [thing.kind for thing in found.carried] == [Kind.MACRO_SHEET]


def test_cells_of_a_chart_within_a_sheet_of_an_xls_are_none_of_the_sheet() -> None:
    number = struct.pack("<HHHd", 4, 4, 15, 7.0)
    chart = [(xls.BEGIN, struct.pack("<HHHHII", 0x0600, 0x0020, 0, 0, 0, 6)), (xls.NUMBER, number), (xls.END, b"")]
    behind = (0x00E5, struct.pack("<5H", 1, 7, 10, 4, 4))
    found = inspect(xls.write_xls(one_sheet(*chart, behind)))
    assert (found.grids["S"], found.cells["S"].merged) == ([[1.0]], [((8, 5), (11, 5))])


def test_comments_and_merged_cells_of_an_xlsb() -> None:
    area = struct.pack("<4I", 7, 7, 4, 4)
    records = [
        (632, xlsb.wide("Amina")),
        (635, struct.pack("<I", 0) + area + bytes(16)),
        (637, b"\0" + xlsb.wide("Hm")),
    ]
    merged = (176, struct.pack("<4I", 7, 10, 4, 4))
    package = xlsb.write_xlsb(one_sheet(merged))
    package = related(package, "xl/worksheets/sheet1.bin", "comments", "../odd.dat")
    comments = b"".join(xlsb.record(kind, body) for kind, body in records)
    found = inspect(added(package, {"xl/odd.dat": comments}))
    assert found.comments == (Comment("S", 8, 5, "Amina", "Hm"),)
    assert found.cells["S"].merged == [((8, 5), (11, 5))]
