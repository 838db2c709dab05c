"""What the secretariat decided on returned workbooks: a ledger read, and its corrections put in place of cells.

Doors: `reading` (read), `ledger` (Ledger, Settled, effects_told), `decision` (Decision, Action, Correction, Effect),
`correcting` (corrected), `heading` (HEADINGS), `themed` (is_on_themes, themed_indicators, themes_decided).
"""
