"""Definitions are data: a wrong one is refused with file, key and what to do."""

from __future__ import annotations

import pickle
import shutil
from collections.abc import Callable
from dataclasses import fields
from pathlib import Path
from typing import Any

import pycountry
import pytest
import yaml

from schemas.definition import Definition
from schemas.excel.excel_limits import ExcelLimitError, check_defined_name, check_formula, check_sheet_name
from schemas.findings import Code
from schemas.findings.catalogue import CATALOGUE, variants_of
from schemas.loading.loader import EDITIONS_FOLDER, MORE_EDITIONS, editions, languages, load_definition
from schemas.loading.members import load_members
from schemas.loading.yaml_file import DefinitionError
from tests.next_edition import NEW, OLD

Edit = Callable[[dict[str, Any]], object]


def edited(tmp_path: Path, file: str, edit: Edit) -> Path:
    """A copy of the editions in which one key of the 2018 edition was edited."""
    folder = tmp_path / "editions"
    shutil.copytree(EDITIONS_FOLDER / "2018", folder / "2018")
    path = folder / "2018" / file
    data = yaml.safe_load(path.read_text(encoding="utf-8"))
    edit(data)
    path.write_text(yaml.safe_dump(data, allow_unicode=True), encoding="utf-8")
    return folder


def item(data: dict[str, Any], s: int, k: int) -> dict[str, Any]:
    found: dict[str, Any] = data["standards"][s]["information"][k - 1]
    return found


WRONG: list[tuple[str, Edit, tuple[str, ...]]] = [
    ("structure.yaml", lambda d: d.update(colour="red"), ("structure.yaml", "colour")),
    ("structure.yaml", lambda d: d["levels"][3][1].update(asks="text"), ("if-yes", "behind a `yes-no`")),
    ("structure.yaml", lambda d: d["standards"][1]["information"][0].update(kind="list"), ("choices",)),
    ("structure.yaml", lambda d: d["standards"][14]["information"][0].update(choices="moods"), ("moods",)),
    ("structure.yaml", lambda d: d["standards"][1]["information"][0].update(kind="colour"), ("standards.1", "kind")),
    ("structure.yaml", lambda d: d["standards"].pop(7), ("numbered 1, 2, 3",)),
    ("structure.yaml", lambda d: d["levels"].pop(5), ("1 to 5",)),
    ("en.yaml", lambda d: d["standards"][3]["indicators"].pop(1), ("standards.3.indicators: 1 is missing",)),
    ("en.yaml", lambda d: d["questions"][1].update({2: "Why not?"}), ("questions.1: 2 is not asked",)),
    ("en.yaml", lambda d: d["findings"].pop("level-missing"), ("level-missing is missing",)),
    ("en.yaml", lambda d: d["findings"].update({"level-missing": "{who} has none."}), ("level-missing", "who")),
    ("en.yaml", lambda d: d["findings"].update({"level-missing": "{subject has none."}), ("level-missing",)),
    # A fact of another case, of another variant, of a cell that holds nothing.
    (
        "en.yaml",
        lambda d: d["findings"].update({"level-missing": "{subject}: from {minimum}."}),
        ("findings.level-missing: minimum is none of its facts, cell, sheet, subject",),
    ),
    (
        "en.yaml",
        lambda d: d["findings"]["date-invalid"].update(ambiguous="{found} is not between {minimum} and {maximum}."),
        ("findings.date-invalid.ambiguous: maximum, minimum is none of its facts, cell, found, sheet, subject",),
    ),
    (
        "en.yaml",
        lambda d: d["findings"]["year-invalid"].update(empty="“{found}” is not a year."),
        ("findings.year-invalid.empty: found is none of its facts, cell, sheet, subject, year",),
    ),
    ("en.yaml", lambda d: d["findings"]["date-invalid"].pop("ambiguous"), ("date-invalid: ambiguous is missing",)),
    ("en.yaml", lambda d: d["findings"]["date-invalid"].update(soon="Soon."), ("date-invalid: soon is not asked",)),
    ("en.yaml", lambda d: d["inputs"]["level"].update(prompt="x" * 256), ("inputs.level.prompt", "255")),
    ("en.yaml", lambda d: d["inputs"]["level"].update(title="x" * 33), ("inputs.level.title", "32")),
    ("en.yaml", lambda d: d["inputs"]["level"].update(error="x" * 226), ("inputs.level.error", "225")),
    ("en.yaml", lambda d: d["inputs"].pop("answer"), ("inputs: answer is missing",)),
    ("en.yaml", lambda d: d["status"].update(complete="x" * 256), ("256 characters",)),
    ("en.yaml", lambda d: d["status"].update(stale="Old answers"), ("status.stale", "{level}")),
    ("en.yaml", lambda d: d["sheets"].update(start="What to do: start"), ("What to do: start",)),
    ("en.yaml", lambda d: d["sheets"].update(standard="The one sheet of standard no. {standard}"), ("31",)),
    ("en.yaml", lambda d: d["sheets"].update(start="Lists"), ("same title",)),
    ("en.yaml", lambda d: d["conflicts"].update(sheet="x" * 32), ("31",)),
    ("en.yaml", lambda d: d["last_year"].update(unchanged="As before"), ("last_year.unchanged", "{year}")),
    ("en.yaml", lambda d: d["reminders"].update(missing="Please, {member}"), ("reminders.missing",)),
    ("en.yaml", lambda d: d.update(members={"XYZ": "Nowhere"}), ("members: XYZ",)),
    ("en.yaml", lambda d: d["choices"]["frequency"].pop("annual"), ("choices.frequency: annual",)),
    ("en.yaml", lambda d: d.update(formerly={"start.steps.9": ["9."]}), ("formerly.start.steps.9: no text stands",)),
    ("en.yaml", lambda d: d.update(formerly={"members.XYZ": ["Here"]}), ("formerly.members.XYZ: XYZ is no Member",)),
    ("en.yaml", lambda d: d.update(formerly={"yes_no.yes": ["Yes"]}), ("formerly.yes_no.yes: what stands there now",)),
    ("en.yaml", lambda d: d.update(formerly={"yes_no.yes": []}), ("formerly.yes_no.yes", "at least 1")),
    ("en.yaml", lambda d: d.update(formerly={"last_year.new": ["New"]}), ("formerly: last_year.new", "{year}")),
    ("en.yaml", lambda d: d["understood"]["low_effort"].append("x" * 41), ("longer than the 40 characters",)),
    ("en.yaml", lambda d: d["understood"]["not_applicable"].append("N.A."), ("na is both not available and not",)),
    ("en.yaml", lambda d: d["understood"]["currencies"].update(EUX=["Eux"]), ("EUX is no ISO 4217 code",)),
    ("en.yaml", lambda d: d["understood"]["currencies"].update(TWD=["US $"]), ("us$ stands twice",)),
    ("en.yaml", lambda d: d["information_help"][1].pop(1), ("information_help.1.1 is missing",)),
    ("en.yaml", lambda d: d["information_help"][1].update({3: "More."}), ("information_help.1.3 is not asked",)),
    ("en.yaml", lambda d: d["information_help"][1].update({1: "Items."}), ("information_help.1.1: must name {year}",)),
    (
        "en.yaml",
        lambda d: d["information_help"][3].update({1: "In {year}."}),
        ("3.1: must name {year}",),
    ),
    ("en.yaml", lambda d: d["information_help"][1].update({1: "{when}"}), ("information_help.1.1", "may name {year}")),
    ("en.yaml", lambda d: d["information_help"][1].update({1: "x" * 256}), ("information_help.1.1", "255")),
    (
        "structure.yaml",
        lambda d: item(d, 5, 2).update(warn_below=999),
        ("`warn_below` must be less",),
    ),
    ("structure.yaml", lambda d: item(d, 5, 2).update(period="year"), ("standards.5.information.1.period",)),
    ("en.yaml", lambda d: d.update(smile="yes"), ("smile",)),
]


@pytest.mark.parametrize(("file", "edit", "named"), WRONG, ids=[named[0] for _, _, named in WRONG])
def test_a_wrong_definition_is_refused_by_name(tmp_path: Path, file: str, edit: Edit, named: tuple[str, ...]) -> None:
    folder = edited(tmp_path, file, edit)
    with pytest.raises(DefinitionError) as refusal:
        load_definition("2018", "en", folder)
    assert file in str(refusal.value)
    for part in named:
        assert part in str(refusal.value)


def test_a_key_that_stands_twice_is_refused(tmp_path: Path) -> None:
    folder = edited(tmp_path, "en.yaml", lambda _: None)
    with (folder / "2018" / "en.yaml").open("a", encoding="utf-8") as file:
        file.write("name: 'English again'\n")
    with pytest.raises(DefinitionError, match="'name' stands twice"):
        load_definition("2018", "en", folder)


def test_yaml_that_does_not_parse_and_a_file_that_is_not_there(tmp_path: Path) -> None:
    folder = edited(tmp_path, "en.yaml", lambda _: None)
    (folder / "2018" / "en.yaml").write_text("language: [en", encoding="utf-8")
    with pytest.raises(DefinitionError, match=r"en\.yaml: not readable as YAML"):
        load_definition("2018", "en", folder)
    with pytest.raises(DefinitionError, match=r"xx\.yaml: there is no such file"):
        load_definition("2018", "xx", folder)


def test_an_edition_is_data(trial_editions: Path) -> None:
    """A standard more, an indicator less: the folder is all it takes."""
    assert editions(trial_editions) == (NEW,)
    assert languages(NEW, trial_editions) == languages(OLD)
    definition = load_definition(NEW, "en", trial_editions)
    assert {"level_16_1", "info_16_1", "sign_off_16", "level_4_5"} <= set(definition.layout.slots)
    assert not {"level_9_2", "info_1_2"} & set(definition.layout.slots)
    assert definition.layout.fingerprint != load_definition().layout.fingerprint


def test_further_editions_stand_in_a_folder_of_their_own(trial_editions: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert NEW not in editions()
    monkeypatch.setenv(MORE_EDITIONS, str(trial_editions))
    assert editions() == (OLD, NEW)
    assert load_definition(NEW).edition.edition == NEW
    assert load_definition().edition.edition == OLD, "a draft is nobody's default"


def test_findings_have_every_variant_and_name_only_its_facts() -> None:
    for edition in editions():
        for language in languages(edition):
            words = load_definition(edition, language).wording.findings
            assert {code: set(sentences) for code, sentences in words.items()} == {
                code: set(variants_of(code)) for code in Code
            }
            for code, sentences in words.items():
                for variant, sentence in sentences.items():
                    sentence.format(**dict.fromkeys(CATALOGUE[code, variant].facts(), ""))


def test_members_stand_in_iso_3166_or_say_why_not() -> None:
    members = load_members()
    assert len(members.members) >= 187
    for member in members.members:
        country = pycountry.countries.get(alpha_3=member.iso3)
        assert country is not None or member.note
    names = {m.iso3: m.name for m in members.members}
    assert (names["KEN"], names["TUR"], names["GBR"]) == ("Kenya", "Türkiye", "United Kingdom")


@pytest.mark.parametrize("name", ["", "a" * 32, "a/b", "a:b", "[a]", "'a", "History"])
def test_sheet_names_excel_refuses(name: str) -> None:
    with pytest.raises(ExcelLimitError):
        check_sheet_name(name)


@pytest.mark.parametrize("name", ["", "A1", "XFD1048576", "R1C1", "r", "1st", "two words", "a" * 256])
def test_defined_names_excel_refuses(name: str) -> None:
    with pytest.raises(ExcelLimitError):
        check_defined_name(name)


@pytest.mark.parametrize("formula", ["=" + "1" * 8192, '="' + "x" * 256 + '"'])
def test_formulas_excel_refuses(formula: str) -> None:
    with pytest.raises(ExcelLimitError):
        check_formula(formula)


def test_a_definition_travels_to_another_process_without_what_it_has_worked_out(definition: Definition) -> None:
    there = pickle.loads(pickle.dumps(definition))
    assert (there.edition, there.wording, there.members) == (definition.edition, definition.wording, definition.members)
    assert vars(there).keys() == {each.name for each in fields(definition)}
    # The next job that brings it finds what the first one has worked out.
    assert pickle.loads(pickle.dumps(definition)) is there
    assert pickle.loads(pickle.dumps(definition.with_last_year)).shows_last_year
