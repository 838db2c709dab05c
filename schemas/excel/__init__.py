"""What is true of Excel and its files whoever writes them: limits, texts, packages.

Doors: `excel_limits`, `house_style`, `cell_text` (cell_text, exact), `code_pages` (decoded), `delimited`
(delimiter_of), `ooxml` (rewrite_package), `note_sheet` (NoteSheet), `own_words` (marked, words_beside),
`row_lines` (lines, row_height), `segments` (package_of).
"""
