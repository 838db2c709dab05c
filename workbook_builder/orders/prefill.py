"""Last year's answers for this year's templates: whose there are, and what has no place any more."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from schemas.database_address import Place
from schemas.definition import Definition
from schemas.errors import Refusal, naming
from schemas.loading.crosswalks import crosswalk_between
from schemas.loading.spoken import load_spoken
from schemas.messages.message import Message, together
from schemas.years.carrying import NotCarried, as_last_year, carry
from schemas.years.crosswalk import Change, Crosswalk
from schemas.years.last_year import LastYear
from schemas.years.member_answers import MemberAnswers, Past

_AND = Message(" and ")
_CHANGES = {
    Change.REWORDED: Message("worded anew"),
    Change.SPLIT: Message("asked separately"),
    Change.MERGED: Message("asked together"),
}
_NAMELESS = Message("a workbook that names no Member")
HEADINGS = ("Member", "file", "sheet", "cell", "name", "answer", "reason", "asked_now")


class Left(NamedTuple):
    """An answer of a Member's last year that has no place beside this year's inputs."""

    member: str
    file: str
    what: NotCarried


@dataclass(frozen=True)
class Prefill:
    """Last year's answers in the numbering of this year's edition."""

    year: int
    members: Mapping[str, LastYear]
    """By ISO 3166-1 alpha-3."""
    left: tuple[Left, ...]
    crosswalks: tuple[Crosswalk, ...]
    """From each older edition that answers came from."""
    beside: Mapping[str, MemberAnswers] = field(default_factory=dict)
    """The Members beside whose answers something was written, which a sheet of their workbook lists."""
    unused: tuple[str, ...] = ()
    """The files whose answers nobody sees: they name no Member, or could not be read."""

    def sentences(self) -> Iterator[str]:
        """What is not shown, and what became of last year's questions, a line each."""
        if self.unused:
            yield Message(
                "Not shown to anybody, since no Member or no answers could be read: {files}.",
                files=", ".join(self.unused),
            )
        for crosswalk in self.crosswalks:
            for change in _changes(crosswalk):
                yield Message("Edition {old} to {new}: {change}.", old=crosswalk.old, new=crosswalk.new, change=change)

    def table(self) -> bytes:
        """The answers that have no place, as CSV in UTF-8."""
        text = io.StringIO()
        writer = csv.writer(text, lineterminator="\r\n")
        writer.writerow(HEADINGS)
        for left in self.left:
            given, slot = left.what.given, left.what.slot
            answer = f"'{given.text}" if given.text.startswith(("=", "+", "-", "@", "\t")) else given.text
            place = (left.file, given.sheet, given.cell, slot.name)
            writer.writerow((left.member, *place, answer, left.what.why.value, " ".join(left.what.places)))
        return text.getvalue().encode("utf-8-sig")


def prefill_of(past: Past, place: Place, definition: Definition, year: int, member: str | None) -> Prefill:
    """The answers `past`, which stand in `place`, for the templates of `definition` and `year`.

    Those of `member` only, or of all. Raises `Refusal` where there are none to show, they are not of
    an earlier year, or the folder holds another Member's file while one Member was named.
    """
    past.check_before(year, place)
    if member is not None:
        _only_of(member, past, place)
    members = {code: answers for code, answers in past.members.items() if member in (None, code)}
    last, left = {}, []
    crosswalks: dict[str, Crosswalk] = {}
    for code, answers in sorted(members.items()):
        with naming(Message("with the answers of {code} in {file}", code=code, file=answers.file)):
            crosswalk = crosswalks.setdefault(
                answers.edition, crosswalk_between(answers.edition, definition.edition.edition)
            )
            old = _definition_of(answers)
            last[code] = as_last_year(answers, old, definition, crosswalk)
            left += [Left(code, answers.file, what) for what in carry(answers, old, definition, crosswalk).left]
    older = tuple(crosswalk for crosswalk in crosswalks.values() if crosswalk.old != crosswalk.new)
    nameless = tuple(file for file, country in past.returned.items() if country is None)
    beside = {code: answers for code, answers in members.items() if answers.remarks}
    return Prefill(past.year, last, tuple(left), older, beside, (*nameless, *past.unread))


def _only_of(member: str, past: Past, place: Place) -> None:
    for file, country in past.returned.items():
        if country != member:
            whose = Message("the workbook of {country}", country=country) if country else _NAMELESS
            raise Refusal(
                "{place} holds {whose} ({file}): take it out, or make templates for all with --all-members.",
                place=place,
                whose=whose,
                file=file,
            )
    if member not in past.members:
        raise Refusal(
            "{place} holds no answers of {member}: leave out --prefill for a template without them.",
            place=place,
            member=member,
        )


def _definition_of(answers: MemberAnswers) -> Definition:
    return load_spoken(answers.edition, answers.language)


def _changes(crosswalk: Crosswalk) -> Iterator[Message]:
    """What is not the same any more, by kind of change."""
    by_change: dict[Change, list[Message]] = {}
    for link in crosswalk.indicators:
        olds, news = (together(numbers, by=_AND) for numbers in (link.olds, link.news))
        by_change.setdefault(link.change, []).append(Message("{olds} as {news}", olds=olds, news=news))
    for change, said in _CHANGES.items():
        if change in by_change:
            yield Message("{change}: {listed}", change=said, listed=together(by_change[change], by=", "))
    new = [number for link in crosswalk.indicators if link.change is Change.NEW for number in link.news]
    dropped = [number for link in crosswalk.indicators if link.change is Change.DROPPED for number in link.olds]
    if new:
        yield Message("new: {listed}", listed=", ".join(new))
    if dropped:
        yield Message("no longer asked: {listed}", listed=", ".join(dropped))
