"""Last year's answers made by hand, for tests of workbooks that show them."""

from __future__ import annotations

from schemas.years.last_year import Kept, LastIndicator, LastYear

LAST = LastYear(
    year=2025,
    indicators={
        (1, 1): LastIndicator(
            4, {1: "A draft law.", 2: "Parliament has it.", 3: "Too few staff.", 4: "Training."}, {3: "yes"}
        ),
        (1, 2): LastIndicator(4, {1: "A decree.", 2: "None needed."}, {3: "no"}),
        (1, 3): LastIndicator(kept=Kept.NEW),
        (1, 4): LastIndicator(kept=Kept.SEVERAL, before=(("1.3", 4), ("1.4", 5))),
        (2, 1): LastIndicator(5, {1: "Since 2019.", 2: "Begin with one operator. " * 30}),
        (2, 2): LastIndicator(2, {1: "No budget."}),
        (3, 1): LastIndicator(1, {1: "No parcels."}),
    },
    information={(1, 1): "45 %", (8, 2): "150 EUR", (8, 3): "yes", (14, 1): "annual"},
)
"""Answers of 2025: kept possible at levels 1, 2, 4 and 5, one with a question left open, new, and asked otherwise."""
