"""What a result tells, as tables of data: the rows of every Member, and what they come to.

Doors: `result_tables` (all_tables), `raw_tables` (raw_tables), `about_tables`, `information_table`, `movement_tables`,
`region_tables`, `summary_tables`, `theme_tables`, `table` (Table, Column), `continued` (parts_of, sheets_of),
`columns`, `sheet_columns`, `level_rows` (level_rows), `level_columns` (level_columns), `keys`, `table_survey`
(survey_of, region_of), `in_words` (rows_of), `run` (Run).
"""
