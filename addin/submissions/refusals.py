"""Files that no answers are taken from, and what is said of them."""

from __future__ import annotations

from addin.returned.package import PackageError
from addin.submissions.submission import Submission
from schemas.definition import Definition
from schemas.findings import Code, Finding
from schemas.loading.spoken import load_spoken
from schemas.sentences.messages import finding


# --- one result ------------------------------------------------------------------------------
def rejected(file: str, digest: str, error: PackageError, language: str | None) -> Submission:
    """The submission of a file that no answers can be taken from."""
    found = refused(load_spoken(None, language), file, error)
    return Submission(file=file, sha256=digest, rejected=True, findings=(found,))


def refused(definition: Definition, file: str, error: PackageError) -> Finding:
    """The finding that no answers can be taken from `file`, in the definition's language."""
    return finding(definition, error.code, variant=error.variant, file=file, found=error.found, edition=error.found)


def wrong_template(definition: Definition, file: str, found: int | None, year: int) -> Finding:
    """The finding that `file` is the template of the year `found`, while `year` was asked for."""
    return finding(definition, Code.WRONG_YEAR, variant="template", file=file, found=str(found), year=year)
