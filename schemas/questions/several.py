"""Several values in one cell: `vendor: 60; buyer: 40`, `150 EUR (duty); 22 EUR (VAT)`, one a line."""

from __future__ import annotations

import re
from typing import NamedTuple

from schemas.questions.typed_text import LONGEST, clean

MOST = 5
"""The values that one cell takes at the most."""
_BETWEEN = re.compile("[;；؛\n]")
_IN_PARENTHESES = re.compile(r"(.*?)[(（](.*)[)）]", re.DOTALL)


class Named(NamedTuple):
    """One of several values as it was typed, and the name of what it is of."""

    name: str
    text: str


def split(text: str) -> tuple[Named | None, ...]:
    """The values of `text` in order, each with its name; None where one is left empty.

    A value without a name has its number in the cell where there is more than one. As many as there are, which may
    be more than `MOST`.
    """
    pieces = [piece.strip() for piece in _BETWEEN.split(text)]
    while pieces and not clean(pieces[-1]):
        pieces.pop()
    several = sum(bool(clean(piece)) for piece in pieces) > 1
    return tuple(
        _named(piece, str(place) if several else "") if clean(piece) else None for place, piece in enumerate(pieces, 1)
    )


def _named(piece: str, otherwise: str) -> Named:
    first, colon, rest = piece.replace("：", ":").partition(":")
    name, text = (first.strip(), rest.strip()) if colon else ("", piece)
    inside = _IN_PARENTHESES.fullmatch(text)
    if inside and clean(text)[-3:] != "(e)":
        text = inside[1].strip()
        name = f"{name} ({inside[2].strip()})" if name else inside[2].strip()
    return Named(name or otherwise, text)


# --- the same as formulas --------------------------------------------------------------------
def steps(place: int) -> dict[str, str]:
    """The steps to the clean text of the value at `place`, 1 to `MOST`, without its name."""
    pieces = f'SUBSTITUTE(SUBSTITUTE({{clean}},CHAR(10),";"),";",REPT(" ",{LONGEST}))'
    named = f'IF(ISNUMBER(FIND(":",{{piece}})),TRIM(MID({{piece}},FIND(":",{{piece}})+1,{LONGEST})),{{piece}})'
    return {
        "piece": f"TRIM(MID({pieces},{(place - 1) * LONGEST + 1},{LONGEST}))",
        "named": named,
        "text": 'IF(AND(RIGHT({named},1)=")",RIGHT({named},3)<>"(e)",ISNUMBER(FIND("(",{named}))),'
        'TRIM(LEFT({named},FIND("(",{named})-1)),{named})',
    }


def rest() -> str:
    """The formula of what stands behind the last value that a cell takes."""
    pieces = f'SUBSTITUTE(SUBSTITUTE({{clean}},CHAR(10),";"),";",REPT(" ",{LONGEST}))'
    return f'SUBSTITUTE(TRIM(MID({pieces},{MOST * LONGEST + 1},{LONGEST * LONGEST}))," ","")'


def values(text: str, place: int) -> dict[str, str]:
    """What each of `steps` shows for the clean `text`."""
    pieces = re.split("[;\n]", text)
    piece = pieces[place - 1].strip(" ") if place <= len(pieces) else ""
    _, colon, behind = piece.partition(":")
    named = behind.strip(" ") if colon else piece
    inside = named.endswith(")") and not named.endswith("(e)") and "(" in named
    return {"piece": piece, "named": named, "text": named.partition("(")[0].strip(" ") if inside else named}


def rest_value(text: str) -> str:
    """What `rest` shows for the clean `text`."""
    pieces = re.split("[;\n]", text)[MOST:]
    return "".join(pieces).replace(" ", "")
