"""The years that the questionnaire knows: those of its editions, and no more than a slip of the finger away."""

from __future__ import annotations

FIRST_YEAR, LAST_YEAR = 2018, 2100
