"""Who has answered, who is late, and what to write to whom.

Doors: `asked_members` (read_members), `tracker` (track_members), `tables` (status_tables), `report`
(print_regions), `reminders` (sentence).
"""
