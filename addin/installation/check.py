"""One line of what the doctor finds: a state, a sentence, and what to ask the IT department for."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from schemas.messages.message import Message


class State(StrEnum):
    """How a check ended."""

    GOOD = "good"
    WARNING = "warning"
    PROBLEM = "problem"


@dataclass(frozen=True, slots=True)
class Check:
    """One line of the report; both sentences are said in any language that has a catalogue."""

    state: State
    sentence: Message
    ask_it: Message | None = None
    """What to ask the IT department for, in a sentence that can be sent as it is."""


def good(sentence: Message) -> Check:
    """Nothing to do here."""
    return Check(State.GOOD, sentence)
