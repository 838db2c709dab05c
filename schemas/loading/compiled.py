"""What kpibook's own data files hold, in a form that is read at once: JSON beside the YAML that people edit.

YAML takes twenty times as long, and every process that reads a workbook needs it. The forms of what they read hold
what was checked (`schemas.loading.restored`), those of other files what is to be checked.
`python -m tests.compiled_definitions` writes them. Each names the digest of the text that it was made
of, and its own: of a file that was edited since, or a form that is damaged, nothing is taken from here, so the edit
counts at once.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path
from typing import Any

SCHEMAS = Path(__file__).parent.parent
COMPILED = SCHEMAS / "compiled"


def form_of(file: Path) -> Path:
    """Where the compiled form of `file`, one of kpibook's own, stands."""
    return COMPILED / file.relative_to(SCHEMAS).with_suffix(".json")


def digest_of(text: bytes) -> str:
    """The SHA-256 of a file's text, whatever ends its lines: Git gives them other ends on Windows."""
    return hashlib.sha256(text.replace(b"\r\n", b"\n")).hexdigest()


def are_fresh(*files: Path) -> bool:
    """Whether all `files` are the texts that their forms were made of; they were checked with each other then."""
    return all(file.is_file() and _form(file, file.read_bytes()) is not None for file in files)


def together(home: Path) -> tuple[Path, bytes]:
    """The wordings in the folder `home` as if they were one file: what they say together has one form."""
    return home / "together.yaml", b"".join(file.read_bytes() for file in sorted(home.glob("??.yaml")))


def said_together(home: Path) -> Any:
    """The data of `together`; None where it is to be taken from the wordings."""
    return _said_together(home, COMPILED)


@lru_cache(maxsize=16)
def _said_together(home: Path, _: Path) -> Any:
    return compiled_data(*together(home))


def compiled_data(file: Path, text: bytes, hook: Callable[[dict[str, Any]], Any] | None = None) -> Any:
    """The data of `file`, whose text is `text`, its numbers as keys written as texts; None where it is to be parsed.

    `hook` makes something of each mapping in it, as a JSON decoder's does.
    """
    form = _form(file, text)
    return None if form is None else json.loads(form, object_hook=hook)


def _form(file: Path, text: bytes) -> bytes | None:
    """The JSON of a file whose text is still `text`."""
    if not file.is_relative_to(SCHEMAS):
        return None
    try:
        digests, _, form = form_of(file).read_bytes().partition(b"\n")
    except OSError:
        return None
    return form if digests == _digests(text, form) else None


def _digests(text: bytes, form: bytes) -> bytes:
    """The first line of a form: of the text that it was made of, and of itself, so that a damaged one is no form."""
    return f"{digest_of(text)} {digest_of(form)}".encode("ascii")


def compiled_form(text: bytes, data: Any) -> bytes:
    """The form of a file with `text`, which says `data`: a line with the digests, and a line of JSON."""
    form = json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"
    return _digests(text, form) + b"\n" + form
