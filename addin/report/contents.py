"""What a report says, whatever it is set in: the survey, its figures, and each Member's own.

The page and the documents show what stands here, and compute nothing themselves.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

from addin.figures.change import AllChanges, Changes, changes_of, falls
from addin.figures.distribution import Distribution, by_indicator, by_standard, overall
from addin.figures.response import Response, response_by_region
from addin.figures.statistics import Item, Summary, summaries
from addin.figures.survey import Indicator, MemberLevels, Moved, Need, Survey
from addin.figures.theme_counts import ThemeCount, count_themes
from addin.figures.years import EarlierYear, YearShares, shares_of
from schemas.definition import Definition
from schemas.loading.spoken import load_spoken
from schemas.models.reporting import CommonWords


@dataclass(frozen=True)
class Missing:
    """What is still open in a Member's file that counts."""

    indicators: tuple[str, ...] = ()
    """The numbers of the indicators that are not complete: without a level, or without an answer that it asks for."""
    not_signed_off: tuple[int, ...] = ()
    """The standards without a sign-off that holds."""
    errors: int = 0
    warnings: int = 0
    file: str = ""
    status: str = ""
    """`accepted` or `accepted-with-errors`."""

    @property
    def is_nothing(self) -> bool:
        """True where all is answered, signed off and right."""
        return not (self.indicators or self.not_signed_off or self.errors)


class Compared(NamedTuple):
    """A Member's level at one indicator, beside its own of the year before and the shares of others."""

    indicator: Indicator
    level: int | None
    level_before: int | None
    region: float | None
    """The share from 0 to 1 of its region at the levels 4 and 5; None where the scale applies to nobody."""
    all: float | None
    """The same of all Members."""


@dataclass(frozen=True)
class Contents:
    """One year's report in one language."""

    survey: Survey
    definition: Definition = field(repr=False)
    """The newest edition asked, in the report's language: it names Members, levels, standards and items."""
    words: CommonWords = field(repr=False)
    themes_called: Mapping[str, str] = field(default_factory=dict)
    """The title of each theme in the report's language, by its code."""
    missing: Mapping[str, Missing] = field(default_factory=dict)
    """By Member that counts."""
    earlier: tuple[EarlierYear, ...] = field(default=(), repr=False)
    """The years before in a database, the first one first; none where no database was named."""
    source: str = ""
    """What it was made from, as a name without its folder."""
    version: str = ""
    """Of kpibook."""
    made_on: str = ""
    """The day, as an ISO 8601 date."""

    @property
    def language(self) -> str:
        """The language of the report, as an ISO 639-1 code."""
        return self.definition.wording.language

    def name_of(self, country: str) -> str:
        """A Member's name."""
        return self.definition.country_names.get(country, country)

    @cached_property
    def response(self) -> tuple[Response, ...]:
        """By region, and last all Members."""
        return response_by_region(self.survey)

    @cached_property
    def indicators(self) -> Mapping[str, Distribution]:
        """How all Members are spread at each indicator."""
        return by_indicator(self.survey.members, self.survey.indicators)

    @cached_property
    def standards(self) -> Mapping[int, Distribution]:
        """The same by standard: Members times indicators."""
        return by_standard(self.indicators, self.survey.indicators)

    @cached_property
    def indicators_by_region(self) -> Mapping[str, Mapping[str, Distribution]]:
        """By the code of the region, those that have Members: how they are spread at each indicator."""
        regions = [each.region for each in self.response if each.region and each.answered]
        return {region: by_indicator(self.survey.of_region(region), self.survey.indicators) for region in regions}

    @cached_property
    def standards_by_region(self) -> Mapping[str, Mapping[int, Distribution]]:
        """By the code of the region: Members times indicators of each standard."""
        return {
            region: by_standard(found, self.survey.indicators) for region, found in self.indicators_by_region.items()
        }

    @cached_property
    def overall_by_region(self) -> Mapping[str, Distribution]:
        """By the code of the region: all indicators together."""
        return {region: overall(found) for region, found in self.indicators_by_region.items()}

    @cached_property
    def matched(self) -> tuple[MemberLevels, ...]:
        """This year's levels of those Members that answered in both years."""
        countries = frozenset(self.survey.matched)
        return tuple(member for member in self.survey.members if member.country in countries)

    @cached_property
    def changes(self) -> AllChanges:
        """What changed since the year before."""
        return changes_of(self.survey.moved())

    @cached_property
    def changes_by_standard(self) -> Mapping[int, Changes]:
        """The same by standard: Members times indicators."""
        found: dict[int, Changes] = defaultdict(Changes)
        for each in self.survey.indicators:
            found[each.standard].join(self.changes_of_indicator(each.number))
        return found

    def changes_of_indicator(self, number: str) -> Changes:
        """What changed at an indicator, by its number; nothing where no Member can be compared."""
        return self.changes.by_indicator.get(number, Changes())

    @cached_property
    def changed_regions(self) -> tuple[str, ...]:
        """The regions with Members of both years, in the order of all regions."""
        return tuple(region for region in self.survey.asked if region in self.changes.by_region)

    @cached_property
    def falls(self) -> tuple[Moved, ...]:
        """Every fall of two levels or more, by the name of the Member."""
        names = {country: place for place, (country, _) in enumerate(self.members_by_name)}
        numbers = {each.number: place for place, each in enumerate(self.survey.indicators)}

        def place(fall: Moved) -> tuple[int, int]:
            return names.get(fall.country, len(names)), numbers.get(fall.indicator, len(numbers))

        return tuple(sorted(falls(self.survey.moved()), key=place))

    @cached_property
    def themes(self) -> Mapping[str, ThemeCount]:
        """Support wanted by theme, most Members first; the empty code is that of needs without a theme."""
        return count_themes(self.survey.needs())

    @cached_property
    def information(self) -> Mapping[Item, Summary]:
        """What the additional information comes to, by item and unit."""
        return summaries(self.survey.given())

    @cached_property
    def members(self) -> Mapping[str, MemberLevels]:
        """Who has a page: the Members that count, and the European Union, by country code."""
        return {member.country: member for member in (*self.survey.members, *self.survey.unions)}

    @cached_property
    def levels_before(self) -> Mapping[str, Mapping[str, int]]:
        """The levels of the year before by Member and indicator."""
        return {member.country: member.levels for member in self.survey.before}

    @cached_property
    def needs(self) -> Mapping[str, tuple[Need, ...]]:
        """What each Member needs, by country code, in the order of the indicators."""
        found: dict[str, list[Need]] = {}
        for need in self.survey.needs():
            found.setdefault(need.country, []).append(need)
        return {country: tuple(needs) for country, needs in found.items()}

    @cached_property
    def years(self) -> tuple[YearShares, ...]:
        """The years in a database one beside the other, and last this one."""
        return tuple(shares_of(survey) for survey in (*(each.survey for each in self.earlier), self.survey))

    # --- what the page and a Member's page say beside -----------------------------------------------
    @cached_property
    def everything(self) -> Distribution:
        """All assessments together: Members times indicators."""
        return overall(self.indicators)

    def compared(self, country: str) -> tuple[Compared, ...]:
        """The levels of one Member that has a page, an indicator each, beside those of its region and of all."""
        member = self.members[country]
        region = self.indicators_by_region.get(member.region, {})
        before = self.levels_before.get(country, {})
        return tuple(
            Compared(
                indicator,
                member.levels.get(indicator.number),
                before.get(indicator.number),
                region[indicator.number].advanced if indicator.number in region else None,
                self.indicators[indicator.number].advanced,
            )
            for indicator in self.survey.indicators
        )

    @cached_property
    def members_by_name(self) -> tuple[tuple[str, MemberLevels], ...]:
        """Who has a page, in the order in which people look for names."""
        order = {country: place for place, country in enumerate(self.definition.country_names)}
        return tuple(sorted(self.members.items(), key=lambda pair: (order.get(pair[0], len(order)), pair[0])))

    def theme_called(self, theme: str) -> str:
        """The title of a theme; of the empty code, what needs without a theme stand under."""
        return self.themes_called.get(theme, theme) if theme else self.words.no_theme

    def item_called(self, item: Item) -> str:
        """What an item of additional information asks; empty where the edition has no such item."""
        standard = self._asking(item).wording.standards.get(item.standard)
        asked = standard.information.get(item.item, "") if standard is not None else ""
        return f"{item.edition}: {asked}" if item.edition and asked else asked

    def _asking(self, item: Item) -> Definition:
        """The edition that asks an item."""
        return load_spoken(item.edition, self.language) if item.edition else self.definition

    def unit_called(self, item: Item, found: Summary) -> str:
        """The unit of an item's numbers in words; empty for a count."""
        return self.definition.wording.units.get("duration", item.unit) if item.unit == "hours" else item.unit

    def chosen(self, item: Item, found: Summary) -> tuple[tuple[str, int], ...]:
        """How often each choice of an item was taken, most often first; nothing of what was written freely."""
        labels = self._choices(item)
        return tuple((labels[code], count) for code, count in found.choices.most_common() if code in labels)

    def _choices(self, item: Item) -> Mapping[str, str]:
        try:
            asked = self._asking(item).item(item.standard, item.item)
        except (KeyError, IndexError):
            return {}
        if asked.choices is not None:
            return self.definition.choice_labels(asked.choices)
        return (
            {str(code): label for code, label in self.definition.wording.yes_no.items()} if asked.kind.is_coded else {}
        )
