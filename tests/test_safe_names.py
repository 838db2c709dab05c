"""What is fetched gets names that any folder can hold, and none leads out of it."""

from __future__ import annotations

import pytest

from schemas.places.safe_names import safe_names

NAMES = [
    # names in a store, whether the disk folds case, and what they are called in the folder
    (["kenya.xlsx", "2026/mali.xlsx"], False, ["kenya.xlsx", "2026/mali.xlsx"]),
    (["../../evil.xlsx"], False, ["__/__/evil.xlsx"]),
    (["/evil.xlsx"], False, ["_/evil.xlsx"]),
    (["a//b.xlsx", "./c.xlsx"], False, ["a/_/b.xlsx", "_/c.xlsx"]),
    (["..."], False, ["..."]),
    (["a\0b"], False, ["a_b"]),
    (["KEN.xlsx", "ken.xlsx"], False, ["KEN.xlsx", "ken.xlsx"]),
    (["KEN.xlsx", "ken.xlsx"], True, ["KEN.xlsx", "ken (2).xlsx"]),
    (["Sent/a.xlsx", "sent"], True, ["Sent/a.xlsx", "sent (2)"]),
    # in a store of objects a name may be a file's and a folder's
    (["a", "a/b.xlsx"], False, ["a", "a (2)/b.xlsx"]),
    (["x" * 300 + ".xlsx"], False, ["x" * 200 + "-17e52490efd0.xlsx"]),
]


@pytest.mark.parametrize(("names", "folds", "called"), NAMES)
def test_the_name_in_the_folder(names: list[str], folds: bool, called: list[str]) -> None:
    found = safe_names(names, folds=folds, windows=False)
    assert [found[name].as_posix() for name in names] == called


@pytest.mark.parametrize(
    ("name", "called"),
    [
        ("C:\\evil.xlsx", "C__evil.xlsx"),
        ("..\\evil.xlsx", ".._evil.xlsx"),
        ("con.xlsx", "con.xlsx_"),
        ("kenya. ", "kenya. _"),
        ("a|b?.xlsx", "a_b_.xlsx"),
    ],
)
def test_on_windows(name: str, called: str) -> None:
    assert safe_names([name], folds=True, windows=True)[name].as_posix() == called
