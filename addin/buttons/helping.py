"""The buttons of *Help*: whether the installation is sound, and what each button does."""

from __future__ import annotations

from addin.buttons.catalogue import BUTTONS
from addin.buttons.front import Front
from addin.buttons.words import in_language, said, wording
from addin.installation import doctor
from addin.installation.check import State
from addin.log import log_file
from schemas.errors import Refusal


def check(front: Front) -> None:
    """Say what keeps the add-in from working, and that this very button came all the way to Python and back."""
    try:
        checks = doctor.examine_here()
    except Refusal as refusal:
        front.tell(f"{in_language(refusal, front.language)}\n\n{said(front.language, 'chain')}")
        return
    told = [f"{_MARKS[each.state]} {in_language(each.sentence, front.language)}" for each in checks]
    requests = [in_language(each.ask_it, front.language) for each in checks if each.ask_it]
    if requests:
        told += ["", said(front.language, "ask-it"), *requests]
    front.tell("\n".join([*told, "", said(front.language, "chain")]))


def help_(front: Front) -> None:
    """Say what each button does, what the messages mean, and where the log is."""
    words = wording(front.language)
    labels = {button.name: words.texts.get(f"{button.name}.label", "") for button in BUTTONS}
    buttons = [
        said(front.language, "button-does", button=label, does=words.sentences[f"help-{name}"])
        for name, label in labels.items()
        if label
    ]
    told = (said(front.language, f"help-{key}", log=log_file()) for key in ("messages", "severities", "log"))
    front.tell("\n".join([*buttons, "", *told]))


_MARKS = {State.GOOD: "✓", State.WARNING: "!", State.PROBLEM: "✗"}
