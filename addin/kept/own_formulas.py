"""Which formulas of people's own may stand in the next result, and how they read there.

A formula that names a sheet, a table or a column that is not there makes Excel repair the workbook, and
one that reaches out of it is never carried: what it showed stands instead.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from openpyxl.formula import Tokenizer
from openpyxl.formula.tokenizer import Token

_OUTSIDE = frozenset(
    {"WEBSERVICE", "RTD", "CALL", "REGISTER", "REGISTER.ID", "EXEC", "EVALUATE", "SQL.REQUEST", "IMAGE", "DDE"}
)
"""Functions that reach out of the workbook, or run what is not in it."""
_TABLE = re.compile(r"(?P<table>[^\[\]!'|]*)\[(?P<inside>.*)\]", re.DOTALL)
_PART = re.compile(r"\[((?:'.|[^\[\]'])*)\]")
_ADDRESS = re.compile(
    r"\$?[A-Za-z]{1,3}\$?\d+(?::\$?[A-Za-z]{1,3}\$?\d+)?|\$?\d+:\$?\d+|\$?[A-Za-z]{1,3}:\$?[A-Za-z]{1,3}"
)
_SHEET = re.compile(r"(?:'(?P<quoted>(?:[^']|'')*)'|(?P<plain>[^'!\[\]|]+))!(?P<rest>.+)", re.DOTALL)


@dataclass(frozen=True)
class There:
    """What a formula may name in the next result."""

    tables: Mapping[str, Collection[str]]
    """The headings of each table, both in lower case."""
    own_sheets: Mapping[str, str]
    """What each sheet of people's own is called there, by what it was called."""
    our_sheets: frozenset[str] = frozenset()
    """The titles of ours."""
    names: frozenset[str] = frozenset()
    """The defined names that are carried, in lower case."""
    own_tables: Mapping[str, str] = field(default_factory=dict)
    """What each table of people's own is called there, by what it was called."""


class NotCarriedError(Exception):
    """A formula that may not stand in the next result."""


def carried(formula: str, there: There, *, beside: bool = False) -> tuple[str, bool]:
    """`formula` as it reads in the next result, and whether it points at cells of ours by their address.

    `beside` says that it stands beside a row of ours, which moves: then no address may be in it but one on
    people's own sheets. Raises `NotCarriedError` where it may not stand there.
    """
    try:
        tokens = Tokenizer(formula).items
    except Exception as error:
        raise NotCarriedError from error  # what is no formula makes of a tokenizer any error at all
    points = False
    for token in tokens:
        if token.type == Token.FUNC and token.subtype == Token.OPEN:
            _check_function(token.value)
        elif token.type == Token.OPERAND and token.subtype == Token.RANGE:
            token.value, at_ours = _reference(token.value, there, beside=beside)
            points = points or at_ours
    return "=" + "".join(token.value for token in tokens), points


def _check_function(opened: str) -> None:
    name = opened.rstrip("(").strip().upper().removeprefix("_XLFN.").removeprefix("_XLWS.")
    if name in _OUTSIDE or "!" in name or "[" in name or "|" in name:
        raise NotCarriedError


def _reference(said: str, there: There, *, beside: bool) -> tuple[str, bool]:
    if "|" in said:  # DDE, or a heading that looks like it
        raise NotCarriedError
    if (on_sheet := _SHEET.fullmatch(said)) is not None:
        return _on_sheet(on_sheet, there, beside=beside)
    if (in_table := _TABLE.fullmatch(said)) is not None:
        return _in_table(in_table, there), False
    if _ADDRESS.fullmatch(said):
        if beside:
            raise NotCarriedError
        return said, False
    if said.lower() not in there.names and said.upper() not in {"TRUE", "FALSE"}:
        raise NotCarriedError
    return said, False


def _on_sheet(found: re.Match[str], there: There, *, beside: bool) -> tuple[str, bool]:
    title = found["plain"] if found["quoted"] is None else found["quoted"].replace("''", "'")
    titles = {old.casefold(): new for old, new in there.own_sheets.items()}
    if not _ADDRESS.fullmatch(found["rest"]):
        raise NotCarriedError
    if title.casefold() in titles:
        quoted = titles[title.casefold()].replace("'", "''")
        return f"'{quoted}'!{found['rest']}", False
    if beside or title.casefold() not in {each.casefold() for each in there.our_sheets}:
        raise NotCarriedError
    return found[0], True


def _in_table(found: re.Match[str], there: There) -> str:
    table, inside = found["table"], found["inside"]
    headings = there.tables.get(table.lower()) if table else None
    if headings is None:
        raise NotCarriedError
    parts = _PART.findall(inside) or ([inside] if inside else [])
    for part in parts:
        heading = re.sub(r"'(.)", r"\1", part, flags=re.DOTALL)
        if not part.startswith("#") and heading.lower() not in headings:
            raise NotCarriedError
    new = next((new for old, new in there.own_tables.items() if old.lower() == table.lower()), table)
    return f"{new}[{inside}]"
