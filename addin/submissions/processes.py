"""Processes for long works that read no returned file, such as drawing the workbooks of all Members.

They are those that read, with a budget that only what will never end exceeds.
"""

from __future__ import annotations

from concurrent.futures import Executor

from addin.submissions.budget import Budget
from addin.submissions.budgeted_pool import BudgetedPool

_SECONDS = 600


def processes(workers: int) -> Executor:
    """An executor of so many processes, each started when there is a job for it.

    `Future.result` raises `ProcessEndedError` for a job that ended its process twice.
    """
    return BudgetedPool(workers, Budget(_SECONDS))
