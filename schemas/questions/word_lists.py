"""The lists of words that formulas look up on the hidden sheet of lists, by defined name."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache

from schemas.definition import Definition
from schemas.questions.typed_text import LONGEST

Listed = str | int | float


@cache
def word_lists(definition: Definition) -> Mapping[str, Sequence[Listed]]:
    """Every list that the steps of judging look something up in, each with at least one entry."""
    return {
        "digit_list": tuple("0123456789"),
        "digits_text": ("0123456789",),
        "position_list": tuple(range(1, LONGEST + 1)),
    }
