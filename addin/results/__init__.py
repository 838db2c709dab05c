"""What a consolidation is made into: tables, a result workbook, exports; and a result read back."""
