"""The parts of one Member's workbook from files to a merged one: what the command line and the ribbon both run."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from addin.regenerate.conflicts import address_of, conflict_sheet
from addin.regenerate.merging import Merged, merge
from addin.regenerate.output_file import check_target, write_workbook
from addin.regenerate.rebuilt import rebuild
from addin.regenerate.workbook_answers import ReadWorkbook, read_workbooks
from schemas.definition import Definition
from schemas.errors import Refusal
from schemas.loading.loader import load_definition
from schemas.messages.message import Message
from schemas.services import BuildWorkbook, Built
from schemas.written.target import try_folder
from schemas.years.remarks import remarks_sheet

Watch = Callable[[Iterator[ReadWorkbook], int], Iterator[ReadWorkbook]]
"""What shows how far the reading is, and may end it."""


@dataclass(frozen=True, slots=True)
class MergeOutcome:
    """What became of the parts."""

    merged: Merged
    definition: Definition
    """What the new workbook asks, in the language of the first part."""
    parts: tuple[ReadWorkbook, ...]
    remarks: int
    """How many texts are listed that were written beside the answers."""
    path: Path

    @property
    def has_conflicts(self) -> bool:
        """True where there are cells to decide."""
        return bool(self.merged.conflicts)

    def sentences(self) -> Iterator[str]:
        """What happened, in plain words, a line each."""
        for part in self.parts:
            yield from part.not_taken
        yield from self._decisions()
        yield self.counts()
        if self.has_conflicts:
            yield Message(
                "The sheet “{sheet}” lists what the files say about those.",
                sheet=self.definition.wording.conflicts.sheet,
            )
        if self.remarks:
            listed = self.definition.wording.remarks.sheet
            yield Message(
                "The sheet “{listed}” lists what was written beside the answers: {remarks} texts.",
                listed=listed,
                remarks=self.remarks,
            )
        yield Message("Result: {file}", file=self.path)

    def counts(self) -> str:
        """How many cells became what."""
        filled, left = len(self.merged.given), len(self.merged.conflicts)
        return Message(
            "{count} files merged: {filled} cells filled in, {left} to decide.",
            count=len(self.parts),
            filled=filled,
            left=left,
        )

    def _decisions(self) -> Iterator[str]:
        """What an earlier merge had left to decide, and one of the parts decides."""
        for name, (now, *before) in self.merged.decided:
            address = address_of(self.definition.layout.slots[name].place, self.definition)
            files = ", ".join(dict.fromkeys(said.file for said in before))
            yield Message(
                "{file} decides {address}, about which these differed: {files}.",
                file=now.file,
                address=address,
                files=files,
            )


def merge_files(
    files: Sequence[Path],
    out: Path | Callable[[str], Path],
    build_workbook: BuildWorkbook,
    watch: Watch,
    *,
    password: str | None = None,
    force: bool = False,
) -> MergeOutcome:
    """Merge `files` into the workbook `out`, or where `out` says for its usual name.

    Raises `Refusal` where they are not two parts of one Member's workbook, no answers can be taken from one,
    or something is in the place of the new one; OSError where a file cannot be opened, or the new one written.
    """
    if len(files) < 2:
        raise Refusal("One file alone cannot be merged: name the files of each department.")
    if isinstance(out, Path):
        check_target(out, tuple(files), force=force)
    else:
        try_folder(out("any.xlsx").parent)
    parts = tuple(watch(read_workbooks(files), len(files)))
    merged = merge([part.answers for part in parts])
    definition = load_definition(parts[0].answers.edition, parts[0].answers.language)
    definition = definition.with_last_year if merged.last is not None else definition
    built, remarks = _built(merged, definition, parts, build_workbook, password)
    target = out if isinstance(out, Path) else out(built.file_name)
    check_target(target, tuple(files), force=force)
    write_workbook(built, target)
    return MergeOutcome(merged, definition, parts, remarks, target)


def _built(
    merged: Merged,
    definition: Definition,
    parts: Sequence[ReadWorkbook],
    build_workbook: BuildWorkbook,
    password: str | None,
) -> tuple[Built, int]:
    """The new workbook, and how many remarks are listed in it."""
    beside = remarks_sheet([part.answers for part in parts], definition)
    built = rebuild(
        build_workbook,
        definition,
        merged.year,
        merged.given,
        member=merged.member,
        last=merged.last,
        cover=merged.cover,
        notes=(beside, conflict_sheet(merged.conflicts, definition)),
        password=password,
    )
    return built, len(beside.lines) if beside is not None else 0
