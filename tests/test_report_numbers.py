"""Every number of the page is that of the result's tables, which pandas counts here anew."""

from __future__ import annotations

import io
import math
import random
from collections import Counter
from pathlib import Path
from typing import NamedTuple

import pandas as pd
import pytest
from lxml import etree

from schemas.loading.members import load_members, unions
from tests import seeded
from tests.command_line import run
from tests.pages import files_below, parsed, rows_of, text_of

pytestmark = pytest.mark.long
LEVELS = [1, 2, 3, 4, 5]
MEMBERS = 12


class Season(NamedTuple):
    """A season: its result, and the reports made from its folder and from the result."""

    sheets: dict[str, pd.DataFrame]
    of_folder: Path
    of_result: Path


@pytest.fixture(scope="module")
def season(tmp_path_factory: pytest.TempPathFactory) -> Season:
    folder = tmp_path_factory.mktemp("season")
    now, before = seeded.write_season(folder, MEMBERS, seed=3)
    _add_the_european_union(now)
    status = run("consolidate", now, "--before", before, "--out", folder / "result.xlsx")
    assert run("report", now, "--before", before, "--out", folder / "a", "--no-pdf") == status
    assert run("report", folder / "result.xlsx", "--out", folder / "b", "--no-pdf") == status
    sheets = pd.read_excel(
        folder / "result.xlsx", sheet_name=None, keep_default_na=False, na_values=[""], engine="openpyxl"
    )
    return Season({name: _with_text_headings(sheet) for name, sheet in sheets.items()}, folder / "a", folder / "b")


def _add_the_european_union(folder: Path) -> None:
    union = next(each for each in load_members().members if each.iso3 in unions())
    chooser = random.Random(0)
    levels = seeded._levels(seeded.load_definition(), union, chooser)
    seeded._write(folder, union, 2026, levels, chooser)


def _with_text_headings(sheet: pd.DataFrame) -> pd.DataFrame:
    return sheet.rename(columns=str)


@pytest.fixture(scope="module")
def page(season: Season) -> etree._Element:
    return parsed((season.of_folder / "index.html").read_text(encoding="utf-8"))


def of_members(sheet: pd.DataFrame) -> pd.DataFrame:
    """Its rows that are a Member's: the European Union is none."""
    return sheet[sheet["country"].notna() & ~sheet["country"].isin(unions())]


def indicators(levels: pd.DataFrame) -> list[str]:
    return [name for name in levels.columns if name.replace(".", "").isdigit()]


def counts(levels: pd.DataFrame) -> list[float | None]:
    """Levels 2 to 5, the share of 4 and 5, level 1, no level."""
    found = levels.stack().dropna()
    at = found.astype(int).value_counts()
    total = math.prod(levels.shape)
    applicable = sum(at.get(level, 0) for level in LEVELS[1:])
    share = (at.get(4, 0) + at.get(5, 0)) / applicable if applicable else None
    return [*(at.get(level, 0) for level in LEVELS[1:]), share, at.get(1, 0), total - at.sum()]


def same(found: list[str], expected: list[float | None]) -> bool:
    return len(found) == len(expected) and all(
        said == "" if value is None or pd.isna(value) else math.isclose(float(said), value, abs_tol=1e-9)
        for said, value in zip(found, expected, strict=True)
    )


def standard_of(number: str) -> int:
    return int(number.partition(".")[0])


# --- the same from a folder and from a result ------------------------------------------------
def test_a_report_of_the_result_says_the_same_as_one_of_the_folder(season: Season) -> None:
    assert files_below(season.of_folder) == files_below(season.of_result)
    for name in files_below(season.of_folder):
        if not name.endswith(".html"):
            assert (season.of_folder / name).read_bytes() == (season.of_result / name).read_bytes(), name
            continue
        one, other = (
            parsed((place / name).read_text(encoding="utf-8")) for place in (season.of_folder, season.of_result)
        )
        for root in (one, other):
            # What it was made from, and who answered last year, which a result does not say.
            for element in root.xpath("//meta | //footer | //table[@id='response-table']"):
                element.getparent().remove(element)
        assert etree.tostring(one) == etree.tostring(other), name


# --- table by table --------------------------------------------------------------------------
def test_who_answered(season: Season, page: etree._Element) -> None:
    files = of_members(season.sheets["Files"])
    files = files[files["status"].isin(["accepted", "accepted-with-errors"])]
    asked = Counter(each.region for each in load_members().members if each.iso3 not in unions())
    rows = rows_of(page, "response-table", "region")
    assert rows.keys() == {*asked, ""}
    for region, found in rows.items():
        of_region = files[files["region"] == region] if region else files
        total = asked[region] if region else asked.total()
        complete = int(of_region["complete"].astype(bool).sum())
        assert same(found[:4], [total, len(of_region), len(of_region) / total, complete]), region


def test_levels_by_indicator_and_standard(season: Season, page: etree._Element) -> None:
    levels = of_members(season.sheets["Levels"])
    by_indicator = rows_of(page, "indicators-table", "indicator")
    assert list(by_indicator) == indicators(levels)
    for number, found in by_indicator.items():
        assert same(found, counts(levels[[number]])), number
    by_standard = rows_of(page, "standards-table", "standard")
    for standard, found in by_standard.items():
        of_standard = [number for number in indicators(levels) if standard_of(number) == int(standard)]
        assert same(found, counts(levels[of_standard])), standard


def test_levels_by_standard_and_region(season: Season, page: etree._Element) -> None:
    levels = of_members(season.sheets["Levels"])
    regions = [region for region in load_members().regions if region in set(levels["region"])]
    for standard, found in rows_of(page, "regions-table", "standard").items():
        of_standard = [n for n in indicators(levels) if not standard or standard_of(n) == int(standard)]
        parts = [levels[levels["region"] == region] for region in regions]
        assert same(found, [counts(part[of_standard])[4] for part in (*parts, levels)]), standard


def test_the_matrix(season: Season, page: etree._Element) -> None:
    levels = season.sheets["Levels"].dropna(subset=["country"]).set_index("country")
    rows = {row.get("data-country"): row for row in page.xpath("//table[@id='matrix']/tbody/tr")}
    assert rows.keys() == set(levels.index)
    for country, row in rows.items():
        expected = ["–" if pd.isna(each) else str(int(each)) for each in levels.loc[country, indicators(levels)]]
        assert [text_of(cell) for cell in row.xpath("./td")] == expected
        assert text_of(row.xpath("./th")[0]) == levels.loc[country, "member"]


def compared(season: Season) -> pd.DataFrame:
    moved = of_members(season.sheets["Movement"])
    moved = moved[moved["level_before"].notna() & moved["level"].notna()].copy()
    return moved.assign(was=moved["level_before"].astype(int), now=moved["level"].astype(int))


def changes(moved: pd.DataFrame) -> list[float | None]:
    on = moved[(moved["was"] > 1) & (moved["now"] > 1)]
    up, down = int((on["now"] > on["was"]).sum()), int((on["now"] < on["was"]).sum())
    to, back = (int(((moved[a] > 1) & (moved[b] == 1)).sum()) for a, b in (("was", "now"), ("now", "was")))
    return [len(moved), up, down, int((moved["now"] == moved["was"]).sum()), up - down, to, back]


def test_what_changed(season: Season, page: etree._Element) -> None:
    moved = compared(season)
    assert len(moved)
    for before, found in rows_of(page, "movement-matrix", "before").items():
        row = moved[moved["was"] == int(before)]
        assert same(found, [int((row["now"] == level).sum()) for level in LEVELS])
    for region, found in rows_of(page, "movement-regions", "region").items():
        assert same(found, changes(moved[moved["region"] == region] if region else moved)), region
    by_indicator = rows_of(page, "movement-indicators", "indicator")
    assert by_indicator.keys() == set(moved["indicator"].astype(str))
    for number, found in by_indicator.items():
        assert same(found, changes(moved[moved["indicator"].astype(str) == number])), number


def test_matched_members_beside_all(season: Season, page: etree._Element) -> None:
    levels, moved = of_members(season.sheets["Levels"]), compared(season)
    on_scale = moved[(moved["was"] > 1) & (moved["now"] > 1)]
    for number, found in rows_of(page, "movement-beside", "indicator").items():
        both = on_scale[on_scale["indicator"].astype(str) == number]
        assert same(found, [counts(each)[4] for each in (both[["was"]], both[["now"]], levels[[number]])]), number


def test_falls(season: Season, page: etree._Element) -> None:
    moved = compared(season)
    # “Not applicable” stands outside the scale: nobody falls to it.
    fallen = moved[(moved["now"] - moved["was"] <= -2) & (moved["now"] > 1)]
    assert sorted(fallen["change"].astype(int)) == sorted(fallen["now"] - fallen["was"])
    assert moved["change"].isna().equals((moved["now"] == 1) != (moved["was"] == 1))
    shown = page.xpath("//table[@id='falls']/tbody/tr")
    found = [
        (row.get("data-country"), *(text_of(cell).partition(" ")[0] for cell in row.xpath("./td"))) for row in shown
    ]
    rows = fallen[["country", "indicator", "was", "now"]].astype(str).itertuples(index=False, name=None)
    assert sorted(found) == sorted(rows)


def test_needs(season: Season, page: etree._Element) -> None:
    needs = of_members(season.sheets["Needs"])
    shown = page.xpath("//table[@id='register']/tbody/tr")
    assert len(shown) == len(needs)
    for row, (_, need) in zip(shown, needs.iterrows(), strict=True):
        cells = [text_of(cell) for cell in row.xpath("./th | ./td")]
        assert cells[:3] == [need["member"], str(need["indicator"]), str(int(need["level"]))]
        for said, column in zip(cells[4:], ("difficulty", "support"), strict=True):
            text = "" if pd.isna(need[column]) else " ".join(str(need[column]).split())
            assert said == ("Yes, without further detail" if text == "yes" else text)
    by_theme = needs.assign(theme=needs["themes"].fillna("").str.split("; ")).explode("theme")
    regions = [
        region for region in load_members().regions if region in set(of_members(season.sheets["Levels"])["region"])
    ]
    themes = rows_of(page, "themes", "theme")
    assert themes.keys() == set(by_theme["theme"])
    for theme, found in themes.items():
        part = by_theme[by_theme["theme"] == theme]
        members = [part[part["region"] == region]["country"].nunique() for region in regions]
        assert same(found, [part["country"].nunique(), len(part), *members]), theme


def test_additional_information(season: Season, page: etree._Element) -> None:
    given = of_members(season.sheets["Information"])
    rows = page.xpath("//table[@id='information-table']/tbody/tr")
    seen = 0
    for row in rows:
        standard, item = map(int, str(row.get("data-item")).split("."))
        of_item = given[(given["standard"] == standard) & (given["item"] == item)]
        values = of_item[of_item["unit"].fillna("") == row.get("data-unit")]["value"].dropna().astype(float)
        said = [str(value) for value in row.xpath("./td/@data-value")]
        spread = [values.min(), *values.quantile([0.25, 0.5, 0.75]), values.max()] if len(values) else [None] * 5
        reach = 1.5 * (spread[3] - spread[1]) if len(values) else 0
        far = (
            (values < spread[1] - reach) | (values > spread[3] + reach)
            if len(values) >= 8
            else values.astype(bool) & False
        )
        assert same(said[1:8], [len(values), *spread, int(far.sum())]), row.get("data-item")
        seen += len(values)
    assert seen == given["value"].notna().sum()
    for column, place in (("flag", 8), ("not_available", 9), ("not_applicable", 10)):
        truth = given[column].notna() if column == "flag" else given[column].astype(bool)
        assert sum(int(row.xpath("./td/@data-value")[place]) for row in rows) == int(truth.sum()), column


# --- the numbers behind the figures ----------------------------------------------------------
def figure(season: Season, key: str) -> pd.DataFrame:
    return pd.read_csv(io.BytesIO((season.of_folder / "figures" / f"{key}.csv").read_bytes()), keep_default_na=False)


def test_each_figure_has_its_numbers_beside_it(season: Season) -> None:
    names = {name for name in files_below(season.of_folder) if name.startswith("figures/")}
    assert {name.removesuffix(".svg") for name in names if name.endswith(".svg")} == {
        name.removesuffix(".csv") for name in names if name.endswith(".csv")
    }
    for name in names:
        if name.endswith(".csv"):
            assert (season.of_folder / name).read_bytes().startswith(b"\xef\xbb\xbf")


def test_the_numbers_of_the_figures(season: Season) -> None:
    levels = of_members(season.sheets["Levels"])
    for _, row in figure(season, "indicators").iterrows():
        expected = counts(levels[[str(row["Indicator"])]])
        total = sum(expected[:4])
        shares = [count / total for count in expected[:4]] if total else [None] * 4
        assert same([str(each) for each in row.iloc[1:]], [*shares, expected[4], total, *expected[5:]])
    for _, row in figure(season, "standards").iloc[:15].iterrows():
        of_standard = [n for n in indicators(levels) if standard_of(n) == standard_of(row["Standard"])]
        assert same([str(row.iloc[5])], [counts(levels[of_standard])[4]])
    moved = compared(season)
    for before, (_, row) in zip(LEVELS, figure(season, "matrix").iterrows(), strict=False):
        part = moved[moved["was"] == before]
        assert same([str(each) for each in row.iloc[1:]], [*((part["now"] == n).sum() for n in LEVELS), len(part)])
    net = figure(season, "net").set_index("Indicator")
    for number in indicators(levels):
        _, up, down, _, change, *_ = changes(moved[moved["indicator"].astype(str) == number])
        assert list(net.loc[float(number)]) == [up, down, change]


# --- a Member's page -------------------------------------------------------------------------
def test_each_member_has_a_page_with_its_levels_and_needs(season: Season) -> None:
    levels = season.sheets["Levels"].dropna(subset=["country"]).set_index("country")
    pages = {Path(name).stem: name for name in files_below(season.of_folder) if name.startswith("members/")}
    assert pages.keys() == set(levels.index)
    for country, name in pages.items():
        root = parsed((season.of_folder / name).read_text(encoding="utf-8"))
        for number, found in rows_of(root, "levels-table", "indicator").items():
            level = levels.loc[country, number]
            assert found[0] == ("" if pd.isna(level) else str(int(level)))
        needs = season.sheets["Needs"]
        own = 0 if country in unions() else int((needs["country"] == country).sum())
        assert len(root.xpath("//table[@id='needs-table']/tbody/tr")) == own
