"""The annotated copies that go with letters about findings."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from addin.annotated.delivery import stem_of
from addin.annotated.in_parallel import Asked, annotate_listed
from addin.decisions.ledger import Ledger
from addin.letters.returned import Copied
from addin.returned.folder import Listed
from schemas.services import BuildWorkbook


def annotated_copies(
    build_workbook: BuildWorkbook, files: Sequence[Listed], language: str, ledger: Ledger | None
) -> Iterator[Copied]:
    """A copy of each of `files` in `language`, made by `build_workbook`, as `ledger` decides, in order."""
    for each in annotate_listed(files, Asked(build_workbook, language, ledger=ledger)):
        yield Copied(each.listed, f"{stem_of(each.listed.path)}.xlsx", each.data, each.refused)
