"""The window of `kpibook desk`: the buttons of the year without Excel, from Python's own tkinter.

Doors: `start` (open_desk).
"""
