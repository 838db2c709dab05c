"""Which files count, and what they say, where somebody decided: a ledger applied to a folder that was read.

In this order, so that nothing depends on how a ledger is sorted: whose a file is and when it was sent,
which files count, the corrections in those that do, the waivers, and last which of them are accepted.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace

from addin.consolidation.consolidate import (
    HOLDING,
    THEMES_APART,
    Arrived,
    Consolidation,
    DecidedThemes,
    File,
    FindingRow,
    Status,
    Themed,
    file_of,
    files_of,
    judged,
    latest,
    of_year,
    superseded,
    usual_year,
    with_cells_left_open,
)
from addin.consolidation.reasons import reason_words
from addin.consolidation.spool import Spool
from addin.decisions.decision import Action, Correction, Decision, Effect
from addin.decisions.ledger import Ledger, Settled, file_meant
from addin.decisions.themed import is_on_themes, themed_indicators, themes_decided
from addin.submissions.asked import Asked
from addin.submissions.corrections import joined
from addin.submissions.submission import Submission
from addin.themes.needs import needs_of
from schemas.findings import Severity
from schemas.loading.spoken import spoken_language

Reread = Callable[[Mapping[str, tuple[Correction, ...]]], Iterable[Submission]]
"""Examines the files of these names once more, each with corrections in place of its cells."""
_IDENTIFYING = frozenset({"country", "submission_date"})
"""The cells that say whose a file is, and which of several counts."""
_ON_FILES = (Action.CHOOSE, Action.EXCLUDE, Action.ACCEPT)


def consolidate_decided(
    submissions: Iterable[Submission],
    ledger: Ledger,
    reread: Reread,
    *,
    year: int | None = None,
    language: str | None = None,
    arrived: Arrived | None = None,
) -> Consolidation:
    """As `consolidate`, with what `ledger` decides; its corrections are put into the files by `reread`.

    Raises `Refusal` where a decision is on another year than the one that is consolidated.
    """
    spool = Spool()
    files = list(files_of(submissions, spool, reason_words(language), arrived))
    year = year if year is not None else usual_year(files)
    ledger.check_year(year)
    deciding = _Deciding(files, ledger, spool, reread, Asked(year, language))
    deciding.identify()
    deciding.exclude()
    deciding.release()
    deciding.choose()
    deciding.correct()
    deciding.waive()
    deciding.accept()
    deciding.tell()
    themes = deciding.themes()
    settled = tuple(deciding.settled.values())
    accepted = frozenset(
        each.decision.country
        for each in settled
        if each.decision.action is Action.ACCEPT and each.effect is not Effect.NOT_MATCHED
    )
    return Consolidation(
        year,
        tuple(deciding.files.values()),
        spool,
        decisions=settled,
        accepted=accepted,
        themes=themes,
        language=spoken_language(None, language),
    )


class _Deciding:
    """A folder's files on the way, by name, and what became of each decision, by its row."""

    def __init__(self, files: list[File], ledger: Ledger, spool: Spool, reread: Reread, asked: Asked) -> None:
        self.files = {file.file: of_year(file, asked.year, asked.language) for file in files}
        self.settled = {decision.row: Settled(decision) for decision in ledger.decisions}
        self._ledger, self._spool, self._reread, self._asked = ledger, spool, reread, asked
        self._words = reason_words(asked.language)
        self._meant = {d.row: file_meant(d.file, self.files) for d in ledger.decisions if d.file}
        """The file that a decision names, by its row."""
        self._released: dict[str, list[Decision]] = defaultdict(list)
        """The decisions that let a file count although its template was another Member's."""
        self._chosen: set[str] = set()
        """The Members for which somebody chose a file."""
        self._excluded: set[str] = set()
        """The files that somebody excluded."""
        self._severities: dict[int, Counter[str]] = defaultdict(Counter)
        """How many findings of each severity a waiver has made information, by its row."""

    # --- whose it is ---------------------------------------------------------------------------
    def identify(self) -> None:
        """Put corrections of the Member and of the date into the files that they name, before one is chosen."""
        wanted: dict[str, list[Decision]] = defaultdict(list)
        for decision in self._ledger.by_date(Action.CORRECT):
            file = self._named(decision) if decision.name in _IDENTIFYING else None
            if file is not None and (decision.name == "country" or file.country == decision.country):
                wanted[file.file].append(decision)
        before = {name: self.files[name].country for name in wanted}
        self._put_in(wanted)
        for name, decisions in wanted.items():
            file = self.files[name]
            if file.country != before[name]:
                rows = [decision.row for decision in decisions if decision.name == "country"]
                self.files[name] = replace(file, decisions=tuple(sorted({*file.decisions, *rows})))

    def _put_in(self, wanted: Mapping[str, list[Decision]]) -> None:
        """Read each file again with the corrections `wanted` of it, the latest last."""
        if not wanted:
            return
        corrections = {name: tuple(d.correction for d in decisions) for name, decisions in wanted.items()}
        for submission in self._reread(corrections):
            was = self.files[submission.file]
            now = of_year(file_of(submission, self._spool, self._words), self._asked.year, self._asked.language)
            self.files[submission.file] = replace(now, decisions=was.decisions)
            for done in submission.corrected:
                self._settle(self.settled[done.row].decision, done.effect, done.before)

    # --- which file counts ----------------------------------------------------------------------
    def exclude(self) -> None:
        """Reject the files that somebody excluded, unless a later decision chose or accepted them."""
        last: dict[str, Decision] = {}
        for decision in self._ledger.by_date(*_ON_FILES):
            file, is_exclusion = self._named(decision), decision.action is Action.EXCLUDE
            if file is None or file.country not in {decision.country, None if is_exclusion else decision.country}:
                continue
            last[file.file] = decision
            if is_exclusion:
                self._settle(decision, Effect.NOT_NEEDED, file.status.value)
        for name, decision in last.items():
            file = self.files[name]
            if decision.action is Action.EXCLUDE and (file.counts or file.held):
                self._settle(decision, Effect.APPLIED, file.status.value)
                reason = self._words.excluded.format(decision=self._told(decision))
                self.files[name] = replace(file.without_answers(), reason=reason, held=False, excluded=True)
                self._excluded.add(name)

    def release(self) -> None:
        """Let files count that wait for a decision, where one accepts or chooses them for the Member they name."""
        counting = {file.country for file in self.files.values() if file.counts}
        for decision in self._ledger.by_date(Action.ACCEPT, Action.CHOOSE):
            if not decision.file and decision.country in counting:
                # What is accepted then is the file that counts anyway.
                continue
            for file in self._concerned(decision):
                if file.held or file.file in self._released:
                    self._released[file.file].append(decision)
                    rows = tuple(sorted({*file.decisions, decision.row}))
                    self.files[file.file] = replace(judged(file, self._words), held=False, decisions=rows)
                    self._settle(decision, Effect.APPLIED, Status.REJECTED.value)

    def choose(self) -> None:
        """Of several files of a Member let the one count that was chosen last, or else the latest."""
        counting: dict[str | None, list[File]] = defaultdict(list)
        for file in self.files.values():
            if file.counts:
                counting[file.country].append(file)
        last: dict[str, tuple[Decision, File]] = {}
        for decision in self._ledger.by_date(Action.CHOOSE):
            file_chosen = self._named(decision)
            if file_chosen is None or file_chosen.country != decision.country:
                continue
            if file_chosen.counts:
                last[decision.country] = (decision, file_chosen)
            if file_chosen.counts or file_chosen.file in self._excluded:
                # So far: of several the last is told below what it did.
                self._settle(decision, Effect.NOT_NEEDED)
        chosen = {
            country: self._choice(decision, file, latest(counting[country]))
            for country, (decision, file) in last.items()
        }
        self._chosen = set(chosen)
        self.files |= {file.file: file for file, _ in chosen.values()}
        self.files = {file.file: file for file in superseded(list(self.files.values()), self._words, chosen)}

    def _choice(self, decision: Decision, file: File, usual: File) -> tuple[File, str]:
        """The file that was chosen in place of the `usual` one, and the sentence that says so."""
        if usual.file != file.file:
            self._settle(decision, Effect.APPLIED, usual.file)
            file = replace(file, decisions=tuple(sorted({*file.decisions, decision.row})))
        elif decision in self._released.get(file.file, ()):
            self._settle(decision, Effect.APPLIED, Status.REJECTED.value)
        else:
            self._settle(decision, Effect.NOT_NEEDED, usual.file)
        return file, self._words.chosen.format(counts=file.file, decision=self._told(decision))

    # --- what it says ---------------------------------------------------------------------------
    def correct(self) -> None:
        """Read the files that count again with their corrections, and say where another answers what they do not."""
        wanted: dict[str, list[Decision]] = defaultdict(list)
        for decision in self._ledger.by_date(Action.CORRECT):
            for file in self._concerned(decision):
                if file.counts and not is_on_themes(decision):
                    wanted[file.file].append(decision)
        self._put_in(wanted)
        for name in wanted:
            if self.files[name].held:
                self.files[name] = replace(judged(self.files[name], self._words), held=False)
        files = list(self.files.values())
        files = list(with_cells_left_open(files, self._spool, self._chosen, language=self._asked.language))
        self.files = {file.file: file for file in files}

    def waive(self) -> None:
        """Make information of the findings that were waived, in all files of the Member that are not rejected."""
        waivers: dict[str, list[Decision]] = defaultdict(list)
        for decision in self._ledger.by_date(Action.WAIVE):
            for file in self._concerned(decision):
                if file.counts or file.status is Status.SUPERSEDED:
                    self._settle_at_least(decision, Effect.NOT_NEEDED)
                    waivers[file.file].append(decision)
        for name in {**waivers, **self._released}:
            self.files[name] = self._waived(self.files[name], waivers[name])
        for decision in self._ledger.by_date(Action.WAIVE):
            self._tell_severities(decision)

    def _waived(self, file: File, waivers: list[Decision]) -> File:
        """`file` with what was found in it as `waivers` and the decisions that released it make it."""
        added = tuple(self._waived_row(file, row, waivers) for row in file.added)
        rows = [self._waived_row(file, row, waivers) for row in self._spool.read(file.spans.findings)]
        count = Counter(row.severity for row in (*added, *rows))
        spans = file.spans._replace(findings=self._spool.write(FindingRow, rows))
        found = replace(file, spans=spans, added=added, errors=count["error"], warnings=count["warning"])
        return judged(found, self._words) if found.counts else found

    def _waived_row(self, file: File, row: FindingRow, waivers: list[Decision]) -> FindingRow:
        if row.code in HOLDING:
            rows = [str(decision.row) for decision in self._released.get(file.file, ())]
            return row._replace(decision=joined([row.decision, *rows]))
        meant = [d for d in waivers if d.waives(row.code, row.name)]
        if row.severity == Severity.INFO or not meant:
            return row
        waiver = meant[-1]
        self._severities[waiver.row][row.severity] += 1
        return row._replace(severity=Severity.INFO.value, decision=joined([row.decision, str(waiver.row)]))

    def _tell_severities(self, decision: Decision) -> None:
        count = self._severities[decision.row]
        if count:
            told = (f"{count[each.value]} {each.value}{'s' * (count[each.value] > 1)}" for each in Severity)
            before = ", ".join(text for text in told if not text.startswith("0 "))
            self._settle(decision, Effect.APPLIED, before)

    def accept(self) -> None:
        """Let the files that count be accepted in spite of their errors, where somebody accepted them."""
        for decision in self._ledger.by_date(Action.ACCEPT):
            for file in self._concerned(decision):
                if not file.counts:
                    continue
                self._settle_at_least(decision, Effect.NOT_NEEDED)
                if file.status is Status.ACCEPTED_WITH_ERRORS:
                    words = self._words
                    said = words.accepted_one_error if file.errors == 1 else words.accepted_errors
                    reason = said.format(count=file.errors, decision=self._told(decision))
                    self.files[file.file] = replace(file, status=Status.ACCEPTED, reason=reason)
                    if self.settled[decision.row].effect is not Effect.APPLIED:
                        self._settle(decision, Effect.APPLIED, file.status.value)

    def themes(self) -> Mapping[Themed, DecidedThemes]:
        """The themes that were decided on, by the need; the suggested ones stand where a decision says the same."""
        found: dict[Themed, DecidedThemes] = {}
        for decision in (d for d in self._ledger.by_date(Action.CORRECT) if is_on_themes(d)):
            number = themed_indicators()[decision.name]
            for file in (file for file in self._concerned(decision) if file.counts):
                needs = needs_of(self._spool.read(file.spans.answers))
                need = next((each for each in needs if (each.standard, each.indicator) == number), None)
                if need is not None:
                    self._decide_themes(found, (file.file, *number), decision, tuple(need.themes(file.language)))
        return found

    def _decide_themes(
        self, found: dict[Themed, DecidedThemes], need: Themed, decision: Decision, suggested: tuple[str, ...]
    ) -> None:
        """Take a decision on the themes of a need in place of an earlier one."""
        before = THEMES_APART.join(suggested)
        earlier = found.pop(need, None)
        if earlier is not None:
            self._settle(self.settled[earlier.row].decision, Effect.NOT_NEEDED, before)
        themes = themes_decided(decision)
        is_needed = set(themes) != set(suggested)
        self._settle(decision, Effect.APPLIED if is_needed else Effect.NOT_NEEDED, before)
        if is_needed:
            found[need] = DecidedThemes(themes, decision.row)

    def tell(self) -> None:
        """Say of each file that would not count by itself which decisions let it."""
        for file in list(self.files.values()):
            if file.counts and file.decisions:
                rows = joined(map(str, file.decisions))
                reason = f"{self._words.counts_by.format(rows=rows)} {file.reason}".strip()
                self.files[file.file] = replace(file, reason=reason)

    # --- what a decision is about -----------------------------------------------------------------
    def _named(self, decision: Decision) -> File | None:
        """The file that a decision names, whoever it is from; None where it names none that is there."""
        name = self._meant.get(decision.row)
        return self.files[name] if name is not None else None

    def _concerned(self, decision: Decision) -> Iterator[File]:
        """The files of its Member that a decision is about: the one it names, or all."""
        named = self._named(decision)
        for file in list(self.files.values()):
            if file.country == decision.country and (not decision.file or file is named):
                yield file

    def _told(self, decision: Decision) -> str:
        """Who decided it, when, and why, as a clause."""
        facts = {"row": decision.row, "by": decision.by, "date": decision.date, "reason": decision.reason}
        return self._words.decision.format(**facts)

    def _settle(self, decision: Decision, effect: Effect, before: str = "") -> None:
        self.settled[decision.row] = Settled(decision, effect, before)

    def _settle_at_least(self, decision: Decision, effect: Effect) -> None:
        if self.settled[decision.row].effect is Effect.NOT_MATCHED:
            self._settle(decision, effect)
