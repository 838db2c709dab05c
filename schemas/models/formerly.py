"""Texts that templates carried before they were put right, so that a copy of an earlier template is still understood.

A place is where a text stands in a wording file: `standards.1.title`, `start.steps.2` (lists are
counted from 1), `members.COG`.
"""

from __future__ import annotations

from typing import Any

from schemas.models.wording import Wording


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
    holder, key = _holder(wording.model_dump(mode="json"), place)
    if place.startswith("members."):
        return str(holder.get(key, ""))
    text = _at(holder, key, place)
    if not isinstance(text, str):
        raise KeyError(place)
    return text


def _with(wording: Wording, changes: dict[str, str]) -> Wording:
    data = wording.model_dump(mode="json")
    for place, text in changes.items():
        holder, key = _holder(data, place)
        holder[key] = text
    return Wording.model_validate(data)


def _holder(data: Any, place: str) -> tuple[Any, str | int]:
    """What holds the text at `place`, and the key it has there."""
    *way, last = place.split(".")
    for part in way:
        data = _at(data, _key(data, part, place), place)
    return data, _key(data, last, place)


def _key(holder: Any, part: str, place: str) -> str | int:
    if not isinstance(holder, list):
        return part
    if not part.isdecimal():
        raise KeyError(place)
    return int(part) - 1


def _at(holder: Any, key: str | int, place: str) -> Any:
    try:
        return holder[key]
    except (KeyError, IndexError, TypeError):
        raise KeyError(place) from None
