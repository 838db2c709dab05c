"""A data file in YAML as its shape; a wrong one is refused by file, key and what to do."""

from __future__ import annotations

from pathlib import Path
from typing import Any, TypeVar

from schemas.loading.compiled import compiled_data
from schemas.loading.definition_error import DefinitionError
from schemas.loading.restored import restored
from schemas.models.held import Data

__all__ = ["DefinitionError", "load_yaml", "parsed_yaml"]

_Shape = TypeVar("_Shape")


def load_yaml(file: Path, shape: type[_Shape]) -> _Shape:
    """The file as `shape`. Raises `DefinitionError` where it is missing or wrong."""
    # What every process reads was checked before its form was written.
    is_checked = issubclass(shape, Data)
    try:
        data = compiled_data(file, file.read_bytes(), restored if is_checked else None)
    except FileNotFoundError:
        raise DefinitionError(
            "{file}: there is no such file: add it, or choose another edition or language", file=file
        ) from None
    if data is not None and is_checked:
        made: _Shape = data
        return made
    return parsed_yaml(file, shape, data)


def parsed_yaml(file: Path, shape: type[_Shape], data: Any = None) -> _Shape:
    """The file as `shape`, checked anew; `data` is what it says where that is known already.

    Raises `DefinitionError` where it is wrong.
    """
    from schemas.loading.checked import checked  # noqa: PLC0415 - what was checked when it was released needs no check

    if data is None:
        from schemas.loading.yaml_text import parse_yaml  # noqa: PLC0415 - nobody else needs a parser

        data = parse_yaml(file)
    return checked(data, file, shape)
