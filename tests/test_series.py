"""The years one beside the other: in the report, from a database, whatever editions the Members were asked by."""

from __future__ import annotations

import itertools
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest

from addin.consolidation.consolidate import consolidate
from addin.database.append import append
from addin.database.database import open_database
from addin.figures.disclosure import FEWEST
from addin.figures.survey import MemberLevels, Survey
from addin.figures.years import EarlierYear, shares_of
from addin.report.contents import Contents
from addin.report.earlier_years import earlier_years
from addin.report.figures.drawn import figures_of
from addin.report.figures.public import public_figures
from addin.report.page import index_page
from addin.report.public import public_contents
from addin.report.public_document import public_blocks
from addin.report.public_page import public_page
from addin.report.report_blocks import Saying, report_blocks
from addin.submissions.submission import LevelRow
from addin.tables.run import Run
from schemas.database_address import DatabaseAddress, database_address
from schemas.loading.loader import load_definition
from schemas.loading.members import unions
from schemas.loading.reporting import load_part, reporting_languages
from schemas.models.document_words import DocumentWords
from tests.next_edition import NEW, OLD
from tests.pages import parsed
from tests.reported import contents_of
from tests.submissions import sent
from tests.surveys import member, random_survey, survey

pytestmark = pytest.mark.long


[UNION] = unions()


@pytest.fixture
def database(tmp_path: Path) -> DatabaseAddress:
    return database_address(str(tmp_path / "years.db"))


def add(address: DatabaseAddress, year: int, levels: Mapping[str, Mapping[tuple[int, int], int]], edition: str) -> None:
    """A year in which Members gave these levels, by standard and indicator."""
    submissions = [
        sent(
            f"{country.lower()}.xlsx",
            country,
            year=year,
            edition=edition,
            levels=tuple(LevelRow(*number, level) for number, level in given.items()),
            answers=(),
            information=(),
        )
        for country, given in levels.items()
    ]
    append(open_database(address, make=True), consolidate(submissions), Run())


def with_years(*years: EarlierYear, language: str = "en", members: int = 187) -> Contents:
    return replace(contents_of(members, language=language), earlier=years)


def earlier(year: int, seed: int, members: int = 150, editions: frozenset[str] = frozenset({OLD})) -> EarlierYear:
    found = random_survey(seed, members)
    return EarlierYear(replace(found, year=year, year_before=None, before=(), moved=tuple), editions)


# --- from the database ---------------------------------------------------------------------------
def test_each_year_is_told_by_the_indicators_of_the_last(database: DatabaseAddress) -> None:
    add(database, 2025, {"KEN": {(1, 1): 4, (1, 2): 2}, "PER": {(1, 1): 3}, UNION: {(1, 1): 5}}, OLD)
    add(database, 2024, {"KEN": {(1, 1): 2}}, OLD)
    add(database, 2026, {"KEN": {(1, 1): 5}}, OLD)
    now = survey(member("KEN", {"1.1": 5}))
    found = earlier_years(database, now, load_definition())
    shares = [shares_of(each.survey) for each in found]
    assert [(each.year, each.standards[1], each.standards[2]) for each in shares] == [
        (2024, 0.0, None),
        (2025, 1 / 3, None),
    ]
    asked = sum(now.asked.values())
    assert [each.response for each in shares] == [1 / asked, 2 / asked]


def test_an_earlier_edition_stands_under_the_numbers_of_the_newest_and_nothing_is_guessed(
    database: DatabaseAddress, next_edition: Path
) -> None:
    """4.3 became 4.4; 4.2 was split and 9.2 dropped, so that they are in no share."""
    add(database, 2025, {"KEN": {(4, 3): 5, (4, 2): 1, (9, 1): 2, (9, 2): 5, (2, 1): 4}}, OLD)
    new = load_definition(NEW)
    now = Survey(
        **{**vars(survey()), "year": 2026}
        | {
            "indicators": tuple(
                each._replace(number=f"{s}.{i}", standard=s)
                for (s, i), each in zip(new.edition.indicators, itertools.cycle(survey().indicators))
            )
        }
    )
    [found] = earlier_years(database, now, new)
    assert found.survey.members == (MemberLevels("KEN", "ESA", {"4.4": 5, "9.1": 2, "2.1": 4}, True),)
    assert found.editions == {OLD}


def test_an_edition_that_nobody_knows_gives_no_level(database: DatabaseAddress) -> None:
    add(database, 2025, {"KEN": {(1, 1): 5}}, "1999")
    [found] = earlier_years(database, survey(member("KEN", {"1.1": 5})), load_definition())
    assert [each.levels for each in found.survey.members] == [{}]


# --- in the report --------------------------------------------------------------------------------
def test_the_figure_is_what_the_years_come_to() -> None:
    contents = with_years(earlier(2024, 1), earlier(2025, 2))
    [found] = [each for each in figures_of(contents) if each.key == "series"]
    assert found.header == ("Standard", "2024", "2025", "2026")
    *standards, everything, response = found.rows
    assert [row[0] for row in standards] == [f"{s}. {title}" for s, title in contents.survey.standards.items()]
    assert everything[1:] == tuple(each.all_standards for each in contents.years)
    assert everything[3] == contents.everything.advanced
    assert response[0] == "Response rate"
    assert response[1] == 150 / sum(contents.survey.asked.values())


def test_of_many_years_the_latest_ten_are_shown() -> None:
    contents = with_years(*(earlier(year, year, 20) for year in range(2010, 2026)))
    [found] = [each for each in figures_of(contents) if each.key == "series"]
    assert found.header[1:] == tuple(str(year) for year in range(2017, 2027))


def test_without_a_database_there_is_no_such_figure() -> None:
    assert "series" not in {each.key for each in figures_of(contents_of(20))}
    assert "series" not in {each.key for each in public_figures(public_contents(contents_of(20)))}


@pytest.mark.parametrize("language", reporting_languages())
def test_page_and_document_have_it_in_every_language(language: str) -> None:
    contents = with_years(earlier(2025, 2), language=language)
    figures = figures_of(contents)
    [title] = [each.title for each in figures if each.key == "series"]
    page = parsed(index_page(contents, figures))
    assert page.xpath("count(//section[@id='movement']//*[contains(., $title)])", title=title)
    assert title in str(list(report_blocks(Saying(contents))))
    public = public_contents(contents)
    shown = public_figures(public)
    assert title in public_page(public, shown)
    words: DocumentWords = load_part(language, "document", DocumentWords)
    assert public.words.public.notes.series in str(list(public_blocks(public, shown, words)))


def test_it_is_there_without_a_year_to_compare_with() -> None:
    contents = replace(contents_of(50, last_year=False), earlier=(earlier(2025, 2),))
    page = parsed(index_page(contents, figures_of(contents)))
    assert page.xpath("count(//section[@id='movement']//figure)") == 1
    assert "series" in str(list(report_blocks(Saying(contents))))


# --- what is published ----------------------------------------------------------------------------
def test_what_is_published_of_a_year_is_what_its_own_report_told() -> None:
    year = earlier(2025, 5, 60)
    public = public_contents(with_years(year))
    own = public_contents(replace(contents_of(3), survey=year.survey))
    assert public.years[0] == own.years[-1]
    hidden = [standard for standard, share in public.years[0].standards.items() if share is None]
    assert set(hidden) < set(public.asked.standards)


def test_of_a_year_in_which_hardly_anybody_answered_nothing_is_published() -> None:
    for members in range(1, FEWEST):
        [year, _] = public_contents(with_years(earlier(2025, 5, members))).years
        assert (year.response, year.standards, year.all_standards) == (None, {}, None)


@pytest.mark.parametrize("editions", [{OLD, "2022"}, {"1999"}, set()])
def test_of_a_year_of_several_editions_only_the_response_is_published(editions: set[str]) -> None:
    [year, _] = public_contents(with_years(earlier(2025, 5, 60, frozenset(editions)))).years
    assert year.response is not None
    assert (year.standards, year.all_standards) == ({}, None)
