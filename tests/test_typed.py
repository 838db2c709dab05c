"""What people type, paste or pick for a button, and what is understood."""

from __future__ import annotations

from pathlib import Path

import pytest

from addin.buttons.catalogue import BUTTONS, Runs
from addin.buttons.typed import member_of, typed_path
from addin.buttons.words import Ended, wording
from addin.buttons.works import MODULES, work_of
from addin.excel.escape import escape_was_pressed

PATHS = [
    # (typed, on Windows, the path)
    ("", False, None),
    ('  ""  ', False, None),
    ("/a/returned", False, "/a/returned"),
    ("  /a/my folder ", False, "/a/my folder"),
    ('"/a/my folder"', False, "/a/my folder"),
    ("“/a/my folder”", False, "/a/my folder"),
    ("~/returned", False, str(Path.home() / "returned")),
    ("file:///a/my%20folder/%231", False, "/a/my folder/#1"),
    ("file:///a/#1", False, "/a/#1"),
    ("file:///C:/Users/My%20Files", True, "C:/Users/My Files"),
    ("file://server/share/a", True, "//server/share/a"),
    ('"C:\\Users\\My Files"', True, "C:\\Users\\My Files"),
]


@pytest.mark.parametrize(("typed", "windows", "path"), PATHS)
def test_a_path_as_it_is_typed_or_pasted(typed: str, windows: bool, path: str | None) -> None:
    assert typed_path(typed, windows=windows) == (None if path is None else Path(path))


MEMBERS = [
    ("", None),
    ("ALL", "all"),
    ("ken", "KEN"),
    ("KEN - Kenya", "KEN"),
    ("Kenya", "KEN"),
    ("  perou", "PER"),
    ("PÉROU", "PER"),
    ("Alemania", "DEU"),
    ("Кения", "KEN"),
    ("كينيا", "KEN"),
]


@pytest.mark.parametrize(("typed", "code"), MEMBERS)
def test_a_member_by_code_or_by_name_in_any_language(typed: str, code: str | None) -> None:
    assert member_of(typed, "en") == code


def test_what_is_no_member_is_told_what_is_near() -> None:
    with pytest.raises(Ended, match=r"“Kenia y” is no Member of the WCO. Is it one of these: Kenya \(KEN\)"):
        member_of("Kenia y", "en")
    with pytest.raises(Ended, match="« qqqqqq » n’est pas un Membre de l’OMD : indiquez son nom"):
        member_of("qqqqqq", "fr")


def test_every_button_has_its_work_and_every_language_all_sentences() -> None:
    assert set(MODULES) == {button.name for button in BUTTONS if button.runs is not Runs.SURFACE}
    assert all(callable(work_of(name)) for name in MODULES)
    assert set(wording("en").sentences) == set(wording("fr").sentences)
    assert {f"help-{button.name}" for button in BUTTONS} <= set(wording("en").sentences)


class User32:
    """Windows' keyboard and windows, as far as Escape needs them."""

    def __init__(self, state: int, in_front: int) -> None:
        self.state, self.in_front = state, in_front

    def GetAsyncKeyState(self, key: int) -> int:  # noqa: N802 - Windows' name
        return self.state if key == 0x1B else 0

    def GetForegroundWindow(self) -> int:  # noqa: N802 - Windows' name
        return 7

    def GetWindowThreadProcessId(self, window: int, process: object) -> int:  # noqa: N802 - Windows' name
        process._obj.value = self.in_front  # type: ignore[attr-defined]
        return 1


@pytest.mark.parametrize(
    ("state", "in_front", "stops"),
    [(0, 42, False), (1, 42, True), (0x8000, 42, True), (-0x8000, 42, True), (1, 43, False), (-0x7FFF, 43, False)],
)
def test_escape_counts_in_excel_only_and_also_where_it_was_a_short_tap(state: int, in_front: int, stops: bool) -> None:
    assert escape_was_pressed(42, User32(state, in_front)) is stops
