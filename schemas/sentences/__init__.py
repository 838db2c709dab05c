"""What is said, and in which words.

Doors: `messages` (input_finding, file_finding), `asked_text` (what_is_asked).
"""
