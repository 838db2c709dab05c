"""Drafts for every Member whom there is something to write to, written into a folder: all of them whole, or none."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from addin.consolidation.folder import examine_files, with_name
from addin.letters.addressees import Addressee, EarlierContacts, addressee, earlier_contacts
from addin.letters.asked import Correspondence, LettersAsked, correspondence
from addin.letters.dispatch import find_templates
from addin.letters.draft import Attachment, Draft
from addin.letters.matter import Matter
from addin.letters.returned import Annotate, Returned
from addin.letters.table import NAME, Line, letters_table
from addin.results.csv_table import csv_of
from addin.returned.folder import files_below, find_files
from addin.status.asked_members import all_members
from addin.status.tracker import track_members
from schemas.errors import Refusal
from schemas.loading.letters import load_letters
from schemas.messages.message import CountedMessage, Message, some_of, together
from schemas.models.letters import Kind
from schemas.services import Watch
from schemas.terminal.outcome import OUTPUT
from schemas.written.delivery import Delivery
from schemas.written.target import check_apart, try_folder
from schemas.years.campaign import day_in_words, said_in

WatchLines = Callable[[Iterator[Line], int], Iterator[Line]]
"""As `Watch`, of letters that are written."""
_DRAFT = re.compile(rf"ecom-kpi_[0-9]{{4}}_[A-Z]{{3}}_(?:{'|'.join(Kind)})\.eml")
_NAMED = 10
"""So many Members are named for each reason; `letters.csv` names all."""
_NOBODY = {
    Kind.DISPATCH: Message("There is no template to send."),
    Kind.RECEIPT: Message("Nothing has arrived from the Members asked."),
    Kind.REMINDER: Message("Nobody is to be reminded: all Members asked have sent all."),
    Kind.FINDINGS: Message("There is nothing to put right in what has arrived."),
}


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of the letters."""

    folder: Path
    lines: tuple[Line, ...]
    notes: tuple[str, ...]
    """What is to be known of them, a sentence each."""

    @property
    def not_written(self) -> int:
        """How many Members there is no draft for."""
        return sum(not line.file for line in self.lines)

    def sentences(self) -> Iterator[str]:
        """What happened, in plain words, a line each."""
        yield from self.notes
        reasons: dict[str, list[str]] = defaultdict(list)
        for line in self.lines:
            if line.reason_not_written:
                reasons[line.reason_not_written].append(line.country)
        for reason, countries in reasons.items():
            yield Message("Not written, {countries}: {reason}", countries=some_of(countries, _NAMED), reason=reason)
        if not self.lines:
            return
        written = len(self.lines) - self.not_written
        left = Message(", {count} not written", count=self.not_written) if self.not_written else ""
        yield Message(
            "{letters}{left}: {place}",
            letters=CountedMessage("{count} letter", "{count} letters", count=written),
            left=left,
            place=self.folder / NAME,
        )


def write_letters(
    asked: LettersAsked, watch: Watch, watch_lines: WatchLines, annotate: Annotate | None = None
) -> Outcome:
    """Write the letters that are `asked` for.

    Each file that is read passes through `watch`, each letter through `watch_lines`; both may end the
    work by an exception, and nothing is written then. `annotate` makes the copies that go with findings.
    Raises `Refusal` for what cannot be meant, `DefinitionError` for a campaign that is wrong, OSError where
    a folder cannot be read or written to.
    """
    known = correspondence(asked)
    out = asked.out or (_usual_place(known.kind, known.year) if known.year is not None else None)
    if known.kind is not Kind.DISPATCH:
        check_apart(out or OUTPUT, asked.folder, Message("letters"))
    _check_place(out, force=asked.force)
    earlier = earlier_contacts(asked.before, watch)
    known, matters, notes = _matters(asked, known, watch, annotate)
    year = known.year or 0
    earlier.check_before(year, asked.before)
    out = out or _usual_place(known.kind, year)
    _check_place(out, force=asked.force)
    if not matters:
        return Outcome(out, (), (*notes, _NOBODY[known.kind]))
    with Delivery(out) as delivery:
        lines = tuple(watch_lines(_lines(known, matters, earlier, delivery), len(matters)))
        delivery.add(NAME, csv_of(letters_table(lines)))
        for path in out.iterdir():
            if _DRAFT.fullmatch(path.name):
                # A draft of an earlier run that nobody writes now must not be sent by mistake.
                delivery.drop(path.name)
    return Outcome(out, lines, (*notes, *_left_to_give(known)))


def _usual_place(kind: Kind, year: int) -> Path:
    return OUTPUT / f"ecom-kpi_letters_{year}_{kind.value}"


def _check_place(out: Path | None, *, force: bool) -> None:
    """Raise, before anything is read, what writing would end in."""
    if out is None:
        return
    if not force and out.is_dir() and any(out.iterdir()):
        raise Refusal(
            "The folder {out} is in use: give another one with --out, or add --force to replace the letters in it.",
            out=out,
        )
    try_folder(out)


def _matters(
    asked: LettersAsked, known: Correspondence, watch: Watch, annotate: Annotate | None
) -> tuple[Correspondence, Sequence[Matter], tuple[str, ...]]:
    """What is to be written for the year that was found, and what is to be said of the files that were not used."""
    lists = known.lists(asked)
    if known.kind is Kind.DISPATCH:
        templates = find_templates(known, asked.folder, lists, watch)
        known = known.of_year(templates.year)
        return known, list(templates.matters(known)), tuple(templates.left(known))
    # A reminder is what is written while nobody has returned anything.
    found = files_below if known.kind is Kind.REMINDER else find_files
    files = found(asked.folder, lists)
    consolidation = examine_files(files, watch, year=known.year, ledger=known.ledger)
    if known.kind is not Kind.REMINDER and not any(file.was_read for file in consolidation.files):
        raise Refusal("No file in {folder} could be read as a KPI workbook.", folder=asked.folder)
    known = known.of_year(known.year or consolidation.year or asked.today.year)
    members = known.members or all_members()
    tracking = track_members(consolidation, members, year=known.year or 0, today=asked.today, due=known.campaign.due)
    returned = Returned(tracking, known, files)
    matters = list(returned.matters(watch, annotate))
    unmatched = (with_name(each.file, each.reason) for each in tracking.unmatched)
    return (
        known,
        matters,
        (*(Message("Not matched to a Member: {what}", what=each) for each in unmatched), *returned.notes),
    )


def _lines(
    known: Correspondence, matters: Sequence[Matter], earlier: EarlierContacts, delivery: Delivery
) -> Iterator[Line]:
    """Each letter, put into the folder where it can be written."""
    for matter in matters:
        asked = matter.asked
        goes_to = addressee(asked.country, known.contacts, matter.typed, earlier)
        reason = matter.reason or goes_to.reason
        line = Line(
            country=asked.country,
            member=asked.name,
            kind=known.kind,
            language=matter.language,
            to=goes_to.to,
            reason_not_written=reason,
        )
        if not reason:
            draft = _draft(known, matter, goes_to)
            name = f"ecom-kpi_{known.year}_{asked.country}_{known.kind.value}.eml"
            delivery.add(name, draft.as_bytes())
            line = replace(line, subject=draft.subject, file=name)
        yield line


def _draft(known: Correspondence, matter: Matter, goes_to: Addressee) -> Draft:
    language, campaign = matter.language, known.campaign
    words = load_letters(language)
    facts = {
        "year": known.year,
        "member": matter.spoken.country_names[matter.asked.country],
        "contact": goes_to.name,
        "due": day_in_words(campaign.due, language) if campaign.due is not None else "",
        "return_to": campaign.return_to or "",
        "help_contact": said_in(campaign.help_contact, language) or "",
        "signature": said_in(campaign.signature, language) or "",
    } | dict(matter.facts)
    attachment: Attachment | None = matter.attached() if matter.attached is not None else None
    return Draft(
        language=language,
        is_right_to_left=matter.spoken.runs_right_to_left,
        name=goes_to.name,
        to=goes_to.to,
        cc=goes_to.cc,
        return_to=campaign.return_to,
        subject=words.subject(known.kind, facts),
        text=words.text(known.kind, facts),
        attachment=attachment,
    )


def _left_to_give(known: Correspondence) -> Iterator[str]:
    """What the letters would say if somebody gave it, a sentence each."""
    campaign = known.campaign
    if known.contacts.assumed:
        yield (
            Message(
                "The list of contacts does not say its encoding and was read as {encoding}: look at the names, "
                "or save it as “CSV UTF-8”.",
                encoding=known.contacts.assumed,
            )
        )
    if known.campaign_file is not None:
        yield Message("The letters say what stands in {campaign_file}.", campaign_file=known.campaign_file)
    missing = [
        what
        for what, value in (
            (Message("a due date"), campaign.due),
            (Message("a return address"), campaign.return_to),
            (Message("a help contact"), campaign.help_contact),
            (Message("a signature"), campaign.signature),
        )
        if value is None
    ]
    if missing:
        yield Message(
            "The letters are without {missing}: campaign.yaml gives them.", missing=together(missing, by=", ")
        )
