"""Installing, upgrading, uninstalling and looking after the add-in, on Windows and macOS laid out in a folder."""

from __future__ import annotations

import io
import json
import os
import re
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner

from addin.command_line import kpibook
from addin.commands import addin as addin_command
from addin.installation import doctor, install
from addin.installation.chain import Ran, Runner
from addin.installation.check import State
from addin.installation.known_folders import DESKTOP, DOCUMENTS, known_folder
from addin.installation.packaged import FILE_NAME, PACKAGED, configuration_of
from addin.installation.places import Places, find_places
from addin.installation.registry import Registry, Value
from addin.installation.settings_book import read_settings, settings_book
from addin.installation.starter import starter
from addin.ribbon.settings import SETTINGS
from schemas.errors import Refusal
from schemas.loading.loader import languages
from schemas.models.letters import Kind
from schemas.terminal.own_command import own_command
from tests.ooxml_sdk import assert_valid
from tests.vba import parts

pytestmark = pytest.mark.long


Layout = Callable[[Path], Places]


def windows(home: Path) -> Places:
    return find_places("win32", home, {"APPDATA": str(home / "AppData" / "Roaming")}, lambda identifier: None)


def mac(home: Path) -> Places:
    return find_places("darwin", home, {})


@pytest.fixture(params=[windows, mac], ids=["windows", "macos"])
def places(request: pytest.FixtureRequest, tmp_path: Path) -> Places:
    layout: Layout = request.param
    return layout(tmp_path)


@pytest.fixture
def interpreter(tmp_path: Path) -> str:
    file = tmp_path / "python.exe"
    file.write_bytes(b"")
    return str(file)


def files_in(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


# --- install ----------------------------------------------------------------------------------------

ROAMING = "AppData/Roaming"
OFFICE = "Library/Group Containers/UBF8T346G9.Office"
WRITTEN = {
    "windows": {
        f"{ROAMING}/Microsoft/Excel/XLSTART/kpibook.xlam",
        f"{ROAMING}/kpibook/kpibook-settings.xlsx",
        f"{ROAMING}/kpibook/installed.json",
        "Desktop/KPI workbook.cmd",
    },
    "macos": {
        f"{OFFICE}/User Content.localized/Startup.localized/Excel/kpibook.xlam",
        f"{OFFICE}/kpibook/kpibook-settings.xlsx",
        f"{OFFICE}/kpibook/installed.json",
        "Desktop/KPI workbook.command",
        f"Library/Application Scripts/com.microsoft.Excel/kpibook-{install.installed_xlwings()}.applescript",
    },
}


def test_each_file_stands_in_its_place(places: Places, tmp_path: Path) -> None:
    written = install.install(places, "/opt/python.exe")
    expected = WRITTEN["windows" if places.windows else "macos"]
    assert files_in(tmp_path) == expected
    assert {path.relative_to(tmp_path).as_posix() for path in written} | {
        places.receipt.relative_to(tmp_path).as_posix()
    } == expected


def test_the_add_in_knows_its_python_and_its_settings(places: Places) -> None:
    install.install(places, "/opt/python.exe")
    told = configuration_of(places.startup / FILE_NAME)
    assert told["INTERPRETER_WIN" if places.windows else "INTERPRETER_MAC"] == "/opt/python.exe"
    assert told["INTERPRETER_MAC" if places.windows else "INTERPRETER_WIN"] == ""
    assert told["SETTINGS_BOOK"] == str(places.settings)
    assert told["ADD_WORKBOOK_TO_PYTHONPATH"] == "False"
    assert told["COMMAND"] == own_command("addin install")
    assert_valid(places.startup / FILE_NAME)


def test_upgrading_replaces_the_add_in_and_keeps_the_settings(places: Places) -> None:
    install.install(places, "/opt/old/python.exe")
    places.settings.write_bytes(b"what a person typed")
    install.install(places, "/opt/new/python.exe")
    told = configuration_of(places.startup / FILE_NAME)
    assert "/opt/new/python.exe" in told.values()
    assert places.settings.read_bytes() == b"what a person typed"


def test_the_script_of_macos_is_that_of_xlwings_and_the_folder_picker(tmp_path: Path) -> None:
    places = mac(tmp_path)
    install.install(places, "/opt/python")
    assert places.scripts
    (script,) = places.scripts.iterdir()
    text = script.read_text("utf-8")
    assert text.count("on VbaHandler(") == text.count("on ChooseFolder(") == 1


@pytest.mark.parametrize(
    ("layout", "path"),
    [
        (windows, r"C:\%TEMP%\python.exe"),
        (windows, 'C:\\a"b\\python.exe'),
        (mac, "/Users/Ada Lovelace/python"),
        (mac, "/Users/ada/$(id)/python"),
        (mac, "/Users/ada/a;b/python"),
        (mac, "/Users/ada/a|b/python"),
    ],
)
def test_a_python_that_a_shell_would_misread_is_refused(tmp_path: Path, layout: Layout, path: str) -> None:
    with pytest.raises(Refusal, match="cannot be handed over"):
        install.install(layout(tmp_path), path)
    assert files_in(tmp_path) == set()


@pytest.mark.parametrize(
    ("layout", "path"),
    [(windows, r"C:\Users\Zoë & Co\kpi book\python.exe"), (mac, "/Users/zoë/kpi-book/bin/python3.12")],
)
def test_an_ordinary_python_is_not(tmp_path: Path, layout: Layout, path: str) -> None:
    assert install.install(layout(tmp_path), path)


def test_xlwings_of_another_version_is_refused(places: Places, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(install, "installed_xlwings", lambda: None)
    with pytest.raises(Refusal, match=r"needs xlwings [\d.]+, and none is installed"):
        install.install(places, "/opt/python")


# --- uninstall --------------------------------------------------------------------------------------


def test_uninstalling_leaves_nothing(places: Places, tmp_path: Path) -> None:
    written = [*install.install(places, "/opt/python"), *install.install_without_macros(places, "/opt/python")]
    assert set(install.uninstall(places)) == set(written)
    assert files_in(tmp_path) == set()


def test_uninstalling_leaves_what_is_not_ours(places: Places) -> None:
    install.install(places, "/opt/python")
    other = places.startup / "other.xlam"
    other.write_bytes(b"")
    install.uninstall(places)
    assert other.exists()


def test_uninstalling_twice_is_no_error(places: Places) -> None:
    install.install(places, "/opt/python")
    assert install.uninstall(places)
    assert install.uninstall(places) == []


def test_a_file_that_excel_holds_is_a_sentence(places: Places, monkeypatch: pytest.MonkeyPatch) -> None:
    install.install(places, "/opt/python")

    def held(*_: object, **__: object) -> None:
        raise PermissionError

    monkeypatch.setattr(Path, "unlink", held)
    with pytest.raises(Refusal, match=r"kpibook\.xlam is in use\. Close Excel and try again\."):
        install.uninstall(places)


def test_a_receipt_that_was_damaged_is_no_error(places: Places) -> None:
    install.install(places, "/opt/python")
    places.receipt.write_text("{", encoding="utf-8")
    assert install.uninstall(places) == []


# --- the starter of the window --------------------------------------------------------------------------


def test_without_macros_only_the_starter_is_put_on_the_desktop(places: Places, tmp_path: Path) -> None:
    (file,) = install.install_without_macros(places, "/opt/python")
    assert file == tmp_path / "Desktop" / ("KPI workbook.cmd" if places.windows else "KPI workbook.command")
    assert b"-m addin.cli desk" in file.read_bytes()
    assert os.access(file, os.X_OK)
    assert files_in(tmp_path) - {places.receipt.relative_to(tmp_path).as_posix()} == {
        file.relative_to(tmp_path).as_posix()
    }


def test_the_desktop_is_where_windows_says_it_is(tmp_path: Path) -> None:
    """OneDrive moves desktop and documents, and what stands in the old places nobody sees."""
    moved = {DESKTOP: tmp_path / "OneDrive - WCO" / "Desktop", DOCUMENTS: tmp_path / "OneDrive - WCO" / "Documents"}
    places = find_places("win32", tmp_path, {}, moved.get)
    (file,) = install.install_without_macros(places, r"C:\kpibook\python.exe")
    assert file == tmp_path / "OneDrive - WCO" / "Desktop" / "KPI workbook.cmd"
    assert places.documents == tmp_path / "OneDrive - WCO" / "Documents"


@pytest.mark.skipif(sys.platform == "win32", reason="Windows knows its folders")
def test_elsewhere_no_folder_is_known() -> None:
    assert known_folder(DESKTOP) is None


def test_the_file_of_an_earlier_version_is_replaced_and_uninstalled(places: Places, tmp_path: Path) -> None:
    """Its receipt names a file to drop folders on, of the same name."""
    places.starter.parent.mkdir(parents=True)
    places.receipt.parent.mkdir(parents=True)
    places.starter.write_bytes(b"a file to drop folders on")
    places.receipt.write_text(json.dumps([str(places.starter)]), encoding="utf-8")
    install.install_without_macros(places, "/opt/python")
    assert b"desk" in places.starter.read_bytes()
    assert install.uninstall(places) == [places.starter]
    assert files_in(tmp_path) == set()


def test_the_starter_of_windows_leaves_no_black_window(tmp_path: Path) -> None:
    (file,) = install.install_without_macros(windows(tmp_path), r"C:\KPI & co\Zoë\python.exe")
    lines = file.read_bytes().decode().split("\r\n")
    assert 'start "" "C:\\KPI & co\\Zoë\\pythonw.exe" -m addin.cli desk' in lines
    assert lines[0] == "@echo off"
    assert "\n" not in "".join(lines)


@pytest.mark.skipif(sys.platform == "win32", reason="a shell of Unix")
def test_the_starter_of_a_mac_opens_the_window(tmp_path: Path) -> None:
    python = tmp_path / "python"
    python.write_text(f'#!/bin/sh\necho "$*" > "{tmp_path}/ran.part"\nmv "{tmp_path}/ran.part" "{tmp_path}/ran"\n')
    python.chmod(0o755)
    places = mac(tmp_path)
    file = tmp_path / "a starter.command"
    file.write_bytes(starter(str(python), windows=places.windows))
    subprocess.run(["/bin/sh", str(file)], check=True)
    deadline = time.monotonic() + 20
    while not (tmp_path / "ran").exists() and time.monotonic() < deadline:
        time.sleep(0.05)
    assert (tmp_path / "ran").read_text() == "-m addin.cli desk\n"


# --- doctor -------------------------------------------------------------------------------------------


def nothing_decided(key: str) -> dict[str, Value]:
    return {}


def answers(line: str | list[str]) -> Ran:
    """A computer on which the chain works: what was to be printed comes back."""
    token = re.search(r"b'(\w+)'", str(line).replace('\\\\"', '"').replace("\\'", "'"))
    assert token
    return Ran(0, f"{token[1]}\n", "")


def problems(
    places: Places, interpreter: str, registry: Registry = nothing_decided, run: Runner = answers
) -> list[str]:
    checks = doctor.examine(places, interpreter, registry, run)
    return [check.sentence for check in checks if check.state is not State.GOOD]


def test_nothing_is_wrong_after_installing(places: Places, interpreter: str) -> None:
    install.install(places, interpreter)
    assert problems(places, interpreter) == []


@pytest.mark.parametrize(
    ("harm", "sentence"),
    [
        (lambda p: (p.startup / FILE_NAME).unlink(), "The add-in is not in"),
        (lambda p: (p.startup / FILE_NAME).write_bytes(b"PK"), "cannot be read"),
        (lambda p: (p.startup / FILE_NAME).write_bytes(another_version()), "is of another version"),
        (lambda p: p.settings.unlink(), "The settings are not in"),
        (lambda p: Path(f"{p.startup / FILE_NAME}:Zone.Identifier").write_text("[ZoneTransfer]"), "from the internet"),
    ],
    ids=["gone", "damaged", "older", "no settings", "from the internet"],
)
def test_what_is_wrong_is_said(
    places: Places, interpreter: str, harm: Callable[[Places], object], sentence: str
) -> None:
    install.install(places, interpreter)
    harm(places)
    assert any(sentence in found for found in problems(places, interpreter))


def another_version() -> bytes:
    made = io.BytesIO(PACKAGED.read_bytes())
    with zipfile.ZipFile(made, "a") as package:
        package.writestr("customUI/images/old.png", b"")
    return made.getvalue()


def test_a_python_that_is_gone_is_said(places: Places, interpreter: str) -> None:
    install.install(places, interpreter)
    Path(interpreter).unlink()
    assert any("The Python of the add-in is gone" in found for found in problems(places, interpreter))


def test_a_missing_script_is_said(tmp_path: Path, interpreter: str) -> None:
    places = mac(tmp_path)
    install.install(places, interpreter)
    assert places.scripts
    next(places.scripts.iterdir()).unlink()
    assert any("The script that starts Python is not" in found for found in problems(places, interpreter))


def test_a_python_of_the_microsoft_store_is_a_warning(tmp_path: Path) -> None:
    store = r"C:\Users\ada\AppData\Local\Microsoft\WindowsApps\python.exe"
    assert any("Microsoft Store" in found for found in problems(windows(tmp_path), store))


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has a registry")
def test_without_a_registry_nothing_is_decided() -> None:
    assert doctor.read_registry(r"HKCU\Software\Microsoft\Office\16.0\Common") == {}


# --- the commands -------------------------------------------------------------------------------------


@pytest.mark.parametrize("command", ["install", "uninstall", "doctor"])
def test_elsewhere_a_sentence_says_what_to_do(command: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(addin_command, "find_places", lambda: find_places("linux"))
    ran = CliRunner().invoke(kpibook, ["addin", command])
    assert isinstance(ran.exception, Refusal)
    assert str(ran.exception).startswith("Excel add-ins can be installed on Windows and macOS.")


@pytest.mark.skipif(sys.platform in {"win32", "darwin"}, reason="Excel can be here")
def test_elsewhere_the_exit_status_is_2() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "addin.cli", "addin", "install"], capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("kpibook: Excel add-ins can be installed on Windows and macOS.")


def test_install_says_what_it_did_and_how_to_undo_it(places: Places, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(addin_command, "find_places", lambda: places)
    monkeypatch.setattr(sys, "executable", "/opt/python")
    output = CliRunner().invoke(kpibook, ["addin", "install"]).output
    for path in json.loads(places.receipt.read_text("utf-8")):
        assert f"Wrote {path}\n" in output
    assert f"To undo this, run: {own_command('addin uninstall')}\n" in output
    output = CliRunner().invoke(kpibook, ["addin", "uninstall"]).output
    assert f"Removed {places.settings}\n" in output
    assert CliRunner().invoke(kpibook, ["addin", "uninstall"]).output == "Nothing was installed.\n"


def test_in_french_as_well(tmp_path: Path, interpreter: str, monkeypatch: pytest.MonkeyPatch) -> None:
    places = windows(tmp_path)
    monkeypatch.setattr(addin_command, "find_places", lambda: places)
    monkeypatch.setattr(addin_command, "read_registry", lambda key: {"vbaoff": 1})
    monkeypatch.setattr(addin_command, "run", answers)
    monkeypatch.setattr(sys, "executable", interpreter)

    def said(command: str) -> str:
        return CliRunner().invoke(kpibook, ["addin", command, "--language", "fr"], standalone_mode=False).output

    assert f"{places.settings} est écrit\n" in (output := said("install"))
    assert "Redémarrez Excel\u00a0: l’onglet «\u00a0KPI workbook\u00a0» est là." in output
    assert "\nÀ demander au service informatique\u00a0:\n  Merci de permettre VBA" in (output := said("doctor"))
    assert "problème      Une stratégie de votre organisation désactive VBA" in output
    assert said("uninstall").endswith("Redémarrez Excel.\n")
    assert said("uninstall") == "Rien n’était installé.\n"


def test_a_refusal_is_said_in_french_as_well(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(addin_command, "find_places", lambda: find_places("linux"))
    ran = CliRunner().invoke(kpibook, ["addin", "install", "--language", "fr"])
    assert str(ran.exception).startswith("Les compléments d’Excel s’installent sous Windows et macOS. Ici, la fenêtre")
    assert str(ran.exception).endswith(own_command("desk"))


def test_doctor_says_whom_to_ask(tmp_path: Path, interpreter: str, monkeypatch: pytest.MonkeyPatch) -> None:
    places = windows(tmp_path)
    install.install(places, interpreter)
    monkeypatch.setattr(addin_command, "find_places", lambda: places)
    monkeypatch.setattr(addin_command, "read_registry", lambda key: {"vbaoff": 1})
    monkeypatch.setattr(addin_command, "run", answers)
    ran = CliRunner().invoke(kpibook, ["addin", "doctor"], standalone_mode=False)
    assert ran.return_value == 1
    assert "\nAsk the IT department:\n  Please allow VBA" in ran.output


def test_build_writes_the_add_in(tmp_path: Path) -> None:
    assert CliRunner().invoke(kpibook, ["addin", "build", "--out", str(tmp_path)]).exit_code == 0
    assert parts((tmp_path / FILE_NAME).read_bytes()) == parts(PACKAGED.read_bytes())


def test_settings_of_an_older_version_keep_what_was_typed_and_get_the_rest(places: Places) -> None:
    install.install(places, "/opt/python", year=2026)
    book = openpyxl.load_workbook(places.settings)
    for name in ("prefill", "overwrite"):
        del book.defined_names[f"settings_{name}"]
    title, cell = next(iter(book.defined_names["settings_member"].destinations))
    book[title][cell].value = "all"
    book.save(places.settings)
    assert places.settings in install.install(places, "/opt/python", year=2031)
    assert read_settings(places.settings) == {
        **dict.fromkeys(SETTINGS),
        "year": 2026,
        "language": "auto",
        "member": "all",
        "overwrite": "no",
        "out": str(places.documents / "KPI workbook"),
    }
    assert places.settings not in install.install(places, "/opt/python", year=2031)


# --- the settings sheet -------------------------------------------------------------------------------


def test_the_settings_sheet(tmp_path: Path) -> None:
    file = tmp_path / "settings.xlsx"
    file.write_bytes(settings_book(2027, "/out"))
    assert_valid(file)
    book = openpyxl.load_workbook(file)
    assert [name.removeprefix("settings_") for name in book.defined_names] == list(SETTINGS)
    sheet, listed = book.worksheets
    assert (sheet.sheet_state, listed.sheet_state) == ("visible", "hidden")
    rules = {str(rule.sqref): rule for rule in sheet.data_validations.dataValidation if rule.type == "list"}
    offered = {
        setting: rules[place].formula1
        for setting in SETTINGS
        if (place := book.defined_names[f"settings_{setting}"].attr_text.rpartition("!")[2].replace("$", "")) in rules
    }
    assert offered == {
        "language": f'"auto,{",".join(languages())}"',
        "member": "'Members'!$A$1:$A$189",
        "overwrite": '"no,yes"',
        "kind": f'"{",".join(Kind)}"',
        "public": '"no,yes"',
    }


def test_the_settings_offer_members_and_the_european_union_by_name_and_take_other_spellings(tmp_path: Path) -> None:
    file = tmp_path / "settings.xlsx"
    file.write_bytes(settings_book(2027, "/out"))
    sheet, listed = openpyxl.load_workbook(file).worksheets
    names = [str(name) for (name,) in listed.iter_rows(values_only=True)]
    assert (names[0], len(names)) == ("all", 189)
    assert {"Kenya", "European Union"} <= set(names)
    assert names[1:] == sorted(names[1:])
    (rule,) = (each for each in sheet.data_validations.dataValidation if str(each.formula1).startswith("'Members'"))
    assert not rule.showErrorMessage, "KEN, Kénya and Кения are understood as well"
