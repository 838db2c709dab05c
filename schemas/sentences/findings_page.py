"""The page of findings, written from the wording: `python -m schemas.findings_page > docs/findings.md`."""

from __future__ import annotations

import sys

from schemas.definition import Definition
from schemas.findings import SEVERITIES, Code
from schemas.loading.loader import load_definition

_HEAD = """# Findings

Written from the wording by `python -m schemas.findings_page > docs/findings.md`; a test holds the two together.

A code is stable; its sentence is in the workbook's language. An **error** must be put right before the answers can be
trusted, a **warning** deserves a look, **info** says how something was understood. A missing piece of additional
information, and a structure that was moved but could be read, are warnings.

kpibook's log, which `unreadable-file` may speak of, is `%LOCALAPPDATA%\\kpibook\\kpibook.log` on Windows,
`~/Library/Logs/kpibook.log` on macOS and `~/.local/state/kpibook/kpibook.log` elsewhere.

| code | severity | what it says |
|---|---|---|
"""


def findings_page(definition: Definition) -> str:
    """The page in Markdown: a row for each code and each of its sentences."""
    rows = []
    for code in Code:
        sentences = definition.wording.findings[code].values()
        rows.append(f"| `{code}` | {SEVERITIES[code]} | {'<br>'.join(sentences)} |\n")
    return _HEAD + "".join(rows)


if __name__ == "__main__":
    sys.stdout.write(findings_page(load_definition()))
