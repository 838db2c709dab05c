"""How the indicators and items of one edition became those of the next: data, never a guess.

An edition that follows another names it in its `crosswalk.yaml`, and says of every indicator and
every item of both what became of it. Crosswalks of several editions are joined, and turned round.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated

from pydantic import ConfigDict, Field

from schemas.definition import Definition
from schemas.models.model import Model

Number = Annotated[str, Field(pattern=r"^\d+\.\d+$")]
"""An indicator or an item as people write it: `4.2`."""

_Pair = tuple[tuple[str, ...], tuple[str, ...]]


class Change(StrEnum):
    """What became of an indicator or an item from one edition to another."""

    SAME = "same"
    REWORDED = "reworded"
    SPLIT = "split"
    MERGED = "merged"
    NEW = "new"
    DROPPED = "dropped"


class Changes(Model):
    """What became of all indicators, or of all items."""

    same: dict[Number, Number] = Field(default={})
    """The new number by the old one."""
    reworded: dict[Number, Number] = Field(default={})
    """The new number by the old one: other words for the same measure."""
    split: dict[Number, tuple[Number, ...]] = Field(default={})
    """The new numbers by the old one."""
    merged: dict[Number, tuple[Number, ...]] = Field(default={})
    """The old numbers by the new one."""
    new: tuple[Number, ...] = ()
    dropped: tuple[Number, ...] = ()

    def links(self) -> Iterator[Link]:
        """What became of each, in the order of the file."""
        for change, pairs in ((Change.SAME, self.same), (Change.REWORDED, self.reworded)):
            yield from (Link(change, (old,), (new,)) for old, new in pairs.items())
        yield from (Link(Change.SPLIT, (old,), news) for old, news in self.split.items())
        yield from (Link(Change.MERGED, olds, (new,)) for new, olds in self.merged.items())
        yield from (Link(Change.NEW, (), (new,)) for new in self.new)
        yield from (Link(Change.DROPPED, (old,), ()) for old in self.dropped)


class CrosswalkFile(Model):
    """What `crosswalk.yaml` holds."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)

    before: Annotated[str, Field(alias="from")]
    """The edition that this one follows."""
    indicators: Changes
    information: Changes


def numbers_in(number: str) -> tuple[int, int]:
    """The numbers in that of an indicator or an item: (4, 2) in `4.2`."""
    standard, own = map(int, number.split("."))
    return standard, own


@dataclass(frozen=True, slots=True)
class Link:
    """The old numbers that became the new ones."""

    change: Change
    olds: tuple[str, ...]
    news: tuple[str, ...]

    @property
    def is_one_to_one(self) -> bool:
        """True where an answer to the old is an answer to the new."""
        return self.change in (Change.SAME, Change.REWORDED)

    def turned_round(self) -> Link:
        """The same from the newer edition to the older."""
        opposite = {
            Change.SPLIT: Change.MERGED,
            Change.MERGED: Change.SPLIT,
            Change.NEW: Change.DROPPED,
            Change.DROPPED: Change.NEW,
        }
        return Link(opposite.get(self.change, self.change), self.news, self.olds)


class Links:
    """What became of all indicators, or of all items, to ask by either number."""

    def __init__(self, links: Iterable[Link]) -> None:
        self._links = tuple(links)
        self._by_old = {old: link for link in self._links for old in link.olds}
        self._by_new = {new: link for link in self._links for new in link.news}

    def __iter__(self) -> Iterator[Link]:
        return iter(self._links)

    def from_old(self, number: str) -> Link:
        """What became of the old `number`. Raises KeyError where the older edition has none."""
        return self._by_old[number]

    def from_new(self, number: str) -> Link:
        """What the new `number` was. Raises KeyError where the newer edition has none."""
        return self._by_new[number]

    def turned_round(self) -> Links:
        """The same from the newer edition to the older."""
        return Links(link.turned_round() for link in self._links)

    def then(self, after: Links) -> Links:
        """These, and then what `after` says became of what they became."""
        joined = _joined((link.olds, link.news) for link in (*self._middle(), *after._middle(first=False)))
        news = {number for link in after for number in link.news}
        return Links(self._named(olds, ends, after) for olds, ends in joined if olds or set(ends) & news)

    def _middle(self, first: bool = True) -> Iterator[Link]:
        """The links with the numbers of the edition in between marked, so that they are not taken for others."""
        for link in self._links:
            olds, news = link.olds, link.news
            yield Link(link.change, olds, _mark(news)) if first else Link(link.change, _mark(olds), news)

    def _named(self, olds: tuple[str, ...], news: tuple[str, ...], after: Links) -> Link:
        if not news:
            return Link(Change.DROPPED, olds, ())
        if not olds:
            return Link(Change.NEW, (), news)
        if len(olds) == len(news) == 1:
            between = self.from_old(olds[0])
            same = between.change is Change.SAME and after.from_new(news[0]).change is Change.SAME
            return Link(Change.SAME if same else Change.REWORDED, olds, news)
        return Link(Change.SPLIT if len(olds) == 1 else Change.MERGED, olds, news)


def _mark(numbers: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(f"~{number}" for number in numbers)


def _joined(
    pairs: Iterable[tuple[tuple[str, ...], tuple[str, ...]]],
) -> Iterator[tuple[tuple[str, ...], tuple[str, ...]]]:
    """The old and the new numbers of what hangs together; numbers of the edition in between are marked."""
    groups: list[tuple[list[str], list[str], set[str]]] = []
    for olds, news in pairs:
        olds_here = [number for number in olds if not number.startswith("~")]
        news_here = [number for number in news if not number.startswith("~")]
        between = {number for number in (*olds, *news) if number.startswith("~")}
        for group in [group for group in groups if group[2] & between]:
            groups.remove(group)
            olds_here, news_here, between = [*group[0], *olds_here], [*group[1], *news_here], group[2] | between
        groups.append((olds_here, news_here, between))
    yield from ((tuple(olds), tuple(news)) for olds, news, _ in groups)


@dataclass(frozen=True)
class Crosswalk:
    """What became of the indicators and items from the edition `old` to the edition `new`."""

    old: str
    new: str
    indicators: Links
    information: Links


def unchanged(definition: Definition) -> Crosswalk:
    """From an edition to itself."""
    edition = definition.edition
    return Crosswalk(
        edition.edition,
        edition.edition,
        Links(Link(Change.SAME, (number,), (number,)) for number in indicator_numbers(definition)),
        Links(Link(Change.SAME, (number,), (number,)) for number in item_numbers(definition)),
    )


def indicator_numbers(definition: Definition) -> tuple[str, ...]:
    """Every indicator of an edition as people write it, in order."""
    return tuple(f"{s}.{i}" for s, i in definition.edition.indicators)


def item_numbers(definition: Definition) -> tuple[str, ...]:
    """Every item of an edition as people write it, in order."""
    return tuple(f"{s}.{k}" for s, k, _ in definition.edition.information())


def problems_of(crosswalk: CrosswalkFile, old: Definition, new: Definition) -> Iterator[str]:
    """What a crosswalk leaves out, says twice or says wrongly of two editions."""
    sides = (
        ("indicators", crosswalk.indicators, indicator_numbers(old), indicator_numbers(new), _indicator_text),
        ("information", crosswalk.information, item_numbers(old), item_numbers(new), _item_text),
    )
    for where, changes, olds, news, text in sides:
        links = tuple(changes.links())
        yield from _once(f"{where}: edition {crosswalk.before}", olds, (n for link in links for n in link.olds))
        yield from _once(f"{where}: edition {new.edition.edition}", news, (n for link in links for n in link.news))
        for old_number, new_number in changes.same.items():
            if old_number in olds and new_number in news and text(old, old_number) != text(new, new_number):
                yield f"{where}: same: {old_number} and {new_number} are not worded the same: move them to `reworded`"


def _once(where: str, asked: Iterable[str], said: Iterable[str]) -> Iterator[str]:
    counts: Mapping[str, int] = Counter(said)
    asked = tuple(asked)
    for number in asked:
        if counts.get(number, 0) != 1:
            yield f"{where}: {number} stands {counts.get(number, 0)} times: say once what became of it"
    for number in counts:
        if number not in asked:
            yield f"{where}: there is no {number}: remove it"


def _indicator_text(definition: Definition, number: str) -> str:
    return definition.text(f"indicator.{number}")


def _item_text(definition: Definition, number: str) -> str:
    return definition.text(f"information.{number}")
