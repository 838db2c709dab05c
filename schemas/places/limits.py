"""How much is fetched from an address at the most: a store may hold anything, and an archive say anything of itself."""

from __future__ import annotations

FILE_LIMIT = 2**26
"""Bytes of a returned file: as of a local one, which is refused unread beyond that."""
NAMED_LIMIT = 2**31
"""Bytes of a file that somebody named by itself, such as the result of ten thousand workbooks."""
FILES_LIMIT = 50_000
"""Files of one folder and all below it."""
FETCHED_LIMIT = 2**32
"""Bytes of all files of one folder together."""
AT_A_TIME = 8
"""Files that are fetched at the same time, where the store can."""
BLOCK = 2**20
