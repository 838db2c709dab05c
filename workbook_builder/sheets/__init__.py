"""The sheets, one module each.

Doors: `start_sheet`, `summary_sheet`, `standard_sheet`, `last_year_columns`, `hidden_sheets`, `note_sheets`.
"""
