"""The body of the annual report: what it says of all Members, of regions and standards, and in its annex of each."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from addin.figures.survey import LEVELS, MemberLevels
from addin.report import glance
from addin.report.blocks import Block, figure, heading, matrix, points, table, texts, together
from addin.report.contents import Contents
from addin.report.figures.amounts import information_parts
from addin.report.figures.drawn import figures_of
from addin.report.figures.figure import Figure
from addin.report.figures.made import Sketch, sketch_of
from addin.report.figures.standard import standard_figure
from addin.report.in_words import InWords
from schemas.loading.reporting import load_part
from schemas.models.document_words import DocumentWords
from schemas.models.page_words import PageWords

_FEW_THEMES = 3
"""The themes that are named in the lead of a standard."""
_TALLEST = 620.0
"""Figures of a part of the report are no taller than this, in points: below their heading they stand on one page."""


@dataclass(frozen=True)
class Saying:
    """What a document is written with: what it tells of, in which words."""

    contents: Contents

    @cached_property
    def words(self) -> DocumentWords:
        """The words of documents."""
        words: DocumentWords = load_part(self.contents.language, "document", DocumentWords)
        return words

    @cached_property
    def page(self) -> PageWords:
        """The words that documents share with the page."""
        words: PageWords = load_part(self.contents.language, "page", PageWords)
        return words

    @cached_property
    def say(self) -> InWords:
        """The writer of numbers."""
        return InWords(self.contents.language)

    @cached_property
    def sketch(self) -> Sketch:
        """How figures are drawn."""
        return sketch_of(self.contents)

    @property
    def made(self) -> str:
        """When the document was made and with what, for its cover; empty where nobody knows the day."""
        return self._made(self.words.made)

    @property
    def made_from(self) -> str:
        """The same with the name of the file that it was made from."""
        return self._made(self.page.made)

    def _made(self, sentence: str) -> str:
        contents = self.contents
        if not contents.made_on:
            return ""
        return sentence.format(source=contents.source, day=self.say.day(contents.made_on), version=contents.version)

    def standard(self, number: int) -> str:
        """A standard as a heading or a row names it."""
        return f"{number}. {self.contents.survey.standards.get(number, '')}"


def report_blocks(said: Saying) -> Iterator[Block]:
    """All of the report that follows its title and its contents."""
    drawn = {each.key: each for each in figures_of(said.contents)}
    yield from _summary(said)
    yield from _method(said)
    yield from _response(said, drawn)
    if said.contents.survey.members:
        yield from _standards(said, drawn)
        yield from _regions(said, drawn)
        yield from _movement(said, drawn)
        yield from _needs(said, drawn)
        yield from _information(said)
    yield from _union(said)
    yield from _annex(said)


def _summary(said: Saying) -> Iterator[Block]:
    yield heading(said.page.sections.summary)
    yield points(glance.sentences(said.contents, said.page))


def _method(said: Saying) -> Iterator[Block]:
    page, levels = said.page, said.contents.definition.wording.levels
    yield heading(page.sections.method, new_page=True)
    yield texts(page.method)
    if said.contents.themes:
        yield texts([page.method_themes])
    yield texts(filter(None, (said.contents.words.notice, said.made_from)))
    yield table(
        page.scale,
        (said.words.level, said.contents.words.level, said.words.meaning),
        [(str(level), levels[level].label, levels[level].description) for level in LEVELS],
        said.say,
        widths=(0, 2, 5),
    )


def _response(said: Saying, drawn: Mapping[str, Figure]) -> Iterator[Block]:
    contents, columns = said.contents, said.page.columns
    yield heading(said.page.sections.response)
    yield figure(drawn["response"], said.say)
    before = contents.survey.year_before if contents.survey.answered_before else None
    header = [contents.words.region, columns.asked, columns.answered, columns.complete]
    header += [columns.answered_in.format(year=before)] if before is not None else []
    names = contents.words.regions
    rows = [
        (
            names.get(each.region, each.region) if each.region else contents.words.all_members,
            each.asked,
            each.answered,
            each.complete,
            *((each.answered_before,) if before is not None else ()),
        )
        for each in contents.response
    ]
    yield table(said.page.sections.response, header, rows, said.say, last_is_total=True)


# --- levels ----------------------------------------------------------------------------------


def _standards(said: Saying, drawn: Mapping[str, Figure]) -> Iterator[Block]:
    yield heading(said.page.sections.standards, new_page=True)
    yield figure(drawn["standards"], said.say)
    yield figure(drawn["indicators"], said.say)
    for number in said.contents.standards:
        yield heading(said.standard(number), 2)
        yield together(_standard(said, number))


def _standard(said: Saying, number: int) -> Iterator[Block]:
    contents, say = said.contents, said.say
    found = contents.standards[number]
    lead = said.words.standard_lead.format(
        share=say.share(found.advanced),
        applicable=say.number(found.applicable),
        not_applicable=say.number(found.not_applicable),
        no_level=say.number(found.no_level),
    )
    wanted = sorted(
        ((-len(each.by_standard.get(number, ())), code) for code, each in contents.themes.items() if code),
    )
    named = [f"{contents.theme_called(code)} ({say.number(-count)})" for count, code in wanted[:_FEW_THEMES] if count]
    words = contents.definition.wording.standards.get(number)
    yield texts(
        [
            *([words.text] if words is not None else []),
            lead,
            *([said.words.standard_themes.format(themes=said.say.listed(named))] if named else []),
        ]
    )
    yield figure(standard_figure(contents, number, said.sketch), said.say, titled=False)


def _regions(said: Saying, drawn: Mapping[str, Figure]) -> Iterator[Block]:
    yield heading(said.page.sections.regions, new_page=True)
    yield texts([said.words.regions_lead])
    yield figure(drawn["regions"], said.say)
    yield figure(drawn["heat-map"], said.say)


# --- change ----------------------------------------------------------------------------------


def _movement(said: Saying, drawn: Mapping[str, Figure]) -> Iterator[Block]:
    yield heading(said.page.sections.movement, new_page="matrix" in drawn)
    if "matrix" not in drawn:
        yield texts([said.page.movement.no_earlier])
        yield from _series(said, drawn)
        return
    yield figure(drawn["matched"], said.say)
    yield figure(drawn["matrix"], said.say)
    yield _movement_by_region(said)
    yield figure(drawn["net"], said.say)
    yield from _series(said, drawn)
    yield from _falls(said)


def _series(said: Saying, drawn: Mapping[str, Figure]) -> Iterator[Block]:
    """The years one beside the other, where a database was named."""
    if "series" in drawn:
        yield figure(drawn["series"], said.say)


def _movement_by_region(said: Saying) -> Block:
    words, columns, changes = said.contents.words, said.page.columns, said.contents.changes
    rows = [
        (name, each.matched, each.up, each.down, each.net, each.to_not_applicable, each.from_not_applicable)
        for name, each in [
            *((words.regions[region], changes.by_region[region]) for region in said.contents.changed_regions),
            (words.all_members, changes.all),
        ]
    ]
    header = [words.region, columns.matched, words.up, words.down, words.net]
    header += [columns.to_not_applicable, columns.from_not_applicable]
    return table(said.page.movement.by_region, header, rows, said.say, widths=(3, *(1.2,) * 6), last_is_total=True)


def _falls(said: Saying) -> Iterator[Block]:
    contents, columns = said.contents, said.page.columns
    yield heading(said.page.movement.falls, 2)
    if not contents.falls:
        yield texts([said.words.falls_none])
        return
    years = (contents.survey.year_before, contents.survey.year)
    yield table(
        "",
        (
            contents.words.member,
            contents.words.region,
            contents.words.indicator,
            *(columns.level_in.format(year=year or "") for year in years),
        ),
        [
            (
                contents.name_of(each.country),
                contents.words.regions.get(each.region, each.region),
                each.indicator,
                each.level_before,
                each.level,
            )
            for each in contents.falls
        ],
        said.say,
        widths=(2, 2, 0, 0, 0),
    )


# --- needs and information -------------------------------------------------------------------


def _needs(said: Saying, drawn: Mapping[str, Figure]) -> Iterator[Block]:
    contents = said.contents
    yield heading(said.page.sections.needs, new_page="themes" in drawn)
    if "themes" not in drawn:
        yield texts([said.page.needs.none])
        return
    yield texts([said.words.themes_note])
    yield figure(drawn["themes"], said.say)
    regions = [each.region for each in contents.response if each.region and each.answered]
    names = contents.words.regions
    yield table(
        said.words.by_region,
        (contents.words.theme, *(names.get(region, region) for region in regions), contents.words.all_members),
        [
            (contents.theme_called(code), *(len(each.by_region.get(r, ())) for r in regions), len(each.members))
            for code, each in contents.themes.items()
        ],
        said.say,
        widths=(3, *(1.4 for _ in regions), 1.2),
    )
    standards = tuple(contents.standards)
    yield table(
        said.words.by_standard,
        (contents.words.theme, *map(str, standards)),
        [
            (contents.theme_called(code), *(len(each.by_standard.get(s, ())) for s in standards))
            for code, each in contents.themes.items()
        ],
        said.say,
        widths=(4, *(1 for _ in standards)),
    )


def _information(said: Saying) -> Iterator[Block]:
    contents, columns = said.contents, said.page.columns
    if not contents.information:
        return
    yield heading(said.page.sections.information, new_page=True)
    yield texts([said.sketch.words.information.description])
    for part in information_parts(contents, said.sketch, _TALLEST):
        yield figure(part, said.say)
    rows = []
    for item, each in contents.information.items():
        name = f"{item.standard} ({item.item}) {contents.item_called(item)}"
        chosen = "; ".join(f"{label}: {said.say.number(count)}" for label, count in contents.chosen(item, each))
        name = f"{name} – {chosen}" if chosen else name
        counts = (len(each.members), each.estimates, each.not_available, each.not_applicable)
        rows.append((name, contents.unit_called(item, each) or (said.page.unit_none if each.numbers else ""), *counts))
    header = [columns.item, columns.unit, contents.words.members, columns.estimates]
    header += [columns.not_available, columns.not_applicable]
    yield table(said.page.sections.information, header, rows, said.say, widths=(5, 1.2, 1.2, 1.4, 1.3, 1.4))


# --- by Member -------------------------------------------------------------------------------


def _union(said: Saying) -> Iterator[Block]:
    contents = said.contents
    if not contents.survey.unions:
        return
    yield heading(said.words.union)
    yield texts([said.page.glance.union])
    numbers = [each.number for each in contents.survey.indicators]
    levels = contents.definition.wording.levels
    for union in contents.survey.unions:
        rows = [(levels[level].label, sum(found == level for found in union.levels.values())) for level in LEVELS]
        rows.append((contents.words.no_level, len(numbers) - len(union.levels)))
        yield table(contents.name_of(union.country), (contents.words.level, contents.words.number), rows, said.say)


def _annex(said: Saying) -> Iterator[Block]:
    contents = said.contents
    if not contents.members:
        return
    order = {country: place for place, (country, _) in enumerate(contents.members_by_name)}
    numbers = tuple(each.number for each in contents.survey.indicators)

    def rows(members: tuple[MemberLevels, ...]) -> list[tuple[str, list[int | None]]]:
        ordered = sorted(members, key=lambda member: order[member.country])
        return [(contents.name_of(each.country), [each.levels.get(number) for number in numbers]) for each in ordered]

    groups = [
        (contents.words.regions.get(region, region), rows(contents.survey.of_region(region)))
        for region in contents.indicators_by_region
    ]
    groups += [(said.words.union, rows(contents.survey.unions))] if contents.survey.unions else []
    yield matrix(said.words.annex, said.words.annex_note, (contents.words.member, *numbers), groups)
