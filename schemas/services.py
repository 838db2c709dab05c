"""What builder and add-in do for each other, found by name: neither knows the other.

The services are entry points of the group `kpibook.services`, loaded only when called for.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from importlib.metadata import entry_points
from pathlib import Path
from typing import Any, Protocol, cast

from schemas.definition import Definition
from schemas.errors import Refusal
from schemas.excel.note_sheet import NoteSheet
from schemas.questions import Raw
from schemas.years.last_year import LastYear
from schemas.years.member_answers import Past

GROUP = "kpibook.services"


class Built(Protocol):
    """A finished workbook."""

    @property
    def file_name(self) -> str:
        """The name that the contract gives it."""

    @property
    def data(self) -> bytes:
        """Its bytes."""


class BuildWorkbook(Protocol):
    """The builder, as `workbook_builder.build.build_workbook`."""

    def __call__(
        self,
        definition: Definition,
        year: int,
        *,
        member: str | None = None,
        password: str | None = None,
        last: LastYear | None = None,
        typed: Mapping[str, Raw] | None = None,
        notes: Sequence[NoteSheet] = (),
    ) -> Built:
        """A workbook with answers in place."""


class ReadPast(Protocol):
    """The reader of an earlier year's answers, as `addin.results.earlier.read_past_watched`."""

    def __call__(self, place: Path) -> Past:
        """The answers in a folder of returned workbooks, or in a consolidated result."""


def workbook_builder() -> BuildWorkbook:
    """The installed builder; raises `Refusal` where there is none."""
    return cast("BuildWorkbook", _service("build_workbook"))


def past_reader() -> ReadPast:
    """The installed reader of earlier answers; raises `Refusal` where there is none."""
    return cast("ReadPast", _service("read_past"))


def _service(name: str) -> Any:
    for entry in entry_points(group=GROUP, name=name):
        return entry.load()
    raise Refusal("This installation of kpibook is not complete: install it again, as the README says.")
