"""CSV as Excel saves it: its regional settings say what stands between the cells."""

from __future__ import annotations

_DELIMITERS = ",;\t"


def delimiter_of(text: str) -> str:
    """What stands between the cells of the CSV `text`, by its first line with something in it."""
    first = next((line for line in text.splitlines() if line.strip()), "")
    return max(_DELIMITERS, key=first.count)
