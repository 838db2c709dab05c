"""The headers of a letter, line for line: names and subjects of every script as encoded words (RFC 2047).

They are not left to Python's `email`, which folds them differently from one version to the next, and whose
words end in base64's padding: GMime 3.2, which mail readers on Linux stand on, takes that for the end of all.
"""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Iterator, Sequence

_WORD_BYTES = 45
"""What an encoded word holds at most: with `=?utf-8?b?` and `?=` it then has 72 of the 75 characters it may have."""
_LINE, _FOLD = 76, "\r\n "
_ATOMS = re.compile(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~ -]+")
"""A name that needs no quotes."""


def header(name: str, values: Sequence[str]) -> bytes:
    """The lines of the header `name`, one of `values` a line; raises ValueError for what would begin another header."""
    if any(re.search(r"[^\x20-\x7e]", value) for value in (name, *values)):
        raise ValueError(f"the header {name} would hold more than visible ASCII")
    return f"{name}: {_FOLD.join(values)}\r\n".encode("ascii")


def text_lines(text: str) -> list[str]:
    """The text of one line, such as a subject, as the lines of its header."""
    return _folded(text) if _is_plain(text) else list(_encoded_words(text))


def address_lines(addresses: Sequence[str], name: str = "") -> list[str]:
    """Addresses in ASCII as the lines of a header; `name` is that of the first, empty for none."""
    lines = list(addresses)
    if name:
        *before, last = [_phrase(name)] if _is_plain(name) else list(_encoded_words(name))
        lines[:1] = [*before, f"{last} <{lines[0]}>"]
    at = len(lines) - len(addresses)
    return [f"{line}," if at <= number < len(lines) - 1 else line for number, line in enumerate(lines)]


def _is_plain(text: str) -> bool:
    return text.isascii() and "=?" not in text


def _phrase(name: str) -> str:
    if _ATOMS.fullmatch(name):
        return name
    return '"' + re.sub(r'(["\\])', r"\\\1", name) + '"'


def _folded(text: str) -> list[str]:
    lines = [""]
    for word in text.split(" "):
        if lines[-1] and len(lines[-1]) + len(word) >= _LINE - len("Subject: "):
            lines.append(word)
        else:
            lines[-1] = f"{lines[-1]} {word}".strip()
    return lines


def _encoded_words(text: str) -> Iterator[str]:
    left = text
    while left:
        length = _word_length(left)
        yield f"=?utf-8?b?{b64encode(left[:length].encode('utf-8')).decode('ascii')}?="
        left = left[length:]


def _word_length(text: str) -> int:
    """How many characters of `text` the next encoded word takes.

    All of it where it fits; else so many that its base64 is not padded, up to the end of a word where there is one.
    """
    sizes, size = [0], 0
    for character in text:
        size += len(character.encode("utf-8"))
        if size > _WORD_BYTES:
            break
        sizes.append(size)
    if len(sizes) > len(text):
        return len(text)
    even = [length for length, size in enumerate(sizes) if size and size % 3 == 0]
    at_ends = [length for length in even if text[length - 1] == " " and length > len(sizes) // 2]
    return (at_ends or even or [len(sizes) - 1])[-1]
