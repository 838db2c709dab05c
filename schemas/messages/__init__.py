"""Sentences to whoever runs kpibook, in English and in each language that has a catalogue here.

Doors: `message` (Message, CountedMessage, Option, Called, some_of, together), `catalogues` (message_languages).
"""
