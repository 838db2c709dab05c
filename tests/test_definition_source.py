"""The definition says what the WCO's questionnaire says, word for word, and asks nothing of its own."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from schemas.definition import Definition

SOURCE = (Path(__file__).parent / "source" / "kpi-questionnaire.txt").read_text(encoding="utf-8")
MARKUP = re.compile(r"</?(?:b|ul|li)(?: [^>]*)?>|\*\*|^\*|\*$|^\\\*|^#+ ?|^- ")


def plain(line: str) -> str:
    """A line of the source without its markup."""
    before = None
    while before != line:
        before, line = line, MARKUP.sub("", line.strip()).strip()
    return line


def pieces() -> list[str]:
    """Every sentence of the source: lines, table cells, bullets."""
    found = []
    for line in SOURCE.splitlines():
        parts = re.split(r"\t|<li>|</li>|(?<=</b>) ", line)
        found += [plain(part).removeprefix("•").strip() for part in parts]
    return [piece for piece in found if piece]


def said(definition: Definition) -> set[str]:
    """Every text of the questionnaire in the definition, as the source prints it."""
    words, q = definition.wording, definition.wording.questionnaire
    texts = {value for value in q.values().values() if isinstance(value, str)} | set(q.preamble_points)
    texts |= {q.level_note.removeprefix("* ")}
    for level, level_words in words.levels.items():
        texts |= {str(level), level_words.label, level_words.description, *words.questions[level].values()}
    for s, standard in words.standards.items():
        texts |= {definition.text(f"standard.{s}.heading"), standard.text, *standard.information.values()}
        for i, question in standard.indicators.items():
            texts.add(f"{q.indicator_heading.format(standard=s, indicator=i)}: {question}")
    return texts


@pytest.mark.parametrize("piece", sorted(set(pieces())))
def test_every_sentence_of_the_source_stands_in_the_definition(definition: Definition, piece: str) -> None:
    # The source forgot the colon behind one indicator's number, and sets marks around some words.
    candidates = {piece, re.sub(r"^(Indicator \d+\.\d+):? ", r"\1: ", piece), f"{piece}*"}
    assert candidates & said(definition), piece


def headings(pattern: str) -> list[tuple[str, ...]]:
    return re.findall(pattern, SOURCE, re.MULTILINE)


def test_the_definition_has_the_standards_of_the_source(definition: Definition) -> None:
    assert [(str(s), words.title) for s, words in definition.wording.standards.items()] == headings(
        r"^\*\*STANDARD (\d+): (.+)\*\*$"
    )


def test_the_definition_has_the_indicators_of_the_source(definition: Definition) -> None:
    ours = [
        (str(s), str(i), text)
        for s, words in definition.wording.standards.items()
        for i, text in words.indicators.items()
    ]
    assert ours == headings(r"^\*\*Indicator (\d+)\.(\d+):?\*\* (.+)$")


def test_the_definition_has_the_items_of_the_source(definition: Definition) -> None:
    for s, part in enumerate(re.split(r"^\*\*STANDARD \d+", SOURCE, flags=re.MULTILINE)[1:], 1):
        table = re.split(r"^(?:<b>)?Indicator(?:</b>)?\t.*\n", part, flags=re.MULTILINE)[1]
        items = [line.strip() for line in table.splitlines() if line.strip()]
        assert list(definition.wording.standards[s].information.values()) == items


def test_the_definition_has_the_questions_of_the_source(definition: Definition) -> None:
    source = {int(level): re.findall(r"<li>• (.*?)</li>", line) for level, line in headings(r"^(\d)\t(<ul.+)$")}
    assert {level: list(texts.values()) for level, texts in definition.wording.questions.items()} == source


def test_it_adds_up(definition: Definition) -> None:
    edition = definition.edition
    assert len(edition.standards) == 15
    assert len(edition.indicators) == 33
    assert len(edition.levels) == 5
    assert sum(len(questions) for questions in edition.levels.values()) == 12
    assert len(list(edition.information())) == 35


def test_each_if_yes_question_stands_behind_its_gate(definition: Definition) -> None:
    for level in definition.edition.levels:
        for question, text in definition.questions(level):
            assert (question.asks.value == "if-yes") == text.startswith("If yes")
