"""The buttons' VBA in a real LibreOffice, which reads the add-in by itself: an acceptance test there, not of Excel.

Dialogs, display language and RunPython are the same stand-ins as in `tests.vba`; a module that
LibreOffice could not compile would silence every other, so each test asserts what was done.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from addin.installation.packaged import FILE_NAME, configured
from addin.ribbon.settings import SETTINGS
from tests import vba
from tests.libreoffice import Office, properties

pytestmark = pytest.mark.libreoffice

_MODULE = "Rem Attribute VBA_ModuleType=VBAModule\nOption VBASupport 1\n"
_FILTER = "Calc MS Excel 2007 VBA XML"


class Ribbon:
    """The add-in open in LibreOffice."""

    def __init__(self, document: Any, ribbon_source: str) -> None:
        self.document = document
        library = document.BasicLibraries.getByName("Kpibook")
        driver = vba.driver(ribbon_source).replace(" Nothing\n", " c\n").replace("Select", "Dim c As Object\nSelect", 1)
        library.replaceByName("xlwings", _MODULE + vba.RECORDING_RUN_PYTHON)
        library.replaceByName("KpiPlatform", _MODULE + vba.PLATFORM)
        library.insertByName("Driver", _MODULE + driver)

    def call(self, module: str, name: str, *given: object) -> Any:
        """Call a Sub or Function of the add-in."""
        place = f"vnd.sun.star.script:Kpibook.{module}.{name}?language=Basic&location=document"
        return self.document.getScriptProvider().getScript(place).invoke(given, (), ())[0]

    def answer(self, folder: str, language: int = 9) -> None:
        """What the person answers from now on."""
        # In Basic: LibreOffice hands a number from outside over as 0.
        library = self.document.BasicLibraries.getByName("Kpibook")
        library.insertByName(
            f"Answers{language}{len(folder)}", _MODULE + f'Sub Answer\nPrepare "{folder}", False, {language}\nEnd Sub\n'
        )
        self.call(f"Answers{language}{len(folder)}", "Answer")

    def press(self, handler: str) -> None:
        """Press the button whose handler is `handler`."""
        self.call("Driver", "Drive", handler)

    @property
    def ran(self) -> list[str]:
        """The commands that reached RunPython, each with the workbook in front."""
        lines = str(self.call("xlwings", "WhatRan")).splitlines()
        return [line.partition(" SAYING")[0].removeprefix("import addin.macros; addin.macros.") for line in lines]


@pytest.fixture
def settings(tmp_path: Path) -> Path:
    path = tmp_path / "kpibook-settings.xlsx"
    path.write_bytes(vba.settings_of("/tmp/templates"))
    return path


@pytest.fixture
def ribbon(libreoffice: Office, tmp_path: Path, settings: Path) -> Iterator[Ribbon]:
    file = tmp_path / FILE_NAME
    file.write_bytes(configured(vba.built(), {"SETTINGS_BOOK": str(settings)}))
    desktop, uno = libreoffice.desktop, libreoffice.uno
    how = properties(uno, Hidden=False, MacroExecutionMode=4, FilterName=_FILTER)
    document = desktop.loadComponentFromURL(file.as_uri(), "_blank", 0, how)
    opened = Ribbon(document, vba.source_of(file)["KpiRibbon"])
    opened.answer("/tmp/returned")
    try:
        yield opened
    finally:
        for other in list(desktop.Components):
            with contextlib.suppress(Exception):
                other.close(True)


def settings_cell(libreoffice: Office, name: str) -> str:
    document = next(each for each in libreoffice.desktop.Components if "kpibook-settings" in each.URL)
    cell = document.NamedRanges.getByName(f"settings_{name}").ReferredCells.getCellByPosition(0, 0)
    return str(cell.String)


@pytest.mark.parametrize(
    ("handler", "command"),
    [
        ("KpiValidate", "validate('en', False) ON kpibook.xlam"),
        ("KpiHelp", "help('en', False) ON kpibook.xlam"),
        ("KpiNewTemplates", "new_templates('en', True) ON kpibook-settings.xlsx"),
        ("KpiValidateFolder", "validate_folder('en', True) ON kpibook-settings.xlsx"),
        ("KpiConsolidate", "consolidate('en', True) ON kpibook-settings.xlsx"),
        ("KpiOpenLastResult", "open_last_result('en', True) ON kpibook-settings.xlsx"),
    ],
)
def test_each_button_runs_its_entry_point(ribbon: Ribbon, handler: str, command: str) -> None:
    ribbon.press(handler)
    assert ribbon.ran == [command]


def test_the_folder_that_is_picked_stands_in_the_settings(ribbon: Ribbon, libreoffice: Office) -> None:
    ribbon.press("KpiConsolidate")
    assert settings_cell(libreoffice, "folder") == "/tmp/returned"


def test_a_cancelled_picker_runs_nothing(ribbon: Ribbon, libreoffice: Office) -> None:
    ribbon.answer("")
    ribbon.press("KpiConsolidate")
    assert ribbon.ran == []
    assert settings_cell(libreoffice, "folder") == ""


def test_an_error_is_a_sentence_and_calculation_is_put_back(ribbon: Ribbon) -> None:
    ribbon.call("xlwings", "FailFromNowOn")
    ribbon.press("KpiHelp")
    assert "SAY Excel was not allowed to start Python: " in str(ribbon.call("KpiPlatform", "WhatWasSaid"))
    assert ribbon.document.isAutomaticCalculationEnabled()


def test_settings_that_are_gone_are_a_sentence(ribbon: Ribbon, settings: Path) -> None:
    settings.unlink()
    ribbon.press("KpiNewTemplates")
    assert ribbon.ran == []
    assert f"SAY The settings could not be opened: {settings}. " in str(ribbon.call("KpiPlatform", "WhatWasSaid"))


@pytest.mark.parametrize(("language", "label"), [(9, "New templates"), (12, "Nouveaux modèles")])
def test_the_words_are_in_the_language_of_the_display(ribbon: Ribbon, language: int, label: str) -> None:
    ribbon.answer("", language)
    assert ribbon.call("KpiSheet", "KpiText", "new_templates.label") == label


@pytest.mark.parametrize("name", SETTINGS)
def test_the_settings_sheet_opens_with_its_names(ribbon: Ribbon, libreoffice: Office, name: str) -> None:
    ribbon.press("KpiShowSettings")
    expected = {"year": "2026", "language": "auto", "overwrite": "no", "out": "/tmp/templates"}
    assert settings_cell(libreoffice, name) == expected.get(name, "")


def test_libreoffice_compiles_what_is_replaced_elsewhere(ribbon: Ribbon, tmp_path: Path) -> None:
    """The real `KpiPlatform`, which the other tests replace: its display language and its sentence's words."""
    library = ribbon.document.BasicLibraries.getByName("Kpibook")
    library.replaceByName("KpiPlatform", _MODULE + vba.source_of(tmp_path / FILE_NAME)["KpiPlatform"])
    library.insertByName(
        "Asking", _MODULE + "Function Asked() As Long\nDim n As Long\nReadDisplayLanguage n\nAsked = n\nEnd Function\n"
    )
    assert ribbon.call("Asking", "Asked") in (9, 12)
