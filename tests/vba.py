"""Runs the add-in's VBA in pyOpenVBA's interpreter: not Excel, but the text that Excel gets.

The modules come out of the built add-in. What reaches beyond VBA is replaced by stand-ins that
write down what they were asked: the dialogs and the display language (`KpiPlatform`), and, of
xlwings' module, the shell, the environment and the files.
"""

from __future__ import annotations

import functools
import io
import re
import shutil
import zipfile
from pathlib import Path
from typing import Any

from pyopenvba import ExcelFile
from pyopenvba.apps.excel import ExcelApplication
from pyopenvba.interpreter import _preprocess

from addin.installation.packaged import FILE_NAME, configured
from addin.installation.settings_book import settings_book
from addin.ribbon import make as xlam

WINDOWS = {"interpreter": r"C:\kpibook\Scripts\python.exe", "key": "INTERPRETER_WIN"}
MAC = {"interpreter": "/Users/ada/kpibook/bin/python", "key": "INTERPRETER_MAC"}

PLATFORM = """
Public Said As String
Public Saved As String
Public ProtectedView As Boolean
Public Picked As String
Public Declined As Boolean
Public Escape As String
Public DisplayLanguage As Long
Public Replies As String
Private Sub NextReply(ByRef reply As String)
    Dim at As Long
    at = InStr(Replies, "|")
    If at = 0 Then
        reply = Replies
        Replies = ""
    Else
        reply = Left$(Replies, at - 1)
        Replies = Mid$(Replies, at + 1)
    End If
End Sub
Public Sub Reply(ByVal text As String)
    Replies = text
End Sub
Public Sub PickFolder(ByVal prompt As String, ByRef folder As String)
    Dim reply As String
    Said = Said & "PICK " & prompt & " FROM " & folder & vbLf
    NextReply reply
    folder = IIf(reply = "", Picked, IIf(reply = "CANCEL", "", reply))
End Sub
Public Sub PickFiles(ByVal prompt As String, ByVal several As Boolean, ByRef paths As String)
    Dim reply As String
    Said = Said & IIf(several, "PICK SOME ", "PICK ONE ") & prompt & " FROM " & Replace(paths, vbLf, ", ") & vbLf
    NextReply reply
    paths = IIf(reply = "CANCEL", "", Replace(reply, ";", vbLf))
End Sub
Public Sub AskText(ByVal prompt As String, ByRef answer As String, ByRef agreed As Boolean)
    Dim reply As String
    Said = Said & "TYPE " & prompt & " FROM " & answer & vbLf
    NextReply reply
    agreed = (reply <> "CANCEL")
    If reply = "EMPTY" Then answer = ""
    If agreed And reply <> "EMPTY" And reply <> "" Then answer = reply
End Sub
Public Sub AskYesNo(ByVal question As String, ByRef yes As Boolean, ByRef agreed As Boolean)
    Dim reply As String
    Said = Said & "YES OR NO " & question & vbLf
    NextReply reply
    agreed = (reply <> "CANCEL")
    yes = (reply = "YES")
End Sub
Public Sub LookForProgram(ByVal path As String, ByRef found As Boolean)
    found = (Left$(path, 5) <> "/gone")
End Sub
Public Sub ReadDisplayLanguage(ByRef language As Long)
    language = DisplayLanguage
End Sub
Public Sub AskToGoOn(ByVal question As String, ByRef agreed As Boolean)
    Said = Said & "ASK " & question & vbLf
    agreed = Not Declined
End Sub
Public Sub ShowSentence(ByVal text As String)
    Said = Said & "SAY " & text & vbLf
End Sub
Public Sub LetEscapeStop()
    Escape = Escape & "stops "
End Sub
Public Sub LetPythonHearEscape()
    Escape = Escape & "is-pythons "
End Sub
Public Sub GiveEscapeBack()
    Escape = Escape & "is-excels "
End Sub
Public Function WhoseEscapeIs() As String
    WhoseEscapeIs = Escape
End Function
Public Sub LookForProtectedView(ByRef found As Boolean)
    found = ProtectedView
End Sub
Public Sub OpenProtectedView()
    ProtectedView = True
End Sub
Public Sub SaveBook(ByVal book As Workbook)
    Saved = Saved & book.Name & vbLf
End Sub
Public Function WhatWasSaved() As String
    WhatWasSaved = Saved
End Function
Public Sub Prepare(ByVal folder As String, ByVal no As Boolean, ByVal which As Long)
    Picked = folder
    Declined = no
    DisplayLanguage = which
End Sub
Public Function WhatWasSaid() As String
    WhatWasSaid = Said
End Function
"""

RECORDING_RUN_PYTHON = """
Public Const XLWINGS_VERSION As String = "recorded"
Public Ran As String
Public Failing As Boolean
Public Silent As Boolean
Public Sub EndWithoutAWord()
    Silent = True
End Sub
Public Sub FailFromNowOn()
    Failing = True
End Sub
Public Function RunPython(PythonCommand As String)
    If Not KpiAllows(PythonCommand) Then Exit Function
    Ran = Ran & PythonCommand & " ON " & ActiveWorkbook.Name & " SAYING " & Application.StatusBar & vbLf
    Application.ScreenUpdating = False
    Application.Calculation = xlCalculationManual
    If Failing Then Err.Raise 70, , "Permission denied"
    If Not Silent Then Application.StatusBar = False
End Function
Public Function WhatRan() As String
    WhatRan = Ran
End Function
"""

_SHELL = """
Public Function Run(command As String, Optional style As Variant, Optional wait As Variant) As Long
    Debug.Print "RUN " & style & " " & wait & " " & command
    Run = 0
End Function
Public Function ExpandEnvironmentStrings(ByVal text As String) As String
    ExpandEnvironmentStrings = text
End Function
"""

_STAND_INS = """
Private Function Surroundings(ByVal name As String) As String
    Surroundings = IIf(name = "ComSpec", "C:\\Windows\\System32\\cmd.exe", "C:\\Users\\ada\\" & name)
End Function
Private Function AppleScriptTask(ByVal script As String, ByVal handler As String, ByVal text As String) As String
    Debug.Print "SCRIPT " & script & " " & handler & " " & text
End Function
Private Function MacScript(ByVal script As String) As String
    MacScript = Split(script, Chr(34))(1)
End Function
"""


@functools.cache
def built() -> bytes:
    """The add-in, made once for all tests: each writes its own file of it."""
    return xlam.build()


@functools.cache
def settings_of(out: str) -> bytes:
    """The settings before their first use, for 2026, made once: they name every Member."""
    return settings_book(2026, out)


def source_of(file: Path) -> dict[str, str]:
    """The text of each module of an add-in, by name."""
    with ExcelFile(file) as book:
        return {name: book.get_module(name).replace("\r\n", "\n") for name in book.module_names()}


def runnable(xlwings: str) -> str:
    """xlwings' module with stand-ins for shell, environment and files; the rest is as it is."""
    text = _replace_function(xlwings, "WScript", "Static V As FakeShell\nSet V = New FakeShell\nSet WScript = V")
    text = _replace_function(text, "FileExists", 'FileExists = (Right(FileSpec, 10) = "python.exe")')
    text = _replace_function(text, "ReadFile", 'ReadFile = ""')
    text = _replace_function(text, "CreateGUID", 'CreateGUID = "guid"')
    text = re.sub(r"(?m)^\s*(Private )?Declare .*$", "", text)
    text = re.sub(r"(?m)^(\s*)Kill .*$", r"\1' the log is removed", text)
    return text.replace("Environ(", "Surroundings(").replace("Application.Hwnd", "4242") + _STAND_INS


def _replace_function(text: str, name: str, body: str) -> str:
    pattern = rf"((?:Private |Public )?Function {name}\([^\n]*\n).*?(\nEnd Function)"
    changed, count = re.subn(pattern, lambda found: found[1] + body + found[2], text, flags=re.DOTALL)
    assert count == 1, name
    return changed


class Machine:
    """The add-in loaded in the interpreter, with no other workbook open."""

    def __init__(self, folder: Path, *, real_run_python: bool = False, **configuration: str) -> None:
        addin = folder / "kpibook.xlsm"  # the interpreter opens no .xlam as a workbook
        self.file = folder / FILE_NAME
        self.file.write_bytes(configured(built(), configuration))
        shutil.copy(self.file, addin)
        self.app = ExcelApplication.open(addin, with_vba=False)
        modules = source_of(self.file)
        xlwings = runnable(modules["xlwings"]) if real_run_python else RECORDING_RUN_PYTHON
        self.app.add_module(xlwings, name="xlwings")
        self.app.add_module(_SHELL, name="FakeShell", kind="class")
        self.app.add_module(PLATFORM, name="KpiPlatform")
        for name in ("KpiSheet", "KpiAsk", "KpiRun", "KpiRibbon"):
            self.app.add_module(modules[name], name=name)
        self.app.add_module(driver(modules["KpiRibbon"]), name="Driver")
        self.this = self.app.workbooks()[0]
        self.answer()
        self.show_nothing()

    def show_nothing(self) -> None:
        """No workbook in front: the add-in itself never is."""
        self.app.application._this_workbook = self.this
        self.app.application.active_book = None

    def open(self, path: Path) -> None:
        """Open a workbook, in front of all others."""
        self.app.activate_workbook(self.app.open_workbook(path))

    def answer(self, *replies: str, folder: str = "", decline: bool = False, language: int = 9) -> None:
        """What the person answers from now on: `replies` to the questions in order, `folder` to every other picker.

        "CANCEL" cancels a question, "EMPTY" empties its text, "" leaves what it shows, which is No where it asks so.
        """
        self.app.run("Prepare", folder, decline, language)
        self.app.run("Reply", "|".join(replies))

    def press(self, handler: str) -> None:
        """Press the button whose handler is `handler`."""
        self.app.run("Drive", handler)

    @property
    def said(self) -> list[str]:
        """What the dialogs said."""
        return str(self.app.run("WhatWasSaid")).splitlines()

    @property
    def ran(self) -> list[str]:
        """The commands that reached RunPython, with the workbook in front and the status bar."""
        return str(self.app.run("WhatRan")).splitlines()

    @property
    def shell(self) -> list[str]:
        """The lines that reached the shell or AppleScript."""
        return list(self.app.console)


def driver(ribbon: str) -> str:
    """A module that calls the handler of a name; a ribbon gives them a control, which they ignore."""
    handlers = re.findall(r"Public Sub (\w+)\(control As IRibbonControl\)", ribbon)
    cases = "".join(f'Case "{name}"\n{name} Nothing\n' for name in handlers)
    return f"Public Sub Drive(ByVal handler As String)\nSelect Case handler\n{cases}End Select\nEnd Sub\n"


class on_a_mac:  # noqa: N801 - reads as a phrase: `with on_a_mac():`
    """The interpreter compiles the branches of macOS."""

    def __enter__(self) -> None:
        _preprocess.DEFAULT_CONSTANTS["Mac"] = True

    def __exit__(self, *error: Any) -> None:
        _preprocess.DEFAULT_CONSTANTS["Mac"] = False


def parts(data: bytes) -> dict[str, bytes]:
    """Each part of a package, by name, in order."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return {name: package.read(name) for name in package.namelist()}
