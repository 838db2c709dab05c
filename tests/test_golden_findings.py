"""What is said of every finding, in every language, as it stands in tests/golden/ for people to read."""

from __future__ import annotations

import difflib
from pathlib import Path

import pytest

from schemas.findings.catalogue import CATALOGUE
from schemas.loading.loader import languages
from tests.golden_findings import GOLDEN, golden_file, golden_text

pytestmark = pytest.mark.long


@pytest.mark.parametrize("language", languages())
def test_what_is_said_is_what_was_read(language: str, tmp_path: Path) -> None:
    was = golden_file(language).read_text(encoding="utf-8").splitlines()
    now = golden_text(language, tmp_path).splitlines()
    changed = list(difflib.unified_diff(was, now, "golden", "now", n=0, lineterm=""))
    assert was == now, "\n".join(
        [*changed, "Where this is meant: python -m tests.golden_findings, and read the lines."]
    )


@pytest.mark.parametrize("language", languages())
def test_every_case_of_the_catalogue_occurs(language: str) -> None:
    lines = golden_file(language).read_text(encoding="utf-8").splitlines()
    said = dict.fromkeys(tuple(line.split(" ")[:2]) for line in lines)
    assert list(said) == [(code.value, variant or "-") for code, variant in CATALOGUE]


def test_every_text_is_of_a_language_there_is() -> None:
    assert sorted(GOLDEN.glob("findings_*")) == sorted(golden_file(language) for language in languages())
