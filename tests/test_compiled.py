"""The data files are read in a form made of them beforehand: it says the same, and an edited file counts at once."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from schemas.definition import Definition
from schemas.loading import compiled, letters, loader, members, reporting, themes
from schemas.loading.compiled import SCHEMAS, are_fresh, compiled_data, compiled_form
from schemas.loading.definition_error import DefinitionError
from schemas.models.wording import Wording
from tests.compiled_definitions import forms

EN = loader.EDITIONS_FOLDER / "2018" / "en.yaml"


def test_every_data_file_has_the_form_that_is_made_of_it() -> None:
    """Where this fails: python -m tests.compiled_definitions."""
    made = forms()
    stale = {path.relative_to(SCHEMAS).as_posix() for path, form in made.items() if path.read_bytes() != form}
    assert stale == set()
    assert set(made) == set(compiled.COMPILED.rglob("*.json")), "a form of a file that is gone"


def loaded(language: str) -> tuple[object, ...]:
    """What is loaded for `language`, read anew from the files."""
    definition: Definition = loader._load_definition.__wrapped__(EN.parent, language)
    return (
        members.load_members.__wrapped__(),
        members.worded_members.__wrapped__(EN.parent),
        loader.helper_titles(EN.parent.name),
        definition.edition,
        definition.wording,
        letters.load_letters.__wrapped__(language),
        reporting.load_part.__wrapped__(language, "common", reporting.CommonWords),
        themes.load_themes.__wrapped__(language),
    )


@pytest.mark.parametrize("language", loader.languages("2018"))
def test_the_form_says_what_the_file_says(language: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Without forms everything is parsed and checked: so is this the check of all that is released."""
    at_once = loaded(language)
    monkeypatch.setattr(compiled, "COMPILED", tmp_path)
    assert not are_fresh(EN)
    assert loaded(language) == at_once


@pytest.fixture
def schemas_to_edit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of `schemas/` in which files can be edited, in place of the real one; the edition's folder in it."""
    folder = shutil.copytree(SCHEMAS, tmp_path / "schemas", ignore=shutil.ignore_patterns("__pycache__", "*.py"))
    monkeypatch.setattr(compiled, "SCHEMAS", folder)
    monkeypatch.setattr(compiled, "COMPILED", folder / "compiled")
    return folder / "editions" / "2018"


def wording_in(folder: Path) -> Wording:
    definition: Definition = loader._load_definition.__wrapped__(folder, "en")
    return definition.wording


@pytest.mark.parametrize(
    ("edit", "is_taken"),
    [
        pytest.param(lambda text: text, True, id="as it was released"),
        pytest.param(lambda text: text.replace(b"\n", b"\r\n"), True, id="lines ended as on Windows"),
        pytest.param(lambda text: text + b"# a remark\n", False, id="a remark behind it"),
    ],
)
def test_a_form_is_of_one_text(schemas_to_edit: Path, edit: Callable[[bytes], bytes], is_taken: bool) -> None:
    file = schemas_to_edit / "en.yaml"
    file.write_bytes(edit(file.read_bytes()))
    assert (compiled_data(file, file.read_bytes()) is not None) is is_taken
    assert are_fresh(file) is is_taken


def test_an_edited_file_counts_at_once(schemas_to_edit: Path) -> None:
    file = schemas_to_edit / "en.yaml"
    assert wording_in(schemas_to_edit).sheets.lists == "Lists"
    file.write_text(file.read_text("utf-8").replace("lists: 'Lists'", "lists: 'Tables'"), "utf-8")
    assert wording_in(schemas_to_edit).sheets.lists == "Tables"


def test_an_edited_structure_is_held_against_the_wordings(schemas_to_edit: Path) -> None:
    """The wordings are as they were: their forms are taken, and checked all the same."""
    file = schemas_to_edit / "structure.yaml"
    file.write_text(file.read_text("utf-8").replace("indicators: 4", "indicators: 3", 1), "utf-8")
    with pytest.raises(DefinitionError, match=r"en\.yaml: standards\.\d+\.indicators: 4 is not asked by this edition"):
        wording_in(schemas_to_edit)


@pytest.mark.parametrize("form", [b"", b"0" * 64, b"not a digest\n{}"])
def test_a_broken_form_is_none(schemas_to_edit: Path, form: bytes) -> None:
    compiled.form_of(schemas_to_edit / "en.yaml").write_bytes(form)
    assert wording_in(schemas_to_edit).language == "en"


def test_a_form_that_is_cut_short_is_none(schemas_to_edit: Path) -> None:
    form = compiled.form_of(schemas_to_edit / "en.yaml")
    form.write_bytes(form.read_bytes()[:3000])
    assert wording_in(schemas_to_edit).language == "en"


def test_a_form_names_its_text() -> None:
    assert compiled_form(b"a: 1\n", {"a": 1}).splitlines()[1] == b'{"a":1}'


UNUSUAL = {"babel", "email_validator", "msoffcrypto", "olefile", "pycountry", "pydantic", "ssl", "yaml"}


def test_a_workbook_as_most_are_is_read_without_what_few_need() -> None:
    """Chosen from lists, saved as .xlsx: no check of our own data, no names of the world, no other formats."""
    program = (
        "import sys; from addin.submissions.examine import examine; examine(sys.argv[1]);"
        f"print(sorted({UNUSUAL!r} & set(sys.modules)))"
    )
    file = Path(__file__).parent / "returned" / "complete.xlsx"
    run = subprocess.run([sys.executable, "-c", program, str(file)], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "[]"
