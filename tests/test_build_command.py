"""`kpibook build`: one template, one Member's, every Member's; and what it refuses to do."""

from __future__ import annotations

import csv
import hashlib
import zipfile
from collections import Counter
from collections.abc import Callable
from concurrent.futures import Future
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from addin.regenerate.workbook_answers import answers_of
from addin.submissions.budgeted_pool import BudgetedPool
from addin.submissions.examine import examine, read_returned
from schemas.definition import Definition
from schemas.loading.loader import languages
from schemas.loading.members import load_members
from schemas.questions import Raw
from schemas.years.carrying import as_last_year
from schemas.years.last_year import LastYear
from schemas.years.member_answers import MemberAnswers
from tests import budget_jobs as jobs
from tests.answers import complete_answers
from tests.command_line import run as run_kpibook
from tests.fill import fill
from tests.next_edition import NEW
from workbook_builder.build import build_workbook

Put = Callable[..., Path]


@pytest.fixture
def out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder `out`, not there yet, in a current folder of its own."""
    monkeypatch.chdir(tmp_path)
    return tmp_path / "out"


@pytest.fixture
def put(tmp_path: Path, template: bytes, definition: Definition) -> Put:
    """Puts a Member's complete workbook of 2026 into the folder `before`."""

    def make(member: str, **changes: Raw) -> Path:
        path = tmp_path / "before" / f"{member}.xlsx"
        path.parent.mkdir(exist_ok=True)
        who: dict[str, Raw] = {"country": definition.country_names.get(member, "")}
        path.write_bytes(fill(template, definition, complete_answers(definition, 1) | who | changes))
        return path

    return make


run = partial(run_kpibook, "build")


def files(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir()) if folder.exists() else []


# --- one workbook ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("options", "name"),
    [
        ((), "ecom-kpi_2026_en.xlsx"),
        (("--language", "fr"), "ecom-kpi_2026_fr.xlsx"),
        (("--language", "ES"), "ecom-kpi_2026_es.xlsx"),
        (("--member", "ken"), "ecom-kpi_2026_KEN_en.xlsx"),
        # A Member's own language, unless another is asked for.
        (("--member", "EGY"), "ecom-kpi_2026_EGY_ar.xlsx"),
        # A Member by its name, in any language.
        (("--member", "Senegal"), "ecom-kpi_2026_SEN_fr.xlsx"),
        (("--member", " sénégal"), "ecom-kpi_2026_SEN_fr.xlsx"),
        (("--member", "Сенегал"), "ecom-kpi_2026_SEN_fr.xlsx"),
        (("--member", "EGY", "--language", "en"), "ecom-kpi_2026_EGY_en.xlsx"),
        (("--edition", "2018"), "ecom-kpi_2026_en.xlsx"),
    ],
)
def test_the_name_says_what_it_is(
    out: Path, capsys: pytest.CaptureFixture[str], options: tuple[str, ...], name: str
) -> None:
    assert run("--year", 2026, "--out", out, *options) == 0
    assert (files(out), capsys.readouterr().out) == ([name], f"Built {out / name}\n")


REFUSED = [
    (("--member", "XYZ"), "XYZ is not a Member of the WCO: give its ISO 3166-1 alpha-3 code, such as KEN."),
    (
        ("--member", "Congo"),
        "“Congo” can mean Democratic Republic of the Congo, Congo (Republic of the): give the ISO 3166-1 alpha-3 code,"
        " such as KEN.",
    ),
    (("--language", "xx"), "There is no wording in 'xx': choose one of ar, en, es, fr, pt, ru."),
    (("--edition", "1999"), "There is no edition '1999': choose one of 2018."),
    (("--year", "2017"), "2017 is not a year of the questionnaire: choose one from 2018 to 2100."),
    (("--year", "2101"), "2101 is not a year of the questionnaire: choose one from 2018 to 2100."),
    (("--year", "0"), "0 is not a year of the questionnaire: choose one from 2018 to 2100."),
    (("--member", "KEN", "--all-members"), "Choose one Member with --member, or all with --all-members, not both."),
    (
        ("--prefill", "before"),
        "Last year's answers belong to Members: add --member or --all-members.",
    ),
    (
        ("--member", "KEN", "--prefill", "nowhere"),
        "There is no folder nowhere: give the folder with last year's workbooks, or their result.",
    ),
]


@pytest.mark.parametrize(("options", "sentence"), REFUSED)
def test_what_cannot_be_built_is_a_sentence(
    out: Path, capsys: pytest.CaptureFixture[str], options: tuple[str, ...], sentence: str
) -> None:
    year = () if "--year" in options else ("--year", "2026")
    assert run("--out", out, *year, *options) == 2
    said = capsys.readouterr()
    assert (said.out, said.err) == ("", f"kpibook: {sentence}\n")
    assert files(out) == []


# --- the campaign ----------------------------------------------------------------------------

TOLD = ("--due", "2026-03-31", "--return-to", "ecommerce@wcoomd.org", "--help-contact", "=Ms Diallo")


def cover(path: Path) -> dict[str, str]:
    """What the first sheet of a workbook tells of the campaign."""
    return dict(answers_of(read_returned(path.read_bytes(), path.name)).cover)


def campaign(folder: Path, text: str) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "campaign.yaml").write_text(text, encoding="utf-8")
    return folder / "campaign.yaml"


@pytest.mark.parametrize("options", [(), ("--language", "ru"), ("--member", "EGY")])
def test_the_first_sheet_says_what_the_options_do(out: Path, options: tuple[str, ...]) -> None:
    assert run("--year", 2026, "--out", out, *options, *TOLD) == 0
    (built,) = out.iterdir()
    assert cover(built) == {"due": "2026-03-31", "return_to": "ecommerce@wcoomd.org", "help_contact": "=Ms Diallo"}


@pytest.mark.parametrize(
    "places",
    [
        # Where campaign.yaml stands; the first one counts.
        ("templates/out", "templates", "."),
        ("templates", "."),
        (".",),
    ],
)
def test_the_campaign_beside_the_folder_is_found_and_named(
    out: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], places: tuple[str, ...]
) -> None:
    for number, place in enumerate(places):
        campaign(tmp_path / place, f"help_contact: Desk {number}")
    assert run("--year", 2026, "--out", "templates/out") == 0
    built = Path("templates/out/ecom-kpi_2026_en.xlsx")
    assert capsys.readouterr().out.splitlines() == [
        f"Built {built}",
        f"The first sheet says what stands in {Path(places[0], 'campaign.yaml')}.",
    ]
    assert cover(built) == {"help_contact": "Desk 0"}


def test_the_campaign_that_is_named_counts_and_an_option_more(out: Path, tmp_path: Path) -> None:
    campaign(tmp_path, "help_contact: Nobody")
    named = campaign(tmp_path / "there", "due: 2026-03-31\nhelp_contact: Desk 1\nreturn_to: a@wcoomd.org")
    assert run("--year", 2026, "--out", out, "--campaign", named, "--due", "2026-04-30") == 0
    assert cover(out / "ecom-kpi_2026_en.xlsx") == {
        "due": "2026-04-30",
        "return_to": "a@wcoomd.org",
        "help_contact": "Desk 1",
    }


def test_the_campaigns_year_is_the_templates(out: Path, tmp_path: Path) -> None:
    campaign(tmp_path, "year: 2031")
    assert run("--out", out) == 0
    assert files(out) == ["ecom-kpi_2031_en.xlsx"]


def test_every_template_carries_it_beside_last_years_answers_too(out: Path, put: Put) -> None:
    put("KEN", answer_1_1_1="An act of 2019.")
    prefill = ("--member", "KEN", "--prefill", "before", "--year", 2027)
    assert run(*prefill, "--out", out, *TOLD[2:], "--due", "2027-03-31") == 0
    assert cover(out / "ecom-kpi_2027_KEN_en.xlsx")["due"] == "2027-03-31"


@pytest.mark.long
def test_so_does_every_members(out: Path) -> None:
    assert run("--all-members", "--year", 2026, "--out", out, *TOLD) == 0
    covers = [cover(out / f"ecom-kpi_2026_{member}.xlsx") for member in ("KEN_en", "EGY_ar", "CIV_fr", "PER_es")]
    assert [each["due"] for each in covers] == ["2026-03-31"] * 4
    with (out / "ecom-kpi_2026_dispatch.csv").open(encoding="utf-8", newline="") as stream:
        assert csv.DictReader(stream).fieldnames == ["file", "Member", "language", "sha256"]


def test_the_same_campaign_gives_the_same_bytes(out: Path, tmp_path: Path) -> None:
    for folder in ("one", "two"):
        assert run("--year", 2026, "--out", out / folder, *TOLD) == 0
    campaign(
        tmp_path, "due: 2026-03-31\nreturn_to: ecommerce@wcoomd.org\nhelp_contact: =Ms Diallo\nsignature: A. Diallo"
    )
    assert run("--year", 2026, "--out", out / "three") == 0
    assert len({(out / folder / "ecom-kpi_2026_en.xlsx").read_bytes() for folder in ("one", "two", "three")}) == 1


CAMPAIGNS_REFUSED = [
    # (campaign.yaml; options; the sentence)
    ("", ("--due", "soon"), "--due 'soon': it is no date: write year, month and day, such as 2026-03-31."),
    (
        "",
        ("--due", "2025-03-31"),
        "--due: the due date 2025-03-31 lies before the year 2026: correct one of the two.",
    ),
    (
        "",
        ("--return-to", "WCO"),
        "--return-to 'WCO': it is no e-mail address: write one, such as ecommerce@example.org.",
    ),
    (
        "",
        ("--return-to", "a@wcoomd.org\nBcc: spy@example.org"),
        "--return-to 'a@wcoomd.org\\nBcc: spy@example.org': it holds a line end: write plain text on one line.",
    ),
    (
        "",
        ("--help-contact", "x" * 201),
        f"--help-contact '{'x' * 201}': it has 201 characters: write 200 at the most.",
    ),
    (
        "",
        ("--campaign", "nowhere.yaml"),
        "There is no file nowhere.yaml: give the campaign's file with --campaign, or leave that option out.",
    ),
    (
        "due: soon",
        (),
        "campaign.yaml: due: it is no date: write year, month and day, such as 2026-03-31 (found 'soon')",
    ),
    ("", ("--password", ""), "--password takes 1 to 255 characters; leave it out to lock without one."),
    ("", ("--password", "x" * 256), "--password takes 1 to 255 characters; leave it out to lock without one."),
    # Last year's file, left where it was.
    (
        "due: 2025-03-31",
        (),
        "campaign.yaml: the due date 2025-03-31 lies before the year 2026: correct one of the two.",
    ),
    (
        "year: 2025",
        (),
        "campaign.yaml is of the year 2025, and the templates are of 2026: correct one of the two.",
    ),
]


@pytest.mark.parametrize(("text", "options", "sentence"), CAMPAIGNS_REFUSED)
def test_a_campaign_that_cannot_be_meant_is_a_sentence(
    out: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    text: str,
    options: tuple[str, ...],
    sentence: str,
) -> None:
    if text:
        campaign(tmp_path, text)
    assert run("--year", 2026, "--out", "out", *options) == 2
    said = capsys.readouterr()
    assert (said.out, said.err, files(out)) == ("", f"kpibook: {sentence}\n", [])


# --- files that are there --------------------------------------------------------------------


def test_a_file_that_is_there_stays_without_force(out: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out.mkdir()
    target = out / "ecom-kpi_2026_en.xlsx"
    target.write_bytes(b"an officer's answers")
    assert run("--year", 2026, "--out", out) == 2
    assert capsys.readouterr().err == (
        f"kpibook: {target} is there already: add --force to replace it, or choose another folder.\n"
    )
    assert target.read_bytes() == b"an officer's answers"
    assert run("--year", 2026, "--out", out, "--force") == 0
    assert target.read_bytes().startswith(b"PK")


def test_a_folder_that_cannot_be_written_to_is_a_sentence(
    out: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*given: object, **more: object) -> str:
        raise PermissionError(13, "Permission denied", str(out))

    monkeypatch.setattr("schemas.written.delivery.tempfile.mkdtemp", refuse)
    assert run("--year", 2026, "--out", out) == 2
    assert capsys.readouterr().err == (f"kpibook: {out}: Permission denied. Check the path and your permission.\n")


# --- every Member's --------------------------------------------------------------------------


@pytest.mark.long
def test_every_member_gets_a_workbook_and_a_line_in_the_dispatch_list(
    out: Path, definition: Definition, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("--all-members", "--year", 2026, "--out", out) == 0
    with (out / "ecom-kpi_2026_dispatch.csv").open(encoding="utf-8", newline="") as stream:
        reader = csv.DictReader(stream)
        rows = list(reader)
    assert reader.fieldnames == ["file", "Member", "language", "sha256"]
    assert [(row["Member"], row["language"]) for row in rows] == [(m.iso3, m.language) for m in load_members().members]
    assert files(out) == sorted([*(row["file"] for row in rows), "ecom-kpi_2026_dispatch.csv"])
    for row in rows:
        assert row["file"] == f"ecom-kpi_2026_{row['Member']}_{row['language']}.xlsx"
        assert hashlib.sha256((out / row["file"]).read_bytes()).hexdigest() == row["sha256"]
    said = capsys.readouterr()
    counts = Counter(member.language for member in load_members().members)
    listed = ", ".join(f"{counts[language]} {language}" for language in languages())
    assert said.out.splitlines() == [
        f"Built 188 workbooks in {out}: {listed}.",
        f"Dispatch list: {out / 'ecom-kpi_2026_dispatch.csv'}",
    ]
    assert said.err == "", "a progress bar belongs to a terminal"
    kenya = examine(out / "ecom-kpi_2026_KEN_en.xlsx")
    assert (kenya.country, {finding.code.value for finding in kenya.findings}) == ("KEN", {"level-missing"})


@pytest.mark.long
def test_all_members_in_one_language(out: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("--all-members", "--language", "fr", "--year", 2026, "--out", out) == 0
    assert capsys.readouterr().out.startswith(f"Built 188 workbooks in {out}: 188 fr.\n")


def test_one_file_that_is_there_holds_up_all(out: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out.mkdir()
    (out / "ecom-kpi_2026_KEN_en.xlsx").write_bytes(b"mine")
    assert run("--all-members", "--year", 2026, "--out", out) == 2
    assert files(out) == ["ecom-kpi_2026_KEN_en.xlsx"]
    assert "ecom-kpi_2026_KEN_en.xlsx is there already" in capsys.readouterr().err


def test_nothing_is_left_where_making_one_fails(
    out: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    made = 0

    def full(path: Path, data: bytes) -> int:
        nonlocal made
        made += 1
        if made == 100:
            raise OSError(28, "No space left on device", str(path))
        return len(data)

    monkeypatch.setattr("schemas.written.delivery.Path.write_bytes", full)
    assert run("--all-members", "--language", "en", "--year", 2026, "--out", out) == 2
    assert "No space left on device" in capsys.readouterr().err
    assert files(out) == []


def test_nothing_is_left_where_a_process_ends_that_helps(
    out: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """As where the system takes its memory away: two languages, one of them drawn by another process."""
    members = [member.iso3 for member in load_members().members if member.language in ("pt", "ru")]
    monkeypatch.setattr("workbook_builder.orders.order_templates.all_members", lambda: members)
    monkeypatch.setattr("os.cpu_count", lambda: 2)

    class Killing(BudgetedPool):
        def submit(self, *_: object) -> Future[Any]:  # type: ignore[override]
            return super().submit(jobs.is_killed)

    monkeypatch.setattr("workbook_builder.build_command.process_pool", lambda: Killing)
    assert run("--all-members", "--year", 2026, "--out", out) == 2
    assert capsys.readouterr().err == (
        "kpibook: A process that was making workbooks ended before it was done (SIGKILL), and nothing was written."
        " Run it again; if it ends again, close other programs, which may leave it too little memory.\n"
    )
    assert files(out) == []


# --- last year's answers ---------------------------------------------------------------------


def test_last_years_answers_stand_in_the_members_own_workbook(
    out: Path, put: Put, definition: Definition, capsys: pytest.CaptureFixture[str]
) -> None:
    put("KEN", answer_1_1_1="An act of 2019.")
    assert run("--member", "KEN", "--prefill", "before", "--year", 2027, "--out", out) == 0
    built = out / "ecom-kpi_2027_KEN_en.xlsx"
    assert capsys.readouterr().out.splitlines() == [f"Built {built}", "It shows the answers of 2026."]
    assert b"An act of 2019." in unpacked(built)
    # Nothing of it counts until somebody says so.
    assert {finding.code.value for finding in examine(built).findings} == {"level-missing"}


def unpacked(path: Path) -> bytes:
    with zipfile.ZipFile(path) as package:
        return b"".join(package.read(name) for name in package.namelist())


@pytest.mark.long
def test_a_member_without_answers_gets_a_plain_workbook(
    out: Path, put: Put, capsys: pytest.CaptureFixture[str]
) -> None:
    put("KEN")
    options = ("--all-members", "--language", "en", "--prefill", "before", "--year", 2027, "--out", out)
    assert run(*options) == 0
    assert capsys.readouterr().out.splitlines()[-1] == "1 of 188 show the answers of 2026."
    names = ("ecom-kpi_2027_PER_en.xlsx", "ecom-kpi_2027_KEN_en.xlsx")
    assert [shows_last_year(out / name) for name in names] == [False, True]


def shows_last_year(path: Path) -> bool:
    """Whether a workbook shows last year's answers."""
    return b"last_level_1_1" in unpacked(path)


@pytest.mark.long
def test_files_whose_answers_nobody_sees_are_named(out: Path, put: Put, capsys: pytest.CaptureFixture[str]) -> None:
    put("KEN")
    put("XXX")
    (out.parent / "before" / "notes.txt").write_text("no workbook")
    options = ("--all-members", "--language", "en", "--prefill", "before", "--year", 2027, "--out", out)
    assert run(*options) == 0
    assert capsys.readouterr().out.splitlines()[-2:] == [
        "1 of 188 show the answers of 2026.",
        "Not shown to anybody, since no Member or no answers could be read: XXX.xlsx, notes.txt.",
    ]


@pytest.mark.parametrize(
    ("members", "year", "sentence"),
    [
        (
            ("KEN", "UGA"),
            2027,
            "before holds the workbook of UGA (UGA.xlsx): take it out, or make templates for all with --all-members.",
        ),
        (
            ("KEN", "XXX"),
            2027,
            "before holds a workbook that names no Member (XXX.xlsx): take it out,"
            " or make templates for all with --all-members.",
        ),
        (("KEN",), 2026, "The answers in before are those of 2026: give the answers of a year before 2026."),
    ],
)
def test_a_folder_with_other_answers_is_refused(
    out: Path, put: Put, capsys: pytest.CaptureFixture[str], members: tuple[str, ...], year: int, sentence: str
) -> None:
    for member in members:
        put(member)
    assert run("--member", "KEN", "--prefill", "before", "--year", year, "--out", out) == 2
    assert capsys.readouterr().err == f"kpibook: {sentence}\n"
    assert files(out) == []


def test_an_empty_folder_and_a_strange_one_are_refused(
    out: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    options = ("--member", "KEN", "--prefill", "before", "--year", 2027, "--out", out)
    (tmp_path / "before").mkdir()
    assert run(*options) == 2
    assert capsys.readouterr().err == "kpibook: The folder before is empty: put the returned workbooks there.\n"
    (tmp_path / "before" / "notes.txt").write_text("no workbook")
    assert run(*options) == 2
    assert "No file in before could be read as a KPI workbook" in capsys.readouterr().err


def test_what_has_no_place_in_a_new_edition_is_listed(
    out: Path, put: Put, next_edition: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    put("KEN", info_1_2="=1+1")
    assert run("--member", "KEN", "--prefill", "before", "--year", 2027, "--edition", NEW, "--out", out) == 0
    listed = out / "ecom-kpi_2027_not-carried.csv"
    with listed.open(encoding="utf-8-sig", newline="") as stream:
        rows = [row for row in csv.DictReader(stream) if row["name"] == "info_1_2"]
    assert rows == [
        {
            "Member": "KEN",
            "file": "KEN.xlsx",
            "sheet": "Standard 1",
            "cell": rows[0]["cell"],
            "name": "info_1_2",
            "answer": "'=1+1",
            "reason": "dropped",
            "asked_now": "",
        }
    ]
    assert capsys.readouterr().out.splitlines()[-1].endswith(f" answers of 2026 have no place any more: {listed}")


def test_what_breaks_with_one_members_answers_names_its_file(
    out: Path, put: Put, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(answers: MemberAnswers, *given: object) -> LastYear:
        if answers.country == "UGA":
            raise ZeroDivisionError("a fault of ours")
        return as_last_year(answers, *given)  # type: ignore[arg-type]

    put("KEN")
    put("UGA")
    monkeypatch.setattr("workbook_builder.orders.prefill.as_last_year", fail)
    assert run("--all-members", "--prefill", "before", "--year", 2027, "--out", out) == 2
    assert capsys.readouterr().err == (
        "kpibook: something went wrong inside the program (ZeroDivisionError: a fault of ours,"
        " with the answers of UGA in UGA.xlsx). Please report it, with what KPIBOOK_DEBUG=1 shows.\n"
    )
    assert files(out) == []


def test_the_same_order_gives_the_same_bytes(out: Path, put: Put, definition: Definition) -> None:
    put("KEN")
    for folder in ("one", "two"):
        assert run("--member", "KEN", "--prefill", "before", "--year", 2027, "--out", out / folder) == 0
    one, two = (out / folder / "ecom-kpi_2027_KEN_en.xlsx" for folder in ("one", "two"))
    assert one.read_bytes() == two.read_bytes() != build_workbook(definition, 2027, member="KEN").data
