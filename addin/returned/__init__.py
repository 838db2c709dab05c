"""One returned file: opened safely, read, and understood. Nothing is judged here."""
