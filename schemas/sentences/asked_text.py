"""What an input cell asks, in words: for lists of cells that stand apart from their questions."""

from __future__ import annotations

from schemas.definition import Definition
from schemas.layout.places import Slot, SlotKind
from schemas.questions import question_of
from schemas.sentences.messages import subject_of


def what_is_asked(slot: Slot, definition: Definition, level: int | None = None) -> str:
    """The name of a cell, such as `Indicator 1.2, question 3: Answer`, with its question where one is asked.

    `level` is the level chosen for its indicator: it says which question stands beside the cell.
    """
    words = definition.wording
    subject = subject_of(slot, definition)
    if slot.kind is SlotKind.IDENTITY:
        return subject
    if slot.kind is SlotKind.INFORMATION:
        return f"{subject}: {words.standards[slot.standard].information[slot.number]}"
    question = words.questions.get(level or 0, {}).get(slot.number) if slot.number else None
    if question is not None and slot.kind is SlotKind.ANSWER:
        return f"{subject}: {question}"
    return f"{subject}: {question_of(slot, definition).help(definition).title}"
