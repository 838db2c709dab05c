"""The sheets that people read: what is counted, how it is shown, and that they print as they should."""

from __future__ import annotations

import datetime as dt
import hashlib
import re
import zipfile
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest
from lxml import etree
from openpyxl.worksheet.worksheet import Worksheet

from addin.consolidation.consolidate import Consolidation, consolidate
from addin.results.result_workbook import write_result
from addin.submissions.submission import LevelRow, Submission
from addin.tables.in_words import in_words
from addin.tables.raw_tables import raw_tables
from addin.tables.result_tables import all_tables
from addin.tables.run import EPOCH, Run
from addin.tables.table import Row, Table
from addin.themes.recognising import Themes, themes_in
from schemas.excel.house_style import A4_POINTS
from schemas.excel.row_lines import lines
from schemas.layout import names
from schemas.loading.reporting import load_part, reporting_languages
from schemas.models.sheets import SheetWords
from schemas.years.member_answers import Given, MemberAnswers
from tests.next_edition import NEW, OLD
from tests.ooxml_sdk import assert_valid
from tests.submissions import answer, information, sent

CHART = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
LEAST_POINTS = 6.5
"""The smallest letters that are still read on paper."""
Levels = Mapping[str, int | None]
"""The level at 1.1 by Member."""


def files(levels: Levels) -> list[Submission]:
    return [sent(f"{country}.xlsx", country, levels=(LevelRow(1, 1, level),)) for country, level in levels.items()]


def returned(levels: Levels, before: Mapping[str, int] | None = None) -> Consolidation:
    """Members with a level at 1.1 and nothing else, and the level that each had a year before."""
    given = {country: Given(str(level), level, sheet="S1", cell="D7") for country, level in (before or {}).items()}
    answers = {
        country: MemberAnswers("old.xlsx", "2018", "en", 2025, country, {names.level(1, 1): level})
        for country, level in given.items()
    }
    return replace(consolidate(files(levels)), before=answers)


def table(consolidation: Consolidation, name: str, run: Run | None = None) -> Table:
    return {each.name: each for each in all_tables(consolidation, run or Run())}[name]


def shown(consolidation: Consolidation, name: str, *columns: str, run: Run | None = None) -> list[Row]:
    """The rows of a table, some of its columns."""
    made = table(consolidation, name, run)
    places = [[column.name for column in made.columns].index(column) for column in columns]
    return [tuple(row[place] for place in places) for row in made.rows()]


# --- what is counted -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("levels", "expected"),
    [
        # the levels at 1.1; then applicable, the shares at 2, 3, 4, 5, and at 4 and 5 together
        ({"KEN": 2, "UGA": 5}, (2, 0.5, 0.0, 0.0, 0.5, 0.5)),
        ({"KEN": 1, "UGA": 4, "FRA": 3}, (2, 0.0, 0.5, 0.5, 0.0, 0.5)),
        ({"KEN": 1, "UGA": 1}, (0, None, None, None, None, None)),
        ({"KEN": None}, (0, None, None, None, None, None)),
        ({"EUE": 5}, (0, None, None, None, None, None)),
        ({}, (0, None, None, None, None, None)),
    ],
)
def test_shares_are_of_those_on_the_scale(levels: Levels, expected: Row) -> None:
    columns = ("applicable", "share_2", "share_3", "share_4", "share_5", "advanced")
    first, *_ = shown(returned(levels), "Summary", *columns)
    assert first == expected


@pytest.mark.parametrize(
    ("levels", "before", "expected"),
    [
        # this year, the year before; then the shares at 4 and 5 before and now, of those with both, and the change
        ({"KEN": 4, "UGA": 3}, {"KEN": 3, "UGA": 3}, (0.0, 0.5, 50.0)),
        ({"KEN": 4, "UGA": 3, "FRA": 5}, {"KEN": 3, "UGA": 3}, (0.0, 0.5, 50.0)),
        ({"KEN": 4}, {"UGA": 4}, (None, None, None)),
        ({"KEN": 1}, {"KEN": 5}, (None, None, None)),
        ({"KEN": 5, "UGA": 2}, {"KEN": 5, "UGA": 1}, (1.0, 1.0, 0.0)),
        ({"KEN": 4}, {}, (None, None, None)),
    ],
)
def test_last_year_stands_beside_for_those_that_answered_twice(
    levels: Levels, before: Mapping[str, int], expected: Row
) -> None:
    first, *_ = shown(returned(levels, before), "Summary", "advanced_before", "advanced_now", "change_points")
    assert first == expected


def test_a_standard_adds_its_indicators_up() -> None:
    levels = (LevelRow(1, 1, 5), LevelRow(1, 2, 2), LevelRow(1, 3, 1))
    made = consolidate([sent("a.xlsx", "KEN", levels=levels), sent("b.xlsx", "EUE", levels=levels)])
    columns = ("standard", "indicators", "level_1", "level_2", "level_5", "no_level", "total", "applicable", "advanced")
    first, *_, last = shown(made, "SummaryStandards", *columns)
    assert first == (1, "1.1, 1.2, 1.3, 1.4", 1, 1, 1, 1, 4, 2, 0.5)
    assert last == (None, "", 1, 1, 1, 30, 33, 2, 0.5)
    assert shown(made, "SummaryStandards", "european_union")[0] == ("5-2-1-0",)


def test_the_response_is_that_of_the_members() -> None:
    made = returned({"KEN": 5, "UGA": 2, "FRA": 5, "EUE": 5}, {"KEN": 3})
    rows = shown(made, "RegionsResponse", "region", "asked", "answered", "complete", "answered_before")
    assert rows == [
        ("AMS", 34, 0, 0, 0),
        ("EUR", 52, 1, 1, 0),
        ("ESA", 24, 2, 2, 1),
        ("MENA", 18, 0, 0, 0),
        ("WCA", 24, 0, 0, 0),
        ("AP", 35, 0, 0, 0),
        ("", 187, 3, 3, 1),
    ]
    assert [row[0] for row in shown(made, "SummaryResponse", "response_rate")][-1] == 3 / 187


def test_a_region_stands_beside_the_others() -> None:
    made = returned({"KEN": 5, "UGA": 2, "FRA": 4})
    (first, *_) = shown(made, "RegionsShares", "standard", "EUR", "ESA", "WCA", "all")
    assert first == (1, 1.0, 0.5, None, 2 / 3)
    rows = shown(made, "Regions", "standard", "region", "level_5", "no_level", "applicable", "advanced")
    assert (1, "ESA", 1, 6, 2, 0.5) in rows
    assert (None, "", 1, 96, 3, 2 / 3) in rows


MOVED = returned({"KEN": 4, "UGA": 2, "FRA": 1, "PER": 5, "EUE": 5}, {"KEN": 3, "UGA": 5, "FRA": 4, "PER": 5, "EUE": 2})


def test_movement_is_net_of_what_went_down() -> None:
    columns = ("indicator", "matched", "up", "down", "net", "same", "to_not_applicable", "advanced_all")
    assert shown(MOVED, "MovementSummary", *columns)[0] == ("1.1", 4, 1, 1, 0, 1, 1, 2 / 3)
    assert ("ESA", 2, 1, 1) in shown(MOVED, "MovementRegions", "region", "matched", "up", "down")


def test_the_matrix_says_from_where_to_where() -> None:
    columns = ("level_before", "label_before", "level_1", "level_2", "level_3", "level_4", "level_5", "total")
    assert shown(MOVED, "MovementMatrix", *columns) == [
        (1, "Not applicable", 0, 0, 0, 0, 0, 0),
        (2, "Not implemented (with issues)", 0, 0, 0, 0, 0, 0),
        (3, "Progressing with implementation", 0, 0, 0, 1, 0, 1),
        (4, "Finalising implementation", 1, 0, 0, 0, 0, 1),
        (5, "Implementation complete", 0, 1, 0, 0, 1, 2),
    ]


def test_every_fall_of_two_levels_is_listed_with_its_cells() -> None:
    columns = ("country", "member", "region", "indicator", "level_before", "level", "change", "file", "file_before")
    # France went from 4 to “Not applicable”, which is outside the scale: that is no fall.
    assert sorted(shown(MOVED, "Falls", *columns)) == [
        ("UGA", "Uganda", "ESA", "1.1", 5, 2, -3, "UGA.xlsx", "old.xlsx"),
    ]


def test_a_move_to_or_from_not_applicable_has_no_change() -> None:
    moved = returned({"KEN": 4, "FRA": 1, "PER": 5, "ESP": 1}, {"KEN": 3, "FRA": 4, "PER": 1, "ESP": 1})
    found = shown(moved, "Movement", "country", "indicator", "level_before", "level", "change")
    assert sorted(row for row in found if row[1] == "1.1") == [
        ("ESP", "1.1", 1, 1, 0),
        ("FRA", "1.1", 4, 1, None),
        ("KEN", "1.1", 3, 4, 1),
        ("PER", "1.1", 1, 5, None),
    ]
    assert shown(moved, "Falls", "country") == []


def test_values_of_an_item_come_to_quartiles_estimates_and_outliers() -> None:
    numbers = (10, 11, 12, 13, 14, 15, 16, 17, 400)
    countries = ("KEN", "UGA", "FRA", "PER", "ESP", "BRA", "DZA", "TUN", "CHE")
    submissions = [
        sent(
            f"{country}.xlsx",
            country,
            information=(information(number, str(number), flag="estimated" * (number < 12)),),
        )
        for country, number in zip(countries, numbers, strict=True)
    ]
    submissions.append(sent("n.xlsx", "PRT", information=(information(None, "n/a", unit="", not_available=True),)))
    made = consolidate(submissions)
    columns = ("members", "values", "least", "quartile_1", "median", "quartile_3", "greatest")
    assert shown(made, "InformationSummary", *columns) == [(9, 9, 10, 12, 14, 16, 400)]
    assert shown(made, "InformationSummary", "unit", "estimates", "outliers", "not_available") == [("%", 2, 1, 1)]


def test_choices_are_counted_in_words_and_money_by_currency() -> None:
    def gave(country: str, code: str, amount: float, currency: str) -> Submission:
        chosen = information(None, code, standard=14, item=1, kind="list", unit="")
        money = information(amount, str(amount), standard=8, item=2, kind="money", unit=currency)
        return sent(f"{country}.xlsx", country, information=(chosen, money))

    dollars, euros = gave("KEN", "annual", 150, "USD"), gave("UGA", "annual", 10, "EUR")
    made = consolidate([dollars, euros, gave("FRA", "monthly", 20, "EUR")])
    rows = shown(made, "InformationSummary", "standard", "unit", "values", "median", "choices")
    assert rows == [
        (8, "EUR", 2, 15, ""),
        (8, "USD", 1, 150, ""),
        (14, "", 0, None, "Annual: 2; Monthly: 1"),
    ]


def test_themes_are_counted_by_standard_and_region() -> None:
    needs = (answer("Training of officers would help."),)
    made = consolidate([sent("a.xlsx", "KEN", answers=needs), sent("b.xlsx", "FRA", answers=needs)])
    assert ("training", 2, 2, 1, 1) in shown(made, "ThemeCounts", "theme", "members", "needs", "EUR", "ESA")
    assert ("training", 1, "ESA", 1, 1) in shown(made, "Themes", "theme", "standard", "region", "members", "needs")


def test_texts_are_looked_through_once_however_often_the_table_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[str] = []

    def counted(text: str, language: str | None) -> Themes:
        seen.append(text)
        return themes_in(text, language)

    monkeypatch.setattr("addin.themes.needs.themes_in", counted)
    made = table(consolidate([sent("a.xlsx", "KEN"), sent("b.xlsx", "UGA")]), "Needs")
    assert made.count() == len(list(made.rows())) == len(list(made.rows())) == 2
    assert [text.strip() for text in seen] == ["Answer of a.xlsx", "Answer of b.xlsx"]


# --- how it was made -----------------------------------------------------------------------------


def test_about_tells_when_from_what_and_how(tmp_path: Path) -> None:
    ledger = tmp_path / "decisions.csv"
    ledger.write_bytes(b"date,by\n")
    (tmp_path / "returned").mkdir()
    moment = dt.datetime(2026, 7, 1, 14, 30, tzinfo=dt.timezone(dt.timedelta(hours=2)))
    run = Run(tmp_path / "returned", 2026, tmp_path / "returned", ledger, made=moment)
    told = dict(shown(returned({"KEN": 5}), "About", "topic", "value", run=run))
    assert told["made"] == "2026-07-01 12:30:00"
    assert (told["folder"], told["before"], told["decisions"]) == ("returned", "returned", "decisions.csv")
    assert told["decisions_sha256"] == hashlib.sha256(b"date,by\n").hexdigest()
    assert (told["year"], told["year_asked"], told["language"], told["files"]) == ("2026", "2026", "en", "1")
    assert not any(str(tmp_path) in str(value) for value in told.values())


def test_the_moment_can_be_set_from_outside(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(EPOCH, "1767225600")
    assert dict(shown(returned({}), "About", "topic", "value"))["made"] == "2026-01-01 00:00:00"


@pytest.mark.parametrize("language", reporting_languages())
def test_every_sheet_is_told_of_in_every_language(language: str, tmp_path: Path) -> None:
    made = replace(returned({"KEN": 5}), language=language)
    book = openpyxl.load_workbook(write_result(made, tmp_path / "result.xlsx").path)
    assert [row[0] for row in shown(made, "Contents", "sheet")] == book.sheetnames
    assert all(told for (told,) in shown(made, "Contents", "holds"))
    words = load_part(language, "sheets", SheetWords)
    assert set(words.holds) == set(book.sheetnames)
    assert book.properties.title == f"{words.result} 2026"
    assert book["Summary"].sheet_view.rightToLeft == (language == "ar")


# --- how it looks --------------------------------------------------------------------------------
SEASONS: Mapping[str, tuple[Levels, Mapping[str, int]]] = {
    # what has come in: the levels, those of the year before
    "two years": ({"KEN": 5, "UGA": 2, "FRA": 1}, {"KEN": 3, "UGA": 5}),
    "one Member": ({"KEN": 5}, {}),
    "all level 1": ({"KEN": 1, "UGA": 1}, {"KEN": 1}),
    "only a union": ({"EUE": 5}, {}),
    "nobody": ({}, {}),
}


@pytest.mark.parametrize("season", SEASONS)
def test_whatever_has_come_in_the_workbook_is_whole(season: str, tmp_path: Path) -> None:
    path = write_result(returned(*SEASONS[season]), tmp_path / "result.xlsx").path
    assert_valid(path)
    with zipfile.ZipFile(path) as package:
        charts = [name for name in package.namelist() if name.startswith("xl/charts/chart")]
    expected = {"two years": 5, "one Member": 4, "all level 1": 5, "only a union": 0, "nobody": 0}
    # without Members there is nothing to draw, and without a year before no change
    assert len(charts) == expected[season]


@pytest.mark.parametrize("season", ["two years", "one Member", "all level 1"])
def test_no_scale_is_of_parts_of_a_member(season: str, tmp_path: Path) -> None:
    path = write_result(returned(*SEASONS[season]), tmp_path / "result.xlsx").path
    with zipfile.ZipFile(path) as package:
        charts = [etree.fromstring(package.read(name)) for name in package.namelist() if "charts/chart" in name]
    counting = [chart for chart in charts if chart.find(f".//{CHART}valAx/{CHART}numFmt").get("formatCode") != "0%"]
    assert {chart.find(f".//{CHART}valAx/{CHART}majorUnit").get("val") for chart in counting} == {"1"}


@pytest.fixture(scope="module")
def summary(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_result(returned(*SEASONS["two years"]), tmp_path_factory.mktemp("made") / "result.xlsx").path


def points_wide(sheet: Worksheet) -> float:
    """The width of what is printed: seven pixels, of which 96 are an inch, to a unit."""
    last = re.search(r":\$([A-Z]+)\$", sheet.print_area)
    assert last is not None
    columns = [letter for (letter,) in sheet.iter_cols(1, sheet[f"{last[1]}1"].column, 1, 1)]
    widths = (sheet.column_dimensions[cell.column_letter] for cell in columns)
    return sum(5.25 * (width.width or 9) for width in widths if not width.hidden)


def points_high(sheet: Worksheet) -> float:
    last = int(re.findall(r"\d+", sheet.print_area)[-1])
    rows = (sheet.row_dimensions[row] for row in range(1, last + 1))
    return sum(0 if row.hidden else row.height or 12.75 for row in rows)


def test_the_summary_prints_on_one_page_and_is_read(summary: Path) -> None:
    sheet = openpyxl.load_workbook(summary)["Summary"]
    page = sheet.page_setup
    assert (page.orientation, page.fitToHeight, page.fitToWidth) == ("landscape", 1, 1)
    margins, (short, long) = sheet.page_margins, A4_POINTS
    across = (long - 72 * (margins.left + margins.right)) / points_wide(sheet)
    down = (short - 72 * (margins.top + margins.bottom)) / points_high(sheet)
    least = min(cell.font.size for row in sheet.iter_rows() for cell in row if cell.value is not None)
    assert min(across, down, 1) * least >= LEAST_POINTS


def test_no_page_is_as_long_as_what_is_not_printed_beside_it(summary: Path) -> None:
    """Excel makes all of a print area fit on the page, its empty rows too."""
    for title in ("Regions", "Themes"):
        sheet = openpyxl.load_workbook(summary)[title]
        *_, before_last, _ = sheet[sheet.print_area.replace("$", "").split("!")[-1]]
        # a chart ends a row below its last bar
        assert any(cell.value is not None for cell in before_last), title


def test_a_title_that_is_too_long_for_its_line_is_shown_smaller(summary: Path) -> None:
    book = openpyxl.load_workbook(summary)
    long = book["Summary"]["C17"]
    assert long.value == "Expanding the Concept of Authorized Economic Operator (AEO) to Cross-Border E-Commerce"
    assert long.alignment.shrink_to_fit
    assert book["Regions"]["B26"].alignment.shrink_to_fit


@pytest.mark.parametrize("language", reporting_languages())
def test_a_title_can_be_read_in_print_in_every_language(language: str, tmp_path: Path) -> None:
    """Beside the bars, whose rows are alike, it is as small as it must be; below them it takes more lines instead."""
    made = replace(returned({"KEN": 5}), language=language)
    sheet = openpyxl.load_workbook(write_result(made, tmp_path / "result.xlsx").path)["Summary"]
    beside, below = sheet["C17"], next(row[2] for row in sheet.iter_rows(min_row=37) if row[0].value == 6)
    assert beside.value == below.value
    assert (beside.alignment.shrink_to_fit, beside.alignment.wrap_text) == (True, None)
    assert len({sheet.row_dimensions[row].height for row in range(2, 35)}) == 1
    number = {"ar": 1, "ru": 3}.get(language, 2)
    wraps = True if number > 1 else None
    assert (below.alignment.wrap_text, sheet.row_dimensions[below.row].height) == (wraps, 12 * number)


def test_a_text_of_both_directions_is_read_from_the_side_that_its_language_is(tmp_path: Path) -> None:
    for language, order in (("ar", 2), ("en", 1)):
        made = replace(returned({"KEN": 5}), language=language)
        sheet = openpyxl.load_workbook(write_result(made, tmp_path / f"{language}.xlsx").path)["Summary"]
        texts = [cell for row in sheet.iter_rows(min_row=2) for cell in row if isinstance(cell.value, str)]
        in_words = [cell for cell in texts if " " in str(cell.value) and cell.fill.fill_type is None]
        assert {cell.alignment.readingOrder for cell in in_words} == {order}


@pytest.mark.parametrize(
    ("text", "line", "expected"),
    [
        ("", 10, 1),
        ("ten digits", 10, 1),
        ("eleven long", 10, 2),
        # words are not broken, and what is left of a line stays empty
        ("Iran (Islamic Republic of)", 14, 2),
        ("aaaaaa bbbbbb cccccc", 10, 3),
        ("a" * 25, 10, 3),
        ("a\nb\n\nc", 10, 4),
        # letters of other scripts are wider
        ("Соединенные Штаты Америки", 27, 2),
        ("海关海关海关", 10, 2),
        ("word " * 100, 10, 50),
    ],
)
def test_a_row_is_as_high_as_its_texts_take(text: str, line: float, expected: int) -> None:
    assert lines(text, line) == expected


def part(path: Path, name: str) -> etree._Element:
    with zipfile.ZipFile(path) as package:
        return etree.fromstring(package.read(name))


def test_each_bar_stands_at_the_height_of_its_row(summary: Path) -> None:
    """The plot begins where the first row does, and is as high as all rows together."""
    sheet = openpyxl.load_workbook(summary)["Summary"]
    heights = [sheet.row_dimensions[row].height or 12.75 for row in range(1, 36)]
    head, body, whole = heights[0], sum(heights[1:34]), sum(heights)
    inner = part(summary, "xl/charts/chart1.xml").find(f".//{CHART}plotArea/{CHART}layout/{CHART}manualLayout")
    place = {child.tag.removeprefix(CHART): child.get("val") for child in inner}
    assert place["layoutTarget"] == "inner"
    assert (float(place["y"]), float(place["h"])) == pytest.approx((head / whole, body / whole))
    anchor = part(summary, "xl/drawings/drawing1.xml")
    rows = [int(row.text or "") for row in anchor.iter("{*}row")]
    assert rows == [0, 35]


def test_the_legend_has_the_words_and_what_is_off_the_scale_is_hatched(summary: Path) -> None:
    chart = part(summary, "xl/charts/chart1.xml")
    assert [value.text for value in chart.iterfind(f".//{CHART}ser/{CHART}tx/{CHART}v")] == [
        "2 - Not implemented (with issues)",
        "3 - Progressing with implementation",
        "4 - Finalising implementation",
        "5 - Implementation complete",
        "1 - Not applicable",
        "No level given",
    ]
    fills = [ser.find(f"{CHART}spPr") for ser in chart.iter(f"{CHART}ser")]
    assert [fill.find("{*}pattFill") is not None for fill in fills] == [False, False, False, False, True, False]


def test_a_long_table_prints_its_first_rows_and_says_so(tmp_path: Path) -> None:
    rows = tuple(answer(f"Answer {number}") for number in range(150))
    path = write_result(consolidate([sent("a.xlsx", answers=rows)]), tmp_path / "result.xlsx").path
    sheet = openpyxl.load_workbook(path)["Answers"]
    names_printed = [cell.value for cell in sheet[sheet.print_area.replace("$", "").split("!")[-1]][0]]
    assert "answer" in names_printed
    assert not {"file", "sheet", "cell"} & set(names_printed)
    assert sheet.print_area.endswith("$101")
    assert sheet.oddFooter.center.text is None
    assert sheet.oddHeader.left.text == "The first 100 of 150 rows: clear the print area to print all of them"


# --- several editions in one folder --------------------------------------------------------------


def of_two_editions() -> Consolidation:
    """Kenya answers the edition of 2018, Uganda the next one, in which the old 4.3 is called 4.4."""
    old = answer("Training of officers", standard=4, indicator=3)
    dropped = answer("Training of officers", standard=9, indicator=2)
    kenya = sent(
        "kenya.xlsx", "KEN", edition=OLD, levels=(LevelRow(4, 3, 4), LevelRow(9, 2, 4)), answers=(old, dropped),
        information=(information(10, "10 %"), information(20, "20 %", item=2)),
    )  # fmt: skip
    uganda = sent(
        "uganda.xlsx", "UGA", edition=NEW, levels=(LevelRow(4, 3, 2), LevelRow(4, 4, 3)),
        answers=(answer("Training of officers", standard=4, indicator=4),), information=(information(30, "30 %"),),
    )  # fmt: skip
    given = {names.level(4, 3): Given("2", 2, sheet="S4", cell="D7"), names.level(9, 2): Given("5", 5)}
    before = {country: MemberAnswers("old.xlsx", OLD, "en", 2025, country, given) for country in ("KEN", "UGA")}
    return replace(consolidate([kenya, uganda]), before=before)


def test_what_means_the_same_is_counted_together_whatever_its_number(next_edition: Path) -> None:
    made = of_two_editions()
    counts = {row[0]: row[1:] for row in shown(made, "Summary", "indicator", "level_2", "level_3", "level_4")}
    assert (counts["4.3"], counts["4.4"], counts["2018:9.2"]) == ((1, 0, 0), (0, 1, 1), (0, 0, 1))
    changes = {row[0]: row[1:] for row in shown(made, "MovementSummary", "indicator", "matched", "up", "down")}
    assert (changes["4.3"], changes["4.4"]) == ((0, 0, 0), (2, 2, 0))


def test_a_fall_is_of_the_standard_that_the_edition_of_its_file_has(next_edition: Path) -> None:
    given = {names.level(9, 2): Given("5", 5)}
    kenya = sent("kenya.xlsx", "KEN", edition=OLD, levels=(LevelRow(9, 2, 3),))
    made = consolidate([kenya, sent("uganda.xlsx", "UGA", edition=NEW)])
    made = replace(made, before={"KEN": MemberAnswers("old.xlsx", OLD, "en", 2025, "KEN", given)})
    columns = ("country", "indicator", "standard_title", "change")
    assert shown(made, "Falls", *columns) == [("KEN", "9.2", "Prevention of Fraud and Illicit Trade", -2)]


def test_needs_of_an_older_edition_are_told_of_by_the_numbers_of_the_newest(next_edition: Path) -> None:
    made = of_two_editions()
    survey = in_words(made, raw_tables(made)).survey
    assert [(need.country, need.indicator) for need in survey.needs()] == [
        ("KEN", "4.4"),
        ("KEN", "2018:9.2"),
        ("UGA", "4.4"),
    ]


def test_an_item_that_the_newest_edition_does_not_ask_keeps_what_it_asked(next_edition: Path) -> None:
    rows = shown(of_two_editions(), "InformationSummary", "standard", "item", "label", "members", "median")
    (kept,) = [label for _, item, label, *_ in rows if item == 2]
    assert str(kept).startswith("2018: The percentage of advance data")
    assert [(row[1], *row[3:]) for row in rows] == [(1, 2, 20), (2, 1, 20)]
