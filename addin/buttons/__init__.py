"""The buttons of the year: what each does, whoever shows them, Excel's ribbon or the window of `kpibook desk`.

Doors: `catalogue` (BUTTONS), `front` (Front), `press` (press).
"""
