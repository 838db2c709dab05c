"""The ribbon's buttons, and the Excel behind them.

Doors: `buttons`, one function a button.
"""
