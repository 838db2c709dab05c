"""What `--help` shows: each command's line whole, examples as they can be typed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import ClassVar

import click


class WholeGroup(click.Group):
    """A group whose list of commands cuts no line; `sections` puts it under headings, in their order."""

    sections: ClassVar[Mapping[str, Iterable[str]]] = {}
    """Heading: the names of the commands under it. Those of no section stand at the end, by name."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names of the commands, in the order of the sections."""
        there = self._names()
        ordered = [name for names in self.sections.values() for name in names if name in there]
        return [*ordered, *sorted(there - set(ordered))]

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """As click does, but under the headings, and with the first paragraph of each command whole."""
        rows = {name: _first_paragraph(self.get_command(ctx, name)) for name in self.list_commands(ctx)}
        widest = max(map(len, rows), default=0)
        for heading, names in self.sections.items():
            under = [(name.ljust(widest), rows.pop(name)) for name in names if name in rows]
            _section(formatter, heading, under)
        _section(formatter, "Other commands" if self.sections else "Commands", list(rows.items()))

    def _names(self) -> set[str]:
        return set(self.commands)


def examples(*lines: str) -> str:
    """The end of a command's `--help`: lines as they can be typed, each of 76 characters at the most."""
    return "\n".join(("\b", "Examples:", *(f"  {line}" for line in lines)))


def _first_paragraph(command: click.Command | None) -> str:
    text = (command.help or "") if command is not None else ""
    return " ".join(text.partition("\n\n")[0].split())


def _section(formatter: click.HelpFormatter, heading: str, rows: list[tuple[str, str]]) -> None:
    if rows:
        with formatter.section(heading):
            formatter.write_dl(rows)
