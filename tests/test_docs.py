"""The pages say what the product does."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

from addin.buttons.catalogue import BUTTONS, Group
from addin.command_line import kpibook
from addin.consolidation.consolidate import consolidate
from addin.letters.table import letters_table
from addin.status.asked_members import all_members
from addin.status.tables import status_tables
from addin.status.tracker import track_members
from addin.tables.result_tables import all_tables
from addin.tables.table import Column, Table
from schemas.loading.loader import load_definition
from schemas.places import limits
from schemas.sentences.findings_page import findings_page
from schemas.terminal.shown import is_address, shown
from tests import architecture_page, pictures

ROOT = Path(__file__).parent.parent
NOTHING_SENT = consolidate(())
DAY = dt.date(2026, 3, 31)
TABLES = {
    # the page: the tables that it explains
    "result.md": all_tables(NOTHING_SENT),
    "letters.md": (letters_table(()),),
    "status.md": status_tables(track_members(NOTHING_SENT, all_members(), year=2026, today=DAY)),
}


def test_the_page_of_findings_is_the_wording() -> None:
    assert (ROOT / "docs" / "findings.md").read_text(encoding="utf-8") == findings_page(load_definition())


@pytest.mark.parametrize(
    "command",
    ["build", "validate", "consolidate", "status", "letters", "annotate", "decisions", "merge", "migrate", "report"],
)
def test_every_option_of_the_readme_is_there(command: str) -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    line = re.findall(rf"^kpibook {command} .*(?:\n {{10,}}.*)*", readme, re.MULTILINE)[0]
    shown = CliRunner().invoke(kpibook, [command, "--help"]).output
    for option in re.findall(r"--[a-z-]+", line):
        assert option in shown


def test_the_page_of_addresses_says_how_much_is_fetched() -> None:
    page = (ROOT / "docs" / "addresses.md").read_text(encoding="utf-8")
    gigabyte = 2**30
    for said in (
        f"{limits.FILES_LIMIT:,} files and {limits.FETCHED_LIMIT // gigabyte} GB of one folder",
        f"{limits.NAMED_LIMIT // gigabyte} GB of one file",
        f"{limits.FILE_LIMIT // 2**20} MB is a row",
    ):
        assert said in " ".join(page.split()), said


def test_every_address_in_its_page_is_one_and_shows_what_the_page_shows() -> None:
    page = (ROOT / "docs" / "addresses.md").read_text(encoding="utf-8")
    named = re.findall(r"^\| `([^`]+)` \|", page, re.MULTILINE)
    assert len(named) >= 8
    for address in named:
        assert is_address(address), address
        assert shown(address) == address


def test_the_rooms_are_drawn_as_they_are() -> None:
    """`python -m tests.architecture_page` draws them anew."""
    assert architecture_page.PAGE.read_text(encoding="utf-8") == architecture_page.page()
    assert architecture_page.PICTURE.read_text(encoding="utf-8") == architecture_page.picture()


def test_every_place_that_the_house_names_is_there() -> None:
    text = architecture_page.PAGE.read_text(encoding="utf-8")
    for path in re.findall(r"`((?:addin|schemas|workbook_builder|tests)/[\w/]+\.py)`", text):
        assert (ROOT / path).is_file(), path
    for path in re.findall(r"`((?:addin|schemas|workbook_builder)/[\w/]+)/?`", text):
        assert (ROOT / path).exists(), path


def test_the_secretarys_page_has_the_buttons_under_their_groups_in_the_order_of_the_year() -> None:
    page = (ROOT / "docs" / "secretary.md").read_text(encoding="utf-8").partition("## ")[0]
    named = re.findall(r"^(?:\*\*(\w+)\*\*$|\| \*\*([\w ]+)\*\* \|)", page, re.MULTILINE)
    said = [(group or button).lower().replace(" ", "_") for group, button in named]
    grouped = [(group, [button.name for button in BUTTONS if button.group is group]) for group in Group]
    assert said == [name for group, names in grouped for name in (group.value, *names)]


def test_every_page_and_picture_linked_is_there() -> None:
    for page in (ROOT / "README.md", *(ROOT / "docs").glob("*.md")):
        for target in re.findall(r"\]\(([^)#]+)\)", page.read_text(encoding="utf-8")):
            if not target.startswith("http"):
                assert (page.parent / target).exists(), f"{page.name}: {target}"


def named(table: Table) -> dict[Column, str]:
    """The columns of a table by the name that a page gives them; those of all indicators stand as one."""
    indicators = [column for column in table.columns if "." in column.name]
    names = {column: column.name for column in table.columns if column not in indicators[1:]}
    return names | {column: f"{column.name} … {indicators[-1].name}" for column in indicators[:1]}


def lines_of_columns(tables: Iterable[Table]) -> Iterator[str]:
    """What a page says of each column: its name, what it holds, of what kind and unit, and in which tables."""
    names = {table.name: named(table) for table in tables}
    # a column that is only drawn wider in one table is the same column
    where: dict[tuple[str, str, str], list[str]] = {}
    for table, columns in names.items():
        for column, name in columns.items():
            kind = f"{column.kind.value}, {column.unit}" if column.unit else column.kind.value
            where.setdefault((name, column.description, kind), []).append(table)
    for line, standing in where.items():
        yield f"| {' | '.join(line)} | {', '.join(standing)} |"


@pytest.mark.parametrize("page", TABLES)
def test_the_page_names_the_columns_of_each_table_in_their_order(page: str) -> None:
    text = (ROOT / "docs" / page).read_text(encoding="utf-8")
    for table in TABLES[page]:
        line = rf"^\| {table.name} \| [^|]+ \| (.*) \|$"
        assert re.findall(line, text, re.MULTILINE) == [", ".join(named(table).values())]


@pytest.mark.parametrize("page", TABLES)
def test_the_page_says_what_each_column_holds(page: str) -> None:
    head = "| column | what it holds | kind | tables |\n|---|---|---|---|\n"
    _, _, section = (ROOT / "docs" / page).read_text(encoding="utf-8").partition(head)
    assert section.splitlines() == list(lines_of_columns(TABLES[page]))


@pytest.mark.parametrize("page", TABLES)
def test_a_column_is_described_in_one_sentence_and_no_two_of_a_table_are_called_alike(page: str) -> None:
    for table in TABLES[page]:
        names = [column.name for column in table.columns]
        assert len(set(names)) == len(names), table.name
        for column in table.columns:
            assert re.fullmatch(r"[A-Z].*[^.]\.", column.description), column.name
            assert ". " not in column.description, column.name


def test_no_picture_is_left_over_or_missing() -> None:
    """`python -m tests.pictures` makes all of them, but for what a benchmark draws of its own figures."""
    shown = {
        target
        for page in (ROOT / "README.md", *(ROOT / "docs").glob("*.md"))
        for target in re.findall(r"!\[[^\]]*\]\((?:docs/)?([^)]+)\)", page.read_text(encoding="utf-8"))
    } - {"growth.svg"}
    assert shown == {path.name for path in (ROOT / "docs").glob("*.png")}
    assert pictures.files(load_definition()) == shown
