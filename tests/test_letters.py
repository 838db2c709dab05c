"""Letters to Members: what they say, whom they go to, and what a mail program makes of them."""

from __future__ import annotations

import csv
import datetime as dt
import hashlib
import re
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from addin.database.database import open_database
from addin.decisions.ledger import Ledger
from addin.letters.addressees import earlier_contacts
from addin.letters.asked import LettersAsked
from addin.letters.draft import Attachment, Draft, plain
from addin.letters.headers import header
from addin.letters.returned import LISTED_AT_MOST, Copied
from addin.letters.write import Outcome, write_letters
from addin.returned.folder import Listed
from schemas.database_address import database_address
from schemas.definition import Definition
from schemas.errors import Refusal
from schemas.layout import names
from schemas.loading.letters import LETTERS_FOLDER, letter_languages, load_letters
from schemas.loading.loader import languages, load_definition
from schemas.loading.yaml_file import DefinitionError
from schemas.models.letters import Kind
from schemas.questions import Raw
from tests.answers import complete_answers
from tests.command_line import run
from tests.fill import fill
from tests.golden_letters import golden, letters_page
from tests.mail_reader import html_of, parsed, saved, seen, text_of
from tests.templates import built_once

Put = Callable[..., Path]
TODAY = dt.date(2026, 4, 15)
CAMPAIGN = """
year: 2026
due: 2026-03-31
return_to: ecommerce@example.org
help_contact: {other: Ask us, fr: Demandez-nous}
signature: "A. Diallo\\nSecretariat"
"""


# --- the words -------------------------------------------------------------------------------
def test_there_are_letters_in_every_language_of_the_workbook() -> None:
    assert letter_languages() == languages()


@pytest.mark.parametrize("language", letter_languages())
def test_what_the_letters_say(language: str) -> None:
    """`python -m tests.golden_letters` writes it down anew."""
    assert letters_page(language) == golden(language).read_text(encoding="utf-8")


@pytest.mark.parametrize("language", letter_languages())
def test_a_members_name_stands_by_itself(language: str) -> None:
    """In brackets, so that no article and no ending depends on it: Gambia, the Bahamas, the United States fit alike."""
    text = (LETTERS_FOLDER / f"{language}.yaml").read_text(encoding="utf-8")
    assert text.count("{{ member }}") > 8
    assert re.findall(r"[^(\n]*\{\{ member \}\}(?!\))", text) == []
    assert set(re.findall(r"\(([^()]*)\{\{ member \}\}\)", text)) <= {
        *("Member: ", "Membre\u00a0: ", "Miembro: ", "Membro: ", "العضو: ", "")
    }


@pytest.mark.parametrize("language", letter_languages())
def test_no_letter_says_what_nobody_knows(language: str) -> None:
    page = letters_page(language)
    assert not re.search(r"[{}]|None|\n\n\n\n| $|  ", page, re.MULTILINE)
    # A date that ends in a point, as the Russian one, ends its sentence with it.
    assert ".." not in page


WRONG = [
    # (what is put in place of what in the English file; the key and what is said of it)
    ("{{ member }})'\n  body: |\n    Attached", "{{ name }})'\n  body: |\n    Attached", "dispatch: asks for name"),
    ("{{ sha256 }}", "{{ digest }}", "receipt: asks for digest"),
    ("{% if help_contact %}", "{% if help_contact %", "closing: is no Jinja2 template"),
    ("{{ signature }}", "{{ annotated }}", "closing: asks for annotated"),
    ("language: en", "language: fr", "language: it says 'fr'"),
    ("\nclosing:", "\nsalute: x\nclosing:", "salute: Extra inputs"),
]


@pytest.mark.parametrize(("text", "instead", "said"), WRONG)
def test_a_file_of_letters_that_is_wrong_is_refused_with_its_key(
    tmp_path: Path, text: str, instead: str, said: str
) -> None:
    right = (LETTERS_FOLDER / "en.yaml").read_text(encoding="utf-8")
    assert text in right
    (tmp_path / "en.yaml").write_text(right.replace(text, instead, 1), encoding="utf-8")
    with pytest.raises(DefinitionError, match=re.escape(said)):
        load_letters("en", tmp_path)


# --- one draft -------------------------------------------------------------------------------
def draft(**changes: Any) -> Draft:
    usual: dict[str, Any] = {
        "language": "en",
        "is_right_to_left": False,
        "name": "",
        "to": ("a@k.example",),
        "cc": (),
        "return_to": "ecommerce@example.org",
        "subject": "A subject",
        "text": "Dear colleagues,\n\nThis is it:\n- one\n- two\n\nYours\n",
    }
    return Draft(**usual | changes)


NAMES = [
    "Jane Doe",
    'Doe, Jane (Ms.) "J" \\ <x@y.example>; @ the office',
    "Jörg Müller, Dr.",
    "Amélie Kouassi-N’Guessan, Directrice générale des douanes et des droits indirects",
    "Анна Иванова",
    "Иванова Анна Александровна, начальник управления международного сотрудничества",
    "محمد علي بن عبد الله",
    "الدكتور عبد الرحمن بن محمد بن عبد العزيز مدير عام الجمارك والضرائب غير المباشرة",
    "王小明",
    "บริษัทสมชายศุลกากรการค้าอิเล็กทรอนิกส์ระหว่างประเทศไทย",
    "გიორგი ბერიძე",
    "فاطمه رضایی‌نژاد",
    "😀 Joy",
    "=?utf-8?q?faked?=",
    "X",
]


@pytest.mark.parametrize("name", NAMES)
def test_a_name_in_every_script_as_pythons_parser_reads_it(name: str) -> None:
    message = parsed(draft(name=name, to=("a@k.example", "b@k.example"), subject=f"{name}: {name}").as_bytes())
    first, second = message["To"].addresses
    # Up to 3.12 Python keeps the white space between two encoded words of a name, which RFC 2047 takes away.
    assert "".join(first.display_name.split()) == "".join(name.split())
    assert (first.addr_spec, second.addr_spec, second.display_name) == ("a@k.example", "b@k.example", "")
    assert message["Subject"] == f"{name}: {name}"


@pytest.mark.mail_reader
@pytest.mark.parametrize("name", NAMES)
def test_a_name_in_every_script_as_a_mail_reader_shows_it(tmp_path: Path, name: str) -> None:
    file = tmp_path / "draft.eml"
    text = f"Dear {name},\n"
    file.write_bytes(draft(name=name, cc=("c@k.example",), subject=f"{name}: {name}", text=text).as_bytes())
    shown = seen(file)
    assert shown.headers["To"] in {f"{name} <a@k.example>", f'"{name}" <a@k.example>'}
    assert shown.headers["Subject"] == f"{name}: {name}"
    assert shown.headers["Cc"] == "c@k.example"
    assert shown.headers["From"] == "ecommerce@example.org"
    assert shown.text.strip() == text.strip()


def test_the_headers_of_a_draft() -> None:
    message = parsed(draft(language="fr", cc=("c@k.example", "d@k.example")).as_bytes())
    assert {name: str(message[name]) for name in message if not name.startswith(("Content-Type", "MIME"))} == {
        "X-Unsent": "1",
        "From": "ecommerce@example.org",
        "Reply-To": "ecommerce@example.org",
        "To": "a@k.example",
        "Cc": "c@k.example, d@k.example",
        "Subject": "A subject",
        "Content-Language": "fr",
    }


def test_without_a_return_address_the_mail_program_says_who_sends_it() -> None:
    message = parsed(draft(return_to=None).as_bytes())
    assert "From" not in message
    assert "Reply-To" not in message


def test_a_draft_is_bytes_that_every_server_passes_on() -> None:
    """Lines of the network, ASCII, none too long; and the same bytes from the same input."""
    made = draft(name=NAMES[5], subject=NAMES[5] * 3, text=f"{NAMES[7] * 20}\n", attachment=Attachment("a.xlsx", b"PK"))
    data = made.as_bytes()
    assert data == made.as_bytes()
    assert data.isascii()
    assert data.count(b"\n") == data.count(b"\r\n")
    head, _, _ = data.partition(b"\r\n\r\n")
    assert max(map(len, head.split(b"\r\n"))) <= 78
    assert max(map(len, data.split(b"\r\n"))) <= 80
    assert made.as_bytes() != draft(text="Another\n").as_bytes()


def test_the_same_letter_stands_in_it_as_html() -> None:
    message = parsed(draft(language="ar", is_right_to_left=True, text="<b>&\n\nA list:\n- <one>\n- two\n").as_bytes())
    assert html_of(message).split("\n")[1:7] == [
        '<html lang="ar" dir="rtl">',
        '<head><meta charset="utf-8"></head>',
        '<body dir="rtl">',
        "<p>&lt;b&gt;&amp;</p>",
        "<p>A list:</p><ul><li>&lt;one&gt;</li><li>two</li></ul>",
        "</body>",
    ]


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("a\r\nBcc: x@y.example", "a \nBcc: x@y.example"),
        ("a\x00b\x1bc\x7fd\x85e", "a b c d e"),
        ("Jane\u202eeoD\u2066", "JaneeoD"),
        ("a\u2028b\ud800c", "a bc"),
        ("رضایی‌نژاد \u200eKEN\u200e", "رضایی‌نژاد \u200eKEN\u200e"),
    ],
)
def test_what_a_text_loses_before_it_is_sent(typed: str, kept: str) -> None:
    assert plain(typed) == kept


def test_nothing_begins_another_header() -> None:
    message = parsed(draft(name="Jane\r\nBcc: x@y.example", subject="Hello\r\nBcc: x@y.example\n\nText").as_bytes())
    assert "Bcc" not in message
    assert message["Subject"] == "Hello Bcc: x@y.example Text"
    assert [each.addr_spec for each in message["To"].addresses] == ["a@k.example"]
    with pytest.raises(ValueError, match="the header To would hold more than visible ASCII"):
        header("To", ["a@k.example\r\nBcc: x@y.example"])


# --- folders of workbooks --------------------------------------------------------------------
@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A current folder of the test's own with `returned`, `templates` and `campaign.yaml`."""
    monkeypatch.chdir(tmp_path)
    for name in ("returned", "templates"):
        (tmp_path / name).mkdir()
    (tmp_path / "campaign.yaml").write_text(CAMPAIGN, encoding="utf-8")
    return tmp_path


@pytest.fixture
def put(desk: Path, template: bytes, definition: Definition) -> Put:
    """Puts a Member's workbook into the folder: complete, or with the named cells typed otherwise."""

    def make(name: str, member: str, *, language: str = "en", year: int = 2026, **changes: Raw) -> Path:
        spoken = definition if language == "en" else load_definition(language=language)
        made = template if (language, year) == ("en", 2026) else built_once(spoken, year).data
        typed = complete_answers(spoken, year=year) | {"country": spoken.country_names[member]} | changes
        path = desk / "returned" / name
        path.parent.mkdir(exist_ok=True, parents=True)
        path.write_bytes(fill(made, spoken, typed))
        return path

    return make


def contacts(*rows: str) -> Path:
    """Writes the list of contacts."""
    Path("contacts.csv").write_text("\n".join(("country,name,email,cc,language", *rows)), encoding="utf-8")
    return Path("contacts.csv")


def unwatched(items: Iterator[Any], _: int) -> Iterator[Any]:
    return items


def write(kind: str, folder: str = "returned", **asked: Any) -> Outcome:
    made = LettersAsked(folder=Path(folder), kind=Kind(kind), **{"today": TODAY, **asked})
    return write_letters(made, unwatched, unwatched)


def listed(outcome: Outcome) -> dict[str, dict[str, str]]:
    """What `letters.csv` says of each Member."""
    with (outcome.folder / "letters.csv").open(encoding="utf-8-sig", newline="") as stream:
        return {row["country"]: row for row in csv.DictReader(stream)}


def letter(outcome: Outcome, country: str) -> str:
    """The text of the draft to a Member, as Python's parser reads it."""
    file = outcome.folder / listed(outcome)[country]["file"]
    return text_of(parsed(file.read_bytes()))


# --- dispatch --------------------------------------------------------------------------------
SIX = {"MAR": "ar", "KEN": "en", "PER": "es", "CIV": "fr", "MOZ": "pt", "RUS": "ru"}


@pytest.mark.mail_reader
def test_the_templates_go_out_in_six_languages(desk: Path) -> None:
    for country, language in SIX.items():
        built = built_once(load_definition(language=language), 2026, member=country)
        (desk / "templates" / built.file_name).write_bytes(built.data)
    rows = [f'{country},"{name}",{country}@customs.example' for country, name in zip(SIX, NAMES[2:], strict=False)]
    outcome = write("dispatch", "templates", contacts=contacts(*rows))
    rows_written = listed(outcome)
    assert {country: row["language"] for country, row in rows_written.items()} == SIX
    for country, language in SIX.items():
        file = outcome.folder / rows_written[country]["file"]
        attached = f"ecom-kpi_2026_{country}_{language}.xlsx"
        member = load_definition(language=language).country_names[country]
        shown, message = seen(file), parsed(file.read_bytes())
        assert shown.headers["Subject"] == rows_written[country]["subject"] == message["Subject"]
        assert member in shown.headers["Subject"]
        assert shown.headers["To"].endswith(f"<{country}@customs.example>")
        assert shown.headers["Attachments"] == attached
        assert shown.text.strip() == text_of(message).strip()
        assert f"({member})" in shown.text or f": {member})" in shown.text
        assert saved(file, desk / f"saved_{country}") == {attached: (desk / "templates" / attached).read_bytes()}
        assert f'dir="{"rtl" if language == "ar" else "ltr"}"' in html_of(message)
    assert outcome.not_written == 0


def test_a_template_goes_to_its_own_member_only(desk: Path, template: bytes, definition: Definition) -> None:
    def built(country: str, language: str = "en") -> bytes:
        return built_once(load_definition(language=language), 2026, member=country).data

    kenya = built("KEN")
    for name, data in {
        "ecom-kpi_2026_KEN_en.xlsx": kenya,
        "ecom-kpi_2026_UGA_en.xlsx": kenya,
        "ecom-kpi_2026_TZA_en.xlsx": template,
        "ecom-kpi_2026_GHA_en.xlsx": kenya[:3000],
        "CAN/ecom-kpi_2026_CAN_en.xlsx": built("CAN"),
        "CAN/ecom-kpi_2026_CAN_fr.xlsx": built("CAN", "fr"),
        "ecom-kpi_2026_dispatch.csv": b"file,Member,language,sha256\n",
    }.items():
        path = desk / "templates" / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(data)
    rows = [f"{country},,{country}@customs.example" for country in ("KEN", "UGA", "TZA", "GHA", "PER")]
    asked = contacts(*rows, "CAN,,can@customs.example,,fr")
    members = Path("members.txt")
    members.write_text("KEN\nUGA\nTZA\nGHA\nPER\nCAN\n", encoding="utf-8")
    outcome = write("dispatch", "templates", contacts=asked, members=members)
    rows_written = listed(outcome)
    assert {country for country, row in rows_written.items() if row["file"]} == {"KEN", "CAN"}
    assert {country: row["reason_not_written"] for country, row in rows_written.items() if not row["file"]} == {
        "UGA": "ecom-kpi_2026_UGA_en.xlsx is a workbook of KEN, 2026, not what its name says: make it anew by"
        " kpibook build.",
        "TZA": "ecom-kpi_2026_TZA_en.xlsx is a workbook of no Member, 2026, not what its name says: make it anew by"
        " kpibook build.",
        "GHA": "ecom-kpi_2026_GHA_en.xlsx cannot be sent: ecom-kpi_2026_GHA_en.xlsx is damaged, perhaps cut short on"
        " its way. Ask for it to be sent again. Make it anew by kpibook build.",
        "PER": "There is no template for it in the folder: make it by kpibook build.",
    }
    (attached,) = parsed((outcome.folder / rows_written["CAN"]["file"]).read_bytes()).iter_attachments()
    assert attached.get_filename() == "ecom-kpi_2026_CAN_fr.xlsx"
    assert (
        "Not sent: CAN/ecom-kpi_2026_CAN_en.xlsx, since CAN/ecom-kpi_2026_CAN_fr.xlsx goes to CAN."
        in outcome.sentences()
    )


# What somebody typed, and whether the workbook is still a template that goes out.
TYPED: list[tuple[dict[str, Raw], bool]] = [
    ({}, True),
    ({names.level(1, 1): 3}, False),
    ({names.answer(1, 1, 1): "By law."}, False),
    ({names.information(1, 1): "40 %"}, False),
]


@pytest.mark.parametrize(("typed", "goes_out"), TYPED, ids=["a template", "a level", "an answer", "information"])
def test_a_returned_workbook_is_no_template(
    desk: Path, definition: Definition, typed: dict[str, Raw], goes_out: bool
) -> None:
    built = built_once(definition, 2026, member="KEN")
    (desk / "templates" / built.file_name).write_bytes(fill(built.data, definition, typed) if typed else built.data)
    row = listed(write("dispatch", "templates", contacts=contacts("KEN,,kenya@customs.example")))["KEN"]
    why = "ecom-kpi_2026_KEN_en.xlsx is a returned workbook with answers: give the folder of the templates."
    assert (bool(row["file"]), row["reason_not_written"]) == (goes_out, "" if goes_out else why)


def test_a_template_that_shows_last_years_levels_goes_out(desk: Path, put: Put) -> None:
    put("kenya.xlsx", "KEN")
    Path("campaign.yaml").unlink()
    made = ("--member", "KEN", "--language", "en", "--year", "2027", "--prefill", "returned")
    assert run("build", *made, "--out", "templates/ecom-kpi_2027_KEN_en.xlsx") == 0
    outcome = write("dispatch", "templates", year=2027, contacts=contacts("KEN,,kenya@customs.example"))
    assert listed(outcome)["KEN"]["file"]


# --- whom it goes to -------------------------------------------------------------------------
def test_an_address_is_that_of_the_list_else_of_this_years_workbook_else_of_last_years(desk: Path, put: Put) -> None:
    put("kenya.xlsx", "KEN", level_1_1="", contact_name="Typed", contact_email="typed@k.example")
    put(
        "uganda.xlsx", "UGA", level_1_1="", contact_name="Typed\nOn two lines", contact_email="a@u.example; b@u.example"
    )
    put("peru.xlsx", "PER", level_1_1="", contact_email="nobody at all")
    put("ghana.xlsx", "GHA", level_1_1="", contact_email="")
    for name, member in {"ghana": "GHA", "togo": "TGO", "kenya": "KEN"}.items():
        put(f"../before/{name}.xlsx", member, year=2025, contact_name="Last", contact_email=f"last@{name}.example")
    members = Path("members.txt")
    members.write_text("KEN\nUGA\nPER\nGHA\nTGO\nTZA\n", encoding="utf-8")
    asked = contacts("KEN,Listed,listed@k.example,cc@k.example; listed@k.example", "UGA,Ignored,,cc@u.example,fr")
    outcome = write("reminder", contacts=asked, members=members, before=Path("before"))
    rows = listed(outcome)
    assert {country: row["to"] for country, row in rows.items()} == {
        "KEN": "listed@k.example",
        "UGA": "a@u.example; b@u.example",
        "PER": "",
        "GHA": "last@ghana.example",
        "TGO": "last@togo.example",
        "TZA": "",
    }
    assert rows["PER"]["reason_not_written"] == (
        "The e-mail address in its workbook cannot be written to (nobody at all): add one to the list of contacts."
    )
    assert rows["TZA"]["reason_not_written"] == "No address is known: add one to the list of contacts."
    assert outcome.not_written == 2
    kenya, uganda = (parsed((outcome.folder / rows[country]["file"]).read_bytes()) for country in ("KEN", "UGA"))
    assert (str(kenya["To"]), str(kenya["Cc"])) == ("Listed <listed@k.example>", "cc@k.example")
    assert [each.display_name for each in uganda["To"].addresses] == ["Typed On two lines", ""]
    assert str(uganda["Cc"]) == "cc@u.example"
    assert "À l’attention de Typed On two lines" in letter(outcome, "UGA")
    assert letter(outcome, "TGO").startswith("À l’attention de Last")


def test_last_years_status_workbook_holds_addresses_and_a_result_does_not(desk: Path, put: Put) -> None:
    put("../before/kenya.xlsx", "KEN", year=2025, contact_name="Last", contact_email="last@k.example")
    put("uganda.xlsx", "UGA")
    assert run("status", "before", "--out", "status-2025.xlsx") == 0
    outcome = write("reminder", before=Path("status-2025.xlsx"))
    assert listed(outcome)["KEN"]["to"] == "last@k.example"
    assert run("consolidate", "before", "--out", "result-2025.xlsx") == 0
    with pytest.raises(Refusal, match=r"result-2025\.xlsx holds no addresses: give the folder of last year's returned"):
        write("reminder", before=Path("result-2025.xlsx"), force=True)
    with pytest.raises(Refusal, match="The workbooks in returned are of 2026: give those of a year before 2026"):
        write("reminder", before=Path("returned"), force=True)


def test_a_database_of_years_holds_no_addresses(tmp_path: Path) -> None:
    years = tmp_path / "kpibook.db"
    open_database(database_address(str(years)), make=True)
    with pytest.raises(Refusal, match=r"kpibook\.db holds no addresses: give the folder of last year's returned"):
        earlier_contacts(years, lambda submissions, _: submissions)


# --- receipts and reminders ------------------------------------------------------------------
def test_a_receipt_says_what_arrived(desk: Path, put: Put) -> None:
    put("africa/kenya old.xlsx", "KEN", submission_date=dt.date(2026, 2, 1))
    file = put(
        "africa/kenya.xlsx", "KEN", level_1_1="", info_1_1="", sign_off_2="", submission_date=dt.date(2026, 3, 5)
    )
    (desk / "returned" / "ecom-kpi_2026_GHA_en.xlsx").write_bytes(b"PK\3\4 cut short")
    outcome = write("receipt")
    text = letter(outcome, "KEN")
    assert text.partition("what it holds:\n\n")[2].partition("\n\nThe SHA-256")[0].split("\n") == [
        "- File: kenya.xlsx",
        "- Date: 5 March 2026",
        "- Complete indicators: 32 of 33",
        "- Additional information given: 34 of 35",
        "- Standards signed off: 13 of 15",
        f"- SHA-256 of the file: {hashlib.sha256(file.read_bytes()).hexdigest()}",
        "",
        "It counts in place of what else we have received from you: kenya old.xlsx",
    ]
    assert "africa" not in text
    assert text.startswith("Dear Officer 0,")
    assert text.endswith("If you need help: Ask us\n\nYours sincerely,\n\nA. Diallo\nSecretariat\n")
    assert listed(outcome)["GHA"]["reason_not_written"] == (
        "ecom-kpi_2026_GHA_en.xlsx cannot be opened: write a reminder."
    )


def test_a_reminder_says_what_is_missing(desk: Path, put: Put) -> None:
    put("kenya.xlsx", "KEN")
    put("uganda.xlsx", "UGA", level_1_1="", level_1_3="", level_12_1="", sign_off_3="")
    put("france old.xlsx", "FRA", year=2025)
    (desk / "returned" / "ecom-kpi_2026_GHA_en.xlsx").write_bytes(b"PK\3\4 cut short")
    rows = ("UGA,,u@u.example", "FRA,,f@f.example", "GHA,,g@g.example", "PER,,p@p.example", "KEN,,k@k.example")
    outcome = write("reminder", contacts=contacts(*rows))
    assert "KEN" not in listed(outcome)
    assert {country: row["language"] for country, row in listed(outcome).items() if row["file"]} == {
        "UGA": "en",
        "FRA": "en",
        "GHA": "en",
        "PER": "es",
    }
    uganda = letter(outcome, "UGA")
    assert "30 of 33 indicators are complete" in uganda
    assert uganda.partition("still to be completed:\n\n")[2].partition("\n\nDue date")[0].split("\n") == [
        "- STANDARD 1: Legal Framework for Advance Electronic Data – 1.1, 1.3",
        "- STANDARD 12: International Cooperation – 12.1",
        "",
        "These standards are complete, but not signed off: 3",
    ]
    assert "Your file france old.xlsx is the workbook for the year 2025." in letter(outcome, "FRA")
    ghana = letter(outcome, "GHA")
    assert "We received your file ecom-kpi_2026_GHA_en.xlsx" in ghana
    assert "It is probably your file: we can tell only by its name." in ghana
    assert "cuyo plazo venció el 31 de marzo de 2026" in letter(outcome, "PER")
    assert "El plazo vence el 31 de marzo de 2026" in letter(
        write("reminder", contacts=Path("contacts.csv"), today=dt.date(2026, 3, 1), force=True), "PER"
    )


def test_reminders_go_out_while_nobody_has_returned_anything(desk: Path) -> None:
    outcome = write("reminder", contacts=contacts("UGA,,u@u.example"))
    assert "We have not yet received the workbook for the year 2026" in letter(outcome, "UGA")


@pytest.mark.parametrize("kind", ["reminder", "receipt"])
def test_no_letter_says_that_a_file_that_was_excluded_could_not_be_read(desk: Path, put: Put, kind: str) -> None:
    put("kenya.xlsx", "KEN")
    ledger = desk / "decisions.csv"
    ledger.write_text(
        "date,by,country,action,file,reason\n2026-04-01,Jo,KEN,exclude,kenya.xlsx,a test\n", encoding="utf-8"
    )
    outcome = write(kind, contacts=contacts("KEN,,k@k.example"), decisions=ledger)
    assert listed(outcome)["KEN"]["file"] == ""
    assert listed(outcome)["KEN"]["reason_not_written"] == (
        "kenya.xlsx was excluded by a decision: tell the Member what is needed."
    )


def test_without_a_campaign_the_letters_say_less_and_the_command_says_so(desk: Path, put: Put) -> None:
    Path("campaign.yaml").unlink()
    put("kenya.xlsx", "KEN")
    outcome = write("reminder", contacts=contacts("UGA,,u@u.example"))
    assert letter(outcome, "UGA") == (
        "Dear colleagues,\n\nWe have not yet received the workbook for the year 2026 (Member: Uganda)."
        " Please fill it in and send it.\n\nYours sincerely,\n"
    )
    assert (
        "The letters are without a due date, a return address, a help contact, a signature: campaign.yaml gives them."
        in outcome.sentences()
    )


# --- findings --------------------------------------------------------------------------------
def test_findings_are_told_in_the_language_of_the_letter_sheet_by_sheet(desk: Path, put: Put) -> None:
    put("kenya.xlsx", "KEN", level_2_1="", info_1_1="many", submission_date="tomorrow")
    put("uganda.xlsx", "UGA")
    outcome = write("findings", contacts=contacts("KEN,,k@k.example,,fr"))
    assert list(listed(outcome)) == ["KEN"]
    text = letter(outcome, "KEN")
    sheets = [line for line in text.split("\n") if line in {"Start", "Standard 1", "Standard 2"}]
    assert sheets == ["Start", "Standard 1", "Standard 2"]
    assert re.search(r"Start\n- Erreur \(\w+\) : .*tomorrow.*\n\nStandard 1\n- Erreur \(\w+\) : .*many", text)
    assert re.search(r"Standard 2\n- Erreur \(\w+\) : Indicateur 2\.1 : ", text)
    assert "Veuillez apporter les corrections dans votre classeur" in text


def test_the_annotated_copy_goes_with_the_findings(desk: Path, put: Put) -> None:
    put("kenya.xlsx", "KEN", level_2_1="")
    put("uganda.xlsx", "UGA", level_2_1="")

    def annotate(files: Sequence[Listed], language: str, ledger: Ledger | None) -> Iterator[Copied]:
        for each in files:
            if each.name == "kenya.xlsx":
                yield Copied(each, f"kenya_{language}.xlsx", b"PK copy")
            else:
                yield Copied(each, refused="It is too much.")

    asked = LettersAsked(
        folder=Path("returned"), kind=Kind.FINDINGS, today=TODAY, contacts=contacts("KEN,,k@k.example,,fr")
    )
    outcome = write_letters(asked, unwatched, unwatched, annotate)
    message = parsed((outcome.folder / "ecom-kpi_2026_KEN_findings.eml").read_bytes())
    (attached,) = message.iter_attachments()
    assert (attached.get_filename(), attached.get_content()) == ("kenya_fr.xlsx", b"PK copy")
    assert "Le classeur joint, kenya_fr.xlsx, contient vos réponses" in text_of(message)
    assert "Please put it right in your workbook and send it again." in letter(outcome, "UGA")
    assert "No annotated copy goes with uganda.xlsx: It is too much." in outcome.sentences()


def test_a_letter_that_would_not_end_says_how_much_it_leaves_out(desk: Path, template: bytes) -> None:
    definition = load_definition()
    typed: dict[str, Raw] = {"country": "Kenya", "contact_email": "k@k.example"}
    answers = [name for name in definition.layout.slots if name.startswith("answer")]
    (desk / "returned" / "kenya.xlsx").write_bytes(
        fill(template, definition, typed | dict.fromkeys(answers, "An answer to what is not asked"))
    )
    text = letter(write("findings"), "KEN")
    told = len(re.findall(r"^- (?:Error|Please check)", text, re.MULTILINE))
    left = re.search(r"Further points, which this letter leaves out: (\d+)", text)
    assert told <= LISTED_AT_MOST
    assert (left is not None) == (told == LISTED_AT_MOST)


# --- the folder of the letters ---------------------------------------------------------------
def files_in(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()} if folder.is_dir() else {}


def test_the_same_input_makes_the_same_bytes(desk: Path, put: Put) -> None:
    put("kenya.xlsx", "KEN", level_1_1="")
    first = files_in(write("findings", out=Path("one")).folder)
    assert first == files_in(write("findings", out=Path("two")).folder)
    assert set(first) == {"ecom-kpi_2026_KEN_findings.eml", "letters.csv"}


def test_a_folder_in_use_is_refused_and_with_force_no_draft_of_an_earlier_run_stays(desk: Path, put: Put) -> None:
    put("kenya.xlsx", "KEN", level_1_1="")
    folder = write("reminder", contacts=contacts("UGA,,u@u.example")).folder
    assert folder == Path("output/ecom-kpi_letters_2026_reminder")
    (folder / "notes.txt").write_text("mine", encoding="utf-8")
    before = files_in(folder)
    with pytest.raises(Refusal) as refusal:
        write("reminder")
    assert str(refusal.value) == (
        f"The folder {folder} is in use: give another one with --out, or add --force to replace the letters in it."
    )
    assert files_in(folder) == before
    put("uganda.xlsx", "UGA")
    write("reminder", contacts=Path("contacts.csv"), force=True)
    assert set(files_in(folder)) == {"ecom-kpi_2026_KEN_reminder.eml", "letters.csv", "notes.txt"}


@pytest.mark.parametrize("at", ["read", "written"])
def test_letters_that_are_stopped_leave_nothing(desk: Path, put: Put, at: str) -> None:
    put("kenya.xlsx", "KEN", level_1_1="")
    put("uganda.xlsx", "UGA", level_1_1="")

    def stop(items: Iterator[Any], _: int) -> Iterator[Any]:
        yield next(items)
        raise KeyboardInterrupt

    watches = (stop, unwatched) if at == "read" else (unwatched, stop)
    with pytest.raises(KeyboardInterrupt):
        write_letters(LettersAsked(folder=Path("returned"), kind=Kind.RECEIPT, today=TODAY), *watches)
    assert files_in(Path("output/ecom-kpi_letters_2026_receipt")) == {}


def test_what_excel_would_run_is_no_formula_in_the_list(desk: Path, put: Put) -> None:
    put("kenya.xlsx", "KEN", contact_email="=cmd@k.example")
    outcome = write("receipt")
    assert listed(outcome)["KEN"]["to"] == "'=cmd@k.example"


# --- the command -----------------------------------------------------------------------------
def test_the_command(desk: Path, put: Put, capsys: pytest.CaptureFixture[str]) -> None:
    put("kenya.xlsx", "KEN")
    (desk / "returned" / "letter.docx").write_bytes(b"not a workbook")
    assert run("letters", "returned", "--kind", "receipt") == 0
    assert capsys.readouterr().out.splitlines() == [
        "Not matched to a Member: letter.docx is not a workbook. If the questionnaire was answered in it, ask for the"
        " .xlsx template to be filled in.",
        "The letters say what stands in campaign.yaml.",
        f"1 letter: {Path('output/ecom-kpi_letters_2026_receipt/letters.csv')}",
    ]
    assert run("letters", "returned", "--kind", "findings") == 0
    assert "There is nothing to put right in what has arrived." in capsys.readouterr().out
    assert run("letters", "returned", "--kind", "reminder", "--due", "2026-06-30", "--out", "letters") == 1
    out = capsys.readouterr().out
    assert re.search(
        r"^Not written, \w{3}(, \w{3}){9} and \d+ more: No address is known: add one to the list of contacts\.$",
        out,
        re.MULTILINE,
    )
    assert f"0 letters, 187 not written: {Path('letters/letters.csv')}" in out


def test_the_kinds_are_listed_where_none_is_given(desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("letters", "returned") == 2
    lines = capsys.readouterr().err.splitlines()
    assert lines[-5:] == [
        "Error: Missing option '--kind'. Choose from:",
        "  dispatch,",
        "  receipt,",
        "  reminder,",
        "  findings",
    ]


REFUSED = [
    # (the arguments; the sentence)
    (["nowhere", "--kind", "receipt"], "There is no folder nowhere: give the folder with the returned workbooks."),
    (["returned", "--kind", "receipt"], "The folder returned is empty: put the returned workbooks there."),
    (
        ["templates", "--kind", "dispatch"],
        "There is no Member’s template of 2026 in templates: make them by kpibook build with --all-members, and keep"
        " their names (ecom-kpi_2026_KEN_en.xlsx).",
    ),
    (
        ["returned", "--kind", "receipt", "--year", "2025"],
        "campaign.yaml is of the year 2026, and the letters are of 2025: correct one of the two.",
    ),
    (
        ["returned", "--kind", "receipt", "--due", "2025-12-31"],
        "The due date 2025-12-31 lies before the year 2026: correct one of the two.",
    ),
    (
        ["returned", "--kind", "receipt", "--due", "soon"],
        "--due 'soon': it is no date: write year, month and day, such as 2026-03-31.",
    ),
    (
        ["returned", "--kind", "receipt", "--out", "returned/letters"],
        "returned/letters is within returned: the letters would be read as returned workbooks. Give a folder outside it"
        " with --out.",
    ),
    (
        ["returned", "--kind", "receipt", "--contacts", "none.csv"],
        "There is no file none.csv: give the list of contacts, or leave --contacts out.",
    ),
    (
        ["returned", "--kind", "receipt", "--campaign", "none.yaml"],
        "There is no file none.yaml: give the campaign's file with --campaign, or leave that option out.",
    ),
]


@pytest.mark.parametrize(("arguments", "sentence"), REFUSED, ids=lambda each: " ".join(each)[:40])
def test_what_the_command_refuses(
    desk: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], sentence: str
) -> None:
    assert run("letters", *arguments) == 2
    assert capsys.readouterr().err == f"kpibook: {sentence}\n"
    assert not Path("output").exists()


def test_a_folder_of_no_workbooks_is_refused(desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (desk / "returned" / "letter.docx").write_bytes(b"not a workbook")
    assert run("letters", "returned", "--kind", "receipt") == 2
    assert "No file in returned could be read as a KPI workbook." in capsys.readouterr().err
    assert run("letters", "returned") == 2
    assert "Missing option '--kind'" in capsys.readouterr().err


# --- status ----------------------------------------------------------------------------------
def test_status_reminds_whom_the_list_of_contacts_names(desk: Path, put: Put) -> None:
    put("kenya.xlsx", "KEN", level_1_1="", contact_email="typed@k.example")
    listed_in = contacts("KEN,,listed@k.example", "UGA,,u@u.example,,fr")
    assert run("status", "returned", "--due", "2026-03-31", "--contacts", listed_in, "--out", "status.xlsx") == 0
    book = openpyxl.load_workbook("status.xlsx")
    reminders = {row[0]: row for row in book["Reminders"].iter_rows(min_row=2, values_only=True)}
    assert reminders["KEN"][3] == "listed@k.example"
    assert reminders["UGA"][2:4] == ("fr", "u@u.example")
    assert str(reminders["UGA"][4]).startswith("Le classeur pour l’année 2026 (Membre : Ouganda)")
    assert reminders["TZA"][3] in {None, ""}
    heads, *lines = book["Status"].iter_rows(values_only=True)
    (kenya,) = (dict(zip(heads, row, strict=True)) for row in lines if row[0] == "KEN")
    assert kenya["contact_email"] == "typed@k.example"
