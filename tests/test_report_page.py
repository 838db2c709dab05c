"""The page of a report and those of its Members: whole, safe and readable, whatever there is to show."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import pytest
from pydantic import BaseModel

from addin.figures.survey import Moved
from addin.report.contents import Contents
from addin.report.figure_files import numbers_of
from addin.report.figures.drawn import figures_of
from addin.report.glance import furthest_and_least, needed_most
from addin.report.glance import sentences as glance
from addin.report.in_words import InWords
from addin.report.page import index_page, load_page_words, member_page
from schemas.loading.reporting import REPORTING_FOLDER, reporting_languages
from schemas.models.wording import placeholders
from tests.pages import EVENT, ids, links, parsed, references, text_of
from tests.reported import contents_of

HOSTILE = (
    "</p></td><script>alert(1)</script><img src=x onerror=alert(1)> <a href='javascript:alert(1)'>x</a> http://evil.test/"
    " {{ 7 * 7 }} &amp; \" ' \x00 \x07 \u202e \ud83d 😀 <!-- ]]> data:text/html,x"
)
LONG = "Donaudampfschifffahrtsgesellschaft" * 12
CASES: dict[str, Callable[[], Contents]] = {
    "187 Members": lambda: contents_of(187),
    "nobody": lambda: contents_of(0, union=False),
    "one Member": lambda: contents_of(["KEN"], union=False),
    "only the European Union": lambda: contents_of(0),
    "no last year": lambda: contents_of(12, last_year=False),
    "all at level 1": lambda: contents_of(12, levels=[1]),
    "one region": lambda: contents_of(["KEN", "UGA", "TZA"]),
    "hostile texts": lambda: contents_of(12, text=HOSTILE),
    "long words": lambda: contents_of(12, text=LONG),
    "from right to left": lambda: contents_of(12, language="ar"),
}


def pages_of(contents: Contents) -> dict[str, str]:
    """All pages of a report, by their paths."""
    pages = {"index.html": index_page(contents, figures_of(contents))}
    return pages | {f"members/{country}.html": member_page(contents, country) for country in contents.members}


@pytest.fixture(scope="module", params=CASES)
def pages(request: pytest.FixtureRequest) -> dict[str, str]:
    return pages_of(CASES[request.param]())


# --- whatever there is to show ---------------------------------------------------------------
def test_each_page_is_well_formed_and_names_nothing_twice(pages: dict[str, str]) -> None:
    for name, page in pages.items():
        root = parsed(page)
        assert len(ids(root)) == len(set(ids(root))), name
        assert set(references(root)) <= set(ids(root)), name


def test_every_link_leads_somewhere_and_none_leaves_the_folder(pages: dict[str, str]) -> None:
    for name, page in pages.items():
        root = parsed(page)
        for link in links(root):
            if link.startswith("#"):
                assert link[1:] in ids(root), (name, link)
            elif not link.startswith(("data:text/csv;base64,", "data:image/svg+xml;base64,")):
                target = link.removeprefix("../") if name.startswith("members/") else link
                assert target in pages, (name, link)


def test_nothing_comes_from_elsewhere(pages: dict[str, str]) -> None:
    for page in pages.values():
        style, script = ("".join(re.findall(f"<{tag}>(.*?)</{tag}>", page, re.DOTALL)) for tag in ("style", "script"))
        assert not re.search(r"@import|url\(|expression|https?:", style)
        assert not re.search(r"https?:|fetch\(|XMLHttp|import\(|innerHTML|eval\(|document\.write", script)
        root = parsed(page)
        assert not root.xpath(
            "//iframe | //object | //embed | //link | //base | //img | //audio | //video | //form[@action]"
        )
        assert not root.xpath("//@style")
        assert not [str(name) for name in root.xpath("//@*") if EVENT.fullmatch(str(getattr(name, "attrname", "")))]


def test_only_its_own_style_and_script_may_run(pages: dict[str, str]) -> None:
    for page in pages.values():
        policy = str(parsed(page).xpath("//meta[@http-equiv='Content-Security-Policy']/@content")[0])
        assert policy.startswith("default-src 'none'; ")
        assert "unsafe" not in policy
        for tag in ("style", "script"):
            for text in re.findall(f"<{tag}>(.*?)</{tag}>", page, re.DOTALL):
                digest = base64.b64encode(hashlib.sha256(text.encode("utf-8")).digest()).decode("ascii")
                assert f"{tag}-src 'sha256-{digest}'" in policy


def test_a_table_has_a_caption_and_headings_and_can_be_scrolled_by_keyboard(pages: dict[str, str]) -> None:
    for page in pages.values():
        for table in parsed(page).xpath("//table"):
            assert text_of(table.xpath("./caption")[0])
            assert all(cell.get("scope") for cell in table.xpath(".//th"))
            widths = {
                len(row.xpath("./th | ./td")) for row in table.xpath("./thead/tr | ./tbody/tr[not(@class='group')]")
            }
            assert len(widths) == 1
            assert table.xpath("./parent::div[@role='region'][@tabindex='0'][@aria-labelledby]")


def test_no_word_of_the_program_is_left_over(pages: dict[str, str]) -> None:
    for page in pages.values():
        said = text_of(parsed(page).xpath("/html/body")[0]).replace(HOSTILE[-60:], "")
        assert not re.search(
            r"\bNone\b|\bnan\b|Undefined|\{\{ |\{[a-z]+\}|\bTrue\b|\bFalse\b", said.replace("{{ 7 * 7 }}", "")
        )


# --- what particular cases say ---------------------------------------------------------------
SAYS = [
    # (the case, what the page says, what it does not)
    ("nobody", "No Member’s answers count yet.", "Members that answered:"),
    ("nobody", "There is no earlier survey to compare with.", "Falls of"),
    ("only the European Union", "The European Union answered too.", "Complete answers:"),
    ("one Member", "Members that answered: 1 of 187 (1%).", "The European Union answered"),
    ("no last year", "There is no earlier survey to compare with.", "Change by indicator"),
    ("all at level 1", "Members that answered: 12 of 187 (6%).", "Furthest implemented"),
    ("one region", "East and Southern Africa", "0 of 187"),
]


@pytest.mark.parametrize(("case", "says", "says_not"), SAYS)
def test_what_is_said(case: str, says: str, says_not: str) -> None:
    contents = CASES[case]()
    if case == "nobody":
        contents = contents_of(0, union=False, last_year=False)
    said = text_of(parsed(index_page(contents, figures_of(contents))).xpath("//main")[0])
    assert says in said
    assert says_not not in said


MOVES = [
    # (levels before and now, and what is said of them)
    ([(3, 4), (4, 3), (5, 2), (2, 2)], "assessments up: 1; down: 2; unchanged: 1."),
    ([(3, 3), (1, 1)], "assessments up: 0; down: 0; unchanged: 2."),
    ([(3, 3), (5, 1), (1, 4)], "assessments up: 0; down: 0; unchanged: 1. To or from “Not applicable”: 2."),
]


@pytest.mark.parametrize(("levels", "says"), MOVES)
def test_all_that_is_compared_is_said_to_have_moved_or_not(levels: list[tuple[int, int]], says: str) -> None:
    contents = contents_of(["KEN"], union=False)
    numbers = [each.number for each in contents.survey.indicators]
    moved = [Moved("KEN", "ESA", number, *pair, True) for number, pair in zip(numbers, levels, strict=False)]
    contents = replace(contents, survey=replace(contents.survey, moved=lambda: iter(moved)))
    said = [each for each in glance(contents, load_page_words("en")) if "unchanged" in each]
    assert [each.partition(", ")[2].partition("), ")[2] for each in said] == [says]


TIES: list[tuple[str, dict[int, float], list[str]]] = [
    # (the language, the share at levels 4 and 5 by standard, and what is said of the greatest and of the least)
    (
        "en",
        {1: 0.5, 2: 0.75, 3: 0.25},
        [
            "Furthest implemented, with 75% at levels 4 and 5: Standard 2, B.",
            "Least implemented, with 25% at levels 4 and 5: Standard 3, C.",
        ],
    ),
    (
        "en",
        {1: 0.5, 2: 1.0, 3: 1.0, 4: 0.0, 5: 1.0, 6: 0.0},
        [
            "Furthest implemented, with 100% at levels 4 and 5: Standard 2, B; Standard 3, C; Standard 5, E.",
            "Least implemented, with 0% at levels 4 and 5: Standard 4, D; Standard 6, F.",
        ],
    ),
    (
        "fr",
        {1: 0.0, 2: 1.0, 3: 1.0, 4: 1.0, 5: 1.0, 6: 1.0},
        [
            "Mise en œuvre la plus avancée, avec 100\xa0% aux niveaux 4 et 5\xa0: "
            "Norme 2, B\xa0; Norme 3, C\xa0; Norme 4, D\xa0; autres\xa0: 2.",
            "Mise en œuvre la moins avancée, avec 0\xa0% aux niveaux 4 et 5\xa0: Norme 1, A.",
        ],
    ),
    # None is ahead of another.
    ("en", {1: 0.5, 2: 0.5}, []),
    ("en", {1: 0.5}, []),
    ("en", {}, []),
]


@pytest.mark.parametrize(("language", "shares", "says"), TIES)
def test_all_standards_that_tie_are_named_or_counted(language: str, shares: dict[int, float], says: list[str]) -> None:
    titles = dict(enumerate("ABCDEF", 1))
    words = load_page_words(language).glance
    assert list(furthest_and_least(shares, titles, words, InWords(language))) == says


NEEDED = [
    # (Members by theme, the empty code for needs without one, and what is said of them)
    ({"law": 27, "it": 9}, ["The theme of most Members’ needs: Law (Members: 27)."]),
    ({"law": 27, "it": 27, "": 30}, ["The themes of most Members’ needs: Law; It (Members for each: 27)."]),
    (
        {"law": 5, "it": 5, "tax": 5, "new": 1},
        ["The themes of most Members’ needs: Law; It; Tax (Members for each: 5)."],
    ),
    ({"law": 5, "it": 5, "tax": 5, "new": 5}, []),
    ({"": 30}, []),
    ({}, []),
]


@pytest.mark.parametrize(("members", "says"), NEEDED)
def test_all_themes_that_tie_are_named_where_they_are_few(members: dict[str, int], says: list[str]) -> None:
    assert list(needed_most(members, str.title, load_page_words("en").glance, InWords("en"))) == says


def test_items_are_numbered_as_in_the_figures_and_texts_have_no_unit() -> None:
    contents = contents_of(24)
    given = tuple(contents.survey.given())
    written = (each._replace(standard=2, item=2, kind="text", value=None, unit="", text="3.10") for each in given[:5])
    items = (*given, *(each._replace(not_available=False) for each in written))
    contents = replace(contents, survey=replace(contents.survey, given=lambda: items))
    rows = parsed(index_page(contents, ())).xpath("//table[@id='information-table']/tbody/tr")
    said = {text_of(row.xpath("./th")[0]).split(")")[0] + ")": text_of(row.xpath("./td")[0]) for row in rows}
    assert said == {
        "1 (1)": "%", "1 (2)": "%", "2 (1)": "number", "2 (2)": "", "4 (1)": "number", "5 (1)": "%", "5 (2)": "hours",
        "8 (2)": "EUR",
    }  # fmt: skip


def test_officers_texts_stay_texts() -> None:
    contents = CASES["hostile texts"]()
    root = parsed(index_page(contents, ()))
    texts = [text_of(p) for p in root.xpath("//table[@id='register']//p[@dir='auto']")]
    assert texts
    assert (
        "</p></td><script>alert(1)</script><img src=x onerror=alert(1)> <a href='javascript:alert(1)'>x</a>" in texts[0]
    )
    assert "{{ 7 * 7 }} &amp; \" ' ␀ ␇ � � 😀" in texts[0]
    assert not root.xpath("//table[@id='register']//p//*")
    assert len(root.xpath("//script")) == 1


def test_a_text_says_its_language_where_it_is_another() -> None:
    english, arabic = (parsed(index_page(contents_of(12, language=code), ())) for code in ("en", "ar"))
    for own, root in (("en", english), ("ar", arabic)):
        said = set(map(str, root.xpath("//table[@id='register']//p/@lang")))
        assert said == {"ar", "en", "fr", "ru"} - {own}
    assert arabic.xpath("/html/@dir") == ["rtl"]


def test_each_figure_stands_in_the_page_with_its_numbers_and_to_download() -> None:
    contents = contents_of(12)
    figures = figures_of(contents)
    root = parsed(index_page(contents, figures))
    for figure in figures:
        place = root.xpath(f"//figure[@id='figure-{figure.key}']")[0]
        assert place.xpath("ancestor::section")
        assert len(place.xpath(".//tbody/tr")) == len(figure.rows)
        csv, svg = (base64.b64decode(str(link).partition(",")[2]) for link in place.xpath(".//a/@href"))
        assert csv == numbers_of(figure)
        assert svg.decode("utf-8") == figure.svg


def test_a_page_of_187_members_is_light() -> None:
    pages = pages_of(CASES["187 Members"]())
    assert len(pages) == 1 + 187 + 1
    assert len(pages["index.html"].encode("utf-8")) < 3_000_000
    assert max(len(page.encode("utf-8")) for name, page in pages.items() if name != "index.html") < 100_000


# --- a Member's own page ---------------------------------------------------------------------
def test_a_members_page_shows_its_levels_beside_those_of_others() -> None:
    contents = contents_of(24)
    country = contents.survey.before[0].country
    root = parsed(member_page(contents, country))
    member, before = contents.members[country], contents.levels_before[country]
    region = contents.indicators_by_region[member.region]
    for indicator in contents.survey.indicators:
        found = root.xpath(f"//tr[@data-indicator='{indicator.number}']/td/@data-value")
        shares = (region[indicator.number].advanced, contents.indicators[indicator.number].advanced)
        levels = (member.levels.get(indicator.number), before.get(indicator.number))
        expected = [str(level or "") for level in levels] + ["" if s is None else str(s) for s in shares]
        assert list(map(str, found)) == expected


def test_a_members_page_says_what_is_missing() -> None:
    contents = contents_of(24)
    open_, done = ({c for c, m in contents.missing.items() if m.is_nothing is wanted} for wanted in (False, True))
    page = text_of(parsed(member_page(contents, min(open_))).xpath("//section[@id='missing']")[0])
    missing = contents.missing[min(open_)]
    assert f"Indicators not complete {', '.join(missing.indicators)}" in page
    assert f"Standards not signed off {', '.join(map(str, missing.not_signed_off))}" in page
    assert "Errors to put right 2" in page
    assert "Nothing is missing." in member_page(contents, min(done))


# --- the words -------------------------------------------------------------------------------
def sentences(value: Any, path: str = "") -> Iterator[tuple[str, str]]:
    if isinstance(value, str):
        yield path, value
    elif isinstance(value, BaseModel):
        for name in type(value).model_fields:
            yield from sentences(getattr(value, name), f"{path}.{name}")
    elif isinstance(value, tuple):
        for n, part in enumerate(value):
            yield from sentences(part, f"{path}.{n}")


@pytest.mark.parametrize("language", [each for each in reporting_languages() if each != "en"])
def test_each_language_says_all_that_english_says(language: str) -> None:
    english, other = (dict(sentences(load_page_words(code))) for code in ("en", language))
    assert english.keys() == other.keys()
    for path, sentence in english.items():
        assert placeholders(other[path]) == placeholders(sentence), path
    assert [path for path, text in english.items() if len(text) > 12 and other[path] == text] == []


@pytest.mark.parametrize("part", ["common", "page", "document", "figures", "public"])
def test_french_keeps_its_signs_on_the_line_of_the_word_before(part: str) -> None:
    text = (REPORTING_FOLDER / "fr" / f"{part}.yaml").read_text(encoding="utf-8")
    assert re.findall(r"\S+ [:;?!»]|« \S+", text) == []
