"""What a data file says, checked against its shape; what is wrong is refused by file, key and what to do.

Loaded for files that were edited since they were released, and for those that are checked each time: it needs pydantic.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar, cast

from pydantic import TypeAdapter, ValidationError

from schemas.loading.definition_error import DefinitionError
from schemas.messages.message import Message

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails

__all__ = ["ValidationError", "checked", "validated"]

_Shape = TypeVar("_Shape")

_UNKNOWN_KEY = Message("Extra inputs are not permitted: correct the spelling of the key, or take it out")
_WRONG = {"extra_forbidden": _UNKNOWN_KEY, "unexpected_keyword_argument": _UNKNOWN_KEY}
"""An error of pydantic's that does not say what to do, in words that do, by its type."""


def checked(data: Any, file: Path, shape: type[_Shape]) -> _Shape:
    """`data`, which stands in `file`, as `shape`. Raises `DefinitionError` where it is wrong."""
    if not isinstance(data, dict):
        what = Message("is empty") if data is None else Message("holds no keys with values")
        raise DefinitionError("{file}: the file {what}: write lines such as `key: value` in it", file=file, what=what)
    try:
        return validated(data, shape)
    except ValidationError as error:
        first = error.errors()[0]
        key = ".".join(str(part) for part in first["loc"]) or "(top)"
        found = repr(str(first["input"])[:60])
        raise DefinitionError(
            "{file}: {key}: {what} (found {found})", file=file, key=key, what=_of_pydantic(first), found=found
        ) from error


def validated(data: Any, shape: type[_Shape]) -> _Shape:
    """`data` as `shape`. Raises pydantic's `ValidationError` where it is wrong."""
    made: _Shape = _adapter(cast("Any", shape)).validate_python(data)
    return made


@cache
def _adapter(shape: Any) -> TypeAdapter[Any]:
    return TypeAdapter(shape)


def _of_pydantic(error: ErrorDetails) -> str:
    """What is wrong with a value: what our own check of it says, else what pydantic does."""
    own = error.get("ctx", {}).get("error")
    if isinstance(own, ValueError) and len(own.args) == 1:
        return own.args[0] if isinstance(own.args[0], Message) else str(own)
    return _WRONG.get(error["type"]) or error["msg"]
