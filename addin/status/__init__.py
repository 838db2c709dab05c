"""Who has answered, who is late, and what to write to whom."""
