"""What a case of the catalogue is: a class whose fields are the facts that its sentence can name.

A case is declared once, `class DateOutOfRange(EntryCase, code=Code.DATE_INVALID, variant="out-of-range")`,
and made where it is found, `DateOutOfRange(minimum=…, maximum=…)`: a fact that is forgotten or misspelt
is an error of type, and a TypeError where nobody looked. What a case speaks of, a file, a sheet, a
row or a cell, is the class it derives from; the facts of that place are handed in with the place.
"""

from __future__ import annotations

from typing import ClassVar

from schemas.findings.codes import Code, Severity
from schemas.frozen import Frozen

DECLARED: list[type[Case]] = []
"""The cases that have a code, in the order in which they are declared."""


class Case(Frozen):
    """One thing that can be said: a code, which of its sentences, how much it matters, and its facts.

    One that names its `code` is a case of the catalogue; `severity` is the code's own unless it says otherwise;
    `place` are the facts of what it speaks of.
    """

    code: ClassVar[Code]
    variant: ClassVar[str]
    """Empty where the code has one sentence only, or for the plainest of them."""
    severity: ClassVar[Severity]
    place: ClassVar[frozenset[str]] = frozenset()

    def __init_subclass__(
        cls,
        code: Code | None = None,
        variant: str = "",
        severity: Severity | None = None,
        place: tuple[str, ...] = (),
    ) -> None:
        super().__init_subclass__()
        cls.place |= frozenset(place)
        if code is not None:
            cls.code, cls.variant, cls.severity = code, variant, severity or code.severity
            DECLARED.append(cls)

    def __post_init__(self) -> None:
        for name, fact in vars(self).items():
            if fact is None:
                raise TypeError(f"{type(self).__name__}: {name} is None, and its sentence would have a hole there")

    @classmethod
    def key(cls) -> tuple[Code, str]:
        """The code and the variant, by which a wording gives the sentence."""
        return cls.code, cls.variant

    @classmethod
    def facts(cls) -> frozenset[str]:
        """Every name in braces that the sentence can have."""
        return cls.place.union(cls._names)

    def own_facts(self) -> dict[str, object]:
        """The facts that the case itself carries, by name."""
        return self.values()


class FileCase(Case, place=("file",)):
    """About a whole file."""


class SheetCase(Case, place=("sheet",)):
    """About a sheet."""


class RowCase(Case, place=("sheet", "subject")):
    """About a row with inputs, which may be gone: it has no cell to name."""


class CellCase(Case, place=("sheet", "cell")):
    """About a locked cell."""


class InputCase(Case, place=("sheet", "cell", "subject")):
    """About an input cell, filled in or not."""


class EntryCase(InputCase, place=("found",)):
    """About what stands in an input cell."""
