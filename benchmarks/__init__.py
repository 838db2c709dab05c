"""What the work costs, as ratios to bare library work on the same files."""
