"""Which file counts: from the submissions of a folder to one consolidation.

Doors: `consolidate` (consolidate, Consolidation, File, Status), `folder` (examine_files), `review` (Review,
review_of).
"""
