"""Every language asks, shows and understands the same; Arabic does so from right to left."""

from __future__ import annotations

import hashlib
import json
from io import BytesIO
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import yaml
from click.testing import CliRunner
from openpyxl.worksheet.worksheet import Worksheet

from addin.command_line import kpibook
from addin.submissions.examine import examine
from schemas.definition import Definition
from schemas.frozen import Frozen
from schemas.layout.places import START
from schemas.loading.loader import EDITIONS_FOLDER, editions, languages, load_definition
from schemas.loading.members import load_members
from schemas.models.wording import placeholders
from schemas.questions import Raw
from tests.answers import complete_answers
from tests.fill import fill
from tests.last_years import LAST
from tests.libreoffice import Office
from tests.ooxml_sdk import assert_valid
from workbook_builder.build import build_workbook

pytestmark = pytest.mark.long


LANGUAGES = languages()
TRANSLATIONS = [language for language in LANGUAGES if language != "en"]

RELEASED = {
    # What officers were asked must not change afterwards. A translation that is put right gets a new
    # digest here, and the commit says why; a structure is only added to, and English never changes.
    ("2018", "structure"): "2f2cf3d03d94a7f6",
    ("2018", "ar"): "b57720e62e7ea722",
    ("2018", "en"): "def4926e7f2f051b",
    ("2018", "es"): "9b56466957cfbecb",
    ("2018", "fr"): "ed60b3a6447577ec",
    ("2018", "pt"): "a9ffb071ce3a2bfe",
    ("2018", "ru"): "b104aeb043ec7e36",
}


# --- released editions never change ----------------------------------------------------------


def asked_words(edition: str, language: str) -> dict[str, Any]:
    """What an officer is asked and can choose, without the words of the workbook around it."""
    data = yaml.safe_load((EDITIONS_FOLDER / edition / f"{language}.yaml").read_text(encoding="utf-8"))
    return {key: data[key] for key in ("questionnaire", "levels", "questions", "standards", "choices", "yes_no")}


def digest(data: object) -> str:
    text = json.dumps(data, ensure_ascii=False, sort_keys=True, default=str)
    return hashlib.sha256(text.encode("utf-8")).hexdigest()[:16]


def test_released_editions_are_as_they_were() -> None:
    found = {}
    for edition in editions(EDITIONS_FOLDER):
        structure = (EDITIONS_FOLDER / edition / "structure.yaml").read_text(encoding="utf-8")
        found[edition, "structure"] = digest(yaml.safe_load(structure))
        found |= {(edition, language): digest(asked_words(edition, language)) for language in languages(edition)}
    assert found == RELEASED


# --- each wording file says all that the English one says ------------------------------------


def sentences(value: object, path: str = "") -> dict[str, str]:
    """Every sentence of a wording by where it stands."""
    if isinstance(value, Frozen):
        value = value.values()
    if isinstance(value, str):
        return {path: value}
    parts = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, tuple) else ()
    return {key: text for name, part in parts for key, text in sentences(part, f"{path}.{name}").items()}


@pytest.mark.parametrize("language", TRANSLATIONS)
def test_each_sentence_has_the_placeholders_of_its_english_one(language: str) -> None:
    english, other = (sentences(load_definition(language=code).wording) for code in ("en", language))
    own = (".understood", ".members", ".formerly", ".notice", ".language", ".name", ".direction")
    for path, sentence in english.items():
        if not path.startswith(own):
            assert placeholders(other[path]) == placeholders(sentence), path
    assert {path for path in other if not path.startswith(own)} <= english.keys()


@pytest.mark.parametrize("language", TRANSLATIONS)
def test_nothing_is_left_in_english(language: str) -> None:
    english, other = (sentences(load_definition(language=code).wording) for code in ("en", language))
    asked = (".questionnaire", ".levels", ".questions", ".standards", ".start", ".status", ".findings", ".inputs")
    left = [path for path, text in english.items() if path.startswith(asked) and len(text) > 24 and other[path] == text]
    assert left == []


@pytest.mark.parametrize("language", TRANSLATIONS)
def test_what_is_understood_in_english_is_understood_everywhere(language: str) -> None:
    english, other = (load_definition(language=code).wording.understood for code in ("en", language))
    kinds = ("level", "yes", "no", "not_available", "not_applicable", "hours", "minutes", "days", "estimated")
    for kind in kinds:
        assert set(getattr(english, kind)) <= set(getattr(other, kind)), kind
    assert not set(other.yes) & set(other.no)


@pytest.mark.parametrize("language", TRANSLATIONS)
def test_a_translation_that_is_not_endorsed_says_so_on_the_start_sheet(language: str) -> None:
    definition = load_definition(language=language)
    assert definition.wording.notice
    texts = {row[1] for row in opened(definition)[definition.sheet_title(START)].iter_rows(values_only=True)}
    assert definition.wording.notice in texts


def opened(definition: Definition) -> openpyxl.Workbook:
    return openpyxl.load_workbook(BytesIO(build_workbook(definition, 2026).data))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_member_has_a_name_of_its_own(language: str) -> None:
    names = load_definition(language=language).country_names
    assert len(set(names.values())) == len(names) == len(load_members().members)
    assert not [name for name in names.values() if name.startswith(("=", "+", "-", "@", "*", "?", "~", "'"))]


def test_every_members_language_is_one_there_is() -> None:
    assert {member.language for member in load_members().members} == set(LANGUAGES)


# --- answers in any language land as the same codes ------------------------------------------


def told(path: Path) -> dict[str, object]:
    submission = examine(path)
    return {
        "complete": submission.complete,
        "findings": submission.findings,
        "country": submission.country,
        "levels": [row[:3] for row in submission.levels],
        "answers": [(*row[:5], row.topic, row.yes_no, row.answer) for row in submission.answers],
        "information": [
            (*row[:2], row.kind, row.value, row.unit, row.not_available, row.text) for row in submission.information
        ],
    }


def filled(language: str, path: Path, **changes: Raw) -> Path:
    definition = load_definition(language=language)
    typed = complete_answers(definition, 6) | {"country": definition.country_names["MAR"]} | changes
    path.write_bytes(fill(build_workbook(definition, 2026).data, definition, typed))
    return path


@pytest.mark.parametrize("language", TRANSLATIONS)
def test_the_same_answers_are_the_same_rows(language: str, tmp_path: Path) -> None:
    assert told(filled(language, tmp_path / "other.xlsx")) == told(filled("en", tmp_path / "english.xlsx"))


@pytest.mark.libreoffice
@pytest.mark.parametrize("language", TRANSLATIONS)
def test_libreoffice_shows_and_saves_it(language: str, tmp_path: Path, libreoffice: Office) -> None:
    definition = load_definition(language=language)
    blank = tmp_path / "blank.xlsx"
    blank.write_bytes(build_workbook(definition, 2026).data)
    typed = complete_answers(definition, 6) | {"country": definition.country_names["MAR"]}
    with libreoffice.open(blank) as document:
        document.type("level_1_1", definition.level_label(4))
        assert document.text("question_1_1_3") == definition.wording.questions[4][3]
        assert document.text("question_1_1_4") == ""
        document.type("yes_no_1_1_3", definition.wording.yes_no["yes"])
        assert document.text("question_1_1_4") == definition.wording.questions[4][4]
        document.clear()
        document.type_all({name: v if isinstance(v, (str, int, float)) else v.isoformat() for name, v in typed.items()})
        assert (document.value("progress_total"), document.text("country_code")) == (1, "MAR")
        assert document.text("status_1_1") == definition.wording.status.complete
        saved = document.save(tmp_path / "saved.xlsx")
    assert told(saved) == told(filled(language, tmp_path / "filled.xlsx"))


@pytest.mark.parametrize("language", TRANSLATIONS)
def test_the_open_xml_sdk_finds_no_error(language: str, tmp_path: Path) -> None:
    path = tmp_path / "template.xlsx"
    path.write_bytes(build_workbook(load_definition(language=language), 2026, member="MAR", last=LAST).data)
    assert_valid(path)


# --- from right to left ----------------------------------------------------------------------


def sides(definition: Definition) -> set[tuple[bool | None, float | None, str | None]]:
    """How sheets run and cells read, and to which side what is not in the middle is set."""
    found = set()
    for sheet in opened(definition).worksheets:
        assert isinstance(sheet, Worksheet)
        for row in sheet.iter_rows():
            for cell in row:
                side = cell.alignment.horizontal
                at = None if side in (None, "general", "center") else side
                found.add((sheet.sheet_view.rightToLeft, cell.alignment.readingOrder, at))
    return found


def test_arabic_runs_from_right_to_left_throughout() -> None:
    arabic = sides(load_definition(language="ar"))
    # Only the numbers of questions stand at the other side of their column.
    assert arabic == {(True, 2, None), (True, 2, "right"), (True, 2, "left"), (True, 0, None)}
    english = {(not way, 0, {"left": "right", "right": "left"}.get(side or "")) for way, _, side in arabic}
    assert sides(load_definition()) == english


def test_numbers_with_hyphens_keep_their_order_in_arabic() -> None:
    definition = load_definition(language="ar")
    assert definition.sign_off_choice((4, 3, 5, 2)).endswith("\u200e4-3-5-2")
    for path, sentence in sentences(definition.wording).items():
        assert "2026-03-31" not in sentence.replace("\u200e2026-03-31", ""), path


def test_the_foot_of_an_arabic_page_is_turned_round() -> None:
    def foot(language: str) -> tuple[str | None, ...]:
        sheet = opened(load_definition(language=language)).worksheets[0]
        return sheet.oddFooter.left.text, sheet.oddFooter.center.text, sheet.oddFooter.right.text

    assert foot("ar") == tuple(reversed(foot("en")))


@pytest.mark.libreoffice
def test_bars_fill_from_the_right_in_arabic(tmp_path: Path, libreoffice: Office) -> None:
    definition = load_definition(language="ar")
    path = tmp_path / "blank.xlsx"
    path.write_bytes(build_workbook(definition, 2026).data)
    place = definition.layout.formulas["bar_2"].place
    with libreoffice.open(path) as document:
        document.type_all({"level_2_1": definition.level_label(1), "answer_2_1_1": "لا توجد طرود."})
        shown = document.at(definition.sheet_title(place.sheet), place.cell).getString()
    # Blocks have no direction of their own; between two marks they run from right to left.
    assert shown == "\u200f" + "█" * 5 + "░" * 5 + "\u200f"


# --- findings in the language asked for ------------------------------------------------------

SAID = [
    # (language of the workbook, language asked for, how the first sentence begins)
    ("fr", None, "Indicateur 1.1\u00a0: aucun niveau"),
    ("fr", "en", "Indicator 1.1 has no implementation level."),
    ("en", "ar", "المؤشر 1.1: لا يوجد مستوى تنفيذ."),
    ("en", "PT", "Indicador 1.1: falta o nível de implementação."),
]


@pytest.mark.parametrize(("own", "asked", "sentence"), SAID)
def test_findings_speak_the_workbooks_language_or_the_one_asked_for(
    own: str, asked: str | None, sentence: str, tmp_path: Path
) -> None:
    path = filled(own, tmp_path / "returned.xlsx", level_1_1="", sign_off_1="")
    options = ["validate", str(path), "--json", *(["--language", asked] if asked else [])]
    result = CliRunner().invoke(kpibook, options, standalone_mode=False)
    (said,) = json.loads(result.stdout)
    assert said["findings"][0]["message"].startswith(sentence)
    assert said["findings"][0]["sheet"] == load_definition(language=own).sheet_title("standard-1")


def test_what_is_quoted_is_asked_in_the_language_of_the_finding(tmp_path: Path) -> None:
    definition = load_definition(language="es")
    typed: dict[str, Raw] = {"level_1_1": definition.level_label(1)}
    path = tmp_path / "returned.xlsx"
    path.write_bytes(fill(build_workbook(definition, 2026).data, definition, typed))
    messages = [finding.message for finding in examine(path, language="en").findings]
    assert any(load_definition().wording.questions[1][1] in message for message in messages)


def test_a_file_that_cannot_be_read_is_named_in_the_language_asked_for(tmp_path: Path) -> None:
    path = tmp_path / "empty.xlsx"
    path.touch()
    assert examine(path, name="empty.xlsx").findings[0].message.startswith("empty.xlsx is empty (0 bytes).")
    assert examine(path, name="empty.xlsx", language="fr").findings[0].message.startswith("empty.xlsx est vide")


def test_a_language_there_is_not_is_refused(tmp_path: Path) -> None:
    result = CliRunner().invoke(kpibook, ["validate", str(tmp_path), "--language", "xx"], standalone_mode=False)
    assert str(result.exception) == "There is no wording in 'xx': choose one of ar, en, es, fr, pt, ru."
