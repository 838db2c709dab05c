"""A data file in YAML as a model; a wrong one is refused by file, key and what to do."""

from __future__ import annotations

from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from schemas.loading.compiled import compiled_data
from schemas.loading.definition_error import DefinitionError

__all__ = ["DefinitionError", "load_yaml"]

_Model = TypeVar("_Model", bound=BaseModel)

_REMEDIES = {"extra_forbidden": ": correct the spelling of the key, or take it out"}
"""What to do about an error of pydantic's that does not say it, by its type."""


def load_yaml(file: Path, model: type[_Model]) -> _Model:
    """The file as `model`. Raises `DefinitionError` where it is missing or wrong."""
    try:
        data = _data(file)
    except FileNotFoundError:
        raise DefinitionError(f"{file}: there is no such file: add it, or choose another edition or language") from None
    if not isinstance(data, dict):
        what = "is empty" if data is None else "holds no keys with values"
        raise DefinitionError(f"{file}: the file {what}: write lines such as `key: value` in it")
    try:
        return model.model_validate(data)
    except ValidationError as error:
        first = error.errors()[0]
        key = ".".join(str(part) for part in first["loc"]) or "(top)"
        what = first["msg"].removeprefix("Value error, ") + _REMEDIES.get(first["type"], "")
        raise DefinitionError(f"{file}: {key}: {what} (found {str(first['input'])[:60]!r})") from error


def _data(file: Path) -> Any:
    data = compiled_data(file, file.read_bytes())
    if data is not None:
        return data
    from schemas.loading.yaml_text import parse_yaml  # noqa: PLC0415 - nobody else needs a parser

    return parse_yaml(file)
