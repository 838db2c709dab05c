"""Complete, realistic answers for every input of a workbook, the same for the same seed."""

from __future__ import annotations

import datetime as dt
import random

from schemas.definition import Definition
from schemas.models.structure import Asks, InformationItem
from schemas.questions import Raw

_TEXTS = (
    "The Customs Act was amended in {year}; carriers and platforms send data before arrival. Article {s}{i} applies.",
    "A working group of Customs, Post and the Ministry of Finance meets every month and reports to the Director.",
    "Training for officers at the two postal exchanges would help, and a visit to an administration that has done it.",
    "Small vendors do not know the data model yet:\n- no single format\n- no test environment",
    "A pilot with two express operators ran for six months; 45% of parcels had full data, “good enough” to go on.",
)


def levels_of(definition: Definition, seed: int = 0) -> dict[tuple[int, int], int]:
    """An implementation level for every indicator; all five occur."""
    return {(s, i): 1 + (7 * seed + 3 * number) % 5 for number, (s, i) in enumerate(definition.edition.indicators, 1)}


def complete_answers(
    definition: Definition, seed: int = 0, *, year: int = 2026, levels: dict[tuple[int, int], int] | None = None
) -> dict[str, Raw]:
    """What a Member that leaves nothing open types, by the defined name of the cell."""
    chooser = random.Random(seed)
    levels = levels or levels_of(definition, seed)
    countries = list(definition.country_names.values())
    typed: dict[str, Raw] = {
        "country": countries[(31 * seed) % len(countries)],
        "reporting_year": year,
        "contact_name": f"Officer {seed}",
        "contact_title": "Head of E-Commerce",
        "contact_email": f"ecommerce{seed}@customs.example.org",
        "submission_date": dt.date(year, 3, 1) + dt.timedelta(days=seed % 90),
    }
    for (s, i), level in levels.items():
        typed[f"level_{s}_{i}"] = definition.level_label(level)
        typed |= _indicator(definition, s, i, level, chooser)
    for s, standard in definition.edition.standards.items():
        chosen = tuple(levels[s, i] for i in range(1, standard.indicators + 1))
        typed[f"sign_off_{s}"] = definition.sign_off_choice(chosen)
    return typed | _information(definition, chooser)


def _indicator(definition: Definition, s: int, i: int, level: int, chooser: random.Random) -> dict[str, Raw]:
    typed: dict[str, Raw] = {}
    yes, no = definition.yes_no_labels()
    says_yes = False
    for n, (question, _) in enumerate(definition.questions(level), 1):
        if question.asks is Asks.YES_NO:
            says_yes = chooser.random() < 0.5
            typed[f"yes_no_{s}_{i}_{n}"] = yes if says_yes else no
        elif question.asks is Asks.TEXT or says_yes:
            typed[f"answer_{s}_{i}_{n}"] = chooser.choice(_TEXTS).format(year=2020 + n, s=s, i=i)
    return typed


def _information(definition: Definition, chooser: random.Random) -> dict[str, Raw]:
    typed: dict[str, Raw] = {}
    values: dict[str, tuple[Raw, ...]] = {
        "percent": ("45", "12.5", "0", "100", "n/a"),
        "count": (0, 12, 1200, "n/a"),
        "duration": ("36", "2.5", "n/a"),
        "money": ("150", "1000.5"),
        "version": ("3.10", "3.11.0", "n/a"),
        "yes-no": (*definition.yes_no_labels(), definition.wording.not_available),
        "text": _TEXTS,
    }
    for s, k, item in definition.edition.information():
        choices = values.get(item.kind.name, ())
        if item.choices is not None:
            choices = (*definition.choice_labels(item.choices).values(), definition.wording.not_available)
        if not choices:
            # A kind of the test's own: it types what it needs.
            continue
        value = chooser.choice(choices)
        if isinstance(value, (int, str)) and _is_unusual(value, item):
            value = {"count": 12, "percent": "12.5", "duration": "2.5"}[item.kind.name]
        typed[f"info_{s}_{k}"] = value.format(year=2020, s=s, i=k) if isinstance(value, str) else value
        if item.kind.has_currency:
            typed[f"info_{s}_{k}_currency"] = "EUR"
    return typed


def _is_unusual(value: int | str, item: InformationItem) -> bool:
    """Whether `value` is a number that is pointed out as unusual."""
    try:
        return item.warn_above is not None and float(value) > item.warn_above
    except ValueError:
        return False
