"""Text in whatever encoding Excel saves it: Unicode, or a code page of Windows, which names itself nowhere.

What can be read in one way only is read; what is unclear is refused, never guessed.
"""

from __future__ import annotations

import re
import unicodedata

from schemas.messages.message import Message

_CODE_PAGES = {"cp1252": "Windows-1252", "cp1251": "Windows-1251", "cp1256": "Windows-1256", "cp1250": "Windows-1250"}
"""The code pages of the six languages' computers, and of Central Europe; what western ones can read is western."""
_WORD = re.compile(r"[^\W\d_]+(?:[^\W\d_]|[\u0300-\u036f\u064b-\u0655])*")
_GLUED = re.compile(r"[£¥¯¹³¼¾][^\W\d_]|[^\W\d_][£¥¯¹³¼¾]")
"""What letters of Central Europe become in the western code page."""


def decoded(data: bytes) -> tuple[str, str]:
    """`data` as text, and the code page that was assumed for it; empty where nothing was.

    Raises ValueError, which says what is wrong as a clause, where it is no text, or can be several.
    """
    text, assumed = _decoded(data)
    if "\0" in text:
        raise ValueError(Message("is no text"))
    return text, assumed


def _decoded(data: bytes) -> tuple[str, str]:
    for mark, encoding in ((b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"), (b"", "utf-8-sig")):
        if data.startswith(mark):
            try:
                return data.decode(encoding), ""
            except UnicodeDecodeError:
                if mark:
                    raise ValueError(Message("is not whole")) from None
    read = [(text, name) for page, name in _CODE_PAGES.items() if (text := _in_page(data, page)) is not None]
    western = [each for each in read if each[1] == _CODE_PAGES["cp1252"]]
    if len({text for text, _ in read}) == 1 or western:
        return (western or read)[0]
    raise ValueError(Message("is in an encoding that cannot be told for sure"))


def _in_page(data: bytes, page: str) -> str | None:
    """`data` as a text of code page `page`; None where it makes no words of one script each."""
    try:
        text = data.decode(page)
    except UnicodeDecodeError:
        return None
    is_text = all(char in "\r\n\t" or unicodedata.category(char) != "Cc" for char in text)
    is_text = is_text and not _GLUED.search(text)
    return text if is_text and all(map(_is_word, _WORD.findall(text))) else None


def _is_word(word: str) -> bool:
    """Whether `word` can stand in a language: letters of one script, and not one accent beside the other."""
    scripts = {unicodedata.name(letter, "").split(" ")[0] for letter in word} - {"COMBINING", "MASCULINE", "FEMININE"}
    if scripts == {"LATIN"}:
        return len(word) < 3 or any(letter.isascii() for letter in word)
    return len(scripts) <= 1 and (word.isupper() or word[1:] == word[1:].lower())
