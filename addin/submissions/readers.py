"""The processes that read returned workbooks, each file within its budget.

Light on purpose: the command line starts the first of them before it loads anything else.
"""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Executor

from addin.submissions import budgeted_pool
from addin.submissions.budget import Budget

_PREPARE = "addin.submissions.examine:prepare"


def pool(workers: int | None = None, budget: Budget | None = None) -> Executor:
    """An executor of `workers` processes, a processor each where it is None; each job within `budget`.

    Without one it is that of the environment. Raises `Refusal` where that is no budget.
    """
    return budgeted_pool.BudgetedPool(workers, budget, prepare=_PREPARE)


def start_ahead() -> Callable[[], None]:
    """Start the first process that a pool will need; returns what ends it where none was needed."""
    return budgeted_pool.start_ahead(_PREPARE)
