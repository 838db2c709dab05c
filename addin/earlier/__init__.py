"""A result read back, whoever has worked in it, and the answers of an earlier year.

Doors: `past` (read_past), `earlier_result` (is_result), `read_apart` (read_apart),
`result_reader` (read_sheets).
"""
