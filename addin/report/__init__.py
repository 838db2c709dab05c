"""What is handed on: the report as one page, as a document, and a page for each Member.

Doors: `contents` (Contents), `in_words` (InWords, Share); of `figures`, `drawn`, `member` and `standard`.
"""
