"""What a consolidation is made into: tables, a result workbook, exports; and a result read back.

Doors: `folder_result` (consolidate_folder, read_folder), `earlier` (read_past), `earlier_result` (is_result),
`result_reader` (read_sheets), `table` (Table, Column), `tables` (raw_tables), `result_tables` (all_tables), `columns`,
`sheet_columns`, `level_columns` (level_columns), `table_survey` (survey_of, region_of), `in_words` (rows_of), `run`
(Run), `charts`, `keep` (read_earlier), `result_workbook` (write_result), `table_workbook` (write_tables), `looks`
(heading, dress), `sheet_rows` (lines, row_height), `exports` (frame_of), `csv_table` (csv_of).
"""
