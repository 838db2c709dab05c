"""How a workbook is drawn: cells, looks, rules, protection, and the last pass over the file.

Doors: `canvas` (Canvas), `looks` (Look), `finish` (finish), `input_rules`, `comments` (add_comments),
`paging` (Paper), `protection`, `text_fit`, `cuts` (cut_rows), `cell_xml`.
"""
