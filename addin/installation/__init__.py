"""Puts the add-in where Excel finds it, takes it away, and says what keeps it from working."""
