"""The sheets, one module each."""
