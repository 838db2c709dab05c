"""The workbooks of many Members, put together from one template: byte for byte those built one by one."""

from __future__ import annotations

from dataclasses import replace

import pytest

from schemas.loading.loader import languages, load_definition
from schemas.years.last_year import Kept, LastIndicator, LastYear
from tests.last_years import LAST
from workbook_builder.build import build_workbook
from workbook_builder.orders.copies import Master
from workbook_builder.orders.taken_apart import Template

ODD = {
    1: ' Spaces around \nand a line end\r\n& <b>"quotes"</b> \'',
    2: "=1+1",
}
MORE = {
    1: "_x0041_ is no A, and a bell \x07 is shown",
    2: "日本語 😀 \u200fنص",
}
CASES = {
    "as many as there may be": LAST,
    "odd texts": replace(
        LAST, indicators={**LAST.indicators, (3, 1): LastIndicator(5, ODD), (2, 1): LastIndicator(5, MORE)}
    ),
    "more than a row is high": replace(
        LAST, indicators={(5, i): LastIndicator(5, {1: "Long. " * 800}) for i in range(1, 5)}
    ),
    "nothing that could be kept": LastYear(2025, {(1, 1): LastIndicator(kept=Kept.NEW)}, {}),
    "only one Yes": LastYear(2025, {(1, 1): LastIndicator(3, {}, {2: "yes"})}, {(1, 1): "n/a"}),
}


@pytest.mark.parametrize("language", languages())
def test_a_members_workbook_is_the_one_that_is_built_for_it(language: str) -> None:
    definition = load_definition(language=language)
    master = Master(Template(definition, 2026))
    for member in ("CIV", "EUE", list(definition.country_names)[-1]):
        assert master.workbook(member) == build_workbook(definition, 2026, member=member)


@pytest.mark.parametrize("case", CASES)
@pytest.mark.parametrize("language", ["en", "ar"])
def test_so_is_one_beside_last_years_answers(language: str, case: str) -> None:
    definition = load_definition(language=language)
    master = Master(Template(definition, 2026, last_year=2025))
    last = CASES[case]
    assert master.workbook("KEN", last) == build_workbook(definition, 2026, member="KEN", last=last)


def test_a_password_is_the_same_for_all_members() -> None:
    definition = load_definition()
    master = Master(Template(definition, 2026, "secret"))
    assert master.workbook("PER") == build_workbook(definition, 2026, member="PER", password="secret")
