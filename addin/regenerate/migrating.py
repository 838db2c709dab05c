"""A returned workbook's answers on their way into another edition or language."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from addin.regenerate.workbook_answers import answers_of
from addin.returned.returned import Returned
from schemas.definition import Definition
from schemas.errors import Refusal
from schemas.excel.note_sheet import NoteLine, NoteSheet
from schemas.layout import names
from schemas.loading.crosswalks import crosswalk_between
from schemas.loading.loader import DEFAULT_LANGUAGE, languages, load_definition
from schemas.sentences.asked_text import what_is_asked
from schemas.services import Built, workbook_builder
from schemas.years.carrying import NotCarried, carry, carry_last_year
from schemas.years.member_answers import Given, MemberAnswers
from schemas.years.retyped import retyped

_WIDTHS = (54.0, 20.0, 60.0, 40.0)


def target_definition(read: Returned, edition: str | None, language: str | None) -> Definition:
    """The definition to make `read` anew in. Raises `Refusal` for a language there is no wording in."""
    edition = edition or read.stamp.edition
    known = languages(edition)
    if language is not None and language.casefold() not in known:
        raise Refusal(f"There is no wording in {language!r}: choose one of {', '.join(known)}.")
    own = read.stamp.language if read.stamp.language in known else DEFAULT_LANGUAGE
    return load_definition(edition, language.casefold() if language is not None else own)


@dataclass(frozen=True)
class Migration:
    """A Member's answers on their way into another workbook."""

    answers: MemberAnswers
    old: Definition
    """The older edition in the new workbook's language, where there is such a wording."""
    new: Definition
    typed: dict[str, Given]
    left: tuple[NotCarried, ...]

    def build(self, password: str | None) -> Built:
        """The new workbook."""
        last = self.answers.last
        if last is not None:
            last = carry_last_year(
                last, self.old, self.new, crosswalk_between(self.answers.edition, _edition(self.new))
            )
        definition = self.new.with_last_year if last is not None else self.new
        slots, year = definition.layout.slots, last.year if last is not None else None
        return workbook_builder()(
            definition,
            self.answers.year,
            member=self.answers.member,
            password=password,
            last=last,
            typed={name: retyped(slots[name], given, definition, year) for name, given in self.typed.items()},
            notes=(self._sheet(),) if self.left else (),
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
            yield f"Not carried over: {asked} ({what.given.sheet}!{what.given.cell}). {reason}."
        yield f"{len(self.typed)} cells filled in, {len(self.left)} answers without a place."


def migrate(read: Returned, new: Definition) -> Migration:
    """The answers of `read` on their way into `new`."""
    answers, edition = answers_of(read), _edition(read.definition)
    crosswalk = crosswalk_between(edition, _edition(new))
    carried = carry(answers, read.definition, new.with_last_year, crosswalk, same_year=True)
    language = new.wording.language
    old = load_definition(edition, language) if language in languages(edition) else read.definition
    return Migration(answers, old, new, dict(carried.given), carried.left)


def _edition(definition: Definition) -> str:
    return definition.edition.edition
