"""Texts as they can be printed: without what no typeface, no XML and no document can hold."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

_BREAKS = "\n\r\v\f\x85\u2028\u2029"
_NOT_TEXT = {"Cc", "Cs", "Cn"}


def line(text: str) -> str:
    """The text on one line, its letters composed; control characters, surrogates and what is no character are gone."""
    return "".join(_one(sign) for sign in unicodedata.normalize("NFC", text))


def paragraphs(text: str) -> tuple[str, ...]:
    """What was written, a line each, without empty ones."""
    return tuple(each for each in map(str.strip, map(line, _lines(text))) if each)


def _lines(text: str) -> Iterator[str]:
    yield from text.translate({ord(sign): "\n" for sign in _BREAKS}).split("\n")


def _one(sign: str) -> str:
    if sign in _BREAKS or sign == "\t":
        return " "
    return "" if unicodedata.category(sign) in _NOT_TEXT else sign
