"""Makes what is handed to people: a bundle for a computer without internet."""
