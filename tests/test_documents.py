"""The report and the documents of Members as PDF: what they say, how they are tagged, and what cannot break them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from itertools import pairwise
from pathlib import Path

import pytest

from addin.figures.survey import Need
from addin.report.blocks import points, texts
from addin.report.contents import Contents
from addin.report.documents import documents, member_pdf, report_pdf
from addin.report.in_words import InWords
from addin.report.member_blocks import member_blocks
from addin.report.printable import line, paragraphs
from addin.report.report_blocks import Saying, report_blocks
from schemas.loading.reporting import reporting_languages
from tests.pdf_reader import information_of, is_accessible, language_of, pages_of, signs_of, tags_of, text_of, words_of
from tests.reported import contents_of

pytestmark = pytest.mark.long


FEW = 8


@cache
def few(language: str) -> Contents:
    return contents_of(FEW, language=language)


@cache
def report(language: str) -> bytes:
    return report_pdf(few(language))[0]


@cache
def member(language: str) -> bytes:
    return member_pdf(few(language), next(iter(few(language).levels_before)))[0]


def in_reading_order(text: str) -> str:
    """The text without the signs by which Poppler writes the direction down."""
    return re.sub("[\u200e\u200f\u202a-\u202e\u2066-\u2069]", "", text)


# --- every document is tagged, and says its title and its language -------------------------------


@pytest.mark.parametrize("language", reporting_languages())
@pytest.mark.parametrize("document", [report, member])
def test_a_document_is_accessible(document: object, language: str) -> None:
    data = document(language)  # type: ignore[operator]
    information = information_of(data)
    assert information["Tagged"] == "yes"
    assert "2026" in information["Title"]
    assert language_of(data) == language
    assert is_accessible(data)


@pytest.mark.parametrize("language", reporting_languages())
def test_headings_follow_each_other_and_tables_have_heads(language: str) -> None:
    tags = tags_of(report(language))
    levels = [int(tag[1]) for tag in tags if re.fullmatch(r"H\d", tag)]
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))
    assert tags.count("Table") == tags.count("THead")
    assert tags.count("Figure") >= len(few(language).standards)


def test_figures_are_described_with_all_that_is_drawn() -> None:
    data = member("en")
    assert tags_of(data).count("Figure") == data.count(b"/Alt") == 1
    contents = few("en")
    country = next(iter(contents.levels_before))
    block = next(each for each in member_blocks(Saying(contents), country) if each["kind"] == "figure")
    say = InWords("en")
    for each in contents.compared(country):
        shares = (say.share(each.region), say.share(each.all))
        told = (each.indicator.number, say.number(each.level), say.number(each.level_before), *shares)
        assert f"; {', '.join(told)}" in block["alt"]


# --- what it says is what the contents say -------------------------------------------------------


def test_the_report_tells_who_answered() -> None:
    said = text_of(report("en"), as_laid_out=True)
    for each in few("en").response:
        name = few("en").words.regions[each.region] if each.region else "All Members"
        assert re.search(rf"{name} +{each.asked} +{each.answered} +{each.complete}\n", said), name


@pytest.mark.parametrize("language", [each for each in reporting_languages() if each != "ar"])
def test_the_report_tells_of_each_standard(language: str) -> None:
    contents, said, say = few(language), signs_of(words_of(report(language))), InWords(language)
    for number, found in contents.standards.items():
        assert signs_of(f"{number}. {contents.survey.standards[number]}") in said
        assert signs_of(f": {say.share(found.advanced)}. ") in said


def test_the_report_tells_what_changed_and_what_is_needed() -> None:
    contents, said = few("en"), text_of(report("en"), as_laid_out=True)
    for region, each in contents.changes.by_region.items():
        name = contents.words.regions[region].split(",")[0]
        counts = (each.matched, each.up, each.down, InWords("en").change(each.net).lstrip("+"))
        assert re.search(rf"{name}.* +{counts[0]} +{counts[1]} +{counts[2]} +{counts[3]} ", said), name
    for code, theme in contents.themes.items():
        regions = (len(theme.by_region.get(region, ())) for region in contents.indicators_by_region)
        row = " +".join(map(str, (*regions, len(theme.members))))
        assert re.search(rf"{contents.theme_called(code)} +{row}\n", said), code


def test_the_annex_has_every_level_of_every_member() -> None:
    contents, said = few("en"), text_of(report("en"), as_laid_out=True)
    for country, each in contents.members.items():
        row = "".join(str(each.levels.get(i.number, "")) for i in contents.survey.indicators)
        pattern = re.escape(contents.name_of(country)) + "".join(rf" +{digit}" for digit in row) + r"\n"
        assert re.search(pattern, said), country


def test_a_member_is_told_its_levels_its_changes_and_what_is_missing() -> None:
    contents = few("en")
    for country in contents.levels_before:
        said = words_of(member_pdf(contents, country)[0])
        moved = [each for each in contents.survey.moved() if each.country == country]
        same = sum(each.level is not None and each.level == each.level_before for each in moved)
        assert signs_of(f"unchanged: {same};") in signs_of(said)
        for need in contents.needs.get(country, ()):
            assert signs_of(need.difficulty) in signs_of(said) or need.language == "ar"
        missing = contents.missing[country]
        assert signs_of(", ".join(missing.indicators)) in signs_of(said)
        assert missing.file in said


@pytest.mark.parametrize("language", sorted(set(reporting_languages()) - {"ar"}))
def test_a_translation_that_is_not_endorsed_says_so(language: str) -> None:
    """Poppler writes letters of Arabic that are joined into one in another order: there it cannot be looked for."""
    notice = few(language).words.notice
    assert bool(notice) == bool(few(language).definition.wording.notice)
    for document in (report, member):
        assert signs_of(notice) in signs_of(in_reading_order(text_of(document(language))))


def test_the_file_it_is_made_from_stands_in_the_method_and_not_on_the_cover() -> None:
    said = Saying(few("en"))
    assert said.made.startswith("As at ")
    assert "Source: the answers of the Members." in said.made
    assert said.contents.source not in said.made
    assert said.contents.source in said.made_from
    assert signs_of(said.made) in signs_of(text_of(report("en")))


def test_a_number_stands_on_the_line_of_its_colon() -> None:
    assert texts(["Sans niveau\u00a0: 2. Total : 1 000"])["paragraphs"] == [
        "Sans niveau\u00a0:\u00a02. Total :\u00a01 000"
    ]
    assert points(["Up: 3; at: Law 2"])["points"] == ["Up:\u00a03; at: Law 2"]


def test_falls_stand_in_the_order_of_names() -> None:
    """Switzerland, whose code is CHE, stands below Sweden."""
    contents = contents_of(60)
    found = [contents.name_of(each.country) for each in contents.falls]
    assert len(set(found)) > 10
    assert found == sorted(found)


def test_regions_stand_in_one_order_in_every_table() -> None:
    contents = contents_of(60)
    blocks = {each.get("title"): each for each in report_blocks(Saying(contents))}
    names = [row[0] for row in blocks["Change by region"]["rows"]]
    assert names == [row[0] for row in blocks["Who answered"]["rows"]]


@pytest.mark.parametrize("language", reporting_languages())
def test_no_word_is_parted_in_the_head_of_a_column_of_numbers(language: str) -> None:
    for each in report_blocks(Saying(contents_of(60, language=language))):
        if each["kind"] == "table":
            assert not each["hyphenate"], each["title"]
            assert sum(each["points"]) <= 330


def test_e_commerce_is_one_word() -> None:
    lines = text_of(report_pdf(contents_of(60))[0]).splitlines()
    assert not [each for each in lines if each.endswith((" E-", "(E-")) or each == "E-"]


def test_the_annex_says_on_each_page_of_which_region_its_rows_are() -> None:
    annex = text_of(report_pdf(contents_of(187))[0], as_laid_out=True).rpartition("Annex: levels by Member")[2]
    regions = set(contents_of(1).words.regions.values())
    for page in filter(str.strip, annex.split("\f")):
        rows = [row.strip() for row in page.splitlines() if row.strip()]
        heads = next(place for place, row in enumerate(rows) if row.startswith("Member "))
        assert rows[heads + 1] in regions


# --- one page a Member ---------------------------------------------------------------------------


@pytest.mark.parametrize("language", reporting_languages())
def test_a_member_has_one_page_where_its_texts_are_short(language: str) -> None:
    contents = contents_of(FEW, language=language, text="-")
    needs = tuple(contents.survey.needs())[:3]
    contents = replace(contents, survey=replace(contents.survey, needs=lambda: needs))
    for country in contents.members:
        assert pages_of(member_pdf(contents, country)[0]) == 1, country


@pytest.mark.parametrize("language", reporting_languages())
def test_the_first_page_of_a_member_is_whole_and_what_it_wrote_begins_the_next(language: str) -> None:
    contents = contents_of(["KEN", "COD"], language=language)
    needs = tuple(need for need in contents.survey.needs() for _ in range(6))
    survey = replace(contents.survey, needs=lambda: needs)
    contents = replace(contents, survey=survey, themes_called={code: code for code in contents.themes_called})
    for country in ("KEN", "COD"):
        first, second, *_ = in_reading_order(text_of(member_pdf(contents, country)[0], as_laid_out=True)).split("\f")
        for code in contents.themes_called:
            count = sum(code in need.themes for need in contents.needs[country])
            assert not count or re.search(rf"\b{code} +{count}\b|\b{count} +{code}\b", first)
        assert all(missing in first for missing in contents.missing[country].indicators)
        assert signs_of(contents.words.difficulty) not in signs_of(first)
        assert signs_of(contents.words.difficulty) in signs_of(second)


def test_a_need_is_not_parted_from_its_themes() -> None:
    """Each page of needs begins with an indicator, below the heads that are said again."""
    contents = contents_of(["KEN"], text="One line of text, and another one, until two lines of it are full. " * 2)
    needs = tuple(need._replace(themes=("law", "it")) for need in contents.survey.needs()) * 4
    contents = replace(contents, survey=replace(contents.survey, needs=lambda: needs))
    _, second, third, *_ = text_of(member_pdf(contents, "KEN")[0], as_laid_out=True).split("\f")
    for page in (second, third):
        first = next(row for row in page.partition("Support wanted")[2].splitlines() if row.strip())
        assert re.match(r" *\d+\.\d ", first), first


def test_long_texts_run_on_and_are_never_cut() -> None:
    long = " ".join(f"word{n}" for n in range(220))
    contents = contents_of(["KEN"], text=long)
    data = member_pdf(contents, "KEN")[0]
    assert pages_of(data) > 1
    texts = sum(bool(need.difficulty) + bool(need.support) for need in contents.needs["KEN"])
    assert words_of(data).count("word219") == texts


# --- from right to left --------------------------------------------------------------------------


def test_arabic_runs_from_right_to_left() -> None:
    data = member("ar")
    assert b"/Direction/R2L" in data
    said = text_of(data)
    assert "\u202b" in said, "Poppler marks what runs from right to left"
    assert "مستويات التنفيذ" in in_reading_order(said)


# --- what officers wrote is never markup, and breaks nothing -------------------------------------

HOSTILE = (
    '#eval("1+1") #import "x" *bold* _it_ $x^2$ `raw` <label> @ref \\ // /* = Heading',
    '"]} #{panic("out")} [',
    "\x00\x07\x1b[31m bell",
    "a\r\nb\u2028c",
    "\ud800 half a sign",
    "= not a heading\n- not a list\n+ nor this\n/ term: x",
)


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_texts_are_texts(text: str) -> None:
    data, accessible = member_pdf(contents_of(["KEN"], text=text), "KEN")
    assert accessible
    said = words_of(data)
    for part in paragraphs(text):
        assert " ".join(part.split()) in said


@pytest.mark.parametrize(
    "text", ["中文 and 한국어", "fine 😀", "\U0010fffd of nobody", "हिन्दी", "\ue000 own use", "ไทย"]
)
def test_signs_that_the_typeface_lacks_stop_no_document(text: str) -> None:
    """What other typefaces of the machine have is set in them; else the document is tagged, and says no more."""
    data, accessible = member_pdf(contents_of(["KEN"], text=text), "KEN")
    assert information_of(data)["Tagged"] == "yes"
    assert is_accessible(data) == accessible


def test_names_of_themes_and_files_are_texts_too() -> None:
    contents = contents_of(["KEN", "GHA", "PER"])
    missing = replace(contents.missing["KEN"], indicators=("1.1",), file='#panic("x") *.xlsx')
    contents = replace(
        contents, themes_called={"law": "#law *x* [", "it": "$"}, missing={"KEN": missing}, source="#a_b_"
    )
    assert "#law *x* [" in words_of(report_pdf(contents)[0])
    assert '#panic("x") *.xlsx' in words_of(member_pdf(contents, "KEN")[0])


@pytest.mark.parametrize(
    ("typed", "printed"),
    [("a\tb", "a b"), ("a\x00b", "ab"), ("e\u0301", "é"), ("\ud800", ""), ("\u202aa", "\u202aa"), ("a\nb", "a b")],
)
def test_a_line_holds_what_can_be_printed(typed: str, printed: str) -> None:
    assert line(typed) == printed


# --- years that are unlike others ----------------------------------------------------------------


@pytest.mark.parametrize(
    "contents",
    [
        pytest.param(lambda: contents_of(0, union=False), id="nobody"),
        pytest.param(lambda: contents_of(0), id="only the European Union"),
        pytest.param(lambda: contents_of(1, last_year=False), id="one Member, no last year"),
        pytest.param(lambda: contents_of(FEW, levels=[1]), id="all not applicable"),
        pytest.param(lambda: contents_of(["COD", "COG", "VCT", "BIH", "CAF"]), id="long names"),
        pytest.param(lambda: replace(few("en"), made_on="", missing={}, themes_called={}), id="little is known"),
    ],
)
def test_any_year_makes_a_report(contents: object) -> None:
    told: Contents = contents()  # type: ignore[operator]
    data, accessible = report_pdf(told)
    assert accessible
    assert pages_of(data) >= 2
    for country in told.members:
        assert member_pdf(told, country)[1]


def test_a_year_without_an_earlier_one_says_so() -> None:
    said = words_of(report_pdf(contents_of(2, last_year=False))[0])
    assert few("en").definition.wording.levels[4].label in said
    assert "There is no earlier survey to compare with." in said


def test_a_document_is_the_same_each_time() -> None:
    assert report("fr") == report_pdf(contents_of(FEW, language="fr"))[0]
    country = next(iter(few("fr").members))
    assert member_pdf(few("fr"), country) == member_pdf(contents_of(FEW, language="fr"), country)


# --- all of them ---------------------------------------------------------------------------------


@pytest.mark.parametrize("workers", [1, pytest.param(2, marks=pytest.mark.long)])
def test_all_documents_are_written_while_somebody_watches(tmp_path: Path, workers: int) -> None:
    seen: list[str] = []

    def watch(names: Iterator[str], total: int) -> Iterator[str]:
        assert total == FEW + 2
        for name in names:
            seen.append(name)
            yield name

    few("en").definition.text("indicator.1.1")
    assert documents(few("en"), tmp_path, watch, workers) == ()
    written = sorted(path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*.pdf"))
    assert sorted(seen) == written == sorted(["report.pdf", *(f"members/{c}.pdf" for c in few("en").members)])
    assert (tmp_path / "report.pdf").read_bytes() == report("en")


def test_documents_that_are_less_accessible_are_named(tmp_path: Path) -> None:
    contents = contents_of(["KEN", "TUN"])
    odd = tuple(each._replace(difficulty="\U0010fffd") for each in contents.survey.needs() if each.country == "TUN")
    contents = replace(contents, survey=replace(contents.survey, needs=lambda: odd))
    assert isinstance(odd[0], Need)
    assert documents(contents, tmp_path, lambda names, total: names, 1) == ("members/TUN.pdf",)
