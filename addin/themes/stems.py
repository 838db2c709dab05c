"""Texts as rows of stems, so that a word is recognised in all its forms, and only as a whole word."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

import snowballstemmer

_STEMMERS = {
    language: snowballstemmer.stemmer(name)
    for language, name in {
        "ar": "arabic",
        "en": "english",
        "es": "spanish",
        "fr": "french",
        "pt": "portuguese",
        "ru": "russian",
    }.items()
}
_WORD = re.compile(r"[^\W_](?:[^\W_]|[\u0300-\u036f\u064b-\u065f\u0670])*")
"""Letters and digits, with accents and vowel signs that are characters of their own."""
_SENTENCE_END = re.compile(r"[.!?;:،؛؟,()\n]")
"""What no phrase goes across."""
_SINGULARS: Mapping[str, Sequence[tuple[re.Pattern[str], str]]] = {
    language: [(re.compile(f"{plural}$"), singular) for plural, singular in endings]
    for language, endings in {
        "es": [("s", ""), ("es", "")],
        "fr": [("s", ""), ("x", ""), ("aux", "al")],
        "pt": [("s", ""), ("(?<=[rz])es", ""), ("(?:oes|aes|aos)", "ao"), ("ais", "al"), ("eis", "el"), ("ns", "m")],
    }.items()
}
"""Plurals that the stemmer of a language keeps apart from some of its words: `talleres`, `lois`, `postais`."""
_ARTICLE = "ال"
_CONJUNCTIONS = ("و", "ف")
_PARTICLES = ("وال", "بال", "كال", "فال", "لل", "ال", "ل", "ب")
"""What Arabic writes together with the word behind it."""
_SHORTEST = 3
"""Letters that a word keeps when an ending, or what is written together with it, is taken off."""


class Word(NamedTuple):
    """A word of a text."""

    stems: frozenset[str]
    """Its stem with its accents and without, since not everybody types them; of Arabic also without particles."""
    start: int
    """Where it begins in the text, and ends."""
    end: int


def sentences(text: str, language: str, passed_over: frozenset[str] = frozenset()) -> Iterator[Sequence[Word]]:
    """The words of `text`, a sentence or a part of one at a time, without those that are `passed_over`."""
    start = 0
    for end in (*(match.start() for match in _SENTENCE_END.finditer(text)), len(text)):
        found = (match for match in _WORD.finditer(text, start, end) if _plain_word(match[0]) not in passed_over)
        words = [Word(stems(match[0], language), match.start(), match.end()) for match in found]
        if words:
            yield words
        start = end + 1


@lru_cache(maxsize=100_000)
def stems(word: str, language: str) -> frozenset[str]:
    """The stems that a word may have in `language`, one of those there are stems in."""
    word = unicodedata.normalize("NFC", word).casefold()
    stem = _STEMMERS[language].stemWord
    return frozenset(plain(stem(form)) for form in _forms(word, language))


def _forms(word: str, language: str) -> set[str]:
    """What a word may stand for."""
    if language == "ar":
        return _arabic_forms(word)
    bare = plain(word)
    singulars = {plural.sub(singular, bare) for plural, singular in _SINGULARS.get(language, ())}
    return {word, bare, *(each for each in singulars if len(each) >= _SHORTEST)}


def plain(text: str) -> str:
    """`text` in small letters without accents, vowel signs, ligatures and lengthened letters."""
    parts = unicodedata.normalize("NFKD", text.casefold().replace("œ", "oe").replace("æ", "ae").replace("ـ", ""))
    return "".join(part for part in parts if not unicodedata.combining(part))


_plain_word = lru_cache(maxsize=100_000)(plain)
"""The words of hundreds of texts are some thousands."""


def _arabic_forms(word: str) -> set[str]:
    """An Arabic word without what is written together with it; each with the article, as its stemmer knows it best."""
    word = plain(word)
    forms = {word}
    for conjunction in _CONJUNCTIONS:
        forms.add(_without(word, conjunction))
    for form in tuple(forms):
        forms.update(_without(form, particle) for particle in _PARTICLES)
    return {_ARTICLE + _without(form, _ARTICLE) for form in forms}


def _without(word: str, start: str) -> str:
    rest = word.removeprefix(start)
    return rest if len(rest) >= _SHORTEST else word
