"""How every command ends, and where it puts what nobody named a place for."""

from __future__ import annotations

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
