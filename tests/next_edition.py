"""An edition of our own that follows 2018, to try out what a new edition does.

The WCO's next list of indicators is not published. This one adds a standard on data quality, words
an indicator anew, splits one, drops one, and with them renumbers others: what has to be told.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

from schemas.loading.loader import EDITIONS_FOLDER, load_definition

OLD, NEW = "2018", "2022-trial"

CHANGES: dict[str, Any] = {
    "from": OLD,
    "indicators": {
        "reworded": {"2.1": "2.1"},
        "split": {"4.2": ["4.2", "4.3"]},
        "new": ["16.1"],
        "dropped": ["9.2"],
    },
    "information": {"new": ["16.1"], "dropped": ["1.2"]},
}
RENUMBERED = {"4.3": "4.4", "4.4": "4.5"}


def make_next_edition(folder: Path) -> Path:
    """Write the edition into `folder`, in every language that 2018 is worded in; returns `folder`."""
    home = folder / NEW
    shutil.copytree(EDITIONS_FOLDER / OLD, home)
    _edit(home / "structure.yaml", _structure)
    for file in home.glob("??.yaml"):
        _edit(file, _wording)
    (home / "crosswalk.yaml").write_text(yaml.safe_dump(_crosswalk(), sort_keys=False), encoding="utf-8")
    return folder


def _edit(path: Path, change: Any) -> None:
    data = yaml.safe_load(path.read_text(encoding="utf-8"))
    change(data)
    path.write_text(yaml.safe_dump(data, allow_unicode=True, sort_keys=False), encoding="utf-8")


def _structure(data: dict[str, Any]) -> None:
    data["edition"] = NEW
    standards = data["standards"]
    standards[1]["information"].pop(1)
    standards[4]["indicators"] = 5
    standards[9]["indicators"] = 1
    standards[16] = {"indicators": 1, "information": [{"kind": "count"}]}


def _wording(data: dict[str, Any]) -> None:
    standards = data["standards"]
    # No template of this edition was ever sent out.
    data.pop("formerly", None)
    data["information_help"][16] = {1: "As of the day you answer."}
    del data["information_help"][1][2]
    del standards[1]["information"][2]
    standards[2]["indicators"][1] += " (worded anew)"
    old = standards[4]["indicators"]
    halves = {2: f"{old[2]} (post)", 3: f"{old[2]} (express)"}
    standards[4]["indicators"] = {1: old[1], **halves, 4: old[3], 5: old[4]}
    del standards[9]["indicators"][2]
    standards[16] = {
        "title": "Data quality",
        "text": "Data should be fit for purpose.",
        "indicators": {1: "Does your Customs administration measure the quality of advance electronic data?"},
        "information": {1: "Annual number of data quality checks"},
    }


def _crosswalk() -> dict[str, Any]:
    old = load_definition(OLD)
    indicators, information = CHANGES["indicators"], CHANGES["information"]
    told = {"2.1", "4.2", "9.2"}
    same = {n: RENUMBERED.get(n, n) for n in (f"{s}.{i}" for s, i in old.edition.indicators) if n not in told}
    items = {n: n for n in _items(old) if n != "1.2"}
    return CHANGES | {"indicators": {"same": same, **indicators}, "information": {"same": items, **information}}


def _items(definition: Any) -> Iterator[str]:
    return (f"{s}.{k}" for s, k, _ in definition.edition.information())
