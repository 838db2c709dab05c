"""Years that add up: each run of consolidate in a database, SQLite or PostgreSQL, and read back from it.

Doors: `libraries` (check_libraries), `database` (Database, open_database), `append` (Appended, append),
`stored` (Stored, StoredFile, latest_before, years_before).
"""
