"""How every command ends, and where it puts what nobody named a place for."""

from __future__ import annotations

import sys
from enum import IntEnum
from pathlib import Path

OUTPUT = Path("output")
"""The folder of whatever is made without a place given for it, below where the command runs."""


class ExitStatus(IntEnum):
    """What a command says to the shell."""

    GOOD = 0
    FINDINGS = 1
    """There is something to put right: findings of severity error, cells to decide, an obstacle."""
    REFUSED = 2
    """Wrong usage, or nothing readable."""


def replace_what_stdout_cannot_show() -> None:
    """Where a legacy code page has no such letter, another stands for it: a report never stops for one."""
    if hasattr(sys.stdout, "reconfigure"):
        sys.stdout.reconfigure(errors="replace")
