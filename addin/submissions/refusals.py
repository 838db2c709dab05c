"""Files that no answers are taken from, and what is said of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from addin.returned.package_error import PackageError
from addin.submissions.submission import FileFacts, Submission
from schemas.definition import Definition
from schemas.findings import Finding
from schemas.findings.catalogue import FolderBarred, WrongYearTemplate
from schemas.loading.spoken import load_spoken
from schemas.sentences.messages import file_finding

if TYPE_CHECKING:
    from addin.returned.folder import Listed


# --- one result ------------------------------------------------------------------------------
def rejected(file: str, digest: str, error: PackageError, language: str | None) -> Submission:
    """The submission of a file that no answers can be taken from."""
    found = refused(load_spoken(None, language), file, error)
    return Submission(file=file, sha256=digest, rejected=True, findings=(found,))


def not_read(listed: Listed, language: str | None) -> Submission:
    """The submission of what is not opened at all: a folder that is barred, or what is nobody's answers."""
    if listed.ignored:
        return Submission(file=listed.name, ignored=listed.ignored)
    return rejected(listed.name, "", PackageError(FolderBarred(found=listed.barred)), language)


def refused(definition: Definition, file: str, error: PackageError) -> Finding:
    """The finding that no answers can be taken from `file`, in the definition's language."""
    return file_finding(definition, error.why, file)


def of_another_year(file: FileFacts, year: int | None, language: str | None = None) -> Finding | None:
    """The finding that the template of `file` is for another year than `year`, in `language` or else its own.

    None where it is for that year, where nobody knows for which it is, and where any year will do.
    Where there is such a finding, it comes before all others and `file` is taken `without_answers`.
    """
    if year is None or file.year is None or file.year == year:
        return None
    definition = load_spoken(file.edition, language, file.language)
    return file_finding(definition, WrongYearTemplate(found=file.year, year=year), file.file)
