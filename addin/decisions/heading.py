"""The columns of the ledger, by their headings, and which of them each action reads."""

from __future__ import annotations

from addin.decisions.decision import Action

HEADINGS = ("date", "by", "country", "year", "action", "name", "code", "value", "file", "reason")
"""In the order in which kpibook writes them; people may put them in any, and columns of their own beside."""
ALWAYS = ("date", "by", "country", "action", "reason")
"""What no decision goes without."""
NEEDED = {
    Action.CORRECT: ("name", "value"),
    Action.WAIVE: ("code",),
    Action.ACCEPT: (),
    Action.CHOOSE: ("file",),
    Action.EXCLUDE: ("file",),
}
"""What an action needs besides."""
ALLOWED = {
    Action.CORRECT: ("file",),
    Action.WAIVE: ("name", "file"),
    Action.ACCEPT: ("file",),
    Action.CHOOSE: (),
    Action.EXCLUDE: (),
}
"""What it can be narrowed down by."""
