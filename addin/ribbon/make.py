"""Makes `kpibook.xlam` from text: the same text gives the same bytes.

The package that Excel wrote gets the VBA project, the ribbon (in the words of Excel 2007 and in
those of 2010 and later), the icons, and the add-in's only sheet.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from importlib.metadata import version

from lxml import etree

from addin.ribbon import own_sheet, vba_project
from addin.ribbon.words import RIBBON
from schemas.excel.ooxml import CORE_PROPERTIES, copy_package, fix_dates, new_entry, parse, serialise

_DATE = "2026-01-01T00:00:00Z"
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_IMAGE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/image"
_RIBBON_2010 = "http://schemas.microsoft.com/office/2009/07/customui"
_RIBBONS = (
    # part, namespace, relationship, pixels of an icon to those of its place
    (
        "customUI/customUI.xml",
        "http://schemas.microsoft.com/office/2006/01/customui",
        "http://schemas.microsoft.com/office/2006/relationships/ui/extensibility",
        1,
    ),
    (
        "customUI/customUI14.xml",
        _RIBBON_2010,
        "http://schemas.microsoft.com/office/2007/relationships/ui/extensibility",
        2,
    ),
)
_PIXELS = {"large": 32, "normal": 16}


def build() -> bytes:
    """The add-in, configured to run nothing: the installation says where Python is."""
    blank = vba_project.blank_with_modules()
    edits = {
        "[Content_Types].xml": _with_pictures,
        "_rels/.rels": _with_ribbons,
        "xl/workbook.xml": _with_own_sheet_name,
        "xl/vbaProject.bin": vba_project.finish_project,
        own_sheet.PART: _own_sheet,
        "docProps/app.xml": _with_own_sheet_title,
        CORE_PROPERTIES: _as_ours,
    }
    result = io.BytesIO()
    copy_package(io.BytesIO(blank), result, edits)
    with zipfile.ZipFile(result, "a") as package:
        for name, data in _added_parts():
            package.writestr(new_entry(name), data)
    return result.getvalue()


# --- the parts that are added ------------------------------------------------------------------
def _added_parts() -> Iterator[tuple[str, bytes]]:
    source = (RIBBON / "ribbon.xml").read_text("utf-8")
    images = _images(parse(source.encode()))
    for part, namespace, _, scale in _RIBBONS:
        yield part, source.replace(_RIBBON_2010, namespace).encode()
        yield part.replace("customUI/", "customUI/_rels/") + ".rels", _relations_of_images(images, scale)
    for name in sorted({_file(name, size, scale) for name, size in images.items() for *_, scale in _RIBBONS}):
        yield f"customUI/images/{name}", (RIBBON / "icons" / name).read_bytes()


def _images(ribbon: etree._Element) -> dict[str, str]:
    """The size of each icon, by its name."""
    return {element.get("image", ""): element.get("size", "") for element in ribbon.iter() if element.get("image")}


def _file(image: str, size: str, scale: int) -> str:
    return f"{image}-{_PIXELS[size] * scale}.png"


def _relations_of_images(images: dict[str, str], scale: int) -> bytes:
    root = parse(f'<Relationships xmlns="{_RELATIONS}"/>'.encode())
    for image, size in images.items():
        target = f"images/{_file(image, size, scale)}"
        etree.SubElement(root, f"{{{_RELATIONS}}}Relationship", Id=image, Type=_IMAGE, Target=target)
    return serialise(root)


# --- the parts of the blank that are changed -----------------------------------------------------
def _with_pictures(xml: bytes) -> bytes:
    root = parse(xml)
    namespace = etree.QName(root).namespace
    root.insert(0, etree.Element(f"{{{namespace}}}Default", Extension="png", ContentType="image/png"))
    return serialise(root)


def _with_ribbons(xml: bytes) -> bytes:
    root = parse(xml)
    for number, (part, _, relation, _) in enumerate(_RIBBONS, 1):
        etree.SubElement(root, f"{{{_RELATIONS}}}Relationship", Id=f"ribbon{number}", Type=relation, Target=part)
    return serialise(root)


def _with_own_sheet_name(xml: bytes) -> bytes:
    return re.sub(rb'<sheet name="[^"]*"', f'<sheet name="{own_sheet.SHEET_NAME}"'.encode(), xml, count=1)


def _with_own_sheet_title(xml: bytes) -> bytes:
    return xml.replace(b"<vt:lpstr>Sheet1</vt:lpstr>", f"<vt:lpstr>{own_sheet.SHEET_NAME}</vt:lpstr>".encode())


def _own_sheet(xml: bytes) -> bytes:
    return own_sheet.own_sheet(own_sheet.code_name(xml), own_sheet.CLOSED | {"XLWINGS_VERSION": version("xlwings")})


def _as_ours(xml: bytes) -> bytes:
    named = re.sub(rb"(<(?:dc:creator|cp:lastModifiedBy)>)[^<]*", rb"\1kpibook", xml)
    return fix_dates(named, _DATE)
