"""What a report says first: the results in a few sentences."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from addin.figures.survey import ADVANCED
from addin.figures.theme_counts import most_needed
from addin.report.contents import Contents
from addin.report.in_words import InWords
from schemas.models.page_words import GlanceWords, PageWords
from schemas.models.public_words import PublicWords

_MOST_NAMED = 3
"""So many standards that tie are named; of the others, how many there are."""


def sentences(contents: Contents, words: PageWords) -> Iterator[str]:
    """Who answered, how far implementation is, what changed and what is needed most, as far as there is anything."""
    say, said = InWords(contents.language), words.glance
    everybody = contents.response[-1]
    if not contents.survey.members:
        yield said.nobody
    else:
        yield said.answered.format(
            answered=say.number(everybody.answered), asked=say.number(everybody.asked), share=say.share(everybody.rate)
        )
        yield said.complete.format(complete=say.number(everybody.complete), answered=say.number(everybody.answered))
        yield from _implementation(contents, words, say)
        yield from _change(contents, words, say)
        yield from _support(contents, words, say)
    if contents.survey.unions:
        yield said.union


def _implementation(contents: Contents, words: PageWords, say: InWords) -> Iterator[str]:
    found = contents.everything
    if found.advanced is None:
        return
    count = sum(found.at_level[level - 1] for level in ADVANCED)
    yield words.glance.advanced.format(
        share=say.share(found.advanced), count=say.number(count), total=say.number(found.applicable)
    )
    shares = {standard: each.advanced for standard, each in contents.standards.items() if each.advanced is not None}
    yield from furthest_and_least(shares, contents.survey.standards, words.glance, say)


def furthest_and_least(
    shares: Mapping[int, float], titles: Mapping[int, str], words: GlanceWords, say: InWords
) -> Iterator[str]:
    """The standards with the greatest and the least share, from 0 to 1: all that tie; nothing where all of them do."""
    if len(set(shares.values())) < 2:
        return
    for share, sentence in ((max(shares.values()), words.furthest), (min(shares.values()), words.least)):
        tied = sorted(standard for standard, each in shares.items() if each == share)
        named = [words.standard.format(standard=each, title=titles[each]) for each in tied[:_MOST_NAMED]]
        if left := len(tied) - len(named):
            named.append(words.others.format(number=say.number(left)))
        yield sentence.format(standards=say.listed_apart(named), share=say.share(share))


def _change(contents: Contents, words: PageWords, say: InWords) -> Iterator[str]:
    year, changes = contents.survey.year_before, contents.changes.all
    if year is None or not changes.matched:
        return
    sentence = words.glance.changed.format(
        year=year,
        members=say.number(len(contents.matched)),
        up=say.number(changes.up),
        down=say.number(changes.down),
        same=say.number(changes.same),
    )
    if outside := changes.to_not_applicable + changes.from_not_applicable:
        sentence += " " + words.glance.left_or_joined.format(number=say.number(outside))
    yield sentence


def _support(contents: Contents, words: PageWords, say: InWords) -> Iterator[str]:
    members = {code: len(count.members) for code, count in contents.themes.items()}
    yield from needed_most(members, contents.theme_called, words.glance, say)


def needed_most(
    members: Mapping[str, int], called: Callable[[str], str], words: GlanceWords | PublicWords, say: InWords
) -> Iterator[str]:
    """Which themes most Members have needs on, by the number of Members of each code; nothing where too many tie."""
    themes = most_needed(members)
    if not themes:
        return
    number = say.number(members[themes[0]])
    if len(themes) == 1:
        yield words.needed.format(theme=called(themes[0]), members=number)
    else:
        yield words.needed_alike.format(themes=say.listed_apart(map(called, themes)), members=number)
