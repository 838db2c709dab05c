"""What many tests share: the definition, a built template, one running LibreOffice."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from addin.submission import Submission
from addin.validation import examine
from schemas.definition import Definition
from schemas.loader import load_definition
from schemas.questions import Raw
from tests.answers import complete_answers
from tests.fill import fill
from tests.libreoffice import Office, office
from workbook_builder.build import build_workbook

YEAR = 2026


@pytest.fixture(scope="session")
def definition() -> Definition:
    """The 2018 edition in English."""
    return load_definition()


@pytest.fixture(scope="session")
def template(definition: Definition) -> bytes:
    """The untouched template of 2026."""
    return build_workbook(definition, YEAR).data


@pytest.fixture(scope="session")
def libreoffice() -> Iterator[Office]:
    """A real LibreOffice, started once."""
    with office() as running:
        yield running


@pytest.fixture
def returned(tmp_path: Path, template: bytes, definition: Definition) -> Callable[..., Path]:
    """Makes a returned workbook: complete, or blank, with the named cells typed otherwise."""

    def make(changes: dict[str, Raw] | None = None, *, name: str = "returned.xlsx", blank: bool = False) -> Path:
        typed = {} if blank else complete_answers(definition)
        path = tmp_path / name
        path.write_bytes(fill(template, definition, typed | (changes or {})))
        return path

    return make


@pytest.fixture
def examined(returned: Callable[..., Path]) -> Callable[..., Submission]:
    """Examines a complete workbook with the named cells typed otherwise."""

    def check(changes: dict[str, Raw] | None = None, *, blank: bool = False) -> Submission:
        return examine(returned(changes, blank=blank))

    return check
