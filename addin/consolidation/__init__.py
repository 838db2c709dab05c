"""Which file counts: from the submissions of a folder to one consolidation."""
