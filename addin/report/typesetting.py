"""Documents set by Typst: a template of the package, with the data handed over as JSON and never as markup.

Typst's own exporter holds each document to PDF/UA-1 (ISO 14289-1) and refuses one that breaks it. Only the typeface of
the package is used, so that a document is the same on every machine; one with signs that it does not have, such as
Chinese or emoji, is set with the machine's typefaces too. Where these lack a sign as well the document is tagged all
the same, and does not say that it is PDF/UA-1.
"""

from __future__ import annotations

import datetime as dt
import json
from functools import cache
from pathlib import Path
from typing import Any

from addin.report.figures.text_width import FONTS
from addin.report.in_words import InWords
from addin.report.printable import line
from schemas.excel.house_style import INK, LEVELS, LINE, MUTED, NAVY
from schemas.models.document_words import DocumentWords

TEMPLATES = Path(__file__).parent / "typst"
_LACKS = "PDF/UA-1 error"
"""How the message begins where a document cannot be PDF/UA-1."""
_UNDATED = dt.datetime(2000, 1, 1, tzinfo=dt.UTC)


def frame(
    language: str, title: str, year: int | None, words: DocumentWords, contents: str, made_on: str
) -> dict[str, Any]:
    """What the template of every document is told: `contents` heads its list of contents, `made_on` is as in `pdf`."""
    return {
        "language": language,
        "title": line(title),
        "year": str(year or ""),
        "framework": words.framework,
        "day": InWords(language).day(made_on) if made_on else "",
        "contents": contents,
        "colours": {"ink": INK, "navy": NAVY, "muted": MUTED, "line": LINE},
        "levels": {str(level): {"fill": pair.fill, "ink": pair.ink} for level, pair in LEVELS.items()},
    }


def pdf(template: str, data: dict[str, Any], made_on: str = "") -> tuple[bytes, bool]:
    """The document that `template` makes of `data`, and whether it is PDF/UA-1; `made_on` is an ISO 8601 date.

    Raises `typst.TypstError` where the template is wrong.
    """
    import typst  # noqa: PLC0415 (loaded only where a document is set)

    given = {"data": json.dumps(data, ensure_ascii=False)}
    timestamp = dt.datetime.fromisoformat(made_on).replace(tzinfo=dt.UTC) if made_on else _UNDATED
    for with_system, standards in ((False, ["ua-1"]), (True, ["ua-1"]), (True, [])):
        try:
            made = _compiler(with_system).compile(
                TEMPLATES / template,
                format="pdf",
                sys_inputs=given,
                pdf_standards=standards,
                timestamp=timestamp,
            )
        except typst.TypstError as error:
            if not standards or not str(error).startswith(_LACKS):
                raise
        else:
            return made, bool(standards)
    raise AssertionError("the last standard is none")


@cache
def _compiler(with_system: bool) -> Any:
    """One compiler a process: it keeps the typefaces, and what it worked out."""
    import typst  # noqa: PLC0415

    fonts = typst.Fonts(include_system_fonts=with_system, include_embedded_fonts=False, font_paths=[FONTS])
    return typst.Compiler(root=TEMPLATES, font_paths=fonts)
