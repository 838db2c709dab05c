"""Files that no answers are taken from, and what is said of them."""

from __future__ import annotations

from addin.returned.package import PackageError
from addin.submissions.submission import Submission
from schemas.definition import Definition
from schemas.findings import Finding
from schemas.findings.catalogue import WrongYearTemplate
from schemas.loading.spoken import load_spoken
from schemas.sentences.messages import file_finding


# --- one result ------------------------------------------------------------------------------
def rejected(file: str, digest: str, error: PackageError, language: str | None) -> Submission:
    """The submission of a file that no answers can be taken from."""
    found = refused(load_spoken(None, language), file, error)
    return Submission(file=file, sha256=digest, rejected=True, findings=(found,))


def refused(definition: Definition, file: str, error: PackageError) -> Finding:
    """The finding that no answers can be taken from `file`, in the definition's language."""
    return file_finding(definition, error.why, file)


def wrong_template(definition: Definition, file: str, found: int, year: int) -> Finding:
    """The finding that `file` is the template of the year `found`, while `year` was asked for."""
    return file_finding(definition, WrongYearTemplate(found=found, year=year), file)
