"""Excel, as the buttons see it.

Doors: `excel_front` (ExcelFront).
"""
