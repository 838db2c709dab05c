"""One file as one result: read, checked, and laid out in rows; many files in parallel, each within a budget.

Doors: `asked` (Asked), `examine` (examine), `in_parallel` (examine_many), `submission` (Submission), `rows`
(remarks_of), `refusals` (refused), `guard` (Guard, WorkingOn), `corrections` (joined), `readers` (pool,
start_ahead), `budget` (Budget, ReadingEndedError), `elsewhere` (Elsewhere, ElsewhereError), `processes`
(processes).
"""
