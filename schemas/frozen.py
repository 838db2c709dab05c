"""Frozen data whose methods are written once: a hundred classes of it load in the time of ten dataclasses.

`dataclass` writes and compiles six methods for each class, which took a tenth of the time in which a process starts.
"""

from __future__ import annotations

from dataclasses import MISSING, Field, FrozenInstanceError, dataclass, field, fields
from typing import Any, ClassVar, NoReturn, Self, dataclass_transform


@dataclass_transform(frozen_default=True, kw_only_default=True, field_specifiers=(field,))
class Frozen:
    """Every subclass is a frozen dataclass made by keywords; two are the same where their class and fields are."""

    _names: ClassVar[tuple[str, ...]] = ()
    """Of its fields, in order."""
    _all: ClassVar[frozenset[str]] = frozenset()
    __dataclass_fields__: ClassVar[dict[str, Field[Any]]]

    def __init_subclass__(cls) -> None:
        super().__init_subclass__()
        if cls.__annotations__:
            dataclass(init=False, repr=False, eq=False)(cls)
            cls._names = tuple(each.name for each in fields(cls))
            cls._all = frozenset(cls._names)

    def __init__(self, **given: object) -> None:
        if given.keys() != self._all:
            given = self._completed(given)
        self.__dict__.update(given)
        self.__post_init__()

    def _completed(self, given: dict[str, object]) -> dict[str, object]:
        if not given.keys() <= self._all:
            raise TypeError(f"{type(self).__name__} has the fields {self._names}, and was given {tuple(given)}")
        return {name: given[name] if name in given else self._usual(name) for name in self._names}

    @classmethod
    def restored(cls, values: dict[str, object]) -> Self:
        """One with all these `values`, which held together when they were taken from another."""
        made = cls.__new__(cls)
        made.__dict__.update(values)
        return made

    def _usual(self, name: str) -> object:
        """What a field is where nothing was given. Raises TypeError where it must be."""
        one = self.__dataclass_fields__[name]
        if one.default_factory is not MISSING:
            return one.default_factory()
        if one.default is MISSING:
            raise TypeError(f"{type(self).__name__} needs {name!r}")
        return one.default

    def __post_init__(self) -> None:
        """Raise ValueError where the fields do not go together."""

    def __setattr__(self, name: str, value: object) -> NoReturn:
        raise FrozenInstanceError(f"cannot assign to field {name!r}")

    def __delattr__(self, name: str) -> NoReturn:
        raise FrozenInstanceError(f"cannot delete field {name!r}")

    def __eq__(self, other: object) -> bool:
        return type(other) is type(self) and vars(other) == vars(self)

    def __hash__(self) -> int:
        return hash((type(self), *self.values().values()))

    def __repr__(self) -> str:
        said = ", ".join(f"{name}={value!r}" for name, value in self.values().items())
        return f"{type(self).__name__}({said})"

    def values(self) -> dict[str, Any]:
        """What stands in its fields, by name, in order."""
        return {name: getattr(self, name) for name in self._names}
