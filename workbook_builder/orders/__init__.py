"""Workbooks as they are ordered: for one Member or all, with last year's answers, delivered whole.

Doors: `order_templates` (order_templates).
"""
