"""The ribbon: its XML, VBA, words and icons, and how they become one .xlam.

Doors: `make` (build), `own_sheet`, `settings` (SETTINGS), `words` (RIBBON, load_wordings).
"""
