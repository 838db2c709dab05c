"""What a report to be published is made from: what may be published, the questionnaire's words, and nothing else.

Neither the survey nor anything of a Member is reachable from here, so that no template and no figure can show it.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import NamedTuple

from addin.figures.disclosure import STATES, Cell, PublicItem, Published, State, published
from addin.figures.response import Response
from addin.figures.statistics import Item, summaries
from addin.figures.survey import ADVANCED, LEVELS, NOT_APPLICABLE, Indicator, Survey
from addin.figures.theme_counts import count_themes
from addin.figures.years import EarlierYear, YearShares
from addin.report.contents import Contents
from addin.report.glance import furthest_and_least, needed_most
from addin.report.in_words import InWords
from schemas.definition import Definition
from schemas.loading.loader import editions
from schemas.loading.reporting import load_part
from schemas.models.page_words import PageWords
from schemas.models.public_words import PublicWords
from schemas.models.reporting import CommonWords
from schemas.models.wording import LevelWords

ON_SCALE = frozenset(LEVELS) - {NOT_APPLICABLE}
_UNIT = re.compile("[A-Z]{3}")
"""A currency; whatever else stood in its place would be somebody's own words."""


class PublicWording(NamedTuple):
    """The words of a report to be published."""

    common: CommonWords
    page: PageWords
    public: PublicWords


@dataclass(frozen=True)
class Asked:
    """What everybody was asked, in the language of the report."""

    levels: Mapping[int, LevelWords]
    standards: Mapping[int, str]
    indicators: tuple[Indicator, ...]
    items: Mapping[tuple[int, int], str]
    """What each item of additional information asks, by standard and number."""
    choices: Mapping[tuple[int, int], Mapping[str, str]]
    """What can be chosen there, by its code."""
    units: Mapping[str, str]
    """The units of numbers in words."""
    themes: Mapping[str, str]
    """The title of each theme, and what needs without one stand under, which has the empty code."""
    notice: str
    """What is said where the WCO has not endorsed the translation; empty where it has."""


@dataclass(frozen=True)
class PublicContents:
    """One year's report to be published, in one language."""

    published: Published
    asked: Asked
    words: PublicWording = field(repr=False)
    language: str
    """An ISO 639-1 code."""
    direction: str
    """`ltr` or `rtl`."""
    year: int | None
    year_before: int | None
    """The year that changes are counted from; None where none are shown."""
    version: str
    made_on: str
    """The day, as an ISO 8601 date."""
    years: tuple[YearShares, ...] = ()
    """The years in a database one beside the other, and last this one: what may be published of each."""

    @property
    def total(self) -> Response | None:
        """How many Members answered, of all; None where nothing can be shown."""
        return self.published.response[-1] if self.published.response else None

    @property
    def has_results(self) -> bool:
        """Whether anything is shown but how many answered."""
        return self.total is not None and self.total.answered > 0

    @cached_property
    def regions(self) -> tuple[Response, ...]:
        """The regions that are shown."""
        return self.published.response[:-1]

    @property
    def hidden_regions(self) -> tuple[str, ...]:
        """The names of the regions that are not shown by themselves."""
        shown = {each.region for each in self.regions}
        return tuple(name for code, name in self.words.common.regions.items() if code not in shown)

    @property
    def hidden_themes(self) -> tuple[str, ...]:
        """The titles of the themes that no number is shown of, wanted or not, in the order of the lexicon."""
        return tuple(title for code, title in self.asked.themes.items() if code not in self.published.themes)

    @property
    def hidden_changes(self) -> tuple[int, ...]:
        """The standards whose changes are not shown."""
        return tuple(standard for standard in self.asked.standards if standard not in self.published.changes)

    @cached_property
    def everything(self) -> tuple[Cell, ...]:
        """All standards together, in cells that all of them have; empty where one of them has none."""
        return together(list(self.published.standards.values()))

    def unit_called(self, item: Item) -> str:
        """The unit of an item's numbers in words; empty for a count."""
        return self.asked.units.get(item.unit, item.unit if _UNIT.fullmatch(item.unit) else "")

    def chosen(self, item: Item, found: PublicItem) -> tuple[tuple[str, int], ...]:
        """How many Members took each choice of an item that may be shown, in the order in which they are offered."""
        labels = self.asked.choices.get((item.standard, item.item), {})
        return tuple((label, found.choices[code]) for code, label in labels.items() if code in found.choices)


def public_contents(contents: Contents) -> PublicContents:
    """What may be published of `contents`."""
    definition, common = contents.definition, contents.words
    asked = _asked(definition, contents.themes_called, common)
    # Indicators of an earlier edition are there because somebody answered that one.
    survey = replace(contents.survey, indicators=asked.indicators, standards=asked.standards)
    shown = _published(survey, asked.themes)
    return PublicContents(
        shown,
        asked,
        PublicWording(
            common,
            load_part(contents.language, "page", PageWords),
            load_part(contents.language, "public", PublicWords),
        ),
        contents.language,
        definition.wording.direction,
        survey.year,
        survey.year_before if shown.changes else None,
        contents.version,
        contents.made_on,
        (*(_earlier(each, asked) for each in contents.earlier), _year(shown, survey.year)),
    )


def _published(survey: Survey, themes: Collection[str]) -> Published:
    """What may be published of the Members that count, of themes that are known."""
    countries = {member.country for member in survey.members}
    needs = (need for need in survey.needs() if need.country in countries)
    counted = {code: count for code, count in count_themes(needs).items() if code in themes}
    # What an earlier edition alone asked has no place among what is asked.
    given = (each for each in survey.given() if each.country in countries and not each.edition)
    return published(survey, counted, summaries(given))


def _asked(definition: Definition, themes: Mapping[str, str], common: CommonWords) -> Asked:
    wording = definition.wording
    numbered = [(s, i, text) for s, words in wording.standards.items() for i, text in words.indicators.items()]
    items = {(s, k): text for s, words in wording.standards.items() for k, text in words.information.items()}
    return Asked(
        wording.levels,
        {standard: words.title for standard, words in wording.standards.items()},
        tuple(Indicator(f"{s}.{i}", s, text) for s, i, text in numbered),
        items,
        {place: _choices(definition, *place) for place in items},
        {"%": "%", "hours": wording.units.get("duration", "")},
        {**themes, "": common.no_theme},
        common.notice,
    )


def _choices(definition: Definition, standard: int, number: int) -> Mapping[str, str]:
    asked = definition.item(standard, number)
    if asked.choices is not None:
        return definition.choice_labels(asked.choices)
    return {str(code): label for code, label in definition.wording.yes_no.items()} if asked.kind.is_coded else {}


def _year(shown: Published, year: int | None) -> YearShares:
    """What may be published of a year, beside others."""
    shares = {standard: _share(cells) for standard, cells in shown.standards.items()}
    response = shown.response[-1].rate if shown.response else None
    return YearShares(year, response, shares, _share(together(list(shown.standards.values()))))


def _earlier(earlier: EarlierYear, asked: Asked) -> YearShares:
    """What may be published of an earlier year: what its own report could tell.

    By one edition, all Members stand at an indicator of now as they stood at its counterpart, or none does. By several
    it would be some of them, and what is told of these could be taken from what was told of all.
    """
    survey = replace(earlier.survey, indicators=asked.indicators, standards=asked.standards)
    shown = _year(published(survey, {}, {}), survey.year)
    is_whole = len(earlier.editions) == 1 and earlier.editions <= set(editions())
    return shown if is_whole else shown._replace(standards={}, all_standards=None)


def _share(cells: Sequence[Cell]) -> float | None:
    found = share_of(cells)
    return found.share if found is not None else None


# --- cells -----------------------------------------------------------------------------------------
def together(standards: Sequence[Sequence[Cell]]) -> tuple[Cell, ...]:
    """The cells of all `standards` added up, in cells that all of them have; empty where one of them has none."""
    if not standards or not all(standards):
        return ()
    ends = set.intersection(*({cell.states[-1] for cell in cells} for cells in standards))
    found: list[Cell] = []
    states: tuple[State, ...] = ()
    for state in STATES:
        states += (state,)
        if state in ends:
            number = sum(cell.number for cells in standards for cell in cells if cell.states[0] in states)
            found.append(Cell(states, number))
            states = ()
    return tuple(found)


class PublicShare(NamedTuple):
    """How many of those on the scale are at the levels 4 and 5."""

    advanced: int
    applicable: int

    @property
    def share(self) -> float:
        """From 0 to 1."""
        return self.advanced / self.applicable


def share_of(cells: Sequence[Cell]) -> PublicShare | None:
    """The share at the levels 4 and 5; None where it is not to be had without taking cells apart, or is of nobody."""
    advanced, applicable = _count(cells, ADVANCED), _count(cells, ON_SCALE)
    return PublicShare(advanced, applicable) if advanced is not None and applicable else None


def _count(cells: Iterable[Cell], states: Collection[State]) -> int | None:
    inside = [cell for cell in cells if set(cell.states) <= set(states)]
    return sum(cell.number for cell in inside) if sum(len(cell.states) for cell in inside) == len(states) else None


def called(cell: Cell, contents: PublicContents) -> str:
    """The levels of a cell in words: `4, 5`."""
    names = ((str(state) if state is not None else contents.words.common.no_level) for state in cell.states)
    return InWords(contents.language).listed(names)


def said(cell: Cell, contents: PublicContents) -> str:
    """How many are in a cell, and of which levels where it has several: `4, 5 together: 7`."""
    number = InWords(contents.language).number(cell.number)
    if len(cell.states) == 1:
        return number
    return contents.words.public.together.format(levels=called(cell, contents), number=number)


# --- at a glance -----------------------------------------------------------------------------------
def glance(contents: PublicContents) -> tuple[str, ...]:
    """The results in a few sentences, as far as each of them may be told."""
    total, page, say = contents.total, contents.words.page.glance, InWords(contents.language)
    if total is None:
        return (contents.words.public.nothing,)
    if not total.answered:
        return (page.nobody,)
    answered = page.answered.format(
        answered=say.number(total.answered), asked=say.number(total.asked), share=say.share(total.rate)
    )
    return (answered, *_implementation(contents, say), *_change(contents, say), *_support(contents, say))


def _implementation(contents: PublicContents, say: InWords) -> Iterable[str]:
    words = contents.words.page.glance
    found = share_of(contents.everything)
    if found is not None:
        yield words.advanced.format(
            share=say.share(found.share), count=say.number(found.advanced), total=say.number(found.applicable)
        )
    shares = {s: found.share for s, cells in contents.published.standards.items() if (found := share_of(cells))}
    # Were one left out, it might be the furthest or the least.
    if len(shares) == len(contents.asked.standards):
        yield from furthest_and_least(shares, contents.asked.standards, words, say)


def _change(contents: PublicContents, say: InWords) -> Iterable[str]:
    changes = contents.published.changes.values()
    if changes and not contents.hidden_changes:
        matched, up, down = (say.number(sum(counts)) for counts in zip(*changes, strict=True))
        yield contents.words.public.changed.format(year=contents.year_before, matched=matched, up=up, down=down)


def _support(contents: PublicContents, say: InWords) -> Iterable[str]:
    called = contents.asked.themes.__getitem__
    return needed_most(contents.published.themes, called, contents.words.public, say)
