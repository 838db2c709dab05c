"""A data file in YAML as a model; a wrong one is refused by file, key and what to do."""

from __future__ import annotations

from collections.abc import Hashable
from pathlib import Path
from typing import Any, TypeVar

import yaml
from pydantic import BaseModel, ValidationError

from schemas.loading.definition_error import DefinitionError

__all__ = ["DefinitionError", "load_yaml"]

_Model = TypeVar("_Model", bound=BaseModel)

_REMEDIES = {"extra_forbidden": ": correct the spelling of the key, or take it out"}
"""What to do about an error of pydantic's that does not say it, by its type."""


# libyaml is twelve times as fast as the same in Python, and in every wheel of PyYAML.
_Safe: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class _Loader(_Safe):  # type: ignore[misc]
    """YAML in which a key that stands twice is an error, not a silent loss."""


def _mapping_without_twins(loader: Any, node: yaml.MappingNode) -> dict[Hashable, Any]:
    seen: set[Hashable] = set()
    for key_node, _ in node.value:
        key = loader.construct_object(key_node, deep=True)
        if key in seen:
            raise DefinitionError(f"{node.start_mark.name}: the key {key!r} stands twice: remove one")
        seen.add(key)
    mapping: dict[Hashable, Any] = loader.construct_mapping(node, deep=True)
    return mapping


_Loader.add_constructor(yaml.resolver.BaseResolver.DEFAULT_MAPPING_TAG, _mapping_without_twins)


def load_yaml(file: Path, model: type[_Model]) -> _Model:
    """The file as `model`. Raises `DefinitionError` where it is missing or wrong."""
    try:
        with file.open(encoding="utf-8") as stream:
            data = yaml.load(stream, Loader=_Loader)  # noqa: S506 - a SafeLoader
    except FileNotFoundError:
        raise DefinitionError(f"{file}: there is no such file: add it, or choose another edition or language") from None
    except (yaml.YAMLError, ValueError) as error:
        # A ValueError is a text that is not UTF-8, or a day that is in no calendar.
        raise DefinitionError(f"{file}: not readable as YAML: {_of_yaml(error)}") from error
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


def _of_yaml(error: Exception) -> str:
    """What is wrong with the text of a file, on one line."""
    if isinstance(error, yaml.MarkedYAMLError) and error.problem_mark is not None:
        line, problem = error.problem_mark.line + 1, error.problem
        return f"line {line}: {problem}: put a text that holds a colon or another mark in quotes"
    return " ".join(str(error).split())
