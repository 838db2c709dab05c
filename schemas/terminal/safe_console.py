"""Rich's console, made safe for what came from a file or a name; `lines.console` makes one."""

from __future__ import annotations

from collections.abc import Iterable

from rich.console import Console, ConsoleOptions, RenderableType
from rich.segment import Segment

from schemas.terminal.lines import printable


class SafeConsole(Console):
    """Rich's console, whose own colours reach the terminal and nobody else's."""

    def render(self, renderable: RenderableType, options: ConsoleOptions | None = None) -> Iterable[Segment]:
        """What is printed, with a symbol for each character that a terminal would obey."""
        for segment in super().render(renderable, options):
            if segment.control is not None:
                yield segment
            else:
                yield Segment(printable(segment.text), segment.style)
