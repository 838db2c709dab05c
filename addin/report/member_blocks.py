"""What the document of one Member says: its levels among those of others, what changed, what is missing, its needs."""

from __future__ import annotations

from collections.abc import Iterator

from addin.figures.survey import NOT_APPLICABLE, Need
from addin.figures.theme_counts import count_themes
from addin.report.blocks import Block, figure, heading, texts, written
from addin.report.figures.member import member_figure
from addin.report.printable import line
from addin.report.report_blocks import Saying
from schemas.loading.members import unions

_BARE_YES = "yes"
"""What stands where a Member chose Yes, and wrote nothing."""


def member_blocks(said: Saying, country: str) -> Iterator[Block]:
    """All that follows the Member's name. Raises KeyError where `country` has no answers that count."""
    if country in unions():
        yield texts([said.page.member.union])
    yield heading(said.page.member.levels)
    yield figure(member_figure(said.contents, country, said.sketch), said.say, titled=False)
    yield texts([_changes(said, country)])
    yield from _missing(said, country)
    yield from _needs(said, country)


def _changes(said: Saying, country: str) -> str:
    pairs = [
        (each.indicator.number, each.level_before, each.level)
        for each in said.contents.compared(country)
        if each.level_before is not None and each.level is not None
    ]
    if not pairs:
        return said.words.not_compared
    scale = [(number, before, now) for number, before, now in pairs if NOT_APPLICABLE not in {before, now}]
    same = [number for number, before, now in pairs if before == now]
    up = [number for number, before, now in scale if before < now]
    down = [number for number, before, now in scale if before > now]
    other = [number for number, before, now in pairs if before != now and NOT_APPLICABLE in {before, now}]
    return said.words.compared.format(
        year=said.contents.survey.year_before,
        up=_counted(said, up),
        down=_counted(said, down),
        same=said.say.number(len(same)),
        other=_counted(said, other),
    )


def _counted(said: Saying, numbers: list[str]) -> str:
    count = said.say.number(len(numbers))
    return f"{count} ({said.say.listed(numbers)})" if numbers else count


def _needs(said: Saying, country: str) -> Iterator[Block]:
    """What was written, and what to say in its place where it does not fit the page: how many needs of which theme."""
    contents, title = said.contents, line(said.page.member.needs)
    needs = contents.needs.get(country, ())
    if not needs:
        yield heading(title)
        yield texts([said.page.member.no_needs])
        return
    words = contents.words
    yield {
        "kind": "needs",
        "title": title,
        "header": [words.indicator, words.difficulty, words.support],
        "theme": words.theme,
        "rows": [
            {
                "indicator": line(need.indicator),
                "theme": said.say.listed(line(contents.theme_called(theme)) for theme in need.themes),
                "difficulty": _said(said, need.difficulty, need.language),
                "support": _said(said, need.support, need.language),
            }
            for need in needs
        ],
        "themes": _themes(said, needs),
    }


def _themes(said: Saying, needs: tuple[Need, ...]) -> Block:
    """The themes that most needs have first."""
    words = said.sketch.words.themes
    found = sorted(count_themes(needs).items(), key=lambda pair: (not pair[0], -pair[1].needs))
    return {
        "title": line(words.title),
        "header": [line(said.contents.words.theme), line(words.needs)],
        "rows": [[line(said.contents.theme_called(code)), said.say.number(count.needs)] for code, count in found],
    }


def _said(said: Saying, text: str, language: str) -> Block:
    """What an officer wrote; a bare yes in words."""
    if text == _BARE_YES:
        return written(said.page.needs.bare_yes, said.contents.language)
    return written(text, language)


def _missing(said: Saying, country: str) -> Iterator[Block]:
    member, found = said.page.member, said.contents.missing.get(country)
    if found is None:
        return
    yield heading(member.missing)
    if found.is_nothing:
        yield texts([member.nothing_missing])
    listed = {
        member.indicators: said.say.listed(found.indicators),
        member.standards: said.say.listed(map(str, found.not_signed_off)),
        member.errors: said.say.number(found.errors) if found.errors else "",
        member.warnings: said.say.number(found.warnings) if found.warnings else "",
        member.file: found.file,
    }
    yield {"kind": "terms", "terms": [[name, line(text)] for name, text in listed.items() if text]}
