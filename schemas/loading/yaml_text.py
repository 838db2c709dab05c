"""The text of a data file in YAML as plain data; wrong YAML is refused by file, line and what to do."""

from __future__ import annotations

from collections.abc import Hashable
from pathlib import Path
from typing import Any

import yaml

from schemas.loading.definition_error import DefinitionError
from schemas.messages.message import Message, together

# libyaml is twelve times as fast as the same in Python, and in every wheel of PyYAML.
_Safe: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class _Loader(_Safe):  # type: ignore[misc]
    """YAML in which a key that stands twice is an error, not a silent loss."""


def _mapping_without_twins(loader: Any, node: yaml.MappingNode) -> dict[Hashable, Any]:
    seen: set[Hashable] = set()
    for key_node, _ in node.value:
        key = loader.construct_object(key_node, deep=True)
        if key in seen:
            raise DefinitionError(
                "{file}: the key {key} stands twice: remove one", file=node.start_mark.name, key=repr(key)
            )
        seen.add(key)
    mapping: dict[Hashable, Any] = loader.construct_mapping(node, deep=True)
    return mapping


_Loader.add_constructor(yaml.resolver.BaseResolver.DEFAULT_MAPPING_TAG, _mapping_without_twins)


def parse_yaml(file: Path) -> Any:
    """What the file says. Raises `DefinitionError` where it is no YAML, and OSError where it cannot be read."""
    try:
        with file.open(encoding="utf-8") as stream:
            return yaml.load(stream, Loader=_Loader)  # noqa: S506 - a SafeLoader
    except (yaml.YAMLError, ValueError) as error:
        # A ValueError is a text that is not UTF-8, or a day that is in no calendar.
        raise DefinitionError("{file}: not readable as YAML: {why}", file=file, why=_of_yaml(error)) from error


def _of_yaml(error: Exception) -> Message:
    """What is wrong with the text of a file, on one line."""
    if isinstance(error, yaml.MarkedYAMLError) and error.problem_mark is not None:
        line, problem = error.problem_mark.line + 1, error.problem
        return Message(
            "line {line}: {problem}: put a text that holds a colon or another mark in quotes",
            line=line,
            problem=problem,
        )
    return together(str(error).split())
