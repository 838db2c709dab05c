"""What needs are about: themes recognised in what officers wrote, by the words of a lexicon in six languages.

Doors: `recognising` (themes_in), `needs` (NeedRow, needs_of).
"""
