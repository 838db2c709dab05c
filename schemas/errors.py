"""The one exception that ends a command: a plain sentence for the person who gave it."""

from __future__ import annotations


class Refusal(Exception):
    """Wrong usage, or nothing to work on. Its text is a sentence that says what to do; exit status 2."""
