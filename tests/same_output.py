"""Prints the digest of everything kpibook makes from the corpus: `python -m tests.same_output`.

A change that is meant to change nothing prints the same lines before and after it:

    python -m tests.same_output > before.txt   # on the commit before
    python -m tests.same_output | diff before.txt -

With `--unpacked` a workbook is what it holds, however it is packed, and the list for dispatch, which has the digests of
files, is left out: a change that is meant to change nothing else packs them otherwise.
"""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

from click import echo

RETURNED = Path(__file__).parent / "returned"
LANGUAGES = ("ar", "en", "es", "fr", "pt", "ru")


def main() -> None:
    """Make templates, results, tables, findings, a merge and a migration, and print what came out."""
    unpacked = sys.argv[1:] == ["--unpacked"]
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        shutil.copytree(RETURNED, folder / "returned")
        for language in LANGUAGES:
            _kpibook(folder, "build", "--year", "2026", "--language", language, "--out", "templates")
        _kpibook(folder, "build", "--year", "2026", "--member", "KEN", "--password", "secret", "--out", "templates")
        _kpibook(folder, "build", "--year", "2027", "--all-members", "--prefill", "returned", "--out", "prefilled")
        _kpibook(folder, "consolidate", "returned", "--out", "result.xlsx", "--tables", "tables", "--year", "2026")
        _kpibook(folder, "status", "returned", "--no-history", "--due", "2026-03-31", "--out", "status.xlsx")
        complete = "returned/complete.xlsx"
        _kpibook(folder, "merge", complete, "returned/pasted.xlsx", "--out", "merged.xlsx")
        _kpibook(folder, "migrate", complete, "--language", "fr", "--out", "migrated.xlsx")
        for language in LANGUAGES:
            found = _kpibook(folder, "validate", "returned", "--json", "--language", language)
            (folder / f"findings_{language}.json").write_text(found, encoding="utf-8")
        for path in sorted(path for path in folder.rglob("*") if path.is_file()):
            if not (unpacked and path.name.endswith("_dispatch.csv")):
                echo(f"{_digest(path, unpacked)}  {path.relative_to(folder).as_posix()}")


def _digest(path: Path, unpacked: bool) -> str:
    """The digest of a file; a result says when it was made, which is left out."""
    is_made_here = path.suffix == ".xlsx" and path.parent.name != "returned"
    if path.name not in {"result.xlsx", "status.xlsx"} and not (unpacked and is_made_here):
        return hashlib.sha256(path.read_bytes()).hexdigest()
    with zipfile.ZipFile(path) as package:
        parts = b"".join(name.encode() + package.read(name) for name in package.namelist())
    return hashlib.sha256(re.sub(rb"<dcterms:(created|modified)[^>]*>[^<]*", b"", parts)).hexdigest()


def _kpibook(folder: Path, *arguments: str) -> str:
    """What the command says; it is part of what must stay the same."""
    command = [sys.executable, "-m", "addin.cli", *arguments]
    moment = {**os.environ, "SOURCE_DATE_EPOCH": "1767225600"}
    run = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False, env=moment)
    said = hashlib.sha256(f"{run.returncode}{run.stdout}{run.stderr}".encode()).hexdigest()
    echo(f"{said}  said by {' '.join(arguments)}")
    return run.stdout


if __name__ == "__main__":
    main()
