"""A data file in YAML as a model; a wrong one is refused by file, key and what to do."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from pydantic import BaseModel, ValidationError

from schemas.loading.compiled import compiled_data
from schemas.loading.definition_error import DefinitionError
from schemas.messages.message import Message

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails

__all__ = ["DefinitionError", "load_yaml"]

_Model = TypeVar("_Model", bound=BaseModel)

_WRONG = {
    "extra_forbidden": Message("Extra inputs are not permitted: correct the spelling of the key, or take it out"),
}
"""An error of pydantic's that does not say what to do, in words that do, by its type."""


def load_yaml(file: Path, model: type[_Model]) -> _Model:
    """The file as `model`. Raises `DefinitionError` where it is missing or wrong."""
    try:
        data = _data(file)
    except FileNotFoundError:
        raise DefinitionError(
            "{file}: there is no such file: add it, or choose another edition or language", file=file
        ) from None
    if not isinstance(data, dict):
        what = Message("is empty") if data is None else Message("holds no keys with values")
        raise DefinitionError("{file}: the file {what}: write lines such as `key: value` in it", file=file, what=what)
    try:
        return model.model_validate(data)
    except ValidationError as error:
        first = error.errors()[0]
        key = ".".join(str(part) for part in first["loc"]) or "(top)"
        found = repr(str(first["input"])[:60])
        raise DefinitionError(
            "{file}: {key}: {what} (found {found})", file=file, key=key, what=_of_pydantic(first), found=found
        ) from error


def _of_pydantic(error: ErrorDetails) -> str:
    """What is wrong with a value: what our own check of it says, else what pydantic does."""
    own = error.get("ctx", {}).get("error")
    if isinstance(own, ValueError) and len(own.args) == 1:
        return own.args[0] if isinstance(own.args[0], Message) else str(own)
    return _WRONG.get(error["type"]) or error["msg"]


def _data(file: Path) -> Any:
    data = compiled_data(file, file.read_bytes())
    if data is not None:
        return data
    from schemas.loading.yaml_text import parse_yaml  # noqa: PLC0415 - nobody else needs a parser

    return parse_yaml(file)
