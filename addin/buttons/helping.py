"""The buttons of *Help*: whether the installation is sound, and what each button does."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from addin.buttons.catalogue import BUTTONS
from addin.buttons.front import Front
from addin.buttons.words import in_language, said, wording
from addin.installation import doctor
from addin.installation.check import Check, State
from addin.log import log_file
from schemas.errors import Refusal


def check(front: Front) -> None:
    """Say what keeps the add-in from working, and that this very button came all the way to Python and back."""
    try:
        checks = doctor.examine_here()
    except Refusal as refusal:
        front.tell(f"{in_language(refusal, front.language)}\n\n{said(front.language, 'chain')}")
        return
    front.tell("\n".join([*_told(checks, front.language), "", said(front.language, "chain")]))


def check_in_window(front: Front) -> None:
    """Say what keeps the add-in from working, where there is Excel; the window itself needs nothing of it."""
    try:
        checks = doctor.examine_here()
    except Refusal:
        front.tell(wording(front.language).window["no-ribbon"])
        return
    front.tell("\n".join(_told(checks, front.language)))


def help_(front: Front) -> None:
    """Say what each button does, what the messages mean, and where the log is."""
    _explain(front, wording(front.language).sentences.__getitem__)


def help_in_window(front: Front) -> None:
    """The same, of the buttons as they are in the window."""
    _explain(front, wording(front.language).in_window)


def _explain(front: Front, sentence: Callable[[str], str]) -> None:
    words = wording(front.language)
    labels = {button.name: words.texts.get(f"{button.name}.label", "") for button in BUTTONS}
    buttons = [
        said(front.language, "button-does", button=label, does=sentence(f"help-{name}"))
        for name, label in labels.items()
        if label
    ]
    told = (said(front.language, f"help-{key}", log=log_file()) for key in ("messages", "severities", "log"))
    front.tell("\n".join([*buttons, "", *told]))


def _told(checks: Iterable[Check], language: str) -> list[str]:
    """What was found, a line each, and what to ask the IT department for."""
    checks = list(checks)
    told = [f"{_MARKS[each.state]} {in_language(each.sentence, language)}" for each in checks]
    requests = [in_language(each.ask_it, language) for each in checks if each.ask_it]
    return [*told, "", said(language, "ask-it"), *requests] if requests else told


_MARKS = {State.GOOD: "✓", State.WARNING: "!", State.PROBLEM: "✗"}
