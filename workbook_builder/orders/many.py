"""The workbooks of many Members: each language drawn once, the copies put together, by all processors."""

from __future__ import annotations

from collections.abc import Callable, Container, Generator, Hashable, Iterable, Iterator, Mapping, Sequence
from functools import partial

from schemas.services import OpenPool
from schemas.years.last_year import LastYear
from schemas.years.member_answers import MemberAnswers
from workbook_builder.build import BuiltWorkbook
from workbook_builder.orders.copies import Master
from workbook_builder.orders.orders import NOTHING, Order, make_one
from workbook_builder.orders.taken_apart import TakenApart, Template, taken_apart
from workbook_builder.orders.team import Team, team

_BATCH = 16
"""So many copies are made by a process at a time: what they are made from travels to it each time."""
_Masters = dict[Hashable, tuple[Template, TakenApart]]
_Copy = tuple[Hashable, str, LastYear | None]
"""From which master, for which Member, beside which answers."""


def make_many(
    orders: Sequence[Order],
    password: str | None,
    last_year: int | None,
    last: Mapping[str, LastYear],
    beside: Mapping[str, MemberAnswers] = NOTHING,
    open_pool: OpenPool | None = None,
) -> Generator[BuiltWorkbook]:
    """The workbooks of `orders`, in order; each language is drawn once, with answers of `last_year` and without.

    One with a sheet of its own is drawn by itself. Processes that `open_pool` opens help where there is much to do;
    raises `Refusal` where one of them ends.
    """
    work = _Work(password, last_year, last, beside)
    templates: dict[Hashable, Template] = {}
    for order in orders:
        if order.member not in beside:
            templates.setdefault(*work.template(order))
    batches = list(_batches(orders, beside))
    # Without last year's answers a copy takes less than sending it to another process and back.
    alone = len(beside) if last_year is None else len(batches)
    with team(open_pool, len(templates) + alone) as everybody:
        drawn = everybody.each(partial(taken_apart, template) for template in templates.values())
        jobs = work.jobs(batches, zip(templates.items(), drawn, strict=True))
        for made in (everybody if alone else Team()).each(jobs):
            yield from made


class _Work:
    """What is made of an order."""

    def __init__(
        self,
        password: str | None,
        last_year: int | None,
        last: Mapping[str, LastYear],
        beside: Mapping[str, MemberAnswers],
    ) -> None:
        self._password, self._last_year, self._last, self._beside = password, last_year, last, beside

    def template(self, order: Order) -> tuple[Hashable, Template]:
        """What an order's workbook has in common with those of others, and by what it is told from other templates."""
        shown = self._last_year if order.member in self._last else None
        key = order.definition.wording.language, shown, *order.cover.items()
        return key, Template(order.definition, order.year, self._password, shown, order.cover)

    def jobs(
        self, batches: Iterable[Sequence[Order]], drawn: Iterator[tuple[tuple[Hashable, Template], TakenApart]]
    ) -> Iterator[Callable[[], Sequence[BuiltWorkbook]]]:
        """What makes each batch; `drawn` are the templates, in the order in which they are needed first."""
        masters: _Masters = {}
        for batch in batches:
            if batch[0].member in self._beside:
                yield self._by_itself(batch[0])
                continue
            copies = [(self.template(order)[0], order.member or "") for order in batch]
            while not {key for key, _ in copies} <= masters.keys():
                (key, template), apart = next(drawn)
                masters[key] = template, apart
            needed = {key: masters[key] for key, _ in copies}
            yield partial(_copied, needed, [(key, member, self._last.get(member)) for key, member in copies])

    def _by_itself(self, order: Order) -> Callable[[], Sequence[BuiltWorkbook]]:
        member = order.member or ""
        beside = {member: self._beside[member]}
        return partial(_drawn, order, self._password, self._last.get(member), beside)


def _batches(orders: Iterable[Order], alone: Container[str | None]) -> Iterator[list[Order]]:
    """The orders, as many at a time as are copied at a time; those of Members `alone` by themselves."""
    batch: list[Order] = []
    for order in orders:
        if batch and (len(batch) == _BATCH or order.member in alone or batch[0].member in alone):
            yield batch
            batch = []
        batch.append(order)
    if batch:
        yield batch


def _drawn(
    order: Order, password: str | None, last: LastYear | None, beside: Mapping[str, MemberAnswers]
) -> Sequence[BuiltWorkbook]:
    return [make_one(order, password, last, beside)]


def _copied(masters: _Masters, copies: Sequence[_Copy]) -> Sequence[BuiltWorkbook]:
    ready = {key: Master(*each) for key, each in masters.items()}
    return [ready[key].workbook(member, last) for key, member, last in copies]
