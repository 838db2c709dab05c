"""Documents as people get to see them, and as a screen reader does: by Poppler, what many readers stand on."""

from __future__ import annotations

import re
import subprocess
import tempfile
from pathlib import Path

from tests.libreoffice import require


def text_of(data: bytes, *, as_laid_out: bool = False) -> str:
    """The text of a document, page by page, in the order in which it is read or as it is laid out."""
    return _poppler("pdftotext", data, *(["-layout"] if as_laid_out else []), "{}", "-")


def words_of(data: bytes) -> str:
    """The text with every blank, line and page break as one space."""
    return " ".join(text_of(data).split())


def signs_of(text: str) -> str:
    """A text without blanks and hyphens, so that it does not matter where its lines are broken."""
    return re.sub("[\\s\u00ad\u2010-]", "", text)


def information_of(data: bytes) -> dict[str, str]:
    """What a document says of itself."""
    lines = _poppler("pdfinfo", data, "{}").splitlines()
    return {name: value.strip() for name, _, value in (line.partition(":") for line in lines)}


def pages_of(data: bytes) -> int:
    """How many pages a document has."""
    return int(information_of(data)["Pages"])


def tags_of(data: bytes) -> list[str]:
    """The tags of a document in the order in which they are read."""
    lines = _poppler("pdfinfo", data, "-struct", "{}").splitlines()
    found = (re.match(r" *([A-Z][A-Za-z0-9]*)(?: |:|$)", line) for line in lines)
    return [match[1] for match in found if match]


def language_of(data: bytes) -> str:
    """The language that a document says it is in."""
    (catalog,) = re.findall(rb"/Type\s*/Catalog.*?endobj", data, re.DOTALL)
    (found,) = re.findall(rb"/Lang\s*\(([^)]*)\)", catalog)
    return str(found, "ascii")


def is_accessible(data: bytes) -> bool:
    """Whether a document says that it is PDF/UA-1."""
    return b"<pdfuaid:part>1" in data


def _poppler(program: str, data: bytes, *arguments: str) -> str:
    require(program)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "document.pdf"
        path.write_bytes(data)
        command = [program, *(each.format(path) for each in arguments)]
        return subprocess.run(command, capture_output=True, check=True, encoding="utf-8", errors="replace").stdout
