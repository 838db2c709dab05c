"""One file as one result: read, checked, and laid out in rows; many files in parallel."""
