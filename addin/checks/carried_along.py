"""What the package carries and the template never had."""

from __future__ import annotations

from collections.abc import Iterator

from addin.checks.check import yields
from addin.returned.returned import Returned
from schemas.findings import Finding
from schemas.findings.catalogue import ExternalLink, MacroPresent
from schemas.sentences.messages import file_finding


@yields(ExternalLink)
def check_links(returned: Returned) -> Iterator[Finding]:
    """Links to other files."""
    links = returned.package.external_links
    if links:
        yield file_finding(returned.speaker, ExternalLink(found="; ".join(links)), returned.file)


@yields(MacroPresent)
def check_macros(returned: Returned) -> Iterator[Finding]:
    """Macros, which are never run."""
    if returned.package.has_macros:
        yield file_finding(returned.speaker, MacroPresent(), returned.file)
