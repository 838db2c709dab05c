"""What is said, and in which words."""
