"""The processes that read returned workbooks, each file within its budget.

Light on purpose: the command starts the first of them before it loads anything else.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from addin.submissions import ahead

if TYPE_CHECKING:
    from concurrent.futures import Executor

    from addin.submissions.budget import Budget

_PREPARE = "addin.submissions.examine:prepare"


def pool(workers: int | None = None, budget: Budget | None = None) -> Executor:
    """An executor of `workers` processes, a processor each where it is None; each job within `budget`.

    Without one it is that of the environment. Raises `Refusal` where that is no budget.
    """
    from addin.submissions.budgeted_pool import BudgetedPool  # noqa: PLC0415 - the first process starts before it loads

    return BudgetedPool(workers, budget, prepare=_PREPARE)


def start_ahead() -> Callable[[], None]:
    """Start the first process that a pool will need; returns what ends it where none was needed."""
    ahead.start(_PREPARE)
    return ahead.end
