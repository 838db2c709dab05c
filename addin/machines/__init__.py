"""Reading on other machines, or on a cluster of this one: Dask's workers behind the interface of an executor.

Doors: `machines` (Machines).
"""
