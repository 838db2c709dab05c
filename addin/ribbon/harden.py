"""xlwings' VBA without what a received workbook could use against its reader.

In the module as xlwings ships it, the workbook in front may bring its own configuration (and so
its own Python, from a network share too), its own Python code, and a formula may call any public
function of an add-in, such as one that starts a program. Here configuration comes from the
add-in's own sheet and from nowhere else, no text of the workbook in front reaches Python's code or
path, what is not needed is gone, and what is left is private.

Each edit must fit exactly once: a new xlwings release is looked at by a person, not guessed at.
"""

from __future__ import annotations

import re

PROJECT = "kpibook"
ENTRY = "RunPython"
AT_THE_END = "CleanUp"
"""What Python calls by its name when it ends on a Mac: a Sub, which no formula can call."""
CUTS: tuple[tuple[str, str, str], ...] = (
    # (from, up to but not including: to the end where it is empty; what stands there instead)
    # Declarations of the libraries for functions in cells, and of the shell of macOS.
    ('\'Attribute VB_Name = "Main"', "Public Const XLWINGS_VERSION", ""),
    # What starts any program; functions in cells; configuration and code beside the workbook in front.
    ("Public Function RunFrozenPython", "Private Sub CleanUp()", ""),
    ("Function XLPyCommand()", "Function GetConfig(configKey", ""),
    ("Function IsFullName(", "Function FileExists(", ""),
    ("Function GetDirectory(", "Function KillFileOnMac(", ""),
    ('#If App = "Microsoft Excel" Then\nFunction SheetExists(', "Public Function CreateGUID()", ""),
    ("Function CheckConda(", "", ""),
    # Configuration comes from the add-in's own sheet.
    (
        "Function GetConfig(configKey",
        "Function WScript(",
        """Function GetConfig(configKey As String, Optional default As String = "") As Variant
    ' kpibook: from the add-in's own sheet and from nowhere else
    Dim configured As String
    configured = default
    ReadConfig configKey, configured
    GetConfig = ExpandEnvironmentStrings(configured)
End Function

""",
    ),
    # RunPython: only what a button has just asked for.
    (
        "    Dim i As Integer\n    Dim SourcePythonCommand",
        "    #If Mac Then\n        interpreter =",
        """    Dim interpreter As String, PYTHONPATH As String

    ' kpibook: only what a button has just asked for
    If Not KpiAllows(PythonCommand) Then Exit Function

""",
    ),
    # Only the interpreter that the installation wrote down, none from the PATH.
    (
        '    If interpreter = "" Then\n        \' Legacy\n        interpreter = GetConfig("INTERPRETER", "python")\n',
        "    ' Check for embedded Python code\n",
        """    If interpreter = "" Then
        TellFailure KpiText("not-installed")
        Exit Function
    End If

""",
    ),
    # No code of the workbook in front is run; neither its folder nor its name comes to Python's path.
    (
        "    ' Check for embedded Python code\n",
        "    ' Call Python platform-dependent\n",
        """    ' kpibook: no folder, no name and no code of the workbook in front
    PYTHONPATH = "false"

""",
    ),
    (
        "        If OPTIMIZED_CONNECTION = True Then\n",
        "    #End If\nEnd Function\n\n\nSub ExecuteMac",
        "        RunPython = ExecuteWindows(False, PythonCommand, interpreter, PYTHONPATH)\n",
    ),
    # No conda: the interpreter is named by its full path.
    ('    CondaPath = GetConfig("CONDA PATH")\n', "    ' Handle ampersands and backslashes", ""),
    ('    If CondaPath <> "" And CondaEnv <> "" Then\n', "    If IsFrozen = False Then\n", ""),
    # An error never writes a sheet into the workbook in front; it is a sentence with its detail.
    (
        '    If GetConfig("SHOW_ERROR_POPUPS", "True")',
        "Function ExpandEnvironmentStrings(",
        """    TellFailure Replace(KpiText("python-failed"), "{detail}", Right$(Content, 700))
End Sub

""",
    ),
)
REPLACEMENTS: tuple[tuple[str, str], ...] = (
    ('#Const App = "Microsoft Excel" \'Adjust when using outside of Excel\n', ""),
    ('PROJECT_NAME As String = "myaddin"', f'PROJECT_NAME As String = "{PROJECT}"'),
    ('AppleScriptTask("xlwings-" & XLWINGS_VERSION', 'AppleScriptTask("kpibook-" & XLWINGS_VERSION'),
    (
        "MsgBox \"To enable RunPython, please run 'xlwings runpython install' in a terminal once and try again.\", "
        "vbCritical",
        'TellFailure KpiText("script-missing")',
    ),
    (
        'MsgBox "Could not find Interpreter!", vbCritical',
        'TellFailure Replace(KpiText("interpreter-missing"), "{path}", PYTHON_WIN)',
    ),
    # On a Mac the shell runs in the background: that there is no Python would be noticed by nobody.
    (
        "        ExecuteMac PythonCommand, interpreter, PYTHONPATH\n",
        """        Dim isThere As Boolean
        LookForProgram interpreter, isThere
        If Not isThere Then
            TellFailure Replace(KpiText("interpreter-missing"), "{path}", interpreter)
            Exit Function
        End If
        ExecuteMac PythonCommand, interpreter, PYTHONPATH
""",
    ),
    ('    If GetConfig("SHOW CONSOLE", False) = True Then', "    If False Then"),
    # What the status bar says is the ribbon's.
    (
        '        Application.StatusBar = "Running..."  '
        "' Non-blocking way of giving feedback that something is happening\n",
        "",
    ),
    # The shell of Windows by its path, never one of the same name in a folder.
    ('WScript.Run("cmd.exe /C "', 'WScript.Run(Environ("ComSpec") & " /C "'),
)


class HardeningError(Exception):
    """An edit does not fit xlwings' VBA: this release of xlwings must be looked at first."""


def harden(source: str) -> str:
    """xlwings' `xlwings_custom_addin.bas` made safe. Raises `HardeningError` where an edit does not fit once."""
    text = source.replace("\r\n", "\n")
    for start, end, instead in CUTS:
        text = _cut(text, start, end, instead)
    for old, new in REPLACEMENTS:
        _once(text, old)
        text = text.replace(old, new)
    text = re.sub(r"^(?:Private )?(Sub CleanUp\()", r"Public \1", text, flags=re.MULTILINE)
    text = re.sub(r"^(?:Public )?(Function|Sub) (?!(?:RunPython|CleanUp)\()", r"Private \1 ", text, flags=re.MULTILINE)
    exposed = re.findall(r"^\s*(?:Public )?(?:Static )?(?:Function|Sub|Property \w+|Declare) (\w+)", text, re.MULTILINE)
    if exposed != [ENTRY, AT_THE_END]:
        raise HardeningError(f"xlwings' VBA still exposes {', '.join(exposed)}")
    return text


def _cut(text: str, start: str, end: str, instead: str) -> str:
    _once(text, start)
    before, _, after = text.partition(start)
    if not end:
        return before + instead
    _once(after, end)
    return before + instead + end + after.partition(end)[2]


def _once(text: str, wanted: str) -> None:
    if (count := text.count(wanted)) != 1:
        raise HardeningError(f"{wanted.strip()!r} stands {count} times in xlwings' VBA, not once")
