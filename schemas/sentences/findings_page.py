"""The page of findings, from the catalogue: `python -m schemas.sentences.findings_page > docs/findings.md`."""

from __future__ import annotations

import sys

from schemas.definition import Definition
from schemas.findings.catalogue import CATALOGUE
from schemas.loading.loader import load_definition

_HEAD = """# Findings

Written from the catalogue by `python -m schemas.sentences.findings_page > docs/findings.md`; a test holds the two
together.

A code is stable; its sentence is in the workbook's language. An **error** must be put right before the answers can be
trusted, a **warning** deserves a look, **info** says how something was understood.

kpibook's log, which `unreadable-file` may speak of, is `%APPDATA%\\kpibook\\kpibook.log` on Windows,
`~/Library/Logs/kpibook.log` on macOS and `~/.local/state/kpibook/kpibook.log` elsewhere.

| code | variant | severity | what it says |
|---|---|---|---|
"""


def findings_page(definition: Definition) -> str:
    """The page in Markdown: a row for each case of the catalogue."""
    rows = []
    for (code, variant), case in CATALOGUE.items():
        sentence = definition.wording.findings[code][variant]
        rows.append(f"| `{code}` | {variant} | {case.severity} | {sentence} |\n")
    return _HEAD + "".join(rows)


if __name__ == "__main__":
    sys.stdout.write(findings_page(load_definition()))
