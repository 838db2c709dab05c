"""The steps, by their numbers. A new one names the one before it, and is written by hand from what the test says."""
