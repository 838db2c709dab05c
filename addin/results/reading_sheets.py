"""The sheets that people read, laid out: which tables stand where on each, and the charts beside them."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from openpyxl import Workbook

from addin.figures.survey import LEVELS, NOT_APPLICABLE
from addin.results.block_sheet import Block, BlockSheet, Page
from addin.results.charts import Bars, Part, level_parts, off_scale, without
from addin.tables import columns
from addin.tables import sheet_columns as c
from addin.tables.about_tables import ABOUT, CONTENTS
from addin.tables.in_words import InWords
from addin.tables.information_table import INFORMATION
from addin.tables.movement_tables import MATRIX as MOVEMENT_MATRIX
from addin.tables.movement_tables import MOVEMENT
from addin.tables.movement_tables import REGIONS as MOVEMENT_REGIONS
from addin.tables.region_tables import MATRIX, REGIONS, RESPONSE, region_codes
from addin.tables.summary_tables import LEGEND, STANDARDS, SUMMARY
from addin.tables.summary_tables import RESPONSE as SUMMARY_RESPONSE
from addin.tables.table import Table
from addin.tables.theme_tables import COUNTS, THEMES
from schemas.excel.house_style import NAVY, SMALL_SIZE

Tables = Mapping[str, Table]
_SUMMARY_ROW, _SUMMARY_HEAD = 12, 84
"""The heights of a row and of the headings of the summary, in points: whole pixels of a screen, so that bars meet them.
"""
_REGIONS_ROW, _HEAD, _MOVEMENT_HEAD = 21, 93, 105
_GAP = 1.5
_THEMES_HEAD = 30
_CHART_COLUMNS, _CHART_WIDTH = 4, 11
"""The columns that a chart stands over, where there is no table below it, and the width of each."""


def summary_sheet(workbook: Workbook, tables: Tables, words: InWords) -> BlockSheet:
    """Everything on one page: indicators with their bars, standards, the response, and the levels in words."""
    titles = words.sheets.titles
    main = Block(tables[SUMMARY], parted_by=c.TITLE, rotated=True)
    below = main.last + 2
    standards = Block(tables[STANDARDS], below + 1, title=titles.standards, headed=False)
    side = main.last_column + 2
    # The row of headings on the left is hidden: those on the right stand beside the first standard.
    response = Block(tables[SUMMARY_RESPONSE], below + 2, side, title=titles.response, title_row=below)
    legend = Block(tables[LEGEND], response.last + 2, side, title=titles.legend)
    blocks = [main, standards, response, legend]
    page = Page(
        size=SMALL_SIZE,
        row_points=_SUMMARY_ROW,
        heading_points=_SUMMARY_HEAD,
        widths={main.at(c.TITLE): 46, side - 1: _GAP, side: 30, side + 1: 7, side + 2: 9},
        folded=(main.at(c.QUESTION),),
        right_to_left=words.definition.runs_right_to_left,
    )
    notes = {standards.last + 1: words.sheets.reading}
    return BlockSheet(workbook, SUMMARY, blocks, page, _levels_chart(words, main, side, response.last_column), notes)


def _levels_chart(words: InWords, main: Block, column: int, last_column: int) -> list[Bars]:
    members = len(words.survey.members)
    if not members:
        return []
    columns = {level: main.at(at) for level, at in zip(LEVELS, c.AT_LEVEL, strict=True)}
    labels = {level: words.level(level) for level in LEVELS if level != NOT_APPLICABLE}
    chart = words.sheets.charts.levels
    parts = [
        *level_parts(labels, columns),
        off_scale(f"{NOT_APPLICABLE} - {words.level(NOT_APPLICABLE)}", columns[NOT_APPLICABLE]),
        without(words.common.no_level, main.at(c.NO_LEVEL)),
    ]
    return [
        Bars(
            chart.title, chart.text, parts, main.first, main.last, column, last_column, main.at(c.NUMBER), most=members
        )
    ]


def regions_sheet(workbook: Workbook, tables: Tables, words: InWords) -> BlockSheet:
    """The response and the levels by region, each with its bars; the shares by standard; all counts to the right."""
    titles = words.sheets.titles
    first = Block(tables[RESPONSE], rotated=True)
    matrix_row = first.last + 5
    labels = ("", "", *(words.region(region) for region in region_codes()))
    matrix = Block(tables[MATRIX], matrix_row, title=titles.shares_by_region, labels=labels)
    chart = max(first.last_column, matrix.last_column) + 2
    second = chart + _CHART_COLUMNS + 1
    aside = second + _CHART_COLUMNS + 2
    long = Block(tables[REGIONS], 1, aside, parted_by=c.STANDARD)
    widths = {chart - 1: _GAP, second - 1: _GAP, aside - 1: _GAP}
    widths |= {matrix.at(c.TITLE): 58}
    widths |= dict.fromkeys(
        (*range(chart, chart + _CHART_COLUMNS), *range(second, second + _CHART_COLUMNS)), _CHART_WIDTH
    )
    page = Page(
        row_points=_REGIONS_ROW,
        heading_points=_HEAD,
        last_printed=second + _CHART_COLUMNS,
        widths=widths,
        right_to_left=words.definition.runs_right_to_left,
    )
    bars = _region_charts(words, first, long, chart, second) if words.survey.members else []
    return BlockSheet(workbook, REGIONS, [first, matrix, long], page, bars)


def _region_charts(words: InWords, first: Block, long: Block, one: int, two: int) -> list[Bars]:
    charts = words.sheets.charts
    rate = Part(charts.response.title, first.at(c.RATE), NAVY)
    labels = {level: words.level(level) for level in LEVELS if level != NOT_APPLICABLE}
    parts = level_parts(labels, {level: long.at(c.OF_STANDARD[at]) for level, at in enumerate(c.AT_LEVEL, 1)})
    end = _CHART_COLUMNS - 1
    return [
        Bars(
            charts.response.title, charts.response.text, [rate], first.first, first.last, one, one + end,
            first.at(c.REGION), most=1, unit=0.25, shown="0%",
        ),
        Bars(
            charts.regions.title, charts.regions.text, parts, first.first, first.last, two, two + end,
            long.at(c.REGION), numbers=(long.first, long.first + len(region_codes()) - 1),
            grouping="percentStacked", most=1, unit=0.25, shown="0%",
        ),
    ]  # fmt: skip


def movement_sheet(workbook: Workbook, tables: Tables, words: InWords) -> BlockSheet:
    """What changed, by indicator with its bars, by region, and from level to level."""
    titles = words.sheets.titles
    main = Block(tables[MOVEMENT], parted_by=c.TITLE, rotated=True)
    regions = Block(tables[MOVEMENT_REGIONS], main.last + 4, title=titles.movement_regions, rotated=True)
    labels = ("", "", *(words.level(level) for level in LEVELS), "")
    matrix = Block(tables[MOVEMENT_MATRIX], regions.last + 5, title=titles.movement_matrix, labels=labels)
    chart = main.last_column + 2
    moved = any(True for _ in words.survey.moved())
    notes = {} if moved else {main.last + 2: words.sheets.no_earlier_year}
    widths = {chart - 1: _GAP} | dict.fromkeys(range(chart, chart + _CHART_COLUMNS), _CHART_WIDTH)
    page = Page(
        heading_points=_MOVEMENT_HEAD,
        pages_high=0,
        breaks=(main.last + 2,),
        widths=widths,
        right_to_left=words.definition.runs_right_to_left,
    )
    named = words.sheets.charts.movement
    net = Part(named.title, main.at(c.NET), NAVY)
    bars = Bars(
        named.title, named.text, [net], main.first, main.last, chart, chart + _CHART_COLUMNS - 1, main.at(c.NUMBER),
        grouping="clustered", least=None, shown="+0;-0;0",
    )  # fmt: skip
    return BlockSheet(workbook, MOVEMENT, [main, regions, matrix], page, [bars] if moved else [], notes)


def themes_sheet(workbook: Workbook, tables: Tables, words: InWords) -> BlockSheet:
    """The themes with their bars, and all counts to the right."""
    main = Block(tables[COUNTS])
    chart = main.last_column + 2
    aside = chart + _CHART_COLUMNS + 1
    long = Block(tables[THEMES], 1, aside, parted_by=c.THEME)
    widths = {chart - 1: _GAP} | dict.fromkeys(range(chart, chart + _CHART_COLUMNS), _CHART_WIDTH)
    page = Page(
        heading_points=_THEMES_HEAD,
        last_printed=chart + _CHART_COLUMNS - 1,
        widths=widths | {aside - 1: _GAP},
        right_to_left=words.definition.runs_right_to_left,
    )
    named = words.sheets.charts.themes
    bars = Bars(
        named.title, named.text, [Part(named.title, main.at(c.WITH_NEEDS), NAVY)], main.first, main.last,
        chart, chart + _CHART_COLUMNS - 1, main.at(c.LABEL), named=False, grouping="clustered",
    )  # fmt: skip
    return BlockSheet(workbook, THEMES, [main, long], page, [bars] if main.rows else [])


def information_sheet(workbook: Workbook, tables: Tables, words: InWords) -> BlockSheet:
    """The items of additional information, one below the other."""
    main = Block(tables[INFORMATION], parted_by=columns.STANDARD, rotated=True)
    page = Page(
        row_points=None,
        heading_points=_HEAD,
        pages_high=0,
        right_to_left=words.definition.runs_right_to_left,
    )
    return BlockSheet(workbook, INFORMATION, [main], page)


def about_sheet(workbook: Workbook, tables: Tables, words: InWords) -> BlockSheet:
    """How the result was made, and what stands on its sheets."""
    main = Block(tables[ABOUT])
    contents = Block(tables[CONTENTS], main.last + 4, title=words.sheets.titles.contents)
    page = Page(row_points=None, right_to_left=words.definition.runs_right_to_left, pages_high=1)
    return BlockSheet(workbook, ABOUT, [main, contents], page)


READING_SHEETS: Mapping[str, Callable[[Workbook, Tables, InWords], BlockSheet]] = {
    SUMMARY: summary_sheet,
    REGIONS: regions_sheet,
    MOVEMENT: movement_sheet,
    THEMES: themes_sheet,
    INFORMATION: information_sheet,
    ABOUT: about_sheet,
}
"""What lays out each sheet that holds more than one table, by its title."""
