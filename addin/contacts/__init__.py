"""Whom to write to: the secretariat's list of contacts, refused by its row where it is wrong.

Doors: `contact_list` (Contacts, read_contacts), `mail_address` (ascii_addresses), `list_rows` (read_rows).
"""
