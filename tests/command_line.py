"""The command line as a person meets it: arguments in, exit status out."""

from __future__ import annotations

import pytest

from addin.cli import main


def run(*arguments: object) -> int:
    """The exit status of `kpibook` with `arguments`."""
    with pytest.raises(SystemExit) as stop:
        main(list(map(str, arguments)))
    assert isinstance(stop.value.code, int)
    return stop.value.code
