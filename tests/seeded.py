"""A season that Members might have sent, the same for the same seed: `python -m tests.seeded FOLDER --members 187`.

Writes `FOLDER/2026` and, of most of those Members, `FOLDER/2025`: a filled-in workbook each, in the Member's
language, with levels, texts on needs and numbers as they come: most whole, some unsigned, some half done, with n/a,
estimates and numbers far from all others. Nothing in it is a country's.
"""

from __future__ import annotations

import argparse
import datetime as dt
import random
from collections.abc import Iterator, Mapping
from functools import lru_cache
from pathlib import Path

from schemas.definition import Definition
from schemas.layout import names
from schemas.loading.loader import load_definition
from schemas.loading.members import load_members, unions
from schemas.models.members import Member
from schemas.models.structure import Asks, InformationItem
from schemas.questions import Raw
from tests.fill import fill
from tests.seeded_texts import TEXTS
from workbook_builder.build import build_workbook

Levels = Mapping[tuple[int, int], int]
_READINESS = {"EUR": 4.1, "AMS": 3.5, "AP": 3.6, "MENA": 3.1, "ESA": 2.8, "WCA": 2.5}
"""The level about which a region's Members stand."""
_CURRENCIES = {
    "EUR": ("EUR",),
    "AMS": ("USD",),
    "AP": ("USD", "AUD"),
    "MENA": ("USD", "AED"),
    "ESA": ("USD", "ZAR"),
    "WCA": ("XOF",),
}
_TYPICAL = {"count": 40, "duration": 12, "money": 150}
"""About what a number of each kind is."""
_ANSWERED_BEFORE, _UNSIGNED, _HALF_DONE, _NO_LEVEL, _SAYS_YES = 0.85, 0.06, 0.1, 0.02, 0.55
_NOT_AVAILABLE, _ESTIMATED, _FAR_OFF, _UNASKED = 0.12, 0.06, 0.02, 0.1
"""How often each happens."""
_NOT_APPLICABLE = 0.05


def write_season(folder: Path, members: int = 187, year: int = 2026, seed: int = 0) -> tuple[Path, Path]:
    """Write the workbooks of so many Members; the folders of `year` and of the year before, in this order.

    With 188 the European Union is among them.
    """
    now, before = folder / str(year), folder / str(year - 1)
    for place in (now, before):
        place.mkdir(parents=True, exist_ok=True)
    for member in _answering(members, seed):
        chooser = random.Random(f"{seed} {member.iso3}")
        was = _levels(load_definition(), member, chooser)
        if chooser.random() < _ANSWERED_BEFORE:
            _write(before, member, year - 1, was, chooser)
        _write(now, member, year, _moved(was, chooser), chooser)
    return now, before


def _answering(members: int, seed: int) -> Iterator[Member]:
    """Those that answer: of regions that are further on, more; the European Union last of all."""
    chooser = random.Random(f"{seed} members")
    listed = load_members().members
    order = {each.iso3: chooser.random() ** _READINESS[each.region] for each in listed}
    chosen = sorted(listed, key=lambda each: (each.iso3 in unions(), order[each.iso3]))[:members]
    yield from sorted(chosen, key=lambda each: each.iso3)


def _levels(definition: Definition, member: Member, chooser: random.Random) -> Levels:
    about = chooser.gauss(_READINESS[member.region], 0.6)
    return {number: _level(about - 0.05 * number[0] + 0.3, chooser) for number in definition.edition.indicators}


def _level(about: float, chooser: random.Random) -> int:
    if chooser.random() < _NOT_APPLICABLE:
        return 1
    return min(5, max(2, round(chooser.gauss(about, 0.9))))


def _moved(was: Levels, chooser: random.Random) -> Levels:
    """The levels a year later: most as they were, more up than down, a few to or from “Not applicable”."""
    steps = (0, 1, -1, 2, -2)
    moved = {number: level + chooser.choices(steps, (70, 20, 5, 3, 2))[0] for number, level in was.items()}
    return {number: min(5, max(2 if was[number] > 1 else 1, level)) for number, level in moved.items()}


@lru_cache(maxsize=32)
def _template(language: str, year: int) -> bytes:
    return build_workbook(load_definition(language=language), year).data


def _write(folder: Path, member: Member, year: int, levels: Levels, chooser: random.Random) -> None:
    definition = load_definition(language=member.language)
    typed = _typed(definition, member, year, levels, chooser)
    name = f"ecom-kpi_{year}_{member.iso3}_{member.language}.xlsx"
    (folder / name).write_bytes(fill(_template(member.language, year), definition, typed))


def _typed(definition: Definition, member: Member, year: int, levels: Levels, chooser: random.Random) -> dict[str, Raw]:
    """What a Member types into its workbook, by the names of the cells."""
    typed: dict[str, Raw] = {
        "country": definition.country_names[member.iso3],
        "reporting_year": year,
        "contact_name": f"Officer of {member.iso3}",
        "contact_title": "Head of E-Commerce",
        "contact_email": f"ecommerce@customs-{member.iso3.lower()}.example.org",
        "submission_date": dt.date(year, 2, 1) + dt.timedelta(days=chooser.randrange(100)),
    }
    for (s, i), level in levels.items():
        typed[names.level(s, i)] = definition.level_label(level)
        typed |= _answers(definition, s, i, level, chooser)
    signs, half_done = chooser.random() >= _UNSIGNED, chooser.random() < _HALF_DONE
    for s, standard in definition.edition.standards.items():
        chosen = tuple(levels[s, i] for i in range(1, standard.indicators + 1))
        if signs:
            typed[names.sign_off(s)] = definition.sign_off_choice(chosen)
        asked = max(chosen) >= definition.edition.information_from_level
        for k, item in enumerate(standard.information, 1):
            if asked or chooser.random() < _UNASKED:
                typed |= _information(definition, member, s, k, item, chooser)
    return _left_out(definition, typed, chooser) if half_done else typed


def _left_out(definition: Definition, typed: Mapping[str, Raw], chooser: random.Random) -> dict[str, Raw]:
    """`typed` without what stands from some standard on, which nobody came to, and without a level here and there."""
    last = chooser.randint(8, 15)

    def is_left(name: str) -> bool:
        slot = definition.layout.slots[name]
        return slot.standard > last or (slot.naming is names.level and chooser.random() < _NO_LEVEL)

    return {name: value for name, value in typed.items() if not is_left(name)}


def _answers(definition: Definition, s: int, i: int, level: int, chooser: random.Random) -> dict[str, Raw]:
    texts, typed = TEXTS[definition.wording.language], dict[str, Raw]()
    yes, no = definition.yes_no_labels()
    says_yes = False
    for n, (question, _) in enumerate(definition.questions(level), 1):
        if question.asks is Asks.YES_NO:
            says_yes = chooser.random() < _SAYS_YES
            typed[names.yes_no(s, i, n)] = yes if says_yes else no
            if says_yes and chooser.random() < _SAYS_YES:
                typed[names.answer(s, i, n)] = chooser.choice(texts.difficulties)
        elif question.asks is Asks.TEXT or says_yes:
            about = {"difficulties": texts.difficulties, "capacity-building": texts.support}
            typed[names.answer(s, i, n)] = chooser.choice(about.get(question.topic.value, texts.done))
    return typed


def _information(
    definition: Definition, member: Member, s: int, k: int, item: InformationItem, chooser: random.Random
) -> dict[str, Raw]:
    name, kind = names.information(s, k), item.kind.name
    if chooser.random() < _NOT_AVAILABLE:
        return {name: "n/a"}
    if item.choices is not None:
        return {name: chooser.choice(tuple(definition.choice_labels(item.choices).values()))}
    if kind == "yes-no":
        return {name: chooser.choice(definition.yes_no_labels())}
    if kind in {"text", "version"}:
        words = ("3.10", "3.11", "4.0") if kind == "version" else TEXTS[definition.wording.language].done
        return {name: chooser.choice(words)}
    typed: dict[str, Raw] = {name: _number(kind, item, chooser)}
    if item.kind.has_currency:
        typed[names.currency(s, k)] = chooser.choice(_CURRENCIES[member.region])
    return typed


def _number(kind: str, item: InformationItem, chooser: random.Random) -> Raw:
    """A number as it is typed: most about what is usual, a few marked as estimates, a few far off."""
    if kind == "percent":
        number = round(100 * chooser.betavariate(2, 3))
    else:
        number = max(1, round(_TYPICAL[kind] * chooser.lognormvariate(0, 0.5)))
        number *= 20 if chooser.random() < _FAR_OFF else 1
    if item.several and kind == "percent" and chooser.random() < 0.5:
        return f"vendor: {number}; buyer: {100 - number}"
    return f"~{number}" if chooser.random() < _ESTIMATED else number if kind == "count" else str(number)


def main() -> None:
    """Write a season into the folder that is named."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--members", type=int, default=187)
    parser.add_argument("--year", type=int, default=2026)
    parser.add_argument("--seed", type=int, default=0)
    write_season(**vars(parser.parse_args()))


if __name__ == "__main__":
    main()
