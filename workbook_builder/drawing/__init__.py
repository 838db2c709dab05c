"""How a workbook is drawn: cells, looks, rules, protection, and the last pass over the file."""
