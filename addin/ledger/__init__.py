"""The ledger of decisions as a workbook: lists to choose from, and what is open to decide.

Doors: `keeping` (keep_ledger), `open_items` (open_items), `ledger_book` (write_ledger).
"""
