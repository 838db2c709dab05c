"""Workbooks made anew from returned ones: parts brought together, another edition or language.

Doors: `workbook_answers` (read_workbooks, answers_of), `merging` (merge), `migrating` (migrate), `rebuilt` (rebuild).
"""
