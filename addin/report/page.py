"""The report as a page, and a page for each Member: one file each, which needs nothing else and runs no other code.

Whatever officers wrote is text: it is escaped, and no link is made of it. A content security policy lets
the page's own style and script run, by their digests, and nothing besides.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Mapping, Sequence
from functools import lru_cache
from importlib import resources

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from addin.report.contents import Contents
from addin.report.figure_files import data_link, numbers_of
from addin.report.figures.figure import Figure
from addin.report.glance import sentences
from addin.report.in_words import InWords
from schemas.excel.house_style import INK, LEVELS, PAPER
from schemas.loading.members import unions
from schemas.loading.reporting import load_part
from schemas.models.document_words import DocumentWords
from schemas.models.page_words import PageWords, SectionWords
from schemas.terminal.lines import printable
from schemas.written.report_seal import OPEN, SEAL_NAME

_SECTIONS: Mapping[str, str] = {
    "response": "response",
    "standards": "standards",
    "heat-map": "regions",
    "regions": "regions",
    "indicators": "indicators",
    "matrix": "movement",
    "net": "movement",
    "matched": "movement",
    "series": "movement",
    "themes": "needs",
    "information": "information",
}
"""The section of the page that each figure stands in, by its key."""


def load_page_words(language: str) -> PageWords:
    """What the page says in `language`. Raises `DefinitionError` where the file is missing or wrong."""
    words: PageWords = load_part(language, "page", PageWords)
    return words


def framework(language: str) -> str:
    """What the Framework of Standards is called in `language`, at the head of every page."""
    words: DocumentWords = load_part(language, "document", DocumentWords)
    return words.framework


def index_page(contents: Contents, figures: Sequence[Figure]) -> str:
    """The whole report as one page."""
    words = load_page_words(contents.language)
    sections = list(SectionWords.model_fields)
    return _render(
        "index.html.j2",
        contents,
        figures=figures,
        sections=sections,
        seal={"name": SEAL_NAME, "open": OPEN},
        sentences=tuple(sentences(contents, words)),
        script=_file("page.js"),
    )


def member_page(contents: Contents, country: str) -> str:
    """The page of one Member, or of the European Union, by its ISO 3166-1 alpha-3 code."""
    return _render("member.html.j2", contents, country=country, union_codes=unions(), script=None)


def _render(template: str, contents: Contents, *, script: str | None, **more: object) -> str:
    return rendered(
        template,
        script=script,
        contents=contents,
        survey=contents.survey,
        definition=contents.definition,
        direction=contents.definition.wording.direction,
        framework=framework(contents.language),
        common=contents.words,
        words=load_page_words(contents.language),
        say=InWords(contents.language),
        **more,
    )


def rendered(template: str, *, script: str | None = None, **values: object) -> str:
    """The page that `template` makes of `values`, with the style of every page and with `script`, if there is one."""
    style = _level_colours() + _file("page.css")
    return (
        _environment()
        .get_template(template)
        .render(
            values,
            style=Markup(style),  # noqa: S704 - our own file
            script=Markup(script) if script is not None else None,  # noqa: S704 - our own file
            policy=_policy(style, script),
        )
    )


def _level_colours() -> str:
    """The colours of the levels as the house style has them, in every mode and in print."""
    fills = "".join(f"--l{level}: #{pair.fill.lower()}; " for level, pair in LEVELS.items())
    return f":root {{ {fills}--on-light: #{INK.lower()}; --on-dark: #{PAPER.lower()}; }}\n"


def _policy(style: str, script: str | None) -> str:
    """The content security policy: this style and this script, and pictures that stand in the page itself."""
    allowed = f"script-src '{_digest(script)}'; " if script is not None else ""
    return (
        f"default-src 'none'; style-src '{_digest(style)}'; {allowed}img-src data:; base-uri 'none'; form-action 'none'"
    )


def _digest(text: str) -> str:
    return f"sha256-{base64.b64encode(hashlib.sha256(text.encode('utf-8')).digest()).decode('ascii')}"


@lru_cache(maxsize=8)
def _file(name: str) -> str:
    return resources.files("addin.report").joinpath("templates", name).read_text(encoding="utf-8")


@lru_cache(maxsize=1)
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("addin.report"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=_without_controls,
    )
    environment.filters["section_of"] = lambda figure: _SECTIONS[figure.key]
    environment.filters["csv_link"] = lambda figure: data_link("text/csv", numbers_of(figure))
    environment.filters["svg_link"] = lambda figure: data_link("image/svg+xml", figure.svg.encode("utf-8"))
    environment.filters["drawing"] = lambda figure: Markup(figure.svg)  # noqa: S704 - drawn by us, its texts escaped
    return environment


def _without_controls(value: object) -> object:
    """A text with a symbol in place of each character that shows nothing or turns what stands around it."""
    return printable(value) if isinstance(value, str) and not isinstance(value, Markup) else value
