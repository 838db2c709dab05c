"""Texts that templates carried before they were put right, so that a copy of an earlier template is still understood.

A place is where a text stands in a wording file: `standards.1.title`, `start.steps.2` (lists are
counted from 1), `members.COG`.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from schemas.models.held import Data
from schemas.models.wording import Wording

_MEMBERS = "members."


def earlier_wordings(wording: Wording) -> tuple[Wording, ...]:
    """`wording` as earlier templates may have had it: each former text alone, then all those of one age together.

    Raises KeyError, naming the place, where `formerly` speaks of a text that there is not.
    """
    texts = wording.formerly
    alone = ({place: former} for place, formers in texts.items() for former in formers)
    ages = range(max(map(len, texts.values()), default=0))
    together = ({place: formers[min(age, len(formers) - 1)] for place, formers in texts.items()} for age in ages)
    return tuple(_with(wording, changes) for changes in (*alone, *together))


def text_at(wording: Wording, place: str) -> str:
    """The text that stands at `place` now; a Member's name that is not worded here is empty.

    Raises KeyError where no text stands there.
    """
    if place.startswith(_MEMBERS):
        return wording.members.get(place.removeprefix(_MEMBERS), "")
    text: Any = wording
    for part in place.split("."):
        text = _under(text, _key(text, part, place))
    if not isinstance(text, str):
        raise KeyError(place)
    return text


def _with(wording: Wording, changes: dict[str, str]) -> Wording:
    changed = wording
    for place, text in changes.items():
        if place.startswith(_MEMBERS):
            changed = replace(changed, members={**changed.members, place.removeprefix(_MEMBERS): text})
        else:
            changed = _put(changed, place.split("."), text, place)
    return changed


def _put(holder: Any, way: list[str], text: str, place: str) -> Any:
    """`holder` with `text` in it, at the end of the `way` that leads down from it."""
    key = _key(holder, way[0], place)
    new = _put(_under(holder, key), way[1:], text, place) if way[1:] else text
    if isinstance(holder, Data):
        return replace(holder, **{key: new})
    if isinstance(holder, tuple):
        return (*holder[:key], new, *holder[key + 1 :])
    return {**holder, key: new}


def _under(holder: Any, key: Any) -> Any:
    return getattr(holder, key) if isinstance(holder, Data) else holder[key]


def _key(holder: Any, part: str, place: str) -> Any:
    """What `holder` has `part` of a place under: a field, a place in a list or a key. Raises KeyError for none."""
    keys: dict[str, Any]
    if isinstance(holder, Data):
        keys = {name: name for name in holder.values()}
    elif isinstance(holder, tuple):
        keys = {str(index + 1): index for index in range(len(holder))}
    else:
        keys = {str(key): key for key in holder} if isinstance(holder, dict) else {}
    if part not in keys:
        raise KeyError(place)
    return keys[part]
