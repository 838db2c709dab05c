"""Workbooks made anew from returned ones: parts brought together, another edition or language."""
