"""The shapes of the data files."""
