"""Loads and checks definitions: editions, languages, Members. A wrong one is refused by name.

An edition is a folder under `editions/`; a language is one wording file in it, found by listing
the folder. Loading checks that wording and structure fit, that every sentence keeps within
Excel's limits and that its placeholders are the ones its place fills in.
"""

from __future__ import annotations

import os
from collections.abc import Hashable, Iterable, Sequence
from functools import lru_cache, reduce
from pathlib import Path
from typing import Any, TypeVar

import pycountry
import yaml
from pydantic import BaseModel, ValidationError

from schemas.definition import Definition
from schemas.excel import excel_limits
from schemas.findings import FIELDS, VARIANTS, Code
from schemas.models.wording import Edition, Member, MemberList, Wording, placeholders
from schemas.questions import INPUT_KEYS
from schemas.years.crosswalk import Crosswalk, CrosswalkFile, Links, problems_of, unchanged

EDITIONS_FOLDER = Path(__file__).parent.parent / "editions"
MEMBERS_FILE = Path(__file__).parent.parent / "members.yaml"
DEFAULT_LANGUAGE = "en"
MORE_EDITIONS = "KPIBOOK_EDITIONS"
"""The environment variable that names a folder of further editions, such as a draft of next year's."""
_Model = TypeVar("_Model", bound=BaseModel)


class DefinitionError(Exception):
    """A data file that cannot be used: says which file, which key, and what to do."""


def editions(folder: Path | None = None) -> tuple[str, ...]:
    """The editions there are, oldest first; those of `folder` only where it is given."""
    folders = _folders() if folder is None else (folder,)
    return tuple(sorted({path.parent.name for each in folders for path in each.glob("*/structure.yaml")}))


def languages(edition: str | None = None, folder: Path | None = None) -> tuple[str, ...]:
    """The languages an edition is worded in (the newest released one where none is named), as two-letter codes."""
    edition = edition or DEFAULT_EDITION
    home = _home_of(edition) if folder is None else folder / edition
    return tuple(sorted(path.stem for path in home.glob("??.yaml")))


def load_definition(
    edition: str | None = None, language: str = DEFAULT_LANGUAGE, folder: Path | None = None
) -> Definition:
    """The definition of `edition`, the newest released one where none is named, in `language`.

    Raises `DefinitionError` where a file is missing or wrong.
    """
    edition = edition or DEFAULT_EDITION
    return _load_definition(_home_of(edition) if folder is None else folder / edition, language)


def load_spoken(edition: str | None, *wanted: str | None) -> Definition:
    """The definition of `edition` in the first of the languages `wanted` that it is worded in, else in English.

    Any text may be wanted, or None: it never raises for a language there is not.
    """
    known = languages(edition)
    return load_definition(edition, next((each for each in wanted if each in known), DEFAULT_LANGUAGE))


@lru_cache(maxsize=64)
def _load_definition(home: Path, language: str) -> Definition:
    structure = _load(home / "structure.yaml", Edition)
    wording_file = home / f"{language}.yaml"
    wording = _load(wording_file, Wording)
    for problem in (*_fit(structure, wording), *_say_all(wording), *_keep_limits(wording)):
        raise DefinitionError(f"{wording_file}: {problem}")
    return Definition(structure, wording, load_members().members)


def load_crosswalk(edition: str, folder: Path | None = None) -> CrosswalkFile | None:
    """How `edition` follows from the one before it; None where it follows from none.

    Raises `DefinitionError` where the file is wrong, or leaves out an indicator or an item.
    """
    file = (_home_of(edition) if folder is None else folder / edition) / "crosswalk.yaml"
    return _load_crosswalk(file) if file.exists() else None


@lru_cache(maxsize=16)
def _load_crosswalk(file: Path) -> CrosswalkFile:
    crosswalk = _load(file, CrosswalkFile)
    new = load_definition(file.parent.name, folder=file.parent.parent)
    beside = file.parent.parent / crosswalk.before
    old = load_definition(crosswalk.before, folder=beside.parent if beside.is_dir() else None)
    for problem in problems_of(crosswalk, old, new):
        raise DefinitionError(f"{file}: {problem}")
    return crosswalk


def crosswalk_between(old: str, new: str) -> Crosswalk:
    """What became of everything from the edition `old` to `new`, older or newer.

    Raises `DefinitionError` where neither follows from the other.
    """
    if old == new:
        return unchanged(load_definition(old))
    for first, last in ((old, new), (new, old)):
        steps = _steps(first, last)
        if steps:
            indicators, information = (_join(steps, part) for part in ("indicators", "information"))
            if first == new:
                indicators, information = indicators.turned_round(), information.turned_round()
            return Crosswalk(old, new, indicators, information)
    raise DefinitionError(
        f"Edition {new} does not follow from {old}: add a crosswalk.yaml to its folder, or choose another edition"
    )


def _steps(first: str, last: str) -> list[CrosswalkFile]:
    """The crosswalks from the edition `first` to `last`, in order; none where they are not joined."""
    steps: list[CrosswalkFile] = []
    edition = last
    while edition != first:
        step = load_crosswalk(edition)
        if step is None or len(steps) > len(editions()):
            return []
        steps.insert(0, step)
        edition = step.before
    return steps


def _join(steps: Sequence[CrosswalkFile], part: str) -> Links:
    links = [Links(getattr(step, part).links()) for step in steps]
    return reduce(Links.then, links)


def _folders() -> tuple[Path, ...]:
    more = os.environ.get(MORE_EDITIONS)
    return (EDITIONS_FOLDER, Path(more)) if more else (EDITIONS_FOLDER,)


def _home_of(edition: str) -> Path:
    """The folder of an edition; where there is none, the place where it would be."""
    homes = (folder / edition for folder in _folders())
    return next((home for home in homes if home.is_dir()), EDITIONS_FOLDER / edition)


DEFAULT_EDITION = editions(EDITIONS_FOLDER)[-1]
"""The newest released edition."""


@lru_cache(maxsize=1)
def load_members(file: Path = MEMBERS_FILE) -> MemberList:
    """The list of WCO Members; every code stands in ISO 3166-1 or the entry says why not."""
    members = _load(file, MemberList)
    for member in members.members:
        if not _is_in_iso_3166(member) and member.note is None:
            raise DefinitionError(
                f"{file}: members: {member.iso3} is no ISO 3166-1 alpha-3 code: correct it, or say why in `note`"
            )
    return members


def _is_in_iso_3166(member: Member) -> bool:
    return pycountry.countries.get(alpha_3=member.iso3) is not None


class _Loader(yaml.SafeLoader):
    """YAML in which a key that stands twice is an error, not a silent loss."""


def _mapping_without_twins(loader: _Loader, node: yaml.MappingNode) -> dict[Hashable, Any]:
    seen: set[Hashable] = set()
    for key_node, _ in node.value:
        key = loader.construct_object(key_node, deep=True)
        if key in seen:
            raise DefinitionError(f"{node.start_mark.name}: the key {key!r} stands twice: remove one")
        seen.add(key)
    return loader.construct_mapping(node, deep=True)


_Loader.add_constructor(yaml.resolver.BaseResolver.DEFAULT_MAPPING_TAG, _mapping_without_twins)


def _load(file: Path, model: type[_Model]) -> _Model:
    try:
        with file.open(encoding="utf-8") as stream:
            data = yaml.load(stream, Loader=_Loader)  # noqa: S506 - a SafeLoader
    except FileNotFoundError:
        raise DefinitionError(f"{file}: there is no such file: add it, or choose another edition or language") from None
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise DefinitionError(f"{file}: not readable as YAML: {error}") from error
    try:
        return model.model_validate(data)
    except ValidationError as error:
        first = error.errors()[0]
        key = ".".join(str(part) for part in first["loc"]) or "(top)"
        raise DefinitionError(f"{file}: {key}: {first['msg']} (found {str(first['input'])[:60]!r})") from error


def _fit(structure: Edition, wording: Wording) -> Iterable[str]:
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
    yield from _same_keys("choices", wording.choices, structure.choices)
    for key, codes in structure.choices.items():
        yield from _same_keys(f"choices.{key}", wording.choices[key], codes)
    yield from _same_keys("yes_no", wording.yes_no, ("yes", "no"))
    yield from _same_keys("inputs", wording.inputs, INPUT_KEYS)
    yield from _same_keys("findings", wording.findings, Code)
    for code in wording.members.keys() - {member.iso3 for member in load_members().members}:
        yield f"members: {code} is no Member of the WCO: remove it"


def _same_keys(where: str, found: Iterable[Any], expected: Iterable[Any]) -> Iterable[str]:
    found, expected = list(found), list(expected)
    for key in expected:
        if key not in found:
            yield f"{where}: {key} is missing: add its sentence"
    for key in found:
        if key not in expected:
            yield f"{where}: {key} is not asked by this edition: remove it"


def _say_all(wording: Wording) -> Iterable[str]:
    """Yields findings whose variants or placeholders are not those the checks fill in."""
    for code, sentences in wording.findings.items():
        yield from _same_keys(f"findings.{code}", sentences, VARIANTS.get(code, ("",)))
        for variant, sentence in sentences.items():
            try:
                unknown = placeholders(sentence) - FIELDS
            except ValueError as error:
                yield f"findings.{code}.{variant}: {error}: put the braces right"
                continue
            if unknown:
                yield f"findings.{code}.{variant}: {', '.join(sorted(unknown))} is none of {', '.join(sorted(FIELDS))}"


def _keep_limits(wording: Wording) -> Iterable[str]:
    """Yields texts that Excel would cut or refuse where they are to stand."""
    try:
        titles = _sheet_titles(wording)
        for title in titles:
            excel_limits.check_sheet_name(title)
        if len({title.casefold() for title in titles}) < len(titles):
            yield "sheets: two sheets have the same title: change one"
        for text in _texts(wording.model_dump()):
            excel_limits.check_length(text, excel_limits.CELL_TEXT_LENGTH, "a text")
        for words in wording.status.model_dump().values():
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
        wording.conflicts.sheet,
        wording.not_carried.sheet,
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
