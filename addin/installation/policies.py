"""What an organisation, or the person, decided about macros, add-ins and programs that Office starts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from addin.installation import packaged
from addin.installation.check import Check, State, good
from addin.installation.registry import MACHINE, USER, Registry, Value, number
from schemas.messages.message import Message
from schemas.terminal.own_command import own_command

CHILD_PROCESSES = "d4f940ab-401b-4efc-aadc-ad5f3c50688a"
"""Defender's rule “Block all Office applications from creating child processes”."""
_OFFICE = r"Software\{policies}Microsoft\Office\16.0"
_DEFENDER = r"SOFTWARE\{policies}Microsoft\Windows Defender"
_RULES = r"{defender}\Windows Defender Exploit Guard\ASR\Rules"
_APPLOCKER = MACHINE + r"\SOFTWARE\Policies\Microsoft\Windows\SrpV2\Exe"
_DEVICE_GUARD = MACHINE + r"\SOFTWARE\Policies\Microsoft\Windows\DeviceGuard"
_CODE_INTEGRITY = MACHINE + r"\SYSTEM\CurrentControlSet\Control\CI\Policy"
_COMMAND_PROMPT = r"\Software\Policies\Microsoft\Windows\System"
_SIGNED_ONLY, _NONE = 3, 4
_BLOCK, _AUDIT, _WARN = 1, 2, 6


def office_decisions(registry: Registry) -> Iterator[Check]:
    """What is decided about macros and add-ins, in both policy trees and by the person."""
    found: list[Check] = []
    for policies, hives in (("Policies\\", (USER, MACHINE)), ("", (USER, MACHINE))):
        who = Message("A policy of your organisation") if policies else Message("A setting of Excel")
        for hive in hives:
            found += _of_office(rf"{hive}\{_OFFICE.format(policies=policies)}", who, registry)
    yield from found
    if not found:
        yield good(Message("Nothing in the registry keeps Excel from running add-ins in its start-up folder."))


def _of_office(office: str, who: Message, registry: Registry) -> Iterator[Check]:
    security = registry(rf"{office}\Excel\Security")
    window = own_command("desk")
    if number(registry(rf"{office}\Common"), "vbaoff") == 1:
        yield Check(
            State.PROBLEM,
            Message(
                "{who} turns VBA off in all of Office. Use the window in place of the tab: {command}",
                who=who,
                command=window,
            ),
            Message("Please allow VBA in Excel for me, or confirm that it stays off."),
        )
    if number(security, "DisableAllAddins") == 1:
        yield Check(
            State.PROBLEM,
            Message(
                "{who} turns all add-ins of Excel off. Use the window in place of the tab: {command}",
                who=who,
                command=window,
            ),
            Message("Please allow the add-in kpibook.xlam in my Excel start-up folder."),
        )
    if number(security, "RequireAddinSig") == 1:
        yield Check(
            State.PROBLEM,
            Message(
                "{who} allows signed add-ins only, and this one is not signed. Use the window in place of the tab: "
                "{command}",
                who=who,
                command=window,
            ),
            Message("Please sign kpibook.xlam, or allow it without a signature in my Excel start-up folder."),
        )
    untrusted = number(registry(rf"{office}\Excel\Security\Trusted Locations"), "AllLocationsDisabled") == 1
    if untrusted and number(security, "VBAWarnings") in {_SIGNED_ONLY, _NONE}:
        yield Check(
            State.PROBLEM,
            Message(
                "{who} blocks macros, in Excel's start-up folder too. Use the window in place of the tab: {command}",
                who=who,
                command=window,
            ),
            Message(
                r"Please trust the folder %APPDATA%\Microsoft\Excel\XLSTART in Excel for me, or sign kpibook.xlam."
            ),
        )
    yield from _resiliency(office, registry)


def _resiliency(office: str, registry: Registry) -> Iterator[Check]:
    """What Excel put aside after a crash, what a person unticked, and lists of the add-ins that are allowed."""
    disabled = registry(rf"{office}\Excel\Resiliency\DisabledItems").values()
    if any(packaged.FILE_NAME in _text(value).lower() for value in disabled):
        yield Check(
            State.PROBLEM,
            Message(
                "Excel has disabled the add-in after a crash. In Excel: File, Options, Add-ins, Manage “Disabled "
                "Items”, Go, choose kpibook.xlam, Enable."
            ),
        )
    if any(packaged.FILE_NAME in name for name in registry(rf"{office}\Excel\Add-in Manager")):
        yield Check(
            State.WARNING,
            Message(
                "Excel's list of add-ins names kpibook.xlam as well, from elsewhere and not ticked: leave it so, or "
                "remove it from the list."
            ),
        )
    managed = number(registry(rf"{office}\Excel\Resiliency\AddinList"), packaged.FILE_NAME)
    if managed == 0 or (number(registry(rf"{office}\Excel\Resiliency"), "RestrictToList") == 1 and managed is None):
        yield Check(
            State.PROBLEM,
            Message(
                "Your organisation keeps a list of the add-ins that Excel may load, and kpibook.xlam is not allowed "
                "on it. Use the window in place of the tab: {command}",
                command=own_command("desk"),
            ),
            Message("Please put kpibook.xlam with the value 1 on Excel's list of managed add-ins."),
        )


def windows_decisions(registry: Registry, interpreter: str) -> Iterator[Check]:
    """What Defender, AppLocker and the like say to a button, which starts Python by way of `cmd.exe`."""
    found = [*_child_processes(registry), *_command_prompt(registry), *_allowed_programs(registry, interpreter)]
    yield from found
    if not found:
        yield good(Message("Nothing in the registry keeps Excel from starting Python."))


def _child_processes(registry: Registry) -> Iterator[Check]:
    state = _state_of_rule(registry)
    ask = Message(
        "Please allow Excel to start {program} for me: an exclusion for it in Defender's rule "
        "D4F940AB-401B-4EFC-AADC-AD5F3C50688A (Block all Office applications from creating child processes).",
        program="cmd.exe",
    )
    if state == _BLOCK:
        yield Check(
            State.PROBLEM,
            Message(
                "Microsoft Defender keeps Office from starting other programs: the buttons of the tab can do "
                "nothing. Use the window in place of the tab: {command}",
                command=own_command("desk"),
            ),
            ask,
        )
    elif state == _WARN:
        yield Check(
            State.WARNING,
            Message(
                "Microsoft Defender asks whenever Office starts another program: choose “Unblock” when a button "
                "makes it ask."
            ),
            ask,
        )
    elif state == _AUDIT:
        yield Check(
            State.WARNING,
            Message(
                "Microsoft Defender writes down whenever Office starts another program, and may forbid it one day."
            ),
        )


def _state_of_rule(registry: Registry) -> int | None:
    """What counts: a policy before what is set on the computer; by group policy, or by a device manager."""
    for policies in ("Policies\\", ""):
        defender = rf"{MACHINE}\{_DEFENDER.format(policies=policies)}"
        state = number(registry(_RULES.format(defender=defender)), CHILD_PROCESSES)
        if state is None:
            state = number(_managed_rules(registry(rf"{defender}\Policy Manager")), CHILD_PROCESSES)
        if state is not None:
            return state
    return None


def _managed_rules(values: Mapping[str, Value]) -> dict[str, Value]:
    """The rules as a device manager writes them: `guid=state|guid=state` in one text."""
    pairs = (pair.partition("=") for pair in str(values.get("asrrules", "")).split("|"))
    return {name.strip().strip("{}").lower(): state for name, _, state in pairs}


def _command_prompt(registry: Registry) -> Iterator[Check]:
    if number(registry(USER + _COMMAND_PROMPT), "DisableCMD") in {1, 2}:
        yield Check(
            State.PROBLEM,
            Message(
                "A policy of your organisation turns the command prompt off, through which a button starts Python. "
                "Use the window in place of the tab."
            ),
            Message("Please allow cmd.exe for me, or at least “cmd.exe /C” as Excel's add-in kpibook.xlam uses it."),
        )


def _allowed_programs(registry: Registry, interpreter: str) -> Iterator[Check]:
    ask = Message("Please allow the program {program} for me.", program=interpreter)
    applocker = registry(_APPLOCKER)
    if number(applocker, "EnforcementMode") == 1:
        yield Check(
            State.WARNING,
            Message(
                "AppLocker decides on this computer which programs may run. Where it does not allow {program}, "
                "nothing of kpibook runs.",
                program=interpreter,
            ),
            ask,
        )
    elif applocker and number(applocker, "EnforcementMode") == 0:
        yield Check(
            State.WARNING, Message("AppLocker writes down on this computer which programs run, and forbids none yet.")
        )
    if number(registry(_DEVICE_GUARD), "DeployConfigCIPolicy") == 1:
        yield Check(
            State.WARNING,
            Message(
                "Application Control of Windows decides on this computer which programs may run. Where it does not "
                "allow {program}, nothing of kpibook runs.",
                program=interpreter,
            ),
            ask,
        )
    if number(registry(_CODE_INTEGRITY), "VerifiedAndReputablePolicyState") == 1:
        yield Check(
            State.WARNING,
            Message("Smart App Control is on: Windows may refuse libraries of Python that nobody signed."),
            ask,
        )


def _text(value: Value) -> str:
    """A value as text; what Excel put aside is bytes that hold a path in UTF-16."""
    return value.decode("utf-16-le", "replace") if isinstance(value, bytes) else str(value)
