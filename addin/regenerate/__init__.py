"""Workbooks made anew from returned ones: parts brought together, another edition or language.

Doors: `workbook_answers` (read_one, answers_of), `merging` (merge), `migrating` (migrate), `rebuilt` (rebuild).
"""
