"""What is true of Excel and its files whoever writes them: limits, texts, packages."""
