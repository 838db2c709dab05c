"""Which signs have no place in a text that people are told, or that stands in the header of a mail."""

from __future__ import annotations

import unicodedata

from schemas.messages.message import Message

TURNING = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
"""What turns the direction of the text around it: a name has no use for it, a forger has."""
_NOT_TEXT = frozenset({"Cc", "Cs", "Co", "Cn", "Zl", "Zp"})

_LINE_END = Message("a line end")


def sign_held(text: str, lines: str = "") -> str:
    """The first sign of `text` that has no place in it, in words; empty where there is none.

    Only the line ends `lines` may stand in it.
    """
    for character in text:
        if character not in lines and (character in TURNING or unicodedata.category(character) in _NOT_TEXT):
            return (
                _LINE_END
                if character in "\r\n"
                else Message("the control character U+{code}", code=f"{ord(character):04X}")
            )
    return ""
