"""`kpibook build`: writes templates to disk, whole or not at all."""

from __future__ import annotations

import csv
import datetime as dt
import hashlib
import io
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import click

from schemas.errors import Refusal
from schemas.loading.asked import check_edition, check_language, check_member, check_year
from schemas.loading.loader import DEFAULT_EDITION, load_definition
from schemas.loading.members import load_members
from schemas.loading.spoken import load_spoken
from schemas.terminal.options import folder_option, year_option
from schemas.terminal.progress import track
from workbook_builder.build import BuiltWorkbook
from workbook_builder.orders.delivery import Delivery, refuse_existing
from workbook_builder.orders.orders import Order, all_members, make_many, make_one, orders_for
from workbook_builder.orders.prefill import Prefill, read_prefill

_DISPATCH = ("file", "Member", "language", "sha256")


@dataclass(frozen=True, slots=True)
class _Wish:
    """What the command line asks for, checked."""

    edition: str
    year: int
    language: str | None
    member: str | None
    all_members: bool
    prefill: Path | None
    password: str | None
    out: Path
    force: bool

    @property
    def orders(self) -> list[Order]:
        if self.all_members:
            return orders_for(all_members(), self.edition, self.year, self.language)
        if self.member is not None:
            return orders_for([self.member], self.edition, self.year, self.language)
        return [Order(load_spoken(self.edition, self.language), self.year)]

    @property
    def dispatch(self) -> str:
        return f"ecom-kpi_{self.year}_dispatch.csv"

    @property
    def not_carried(self) -> str:
        return f"ecom-kpi_{self.year}_not-carried.csv"


@click.command("build")
@year_option("Reporting year; this year where it is not given.")
@click.option(
    "--language", help="Two-letter code; a Member's own language where it is not given, English for a plain template."
)
@click.option("--member", metavar="ISO3", help="Make it for one Member: ISO 3166-1 alpha-3 code, such as KEN.")
@click.option("--all-members", is_flag=True, help="One workbook for each Member, and a list to dispatch them by.")
@click.option(
    "--prefill",
    type=click.Path(path_type=Path),
    metavar="FOLDER",
    help="Show last year's answers beside the inputs: a folder of returned workbooks, or a consolidated result.",
)
@click.option("--edition", help="Edition of the Framework of Standards; the newest one where it is not given.")
@click.option(
    "--password", help="Password that unlocks sheets and structure. Without one they are locked all the same."
)
@folder_option
@click.option("--force", is_flag=True, help="Replace files that are there already.")
def build_command(
    year: int | None,
    language: str | None,
    member: str | None,
    all_members: bool,
    prefill: Path | None,
    edition: str | None,
    password: str | None,
    out: Path,
    force: bool,
) -> None:
    """Build the workbook that an officer fills in: one template, one Member's, or every Member's."""
    if member is not None and all_members:
        raise Refusal("Choose one Member with --member, or all with --all-members, not both.")
    if prefill is not None and member is None and not all_members:
        raise Refusal(
            "Last year's answers belong to Members: add --member or --all-members"
            " (on the ribbon’s settings sheet: Member)."
        )
    edition = check_edition(edition or DEFAULT_EDITION)
    wish = _Wish(
        edition,
        check_year(this_year() if year is None else year),
        check_language(language, edition) if language is not None else None,
        check_member(member) if member is not None else None,
        all_members,
        prefill,
        password,
        out,
        force,
    )
    for sentence in _build(wish):
        click.echo(sentence)


def this_year() -> int:
    """The year on the clock of the person who runs the command."""
    return dt.datetime.now().astimezone().year


def _build(wish: _Wish) -> Iterator[str]:
    """Make and write what is wished for; yields what was done, a sentence each."""
    orders = wish.orders
    names = [order.file_name for order in orders] + [wish.dispatch] * wish.all_members
    if not wish.force:
        refuse_existing(wish.out / name for name in names)
    prefill = None
    if wish.prefill is not None:
        prefill = read_prefill(wish.prefill, load_definition(wish.edition), wish.year, wish.member)
        if prefill.left and not wish.force:
            refuse_existing([wish.out / wish.not_carried])
    with Delivery(wish.out) as delivery:
        lines = []
        for order, built in zip(orders, _made(wish, orders, prefill), strict=True):
            path = delivery.add(built.file_name, built.data)
            digest = hashlib.sha256(built.data).hexdigest()
            lines.append((built.file_name, order.member or "", order.definition.wording.language, digest))
        if wish.all_members:
            delivery.add(wish.dispatch, _csv(lines))
        if prefill is not None and prefill.left:
            delivery.add(wish.not_carried, prefill.table())
    yield from _said(wish, orders) if wish.all_members else [f"Built {path}"]
    if prefill is not None:
        yield from _said_of_last_year(wish, orders, prefill)


def _made(wish: _Wish, orders: list[Order], prefill: Prefill | None) -> Iterator[BuiltWorkbook]:
    last = prefill.members if prefill is not None else {}
    if not wish.all_members:
        return (make_one(order, wish.password, last.get(order.member or "")) for order in orders)
    made = make_many(orders, wish.password, prefill.year if prefill is not None else None, last)
    return track(made, len(orders), "Building")


def _csv(lines: Iterable[tuple[str, ...]]) -> bytes:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(_DISPATCH)
    writer.writerows(lines)
    return text.getvalue().encode("ascii")


def _said(wish: _Wish, orders: list[Order]) -> Iterator[str]:
    counts = Counter(order.definition.wording.language for order in orders)
    listed = ", ".join(f"{count} {language}" for language, count in sorted(counts.items()))
    yield f"Built {len(orders)} workbooks in {wish.out}: {listed}."
    if wish.language is None:
        own = {member.iso3: member.language for member in load_members().members}
        without = [o.member for o in orders if own[o.member or ""] != o.definition.wording.language]
        if without:
            yield f"Edition {wish.edition} is not worded in the language of {len(without)} Members: theirs are English."
    yield f"Dispatch list: {wish.out / wish.dispatch}"


def _said_of_last_year(wish: _Wish, orders: list[Order], prefill: Prefill) -> Iterator[str]:
    shown = sum(order.member in prefill.members for order in orders)
    which = f"{shown} of {len(orders)} show" if wish.all_members else "It shows"
    yield f"{which} the answers of {prefill.year}."
    yield from prefill.sentences()
    if prefill.left:
        yield f"{len(prefill.left)} answers of {prefill.year} have no place any more: {wish.out / wish.not_carried}"
