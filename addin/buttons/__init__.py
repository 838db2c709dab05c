"""The buttons of the year: what each does, whoever shows them, Excel's ribbon or the window of `kpibook desk`.

Doors: `catalogue` (BUTTONS), `front` (Front, InFront), `press` (press), `works` (work_of), `typed`
(typed_path, member_of), `keys` (without_key), `words` (said, wording).
"""
