"""The headers of a letter, line for line: names and subjects of every script as encoded words (RFC 2047).

They are not left to Python's `email`, which folds them differently from one version to the next, and whose
words end in base64's padding: GMime 3.2, which mail readers on Linux stand on, takes that for the end of all.
"""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Iterator, Sequence

_LINE, _FOLD = 76, "\r\n "
"""Characters of a line with encoded words, at most."""
_WORD_BYTES = 39
"""What an encoded word holds at most: with `=?utf-8?b?` and `?=` it has 64 characters, and `Subject: ` before it."""
_ATOMS = re.compile(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~ -]+")
"""A name that needs no quotes."""

_FEW = 4
"""Characters of a word that stands in the other encoding, since no number of them would do."""


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
        address = f"<{lines[0]}>"
        lines[:1] = [f"{_phrase(name)} {address}"] if _is_plain(name) else [*_encoded_words(name), address]
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
        word, encoding = left[: length or _FEW].encode("utf-8"), "b" if length else "q"
        inside = b64encode(word).decode("ascii") if length else "".join(f"={byte:02X}" for byte in word)
        yield f"=?utf-8?{encoding}?{inside}?="
        left = left[length or _FEW :]


def _word_length(text: str) -> int:
    """How many characters of `text` the next encoded word takes: all of it where it fits.

    Else so many that its base64 is not padded, up to the end of a word where there is one; 0 where no number is such.
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
    return max(at_ends or even, default=0)
