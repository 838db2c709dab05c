"""The list of contacts: in whatever encoding Excel saves it, refused by the row where it is wrong."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

from addin.contacts.contact_list import Contact, Contacts, read_contacts
from schemas.errors import Refusal

Write = Callable[..., Path]
HEADINGS = "country,name,email,cc,language\n"


def test_the_sample_of_the_pages_is_a_list() -> None:
    contacts = read_contacts(Path(__file__).parent.parent / "docs" / "contacts.csv")
    assert list(contacts.by_country) == ["KEN", "SEN", "PER"]
    assert contacts.of("SEN").language == "fr"
    assert contacts.assumed == ""


@pytest.fixture
def write(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Write:
    """Writes `contacts.csv` in a current folder of its own."""
    monkeypatch.chdir(tmp_path)

    def make(text: str | bytes, name: str = "contacts.csv", encoding: str = "utf-8") -> Path:
        Path(name).write_bytes(text if isinstance(text, bytes) else text.encode(encoding))
        return Path(name)

    return make


def one(contacts: Contacts) -> Contact:
    """The one contact of a list."""
    (contact,) = contacts.by_country.values()
    return contact


# --- a row -----------------------------------------------------------------------------------

ROWS = [
    # (the row; the contact that is understood)
    ("KEN,Jane Doe,jane@k.example,,", Contact("KEN", "Jane Doe", ("jane@k.example",))),
    ("ken,,jane@k.example,,EN", Contact("KEN", "", ("jane@k.example",), (), "en")),
    ("Kenya,,jane@k.example,,", Contact("KEN", "", ("jane@k.example",))),
    ("Кения,,jane@k.example,,", Contact("KEN", "", ("jane@k.example",))),
    ("كينيا,,jane@k.example,,", Contact("KEN", "", ("jane@k.example",))),
    ("Côte d'Ivoire,,a@ci.example,,fr", Contact("CIV", "", ("a@ci.example",), (), "fr")),
    ("EUE,,a@eu.example,,", Contact("EUE", "", ("a@eu.example",))),
    (
        "KEN,,a@k.example; b@k.example,c@k.example,",
        Contact("KEN", "", ("a@k.example", "b@k.example"), ("c@k.example",)),
    ),
    ('KEN,"Doe, Jane",a@k.example,,', Contact("KEN", "Doe, Jane", ("a@k.example",))),
    ("KEN,,a@k.example a@k.example,,", Contact("KEN", "", ("a@k.example",))),
    ("KEN,,mailto:a@k.example,,", Contact("KEN", "", ("a@k.example",))),
    ("KEN,,a@bücher.example,,", Contact("KEN", "", ("a@xn--bcher-kva.example",))),
    ("KEN,,,c@k.example,fr", Contact("KEN", "", (), ("c@k.example",), "fr")),
    ("KEN,محمد علي,a@k.example", Contact("KEN", "محمد علي", ("a@k.example",))),
    ("KEN,=1+1,a@k.example", Contact("KEN", "=1+1", ("a@k.example",))),
]


@pytest.mark.parametrize(("row", "contact"), ROWS)
def test_a_row(write: Write, row: str, contact: Contact) -> None:
    assert one(read_contacts(write(HEADINGS + row))) == contact


REFUSED = [
    # (the rows below the headings; the sentence)
    (
        "XYZ,,a@k.example",
        "row 2: “XYZ” is not the code or name of a WCO Member: write its ISO 3166-1 alpha-3 code, such as KEN.",
    ),
    (
        ",,a@k.example",
        "row 2: no Member is named: write its ISO 3166-1 alpha-3 code or its name under country.",
    ),
    (
        "Congo,,a@k.example",
        "row 2: “Congo” can mean Democratic Republic of the Congo, Congo (Republic of the):"
        " write its ISO 3166-1 alpha-3 code, such as KEN.",
    ),
    (
        "KEN,,a@k.example\nUGA,,a@u.example\nKenya,,b@k.example",
        "row 4: KEN stands in row 2 already: keep one of the two.",
    ),
    ("KEN,,jane", "row 2: email “jane” is no e-mail address: write one such as name@customs.example."),
    (
        "KEN,,Jane <jane@k.example>",
        "row 2: email “Jane <jane@k.example>” is no e-mail address: write one such as name@customs.example.",
    ),
    ("KEN,,a@k.example,b@", "row 2: cc “b@” is no e-mail address: write one such as name@customs.example."),
    (
        "KEN,,józef@k.example",
        "row 2: email “józef@k.example” has letters before the @ that not every mail program can send to:"
        " give another address.",
    ),
    (
        "KEN,,a@k.example,,de",
        "row 2: “de” is no language of the letters: write one of ar, en, es, fr, pt, ru, or nothing.",
    ),
    # What would begin another header of the mail.
    (
        'KEN,,"a@k.example\r\nBcc: all@k.example"',
        "row 2: email holds a line end: write plain text on one line.",
    ),
    ('KEN,"Jane\nBcc: all@k.example",a@k.example', "row 2: name holds a line end: write plain text on one line."),
    (
        "KEN,Jane\u2028Doe,a@k.example",
        "row 2: name holds the control character U+2028: write plain text on one line.",
    ),
    (
        "KEN,Jane\u202eeoD,a@k.example",
        "row 2: name holds the control character U+202E: write plain text on one line.",
    ),
    ("KEN,Jane\x08,a@k.example", "row 2: name holds the control character U+0008: write plain text on one line."),
    (f"KEN,{'x' * 201},a@k.example", "row 2: name has 201 characters: write 200 at the most."),
    # An empty row counts.
    (
        "UGA,,a@u.example,,\n\nKEN,,jane",
        "row 4: email “jane” is no e-mail address: write one such as name@customs.example.",
    ),
]


@pytest.mark.parametrize(("rows", "sentence"), REFUSED)
def test_a_row_that_is_refused(write: Write, rows: str, sentence: str) -> None:
    with pytest.raises(Refusal) as refusal:
        read_contacts(write(HEADINGS + rows))
    assert str(refusal.value) == f"contacts.csv, {sentence}"


# --- headings and encodings ------------------------------------------------------------------

HEADED = [
    # (the file; what is said of it, empty for a list that is read)
    ("EMAIL;Country\na@k.example;KEN", ""),
    ("Member\tE-Mail\nKEN\ta@k.example", ""),
    ("phone,country,email\n12,KEN,a@k.example", ""),
    ("\n\ncountry,email\n\nKEN,a@k.example\n,\n", ""),
    ("sep=;\r\ncountry;email\r\nKEN;a@k.example\r\n", ""),
    (
        "KEN,a@k.example",
        "contacts.csv: no column is called country or email:"
        " write the headings country, name, email, cc, language in its first row.",
    ),
    (
        "country,name\nKEN,Jane",
        "contacts.csv: no column is called email:"
        " write the headings country, name, email, cc, language in its first row.",
    ),
    (
        "country,email,Email\nKEN,a@k.example,b@k.example",
        "contacts.csv: two columns are called email: keep one of them.",
    ),
    ("country,email\n", "There is no Member below the headings of contacts.csv: write a Member a row."),
    (
        "",
        "contacts.csv is empty: write the headings country, name, email, cc, language, and a Member a row below.",
    ),
    (b"\0\1\2\3", "contacts.csv is no text: save it as “CSV UTF-8”, or as .xlsx."),
    (b"\xff\xfea", "contacts.csv is not whole: save it as “CSV UTF-8”, or as .xlsx."),
    (
        b"PK\3\4 no workbook",
        "contacts.csv cannot be read as a workbook: save it as .xlsx again, or as “CSV UTF-8”.",
    ),
    (b"country,email\n" + b"x" * 2**21, "contacts.csv is too large for a list of contacts: give a smaller one."),
]


@pytest.mark.parametrize(("text", "sentence"), HEADED)
def test_the_columns_of_a_list(write: Write, text: str | bytes, sentence: str) -> None:
    file = write(text)
    if not sentence:
        assert one(read_contacts(file)) == Contact("KEN", "", ("a@k.example",))
        return
    with pytest.raises(Refusal) as refusal:
        read_contacts(file)
    assert str(refusal.value) == sentence


ENCODED = [
    # (the encoding; the row's Member and name; the code page that is assumed)
    ("utf-8", "CIV", "Côte d'Ivoire", "Amélie Kouassi", ""),
    ("utf-8-sig", "CIV", "Côte d'Ivoire", "Amélie Kouassi", ""),
    ("utf-16", "RUS", "Россия", "Анна Иванова", ""),
    ("cp1252", "CIV", "Côte d'Ivoire", "Amélie Kouassi", "Windows-1252"),
    ("cp1252", "ESP", "España", "Íñigo Núñez", "Windows-1252"),
    ("cp1252", "STP", "São Tomé e Príncipe", "João Conceição", "Windows-1252"),
    ("cp1252", "DEU", "DEU", "Jörg Weiß", "Windows-1252"),
    ("cp1251", "RUS", "Россия", "Анна Иванова", "Windows-1251"),
    ("cp1256", "MAR", "المغرب", "محمد علي", "Windows-1256"),
    ("cp1250", "POL", "POL", "Łukasz Żółty", "Windows-1250"),
]


@pytest.mark.parametrize(("encoding", "country", "typed", "name", "assumed"), ENCODED)
def test_a_list_in_an_encoding(write: Write, encoding: str, country: str, typed: str, name: str, assumed: str) -> None:
    text = f"country;name;email\r\n{typed};{name};a@k.example\r\n"
    contacts = read_contacts(write(text, encoding=encoding))
    assert one(contacts) == Contact(country, name, ("a@k.example",))
    assert contacts.assumed == assumed


def test_an_encoding_that_cannot_be_told_is_refused(write: Write) -> None:
    """Capitals of Cyrillic are as good Arabic, in the code page of the other."""
    with pytest.raises(Refusal) as refusal:
        read_contacts(write("country;name;email\nКЕНИЯ;ПЁТР;a@k.example\n", encoding="cp1251"))
    assert str(refusal.value) == (
        "contacts.csv is in an encoding that cannot be told for sure: save it as “CSV UTF-8”, or as .xlsx."
    )


def test_a_workbook_is_a_list_as_well(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (["Country", "Name", "Email"], [], ["Kenya", "Анна", "a@k.example"], ["UGA", None, "jane"]):
        sheet.append(row)
    book.save("contacts.xlsx")
    with pytest.raises(Refusal) as refusal:
        read_contacts(Path("contacts.xlsx"))
    assert str(refusal.value).startswith("contacts.xlsx, row 4: email “jane” is no e-mail address")
    sheet.delete_rows(4)
    book.save("contacts.xlsx")
    assert one(read_contacts(Path("contacts.xlsx"))) == Contact("KEN", "Анна", ("a@k.example",))


def test_a_list_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(Refusal, match=r"There is no file .*none\.csv: give the list of contacts"):
        read_contacts(tmp_path / "none.csv")
