"""Draws the workbook that an officer receives."""
