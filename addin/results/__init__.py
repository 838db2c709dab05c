"""What a consolidation is made into: tables, a result workbook, exports; and a result read back.

Doors: `folder_result` (consolidate_folder, read_folder), `earlier` (read_past), `table` (Table, Column),
`result_tables` (all_tables), `columns`, `run` (Run), `charts`, `keep` (read_earlier), `result_workbook`
(write_result), `table_workbook` (write_tables), `looks` (heading, dress), `sheet_rows` (lines, row_height),
`exports` (frame_of), `csv_table` (csv_of).
"""
