"""Annotated copies: a returned workbook made anew for its officer, with what is to be put right in it.

Doors: `annotating` (to_annotate, annotate, annotated_copy), `in_parallel` (annotate_listed), `many` (annotate_paths),
`delivery` (Deliveries).
"""
