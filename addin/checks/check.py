"""What a check is: a function from a read workbook to findings, and the cases of the catalogue that it yields."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from addin.returned.returned import Returned
from schemas.findings import Case, Finding

Run = Callable[[Returned], Iterator[Finding]]


class Check(NamedTuple):
    """A check with its declaration, which a test holds against its source and against what it yields."""

    run: Run
    own: frozenset[type[Case]]
    """The cases that the check itself decides on."""
    read: frozenset[type[Case]]
    """Those that it passes on: what the cells' own questions said when they were read."""

    @property
    def cases(self) -> frozenset[type[Case]]:
        """Every case that it may yield."""
        return self.own | self.read

    def __call__(self, returned: Returned) -> Iterator[Finding]:
        """The findings in `returned`."""
        return self.run(returned)


def yields(*own: type[Case], read: Iterable[type[Case]] = ()) -> Callable[[Run], Check]:
    """Declares what the check below yields: the cases it decides on, and those it passes on as they were `read`."""
    return lambda run: Check(run, frozenset(own), frozenset(read))
