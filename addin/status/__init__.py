"""Who has answered, who is late, how the season goes, and what to write to whom.

Doors: `folder_status` (StatusAsked, read_status), `asked_members` (read_members), `tracker` (track_members), `season`
(season_of), `history` (History), `reminders` (sentence), `tables` (status_tables), `status_workbook` (write_status),
`report` (print_regions, print_returns).
"""
