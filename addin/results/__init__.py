"""What a consolidation is made into: tables, a result workbook, exports; and a result read back.

Doors: `folder_result` (consolidate_folder), `earlier` (read_past), `table` (Table, Column), `columns`,
`table_workbook` (write_tables).
"""
