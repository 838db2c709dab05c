"""The figures of the report: each draws what the contents say, reads by itself, and stands beside others."""

from __future__ import annotations

import logging
import re
import warnings

import pytest
from lxml import etree

from addin.report.contents import Contents
from addin.report.figures.amounts import information_parts
from addin.report.figures.drawn import figures_of
from addin.report.figures.figure import Figure
from addin.report.figures.made import sketch_of
from addin.report.figures.member import free_of, member_figure
from addin.report.figures.standard import standard_figure
from addin.report.figures.text_width import lines_of, width_of
from addin.report.in_words import InWords, Share
from schemas.loading.reporting import reporting_languages
from tests.reported import contents_of

pytestmark = pytest.mark.long


SVG = "{http://www.w3.org/2000/svg}"
OF_LEVELS = ("standards", "indicators", "heat-map", "regions")
OF_CHANGE = ("matrix", "net", "matched")


def by_key(contents: Contents) -> dict[str, Figure]:
    return {each.key: each for each in figures_of(contents)}


@pytest.fixture(scope="module")
def year() -> Contents:
    return contents_of(60)


@pytest.mark.parametrize(
    ("members", "last_year", "keys"),
    [
        (0, True, ("response",)),
        (1, False, ("response", *OF_LEVELS, "themes", "information")),
        (60, True, ("response", *OF_LEVELS, *OF_CHANGE, "themes", "information")),
    ],
)
def test_a_figure_is_drawn_where_there_is_something_to_draw(
    members: int, last_year: bool, keys: tuple[str, ...]
) -> None:
    assert tuple(by_key(contents_of(members, last_year=last_year))) == keys


# --- the numbers are those of the contents -------------------------------------------------------


def test_who_answered(year: Contents) -> None:
    rows = by_key(year)["response"].rows
    assert [row[1:3] for row in rows] == [(each.answered, each.asked) for each in year.response]
    assert rows[-1] == ("All Members", 60, 187, Share(60 / 187))


def test_levels_by_indicator(year: Contents) -> None:
    for row in by_key(year)["indicators"].rows:
        found = year.indicators[str(row[0])]
        assert row[1:5] == tuple(found.share(level) for level in (2, 3, 4, 5))
        assert row[5:] == (found.advanced, found.applicable, found.not_applicable, found.no_level)


def test_levels_by_standard_and_region(year: Contents) -> None:
    *rows, total = by_key(year)["heat-map"].rows
    for row, (standard, found) in zip(rows, year.standards.items(), strict=True):
        regions = (spread[standard].advanced for spread in year.standards_by_region.values())
        assert row[1:] == (*regions, found.advanced)
    assert total[-1] == year.everything.advanced


def test_change(year: Contents) -> None:
    drawn, changes = by_key(year), year.changes
    assert [row[1:6] for row in drawn["matrix"].rows] == [
        tuple(changes.all.matrix[before, now] for now in range(1, 6)) for before in range(1, 6)
    ]
    assert {row[0]: row[1:] for row in drawn["net"].rows} == {
        number: (each.up, each.down, each.net) for number, each in sorted(changes.by_indicator.items())
    }


def test_a_member_among_the_others(year: Contents) -> None:
    country = next(iter(year.levels_before))
    drawn = member_figure(year, country)
    for row, each in zip(drawn.rows, year.compared(country), strict=True):
        assert row == (each.indicator.number, each.level, each.level_before, each.region, each.all)


def test_every_number_of_a_table_is_written_in_its_figure(year: Contents) -> None:
    """Shares too small for their segment are not; their bar is there."""
    for key in ("response", "heat-map", "matrix", "net", "matched", "themes"):
        drawn, say = by_key(year)[key], InWords("en")
        written = {"".join(text.itertext()) for text in etree.fromstring(drawn.svg).iter(f"{SVG}text")}
        numbers = {say.cell(cell) for row in drawn.rows for cell in row if not isinstance(cell, str)}
        assert {number.lstrip("+") for number in numbers} <= {text.lstrip("+") for text in written}, key


# --- each SVG reads by itself, and beside others -------------------------------------------------


@pytest.mark.parametrize("language", reporting_languages())
def test_figures_are_well_formed_named_and_apart(language: str) -> None:
    contents = contents_of(12, language=language)
    country = next(iter(contents.members))
    drawn = [*figures_of(contents), member_figure(contents, country), standard_figure(contents, 6)]
    ids: list[str] = []
    for each in drawn:
        root = etree.fromstring(each.svg)
        assert root.get("role") == "img"
        names = [str(name) for name in root.xpath("//@id")]
        assert str(root.get("aria-labelledby")).split() == names[:2]
        assert [root[0].text, root[1].text] == [each.title, each.description]
        assert set(re.findall(r"url\(#([^)]+)\)", each.svg)) <= set(names)
        ids += names
    assert len(ids) == len(set(ids))


def test_a_figure_takes_the_colour_of_its_page_and_keeps_text_as_text(year: Contents) -> None:
    svg = by_key(year)["standards"].svg
    assert 'fill="currentColor"' in svg
    assert "#010203" not in svg
    assert "<text" in svg
    assert "1. Legal Framework for Advance" in svg
    for forbidden in ("<style", "<metadata", "<script", "style=", "matplotlib", "http://www.w3.org/1999/xlink"):
        assert forbidden not in svg


def test_a_figure_is_the_same_each_time(year: Contents) -> None:
    assert by_key(year) == by_key(contents_of(60))


def test_nothing_is_said_of_typefaces(caplog: pytest.LogCaptureFixture) -> None:
    with warnings.catch_warnings(), caplog.at_level(logging.WARNING):
        warnings.simplefilter("error")
        list(figures_of(contents_of(3, language="ar")))
    assert not caplog.records


def test_nothing_is_drawn_outside_of_a_figure() -> None:
    for language in reporting_languages():
        for each in figures_of(contents_of(187, language=language)):
            for text in etree.fromstring(each.svg).iter(f"{SVG}text"):
                said, size = "".join(text.itertext()), float(str(text.get("font-size")).removesuffix("px"))
                wide = width_of(said, size, bold=text.get("font-weight") == "700")
                begins = {"start": 0.0, "middle": -wide / 2, "end": -wide}[str(text.get("text-anchor"))]
                x, y = float(str(text.get("x"))) + begins, float(str(text.get("y")))
                assert -3 <= x <= x + wide <= each.width + 3, (language, each.key, said)
                assert 0 < y <= each.height, (language, each.key, said)


def test_in_arabic_bars_begin_at_the_right() -> None:
    left, right = (
        [float(x) for x in re.findall(r'd="M ([\d.]+) [\d.]+ L [\d.]+ [\d.]+ L [^"]+z" fill="#3f79ae"', each.svg)]
        for each in (by_key(contents_of(60, language=language))["themes"] for language in ("en", "ar"))
    )
    assert len(set(left)) == 1
    assert len(set(right)) == 1
    assert left[0] < 235 < right[0]


def test_what_no_xml_can_hold_is_left_out() -> None:
    contents = contents_of(2)
    contents = type(contents)(**{**vars_of(contents), "themes_called": {"law": "Law\x00\x1b \ud800& <b>\ufffe"}})
    themes = by_key(contents)["themes"].svg
    assert "Law &amp; &lt;b&gt;" in themes


def vars_of(contents: Contents) -> dict[str, object]:
    return {name: getattr(contents, name) for name in Contents.__dataclass_fields__}


# --- lines ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [
        ("", 40, ("",)),
        ("Europe", 40, ("Europe",)),
        ("East and Southern Africa", 50, ("East and", "Southern", "Africa")),
        ("Rindfleischetikettierung", 40, ("Rindfleisch", "etikettieru", "ng")),
        ("Moyen-Orient", 30, ("Moyen-", "Orient")),
        ("Levels 4\u00a0and\u00a05", 40, ("Levels", "4\u00a0and\u00a05")),
    ],
)
def test_a_label_is_broken_between_words_and_only_then_in_them(text: str, width: float, lines: tuple[str, ...]) -> None:
    found = lines_of(text, width, 8)
    assert all(width_of(line, 8) <= width for line in found)
    assert "".join(found).replace(" ", "") == text.replace(" ", "")
    assert len(found) == len(lines)


@pytest.mark.parametrize("language", reporting_languages())
def test_no_name_of_a_region_is_broken_inside_a_word(language: str) -> None:
    drawn = by_key(contents_of(30, language=language))["heat-map"]
    texts = [text for each in etree.fromstring(drawn.svg).iter("{*}text") for text in each.itertext()]
    written = {word for text in texts for word in text.strip("\u202b\u202c").split()}
    names = re.sub("-", "- ", " ".join(drawn.header[1:])).split()
    assert {name for name in names if not any(name in word for word in written)} == set()


@pytest.mark.parametrize("before", [None, 1, 2, 3, 4, 5])
def test_no_level_is_written_where_last_years_circle_is_not(before: int | None) -> None:
    """Cells are 32 points wide, and a circle has a radius of 4."""
    middle, half = 32 * free_of(before), width_of("No level given", 6.5) / 2
    assert before is None or abs(middle - 32 * (before - 0.5)) > half + 4
    assert 0 <= middle - half < middle + half <= 5 * 32


@pytest.mark.parametrize("value", [0.0, 0.004, 0.5, 1.0, None])
@pytest.mark.parametrize("language", reporting_languages())
def test_shares_are_whole_percentages(value: float | None, language: str) -> None:
    said = InWords(language).share(value)
    assert said == "–" if value is None else re.sub(r"[^\d]", "", said) == f"{round(value * 100)}"


@pytest.mark.parametrize(
    ("value", "share", "number"),
    [
        (0.625, "63%", "0.63"),
        (0.145, "15%", "0.15"),
        (0.005, "1%", "0.01"),
        (1 / 3, "33%", "0.33"),
        (0.285 * 10 / 10, "29%", "0.29"),
        (1.005, "101%", "1.01"),
        (-0.125, "–13%", "–0.13"),
    ],
)
def test_a_half_is_rounded_up_as_excel_does(value: float, share: str, number: str) -> None:
    assert (InWords("en").share(value), InWords("en").number(value)) == (share, number)


# --- figures in documents ------------------------------------------------------------------------


@pytest.mark.parametrize("tallest", [60.0, 120.0, 600.0])
def test_information_is_parted_into_figures_that_fit_a_page(year: Contents, tallest: float) -> None:
    sketch = sketch_of(year)
    parts = information_parts(year, sketch, tallest)
    assert [row for each in parts for row in each.rows] == list(by_key(year)["information"].rows)
    assert all(each.height <= tallest or len(each.rows) == 1 for each in parts)
    assert len({each.key for each in parts}) == len(parts)
    title = "Additional information: median and quartiles"
    numbered = [f"{title} ({part} of {len(parts)})" for part in range(1, len(parts) + 1)]
    assert [each.title for each in parts] == (numbered if len(parts) > 1 else [title])


@pytest.mark.parametrize("language", reporting_languages())
def test_every_figure_of_a_document_fits_a_page(language: str) -> None:
    contents = contents_of(12, language=language)
    drawn = [*figures_of(contents), *(standard_figure(contents, standard) for standard in contents.standards)]
    assert {each.key: each.height for each in drawn if each.height > 650} == {}
