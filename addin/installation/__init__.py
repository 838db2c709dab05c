"""Puts the add-in where Excel finds it, takes it away, and says what keeps it from working.

Doors: `install` (install, uninstall), `doctor` (examine, examine_here), `check` (Check, State), `chain` (run),
`registry` (read_registry), `places` (find_places), `packaged` (FILE_NAME), `settings_book`
(OWN_LANGUAGE, read_settings).
"""
