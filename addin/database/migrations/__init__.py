"""How the tables of a database came about: a step a version, each a file in `versions` that never changes again."""
