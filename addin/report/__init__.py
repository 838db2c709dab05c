"""What is handed on: the report as one page, as a document, and a page for each Member.

Doors: `write_report` (write_report), `source` (SourceAsked), `contents` (Contents), `documents` (documents),
`in_words` (InWords, Share); of `figures`, `drawn`, `member` and `standard`.
"""
