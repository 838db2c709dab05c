"""What an earlier result is called that stays beside the next one: `result-before-20270331-153000.xlsx`."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path

_NAME = re.compile(r".+-before-\d{8}-\d{6}(?:_\d+)?\.xlsx", re.IGNORECASE | re.DOTALL)


def earlier_name(path: Path, when: dt.datetime) -> Path:
    """A free name beside `path`."""
    stem, number = f"{path.stem}-before-{when:%Y%m%d-%H%M%S}", 2
    name = path.with_name(f"{stem}{path.suffix}")
    while name.exists() or name.is_symlink():
        name, number = path.with_name(f"{stem}_{number}{path.suffix}"), number + 1
    return name


def is_earlier_name(path: Path) -> bool:
    """Whether a file is called like that."""
    return _NAME.fullmatch(path.name) is not None
