"""Reads returned workbooks back: reader, checks, consolidation, report."""
