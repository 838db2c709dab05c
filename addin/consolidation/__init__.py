"""Which file counts: from the submissions of a folder to one consolidation.

Doors: `consolidate` (consolidate, Consolidation, File, Status), `decided` (consolidate_decided), `folder`
(examine_files), `review` (Review, review_of), `spool` (Span).
"""
