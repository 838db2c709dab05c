"""Reports of invented years: so many Members, seeded, with what a test wants to see."""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator

from addin.figures.survey import Given, Indicator, MemberLevels, Moved, Need, Survey
from addin.report.contents import Contents, Missing
from addin.tables.table_survey import asked_by_region
from schemas.loading.loader import load_definition
from schemas.loading.members import load_members, unions
from schemas.loading.reporting import load_common

THEMES = {
    "law": "Legislation",
    "it": "Information technology",
    "training": "Training and awareness",
    "money": "Funding",
}
TEXTS = {
    "en": "The legal basis for advance electronic data is still being drafted; staff need training on data models.",
    "fr": "Une assistance technique pour la rédaction des textes et un échange d’expérience seraient utiles.",
    "ru": "Нужна помощь в подготовке специалистов и обмен опытом с другими администрациями.",
    "ar": "نحتاج إلى دعم فني لإعداد التشريعات وتدريب الموظفين على تحليل البيانات.",
}


def contents_of(
    members: int | Iterable[str] = 187,
    *,
    language: str = "en",
    last_year: bool = True,
    levels: Iterable[int] = (1, 2, 3, 4, 5),
    union: bool = True,
    text: str | None = None,
    seed: int = 13,
) -> Contents:
    """A report of the first `members` Members in a drawn order, or of those named, at `levels`."""
    draw = random.Random(seed)
    regions = {m.iso3: m.region for m in load_members().members}
    everybody = sorted(regions.keys() - unions())
    countries = sorted(draw.sample(everybody, members) if isinstance(members, int) else members)
    definition = load_definition("2018", language)
    standards = definition.wording.standards
    indicators = tuple(Indicator(f"{s}.{i}", s, text) for s, w in standards.items() for i, text in w.indicators.items())
    choices = tuple(levels)

    def chosen() -> dict[str, int]:
        weights = [(1, 3, 4, 3, 2)[level - 1] for level in choices]
        found = {each.number: draw.choices(choices, weights)[0] for each in indicators}
        return {number: level for number, level in found.items() if draw.random() > 0.02 or len(choices) == 1}

    found = tuple(MemberLevels(c, regions[c], chosen(), draw.random() > 0.3) for c in countries)
    unions_there = tuple(MemberLevels(c, regions[c], chosen()) for c in sorted(unions())) if union else ()
    before = tuple(
        MemberLevels(each.country, each.region, _a_year_before(draw, each.levels))
        for each in found
        if last_year and draw.random() < 0.7
    )
    survey = Survey(
        year=2026,
        year_before=2025 if last_year else None,
        standards={s: words.title for s, words in standards.items()},
        indicators=indicators,
        asked=asked_by_region(),
        members=found,
        unions=unions_there,
        before=before,
        moved=lambda: _moved(found, before),
        needs=lambda: _needs(found, text),
        given=lambda: _given(found, seed),
    )
    return Contents(
        survey,
        definition,
        load_common(language),
        themes_called=THEMES,
        missing={each.country: _missing(draw, each, standards) for each in found},
        source="returned",
        version="0.1.0",
        made_on="2026-09-30",
    )


def _a_year_before(draw: random.Random, levels: dict[str, int]) -> dict[str, int]:
    return {
        number: max(1, min(5, level + draw.choice((-2, -1, -1, -1, 0, 0, 0, 0, 0, 0, 1, 2))))
        for number, level in levels.items()
    }


def _moved(found: tuple[MemberLevels, ...], before: tuple[MemberLevels, ...]) -> Iterator[Moved]:
    levels = {each.country: each.levels for each in found}
    for each in before:
        for number, level in each.levels.items():
            yield Moved(each.country, each.region, number, level, levels[each.country].get(number), True)


def _needs(found: tuple[MemberLevels, ...], text: str | None) -> Iterator[Need]:
    for each in found:
        draw = random.Random(each.country)
        for number, level in each.levels.items():
            if level in {2, 3} and draw.random() < 0.3:
                themes = tuple(draw.sample(sorted(THEMES), draw.randrange(3)))
                language, written = draw.choice(tuple(TEXTS.items()))
                said = written if text is None else text
                support = "" if draw.random() < 0.2 else said
                standard = int(number.split(".")[0])
                yield Need(each.country, each.region, number, standard, level, said, support, language, themes)


def _given(found: tuple[MemberLevels, ...], seed: int) -> Iterator[Given]:
    items = {(1, 1): "%", (1, 2): "%", (2, 1): "", (4, 1): "", (5, 1): "%", (5, 2): "hours", (8, 2): "EUR"}
    for each in found:
        draw = random.Random(f"{seed}{each.country}")
        for (standard, item), unit in items.items():
            gone = draw.random() < 0.15
            value = round(draw.uniform(0, 100), 1) if unit == "%" else float(round(draw.lognormvariate(3, 1)))
            kind = "percent" if unit == "%" else "count"
            yield Given(
                each.country, each.region, standard, item, "", kind, None if gone else value, "" if gone else unit,
                not gone and draw.random() < 0.2, gone, False, "",
            )  # fmt: skip


def _missing(draw: random.Random, each: MemberLevels, standards: Iterable[int]) -> Missing:
    if each.is_complete:
        return Missing(file=f"{each.country.lower()}.xlsx", status="accepted")
    numbers = tuple(sorted(draw.sample(sorted(each.levels), min(3, len(each.levels)))))
    return Missing(
        numbers,
        tuple(sorted(draw.sample(sorted(standards), 2))),
        2,
        1,
        f"{each.country.lower()}.xlsx",
        "accepted-with-errors",
    )
