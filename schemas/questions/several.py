"""Several values in one cell: `vendor: 60; buyer: 40`, `150 EUR (duty); 22 EUR (VAT)`, one a line."""

from __future__ import annotations

import re
from typing import NamedTuple

from schemas.definition import Definition
from schemas.questions.in_words import estimate_asides
from schemas.questions.typed_text import LONGEST, clean, without_digits_formula

MOST = 5
"""The values that one cell takes at the most."""
_BETWEEN = re.compile("[;；؛\n]")
_IN_PARENTHESES = re.compile(r"(.*?)[(（](.*)[)）]", re.DOTALL)
_IN_NUMBERS = " .,'%/-"
"""What stands in numbers beside digits. A number is no name: `60:40` is a ratio, and `60 (2024)` of another year."""


class Named(NamedTuple):
    """One of several values as it was typed, and the name of what it is of."""

    name: str
    text: str


def split(text: str, definition: Definition) -> tuple[Named | None, ...]:
    """The values of `text` in order, each with its name; None where one is left empty.

    A value without a name has its number in the cell where there is more than one. As many as there are, which may
    be more than `MOST`.
    """
    pieces = [piece.strip() for piece in _BETWEEN.split(text)]
    while pieces and not clean(pieces[-1]):
        pieces.pop()
    several = sum(bool(clean(piece)) for piece in pieces) > 1
    return tuple(
        _named(piece, place, str(place) if several else "", definition) if clean(piece) else None
        for place, piece in enumerate(pieces, 1)
    )


def _named(piece: str, place: int, otherwise: str, definition: Definition) -> Named:
    first, colon, rest = piece.replace("：", ":").partition(":")
    named = colon and _is_name(clean(first), place)
    name, text = (first.strip(), rest.strip()) if named else ("", piece)
    inside = _IN_PARENTHESES.fullmatch(text)
    if inside and not clean(text).endswith(estimate_asides(definition)) and not _is_number(clean(inside[2])):
        text = inside[1].strip()
        name = f"{name} ({inside[2].strip()})" if name else inside[2].strip()
    return Named(name or otherwise, text)


def _is_name(first: str, place: int) -> bool:
    """Whether `first`, which is clean and stands before a colon, names the value at `place`: its place may."""
    return first in {"", str(place)} or not _is_number(first)


def _is_number(text: str) -> bool:
    return bool(text) and not text.strip(_IN_NUMBERS + "0123456789")


# --- the same as formulas --------------------------------------------------------------------
_PIECES = f'SUBSTITUTE(SUBSTITUTE({{clean}},CHAR(10),";"),";",REPT(" ",{LONGEST}))'
"""The clean text with so much space between its values that each is cut out by its place."""


def steps(place: int) -> dict[str, str]:
    """The steps to the clean text of the value at `place`, 1 to `MOST`, without its name."""
    behind = f'TRIM(MID({{piece}},FIND(":",{{piece}})+1,{LONGEST}))'
    is_name = f'OR({{label}}="",{{label}}="{place}",{_without_numbers("{label}")}<>"")'
    aside = "SUMPRODUCT(--(RIGHT({named},LEN(estimate_aside_list))=estimate_aside_list))"
    return {
        "piece": f"TRIM(MID({_PIECES},{(place - 1) * LONGEST + 1},{LONGEST}))",
        "label": 'IF(ISNUMBER(FIND(":",{piece})),TRIM(LEFT({piece},FIND(":",{piece})-1)),"")',
        "named": f'IF(ISNUMBER(FIND(":",{{piece}})),IF({is_name},{behind},{{piece}}),{{piece}})',
        "aside": f'IF(AND(RIGHT({{named}},1)=")",ISNUMBER(FIND("(",{{named}})),{aside}=0),'
        'MID({named},FIND("(",{named})+1,LEN({named})-FIND("(",{named})-1),"")',
        "text": f'IF(OR({_without_numbers("{aside}")}<>"",AND({{aside}}="",RIGHT({{named}},2)="()")),'
        'TRIM(LEFT({named},FIND("(",{named})-1)),{named})',
    }


def _without_numbers(text: str) -> str:
    """The formula `text` without all that stands in numbers."""
    without = without_digits_formula(text)
    for mark in _IN_NUMBERS:
        without = f'SUBSTITUTE({without},"{mark}","")'
    return without


def rest() -> str:
    """The formula of what stands behind the last value that a cell takes."""
    return f'SUBSTITUTE(TRIM(MID({_PIECES},{MOST * LONGEST + 1},{LONGEST * LONGEST}))," ","")'


def values(text: str, place: int, definition: Definition) -> dict[str, str]:
    """What each of `steps` shows for the clean `text`."""
    pieces = re.split("[;\n]", text)
    piece = pieces[place - 1].strip(" ") if place <= len(pieces) else ""
    before, colon, behind = piece.partition(":")
    label = before.strip(" ") if colon else ""
    named = behind.strip(" ") if colon and _is_name(label, place) else piece
    opens = named.find("(")
    has_aside = opens >= 0 and named.endswith(")") and not named.endswith(estimate_asides(definition))
    aside = named[opens + 1 : -1] if has_aside else ""
    cut = has_aside and not _is_number(aside)
    return {
        "piece": piece,
        "label": label,
        "named": named,
        "aside": aside,
        "text": named[:opens].strip(" ") if cut else named,
    }


def rest_value(text: str) -> str:
    """What `rest` shows for the clean `text`."""
    pieces = re.split("[;\n]", text)[MOST:]
    return "".join(pieces).replace(" ", "")
