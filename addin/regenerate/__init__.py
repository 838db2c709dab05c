"""Workbooks made anew from returned ones: parts brought together, another edition or language.

Doors: `merged_files` (merge_files), `workbook_answers` (read_workbooks, answers_of), `merging` (merge), `migrating`
(migrate), `conflicts` (conflict_sheet), `rebuilt` (rebuild), `output_file` (check_target, write_workbook).
"""
