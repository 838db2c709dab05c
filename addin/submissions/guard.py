"""Whatever is done with one file: where it breaks, it is that file's own failure and never the run's."""

from __future__ import annotations

from types import TracebackType

from addin.log import note
from addin.returned.package import PackageError
from schemas.findings.catalogue import ExaminingFailed, FileIsDamaged, FileSuspicious


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
        raise _as_package_error(error) from error


def _as_package_error(error: BaseException) -> PackageError:
    if isinstance(error, (MemoryError, RecursionError)):
        return PackageError(FileSuspicious(found="it needs too much memory"))
    if isinstance(error, Exception):
        return PackageError(ExaminingFailed(found=type(error).__name__))
    # A panic inside the reading library derives from BaseException.
    return PackageError(FileIsDamaged())
