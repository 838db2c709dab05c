"""The mark of what kpibook writes into a workbook for its officer: by it the words are known when they come back.

Who wrote a comment is no proof, since anybody can name anybody as its author; that the words are still
those that were written is one. What somebody added to them is told apart.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata

from schemas.excel.cell_text import visible

_LENGTH = 8
_MARK = re.compile(rf"\[kpibook ([0-9a-f]{{{_LENGTH}}})\]")
_TURN, _TURN_BACK = "\u202b", "\u202c"
_TURNS = str.maketrans("", "", _TURN + _TURN_BACK)
_LINES = 200
"""Lines before a mark that are looked at: a note of ours has fewer by far."""


def digest_of(text: str) -> str:
    """Eight hex digits that follow from the words of `text`, however a program broke them into lines."""
    words = " ".join(unicodedata.normalize("NFC", visible(text).translate(_TURNS)).split())
    return hashlib.sha256(words.encode()).hexdigest()[:_LENGTH]


def marked(text: str) -> str:
    """`text` with its mark behind it, as a note at a cell."""
    return f"{visible(text)}\n\n[kpibook {digest_of(text)}]"


def from_right_to_left(text: str) -> str:
    """`text`, each line of which is read from right to left even where a program sets it from the left."""
    return "\n".join(f"{_TURN}{line}{_TURN_BACK}" if line else "" for line in text.split("\n"))


def words_beside(text: str) -> str | None:
    """What somebody wrote before or behind what was `marked`; empty where nobody did.

    None where `text` is not of ours, or was changed within: it is somebody's words then.
    """
    text = text.translate(_TURNS)
    for mark in _MARK.finditer(text):
        lines, behind = text[: mark.start()].splitlines()[:_LINES], text[mark.end() :]
        for first in range(len(lines)):
            if digest_of("\n".join(lines[first:])) == mark[1]:
                return "\n".join([*lines[:first], behind]).strip()
    return None
