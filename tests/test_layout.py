"""Where everything sits: the contract's cells, no two in one place, and never moved in silence."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas.definition import Definition
from schemas.excel.excel_limits import check_defined_name
from schemas.layout.columns import FORM
from schemas.layout.places import column_letter
from schemas.layout.stamp import Stamp, read_stamp

FINGERPRINTS = {1: ("4d0f5c64006f", "fcddcdf9535c"), 2: ("ab7e65a21154", "2334fbf0fd2b")}
"""Of each form, without last year's answers and with them.

Templates of each are out there: if one changes, returned ones are read by their own map, and a row that moved in
between is a finding. Sheets are drawn anew in a form of their own, and the old ones stay."""


@pytest.mark.parametrize("form", FINGERPRINTS)
def test_the_layout_of_each_form_stays_where_it_is(definition: Definition, form: int) -> None:
    drawn = definition.of_form(form)
    assert (drawn.layout.fingerprint, drawn.with_last_year.layout.fingerprint) == FINGERPRINTS[form]


def test_workbooks_are_made_in_the_latest_form(definition: Definition) -> None:
    assert definition.form == FORM == max(FINGERPRINTS)


def test_no_two_cells_share_a_place(definition: Definition) -> None:
    layout = definition.layout
    places = [*layout.places.values(), *(label.place for label in layout.labels)]
    assert [place for place, count in Counter(places).items() if count > 1] == []


def test_it_has_what_the_contract_names(definition: Definition) -> None:
    counts = Counter(slot.kind.value for slot in definition.layout.slots.values())
    assert counts == {
        "identity": 6,
        "level": 33,
        "yes_no": 66,
        "answer": 132,
        "sign_off": 15,
        "info": 35,
        "currency": 1,
        "note": 15,
        "respondent": 15,
        "info_note": 35,
    }
    named = Counter(f.name.split("_")[0] for f in definition.layout.formulas.values() if f.named)
    assert named == {"country": 1, "progress": 1, "ready": 1, "status": 33, "question": 132}


def test_names_are_names_to_excel(definition: Definition) -> None:
    for name in definition.layout.places:
        check_defined_name(name)


def test_keys_tell_rows_and_columns_apart(definition: Definition) -> None:
    for sheet in definition.layout.sheets.values():
        assert len(set(sheet.rows.values())) == len(sheet.rows)
        assert len(set(sheet.columns.values())) == len(sheet.columns)
    assert len(set(definition.layout.keys.values())) == len(definition.layout.slots)


def test_columns_have_letters() -> None:
    assert [column_letter(n) for n in (1, 26, 27, 702, 703, 16_384)] == ["A", "Z", "AA", "ZZ", "AAA", "XFD"]


STAMPS = st.builds(
    Stamp,
    edition=st.from_regex(r"[0-9]{4}", fullmatch=True),
    language=st.from_regex(r"[a-z]{2}", fullmatch=True),
    year=st.integers(2018, 2100),
    layout=st.from_regex(r"[0-9a-f]{12}", fullmatch=True),
    product=st.from_regex(r"[0-9]\.[0-9]\.[0-9]", fullmatch=True),
    member=st.none() | st.from_regex(r"[A-Z]{3}", fullmatch=True),
)


@given(STAMPS, st.sampled_from(["start", "standard-12", "map"]))
def test_a_stamp_is_read_back(stamp: Stamp, sheet: str) -> None:
    assert read_stamp(f"  {stamp.text(sheet)} ") == (stamp, sheet)


@given(st.text() | st.integers() | st.none())
def test_anything_else_is_no_stamp(value: object) -> None:
    assert read_stamp(value) is None
