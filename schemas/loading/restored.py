"""What was checked as plain data for JSON, and made again of it without another check.

An object stands as its class and its fields, `{"=": "LevelWords", "label": …}`; a word of a list that the code knows as
`{"=": "Topic", "of": "reason"}`; a mapping whose keys are no texts as its pairs, `{"=": "dict", "of": [[1, …], …]}`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from enum import StrEnum
from typing import Any

from schemas.findings import Code
from schemas.models import members, structure, wording
from schemas.models.held import Data
from schemas.models.kinds import Kind, kind_named
from schemas.models.structure import Asks, Period, Topic

_WHAT, _OF = "=", "of"
_SHAPES: Mapping[str, type[Data]] = {
    shape.__name__: shape
    for module in (members, structure, wording)
    for shape in vars(module).values()
    if isinstance(shape, type) and issubclass(shape, Data)
}
_WORDS: Mapping[str, Callable[[Any], Any]] = {
    "Asks": Asks,
    "Code": Code,
    "Kind": kind_named,
    "Period": Period,
    "Topic": Topic,
    "dict": lambda pairs: {key: _tuple(value) for key, value in pairs},
}


def as_plain(value: Any) -> Any:
    """`value`, an object of `Data` or what stands in one, as JSON knows it."""
    match value:
        case Data():
            plain: Any = {_WHAT: type(value).__name__, **as_plain(value.values())}
        case StrEnum():
            plain = {_WHAT: type(value).__name__, _OF: value.value}
        case Kind():
            plain = {_WHAT: "Kind", _OF: value.name}
        case tuple():
            plain = [as_plain(each) for each in value]
        case dict() if all(type(key) is str for key in value):
            plain = {key: as_plain(each) for key, each in value.items()}
        case dict():
            plain = {_WHAT: "dict", _OF: [[as_plain(key), as_plain(each)] for key, each in value.items()]}
        case _:
            plain = value
    return plain


def restored(found: dict[str, Any]) -> Any:
    """What `as_plain` made the object `found` of: the hook of a JSON decoder, which restores what is in it first."""
    what = found.pop(_WHAT, None)
    if what in _WORDS:
        return _WORDS[what](found[_OF])
    fields = {name: _tuple(value) for name, value in found.items()}
    return fields if what is None else _SHAPES[what].restored(fields)


def _tuple(value: Any) -> Any:
    return tuple(map(_tuple, value)) if isinstance(value, list) else value
