"""What stands in the registry, and what the doctor says of it; and the chain that a button runs."""

from __future__ import annotations

import sys
from collections.abc import Mapping

import pytest

from addin.installation.chain import Ran, command_line, run, try_chain
from addin.installation.check import State
from addin.installation.policies import office_decisions, windows_decisions
from addin.installation.registry import Value, number

USER_POLICY, MACHINE_POLICY = (rf"{hive}\Software\Policies\Microsoft\Office\16.0" for hive in ("HKCU", "HKLM"))
OWN = r"HKCU\Software\Microsoft\Office\16.0"
DEFENDER = r"HKLM\SOFTWARE\Policies\Microsoft\Windows Defender"
RULES = rf"{DEFENDER}\Windows Defender Exploit Guard\ASR\Rules"
OWN_RULES = r"HKLM\SOFTWARE\Microsoft\Windows Defender\Windows Defender Exploit Guard\ASR\Rules"
RULE = "d4f940ab-401b-4efc-aadc-ad5f3c50688a"
PYTHON = r"C:\Users\ada\AppData\Local\kpibook\Scripts\python.exe"
PATH_OF_IT = b"\x02\0\0\0\x40\0\0\0\0\0\0\0" + r"C:\Users\ada\XLSTART\kpibook.xlam".encode("utf-16-le")

Decided = Mapping[str, Mapping[str, Value]]

OFFICE: list[tuple[Decided, str, str]] = [
    # what stands in the registry; how the doctor's sentence begins; what to ask for
    ({rf"{USER_POLICY}\Common": {"vbaoff": 1}}, "A policy of your organisation turns VBA off", "Please allow VBA"),
    ({rf"{MACHINE_POLICY}\Common": {"vbaoff": "1"}}, "A policy of your organisation turns VBA off", "Please allow VBA"),
    (
        {rf"{OWN}\Excel\Security": {"disablealladdins": 1}},
        "A setting of Excel turns all add-ins of Excel off",
        "Please",
    ),
    (
        {rf"{USER_POLICY}\Excel\Security": {"requireaddinsig": 1}},
        "A policy of your organisation allows signed",
        "Please",
    ),
    ({rf"{OWN}\Excel\Security": {"requireaddinsig": 1}}, "A setting of Excel allows signed add-ins", "Please sign"),
    (
        {
            rf"{USER_POLICY}\Excel\Security\Trusted Locations": {"alllocationsdisabled": 1},
            rf"{USER_POLICY}\Excel\Security": {"vbawarnings": 4},
        },
        "A policy of your organisation blocks macros",
        "Please trust the folder",
    ),
    ({rf"{OWN}\Excel\Resiliency\DisabledItems": {"a1b2": PATH_OF_IT}}, "Excel has disabled the add-in after", ""),
    ({rf"{OWN}\Excel\Add-in Manager": {r"d:\kpibook.xlam": ""}}, "Excel's list of add-ins names kpibook.xlam", ""),
    ({rf"{USER_POLICY}\Excel\Resiliency": {"restricttolist": 1}}, "Your organisation keeps a list", "Please put"),
    ({rf"{USER_POLICY}\Excel\Resiliency\AddinList": {"kpibook.xlam": "0"}}, "Your organisation keeps a list", "Please"),
]
FINE: list[Decided] = [
    {},
    # Excel trusts its start-up folder, whatever it does with other macros.
    {rf"{OWN}\Excel\Security": {"vbawarnings": 4}},
    {rf"{OWN}\Excel\Resiliency\DisabledItems": {"a1b2": "C:\\other.xlam".encode("utf-16-le")}},
    {
        rf"{USER_POLICY}\Excel\Resiliency": {"restricttolist": 1},
        rf"{USER_POLICY}\Excel\Resiliency\AddinList": {"kpibook.xlam": "1"},
    },
]
WINDOWS: list[tuple[Decided, State, str]] = [
    ({RULES: {RULE: "1"}}, State.PROBLEM, "Microsoft Defender keeps Office from starting other programs"),
    ({RULES: {RULE: "6"}}, State.WARNING, "Microsoft Defender asks whenever Office starts another program"),
    ({RULES: {RULE: "2"}}, State.WARNING, "Microsoft Defender writes down whenever Office"),
    ({OWN_RULES: {RULE: 1}}, State.PROBLEM, "Microsoft Defender keeps Office from starting other programs"),
    ({rf"{DEFENDER}\Policy Manager": {"asrrules": f"aa-bb=2|{RULE.upper()}=1"}}, State.PROBLEM, "Microsoft Defender"),
    (
        {r"HKLM\SOFTWARE\Policies\Microsoft\Windows\SrpV2\Exe": {"enforcementmode": 1}},
        State.WARNING,
        "AppLocker decides",
    ),
    (
        {r"HKLM\SOFTWARE\Policies\Microsoft\Windows\SrpV2\Exe": {"enforcementmode": 0}},
        State.WARNING,
        "AppLocker writes",
    ),
    (
        {r"HKLM\SOFTWARE\Policies\Microsoft\Windows\DeviceGuard": {"deployconfigcipolicy": 1}},
        State.WARNING,
        "Application Control of Windows decides",
    ),
    (
        {r"HKLM\SYSTEM\CurrentControlSet\Control\CI\Policy": {"verifiedandreputablepolicystate": 1}},
        State.WARNING,
        "Smart App Control is on",
    ),
    (
        {r"HKCU\Software\Policies\Microsoft\Windows\System": {"disablecmd": 1}},
        State.PROBLEM,
        "A policy of your organisation turns the command prompt off",
    ),
]


@pytest.mark.parametrize(("decided", "sentence", "asked"), OFFICE)
def test_what_was_decided_about_macros_is_said(decided: Decided, sentence: str, asked: str) -> None:
    (found,) = office_decisions(lambda key: decided.get(key, {}))
    assert found.state is not State.GOOD
    assert found.sentence.startswith(sentence)
    assert (found.ask_it or "").startswith(asked)
    assert bool(found.ask_it) == bool(asked)


@pytest.mark.parametrize("decided", FINE)
def test_what_keeps_nothing_from_running_is_good(decided: Decided) -> None:
    (found,) = office_decisions(lambda key: decided.get(key, {}))
    assert found.state is State.GOOD


@pytest.mark.parametrize(("decided", "state", "sentence"), WINDOWS)
def test_what_windows_lets_office_start_is_said(decided: Decided, state: State, sentence: str) -> None:
    (found,) = windows_decisions(lambda key: decided.get(key, {}), PYTHON)
    assert (found.state, found.sentence.startswith(sentence)) == (state, True), found.sentence


@pytest.mark.parametrize("decided", [{}, {RULES: {RULE: "0"}, OWN_RULES: {RULE: 1}}, {RULES: {"aa-bb": "1"}}])
def test_a_policy_that_turns_the_rule_off_counts_more_than_the_computer(decided: Decided) -> None:
    (found,) = windows_decisions(lambda key: decided.get(key, {}), PYTHON)
    assert found.sentence == "Nothing in the registry keeps Excel from starting Python."


@pytest.mark.parametrize(("value", "read"), [(1, 1), ("1", 1), (" 2 ", 2), ("on", None), (b"\1", None)])
def test_numbers_are_read_from_texts_as_well(value: Value, read: int | None) -> None:
    assert number({"vbaoff": value}, "VBAoff") == read


# --- the chain ---------------------------------------------------------------------------------------


def test_the_line_is_that_of_the_add_ins_vba() -> None:
    line = command_line(PYTHON, "import addin.macros", windows=True, environ={"ComSpec": r"C:\Windows\cmd.exe"})
    assert line == (
        r'C:\Windows\cmd.exe /C C: & cd "C:\Users\ada\AppData\Local\kpibook\Scripts" & '
        rf'"{PYTHON}" -B -c "import xlwings.utils;xlwings.utils.prepare_sys_path(\"false\"); import addin.macros" '
        ' --wb="Book1" --from_xl=1'
    )


def test_from_a_share_windows_makes_a_drive_first() -> None:
    line = command_line(r"\\srv\kpi\bin\python.exe", "x", windows=True, environ={})
    assert str(line).startswith(r'cmd.exe /C pushd "\\srv\kpi\bin" & "\\srv\kpi\bin\python.exe" -B -c ')


@pytest.mark.skipif(sys.platform == "win32", reason="the chain of a Mac")
def test_the_chain_of_a_mac_runs_here() -> None:
    assert try_chain(sys.executable, run, windows=False).state is State.GOOD


@pytest.mark.parametrize(
    ("ended", "says"),
    [
        (Ran(1, "", "ModuleNotFoundError: No module named 'addin'"), "ModuleNotFoundError: No module named 'addin'"),
        (Ran(0, "", ""), "exit status 0"),
        (
            Ran(0, "Python was not found; run without arguments to install from the Microsoft Store", ""),
            "Microsoft Store",
        ),
    ],
)
def test_a_chain_without_its_token_is_a_problem(ended: Ran, says: str) -> None:
    found = try_chain(PYTHON, lambda line: ended, windows=True)
    assert found.state is State.PROBLEM
    assert says in found.sentence
    assert found.ask_it == f"Please allow Excel to start {PYTHON} through cmd.exe for me."


def test_a_shell_that_may_not_start_is_a_problem() -> None:
    def refused(line: str | list[str]) -> Ran:
        raise PermissionError("This program is blocked by group policy")

    assert "blocked by group policy" in try_chain(PYTHON, refused, windows=True).sentence
