"""What the window of `kpibook desk` stands on, without a display: forms, settings, letters, the queue of a work."""

from __future__ import annotations

import re
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from addin.buttons.catalogue import BUTTONS, Runs
from addin.buttons.front import Front
from addin.buttons.press import press
from addin.buttons.works import work_in_window
from addin.installation.check import good
from addin.log import log_file
from addin.ribbon.words import load_wordings
from addin.window.fields import Field, form_of
from addin.window.kept import KeptSettings
from addin.window.mnemonics import mnemonics
from addin.window.start import load_in_background
from addin.window.system import System
from addin.window.working import End, Ended, Event, Made, Progress, Said, Work, Working
from schemas.errors import Refusal
from schemas.messages.message import Message

WORDS = load_wordings()
BY_NAME = {button.name: button for button in BUTTONS}


def field(button: str, name: str, language: str = "en") -> Field:
    form = form_of(BY_NAME[button], language, WORDS[language])
    return next(each for each in (*form.asked, *form.more) if each.name == name)


@pytest.mark.parametrize("language", WORDS)
@pytest.mark.parametrize("button", [each for each in BUTTONS if each.runs is Runs.PYTHON], ids=lambda each: each.name)
def test_a_form_begins_with_what_the_button_asks_for(button: object, language: str) -> None:
    assert isinstance(button, type(BUTTONS[0]))
    form = form_of(button, language, WORDS[language])
    assert tuple(each.name for each in form.asked) == button.asks
    assert all(each.label and each.note for each in (*form.asked, *form.more))
    assert not {each.name for each in form.more} & set(button.asks)


@pytest.mark.parametrize(
    ("language", "shown", "value"),
    [
        ("en", "Kenya (KEN)", "KEN"),
        ("en", "kenya (ken)", "KEN"),
        ("fr", "Algérie (DZA)", "DZA"),
        ("en", "Every Member, one each (all)", "all"),
        ("en", "Nobody’s (one workbook for everybody)", ""),
        ("en", " ken ", "ken"),
        ("en", "Narnia", "Narnia"),
    ],
)
def test_a_member_is_chosen_by_name_and_anything_else_is_left_to_the_button(
    language: str, shown: str, value: str
) -> None:
    assert field("new_templates", "member", language).value(shown) == value


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("keny", ("Kenya (KEN)",)),
        ("guinea equat", ("Equatorial Guinea (GNQ)",)),
        ("UGA", ("Portugal (PRT)", "Uganda (UGA)")),
        ("COTE IVOIRE", ("Côte d’Ivoire (CIV)",)),
    ],
)
def test_typing_finds_members_by_parts_of_their_names(typed: str, found: tuple[str, ...]) -> None:
    assert field("new_templates", "member").found(typed) == found


def test_the_whole_list_is_there_where_one_was_chosen_or_nothing_fits() -> None:
    members = field("new_templates", "member")
    assert members.found("Kenya (KEN)") == members.found("Narnia") == members.found("")


@pytest.mark.parametrize(
    ("button", "name", "note"),
    [
        ("new_templates", "year", "The year of the new templates."),
        ("consolidate", "year", "Only workbooks of this year count; empty: the most common one."),
        ("letters", "folder", "the folder for new files."),
        ("annotate", "folder", "it may be an address, such as s3://bucket/returned."),
        ("consolidate", "database", "without its password. Empty: none."),
        ("report", "prefill", "the report then tells what changed since. Empty: none."),
        ("report", "public", "Not ticked: everything."),
    ],
)
def test_a_note_says_what_the_setting_is_for_in_this_form(button: str, name: str, note: str) -> None:
    assert field(button, name).note.endswith(note)


@pytest.mark.parametrize("language", WORDS)
def test_the_windows_own_words_stand_for_words_that_there_are(language: str) -> None:
    own = [key for key in WORDS[language].window if key.endswith((".note", ".supertip")) or key.startswith("help-")]
    of_buttons = {f"{button}." for button in BY_NAME}
    ribbon = {**WORDS[language].texts, **WORDS[language].settings, **WORDS[language].sentences, "workbook.note": ""}
    assert len(own) > 20
    for key in own:
        button, _, general = key.partition(".")
        assert key in ribbon or (f"{button}." in of_buttons and general in ribbon), key


@pytest.mark.parametrize("language", WORDS)
def test_no_form_speaks_of_a_workbook_in_front(language: str) -> None:
    """Excel's words for it: the window has none in front."""
    words, excels = WORDS[language], re.compile("in front still|workbook in front|au premier plan")
    assert excels.search(words.texts["validate.supertip"])
    for button in BUTTONS:
        form = form_of(button, language, words)
        said = [words.in_window(f"{button.name}.supertip"), words.in_window(f"help-{button.name}")]
        assert not [text for text in (*said, *(each.note for each in form.asked)) if excels.search(text)]


def test_check_in_the_window_says_that_there_is_no_ribbon_where_there_is_no_excel(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def nowhere() -> None:
        raise Refusal("Excel for Windows or macOS only.")

    monkeypatch.setattr("addin.installation.doctor.examine_here", nowhere)
    told = WORDS["fr"].window["no-ribbon"]
    assert heard(work_in_window("check"), language="fr") == [Said(told, End.DONE), Ended(End.DONE)]


def test_check_in_the_window_says_what_was_found_and_nothing_of_the_ribbons_chain(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("addin.installation.doctor.examine_here", lambda: [good(Message("All is well."))])
    assert heard(work_in_window("check"))[0] == Said("✓ All is well.", End.DONE)


# --- kept from one time to the next ----------------------------------------------------------
def test_settings_are_kept(tmp_path: Path) -> None:
    path = tmp_path / "kpibook" / "settings.json"
    first = KeptSettings(path, {"year": "2026"})
    first.set("folder", "C:\\réponses reçues")
    first.save()
    again = KeptSettings(path, {"year": "2027"})
    assert again.all() == {"year": "2026", "folder": "C:\\réponses reçues"}


KEPT = [
    # (what is typed, what stands in the file)
    ("postgresql://ada:s3cret@host/years", "postgresql://ada@host/years"),
    ("postgresql://ada:s3@cret@host/years", "postgresql://host/years"),
    ("postgresql://ada:s3?cret@host/years", "postgresql://…"),
    ("postgresql://ada@host/years?sslmode=require", "postgresql://ada@host/years?sslmode=require"),
    ("mysql://ada:s3cret@host/years", "mysql://host/years"),
    ("s3://AKIA:s3cret@bucket/returned", "s3://bucket/returned"),
    ("https://s3cret@host/sent.zip", "https://host/sent.zip"),
    ("zip://::https://host/sent.zip?sig=s3cret", "zip://::https://host/sent.zip"),
    ("sftp://ada@host/returned", "sftp://ada@host/returned"),
    ("C:\\a@b:c\\kpibook.db", "C:\\a@b:c\\kpibook.db"),
    ("a.xlsx\ns3://AKIA:s3cret@bucket/b.xlsx", "a.xlsx\ns3://bucket/b.xlsx"),
]


@pytest.mark.parametrize(("typed", "kept"), KEPT)
def test_no_password_and_no_key_is_kept(tmp_path: Path, typed: str, kept: str) -> None:
    settings = KeptSettings(tmp_path / "settings.json")
    settings.set("folder", typed)
    settings.save()
    assert settings.get("folder") == typed, "until the window is closed"
    assert KeptSettings(tmp_path / "settings.json").get("folder") == kept
    assert "s3cret" not in (tmp_path / "settings.json").read_text("utf-8")


def test_last_years_answers_in_the_database_are_chosen_by_name() -> None:
    prefill = field("consolidate", "prefill", "fr")
    assert prefill.value("la base de données des paramètres") == "database"
    assert (prefill.shown("database"), prefill.shown("/r")) == ("la base de données des paramètres", "/r")


@pytest.mark.parametrize("damage", [b"", b"{", b'{"year": 2026}', b"[]", b"\xff\xfe"])
def test_damaged_settings_are_put_aside_and_begin_anew(
    tmp_path: Path, damage: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
    path = tmp_path / "settings.json"
    path.write_bytes(damage)
    settings = KeptSettings(path, {"year": "2026"})
    assert settings.all() == {"year": "2026"}
    assert settings.damaged is not None
    assert settings.damaged.read_bytes() == damage


# --- letters ---------------------------------------------------------------------------------
def test_each_label_gets_a_letter_of_its_own() -> None:
    assert mnemonics(["Run", "Report", "Répertoire", "Échap", "rrr"]) == {
        "Run": 0,
        "Report": 1,
        "Répertoire": 2,
        "Échap": 1,
    }


# --- open elsewhere --------------------------------------------------------------------------
@pytest.mark.parametrize(("lock", "is_open"), [("~$a.xlsx", True), (".~lock.a.xlsx#", True), ("~$b.xlsx", False)])
def test_a_workbook_is_open_where_its_lock_lies_beside_it(tmp_path: Path, lock: str, is_open: bool) -> None:
    (tmp_path / lock).touch()
    assert System().is_open("a.xlsx", [tmp_path]) is is_open


# --- the work and its queue ------------------------------------------------------------------
def heard(work: Work, settings: dict[str, str] | None = None, language: str = "en", stop: bool = False) -> list[Event]:
    """Everything a work is heard of."""
    working = Working(work, press, language, settings or {}, lambda name: False, "Choose a workbook.")
    if stop:
        working.stop()
    events: list[Event] = []
    deadline = time.monotonic() + 10
    while not events or not isinstance(events[-1], Ended):
        assert time.monotonic() < deadline
        events += working.events()
        time.sleep(0.005)
    return events


def test_what_a_work_says_arrives_in_its_order_from_another_thread() -> None:
    threads = []

    def work(front: Front) -> None:
        threads.append(threading.current_thread())
        front.show_progress(1, 2, front.setting("folder"))
        front.open(Path("result.xlsx"), "Files")
        front.tell("Done.")

    assert heard(work, {"folder": "returned"}) == [
        Progress(1, 2, "returned"),
        Made(Path("result.xlsx")),
        Said("Done.", End.DONE),
        Ended(End.DONE),
    ]
    assert threads != [threading.current_thread()]


def test_what_the_buttons_need_is_loaded_behind_the_window() -> None:
    program = (
        "import sys; from addin.window.start import load_in_background\n"
        "modules = [f'addin.buttons.{name}' for name in ('send', 'receive', 'results', 'helping')]\n"
        "assert not set(modules) & set(sys.modules)\n"
        "load_in_background().join()\n"
        "assert set(modules) <= set(sys.modules)"
    )
    subprocess.run([sys.executable, "-c", program], check=True)


def test_what_cannot_be_loaded_is_left_to_the_button_that_needs_it(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def fails() -> None:
        raise ImportError("no such library")

    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
    monkeypatch.setattr("addin.window.start.load_ahead", fails)
    load_in_background().join()
    assert "no such library" in log_file().read_text("utf-8")


def test_a_stop_is_seen_between_two_files() -> None:
    def work(front: Front) -> None:
        while not front.stop_was_asked():
            time.sleep(0.001)
        raise KeyboardInterrupt

    stopped = WORDS["fr"].sentences["stopped"]
    assert heard(work, language="fr", stop=True) == [Said(stopped, End.STOPPED), Ended(End.STOPPED)]


def test_a_refusal_is_a_sentence_that_is_known_for_one() -> None:
    def work(front: Front) -> None:
        raise Refusal("There is nothing to read.")

    assert heard(work) == [Said("There is nothing to read.", End.REFUSED), Ended(End.REFUSED)]


def test_the_workbook_to_validate_is_the_file_that_was_chosen(tmp_path: Path) -> None:
    def work(front: Front) -> None:
        with front.in_front() as book:
            front.tell(f"{book.name} {book.path} {book.address}")

    path = tmp_path / "kenya.xlsx"
    assert heard(work, {"workbook": f' "{path}" '})[0] == Said(f"kenya.xlsx {path} {path}", End.DONE)
    assert heard(work)[0] == Said("Choose a workbook.", End.REFUSED)
