"""Recognises the themes of a text by the words of the lexicon, in its own language and in English.

What is found is a suggestion, shown with the words that it comes from; a decision overrules it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from addin.themes.stems import Word, plain, sentences
from schemas.loading.themes import ENGLISH, load_themes, theme_languages

Themes = Mapping[str, tuple[str, ...]]
"""The words that matched, as they were typed, by the code of the theme, in the lexicon's order."""


_NOTHING: frozenset[str] = frozenset()
"""What stands behind the last word of a sentence."""


class _Phrase(NamedTuple):
    theme: str
    words: tuple[frozenset[str], ...]
    """The stems of each of its words."""


class _Lexicon(NamedTuple):
    by_first: Mapping[str, Sequence[_Phrase]]
    """The phrases by a stem of their first word."""
    small_words: frozenset[str]


def themes_in(text: str, language: str | None) -> Themes:
    """The themes of `text`, which is written in `language` or in English; nothing where no word is recognised."""
    own = [language] if language in theme_languages() else []
    found: dict[str, dict[str, str]] = defaultdict(dict)
    for each in dict.fromkeys((*own, ENGLISH)):
        for theme, words in _matches(text, each):
            found[theme].setdefault(words.casefold(), words)
    order = load_themes(ENGLISH).themes
    return {theme: tuple(_longest(found[theme])) for theme in order if theme in found}


def _matches(text: str, language: str) -> Iterator[tuple[str, str]]:
    """Each theme with the words of `text` that it was recognised by."""
    lexicon = _lexicon(language)
    for words in sentences(text, language, lexicon.small_words):
        stems = (*(word.stems for word in words), _NOTHING)
        for at, (first, second) in enumerate(pairwise(stems)):
            for phrase in _begun_by(first, second, language):
                meant = words[at : at + len(phrase.words)]
                # That its first two words are there is known; most have no more.
                if len(phrase.words) <= 2 or _says(meant, phrase):
                    yield phrase.theme, " ".join(text[meant[0].start : meant[-1].end].split())


@lru_cache(maxsize=100_000)
def _begun_by(first: frozenset[str], second: frozenset[str], language: str) -> Sequence[_Phrase]:
    """The phrases that two words of these stems may begin: none, of most; the second may be nothing."""
    by_first = _lexicon(language).by_first
    begun = dict.fromkeys(phrase for stem in first for phrase in by_first.get(stem, ()))
    return tuple(phrase for phrase in begun if len(phrase.words) == 1 or second & phrase.words[1])


def _says(words: Sequence[Word], phrase: _Phrase) -> bool:
    if len(words) != len(phrase.words):
        return False
    return all(word.stems & stems for word, stems in zip(words, phrase.words, strict=True))


def _longest(words: Mapping[str, str]) -> Iterator[str]:
    """What was typed, without what another match of the same theme has in it: `law` beside `law on data`."""
    for folded, typed in words.items():
        if not any(f" {folded} " in f" {other} " for other in words if other != folded):
            yield typed


@lru_cache(maxsize=16)
def _lexicon(language: str) -> _Lexicon:
    lexicon = load_themes(language)
    small_words = frozenset(map(plain, lexicon.small_words))
    by_first: dict[str, list[_Phrase]] = defaultdict(list)
    for theme, words in lexicon.themes.items():
        for typed in words.words:
            (row,) = sentences(typed, language, small_words)
            phrase = _Phrase(theme, tuple(word.stems for word in row))
            for stem in phrase.words[0]:
                by_first[stem].append(phrase)
    return _Lexicon(by_first, small_words)
