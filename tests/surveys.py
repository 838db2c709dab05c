"""Surveys made by hand and at random, for tests of the figures."""

from __future__ import annotations

import random
from collections.abc import Mapping

from addin.figures.survey import LEVELS, Indicator, MemberLevels, Moved, Survey
from addin.tables.table_survey import asked_by_region
from schemas.loading.loader import load_definition
from schemas.loading.members import load_members, unions

DEFINITION = load_definition()
INDICATORS = tuple(
    Indicator(f"{s}.{i}", s, DEFINITION.text(f"indicator.{s}.{i}")) for s, i in DEFINITION.edition.indicators
)
STANDARDS = {s: words.title for s, words in DEFINITION.wording.standards.items()}
REGIONS = {member.iso3: member.region for member in load_members().members}


def member(country: str, levels: Mapping[str, int]) -> MemberLevels:
    """A Member with its levels by indicator."""
    return MemberLevels(country, REGIONS[country], levels)


def survey(*members: MemberLevels, **more: object) -> Survey:
    """This year's survey of `members`, the European Union apart."""
    usual: dict[str, object] = {
        "year": 2026,
        "year_before": None,
        "standards": STANDARDS,
        "indicators": INDICATORS,
        "asked": asked_by_region(),
        "members": tuple(each for each in members if each.country not in unions()),
        "unions": tuple(each for each in members if each.country in unions()),
    }
    return Survey(**usual | more)  # type: ignore[arg-type]


def random_survey(seed: int, members: int, *, lonely: float = 0.02) -> Survey:
    """A survey of `members` Members drawn at random; a share `lonely` of levels is anything, most are usual ones."""
    draw = random.Random(seed)
    countries = sorted(set(REGIONS) - unions())
    chosen = draw.sample(countries, members)
    usual = {each.number: draw.sample(LEVELS, 2) for each in INDICATORS}

    def level(number: str) -> int:
        return draw.choice(LEVELS) if draw.random() < lonely else draw.choice(usual[number])

    now = [member(c, {e.number: level(e.number) for e in INDICATORS if draw.random() > lonely}) for c in chosen]
    before = [member(c.country, {n: level(n) for n in c.levels}) for c in now if draw.random() > 0.2]
    levels = {each.country: each.levels for each in now}
    moved = tuple(
        Moved(each.country, each.region, number, was, levels[each.country].get(number), is_comparable=True)
        for each in before
        for number, was in each.levels.items()
    )
    return survey(*now, year_before=2025, before=tuple(before), moved=lambda: moved)
