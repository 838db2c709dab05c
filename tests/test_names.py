"""The defined names: each kind of cell has its own, and a name read back is the one that was made."""

from __future__ import annotations

import pytest

from schemas.definition import Definition
from schemas.layout import names
from schemas.layout.names import Name, NameKind, read_name


@pytest.mark.parametrize(
    ("made", "name"),
    [
        (names.level(4, 2), "level_4_2"),
        (names.yes_no(4, 2, 3), "yes_no_4_2_3"),
        (names.answer(14, 2, 1), "answer_14_2_1"),
        (names.sign_off(7), "sign_off_7"),
        (names.information(7, 2), "info_7_2"),
        (names.currency(7, 2), "info_7_2_currency"),
        (names.state(1, 1), "state_1_1"),
        (names.row_state(1, 1, 4), "state_1_1_4"),
        (names.identity_note("contact_email"), "note_contact_email"),
        (names.progress_total(), "progress_total"),
    ],
)
def test_what_a_cell_is_called(made: str, name: str) -> None:
    assert made == name


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("level_4_2", Name(names.level, 4, 2)),
        ("answer_14_2_1", Name(names.answer, 14, 2, 1)),
        ("state_1_1", Name(names.state, 1, 1)),
        ("state_1_1_4", Name(names.row_state, 1, 1, 4)),
        ("info_7_2", Name(names.information, 7, number=2)),
        ("info_7_2_currency", Name(names.currency, 7, number=2)),
        ("sign_off_7", Name(names.sign_off, 7)),
        ("last_level_number_3_1", Name(names.last_level_number, 3, 1)),
        ("progress_3", Name(names.progress, 3)),
        ("progress_total", None),
        ("country", None),
        ("level", None),
        ("level_4", None),
        ("level_4_2_1", None),
        ("level_04_2", None),
        ("level_4_2_currency", None),
        ("level_4_two", None),
        ("Level_4_2", None),
        (" level_4_2", None),
        ("level_4_2\n", None),
        ("level_\u0664_\u0662", None),
        ("level_4_" + 5_000 * "2", None),
        ("", None),
    ],
)
def test_what_a_name_says(text: str, name: Name | None) -> None:
    assert read_name(text) == name


@pytest.mark.parametrize("kind", [kind for kind in names.KINDS.values() if kind.numbered_by], ids=repr)
def test_every_numbered_name_is_read_back(kind: NameKind) -> None:
    numbers = dict(zip(kind.numbered_by, (12, 3, 4), strict=False))
    assert read_name(kind.at(**numbers)) == Name(kind, **numbers)


def test_a_cell_is_called_what_its_kind_and_its_numbers_say(definition: Definition) -> None:
    layout = definition.with_last_year.layout
    for name, slot in layout.slots.items():
        assert slot.naming.at(slot.standard, slot.indicator, slot.number) == slot.name == name
    for name, formula in layout.formulas.items():
        assert formula.kind(*formula.of) == formula.name == name
    for name, last in layout.last.items():
        found = read_name(name)
        assert found is not None
        assert (found.kind, last.name) == (last.kind, name)
