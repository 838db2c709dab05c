"""Everything that is printed: what came from a file or a name never reaches a terminal as a command to it.

An officer's answer or the name of a file can hold what clears a screen, sets a window's title, plants a
link or turns the direction of what is read. A terminal shows a symbol in its place.
"""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Callable
from typing import TYPE_CHECKING, TextIO, TypeAlias

import click

from schemas.terminal.shown import with_addresses, without_credentials

if TYPE_CHECKING:
    # Loaded by whoever draws with it: most of what is printed are lines.
    from rich.console import Console

_CONTROLS = "\x00-\x09\x0b-\x1f\x7f-\x9f"
"""C0 but the line feed, DEL, C1."""
_DIRECTIONS = "\u202a-\u202e\u2066-\u2069"
"""Overrides, embeddings and isolates; the marks that Arabic sentences need turn nothing but themselves."""
_BREAKS = "\u0085\u2028\u2029"
_HALVES = "\ud800-\udfff"
_NOT_SHOWN = re.compile(f"[{_CONTROLS}{_DIRECTIONS}{_BREAKS}{_HALVES}]")
_TAKEN_FOR_A_TERMINAL = frozenset(["FORCE_COLOR", "TTY_COMPATIBLE"])
"""The variables of the environment by which rich is told so."""
Piece = tuple[str, str]
"""A part of a line, and the style that it is drawn in, such as `bold red`."""
LinePrinter: TypeAlias = "Callable[[*tuple[Piece, ...]], None]"
"""Prints a line of pieces."""
_SYMBOLS, _DELETE, _DELETE_SYMBOL, _REPLACEMENT = 0x2400, 0x7F, "\u2421", "\ufffd"


def printable(text: str) -> str:
    """`text` with a symbol in place of each character that a terminal would obey; line feeds stay.

    Where a local path in it stands for an address, the address is shown.
    """
    text = with_addresses(text)
    return text if text.isascii() and text.isprintable() else _NOT_SHOWN.sub(_symbol, text)


def line_of(text: str) -> str:
    """As `printable`, in one line: nobody's text can pass for a line of kpibook's own."""
    return printable(text).replace("\n", "\u240a")


def counted(number: int, word: str) -> str:
    """`1 file`, `2 files`; the word is one whose plural ends in s, or `info`, which has none."""
    return f"{number} {word}{'' if number == 1 or word == 'info' else 's'}"


def say(line: str, *, err: bool = False) -> None:
    """Print one line on stdout, or on stderr: there no address with what lets one in."""
    click.echo(line_of(without_credentials(line) if err else line), err=err)


def say_json(value: object) -> None:
    """Print a value as JSON, in which whatever a terminal would obey is escaped and stays what it is."""
    import json  # noqa: PLC0415 - few ask for it

    text = with_addresses(json.dumps(value, ensure_ascii=False, indent=2))
    click.echo(_NOT_SHOWN.sub(lambda match: f"\\u{ord(match[0]):04x}", text))


def say_usage(lines: str) -> None:
    """Print `lines`, which tell of a wrong usage and may repeat what was typed, on stderr."""
    # click indents the choices of an option by a tab, which nobody typed.
    indented = lines.rstrip("\n").replace("\n\t", "\n  ")
    click.echo(printable(without_credentials(indented)), err=True)


def console(*, stderr: bool = False, width: int | None = None, soft_wrap: bool = False) -> Console:
    """Where tables and coloured lines go: stdout, or stderr."""
    from schemas.terminal.safe_console import SafeConsole  # noqa: PLC0415 - rich is loaded where it draws

    return SafeConsole(highlight=False, stderr=stderr, width=width, soft_wrap=soft_wrap)


def is_drawn_on(stream: TextIO) -> bool:
    """Whether rich draws on `stream`: a terminal, or what somebody says is to be taken for one."""
    return stream.isatty() or not _TAKEN_FOR_A_TERMINAL.isdisjoint(os.environ)


def line_printer() -> LinePrinter:
    """What prints a line of pieces on stdout, however long, each in its style where styles are drawn."""
    if not is_drawn_on(sys.stdout):
        return lambda *pieces: click.echo(printable("".join(text for text, _ in pieces)))
    from rich.text import Text  # noqa: PLC0415 - as above

    shown = console(soft_wrap=True)
    return lambda *pieces: shown.print(Text.assemble(*pieces))


def replace_what_stdout_cannot_show() -> None:
    """Where a legacy code page has no such letter, another stands for it: a report never stops for one."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")


def _symbol(match: re.Match[str]) -> str:
    """A control character as its symbol (␇), anything else as the replacement character (�)."""
    code = ord(match[0])
    if code < ord(" "):
        return chr(_SYMBOLS + code)
    return _DELETE_SYMBOL if code == _DELETE else _REPLACEMENT
