"""Who was asked: what a list of Members may look like, and what is said of one that is no list."""

from __future__ import annotations

from pathlib import Path

import pytest

from addin.status.asked_members import all_members, read_members
from schemas.errors import Refusal
from schemas.loading.members import load_members

DISPATCH = "file,Member,language,sha256\r\n"


def listed(tmp_path: Path, content: str | bytes) -> Path:
    path = tmp_path / "members.csv"
    path.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8"))
    return path


def test_all_members_are_those_of_the_list_of_members() -> None:
    asked = all_members()
    assert [member.country for member in asked] == [member.iso3 for member in load_members().members]
    angola = next(member for member in asked if member.country == "AGO")
    assert (angola.name, angola.region, angola.language) == ("Angola", "ESA", "pt")


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        # one code a line: the language is the one of the list of Members
        ("KEN\nFRA\n", {"FRA": "fr", "KEN": "en"}),
        ("  ken \r\n\r\nFra", {"FRA": "fr", "KEN": "en"}),
        ("KEN,Kenya\nFRA,France\n", {"FRA": "fr", "KEN": "en"}),
        ("\ufeffKEN\n", {"KEN": "en"}),
        # with headings, in any order and with any of the separators Excel writes
        ("Member\nKEN\n", {"KEN": "en"}),
        ("name;COUNTRY\nKenya;KEN\n", {"KEN": "en"}),
        ("Member\tLanguage\nKEN\tFR\nPER\t\n", {"KEN": "fr", "PER": "es"}),
        (DISPATCH + "a_KEN_fr.xlsx,KEN,fr,0a\r\na_PER_es.xlsx,PER,es,0b\r\n", {"KEN": "fr", "PER": "es"}),
        # a Member with workbooks in two languages was asked once
        (DISPATCH + "a_BEL_nl.xlsx,BEL,nl,0a\r\na_BEL_fr.xlsx,BEL,fr,0b\r\n", {"BEL": "nl"}),
        ('Member,note\nKEN,"two\nlines"\nPER,\n', {"KEN": "en", "PER": "es"}),
        # names in a code page of Windows, and Excel's "Unicode text"
        ("Member;name\nCIV;Côte d’Ivoire\n".encode("cp1252"), {"CIV": "fr"}),
        ("Member\tname\nCIV\tCôte d’Ivoire\n".encode("utf-16"), {"CIV": "fr"}),
    ],
)
def test_a_list_of_members(tmp_path: Path, content: str | bytes, expected: dict[str, str]) -> None:
    asked = read_members(listed(tmp_path, content))
    assert {member.country: member.language for member in asked} == expected
    assert [member.country for member in asked] == sorted(expected)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("", "There is no Member in"),
        ("\n \n,,\n", "There is no Member in"),
        ("Member,language\n", "There is no Member below the headings"),
        ("KEN\nXXX\n", "line 2: 'XXX' is not the code of a WCO Member"),
        ("KE\n", "line 1: 'KE' is not the code"),
        ("Kenya\n", "such as KEN, one a line"),
        ("KEN FRA\n", "line 1: 'KEN FRA' is not the code"),
        ("KEN,FRA\n", "line 1: more than one Member"),
        ("Member,language\nKEN\n,fr\n", "line 3: '' is not the code"),
        ("language,Member\nfr\n", "line 2: '' is not the code"),
        ("Member,language\nKEN,French\n", "line 2: 'french' is no language: write two letters"),
        ("x" * 500, "'" + "x" * 40 + "...' is not the code"),
        ("\x1b[2J\n", r"'\x1b[2J' is not the code"),
        (b"PK\x03\x04\x00\x00", "is no text"),
        ('"' + "x" * 200_000, "not readable as CSV"),
        ("KEN\n" * 300_000, "is too large for a list of Members"),
    ],
)
def test_a_file_that_is_no_list_of_members_is_refused_in_words(
    tmp_path: Path, content: str | bytes, words: str
) -> None:
    path = listed(tmp_path, content)
    with pytest.raises(Refusal) as refusal:
        read_members(path)
    assert words in str(refusal.value)
    assert str(path) in str(refusal.value)


def test_a_list_that_is_not_there_is_refused_in_words(tmp_path: Path) -> None:
    for path in (tmp_path, tmp_path / "nowhere.csv"):
        with pytest.raises(Refusal, match="There is no file"):
            read_members(path)


def test_a_list_that_may_not_be_read_is_refused_in_words(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_: Path) -> bytes:
        raise PermissionError(13, "Permission denied")

    path = listed(tmp_path, "KEN")
    monkeypatch.setattr(Path, "read_bytes", refuse)
    with pytest.raises(Refusal, match=r"cannot be read \(Permission denied\)"):
        read_members(path)
