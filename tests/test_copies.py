"""The workbooks of many Members, put together from one template: byte for byte those built one by one."""

from __future__ import annotations

import datetime as dt
import hashlib
import io
import os
import zipfile
import zlib
from concurrent.futures import Executor

import pytest

from addin.submissions.processes import processes
from schemas.loading.loader import DEFAULT_EDITION, languages, load_definition
from schemas.years.campaign import Campaign
from schemas.years.last_year import Kept, LastIndicator, LastYear
from schemas.years.member_answers import MemberAnswers, Remark
from tests.last_years import LAST
from tests.templates import built_once
from workbook_builder.build import BuiltWorkbook, build_workbook
from workbook_builder.orders.copies import Master
from workbook_builder.orders.many import make_many
from workbook_builder.orders.orders import make_one, orders_for
from workbook_builder.orders.taken_apart import Template

pytestmark = pytest.mark.long


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
    "odd texts": LAST._replace(
        indicators={**LAST.indicators, (3, 1): LastIndicator(5, ODD), (2, 1): LastIndicator(5, MORE)}
    ),
    "more than a row is high": LAST._replace(
        indicators={(5, i): LastIndicator(5, {1: "Long. " * 800}) for i in range(1, 5)}
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


# --- many at once ------------------------------------------------------------------------------
COVER = Campaign(due=dt.date(2027, 3, 31), return_to="ecommerce@example.org")
MEMBERS = ("AFG", "DZA", "KEN", "MOZ", "UGA", "ESP")
REMARK = Remark("uga.xlsx", "Standard 1!J20", "See the annex")
BESIDE = {"UGA": MemberAnswers("uga.xlsx", "2018", "en", 2025, "UGA", {}, remarks=(REMARK,))}


@pytest.mark.long
def test_many_are_those_made_one_by_one_whoever_draws_them() -> None:
    """In several languages, with and without last year's answers, a campaign's cover, a password, and remarks."""
    last = dict.fromkeys(("AFG", "KEN", "MOZ", "UGA"), LAST)
    orders = orders_for(MEMBERS, DEFAULT_EDITION, 2026, None, COVER)
    opened: list[int] = []

    def open_pool(others: int) -> Executor:
        opened.append(others)
        return processes(others)

    many = list(make_many(orders, "secret", LAST.year, last, BESIDE, open_pool))
    alone = [make_one(order, "secret", last.get(order.member or ""), BESIDE) for order in orders]
    assert [workbook.file_name for workbook in many] == [order.file_name for order in orders]
    assert [hashed(workbook) for workbook in many] == [hashed(workbook) for workbook in alone]
    assert len({hashed(workbook) for workbook in many}) == len(MEMBERS)
    assert opened == [min(os.cpu_count() or 1, 6) - 1] * ((os.cpu_count() or 1) > 1)


def test_one_order_opens_no_process() -> None:
    def open_pool(_: int) -> Executor:
        raise AssertionError("nobody is to help")

    for members, language in ((["KEN"], None), (["KEN", "UGA"], "en")):
        orders = orders_for(members, DEFAULT_EDITION, 2026, language)
        assert len(list(make_many(orders, None, None, {}, open_pool=open_pool))) == len(members)


def test_it_packs_about_as_well_as_a_package_that_is_not_cut() -> None:
    with zipfile.ZipFile(io.BytesIO(built_once(load_definition(), 2026).data)) as package:
        cut = sum(entry.compress_size for entry in package.infolist())
        whole = sum(len(zlib.compress(package.read(name), wbits=-15)) for name in package.namelist())
    assert 1 < cut / whole < 1.05


def hashed(workbook: BuiltWorkbook) -> str:
    return hashlib.sha256(workbook.data).hexdigest()
