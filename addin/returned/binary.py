"""What the binary formats .xls and .xlsb have in common: numbers in four bytes, codes of errors.

Source: Microsoft, [MS-XLS] 2.5.198 and 2.5.10, [MS-XLSB] 2.5.122 and 2.5.97.2.
"""

from __future__ import annotations

import math
import struct

from addin.returned.package import Position
from addin.returned.sheet_maker import SheetMaker

ERRORS = {
    0x00: "#NULL!",
    0x07: "#DIV/0!",
    0x0F: "#VALUE!",
    0x17: "#REF!",
    0x1D: "#NAME?",
    0x24: "#NUM!",
    0x2A: "#N/A",
    0x2B: "#GETTING_DATA",
}
_HUNDREDTHS, _INTEGER = 0x1, 0x2


def error_text(code: int) -> str:
    """What Excel shows for an error's code."""
    return ERRORS.get(code, f"#ERROR {code}")


def rk_number(value: int) -> float:
    """The number that is kept in four bytes, given as a signed integer."""
    if value & _INTEGER:
        number = float(value >> 2)
    else:
        number = float(struct.unpack("<d", struct.pack("<II", 0, value & 0xFFFF_FFFC))[0])
    return number / 100 if value & _HUNDREDTHS else number


def put_number(maker: SheetMaker, place: Position, number: float, style: int) -> None:
    """Put a number of eight bytes, which may be none."""
    if math.isfinite(number):
        maker.put_number(place, number, style)
    else:
        maker.put_error(place, str(number))
