"""What is handed on: the report as one page, as a document, and a page for each Member.

Doors: `source` (read_source), `write_report` (write_report), `contents` (Contents), `documents` (documents).
"""
