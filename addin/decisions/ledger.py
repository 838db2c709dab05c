"""The ledger of decisions as a whole: asked for the decisions of one kind, of one Member, on one file."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from addin.decisions.decision import Action, Decision, Effect
from schemas.errors import Refusal
from schemas.messages.message import CountedMessage, Message


@dataclass(frozen=True, slots=True)
class Settled:
    """A decision, and what became of it."""

    decision: Decision
    effect: Effect = Effect.NOT_MATCHED
    before: str = ""
    """What was there before: a cell's text, a status, severities, or the file that counted."""


def effects_told(decisions: Sequence[Settled]) -> Iterator[Message]:
    """What became of `decisions`, in plain words, a line each; nothing where there are none."""
    if decisions:
        count = Counter(settled.effect for settled in decisions)
        yield Message(
            "Decisions: {applied} applied, {not_needed} not needed, {not_matched} not matched.",
            applied=count[Effect.APPLIED],
            not_needed=count[Effect.NOT_NEEDED],
            not_matched=count[Effect.NOT_MATCHED],
        )
    for settled in decisions:
        if settled.effect is Effect.NOT_MATCHED:
            decision = settled.decision
            on = " ".join(f"“{text}”" for text in (decision.name, decision.file) if text)
            yield Message(
                "Not matched: row {row}, {action} {on}for {country}: there is no such file or cell that counts.",
                row=decision.row,
                action=decision.action,
                on=f"{on} " if on else "",
                country=decision.country,
            )


@dataclass(frozen=True, slots=True)
class Ledger:
    """Decisions, none of them with a mistake."""

    decisions: tuple[Decision, ...]
    """In the order of their rows."""
    path: Path | None = None
    """Where it was read from."""

    def check_year(self, year: int | None) -> None:
        """Raise `Refusal`, which names the rows, where a decision is on another season than `year`."""
        wrong = [str(d.row) for d in self.decisions if year is not None and d.year not in (None, year)]
        if wrong:
            raise Refusal(
                "{ledger}, {rows}: decided on another year than {year}. Nothing was run.",
                ledger=self.path or Message("The ledger"),
                rows=CountedMessage("row {rows}", "rows {rows}", count=len(wrong), rows=", ".join(wrong)),
                year=year,
            )

    def by_date(self, *actions: Action) -> Iterator[Decision]:
        """The decisions with one of `actions`, the latest last: where two meet, it wins."""
        yield from sorted((d for d in self.decisions if d.action in actions), key=lambda d: d.order)

    def on_file(self, country: str, file: str, *actions: Action) -> tuple[Decision, ...]:
        """The decisions with one of `actions` on the Member's `file`, a path or a name, the latest last.

        For whoever has one file at hand: its corrections, for `correcting.corrected`, or its waivers.
        """
        return tuple(
            decision
            for decision in self.by_date(*actions)
            if decision.country == country and (not decision.file or file_meant(decision.file, (file,)))
        )


def file_meant(typed: str, names: Iterable[str]) -> str | None:
    """Which of `names`, paths below a folder, was `typed`: the path, or a name that only one of them has."""
    names, wanted = tuple(names), _plain(typed)
    same = [name for name in names if _plain(name) == wanted]
    if not same:
        same = [name for name in names if PurePosixPath(_plain(name)).name == wanted]
    if not same:
        same = [name for name in names if PurePosixPath(_plain(name)).name.casefold() == wanted.casefold()]
    return same[0] if len(same) == 1 else None


def _plain(path: str) -> str:
    """A path as it is compared: macOS takes accents apart, Windows has other slashes."""
    return unicodedata.normalize("NFC", path.replace("\\", "/").removeprefix("./"))
