"""What a button says names settings where the command line names options: whoever presses one types none."""

from __future__ import annotations

import errno
import re
from functools import partial
from importlib.metadata import entry_points
from pathlib import Path

import pytest
from babel.messages.extract import extract_from_file

from addin.buttons.words import SETTING_OF, in_language, option_called, setting_called
from addin.command_line import kpibook
from addin.ribbon.settings import SETTINGS
from schemas.errors import Refusal, of_the_system
from schemas.messages.catalogues import message_languages
from schemas.messages.message import CountedMessage, Message, Option, together
from schemas.services import GROUP
from tests.message_catalogues import KEYWORDS
from tests.rooms import ROOT, imports_of

LANGUAGES = ("en", *message_languages())
OPTION = re.compile(r"--[a-z][a-z-]+")
ELSEWHERE = {"en": " (on the command line)", "fr": " (sur la ligne de commande)"}
WITHOUT_SETTING = {"--campaign", "--keep", "--no-history", "--no-pdf", "--password", "--tables"}
"""What only the command line can do: the sentence says so."""


def behind_a_button() -> set[Path]:
    """The modules that a button may load, at once or later: what it imports, and the services that it asks for."""
    found: set[Path] = set()
    waiting = sorted((ROOT / "addin" / "buttons").glob("*.py"))
    waiting += [_module(entry.module) for entry in entry_points(group=GROUP)]
    while waiting:
        path = waiting.pop()
        if path in found:
            continue
        found.add(path)
        names = {name for each in imports_of(path) for name in (each, each.rpartition(".")[0])}
        waiting += [module for name in names if name and (module := _module(name)).is_file()]
    return found


def _module(name: str) -> Path:
    path = ROOT.joinpath(*name.split("."))
    return path / "__init__.py" if path.is_dir() else path.with_suffix(".py")


def sentences() -> list[Message]:
    """Every sentence of those modules that names an option, in singular and in plural."""
    found = {
        key
        for path in behind_a_button()
        for _, key, _, _ in extract_from_file("python", path, keywords=KEYWORDS)
        if OPTION.search("".join(key))
    }
    return [
        message
        for key in sorted(found, key=str)
        for message in (
            [Message(key)] if isinstance(key, str) else [CountedMessage(*key, count=count) for count in (1, 2)]
        )
    ]


SENTENCES = sentences()


def test_the_modules_behind_a_button_are_found() -> None:
    names = {path.relative_to(ROOT).as_posix() for path in behind_a_button()}
    assert {"addin/database/append.py", "workbook_builder/orders/prefill.py", "schemas/places/store.py"} <= names
    assert not [name for name in names if name.startswith("addin/commands/")]
    assert len(SENTENCES) > 25


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("sentence", SENTENCES, ids=lambda each: each[:40])
def test_no_button_names_an_option_without_its_setting(sentence: Message, language: str) -> None:
    said = in_language(sentence, language)
    options = set(OPTION.findall(sentence))
    assert set(OPTION.findall(said)) == options & WITHOUT_SETTING
    for option in options:
        if option in WITHOUT_SETTING:
            assert f"{option}{ELSEWHERE[language]}" in said
        else:
            assert setting_called(language, SETTING_OF[option].partition(" ")[0]) in said


def test_every_option_of_a_setting_is_one_and_its_setting_too() -> None:
    commands = [kpibook.get_command(None, name) for name in kpibook.list_commands(None)]  # type: ignore[arg-type]
    options = {name for command in commands if command for parameter in command.params for name in parameter.opts}
    assert set(SETTING_OF) | WITHOUT_SETTING <= options
    assert {each.partition(" ")[0] for each in SETTING_OF.values()} <= set(SETTINGS)


FULL = of_the_system(OSError(errno.ENOSPC, "No space left on device", "/out/--out.xlsx"))
SAID = [
    # (what is said, to whom in which language, in which words)
    (FULL, "en", "/out/--out.xlsx: No space left on device. Make room on that disk, or choose another place with"
     " “Folder for new files” (settings)."),
    (FULL, "fr", "/out/--out.xlsx: No space left on device. Libérez de l’espace sur ce disque, ou choisissez un autre"
     " emplacement avec « Dossier des nouveaux fichiers » (paramètres)."),
    (Refusal("There is no file {file}: give the list of contacts, or leave --contacts out.", file="--year.csv"), "en",
     "There is no file --year.csv: give the list of contacts, or leave “List of contacts” (settings) out."),
    (CountedMessage("{listed} is there already: add --force to replace it, or choose another folder.",
                    "{listed} are there already: add --force to replace them, or choose another folder.",
                    count=2, listed="a.xlsx, b.xlsx"), "en",
     "a.xlsx, b.xlsx are there already: add “Replace files: yes” (settings) to replace them, or choose another"
     " folder."),
    (together((Message("The reminders of missing Members are empty: --due fills them in."), "--due")), "fr",
     "Les rappels aux Membres manquants sont vides : « Date limite » (paramètres) les remplit. --due"),
    (Message("Give {option} to it.", option=Option("--decisions")), "en",
     "Give “Ledger of decisions” (settings) to it."),
    (Message(", or leave the documents out with --no-pdf"), "en",
     ", or leave the documents out with --no-pdf (on the command line)"),
]  # fmt: skip


@pytest.mark.parametrize(("thing", "language", "sentence"), SAID)
def test_a_setting_stands_in_place_of_its_option_and_what_files_are_called_stays(
    thing: object, language: str, sentence: str
) -> None:
    assert in_language(thing, language).replace("\u00a0", " ") == sentence


def test_the_command_line_names_its_options() -> None:
    assert str(FULL).endswith("choose another place with --out.")
    assert FULL.said("fr").endswith("un autre emplacement avec --out.")
    assert FULL.said("en", partial(option_called, "en")) != FULL.said("en")
