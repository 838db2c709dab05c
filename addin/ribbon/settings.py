"""What people set: the rows of the settings workbook, and the fields of the window."""

from __future__ import annotations

SETTINGS = (
    "year",
    "language",
    "member",
    "edition",
    "prefill",
    "overwrite",
    "out",
    "folder",
    "files",
    "kind",
    "due",
    "contacts",
    "members",
    "decisions",
    "database",
    "public",
    "last_result",
)
"""What people set, in the order in which it is shown. Paths are as they were typed or picked: `typed_path` reads them.

`prefill` is last year's answers, of every button that compares; `files` the parts to merge, a line each; `kind` of
letter; `members` the list of those asked, empty for all; `decisions` the ledger; `database` where the years add up;
`public` yes or no, of the report.
"""
THE_DATABASE = "database"
"""What stands in place of last year's answers where they are in the database of the settings."""
