"""The catalogues of messages: every sentence of the source stands in each, and says it well."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import yaml
from babel.messages.catalog import Message as Entry

from addin.contacts.list_rows import read_rows
from addin.decisions.ledger_file import read_lines
from addin.results.folder_result import with_errors
from addin.returned.folder import find_files
from addin.status.asked_members import read_members
from schemas.errors import Refusal
from schemas.loading.asked import check_edition, check_language, check_member, check_year
from schemas.loading.campaigns import load_campaign
from schemas.messages.catalogues import message_languages
from schemas.messages.message import ENGLISH
from schemas.written.delivery import refuse_existing
from schemas.written.target import check_not_given
from tests.message_catalogues import ROOT, extracted, read_catalogue

NBSP = "\u00a0"
FRENCH_WORDING = ("schemas/letters/fr.yaml", "schemas/reporting/fr/*.yaml", "addin/ribbon/wording/fr.yaml")


def _entries(language: str) -> list[Entry]:
    return [entry for entry in read_catalogue(language) if entry.id]


def _key(entry: Entry) -> str | tuple[str, ...]:
    key: str | tuple[str, ...] = entry.id
    return key


def _texts(of: str | tuple[str, ...]) -> tuple[str, ...]:
    return (of,) if isinstance(of, str) else tuple(of)


def _strings(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    for each in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from _strings(each)


def test_there_is_a_catalogue_in_french() -> None:
    assert "fr" in message_languages()
    assert ENGLISH not in message_languages()


@pytest.mark.parametrize("language", message_languages())
def test_a_catalogue_holds_the_sentences_of_the_source(language: str) -> None:
    """After a sentence was changed: `python -m tests.message_catalogues`, and translate what is empty."""
    assert {_key(entry) for entry in _entries(language)} == {_key(entry) for entry in extracted() if entry.id}


@pytest.mark.parametrize("language", message_languages())
def test_every_sentence_is_translated_for_sure(language: str) -> None:
    assert [_key(entry) for entry in _entries(language) if entry.fuzzy or not all(_texts(entry.string))] == []


@pytest.mark.parametrize("language", message_languages())
def test_a_translation_names_the_same_facts(language: str) -> None:
    """In any order; nothing that a sentence says gets lost, and nothing stands in it that is not known."""
    wrong = [
        _key(entry)
        for entry in _entries(language)
        for text in _texts(entry.string)
        if set(re.findall(r"\{\w+\}", text)) != set(re.findall(r"\{\w+\}", _texts(_key(entry))[-1]))
    ]
    assert wrong == []


@pytest.mark.parametrize("language", message_languages())
def test_a_translation_begins_and_ends_as_the_sentence_does(language: str) -> None:
    """A blank at the edge holds two parts of a sentence together."""
    wrong = [
        _key(entry)
        for entry in _entries(language)
        for text in _texts(entry.string)
        if (text[0] == " ", text[-1] == " ") != (_texts(_key(entry))[0][0] == " ", _texts(_key(entry))[0][-1] == " ")
    ]
    assert wrong == []


def ill_set(text: str) -> list[str]:
    """Where French puts a no-break space, and a text does not; and quotes that are not French."""
    return re.findall(rf"(?:[^{NBSP}\W]|[ )}}\].]) ?[;!?»](?=\s|$)|(?<!{NBSP}):(?=\s|$)|«(?!{NBSP})|[“”]|\w'\w", text)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (f"Il est vide{NBSP}: voir «{NBSP}Files{NBSP}».", 0),
        ("a.xlsx!B2 est à 10:30", 0),
        ("Il est vide : voir.", 1),
        ("Il est vide: voir.", 1),
        ("Vide ; voir", 1),
        ("Qui ?", 1),
        ("« Files »", 2),
        ("l'année", 1),
    ],
)
def test_what_is_ill_set_is_found(text: str, found: int) -> None:
    assert len(ill_set(text)) == found


def test_french_messages_are_well_set() -> None:
    assert [text for entry in _entries("fr") for text in _texts(entry.string) if ill_set(text)] == []


@pytest.mark.parametrize("path", sorted(path for glob in FRENCH_WORDING for path in ROOT.glob(glob)), ids=str)
def test_french_wording_is_well_set(path: Path) -> None:
    content = yaml.safe_load(path.read_text(encoding="utf-8"))

    assert [text for text in _strings(content) if re.search(r" [:;!?»]|« ", text)] == []


REFUSED: list[tuple[Callable[[], object], str]] = [
    (lambda: check_year("1999"), "1999 n’est pas une année du questionnaire : choisissez-en une de 2018 à 2100."),
    (lambda: check_edition("2017"), "Il n’y a pas d’édition '2017' : choisissez parmi 2018."),
    (
        lambda: check_member("XXX"),
        "XXX n’est pas un Membre de l’OMD : indiquez son code ISO 3166-1 alpha-3, par exemple KEN.",
    ),
    (
        lambda: check_language("xx", "2018"),
        "Il n’y a pas de version dans la langue 'xx' : choisissez parmi ar, en, es, fr, pt, ru.",
    ),
    (
        lambda: load_campaign(Path("none.yaml")),
        "Il n’y a pas de fichier none.yaml : indiquez le fichier de la campagne avec --campaign, ou omettez cette"
        " option.",
    ),
    (
        lambda: read_rows(Path("none.csv")),
        "Il n’y a pas de fichier none.csv : indiquez la liste des contacts, ou omettez --contacts.",
    ),
    (
        lambda: read_members(Path("none.txt")),
        "Il n’y a pas de fichier none.txt : indiquez celui qui énumère les Membres, ou omettez --members pour les"
        " interroger tous.",
    ),
    (
        lambda: read_lines(Path("none.csv")),
        "Il n’y a pas de fichier none.csv. Indiquez le classeur que crée kpibook decisions, ou un CSV qui en a les"
        " colonnes.",
    ),
    (
        lambda: find_files(Path("none")),
        "Il n’y a pas de dossier none : indiquez le dossier des exemplaires renvoyés.",
    ),
    (
        lambda: refuse_existing([Path("README.md")]),
        "README.md existe déjà : ajoutez --force pour le remplacer, ou choisissez un autre dossier.",
    ),
    (
        lambda: refuse_existing([Path("README.md")] * 5),
        "README.md, README.md, README.md et 2 de plus existent déjà : ajoutez --force pour les remplacer, ou"
        " choisissez un autre dossier.",
    ),
    (
        lambda: check_not_given([Path("README.md")], [Path("README.md")]),
        "README.md est l’un des fichiers à lire, et serait perdu : faites écrire les résultats ailleurs.",
    ),
]


@pytest.mark.parametrize(("work", "said"), REFUSED, ids=[said[:40] for _, said in REFUSED])
def test_a_refusal_in_french(work: Callable[[], object], said: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)

    with pytest.raises(Refusal) as caught:
        work()
    assert caught.value.said("fr").replace(NBSP, " ") == said


@pytest.mark.parametrize(
    ("count", "english", "french"),
    [
        (0, "0 files have errors", "0 fichier comporte des erreurs"),
        (1, "1 file has errors", "1 fichier comporte des erreurs"),
        (2, "2 files have errors", "2 fichiers comportent des erreurs"),
    ],
)
def test_each_language_has_its_own_plural(count: int, english: str, french: str) -> None:
    assert (with_errors(count), with_errors(count).said("fr")) == (english, french)
