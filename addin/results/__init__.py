"""What a consolidation is written into: a result workbook, and its tables for programs.

Doors: `folder_result` (consolidate_folder, read_folder), `result_workbook` (write_result), `table_workbook`
(write_tables), `looks` (heading, dress), `charts`, `exports` (frame_of), `csv_table` (csv_of),
`linked_table` (write_linked), `cell_links` (address_of_folder, address_of_siblings).
"""
