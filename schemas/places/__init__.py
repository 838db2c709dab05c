"""Folders and files that are somewhere else: an address of fsspec, and the local folder that stands for it meanwhile.

What is read is fetched before a command begins, what it makes is put there whole when it is done.

Doors: `place` (Place, read_place, file_to_write, folder_to_write), `visit` (from_anywhere, deliver), `fetched`
(Known), `options` (folder_option).
"""
