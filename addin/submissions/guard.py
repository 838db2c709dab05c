"""Whatever is done with one file: where it breaks, it is that file's own failure and never the run's."""

from __future__ import annotations

from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

from addin.log import note
from addin.returned.package_error import PackageError
from addin.submissions.budget import Budget, ReaderDiedError, TooMuchMemoryError, TooSlowError
from schemas.errors import Refusal
from schemas.loading.definition_error import DefinitionError

if TYPE_CHECKING:
    from schemas.findings.cases import FileCase


class Guard:
    """Turns whatever breaks inside into the `PackageError` that no answers can be taken from `file`.

    What nobody foresaw is kpibook's own fault: the error says so, and its detail is in the log. What
    is `passing`, and what a person does to stop a run, go through as they are.
    """

    def __init__(self, file: str, *passing: type[Exception]) -> None:
        self._file = file
        self._passing = (PackageError, KeyboardInterrupt, SystemExit, GeneratorExit, *passing)

    def __enter__(self) -> None:
        return None

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if error is None or isinstance(error, self._passing):
            return
        note(error, self._file)
        raise PackageError(_why(error)) from error


class WorkingOn(Guard):
    """Turns whatever breaks inside into the `Refusal` that nothing can be made of the workbook at `path`."""

    def __init__(self, path: Path, *passing: type[Exception]) -> None:
        super().__init__(str(path), Refusal, DefinitionError, *passing)

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        try:
            super().__exit__(kind, error, trace)
            if isinstance(error, PackageError):
                raise error
        except PackageError as refusal:
            from addin.submissions.refusals import refused  # noqa: PLC0415 - what can be said is loaded to say it
            from schemas.loading.spoken import load_spoken  # noqa: PLC0415 - the same

            raise Refusal(refused(load_spoken(None), self._file, refusal).message) from error


def _why(error: BaseException) -> FileCase:
    from schemas.findings.catalogue import (  # noqa: PLC0415 - as above
        ExaminingFailed,
        FileIsDamaged,
        FileNeedsTooMuchMemory,
        FileSuspicious,
        FileTooSlow,
        ReaderDied,
    )

    why: FileCase
    match error:
        case TooSlowError():
            why = FileTooSlow(limit=error.what)
        case TooMuchMemoryError():
            why = FileNeedsTooMuchMemory(limit=error.what)
        case ReaderDiedError():
            why = ReaderDied(found=error.what)
        case MemoryError():
            why = FileNeedsTooMuchMemory(limit=Budget.from_environment().memory_shown)
        case RecursionError():
            why = FileSuspicious(found="nested without end")
        case Exception():
            why = ExaminingFailed(found=type(error).__name__)
        case _:
            # A panic inside the reading library derives from BaseException.
            why = FileIsDamaged()
    return why
