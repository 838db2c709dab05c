"""Letters to Members: drafts that a mail program opens ready to send, in the Member's language.

Doors: `asked` (LettersAsked), `copies` (annotated_copies), `write` (write_letters, Outcome), `draft` (Attachment),
`table` (letters_table).
"""
