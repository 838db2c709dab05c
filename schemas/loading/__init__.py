"""Data files as definitions; a wrong one is refused by name.

Doors: `loader` (load_definition, editions, languages), `spoken` (load_spoken), `members` (load_members),
`crosswalks` (crosswalk_between), `asked` (check_year), `campaigns` (load_campaign), `yaml_file` (load_yaml),
`definition_error` (DefinitionError),
`letters` (load_letters), `reporting` (load_common, load_part, reporting_languages),
`themes` (load_themes, theme_titles, themes_meant).
"""
