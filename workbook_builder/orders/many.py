"""The workbooks of many Members: each language drawn once, by all processors, and handed over in order."""

from __future__ import annotations

from collections.abc import Callable, Generator, Hashable, Iterator, Mapping, Sequence
from functools import partial

from schemas.services import OpenPool
from schemas.years.last_year import LastYear
from schemas.years.member_answers import MemberAnswers
from workbook_builder.build import BuiltWorkbook
from workbook_builder.orders.copies import Loose, Master
from workbook_builder.orders.orders import NOTHING, Order, make_one
from workbook_builder.orders.taken_apart import Template
from workbook_builder.orders.team import team

_Job = Callable[[], Sequence[BuiltWorkbook | Loose]]


def make_many(
    orders: Sequence[Order],
    password: str | None,
    last_year: int | None,
    last: Mapping[str, LastYear],
    beside: Mapping[str, MemberAnswers] = NOTHING,
    open_pool: OpenPool | None = None,
) -> Generator[BuiltWorkbook]:
    """The workbooks of `orders`, in order; each language is drawn once, with answers of `last_year` and without.

    One with a sheet of its own is drawn by itself. Processes that `open_pool` opens help where there is more than one
    to draw; raises `Refusal` where one of them ends.
    """
    shown = dict.fromkeys(last, last_year)
    keys = [_key(order, shown.get(order.member or ""), beside) for order in orders]
    jobs: dict[Hashable, _Job] = {}
    for key, group in _groups(keys, orders).items():
        order, member = group[0], group[0].member or ""
        if member in beside:
            jobs[key] = partial(_drawn, order, password, last.get(member), {member: beside[member]})
            continue
        template = Template(order.definition, order.year, password, shown.get(member), order.cover)
        jobs[key] = partial(_copied, template, [(each.member or "", last.get(each.member or "")) for each in group])
    with team(open_pool, len(jobs)) as everybody:
        results = everybody.each(jobs.values())
        made: dict[Hashable, Iterator[BuiltWorkbook | Loose]] = {}
        for key in keys:
            if key not in made:
                # The jobs stand in the order in which they are needed first.
                made[key] = iter(next(results))
            workbook = next(made[key])
            yield workbook.joined() if isinstance(workbook, Loose) else workbook


def _key(order: Order, last_year: int | None, beside: Mapping[str, MemberAnswers]) -> Hashable:
    """What the orders have in common that are made from one drawing."""
    if order.member in beside:
        return order.member
    return order.definition.wording.language, last_year, *order.cover.items()


def _groups(keys: Sequence[Hashable], orders: Sequence[Order]) -> Mapping[Hashable, Sequence[Order]]:
    groups: dict[Hashable, list[Order]] = {}
    for key, order in zip(keys, orders, strict=True):
        groups.setdefault(key, []).append(order)
    return groups


def _copied(template: Template, members: Sequence[tuple[str, LastYear | None]]) -> Sequence[Loose]:
    master = Master(template)
    return [master.loose(member, last) for member, last in members]


def _drawn(
    order: Order, password: str | None, last: LastYear | None, beside: Mapping[str, MemberAnswers]
) -> Sequence[BuiltWorkbook]:
    return [make_one(order, password, last, beside)]
