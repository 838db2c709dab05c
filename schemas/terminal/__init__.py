"""What all command lines share: options, exit statuses, where output goes, how progress shows.

Doors: `options` (year_option, password_option), `help` (WholeGroup, examples), `own_command` (own_command, here),
`outcome` (ExitStatus), `progress` (track), `lines` (say, say_json, console), `shown` (shown, is_address, are_apart).
"""
