"""Templates as somebody asks for them, on the command line or the ribbon: checked, made, put into a folder."""

from __future__ import annotations

import contextlib
import csv
import hashlib
import io
from collections import Counter
from collections.abc import Generator, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from schemas.database_address import Place
from schemas.errors import Refusal
from schemas.loading.asked import check_edition, check_language, check_member
from schemas.loading.loader import DEFAULT_EDITION, load_definition
from schemas.loading.members import load_members
from schemas.loading.spoken import load_spoken
from schemas.messages.message import Message
from schemas.services import OpenPool, PastOf, TemplatesAsked, WatchBuilt
from schemas.written.delivery import Delivery, refuse_existing
from schemas.written.target import try_folder
from workbook_builder.build import BuiltWorkbook
from workbook_builder.orders.asked_campaign import AskedCampaign, asked_campaign
from workbook_builder.orders.many import make_many
from workbook_builder.orders.orders import Order, all_members, make_one, orders_for
from workbook_builder.orders.prefill import Prefill, prefill_of

_DISPATCH = ("file", "Member", "language", "sha256")

_PASSWORD_LENGTH = 255
"""What Excel's own dialog takes."""


@dataclass(frozen=True, slots=True)
class _Wish:
    """What is asked for, checked."""

    edition: str
    asked: AskedCampaign
    language: str | None
    member: str | None
    all_members: bool
    prefill: Place | None
    password: str | None
    out: Path
    force: bool

    @property
    def year(self) -> int:
        return self.asked.year

    @property
    def orders(self) -> list[Order]:
        campaign = self.asked.campaign
        if self.all_members:
            return orders_for(all_members(), self.edition, self.year, self.language, campaign)
        if self.member is not None:
            return orders_for([self.member], self.edition, self.year, self.language, campaign)
        return [Order(load_spoken(self.edition, self.language), self.year, campaign=campaign)]

    @property
    def dispatch(self) -> str:
        return f"ecom-kpi_{self.year}_dispatch.csv"

    @property
    def not_carried(self) -> str:
        return f"ecom-kpi_{self.year}_not-carried.csv"


def order_templates(
    asked: TemplatesAsked, past_of: PastOf, watch: WatchBuilt, open_pool: OpenPool | None = None
) -> tuple[str, ...]:
    """Make the templates that are `asked` for and put them into their folder: all of them whole, or none.

    `past_of` reads last year's answers where they are asked for; each workbook passes through `watch`
    before the next is made. Where there is much to draw, processes that `open_pool` opens help. Returns what
    was done, a sentence each. Raises `Refusal` for what cannot be made, OSError where the folder cannot be
    written to.
    """
    return tuple(_make(_checked(asked), past_of, watch, open_pool))


def _checked(asked: TemplatesAsked) -> _Wish:
    if asked.member is not None and asked.all_members:
        raise Refusal("Choose one Member with --member, or all with --all-members, not both.")
    if asked.prefill is not None and asked.member is None and not asked.all_members:
        raise Refusal("Last year's answers belong to Members: add --member or --all-members.")
    if asked.password is not None and not 0 < len(asked.password) <= _PASSWORD_LENGTH:
        raise Refusal(
            "--password takes 1 to {most} characters; leave it out to lock without one.", most=_PASSWORD_LENGTH
        )
    edition = check_edition(asked.edition or DEFAULT_EDITION)
    return _Wish(
        edition,
        asked_campaign(asked),
        check_language(asked.language, edition) if asked.language is not None else None,
        check_member(asked.member) if asked.member is not None else None,
        asked.all_members,
        asked.prefill,
        asked.password,
        asked.out,
        asked.force,
    )


def _make(wish: _Wish, past_of: PastOf, watch: WatchBuilt, open_pool: OpenPool | None) -> Iterator[str]:
    orders = wish.orders
    names = [order.file_name for order in orders] + [wish.dispatch] * wish.all_members
    if not wish.force:
        refuse_existing(wish.out / name for name in names)
    try_folder(wish.out)
    prefill = None
    if wish.prefill is not None:
        past = past_of(_there(wish.prefill), wish.year)
        prefill = prefill_of(past, wish.prefill, load_definition(wish.edition), wish.year, wish.member)
        if prefill.left and not wish.force:
            refuse_existing([wish.out / wish.not_carried])
    with Delivery(wish.out) as delivery, contextlib.closing(_made(wish, orders, prefill, open_pool)) as made:
        lines = []
        for order, built in zip(orders, watch(made, len(orders)), strict=True):
            path = delivery.add(built.file_name, built.data)
            digest = hashlib.sha256(built.data).hexdigest()
            lines.append((built.file_name, order.member or "", order.definition.wording.language, digest))
        if wish.all_members:
            delivery.add(wish.dispatch, _csv(lines))
        if prefill is not None and prefill.left:
            delivery.add(wish.not_carried, prefill.table())
    yield from _said(wish, orders) if wish.all_members else [Message("Built {path}", path=path)]
    if wish.asked.file is not None and wish.asked.campaign.cover(load_definition(wish.edition)):
        yield Message("The first sheet says what stands in {file}.", file=wish.asked.file)
    if prefill is not None:
        yield from _said_of_last_year(wish, orders, prefill)


def _there(place: Place) -> Place:
    if isinstance(place, Path) and not place.exists():
        raise Refusal(
            "There is no folder {place}: give the folder with last year's workbooks, or their result.", place=place
        )
    return place


def _made(
    wish: _Wish, orders: list[Order], prefill: Prefill | None, open_pool: OpenPool | None
) -> Generator[BuiltWorkbook]:
    last = prefill.members if prefill is not None else {}
    beside = prefill.beside if prefill is not None else {}
    if not wish.all_members:
        return (make_one(order, wish.password, last.get(order.member or ""), beside) for order in orders)
    return make_many(orders, wish.password, prefill.year if prefill is not None else None, last, beside, open_pool)


def _csv(lines: Iterable[tuple[str, ...]]) -> bytes:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(_DISPATCH)
    writer.writerows(lines)
    return text.getvalue().encode("ascii")


def _said(wish: _Wish, orders: list[Order]) -> Iterator[str]:
    counts = Counter(order.definition.wording.language for order in orders)
    listed = ", ".join(f"{count} {language}" for language, count in sorted(counts.items()))
    yield Message("Built {count} workbooks in {out}: {listed}.", count=len(orders), out=wish.out, listed=listed)
    if wish.language is None:
        own = {member.iso3: member.language for member in load_members().members}
        without = [o.member for o in orders if own[o.member or ""] != o.definition.wording.language]
        if without:
            yield Message(
                "Edition {edition} is not worded in the language of {count} Members: theirs are English.",
                edition=wish.edition,
                count=len(without),
            )
    yield Message("Dispatch list: {place}", place=wish.out / wish.dispatch)


def _said_of_last_year(wish: _Wish, orders: list[Order], prefill: Prefill) -> Iterator[str]:
    shown = sum(order.member in prefill.members for order in orders)
    if wish.all_members:
        yield Message(
            "{shown} of {count} show the answers of {year}.", shown=shown, count=len(orders), year=prefill.year
        )
    else:
        yield Message("It shows the answers of {year}.", year=prefill.year)
    yield from prefill.sentences()
    if prefill.left:
        yield Message(
            "{count} answers of {year} have no place any more: {place}",
            count=len(prefill.left),
            year=prefill.year,
            place=wish.out / wish.not_carried,
        )
