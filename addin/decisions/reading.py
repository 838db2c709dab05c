"""Reads the ledger of decisions: all of its mistakes are named, and with one of them nothing is run."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from addin.decisions.decision import Action, Decision
from addin.decisions.heading import ALLOWED, ALWAYS, HEADINGS, NEEDED
from addin.decisions.ledger import Ledger
from addin.decisions.ledger_file import Line, read_lines
from addin.decisions.themed import themed_indicators
from schemas.definition import Definition
from schemas.errors import Refusal
from schemas.findings import Code
from schemas.layout.places import Slot
from schemas.loading.loader import editions, load_definition
from schemas.loading.themes import ENGLISH, NO_THEME, theme_titles, themes_meant
from schemas.messages.message import CountedMessage, Message
from schemas.questions import FIRST_YEAR, LAST_YEAR, question_of
from schemas.questions.countries import meant_by, member_called
from schemas.questions.numbers import whole

NOT_WAIVED = frozenset(
    {
        *(Code.UNREADABLE_FILE, Code.NOT_A_KPI_WORKBOOK, Code.ENCRYPTED_FILE, Code.UNKNOWN_EDITION),
        *(Code.COUNTRY_DIFFERS, Code.COUNTRY_MISSING, Code.COUNTRY_UNKNOWN),
    }
)
"""Findings that say that nobody knows whose a file is, or what it says: no waiver tells that."""
_SHOWN = 60


class LedgerMistakes(Refusal):
    """A ledger with mistakes, each a sentence of `details`, in the order of its rows."""


def read(path: Path, *, year: int | None = None) -> Ledger:
    """The decisions in the ledger at `path`; `year` is the season asked for, None where it is not known yet.

    Raises `Refusal` where it is no ledger, and `LedgerMistakes`, with a sentence for each, where a row is wrong.
    """
    decisions, mistakes = [], []
    for line in read_lines(path):
        wrong = [Message("Row {row}: {what}", row=line.row, what=what) for what in _mistakes(line, year)]
        mistakes += wrong
        if not wrong:
            decisions.append(_decision(line))
    if mistakes:
        said = CountedMessage(
            "{path} has {count} mistake; nothing is run until they are put right:",
            "{path} has {count} mistakes; nothing is run until they are put right:",
            count=len(mistakes),
            path=path,
        )
        raise LedgerMistakes(said, *mistakes)
    return Ledger(tuple(decisions), path)


def _decision(line: Line) -> Decision:
    """The decision in a row without a mistake."""
    cells = line.cells
    return Decision(
        row=line.row,
        date=_date(line) or dt.date.min,
        by=line.text("by"),
        country=_member(line),
        year=_year(line),
        action=Action(line.text("action").casefold()),
        name=_name(line),
        code=Code(line.text("code").casefold()) if "code" in cells else None,
        value=cells.get("value"),
        file=line.text("file"),
        reason=line.text("reason"),
    )


# --- what is wrong with a row --------------------------------------------------------------------
def _mistakes(line: Line, year: int | None) -> Iterator[str]:
    """What is wrong with a row, a sentence each."""
    for heading, formula in line.formulas.items():
        yield Message("{heading} is not a text but {text}: type what it shows.", heading=heading, text=_quoted(formula))
    whole_cells = [heading for heading in HEADINGS if heading not in line.formulas]
    for heading in ALWAYS:
        if heading in whole_cells and heading not in line.cells:
            yield Message("{heading} is empty, and every decision has one.", heading=heading)
    checks = {"date": _wrong_date, "country": _wrong_country, "action": _wrong_action}
    checks |= {"name": _wrong_name, "code": _wrong_code}
    for heading, check in checks.items():
        if heading in whole_cells and heading in line.cells:
            yield from check(line)
    if "year" in line.cells and "year" in whole_cells:
        yield from _wrong_year(line, year)
    if _action(line) is not None:
        yield from _wrong_columns(line)


def _wrong_date(line: Line) -> Iterator[str]:
    if _date(line) is None:
        yield Message("{text} is no date that can be only one day: write 2026-03-31.", text=_quoted(line.text("date")))


def _wrong_country(line: Line) -> Iterator[str]:
    text = line.text("country")
    if not _member(line):
        several = meant_by(text, _english())
        if several:
            yield Message(
                "{text} can be {several}: write the whole name, or the three-letter code.",
                text=_quoted(text),
                several=" or ".join(several),
            )
        else:
            yield Message(
                "{text} is no Member of the WCO: write its name, or its code such as KEN.", text=_quoted(text)
            )


def _wrong_action(line: Line) -> Iterator[str]:
    if _action(line) is None:
        yield Message(
            "{text} is no action: choose one of {known}.", text=_quoted(line.text("action")), known=", ".join(Action)
        )


def _wrong_name(line: Line) -> Iterator[str]:
    name, action = _name(line), _action(line)
    if name in themed_indicators() and action in {Action.CORRECT, None}:
        yield from _wrong_themes(line)
    elif name not in _named_cells():
        yield Message(
            "{text} is no cell of the questionnaire: choose its name from the list, such as level_1_1.",
            text=_quoted(name),
        )
    elif action is Action.CORRECT and name not in _inputs():
        yield Message("{name} is a cell with a formula: correct what it is made from.", name=name)
    elif action is Action.CORRECT and name == "country":
        yield from _wrong_new_member(line)


def _wrong_themes(line: Line) -> Iterator[str]:
    if "value" in line.cells:
        for unknown in themes_meant(line.text("value")).unknown:
            known = ", ".join(theme_titles(ENGLISH))
            yield Message(
                "{text} is no theme: write {no_theme} alone, or some of {known}, with ; between two.",
                text=_quoted(unknown),
                no_theme=NO_THEME,
                known=known,
            )


def _wrong_new_member(line: Line) -> Iterator[str]:
    """A file is told whose it is by name; the Member decided on is the one that it is to be."""
    if "file" not in line.cells:
        yield Message("to correct the country, name the file in which it is wrong.")
    if "value" in line.cells and member_called(line.text("value"), _english()) != _member(line):
        yield Message(
            "the value {text} is not the Member under country: write there whose the file is.",
            text=_quoted(line.text("value")),
        )


def _wrong_code(line: Line) -> Iterator[str]:
    code = line.text("code").casefold()
    if code not in set(Code):
        yield Message(
            "{code} is no code of a finding: choose it from the list, such as answer-missing.", code=_quoted(code)
        )
    elif _action(line) is Action.WAIVE and code in NOT_WAIVED:
        yield Message("{code} cannot be waived: accept, correct or exclude the file.", code=code)


def _wrong_year(line: Line, asked: int | None) -> Iterator[str]:
    found = _year(line)
    if found is None:
        yield Message(
            "{text} is no year of the questionnaire: write one from {first} to {last}.",
            text=_quoted(line.text("year")),
            first=FIRST_YEAR,
            last=LAST_YEAR,
        )
    elif asked is not None and found != asked:
        yield Message("it is decided on {found}, but {asked} is asked for.", found=found, asked=asked)


def _wrong_columns(line: Line) -> Iterator[str]:
    """What an action lacks, and what it would pass over in silence."""
    action = Action(line.text("action").casefold())
    needed, filled = NEEDED[action], {*line.cells, *line.formulas}
    for heading in needed:
        if heading not in filled:
            yield Message("{heading} is empty, and {action} needs it.", heading=heading, action=action)
    for heading in HEADINGS:
        if heading in filled and heading not in {*ALWAYS, "year", *needed, *ALLOWED[action]}:
            yield Message(
                "{action} takes no {heading}: clear it, or choose another action.", action=action, heading=heading
            )


# --- what stands in a cell -----------------------------------------------------------------------
def _date(line: Line) -> dt.date | None:
    if "date" not in line.cells:
        return None
    value = question_of(_slot("submission_date"), _english()).parse(
        line.cells["date"], _slot("submission_date"), _english()
    )
    return value.value if isinstance(value.value, dt.date) else None


def _member(line: Line) -> str:
    """ISO 3166-1 alpha-3 of the Member; empty where it is none."""
    return member_called(line.text("country"), _english()) if "country" in line.cells else ""


def _action(line: Line) -> Action | None:
    text = line.text("action").casefold()
    return Action(text) if text in set(Action) and "action" not in line.formulas else None


def _name(line: Line) -> str:
    """The name of a cell, without the words that the list shows behind it."""
    return next(iter(line.text("name").replace(":", " ").split()), "").casefold()


def _year(line: Line) -> int | None:
    text = line.text("year")
    year = whole(line.cells.get("year", "")) if not text.isdecimal() else int(text[:9])
    return year if year is not None and FIRST_YEAR <= year <= LAST_YEAR else None


def _quoted(text: str) -> str:
    line = " ".join(text.split())
    return f"“{line if len(line) <= _SHOWN else line[: _SHOWN - 1] + '…'}”"


# --- what there is to name -----------------------------------------------------------------------
def _english() -> Definition:
    return load_definition()


def _slot(name: str) -> Slot:
    return _english().layout.slots[name]


@cache
def _inputs() -> frozenset[str]:
    """The input cells of every edition, by name."""
    return frozenset(name for edition in editions() for name in load_definition(edition).with_last_year.layout.slots)


@cache
def _named_cells() -> frozenset[str]:
    """All cells that a finding may name."""
    drawn = (load_definition(edition).with_last_year.layout for edition in editions())
    return frozenset(name for layout in drawn for name in layout.places)
