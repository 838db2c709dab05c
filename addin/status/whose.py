"""Whose a file is that cannot be opened: its name says so, where it is the one that the template was sent under."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from pathlib import PurePosixPath

from addin.status.asked_members import Asked

_NAME = re.compile(r"(?<![a-z0-9])ecom-kpi_([0-9]{4})_([a-z]{3})_[a-z]{2}(?![a-z0-9])", re.ASCII)
"""The name of a Member's template, whatever people and programs put around it: `Copy of …`, `… (1)`, `… - Copy`."""
_COPY = re.compile(r"(?:[ _-]+\(?[0-9]{1,3}\)?|[ _-]+(?:copy|copie|copia|cópia|kopie|копия|نسخة))+$")
_COPY_OF = re.compile(r"^(?:copy of|copie de|copia de|cópia de|копия) ")


class Whose:
    """Which of the Members asked for a year a file's name tells of."""

    def __init__(self, asked: Iterable[Asked], year: int) -> None:
        self._year = year
        self._members = {member.country for member in asked}
        self._sent = _by_name(asked)

    def of(self, file: str) -> str | None:
        """The Member (ISO 3166-1 alpha-3) whose `file` is by its name; None where its name does not tell."""
        stem = _stem(file)
        found = _NAME.search(stem)
        if found is not None:
            country = found[2].upper()
            return country if int(found[1]) == self._year and country in self._members else None
        return self._sent.get(_plain(stem))


def _by_name(asked: Iterable[Asked]) -> Mapping[str, str | None]:
    """The Member that each file of the dispatch list was sent to; None where it was sent to several."""
    sent: dict[str, str | None] = {}
    for member in asked:
        for file in member.files:
            name = _plain(_stem(file))
            sent[name] = member.country if sent.get(name, member.country) == member.country else None
    return sent


def _stem(file: str) -> str:
    return PurePosixPath(file.replace("\\", "/")).stem.casefold()


def _plain(stem: str) -> str:
    """A name without what a copy adds to it."""
    return _COPY.sub("", _COPY_OF.sub("", stem))
