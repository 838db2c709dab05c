"""One file as one result: read, checked, and laid out in rows; many files in parallel.

Doors: `examine` (examine), `in_parallel` (examine_many), `submission` (Submission), `refusals` (refused),
`guard` (Guard).
"""
