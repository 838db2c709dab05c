"""What people made in a result, carried over into the next one: their sheets, columns and notes.

Doors: `keep` (read_earlier), `own_columns`, `own_sheets`, `own_work` (OwnWork), `own_work_reader`.
"""
