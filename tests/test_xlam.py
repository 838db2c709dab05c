"""The add-in as a file: made from its text, the same each time, and valid by whoever can be asked without Excel."""

from __future__ import annotations

import io
import json
import re
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest
from lxml import etree
from PIL import Image
from pyopenvba import ExcelFile, check_file

from addin.buttons.catalogue import BUTTONS
from addin.installation.packaged import FILE_NAME, PACKAGED, configuration_of, configured
from addin.ribbon import make as xlam
from addin.ribbon.vba_project import modules
from addin.ribbon.words import RIBBON, RibbonWording, load_wordings
from tests.ooxml_sdk import assert_valid
from tests.vba import parts, source_of

pytestmark = pytest.mark.long


RIBBONS = ("customUI/customUI.xml", "customUI/customUI14.xml")
CALLBACKS = ("onAction", "getLabel", "getScreentip", "getSupertip")


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("xlam") / FILE_NAME
    path.write_bytes(xlam.build())
    return path


def controls(package: dict[str, bytes], part: str) -> Iterator[etree._Element]:
    return (element for element in etree.fromstring(package[part]).iter() if element.get("id"))


# --- the bytes ------------------------------------------------------------------------------------


def test_the_same_text_gives_the_same_bytes(built: Path) -> None:
    assert xlam.build() == built.read_bytes()


def test_the_add_in_that_travels_with_the_package_is_the_one_its_text_makes(built: Path) -> None:
    """`kpibook addin build --out addin/ribbon` puts this right."""
    assert parts(PACKAGED.read_bytes()) == parts(built.read_bytes())


def test_no_trace_of_a_person_or_a_machine(built: Path) -> None:
    package = parts(built.read_bytes())
    core = package["docProps/core.xml"].decode()
    assert re.findall(r"<(?:dc:creator|cp:lastModifiedBy)>([^<]*)", core) == ["kpibook", "kpibook"]
    assert not [name for name, data in package.items() if b"absPath" in data or b"x15ac" in data]


# --- the VBA --------------------------------------------------------------------------------------


def test_the_source_inside_is_the_text(built: Path) -> None:
    """Read with olevba, which is not what wrote it."""
    program = (
        "import json, sys; from oletools.olevba import VBA_Parser; "
        "print(json.dumps({stream.split('/')[-1]: code "
        "for _, stream, _, code in VBA_Parser(sys.argv[1]).extract_all_macros()}))"
    )
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", program, str(built)], capture_output=True, text=True, check=True
    )
    found = json.loads(done.stdout)
    assert {name: _plain(found[name]) for name, _ in modules()} == {name: _plain(text) for name, text in modules()}
    assert {name for name, code in found.items() if _plain(code)} == {name for name, _ in modules()}


def _plain(text: str) -> str:
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return "\n".join(line.rstrip() for line in lines if not line.startswith("Attribute VB_")).strip()


def test_the_project_is_sound(built: Path) -> None:
    assert check_file(built).ok
    with ExcelFile(built) as book:
        assert not book.vba_project().validate()
        assert {reference.name for reference in book.references()} >= {"stdole", "Office"}


@pytest.mark.parametrize("file", sorted((RIBBON / "vba").glob("*.bas")), ids=lambda file: file.stem)
def test_the_text_is_what_vba_can_read(file: Path) -> None:
    text = file.read_bytes()
    assert text.isascii()
    assert b"\t" not in text
    assert text.startswith(f'Attribute VB_Name = "{file.stem}"\nOption Explicit\n'.encode())
    assert max(map(len, text.splitlines())) <= 120


def test_no_function_that_a_formula_could_call_does_anything(built: Path) -> None:
    """A formula of a received workbook can call every public function of an add-in, but no Sub."""
    exposed = {
        name
        for text in source_of(built).values()
        for name in re.findall(r"^(?:Public )?(?:Static )?Function (\w+)", text, re.MULTILINE)
    }
    assert exposed == {"RunPython", "KpiAllows", "KpiText"}


@pytest.mark.parametrize("wording", load_wordings().values(), ids=lambda wording: str(wording.language_number))
def test_a_question_is_as_short_as_excel_shows_it(wording: RibbonWording) -> None:
    """`Application.InputBox` takes no more than 255 characters."""
    asked = {key: text for key, text in wording.texts.items() if "ask." in key}
    assert len(asked) > 10
    assert {key: len(text) for key, text in asked.items() if len(text) > 255} == {}


# --- the ribbon -----------------------------------------------------------------------------------


@pytest.mark.parametrize("part", RIBBONS)
def test_each_control_is_there_once(built: Path, part: str) -> None:
    names = [element.get("id") for element in controls(parts(built.read_bytes()), part)]
    assert len(names) == len(set(names))
    keytips = [element.get("keytip") for element in controls(parts(built.read_bytes()), part) if element.get("keytip")]
    assert len(keytips) == len(set(keytips)) == len(BUTTONS) + 1  # and the tab's


def test_the_ribbon_is_the_catalogue_in_its_order(built: Path) -> None:
    ribbon = etree.fromstring(parts(built.read_bytes())[RIBBONS[1]])
    found = [(group.get("id"), button.get("id")) for group in ribbon.iter("{*}group") for button in group]
    assert found == [(f"group_{button.group}", button.name) for button in BUTTONS]
    large = [group.xpath("count(*[@size='large'])") for group in ribbon.iter("{*}group")]
    assert max(large) <= 2  # so that the tab fits a screen of 1366 pixels: small ones stand three in a column


@pytest.mark.parametrize("part", RIBBONS)
def test_each_callback_is_a_public_sub_that_takes_what_the_ribbon_gives(built: Path, part: str) -> None:
    source = source_of(built)
    for element in controls(parts(built.read_bytes()), part):
        for attribute in CALLBACKS:
            if callback := element.get(attribute):
                module, name = callback.split(".")
                takes = "control As IRibbonControl" + ("" if attribute == "onAction" else ", ByRef text")
                assert f"\nPublic Sub {name}({takes})\n" in source[module], callback


def test_each_action_belongs_to_one_button(built: Path) -> None:
    actions = [element.get("onAction") for element in controls(parts(built.read_bytes()), RIBBONS[1])]
    named = [action for action in actions if action]
    assert len(named) == len(set(named)) == len(BUTTONS)


def test_both_ribbons_say_the_same(built: Path) -> None:
    old, new = (parts(built.read_bytes())[part].decode() for part in RIBBONS)
    assert old == new.replace("2009/07/customui", "2006/01/customui")


@pytest.mark.parametrize(("part", "scale"), [(RIBBONS[0], 1), (RIBBONS[1], 2)])
def test_each_icon_has_the_size_of_its_place(built: Path, part: str, scale: int) -> None:
    package = parts(built.read_bytes())
    relations = etree.fromstring(package[part.replace("customUI/", "customUI/_rels/") + ".rels"])
    targets = {relation.get("Id"): relation.get("Target") for relation in relations}
    for element in controls(package, part):
        if image := element.get("image"):
            with Image.open(io.BytesIO(package[f"customUI/{targets[image]}"])) as icon:
                side = {"large": 32, "normal": 16}[str(element.get("size"))] * scale
                assert (icon.size, icon.mode, icon.format) == ((side, side), "RGBA", "PNG")


def test_every_language_says_everything() -> None:
    wordings = load_wordings()
    assert list(wordings)[:1] == ["en"]
    assert "fr" in wordings
    for wording in wordings.values():
        assert wording.texts.keys() == wordings["en"].texts.keys()
        assert wording.settings.keys() == wordings["en"].settings.keys()
        for key, text in wording.texts.items():
            assert set(re.findall(r"{\w+}", text)) == set(re.findall(r"{\w+}", wordings["en"].texts[key])), key
            assert len(text) <= 1024, key  # the most that a supertip and a message box show
            text.encode("cp1252")  # the letters that a message box of VBA shows in Western Europe


def test_every_control_has_its_words(built: Path) -> None:
    words = load_wordings()["en"].texts
    for element in controls(parts(built.read_bytes()), RIBBONS[1]):
        for attribute, key in (("getLabel", "label"), ("getScreentip", "screentip"), ("getSupertip", "supertip")):
            if element.get(attribute):
                assert f"{element.get('id')}.{key}" in words


# --- the package ----------------------------------------------------------------------------------


def test_the_open_xml_sdk_finds_nothing(built: Path) -> None:
    assert_valid(built)


def test_openxml_audit_finds_nothing(built: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-m", "openxml_audit", "--policy", "strict", str(built)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_every_relation_leads_somewhere(built: Path) -> None:
    package = parts(built.read_bytes())
    for name, data in package.items():
        if name.endswith(".rels"):
            folder = name.replace("_rels/", "").rpartition("/")[0]
            for relation in etree.fromstring(data):
                target = f"{folder}/{relation.get('Target')}".lstrip("/")
                assert target in package, f"{name}: {target}"


def test_the_parts_stand_in_order_and_without_dates(built: Path) -> None:
    with zipfile.ZipFile(built) as package:
        entries = package.infolist()
    assert entries[0].filename == "[Content_Types].xml"
    assert {entry.date_time for entry in entries} == {(1980, 1, 1, 0, 0, 0)}
    assert all(a.filename != b.filename for a, b in pairwise(entries))


# --- what it is told ------------------------------------------------------------------------------


def test_an_add_in_that_is_not_installed_runs_nothing(built: Path) -> None:
    told = configuration_of(built)
    assert told["INTERPRETER_WIN"] == told["INTERPRETER_MAC"] == told["SETTINGS_BOOK"] == ""
    assert told["ADD_WORKBOOK_TO_PYTHONPATH"] == "False"


def test_it_knows_whose_vba_it_carries(built: Path) -> None:
    told = configuration_of(built)["XLWINGS_VERSION"]
    assert f'XLWINGS_VERSION As String = "{told}"' in source_of(built)["xlwings"]


def test_telling_it_more_changes_its_sheet_only(built: Path, tmp_path: Path) -> None:
    file = tmp_path / FILE_NAME
    file.write_bytes(configured(built.read_bytes(), {"SETTINGS_BOOK": "C:\\Users\\Zoë & Co\\<1>.xlsx"}))
    assert configuration_of(file) == configuration_of(built) | {"SETTINGS_BOOK": "C:\\Users\\Zoë & Co\\<1>.xlsx"}
    before, after = parts(built.read_bytes()), parts(file.read_bytes())
    assert [name for name in before if before[name] != after[name]] == ["xl/worksheets/sheet1.xml"]
    assert_valid(file)
