"""Whether a wording fits its structure, keeps Excel's limits, and says every finding."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict
from typing import Any

from schemas.excel import excel_limits
from schemas.findings import Code
from schemas.findings.catalogue import CATALOGUE, variants_of
from schemas.loading.checked import ValidationError, validated
from schemas.loading.members import load_members
from schemas.models.formerly import earlier_wordings, text_at
from schemas.models.structure import Edition, InformationItem, Period
from schemas.models.wording import Wording, placeholders
from schemas.questions import CURRENCIES, Item, input_keys, same_words
from schemas.questions.base import IDLE_LENGTH


def _is_number(item: InformationItem) -> bool:
    return Item.classes[item.kind.name].bounds is not None


def problems_of(structure: Edition, wording: Wording) -> Iterable[str]:
    """Yields all that is wrong with `wording`, of itself and against the structure."""
    yield from fit_problems(structure, wording)
    yield from finding_problems(wording)
    yield from understood_problems(wording)
    yield from former_problems(wording)
    yield from limit_problems(wording)


def fit_problems(structure: Edition, wording: Wording) -> Iterable[str]:
    """Yields what the wording has too much or too little of, against the structure."""
    points = range(1, len(wording.questionnaire.preamble_points) + 1)
    yield from _same_keys("questionnaire.preamble_points", points, range(1, structure.preamble_points + 1))
    yield from _same_keys("levels", wording.levels, structure.levels)
    yield from _same_keys("questions", wording.questions, structure.levels)
    for level, questions in structure.levels.items():
        yield from _same_keys(f"questions.{level}", wording.questions[level], range(1, len(questions) + 1))
    yield from _same_keys("standards", wording.standards, structure.standards)
    for number, standard in structure.standards.items():
        words = wording.standards[number]
        yield from _same_keys(f"standards.{number}.indicators", words.indicators, range(1, standard.indicators + 1))
        items = range(1, len(standard.information) + 1)
        yield from _same_keys(f"standards.{number}.information", words.information, items)
    yield from _help_problems(structure, wording)
    yield from _same_keys("choices", wording.choices, structure.choices)
    for key, codes in structure.choices.items():
        yield from _same_keys(f"choices.{key}", wording.choices[key], codes)
    yield from _same_keys("yes_no", wording.yes_no, ("yes", "no"))
    # A kind that this edition asks for nowhere may be worded all the same.
    kinds = {item.kind.name for _, _, item in structure.information()}
    others = {item.words for name, item in Item.classes.items() if name not in kinds}
    yield from _same_keys("units", wording.units.keys() - (Item.classes.keys() - kinds), kinds)
    yield from _same_keys("inputs", wording.inputs.keys() - others, input_keys(structure))
    yield from _same_keys("findings", wording.findings, Code)
    for code in wording.members.keys() - {member.iso3 for member in load_members().members}:
        yield f"members: {code} is no Member of the WCO: remove it"


def _help_problems(structure: Edition, wording: Wording) -> Iterable[str]:
    """Yields numbers without a help text, help for what is not asked, and help that does not say its year."""
    given = {(s, k): text for s, texts in wording.information_help.items() for k, text in texts.items()}
    for s, k, item in structure.information():
        where, text = f"information_help.{s}.{k}", given.pop((s, k), None)
        if text is None and _is_number(item):
            yield f"{where} is missing: say what it counts, and of which time"
        if text is not None and ("year" in placeholders(text)) != (item.period is not Period.NONE):
            yield f"{where}: must name {{year}} where the structure gives it a period, and only there"
    for s, k in given:
        yield f"information_help.{s}.{k} is not asked by this edition: remove it"


def _same_keys(where: str, found: Iterable[Any], expected: Iterable[Any]) -> Iterable[str]:
    found, expected = list(found), list(expected)
    for key in expected:
        if key not in found:
            yield f"{where}: {key} is missing: add its sentence"
    for key in found:
        if key not in expected:
            yield f"{where}: {key} is not asked by this edition: remove it"


def finding_problems(wording: Wording) -> Iterable[str]:
    """Yields findings whose variants are not the catalogue's, or that name a fact their case does not have."""
    for code, sentences in wording.findings.items():
        yield from _same_keys(f"findings.{code}", sentences, variants_of(code))
        for variant in sentences.keys() & set(variants_of(code)):
            key = f"findings.{code}.{variant}" if variant else f"findings.{code}"
            facts = CATALOGUE[code, variant].facts()
            try:
                unknown = placeholders(sentences[variant]) - facts
            except ValueError as error:
                yield f"{key}: {error}: put the braces right"
                continue
            if unknown:
                yield f"{key}: {', '.join(sorted(unknown))} is none of its facts, {', '.join(sorted(facts))}"


def understood_problems(wording: Wording) -> Iterable[str]:
    """Yields understood words that say two things, that no text can equal, and currencies there are not."""
    words = wording.understood
    both = {same_words(word) for word in words.not_available} & {same_words(word) for word in words.not_applicable}
    if both:
        yield f"understood: {', '.join(sorted(both))} is both not available and not applicable: keep one"
    for word in words.low_effort:
        if len(word) > IDLE_LENGTH:
            yield f"understood.low_effort: {word!r} is longer than the {IDLE_LENGTH} characters looked at: shorten it"
    for codes in words.currencies:
        for code in codes.split():
            if code not in CURRENCIES:
                yield f"understood.currencies: {code} is no ISO 4217 code: correct it"


def former_problems(wording: Wording) -> Iterable[str]:
    """Yields former texts of places where nothing stands, that stand there now, or that would not load there."""
    members = {member.iso3 for member in load_members().members}
    for place, formers in wording.formerly.items():
        try:
            if text_at(wording, place) in formers:
                yield f"formerly.{place}: what stands there now is among its former texts: remove it from them"
        except KeyError:
            yield f"formerly.{place}: no text stands at {place}: correct the place"
        code = place.removeprefix("members.")
        if code != place and code not in members:
            yield f"formerly.{place}: {code} is no Member of the WCO: remove it"
    try:
        for earlier in earlier_wordings(wording):
            validated(asdict(earlier), Wording)
    except KeyError:
        return
    except ValidationError as error:
        first = error.errors()[0]
        yield f"formerly: {'.'.join(map(str, first['loc']))}: {first['msg']}: put the former text right"


def limit_problems(wording: Wording) -> Iterable[str]:
    """Yields texts that Excel would cut or refuse where they are to stand."""
    try:
        titles = _sheet_titles(wording)
        for title in titles:
            excel_limits.check_sheet_name(title)
        if len({title.casefold() for title in titles}) < len(titles):
            yield "sheets: two sheets have the same title: change one"
        for text in _texts(asdict(wording)):
            excel_limits.check_length(text, excel_limits.CELL_TEXT_LENGTH, "a text")
        for words in wording.status.values().values():
            excel_limits.check_length(words, excel_limits.FORMULA_STRING_LENGTH, "a status")
    except excel_limits.ExcelLimitError as error:
        yield f"{error}: shorten it"


def _sheet_titles(wording: Wording) -> list[str]:
    """The titles of every sheet that a workbook may have."""
    sheets = wording.sheets
    titles = [
        sheets.start,
        sheets.summary,
        sheets.lists,
        sheets.map,
        wording.remarks.sheet,
        wording.conflicts.sheet,
        wording.not_carried.sheet,
        wording.annotated.sheet,
    ]
    return titles + [sheets.standard.format(standard=number) for number in wording.standards]


def _texts(value: object) -> Iterable[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for part in value.values():
            yield from _texts(part)
    elif isinstance(value, (list, tuple)):
        for part in value:
            yield from _texts(part)
