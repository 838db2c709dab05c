"""What each button does, in the add-in's own VBA, run in pyOpenVBA's interpreter: an interpreter's test, not Excel's.

The last part runs xlwings' own RunPython with a hostile workbook in front.
"""

from __future__ import annotations

import re
from importlib.metadata import version
from pathlib import Path

import openpyxl
import pytest
from lxml import etree
from pyopenvba.exceptions import VBARuntimeError

from addin.buttons.catalogue import BUTTONS, Button, Runs
from addin.ribbon.harden import HardeningError, harden
from addin.ribbon.settings import SETTINGS
from addin.ribbon.vba_project import xlwings_source
from addin.ribbon.words import RIBBON, load_wordings
from tests import vba
from tests.vba import MAC, WINDOWS, Machine, on_a_mac

pytestmark = pytest.mark.long


HERE = {"KpiValidate": "validate", "KpiHelp": "help", "KpiCheck": "check"}
ON_A_FOLDER = {"KpiValidateFolder": "validate_folder", "KpiAnnotate": "annotate"}
BUSY = "KPI workbook: working. Escape stops it between two files…"
CANCEL, EMPTY = "CANCEL", "EMPTY"
ATTACKERS = r"\\attacker\share\python.exe"


@pytest.fixture
def settings(tmp_path: Path) -> Path:
    path = tmp_path / "settings" / "kpibook-settings.xlsx"
    path.parent.mkdir()
    path.write_bytes(vba.settings_of("C:\\Documents\\KPI workbook"))
    return path


@pytest.fixture
def machine(tmp_path: Path, settings: Path) -> Machine:
    return Machine(tmp_path, SETTINGS_BOOK=str(settings), INTERPRETER_WIN=WINDOWS["interpreter"])


@pytest.fixture
def officers(tmp_path: Path) -> Path:
    return workbook(tmp_path / "kenya.xlsx")


def workbook(path: Path, **sheets: list[list[str]]) -> Path:
    book = openpyxl.Workbook()
    book.worksheets[0].title = "Start"
    for title, rows in sheets.items():
        sheet = book.create_sheet(title.replace("_", "."))
        for row in rows:
            sheet.append(row)
    book.save(path)
    return path


def command(entry: str, book: str, busy: str = BUSY, language: str = "en") -> str:
    """What reached Python. It is told to close the settings where the button opened them: here, whenever in front."""
    closes = book == "kpibook-settings.xlsx"
    return f"import addin.macros; addin.macros.{entry}('{language}', {closes}) ON {book} SAYING {busy}"


def set_first(settings: Path, **values: str) -> None:
    """What stands in the settings before Excel opens them."""
    book = openpyxl.load_workbook(settings)
    for name, value in values.items():
        ((title, cell),) = book.defined_names[f"settings_{name}"].destinations
        book[title][cell].value = value or None
    book.save(settings)


def setting(machine: Machine, name: str) -> object:
    machine.app.run("ShowSettings")
    return machine.app.evaluate(f'ActiveWorkbook.Worksheets(1).Range("settings_{name}").Value')


# --- the buttons ------------------------------------------------------------------------------------


@pytest.mark.parametrize(("button", "entry"), HERE.items())
def test_a_button_for_the_workbook_in_front(machine: Machine, officers: Path, button: str, entry: str) -> None:
    machine.open(officers)
    machine.press(button)
    assert machine.ran == [command(entry, "kenya.xlsx")]
    assert machine.said == []


@pytest.mark.parametrize(("button", "entry"), HERE.items())
def test_a_button_with_no_workbook_open(machine: Machine, button: str, entry: str) -> None:
    machine.press(button)
    assert machine.ran == [command(entry, "Book1")]


@pytest.mark.parametrize(("button", "entry"), ON_A_FOLDER.items())
def test_a_button_for_a_folder(machine: Machine, officers: Path, button: str, entry: str) -> None:
    machine.open(officers)
    machine.answer(folder="C:\\returned 2026")
    machine.press(button)
    assert machine.ran == [command(entry, "kpibook-settings.xlsx")]
    assert setting(machine, "folder") == "C:\\returned 2026"
    assert (
        machine.app.run("WhatWasSaved") == "kpibook-settings.xlsx\n"
    )  # before Python runs, which saves and closes them


def test_settings_that_were_open_already_stay_open(machine: Machine) -> None:
    machine.press("KpiShowSettings")
    machine.answer(folder="C:\\returned 2026")
    machine.press("KpiAnnotate")
    assert machine.ran == [command("annotate", "kpibook-settings.xlsx").replace("True", "False")]
    assert machine.app.run("WhatWasSaved") == "kpibook-settings.xlsx\n" * 2  # before Python runs, and after


def test_the_picker_starts_at_the_last_folder(machine: Machine) -> None:
    machine.answer(folder="C:\\returned 2026")
    machine.press("KpiAnnotate")
    machine.press("KpiAnnotate")
    prompt = "PICK Choose the folder with the returned workbooks FROM "
    assert machine.said == [prompt, prompt + "C:\\returned 2026"]


ASKED: dict[str, tuple[tuple[str, ...], dict[str, object]]] = {
    # what is answered, and what stands in the settings then
    "KpiNewTemplates": (
        ("2027", "Kenya", "fr", "1", "C:\\last year", "C:\\new"),
        {"year": 2027, "member": "Kenya", "language": "fr", "prefill": "C:\\last year", "out": "C:\\new"},
    ),
    "KpiLetters": (
        ("3", "C:\\returned", "2026", "YES", "C:\\contacts.xlsx", "2026-11-30"),
        {"kind": "reminder", "folder": "C:\\returned", "year": 2026, "contacts": "C:\\contacts.xlsx"},
    ),
    "KpiStatus": (("C:\\returned", "2026", EMPTY), {"folder": "C:\\returned", "year": 2026, "due": ""}),
    "KpiValidateFolder": (("C:\\returned",), {"folder": "C:\\returned"}),
    "KpiAnnotate": (("C:\\returned",), {"folder": "C:\\returned"}),
    "KpiMerge": (("C:\\a.xlsx;C:\\b.xlsx",), {"files": "C:\\a.xlsx\nC:\\b.xlsx"}),
    "KpiConsolidate": (("C:\\returned", EMPTY, EMPTY), {"folder": "C:\\returned", "year": "", "prefill": ""}),
    "KpiReport": (("C:\\returned", "2026", EMPTY, "YES"), {"folder": "C:\\returned", "prefill": "", "public": "yes"}),
}


@pytest.mark.parametrize("button", ASKED)
def test_what_is_answered_stands_in_the_settings(machine: Machine, button: str) -> None:
    answers, expected = ASKED[button]
    machine.answer(*answers)
    machine.press(button)
    assert len(machine.ran) == 1
    assert {name: setting(machine, name) or "" for name in expected} == expected


@pytest.mark.parametrize(
    ("button", "at"),
    [(button, at) for button, (answers, _) in ASKED.items() for at in range(len(answers))],
    ids=str,
)
def test_a_cancel_anywhere_leaves_excel_as_it_was(machine: Machine, officers: Path, button: str, at: int) -> None:
    machine.open(officers)
    machine.answer(*ASKED[button][0][:at], CANCEL)
    machine.press(button)
    assert machine.ran == []
    assert machine.app.evaluate("ActiveWorkbook.Name") == "kenya.xlsx"
    assert machine.app.evaluate("Workbooks.Count") == 2  # the add-in's stand-in, and the officer's: no settings
    assert machine.app.evaluate("Application.ScreenUpdating") is True
    assert machine.app.run("WhatWasSaved") in ("", None)
    assert not [line for line in machine.said if line.startswith("SAY")]


LAST_YEAR = [
    # (what is set, what is answered in turn, what is set then)
    ("", ("1", "C:\\returned 2025"), "C:\\returned 2025"),
    ("", ("2", "C:\\result 2025.xlsx"), "C:\\result 2025.xlsx"),
    ("", ("3",), "database"),
    ("", ("",), ""),
    ("C:\\returned 2025", ("",), "C:\\returned 2025"),
    ("C:\\returned 2025", ("4",), "C:\\returned 2025"),
    ("C:\\returned 2025", (EMPTY,), ""),
    ("C:\\returned 2025", ("9", "2", "C:\\result 2025.xlsx"), "C:\\result 2025.xlsx"),
    ("", ("4", "3"), "database"),
    ("postgresql://ada@host/years", ("",), "postgresql://ada@host/years"),
    ("postgresql://ada@host/years", ("1", "C:\\returned 2025"), "C:\\returned 2025"),
]


@pytest.mark.parametrize(("at_first", "answers", "then"), LAST_YEAR)
def test_last_years_answers_are_a_folder_a_result_or_a_database(
    machine: Machine, settings: Path, at_first: str, answers: tuple[str, ...], then: str
) -> None:
    set_first(settings, prefill=at_first)
    machine.answer("C:\\returned", EMPTY, *answers)
    machine.press("KpiConsolidate")
    assert (setting(machine, "prefill") or "") == then


def test_last_years_answers_may_stay_as_they_are_set(machine: Machine, settings: Path) -> None:
    set_first(settings, prefill="C:\\Users\\Ada Lovelace\\Documents\\KPI\\2025\\ecom-kpi_result_2025.xlsx")
    machine.answer("C:\\returned", EMPTY, "2", CANCEL)
    machine.press("KpiConsolidate")
    assert machine.said[-2:] == [
        "TYPE Compare with last year’s answers? 1: choose their folder. 2: choose their result. 3: the database of the"
        " settings. Empty: without them. 4: as it is set, ...ments\\KPI\\2025\\ecom-kpi_result_2025.xlsx. FROM 4",
        "PICK ONE Choose last year’s result, or a database that is a file FROM C:\\Users\\Ada Lovelace\\Documents\\KPI"
        "\\2025\\ecom-kpi_result_2025.xlsx",
    ]


FOLDERS = [
    # (what is set, what is answered in turn, what is set then)
    ("s3://bucket/returned", ("",), "s3://bucket/returned"),
    ("s3://bucket/returned", ("sftp://host/returned",), "sftp://host/returned"),
    ("s3://bucket/returned", (EMPTY, "C:\\returned"), "C:\\returned"),
    ("C:\\old", ("C:\\returned",), "C:\\returned"),
]


@pytest.mark.parametrize(("at_first", "answers", "then"), FOLDERS)
def test_an_address_of_a_folder_is_typed_and_a_folder_here_is_picked(
    machine: Machine, settings: Path, at_first: str, answers: tuple[str, ...], then: str
) -> None:
    set_first(settings, folder=at_first)
    machine.answer(*answers)
    machine.press("KpiAnnotate")
    assert len(machine.ran) == 1
    assert setting(machine, "folder") == then


@pytest.mark.parametrize("language", load_wordings())
def test_no_question_is_longer_than_excel_asks(language: str) -> None:
    """Application.InputBox takes 255 characters."""
    texts = load_wordings()[language].texts
    as_set = texts["ask.prefill-as-set"].replace("{value}", "..." + 40 * "x")
    asked = [text for key, text in texts.items() if re.search(r"(^|\.)ask\.", key)]
    asked += [f"{texts[key]} {as_set}" for key in texts if key.endswith("ask.prefill")]
    asked += [f"{texts[key]}. {texts['ask.address']}" for key in texts if key.endswith("ask.folder")]
    assert [text for text in asked if len(text) > 255] == []
    assert len(asked) > 15


def test_a_kind_of_letter_is_asked_until_it_is_one(machine: Machine) -> None:
    machine.answer("receipt", "5", "2", "C:\\returned", EMPTY, "NO", EMPTY)
    machine.press("KpiLetters")
    assert setting(machine, "kind") == "receipt"
    assert len([line for line in machine.said if line.startswith("TYPE Which letters?")]) == 3


@pytest.mark.parametrize("typed", ["=1+1", "+41 22", "@SUM(1)", "-KEN", '"C:\\quoted"', "~/Documents"])
def test_what_is_typed_is_text_and_never_a_formula(machine: Machine, typed: str) -> None:
    machine.answer("2026", typed, "auto", EMPTY, "C:\\new")
    machine.press("KpiNewTemplates")
    assert setting(machine, "member") == typed
    assert machine.app.evaluate('ActiveWorkbook.Worksheets(1).Range("settings_member").NumberFormat') == "@"
    assert machine.app.evaluate('ActiveWorkbook.Worksheets(1).Range("settings_member").HasFormula') is False


def test_new_templates_shows_all_answers_before_it_begins(machine: Machine) -> None:
    machine.answer("", "", "", EMPTY, "C:\\new")
    machine.press("KpiNewTemplates")
    assert machine.said[-1] == (
        "ASK Make templates for 2026, Member none (one workbook for everybody), language auto, last year’s answers: "
        "none, in the folder C:\\new?"
    )
    assert machine.ran == [command("new_templates", "kpibook-settings.xlsx")]


def test_new_templates_begins_only_when_all_is_right(machine: Machine, officers: Path) -> None:
    machine.open(officers)
    machine.answer("2027", "all", "", EMPTY, "C:\\new", decline=True)
    machine.press("KpiNewTemplates")
    assert machine.ran == []
    assert machine.app.evaluate("ActiveWorkbook.Name") == "kenya.xlsx"
    assert setting(machine, "year") == 2026


@pytest.mark.parametrize("each", BUTTONS, ids=lambda each: each.name)
def test_a_button_asks_what_the_catalogue_says(each: Button) -> None:
    text = (RIBBON / "vba" / "KpiRibbon.bas").read_text("ascii")
    handler = next(
        e.get("onAction").split(".")[1] for e in etree.parse(RIBBON / "ribbon.xml").iter() if e.get("id") == each.name
    )
    line = re.search(rf"Public Sub {handler}\(.*\n    (.*)\n", text)
    assert line is not None
    asking = f'"{each.name}", "{" ".join(each.asks)}"'
    assert (
        line[1]
        in {
            Runs.SURFACE: {"ShowSettings"},
            Runs.WORKBOOK: {f'RunOnWorkbook "{each.name}"'},
            Runs.PYTHON: {f"RunAsking {asking}", f"RunConfirmed {asking}"}
            | ({f'RunHere "{each.name}"'} if not each.asks else set()),
        }[each.runs]
    )


def test_open_last_result(machine: Machine) -> None:
    machine.press("KpiOpenLastResult")
    assert machine.ran == [command("open_last_result", "kpibook-settings.xlsx")]


@pytest.mark.parametrize("name", SETTINGS)
def test_every_setting_is_in_a_cell_of_its_name(machine: Machine, name: str) -> None:
    machine.press("KpiShowSettings")
    assert machine.app.evaluate(f'ActiveWorkbook.Names("settings_{name}").Name') == f"settings_{name}"
    first = {"year": 2026, "language": "auto", "overwrite": "no", "out": "C:\\Documents\\KPI workbook"}
    assert setting(machine, name) in ((first[name],) if name in first else (None, ""))


def test_the_settings_are_opened_once(machine: Machine) -> None:
    machine.press("KpiShowSettings")
    machine.press("KpiShowSettings")
    assert machine.app.evaluate("Workbooks.Count") == 2  # the add-in's stand-in, and the settings


def test_another_workbook_of_that_name_is_not_taken_for_the_settings(machine: Machine, tmp_path: Path) -> None:
    machine.open(workbook(tmp_path / "kpibook-settings.xlsx"))
    machine.answer(folder="C:\\returned")
    machine.press("KpiAnnotate")
    assert "settings/" in str(machine.app.evaluate("ActiveWorkbook.FullName")) or machine.ran == []


# --- what is put back ---------------------------------------------------------------------------------


@pytest.mark.parametrize("fails", [False, True])
@pytest.mark.parametrize("button", [*HERE, *ON_A_FOLDER, "KpiOpenLastResult"])
def test_excel_is_put_back_as_it_was(machine: Machine, officers: Path, button: str, fails: bool) -> None:
    machine.open(officers)
    machine.answer(folder="C:\\returned")
    if fails:
        machine.app.run("FailFromNowOn")
    machine.press(button)
    assert len(machine.ran) == 1
    assert machine.app.evaluate("Application.ScreenUpdating") is True
    assert machine.app.evaluate("Application.Calculation = xlCalculationAutomatic") is True
    assert machine.app.evaluate("Application.StatusBar") is False
    assert str(machine.app.run("WhoseEscapeIs")).endswith("is-pythons is-excels ")
    told = [line for line in machine.said if line.startswith("SAY")]
    assert told == (
        [
            "SAY Excel was not allowed to start Python: Permission denied. Run “kpibook desk” in a terminal: it has "
            "the same buttons. Or ask the IT department to let Excel start programs; “kpibook addin doctor” says which "
            "rule it is."
        ]
        if fails
        else []
    )


def test_python_that_never_began_is_a_sentence(machine: Machine, officers: Path) -> None:
    """Windows reports nothing where a rule ends the program at once: the status bar still says that it works."""
    machine.open(officers)
    machine.app.run("EndWithoutAWord")
    machine.answer(folder="C:\\returned")
    machine.press("KpiAnnotate")
    assert machine.said[-1].startswith("SAY Python was started and did nothing. ")
    assert "“kpibook desk”" in machine.said[-1]
    assert machine.app.evaluate("Application.StatusBar") is False
    assert machine.app.evaluate("ActiveWorkbook.Name") == "kenya.xlsx"
    assert machine.app.evaluate("Workbooks.Count") == 2


def test_settings_of_an_earlier_version(machine: Machine, settings: Path) -> None:
    old = openpyxl.load_workbook(settings)
    del old.defined_names["settings_files"]
    old.save(settings)
    machine.press("KpiMerge")
    assert machine.said == [
        "SAY The settings sheet is of an earlier version. Close Excel and run “kpibook addin install” in a terminal: "
        "what you typed there is kept."
    ]


# --- what is refused ----------------------------------------------------------------------------------


@pytest.mark.parametrize("character", list('`$"=%|\\'))
def test_a_name_that_would_break_out_of_the_shell_line(machine: Machine, officers: Path, character: str) -> None:
    machine.open(officers)
    machine.app.application.active_book.name = f"ken{character}ya.xlsx"
    machine.press("KpiValidate")
    assert machine.ran == []
    assert machine.said == [
        f"SAY The name of the workbook in front, ken{character}ya.xlsx, contains {character} "
        "and cannot be handed over. Save it under a name of letters, digits, spaces, hyphens and dots, and try again."
    ]


@pytest.mark.parametrize("name", ["Côte d’Ivoire (final) #2 & co.xlsx", "日本.xlsx", "a;b,c!.xlsx"])
def test_an_ordinary_name_is_not_refused(machine: Machine, officers: Path, name: str) -> None:
    machine.open(officers)
    machine.app.application.active_book.name = name
    machine.press("KpiValidate")
    assert machine.ran == [command("validate", name)]


def test_a_workbook_in_protected_view_is_a_sentence(machine: Machine) -> None:
    machine.app.run("OpenProtectedView")
    machine.press("KpiValidate")
    assert machine.ran == []
    assert machine.said[0].startswith("SAY The workbook in front is open in Protected View. ")


def test_an_add_in_that_is_not_installed_says_so(tmp_path: Path) -> None:
    machine = Machine(tmp_path)
    machine.press("KpiConsolidate")
    assert machine.said == [
        "SAY The KPI workbook add-in is open but not installed. Close Excel and run “kpibook addin install” in a "
        "terminal."
    ]


def test_a_message_names_the_command_that_the_installation_wrote_down(tmp_path: Path) -> None:
    machine = Machine(
        tmp_path, real_run_python=True, INTERPRETER_WIN=r"C:\gone\python", COMMAND=r"C:\k.exe addin install"
    )
    machine.press("KpiHelp")
    assert machine.said[0].endswith(r"Run “C:\k.exe addin install” in a terminal.")


def test_settings_that_are_gone(machine: Machine, settings: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def nothing_there(*_: object, **__: object) -> None:
        raise VBARuntimeError(1004, "there is no such file")

    monkeypatch.setattr("pyopenvba.apps.excel._io.load_workbook", nothing_there)
    machine.press("KpiNewTemplates")
    assert machine.ran == []
    assert machine.said[0].startswith(f"SAY The settings could not be opened: {settings}. ")


def test_a_formula_gets_nothing_out_of_run_python(machine: Machine, officers: Path) -> None:
    machine.open(officers)
    machine.app.run("RunPython", "import os; os.startfile('calc')")
    machine.app.run("RunPython", "import addin.macros; addin.macros.validate('en', False)")
    assert machine.ran == []


# --- the words ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("language", "label"), [(9, "Consolidate"), (12, "Consolider"), (7, "Consolidate")], ids=["en", "fr", "de"]
)
def test_labels_are_in_the_language_of_excel(machine: Machine, language: int, label: str) -> None:
    machine.answer(language=language)
    machine.app.add_module("Public Id As String\n", name="FakeControl", kind="class")
    machine.app.add_module(
        "Public Function LabelOf(ByVal which As String) As String\n"
        "Dim c As New FakeControl, text As Variant\nc.Id = which\nKpiLabel c, text\nLabelOf = text\nEnd Function\n",
        name="Asking",
    )
    assert machine.app.run("LabelOf", "consolidate") == label


def test_sentences_are_in_the_language_of_excel(machine: Machine) -> None:
    machine.answer(language=12)
    machine.press("KpiHelp")
    assert machine.ran == [
        command("help", "Book1", "Classeur KPI\u00a0: travail en cours. Échap l’arrête entre deux fichiers…", "fr")
    ]


# --- xlwings' own RunPython, and a hostile workbook in front ----------------------------------------------

HOSTILE: dict[str, dict[str, list[list[str]]]] = {
    "plain": {},
    "its own interpreter": {"kpibook_conf": [["INTERPRETER_WIN", ATTACKERS], ["INTERPRETER_MAC", "/tmp/evil"]]},
    "its own code": {
        "kpibook_conf": [["LICENSE_KEY", "noncommercial"], ["Interpreter_Win", WINDOWS["interpreter"]]],
        "addin_py": [["print('code of the workbook')"]],
    },
    "its own path": {"kpibook_conf": [["PYTHONPATH", r"\\attacker\share"], ["ADD_WORKBOOK_TO_PYTHONPATH", "True"]]},
    "a server": {"kpibook_conf": [["USE UDF SERVER", "True"], ["SHOW CONSOLE", "True"], ["CONDA PATH", "x"]]},
}


@pytest.mark.parametrize("kind", HOSTILE)
def test_a_hostile_workbook_changes_nothing_on_windows(tmp_path: Path, kind: str) -> None:
    machine = Machine(tmp_path, real_run_python=True, INTERPRETER_WIN=WINDOWS["interpreter"])
    machine.open(workbook(tmp_path / "received.xlsx", **HOSTILE[kind]))
    machine.press("KpiValidate")
    assert len(machine.shell) == 1
    line = re.sub(r'--app="[^"]*"', '--app="Excel"', machine.shell[0])
    assert line == (
        r"RUN 0 True C:\Windows\System32\cmd.exe /C C: & "
        r'cd "C:\kpibook\Scripts" & "C:\kpibook\Scripts\python.exe" -B -c '
        r'"import xlwings.utils;xlwings.utils.prepare_sys_path(\"false\"); '
        "import addin.macros; addin.macros.validate('en', False)\"  "
        '--wb="received.xlsx" --from_xl=1 --app="Excel" --hwnd="4242" '
        r'2> "C:\Users\ada\Temp\xlwings-guid.log" '
    )


@pytest.mark.parametrize("kind", HOSTILE)
def test_a_hostile_workbook_changes_nothing_on_a_mac(tmp_path: Path, kind: str) -> None:
    """The branches of macOS, in the same interpreter: what the AppleScript would be handed."""
    with on_a_mac():
        machine = Machine(tmp_path, real_run_python=True, INTERPRETER_MAC=MAC["interpreter"])
        machine.open(workbook(tmp_path / "received.xlsx", **HOSTILE[kind]))
        machine.press("KpiValidate")
    script, handler, handed = machine.shell[0].removeprefix("SCRIPT ").split(" ", 2)
    assert (script, handler) == (f"kpibook-{version('xlwings')}.applescript", "VbaHandler")
    path, interpreter, python, book, *_ = handed.split("|")
    assert (path, interpreter, book) == ("false;", MAC["interpreter"], "received.xlsx")
    assert python == "import addin.macros; addin.macros.validate('en', False)"


def test_without_hardening_it_would_choose_the_interpreter(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The test above would notice: xlwings' VBA as it is shipped runs the attacker's Python."""
    stock = xlwings_source().replace("\r\n", "\n")
    monkeypatch.setattr(vba, "source_of", lambda file, read=vba.source_of: read(file) | {"xlwings": _resolved(stock)})
    machine = Machine(tmp_path, real_run_python=True, INTERPRETER_WIN=WINDOWS["interpreter"])
    machine.open(workbook(tmp_path / "received.xlsx", myaddin_conf=[["INTERPRETER_WIN", ATTACKERS]]))
    machine.press("KpiValidate")
    assert rf'"{ATTACKERS}" -B -c' in machine.shell[0]


def _resolved(stock: str) -> str:
    """What the interpreter does not read as Excel does, said otherwise; none of it is about safety."""
    text = re.sub(r"(?m)^(\s*#.*?)\s*'.*$", r"\1", stock)
    text = text.replace('GetConfig("SHOW CONSOLE", False) = True', 'CBool(GetConfig("SHOW CONSOLE", False))')
    return text.replace("In Range(sht.Range(", "In sht.Range(sht.Range(")


def test_an_interpreter_that_is_gone_is_a_sentence(tmp_path: Path) -> None:
    machine = Machine(tmp_path, real_run_python=True, INTERPRETER_WIN=r"C:\gone\python")
    machine.press("KpiHelp")
    assert machine.shell == []
    assert machine.said == [
        r"SAY Python is not where it was when the add-in was installed: C:\gone\python. "
        "Run “kpibook addin install” in a terminal."
    ]


def test_an_interpreter_that_is_gone_is_a_sentence_on_a_mac(tmp_path: Path) -> None:
    """There the shell runs in the background, and nobody would put the status bar back."""
    with on_a_mac():
        machine = Machine(tmp_path, real_run_python=True, INTERPRETER_MAC="/gone/python")
        machine.press("KpiHelp")
    assert machine.shell == []
    assert [line[:60] for line in machine.said] == [
        "SAY Python is not where it was when the add-in was installed:"[:60]
    ]
    assert machine.app.evaluate("Application.StatusBar") is False


@pytest.mark.parametrize(
    "told", ["C:\\k\\kpibook.exe", "C:\\k\\kpibook.exe addin install"], ids=["the command", "and what it was run for"]
)
def test_a_message_names_the_command_as_it_runs_here(tmp_path: Path, told: str) -> None:
    machine = Machine(tmp_path, real_run_python=True, INTERPRETER_WIN=r"C:\gone\python", COMMAND=told)
    machine.press("KpiHelp")
    assert machine.said[0].endswith("Run “C:\\k\\kpibook.exe addin install” in a terminal.")


def test_no_python_from_the_path(tmp_path: Path) -> None:
    machine = Machine(tmp_path, real_run_python=True)
    machine.press("KpiHelp")
    assert machine.shell == []
    assert machine.said[0].startswith("SAY The KPI workbook add-in is open but not installed.")


# --- hardening --------------------------------------------------------------------------------------------


def test_a_new_release_of_xlwings_is_looked_at_first() -> None:
    source = xlwings_source()
    assert harden(source)
    with pytest.raises(HardeningError, match="stands 0 times"):
        harden(source.replace("Function XLPyCommand()", "Function XLPyOther()"))
    with pytest.raises(HardeningError, match="stands 2 times"):
        harden(source + "Function XLPyCommand()\r\nEnd Function\r\n")


def test_nothing_of_the_workbook_in_front_but_its_name_is_left() -> None:
    text = "\n".join(line for line in harden(xlwings_source()).splitlines() if not line.lstrip().startswith("'"))
    assert set(re.findall(r"ActiveWorkbook\.?\w*", text)) == {"ActiveWorkbook.Name"}
    for gone in ("LICENSE_KEY", "embedded", "XLPy", "Declare", "Conda", "pythonw.exe", "RunFrozenPython(", ".conf"):
        assert gone not in text.replace("CondaCmd", "").replace("CondaPath", "").replace("CondaEnv", ""), gone
