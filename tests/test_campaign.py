"""A campaign: what `campaign.yaml` may say, what its cover says in each language, and how it comes back."""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

from addin.cli import main
from addin.regenerate.workbook_answers import answers_of
from addin.submissions.examine import read_returned
from schemas.errors import Refusal
from schemas.layout.columns import StartColumn
from schemas.layout.names import COVER
from schemas.layout.places import START, Place
from schemas.loading.campaigns import load_campaign, typed_over
from schemas.loading.loader import languages, load_definition
from schemas.loading.yaml_file import DefinitionError
from schemas.years.campaign import OTHER, UNTOLD, Campaign, in_words, told_by
from tests.templates import built_once
from workbook_builder.orders.copies import Master
from workbook_builder.orders.taken_apart import Template

DAY = dt.date(2026, 3, 31)
ADDRESS = "ecommerce@wcoomd.org"
HELP = "Ms Diallo, +32 2 209 92 11"
SAMPLE = Path(__file__).parent.parent / "docs" / "campaign.yaml"

Write = Callable[[str], Path]


@pytest.fixture
def write(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Write:
    """Writes `campaign.yaml` in a current folder of its own."""
    monkeypatch.chdir(tmp_path)

    def make(text: str) -> Path:
        Path("campaign.yaml").write_text(text, encoding="utf-8", newline="")
        return Path("campaign.yaml")

    return make


# --- the file --------------------------------------------------------------------------------

READ = [
    # (what the file says; the key; what is understood)
    ("due: 2026-03-31", "due", DAY),
    ("due: '2026-03-31'", "due", DAY),
    ("due:", "due", None),
    ("return_to: ecommerce@wcoomd.org", "return_to", ADDRESS),
    ("return_to: ' mailto:ecommerce@WCOOMD.org '", "return_to", ADDRESS),
    ("help_contact: Ms Diallo, +32 2 209 92 11", "help_contact", {OTHER: HELP}),
    ("help_contact: =1+1", "help_contact", {OTHER: "=1+1"}),
    ("help_contact: {other: Ask us, fr: Demandez}", "help_contact", {OTHER: "Ask us", "fr": "Demandez"}),
    (f"help_contact: {'x' * 200}", "help_contact", {OTHER: "x" * 200}),
    ("period: The fiscal year 2025/26.", "period", {OTHER: "The fiscal year 2025/26."}),
    ("signature: |\n  A. Diallo\n  Director\n", "signature", {OTHER: "A. Diallo\nDirector"}),
    ("year: 2026", "year", 2026),
]


@pytest.mark.parametrize(("text", "key", "understood"), READ)
def test_what_the_file_says_is_understood(write: Write, text: str, key: str, understood: object) -> None:
    assert load_campaign(write(text)).model_dump(exclude_none=True) == ({} if understood is None else {key: understood})


DUE = "due: it is no date: write year, month and day, such as 2026-03-31"
NO_ADDRESS = "return_to: it is no e-mail address: write one, such as ecommerce@example.org"
ONE_LINE = "it holds a line end: write plain text on one line"
REFUSED = [
    # (what the file says; the sentence behind its name)
    ("due: 31.03.2026", f"{DUE} (found '31.03.2026')"),
    ("due: '2026-02-30'", f"{DUE} (found '2026-02-30')"),
    ("due: 2026-02-30", "not readable as YAML: day is out of range for month"),
    ("due: 20260331", f"{DUE} (found '20260331')"),
    ("due: 2026-03-31 12:00:00", f"{DUE} (found '2026-03-31 12:00:00')"),
    (
        "due: 1926-03-31",
        "due: it is no day of a campaign: write one from 2018-01-01 to 2100-12-31 (found '1926-03-31')",
    ),
    ("return_to: secretariat", f"{NO_ADDRESS} (found 'secretariat')"),
    ("return_to: WCO <a@wcoomd.org>", f"{NO_ADDRESS} (found 'WCO <a@wcoomd.org>')"),
    ("return_to: a@wcoomd.org; b@wcoomd.org", f"{NO_ADDRESS} (found 'a@wcoomd.org; b@wcoomd.org')"),
    # What would add a header to every letter.
    (
        'return_to: "a@wcoomd.org\\nBcc: spy@example.org"',
        f"return_to: {ONE_LINE} (found 'a@wcoomd.org\\nBcc: spy@example.org')",
    ),
    ('return_to: "a@wcoomd.org\\rBcc: spy@x.org"', f"return_to: {ONE_LINE} (found 'a@wcoomd.org\\rBcc: spy@x.org')"),
    ('help_contact: "Ask\\nus"', f"help_contact: {ONE_LINE} (found 'Ask\\nus')"),
    (
        'help_contact: "Ask\\x07us"',
        "help_contact: it holds the control character U+0007: write plain text on one line (found 'Ask\\x07us')",
    ),
    (
        'help_contact: "Ask\\u2028us"',
        "help_contact: it holds the control character U+2028: write plain text on one line (found 'Ask\\u2028us')",
    ),
    (
        'signature: "A. Diallo\\tDirector"',
        "signature: it holds the control character U+0009: write plain text (found 'A. Diallo\\tDirector')",
    ),
    (
        f"help_contact: {'x' * 201}",
        f"help_contact: it has 201 characters: write 200 at the most (found '{'x' * 60}')",
    ),
    ("help_contact: ''", "help_contact: it is empty: write a text, or leave it out (found '')"),
    ("help_contact: +3222099211", "help_contact: it is no text: write it in quotes (found '3222099211')"),
    (
        "period: {fr: L’exercice 2025}",
        "period: it says nothing in the languages that it does not name: add a text as 'other'"
        " (found \"{'fr': 'L’exercice 2025'}\")",
    ),
    (
        "period: {other: The year 2025, de: Das Jahr 2025}",
        "period: there are no workbooks in 'de': choose one of ar, en, es, fr, pt, ru, other",
    ),
    ("year: 1999", "year: it is not a year of the questionnaire: write one from 2018 to 2100 (found '1999')"),
    (
        "deu: 2026-03-31",
        "deu: Extra inputs are not permitted: correct the spelling of the key, or take it out (found '2026-03-31')",
    ),
    ("due: 2026-03-31\ndue: 2026-04-30", "the key 'due' stands twice: remove one"),
    (
        'help_contact: "Ask \\u202egro.elpmaxe@su"',
        "help_contact: it holds the control character U+202E: write plain text on one line"
        " (found 'Ask \\u202egro.elpmaxe@su')",
    ),
    ("", "the file is empty: write lines such as `key: value` in it"),
    ("- due: 2026-03-31", "the file holds no keys with values: write lines such as `key: value` in it"),
]


@pytest.mark.parametrize(("text", "sentence"), REFUSED)
def test_what_cannot_be_meant_is_refused_by_file_key_and_remedy(write: Write, text: str, sentence: str) -> None:
    with pytest.raises(DefinitionError) as refused:
        load_campaign(write(text))
    assert str(refused.value) == f"campaign.yaml: {sentence}"


IN_FRENCH = [
    (
        "due: soon",
        "due : ce n’est pas une date : écrivez l’année, le mois et le jour, par exemple 2026-03-31 (trouvé 'soon')",
    ),
    ("deu: soon", "deu : cette clé est inconnue : corrigez-en l’orthographe, ou retirez-la (trouvé 'soon')"),
    (
        "period: {other: The year 2025, de: Das Jahr 2025}",
        "period : il n’y a pas de classeurs dans la langue 'de' : choisissez parmi ar, en, es, fr, pt, ru, other",
    ),
    (
        "period: {fr: L’année 2025}",
        "period : rien n’est dit dans les langues qui ne sont pas nommées : ajoutez un texte sous 'other'"
        " (trouvé \"{'fr': 'L’année 2025'}\")",
    ),
    (
        "help_contact: Ms Diallo: +32",
        "illisible en tant que YAML : ligne 1 : mapping values are not allowed in this context : mettez entre"
        " guillemets un texte qui contient deux-points ou un autre signe",
    ),
    ("", "le fichier est vide : écrivez-y des lignes faites d’une clé, de deux-points et d’une valeur"),
]


@pytest.mark.parametrize(("text", "sentence"), IN_FRENCH)
def test_a_button_in_french_says_so_too(write: Write, text: str, sentence: str) -> None:
    with pytest.raises(DefinitionError) as refused:
        load_campaign(write(text))
    assert refused.value.said("fr").replace("\u00a0", " ") == f"campaign.yaml : {sentence}"


def test_a_text_with_a_colon_is_told_to_stand_in_quotes(write: Write) -> None:
    with pytest.raises(DefinitionError) as refused:
        load_campaign(write("due: 2026-03-31\nhelp_contact: Ms Diallo: +32 2 209 92 11\n"))
    assert str(refused.value) == (
        "campaign.yaml: not readable as YAML: line 2: mapping values are not allowed in this context:"
        " put a text that holds a colon or another mark in quotes"
    )


def test_a_file_that_is_not_there_is_a_sentence() -> None:
    with pytest.raises(Refusal) as refused:
        load_campaign(Path("none.yaml"))
    assert str(refused.value) == (
        "There is no file none.yaml: give the campaign's file with --campaign, or leave that option out."
    )


def test_the_sample_of_the_docs_is_a_campaign() -> None:
    sample = load_campaign(SAMPLE)
    assert set(sample.model_dump(exclude_none=True)) == set(Campaign.model_fields)


# --- what is typed over it -------------------------------------------------------------------


def test_what_is_typed_counts_instead_of_the_file() -> None:
    of_file = Campaign(due=DAY, return_to=ADDRESS, help_contact={OTHER: "Ask us", "fr": "Demandez"})  # type: ignore[arg-type]
    typed = typed_over(of_file, due="2026-04-30", return_to=None, help_contact=HELP)
    assert (typed.due, typed.return_to, typed.help_contact) == (dt.date(2026, 4, 30), ADDRESS, {OTHER: HELP})


TYPED_WRONG = [
    ("due", "31/03/2026", "--due '31/03/2026': it is no date: write year, month and day, such as 2026-03-31."),
    (
        "return_to",
        "a@b",
        "--return-to 'a@b': it is no e-mail address: write one, such as ecommerce@example.org.",
    ),
    (
        "return_to",
        "a@wcoomd.org\r\nBcc: spy@example.org",
        "--return-to 'a@wcoomd.org\\r\\nBcc: spy@example.org': it holds a line end: write plain text on one line.",
    ),
    ("help_contact", " ", "--help-contact ' ': it is empty: write a text, or leave it out."),
    (
        "help_contact",
        "Ask\x1bus",
        "--help-contact 'Ask\\x1bus': it holds the control character U+001B: write plain text on one line.",
    ),
]


@pytest.mark.parametrize(("key", "typed", "sentence"), TYPED_WRONG)
def test_what_is_typed_wrong_is_named_by_its_option(key: str, typed: str, sentence: str) -> None:
    with pytest.raises(Refusal) as refused:
        typed_over(UNTOLD, **{key: typed})
    assert str(refused.value) == sentence


# --- the cover -------------------------------------------------------------------------------

IN_WORDS = {
    "ar": "31 مارس 2026",
    "en": "31 March 2026",
    "es": "31 de marzo de 2026",
    "fr": "31 mars 2026",
    "pt": "31 de março de 2026",
    "ru": "31 марта 2026\u202fг.",
}
CAMPAIGN = Campaign(
    due=DAY,
    return_to=ADDRESS,
    help_contact={OTHER: HELP, "fr": "Mme Diallo"},  # type: ignore[arg-type]
)


def cover_of(data: bytes, tmp_path: Path, language: str = "en") -> dict[str, object]:
    """What stands in the cover's cells, by name."""
    path = tmp_path / "seen.xlsx"
    path.write_bytes(data)
    definition = load_definition(language=language)
    sheet, marks = openpyxl.load_workbook(path)[definition.sheet_title(START)], definition.layout.sheets[START].marks
    cells = {name: sheet[Place(START, marks[f"cover.{name}"], StartColumn.VALUE).cell] for name in COVER}
    assert all(cell.data_type == "s" for cell in cells.values()), "the cover holds texts, and nothing that runs"
    return {name: cell.value for name, cell in cells.items()}


@pytest.mark.parametrize("language", languages())
def test_the_cover_says_it_in_the_language_of_the_workbook(language: str, tmp_path: Path) -> None:
    definition = load_definition(language=language)
    data = built_once(definition, 2026, cover=CAMPAIGN.cover(definition)).data
    assert cover_of(data, tmp_path, language) == {
        "due": IN_WORDS[language],
        "return_to": ADDRESS,
        "help_contact": "Mme Diallo" if language == "fr" else HELP,
        "period": definition.wording.cover.period_text.format(year=2025),
    }


@pytest.mark.parametrize(
    "text", ["=1+1", '=HYPERLINK("http://example.org")', "+32 2 209", "-", "@here", "'quoted", "_x0041_"]
)
def test_what_is_text_stays_text(text: str, tmp_path: Path) -> None:
    definition = load_definition()
    campaign = typed_over(UNTOLD, help_contact=text)
    data = built_once(definition, 2026, cover=campaign.cover(definition)).data
    seen = cover_of(data, tmp_path)["help_contact"]
    # Excel reads `_x005F_` as the underscore that it is; openpyxl shows it as the file has it.
    assert seen == text.replace("_x0041_", "_x005F_x0041_")
    assert answers_of(read_returned(data, "x")).cover["help_contact"] == text


def test_every_members_workbook_carries_it() -> None:
    definition = load_definition()
    cover = CAMPAIGN.cover(definition)
    master = Master(Template(definition, 2026, cover=cover))
    assert b"31 March 2026" in start_sheet(master.workbook("KEN").data)
    assert start_sheet(master.workbook("KEN").data) == start_sheet(
        built_once(definition, 2026, member="KEN", cover=cover).data
    )


def start_sheet(data: bytes) -> bytes:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return package.read("xl/worksheets/sheet1.xml")


# --- there and back --------------------------------------------------------------------------


@pytest.mark.parametrize("language", languages())
def test_what_a_returned_cover_tells_is_the_campaign_whatever_its_language(language: str) -> None:
    definition = load_definition(language=language)
    data = built_once(definition, 2026, cover=typed_over(CAMPAIGN, help_contact=HELP).cover(definition)).data
    told = answers_of(read_returned(data, "x")).cover
    assert told == {"due": "2026-03-31", "return_to": ADDRESS, "help_contact": HELP}
    assert in_words(told, load_definition(language="fr"))["due"] == "31 mars 2026"


def test_a_workbook_that_was_told_nothing_tells_nothing() -> None:
    for language in languages():
        data = built_once(load_definition(language=language), 2026).data
        assert answers_of(read_returned(data, "x")).cover == {}


def test_a_workbook_of_the_first_form_has_no_cover() -> None:
    data = (Path(__file__).parent / "returned" / "complete.xlsx").read_bytes()
    assert answers_of(read_returned(data, "complete.xlsx")).cover == {}


@pytest.mark.parametrize(
    ("found", "told"),
    [
        # What a cover tells of a due date: a day, however the language writes it, or the words as they stand.
        ("31 March 2026", "2026-03-31"),
        ("1 January 2026", "2026-01-01"),
        ("31 December 2027", "2027-12-31"),
        ("31 December 2025", "31 December 2025"),
        ("as soon as you can", "as soon as you can"),
        ("As the letter with this workbook says", None),
        ("", None),
        ("x" * 500, "x" * 398 + " …"),
    ],
)
def test_a_due_date_is_read_back(found: str, told: str | None) -> None:
    assert told_by({"due": found}, load_definition(), 2026).get("due") == told


def test_migrating_says_the_cover_anew(write: Write, tmp_path: Path) -> None:
    definition = load_definition()
    cover = {**CAMPAIGN.cover(definition), "help_contact": "=1+1"}
    Path("old.xlsx").write_bytes(built_once(definition, 2026, cover=cover).data)
    assert run("migrate", "old.xlsx", "--language", "fr", "--out", "new.xlsx") == 0
    french = load_definition(language="fr")
    assert cover_of(Path("new.xlsx").read_bytes(), tmp_path, "fr") == {
        "due": "31 mars 2026",
        "return_to": ADDRESS,
        "help_contact": "=1+1",
        "period": french.wording.cover.period_text.format(year=2025),
    }


def test_merging_takes_of_each_thing_the_first_that_is_told(write: Write, tmp_path: Path) -> None:
    parts = {"a.xlsx": ("en", Campaign(return_to=ADDRESS)), "b.xlsx": ("fr", CAMPAIGN)}
    for name, (language, campaign) in parts.items():
        definition = load_definition(language=language)
        Path(name).write_bytes(built_once(definition, 2026, member="KEN", cover=campaign.cover(definition)).data)
    assert run("merge", *parts, "--out", "KEN.xlsx") == 0
    seen = cover_of(Path("KEN.xlsx").read_bytes(), tmp_path)
    assert (seen["due"], seen["return_to"], seen["help_contact"]) == ("31 March 2026", ADDRESS, "Mme Diallo")


def run(*arguments: object) -> int:
    with pytest.raises(SystemExit) as stop:
        main([*map(str, arguments)])
    assert isinstance(stop.value.code, int)
    return stop.value.code
