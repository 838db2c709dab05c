"""The `kpibook` command: finds its subcommands, and ends every error in a plain sentence.

The subcommands are entry points of the group `kpibook.commands`, loaded only when called: the
builder's and the add-in's stand side by side without knowing each other.
"""

from __future__ import annotations

import gc
import io
import os
from collections.abc import Iterable, Mapping, Sequence
from typing import ClassVar

import click

from schemas.errors import Refusal, of_the_system, told
from schemas.loading.definition_error import DefinitionError
from schemas.services import the_one
from schemas.terminal.help import WholeGroup, examples
from schemas.terminal.lines import replace_what_stdout_cannot_show, say, say_usage
from schemas.terminal.outcome import ExitStatus

GROUP = "kpibook.commands"


class Commands(WholeGroup):
    """A click group whose commands are the installed entry points."""

    sections: ClassVar[Mapping[str, Iterable[str]]] = {
        # the year, in the order in which it is done
        "Send": ("build", "letters"),
        "Receive": ("status", "validate", "annotate", "merge", "decisions"),
        "Results": ("consolidate", "report"),
        "Another edition or language": ("migrate",),
        "With buttons": ("addin", "desk"),
    }

    def _names(self) -> set[str]:
        from importlib.metadata import entry_points  # noqa: PLC0415 - what reads starts before it is loaded

        return {entry.name for entry in entry_points(group=GROUP)}

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command called `cmd_name`, or None."""
        entry = the_one(GROUP, cmd_name)
        command: click.Command | None = entry.load() if entry is not None else None
        return command


@click.group(
    cls=Commands,
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog=examples("kpibook build", "kpibook validate returned", "kpibook consolidate --help"),
)
@click.version_option(package_name="kpibook", prog_name="kpibook")
def kpibook() -> None:
    """Make, check and consolidate the WCO e-commerce KPI workbook."""
    if not gc.isenabled():
        # The command is loaded, and what it makes may be garbage.
        gc.freeze()
        gc.enable()
    replace_what_stdout_cannot_show()


def run(arguments: Sequence[str]) -> int:
    """Run `kpibook` with `arguments`; what is said to the shell.

    0 good, 1 findings of severity error, 2 wrong usage or nothing readable.
    """
    try:
        status = kpibook.main(arguments, prog_name="kpibook", standalone_mode=False)
    except click.ClickException as error:
        usage = io.StringIO()
        error.show(usage)
        say_usage(usage.getvalue())
        return ExitStatus.REFUSED
    except (Refusal, DefinitionError) as error:
        say(f"kpibook: {error}", err=True)
        for detail in getattr(error, "details", ()):
            say(f"  {detail}", err=True)
        return ExitStatus.REFUSED
    except (click.Abort, KeyboardInterrupt):
        say("kpibook: stopped; nothing was changed.", err=True)
        return ExitStatus.REFUSED
    except OSError as error:
        say(f"kpibook: {of_the_system(error)}", err=True)
        return ExitStatus.REFUSED
    except Exception as error:
        # A fault of the program, not of its user: still a sentence, and the detail for whoever mends it.
        if os.environ.get("KPIBOOK_DEBUG"):
            raise
        kind = type(error).__name__
        say(
            f"kpibook: something went wrong inside the program ({kind}: {told(error)}). "
            "Please report it, with what KPIBOOK_DEBUG=1 shows.",
            err=True,
        )
        return ExitStatus.REFUSED
    return status if isinstance(status, int) else ExitStatus.GOOD
