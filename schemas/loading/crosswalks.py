"""Loads crosswalks and joins them, so that any two editions that follow each other compare."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache, reduce
from pathlib import Path

from schemas.loading.loader import editions, home_of, load_definition
from schemas.loading.yaml_file import DefinitionError, load_yaml
from schemas.years.crosswalk import Crosswalk, CrosswalkFile, Links, problems_of, unchanged


def load_crosswalk(edition: str, folder: Path | None = None) -> CrosswalkFile | None:
    """How `edition` follows from the one before it; None where it follows from none.

    Raises `DefinitionError` where the file is wrong, or leaves out an indicator or an item.
    """
    file = (home_of(edition) if folder is None else folder / edition) / "crosswalk.yaml"
    return _load_crosswalk(file) if file.exists() else None


@lru_cache(maxsize=16)
def _load_crosswalk(file: Path) -> CrosswalkFile:
    crosswalk = load_yaml(file, CrosswalkFile)
    new = load_definition(file.parent.name, folder=file.parent.parent)
    beside = file.parent.parent / crosswalk.before
    old = load_definition(crosswalk.before, folder=beside.parent if beside.is_dir() else None)
    for problem in problems_of(crosswalk, old, new):
        raise DefinitionError("{file}: {problem}", file=file, problem=problem)
    return crosswalk


def crosswalk_between(old: str, new: str) -> Crosswalk:
    """What became of everything from the edition `old` to `new`, older or newer.

    Raises `DefinitionError` where neither follows from the other.
    """
    if old == new:
        return unchanged(load_definition(old))
    for first, last in ((old, new), (new, old)):
        steps = _steps(first, last)
        if steps:
            indicators, information = (_join(steps, part) for part in ("indicators", "information"))
            if first == new:
                indicators, information = indicators.turned_round(), information.turned_round()
            return Crosswalk(old, new, indicators, information)
    raise DefinitionError(
        "Edition {new} does not follow from {old}: add a crosswalk.yaml to its folder, or choose another edition",
        new=new,
        old=old,
    )


def _steps(first: str, last: str) -> list[CrosswalkFile]:
    """The crosswalks from the edition `first` to `last`, in order; none where they are not joined."""
    steps: list[CrosswalkFile] = []
    edition = last
    while edition != first:
        step = load_crosswalk(edition)
        if step is None or len(steps) > len(editions()):
            return []
        steps.insert(0, step)
        edition = step.before
    return steps


def _join(steps: Sequence[CrosswalkFile], part: str) -> Links:
    links = [Links(getattr(step, part).links()) for step in steps]
    return reduce(Links.then, links)
