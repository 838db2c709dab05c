"""Text in whatever encoding Excel saves it: Unicode, or a code page of Windows, which names itself nowhere."""

from __future__ import annotations

import codecs
import re
import unicodedata
from itertools import pairwise

CODE_PAGES = ("cp1252", "cp1251", "cp1256", "cp1250")
"""Those of our six languages; in a tie the first."""
_UTF16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_WORD = re.compile(r"[^\W\d_]+")


def decode(data: bytes) -> str:
    """`data` as text: by its byte order mark, as UTF-8, or else in the code page in which its words look like words.

    Raises ValueError where it is no text.
    """
    if data.startswith(_UTF16):
        text = data.decode("utf-16")
    else:
        try:
            text = data.decode("utf-8-sig")
        except UnicodeDecodeError:
            text = _in_a_code_page(data)
    if "\0" in text:
        raise ValueError("no text")
    return text


def _in_a_code_page(data: bytes) -> str:
    texts = []
    for page in CODE_PAGES:
        try:
            texts.append(data.decode(page))
        except UnicodeDecodeError:
            continue
    if not texts:
        raise ValueError("no text")
    return min(texts, key=_oddness)


def _oddness(text: str) -> int:
    """How many of the words in `text` nobody writes so."""
    return sum(_is_odd(word) for word in _WORD.findall(text) if not word.isascii())


def _is_odd(word: str) -> bool:
    """Letters of two scripts in one word, a capital behind a small letter, or Latin letters mostly with accents."""
    scripts = {unicodedata.name(letter, "?").partition(" ")[0] for letter in word}
    turns = any(before.islower() and after.isupper() for before, after in pairwise(word))
    accents = sum(not letter.isascii() for letter in word)
    return len(scripts) > 1 or turns or (scripts == {"LATIN"} and accents * 2 > len(word) > 1)
