"""Text that an Excel cell shows exactly as it was written, and never runs.

Three things stand between a text and its cell: characters that XML does not allow, escapes such
as `_x0041_` that Excel would decode, and Excel's limit of characters in a cell.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from schemas.excel.excel_limits import CELL_TEXT_LENGTH

_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_ESCAPE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
_BARE_ESCAPE = re.compile(r"(?<!_x005F)_(?=x(?!005F_)[0-9A-Fa-f]{4}_)")
_RUNS = ("=", "+", "-", "@", "'", "\t")
_CUT = " … [cut: Excel shows no more than {limit:,} characters in a cell; `--tables` gives all {length:,}]"


class CellText(NamedTuple):
    """A text ready for a cell."""

    xml: str
    """The text as the file has it, escapes escaped."""
    quoted: bool
    """True where Excel would take it for something else, should somebody type it again."""
    cut: bool
    """True where only a part fits; the text then ends by saying so."""


def cell_text(text: str) -> CellText:
    """`text` made fit for a cell: what cannot be written is shown as a symbol, nothing is lost in silence."""
    shown = visible(text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text)
    cut = 2 * len(shown) > CELL_TEXT_LENGTH and units(shown) > CELL_TEXT_LENGTH
    if cut:
        note = _CUT.format(limit=CELL_TEXT_LENGTH, length=units(shown))
        shown = _first_units(shown, CELL_TEXT_LENGTH - units(note)) + note
    return CellText(_ESCAPE.sub("_x005F_", shown), shown.startswith(_RUNS), cut)


def exact(text: str) -> str:
    """`text` as the file has it, for Excel to show it as it is; its length is the caller's to watch."""
    return _ESCAPE.sub("_x005F_", visible(text.replace("\r\n", "\n").replace("\r", "\n")))


def escaped(text: str) -> str:
    """A text that was read from a cell as a file has it: what looks like an escape, and is none yet, is escaped.

    What reads a workbook takes some escapes away and leaves others as they are.
    """
    return _BARE_ESCAPE.sub("_x005F_", visible(text))


def shortened(text: str, limit: int = CELL_TEXT_LENGTH) -> str:
    """`text`, which ends in an ellipsis where it has more than `limit` UTF-16 units: for what is only shown."""
    return text if units(text) <= limit else _first_units(text, limit - 2) + " …"


def visible(text: str) -> str:
    """`text` with a symbol in place of each character that XML does not allow."""
    return _NOT_XML.sub(_symbol, text)


def units(text: str) -> int:
    """The length of `text` as Excel counts it: in UTF-16 code units."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le", "surrogatepass")) // 2


def _first_units(text: str, count: int) -> str:
    """The beginning of `text`, `count` UTF-16 units at most; half a character is left out."""
    return text.encode("utf-16-le")[: 2 * count].decode("utf-16-le", "ignore")


def _symbol(match: re.Match[str]) -> str:
    """A control character as its symbol (␇), anything else as the replacement character (�)."""
    code = ord(match[0])
    return chr(0x2400 + code) if code < 0x20 else "\ufffd"
