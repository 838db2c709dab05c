"""Where what a button makes is put: dated, and never in place of anything."""

from __future__ import annotations

import datetime as dt
import os
from pathlib import Path

from addin.buttons.front import Front
from addin.buttons.typed import path_of
from addin.buttons.words import Ended, said
from addin.installation.places import find_places
from schemas.errors import Refusal

_FOLDER = "KPI workbook"


def folder_asked(front: Front) -> Path:
    """The folder with the returned workbooks. Raises `Ended` where none was chosen."""
    folder = path_of(front, "folder")
    if folder is None:
        raise Ended(said(front.language, "no-folder"))
    return folder


def folder_of_templates(front: Front) -> Path:
    """The folder with the templates to dispatch: the one that was chosen, else where new files go."""
    return path_of(front, "folder") or folder_of_results(front)


def folder_of_results(front: Front) -> Path:
    """The folder that new files go to: the one that is set, else one among the person's documents."""
    return path_of(front, "out") or _documents() / _FOLDER


def dated(front: Front, *parts: object, ending: str = "") -> Path:
    """A free place among the results: `ecom-kpi_result_2026_2026-11-26.xlsx` of the parts `result` and 2026.

    Empty parts are left out. Without an `ending` it is a folder's. A second one that day ends in `_2`.
    """
    today = dt.datetime.now().astimezone().date()
    name = "_".join(str(part) for part in ("ecom-kpi", *parts, today) if part)
    return free(front, folder_of_results(front) / f"{name}{ending}")


def free(front: Front, path: Path) -> Path:
    """`path`, or the same with a number: a place where nothing is, and whose name no open workbook has."""
    ending = path.suffix if path.suffix.casefold() == ".xlsx" else ""
    stem, number, place = path.name.removesuffix(ending), 2, path
    while os.path.lexists(place) or front.is_open(place.name):
        place = path.with_name(f"{stem}_{number}{ending}")
        number += 1
    return place


def _documents() -> Path:
    try:
        return find_places().documents
    except Refusal:  # neither Windows nor macOS
        return Path.home() / "Documents"
