"""A returned workbook's answers on their way into another edition or language."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from addin.regenerate.conflicts import conflict_sheet
from addin.regenerate.rebuilt import rebuild
from addin.regenerate.workbook_answers import ReadWorkbook
from schemas.definition import Definition
from schemas.excel.note_sheet import NoteLine, NoteSheet
from schemas.layout import names
from schemas.loading.asked import check_language
from schemas.loading.crosswalks import crosswalk_between
from schemas.loading.spoken import load_spoken
from schemas.messages.message import CountedMessage, Message
from schemas.sentences.asked_text import what_is_asked
from schemas.services import BuildWorkbook, Built
from schemas.years.carrying import NotCarried, carry, carry_last_year
from schemas.years.member_answers import Conflict, Given, MemberAnswers
from schemas.years.remarks import remarks_sheet

_WIDTHS = (54.0, 20.0, 60.0, 40.0)


def target_definition(read: ReadWorkbook, edition: str | None, language: str | None) -> Definition:
    """The definition to make `read` anew in. Raises `Refusal` for a language there is no wording in."""
    edition = edition or read.stamp.edition
    wanted = check_language(language, edition) if language is not None else read.stamp.language
    return load_spoken(edition, wanted)


@dataclass(frozen=True)
class Migration:
    """A Member's answers on their way into another workbook."""

    answers: MemberAnswers
    old: Definition
    """The older edition in the new workbook's language, where there is such a wording."""
    new: Definition
    typed: dict[str, Given]
    left: tuple[NotCarried, ...]
    conflicts: tuple[Conflict, ...] = ()
    """What an earlier merge left to decide, by the names of the new workbook."""

    def build(
        self,
        build_workbook: BuildWorkbook,
        password: str | None,
        *,
        notes: Iterable[NoteSheet] = (),
        comments: Mapping[str, str] | None = None,
    ) -> Built:
        """The new workbook, made by `build_workbook`, with further `notes` and with `comments` at input cells."""
        last = self.answers.last
        if last is not None:
            last = carry_last_year(
                last, self.old, self.new, crosswalk_between(self.answers.edition, _edition(self.new))
            )
        definition = self.new.with_last_year if last is not None else self.new
        not_carried = self._sheet() if self.left else None
        undecided = conflict_sheet(self.conflicts, definition)
        listed = (remarks_sheet([self.answers], self.new), not_carried, undecided, *notes)
        year, member = self.answers.year, self.answers.member
        return rebuild(
            build_workbook,
            definition,
            year,
            self.typed,
            member=member,
            last=last,
            cover=self.answers.cover,
            notes=listed,
            comments=comments,
            password=password,
        )

    def _sheet(self) -> NoteSheet:
        words = self.new.wording.not_carried
        headings = (words.subject, words.source, words.found, words.reason)
        lines = tuple(
            NoteLine((asked, f"{what.given.sheet}!{what.given.cell}", what.given.text, reason))
            for what, asked, reason in self._told()
        )
        return NoteSheet("not-carried", words.sheet, words.intro, headings, _WIDTHS, lines)

    def _told(self) -> Iterator[tuple[NotCarried, str, str]]:
        """Each answer without a place, what it was an answer to, and why it has none."""
        for what in self.left:
            level = self.answers.given.get(names.level(what.slot.standard, what.slot.indicator), Given("")).value
            asked = what_is_asked(what.slot, self.old, level if isinstance(level, int) else None)
            sentence: str = getattr(self.new.wording.not_carried, what.why.value)
            yield what, asked, sentence.format(places=", ".join(what.places))

    def sentences(self) -> Iterator[str]:
        """What became of the answers, a line each."""
        for what, asked, reason in self._told():
            yield Message(
                "Not carried over: {asked} ({sheet}!{cell}). {reason}.",
                asked=asked,
                sheet=what.given.sheet,
                cell=what.given.cell,
                reason=reason,
            )
        if self.answers.remarks:
            listed = self.new.wording.remarks.sheet
            yield Message(
                "The sheet “{listed}” lists what was written beside the answers: {count} texts.",
                listed=listed,
                count=len(self.answers.remarks),
            )
        if self.conflicts:
            listed, count = self.new.wording.conflicts.sheet, len(self.conflicts)
            yield CountedMessage(
                "There is {count} cell still to decide: the sheet “{listed}” lists what the merged files say about it.",
                "There are {count} cells still to decide:"
                " the sheet “{listed}” lists what the merged files say about them.",
                count=count,
                listed=listed,
            )
        yield Message(
            "{filled} cells filled in, {left} answers without a place.", filled=len(self.typed), left=len(self.left)
        )


def migrate(read: ReadWorkbook, new: Definition) -> Migration:
    """The answers of `read` on their way into `new`."""
    answers, edition = read.answers, _edition(read.definition)
    crosswalk = crosswalk_between(edition, _edition(new))
    carried = carry(answers, read.definition, new.with_last_year, crosswalk, same_year=True)
    old = load_spoken(edition, new.wording.language, read.definition.wording.language)
    return Migration(answers, old, new, dict(carried.given), carried.left, carried.conflicts)


def _edition(definition: Definition) -> str:
    return definition.edition.edition
