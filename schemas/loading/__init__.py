"""Data files as definitions; a wrong one is refused by name."""
