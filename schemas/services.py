"""What builder and add-in do for each other, found by name: neither knows the other.

The services are entry points of the group `kpibook.services`, loaded only when called for. Commands
and buttons ask for them here and hand them on; nobody below asks.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol, TypeAlias, TypeVar, cast

from schemas.errors import Refusal

if TYPE_CHECKING:
    # The command line finds its commands here, and loads no more than the one that is called.
    from concurrent.futures import Executor
    from importlib.metadata import EntryPoint

    from schemas.database_address import Place
    from schemas.definition import Definition
    from schemas.excel.note_sheet import NoteSheet
    from schemas.questions import Raw
    from schemas.years.last_year import LastYear
    from schemas.years.member_answers import Past

GROUP = "kpibook.services"
T = TypeVar("T")


class Watch(Protocol):
    """Passes things on as they come, out of so many, and shows how far the work is; may end it by an exception."""

    def __call__(self, items: Iterator[T], total: int, /) -> Iterator[T]:
        """`items`, one after the other."""


class Built(Protocol):
    """A finished workbook."""

    @property
    def file_name(self) -> str:
        """The name that the contract gives it."""

    @property
    def data(self) -> bytes:
        """Its bytes."""


WatchBuilt = Callable[[Iterator[Built], int], Iterator[Built]]
"""As `Watch`, of finished workbooks."""
PastOf: TypeAlias = "Callable[[Place, int], Past]"
"""As `ReadPast`, with somebody watching already, and the year that the answers are to be earlier than."""


OpenPool: TypeAlias = "Callable[[int], Executor]"
"""Opens an executor of so many processes, which raises `ProcessEndedError` for a work that ends its process."""


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
        cover: Mapping[str, str] | None = None,
        notes: Sequence[NoteSheet] = (),
        comments: Mapping[str, str] | None = None,
    ) -> Built:
        """A workbook with answers in place."""


class ReadPast(Protocol):
    """The reader of an earlier year's answers, as `addin.earlier.past.read_past`."""

    def __call__(self, place: Place, watch: Watch, year: int | None = None) -> Past:
        """The answers in a folder of returned workbooks, in a consolidated result or in a database.

        Of a database's years it is the latest before `year`, where that is given.
        """


@dataclass(frozen=True, slots=True, kw_only=True)
class TemplatesAsked:
    """The templates that somebody asks for, as they were typed and not checked yet."""

    out: Path
    """The folder they go to."""
    year: int | str | None = None
    """The reporting year; None for the one on the clock."""
    language: str | None = None
    """None for each Member's own, and English for a template that is nobody's."""
    member: str | None = None
    all_members: bool = False
    edition: str | None = None
    """None for the newest one."""
    prefill: Place | None = None
    """Where last year's answers are, to stand beside this year's inputs."""
    password: str | None = None
    campaign: Path | None = None
    """The campaign's file; None for the first `campaign.yaml` beside the folder, if there is one."""
    due: str | None = None
    """The due date; this and what follows None for what the campaign's file says."""
    return_to: str | None = None
    help_contact: str | None = None
    force: bool = False
    """True to replace files that are there already."""


class OrderTemplates(Protocol):
    """The maker of templates, as `workbook_builder.orders.order_templates.order_templates`."""

    def __call__(
        self, asked: TemplatesAsked, past_of: PastOf, watch: WatchBuilt, open_pool: OpenPool | None = None
    ) -> Sequence[str]:
        """Make and write what is asked for; what was done, a sentence each."""


def workbook_builder() -> BuildWorkbook:
    """The installed builder; raises `Refusal` where there is none."""
    return cast("BuildWorkbook", _service("build_workbook"))


def templates_maker() -> OrderTemplates:
    """The installed maker of templates; raises `Refusal` where there is none."""
    return cast("OrderTemplates", _service("order_templates"))


def past_reader() -> ReadPast:
    """The installed reader of earlier answers; raises `Refusal` where there is none."""
    return cast("ReadPast", _service("read_past"))


def process_pool() -> OpenPool:
    """What the installed reader opens processes with; raises `Refusal` where there is none."""
    return cast("OpenPool", _service("processes"))


def _service(name: str) -> Any:
    entry = the_one(GROUP, name)
    if entry is None:
        raise Refusal("This installation of kpibook is not complete: install it again, as the README says.")
    return entry.load()


def the_one(group: str, name: str) -> EntryPoint | None:
    """The entry point `name` of `group`, None where there is none.

    Raises `Refusal` where several programs offer one: which of them ran would be chance.
    """
    from importlib.metadata import entry_points  # noqa: PLC0415 - as above

    found = {entry.value: entry for entry in entry_points(group=group, name=name)}
    if len(found) > 1:
        raise Refusal(
            "Several installed programs offer “{name}” to kpibook ({found}): uninstall all but one.",
            name=name,
            found=", ".join(sorted(found)),
        )
    return next(iter(found.values()), None)
