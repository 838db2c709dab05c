"""What the package carries and the template never had."""

from __future__ import annotations

from collections.abc import Iterator

from addin.returned.returned import Returned
from schemas.findings import Code, Finding
from schemas.sentences.messages import finding


def check_links(returned: Returned) -> Iterator[Finding]:
    """Links to other files."""
    links = returned.package.external_links
    if links:
        yield finding(returned.speaker, Code.EXTERNAL_LINK, file=returned.file, found="; ".join(links))


def check_macros(returned: Returned) -> Iterator[Finding]:
    """Macros, which are never run."""
    if returned.package.has_macros:
        yield finding(returned.speaker, Code.MACRO_PRESENT, file=returned.file)
