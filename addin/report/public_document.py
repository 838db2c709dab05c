"""The report to be published, as a document."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from addin.figures.disclosure import STATES, Cell
from addin.report.blocks import Block, figure, heading, points, table, texts
from addin.report.figures.figure import Figure
from addin.report.in_words import InWords
from addin.report.printable import line
from addin.report.public import PublicContents, glance, said, share_of
from addin.report.public_page import sections_of
from addin.report.typesetting import frame, pdf
from schemas.excel.house_style import LEVELS
from schemas.loading.reporting import load_part
from schemas.models.document_words import DocumentWords
from schemas.models.figure_words import FigureWords


def public_pdf(contents: PublicContents, figures: Sequence[Figure]) -> tuple[bytes, bool]:
    """The document, and whether it is PDF/UA-1."""
    words: DocumentWords = load_part(contents.language, "document", DocumentWords)
    public, page = contents.words.public, contents.words.page
    told = frame(contents.language, words.title, contents.year, words, page.contents, contents.made_on)
    data = told | {
        "lead": line(public.lead),
        "made": line(public.made.format(day=told["day"], version=contents.version)) if told["day"] else "",
        "blocks": list(public_blocks(contents, figures, words)),
    }
    return pdf("public.typ", data, contents.made_on)


def public_blocks(contents: PublicContents, figures: Sequence[Figure], words: DocumentWords) -> Iterator[Block]:
    """All of the document that follows its title and its contents."""
    drawn = {each.key: each for each in figures}
    sections, page = sections_of(contents), contents.words.page
    yield heading(page.sections.summary)
    yield points(glance(contents))
    yield heading(page.sections.method, new_page=True)
    yield texts([*contents.words.public.method, *([contents.asked.notice] if contents.asked.notice else [])])
    levels = contents.asked.levels
    yield table(
        page.scale,
        (words.level, contents.words.common.level, words.meaning),
        [(str(level), levels[level].label, levels[level].description) for level in LEVELS],
        InWords(contents.language),
        widths=(0, 2, 5),
    )
    if "response" in sections:
        yield from _response(contents, drawn["response"])
    if "standards" in sections:
        yield from _levels(contents, drawn)
        yield from _changes(contents, drawn)
        yield from _themes(contents, drawn)
        yield from _information(contents)


def _response(contents: PublicContents, drawn: Figure) -> Iterator[Block]:
    page, common = contents.words.page, contents.words.common
    yield heading(page.sections.response)
    yield figure(drawn, InWords(contents.language))
    rows = [
        (common.regions[each.region] if each.region else common.all_members, each.asked, each.answered)
        for each in contents.published.response
    ]
    header = (common.region, page.columns.asked, page.columns.answered)
    yield table(page.sections.response, header, rows, InWords(contents.language), last_is_total=True)
    yield texts(_hidden_regions(contents))


def _hidden_regions(contents: PublicContents) -> Iterator[str]:
    if contents.hidden_regions:
        regions = InWords(contents.language).listed(contents.hidden_regions)
        yield contents.words.public.notes.response.format(regions=regions)


def _levels(contents: PublicContents, drawn: dict[str, Figure]) -> Iterator[Block]:
    sections, common, notes = contents.words.page.sections, contents.words.common, contents.words.public.notes
    yield heading(sections.standards, new_page=True)
    yield figure(drawn["standards"], InWords(contents.language))
    rows = [(f"{s}. {contents.asked.standards[s]}", cells) for s, cells in contents.published.standards.items()]
    rows.append((contents.words.page.columns.all_standards, contents.everything))
    yield _spans(contents, common.standard, rows)
    yield texts([notes.levels])
    yield heading(sections.indicators, new_page=True)
    yield figure(drawn["indicators"], InWords(contents.language))
    of_indicators = [(each.number, contents.published.indicators[each.number]) for each in contents.asked.indicators]
    yield _spans(contents, common.indicator, of_indicators)
    yield texts([notes.levels])
    yield heading(sections.regions, new_page=True)
    if "heat-map" in drawn:
        yield figure(drawn["heat-map"], InWords(contents.language))
    yield texts([notes.regions, *_hidden_regions(contents)])


def _spans(contents: PublicContents, heading_: str, rows: Sequence[tuple[str, tuple[Cell, ...]]]) -> Block:
    """A table of the numbers at the levels, in which levels that are shown together have one cell."""
    common, say = contents.words.common, InWords(contents.language)
    advanced = load_part(contents.language, "figures", FigureWords).advanced
    states = (common.no_level if state is None else str(state) for state in STATES)
    lines = []
    for name, cells in rows:
        found = share_of(cells)
        spans = [{"text": line(said(cell, contents)), "span": len(cell.states)} for cell in cells]
        spans = spans or [{"text": say.number(None), "span": len(STATES)}]
        lines.append(
            [{"text": line(name), "span": 1}, *spans, {"text": say.share(found.share if found else None), "span": 1}]
        )
    return {
        "kind": "spans",
        "title": line(contents.words.public.figures.bars_title),
        "header": [line(each) for each in (heading_, *states, advanced)],
        "rows": lines,
    }


def _changes(contents: PublicContents, drawn: dict[str, Figure]) -> Iterator[Block]:
    notes = contents.words.public.notes
    yield heading(contents.words.page.sections.movement, new_page=True)
    if "changes" not in drawn:
        yield texts([notes.no_changes])
    else:
        yield figure(drawn["changes"], InWords(contents.language))
        hidden = InWords(contents.language).listed(map(str, contents.hidden_changes))
        yield texts([notes.changes, *([notes.changes_hidden.format(standards=hidden)] if hidden else [])])
    if "series" in drawn:
        yield figure(drawn["series"], InWords(contents.language))
        yield texts([notes.series])


def _themes(contents: PublicContents, drawn: dict[str, Figure]) -> Iterator[Block]:
    notes = contents.words.public.notes
    yield heading(contents.words.page.sections.needs)
    if "themes" not in drawn:
        yield texts([notes.no_themes])
        return
    yield figure(drawn["themes"], InWords(contents.language))
    hidden = InWords(contents.language).listed(contents.hidden_themes)
    yield texts([notes.themes, *([notes.themes_hidden.format(themes=hidden)] if hidden else [])])


def _information(contents: PublicContents) -> Iterator[Block]:
    page, public, found = contents.words.page, contents.words.public, contents.published.information
    yield heading(page.sections.information, new_page=True)
    if not found:
        yield texts([public.notes.no_information])
        return
    say, columns = InWords(contents.language), page.columns
    names = {
        item: f"{item.standard} ({item.item}) {contents.asked.items.get((item.standard, item.item), '')}"
        for item in found
    }
    numbers = [
        (names[item], contents.unit_called(item) or page.unit_none, each.members, each.lower, each.median, each.upper)
        for item, each in found.items()
        if each.median is not None
    ]
    header = [columns.item, columns.unit, contents.words.common.members, columns.lower, columns.median, columns.upper]
    if numbers:
        yield table(public.figures.information_title, header, numbers, say, widths=(5, 1.2, *(1.2,) * 4))
    chosen = [(names[item], contents.chosen(item, each)) for item, each in found.items()]
    rows = [
        (name, "; ".join(f"{label}: {say.number(count)}" for label, count in each)) for name, each in chosen if each
    ]
    if rows:
        yield table(public.choices, (columns.item, public.choices), rows, say, widths=(3, 2))
    yield texts([public.notes.information])
