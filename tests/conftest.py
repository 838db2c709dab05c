"""What many tests share: the definition, a built template, one running LibreOffice."""

from __future__ import annotations

import gc
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from addin.submissions.examine import examine
from addin.submissions.submission import Submission
from schemas.definition import Definition
from schemas.loading.loader import MORE_EDITIONS, load_definition
from schemas.questions import Raw
from tests.answers import complete_answers
from tests.fill import fill
from tests.kept_readers import kept_readers, none_kept
from tests.libreoffice import Office, office
from tests.next_edition import make_next_edition
from tests.postgresql import Server, server
from tests.templates import built_once, share

YEAR = 2026
# A workbook is hundreds of thousands of objects without a cycle: looking for cycles as often as usual costs a fifth.
gc.set_threshold(50_000, 20, 20)
STORIES = {"tests/test_database.py", "tests/test_report_numbers.py", "tests/test_two_years.py"}
"""Files whose tests look at one long story, or one server, which is there once: they run in one process."""


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Any:
    """Spreads tests over the processes one by one, and each story as a whole."""
    from xdist.scheduler import LoadScopeScheduling  # noqa: PLC0415 - there is none without pytest-xdist

    class Scheduling(LoadScopeScheduling):  # type: ignore[misc,no-any-unimported]
        def _split_scope(self, nodeid: str) -> str:
            file = nodeid.partition("::")[0]
            return file if file in STORIES else nodeid

    return Scheduling(config, log)


ENGINES = {"browser", "libreoffice", "mail_reader"}
"""Marks of tests for which a program of its own starts."""


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """What starts a program of its own is long as well, and several processes begin with what is long.

    So none of them is left with the longest test when the others are done.
    """
    for item in items:
        if any(item.get_closest_marker(engine) for engine in ENGINES):
            item.add_marker(pytest.mark.long)
    if hasattr(config, "workerinput"):
        items.sort(key=lambda item: item.get_closest_marker("long") is None)


@pytest.fixture(scope="session", autouse=True)
def _shared_templates(tmp_path_factory: pytest.TempPathFactory, pytestconfig: pytest.Config) -> None:
    """What the tests of a run build to read it is built once, in whichever process."""
    of_process = tmp_path_factory.getbasetemp()
    share((of_process.parent if hasattr(pytestconfig, "workerinput") else of_process) / "templates")


@pytest.fixture(scope="session", autouse=True)
def _kept_readers() -> Iterator[None]:
    """Commands that run in this process read with processes that are started once."""
    with kept_readers():
        yield


@pytest.fixture
def own_readers() -> Iterator[None]:
    """Each pool of the test starts its own processes, and ends them: what they are like is what is tested."""
    with none_kept():
        yield


@pytest.fixture(scope="session")
def definition() -> Definition:
    """The 2018 edition in English."""
    return load_definition()


@pytest.fixture(scope="session")
def template(definition: Definition) -> bytes:
    """The untouched template of 2026."""
    return built_once(definition, YEAR).data


@pytest.fixture(scope="session")
def trial_editions(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the edition that follows 2018, made once and only read."""
    return make_next_edition(tmp_path_factory.mktemp("editions"))


@pytest.fixture
def next_edition(trial_editions: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The edition that follows 2018 can be asked for; its folder is only read."""
    monkeypatch.setenv(MORE_EDITIONS, str(trial_editions))
    return trial_editions


@pytest.fixture
def draft(trial_editions: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The same in a folder of the test's own, to be edited before it is asked for."""
    folder = shutil.copytree(trial_editions, tmp_path / "draft")
    monkeypatch.setenv(MORE_EDITIONS, str(folder))
    return folder


@pytest.fixture(scope="session")
def libreoffice() -> Iterator[Office]:
    """A real LibreOffice, started once."""
    with office() as running:
        yield running


@pytest.fixture(scope="session")
def postgresql() -> Iterator[Server]:
    """A real PostgreSQL server, started once."""
    with server() as running:
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
