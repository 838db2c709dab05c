"""The formulas, and what each shows in the file as it is made.

Doors: `formulas` (Formulas, Formula), `first_values` (Shown), `following` (following).
"""
