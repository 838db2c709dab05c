"""The buttons' Python on a stand-in for Excel: what each shows, writes, and says in the end."""

from __future__ import annotations

import datetime as dt
import sys
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

from addin.buttons import helping, receive, results, send
from addin.buttons.catalogue import BUTTONS, Button, Runs
from addin.buttons.front import Front, InFront
from addin.buttons.press import press as press_button
from addin.buttons.words import Ended, lines
from addin.buttons.works import work_of
from addin.installation.check import Check, State, good
from addin.log import log_file
from addin.ribbon.words import load_wordings
from addin.window.fields import form_of
from schemas.definition import Definition
from schemas.errors import Refusal
from schemas.messages.message import Message
from schemas.questions import Raw
from tests.answers import complete_answers
from tests.fill import fill
from tests.stand_in import StandIn

TODAY = dt.datetime.now().astimezone().date()


@pytest.fixture
def desk(tmp_path: Path) -> StandIn:
    (tmp_path / "returned").mkdir()
    return StandIn(folder=tmp_path / "returned", out=tmp_path / "out")


Put = Callable[..., Path]


@pytest.fixture
def put(tmp_path: Path, template: bytes, definition: Definition) -> Put:
    """Puts a workbook into the folder: complete, or with the named cells only."""

    def make(name: str, *, whole: bool = True, **typed: Raw) -> Path:
        path = tmp_path / "returned" / name
        usual = complete_answers(definition, year=2026) if whole else {}
        path.write_bytes(fill(template, definition, usual | typed))
        return path

    return make


def press(button: Callable[[Front], None], desk: StandIn) -> None:
    button(desk)


# --- status ----------------------------------------------------------------------------------
def test_status_shows_each_file_and_opens_the_workbook(desk: StandIn, put: Put) -> None:
    put("kenya.xlsx", country="Kenya")
    put("peru.xlsx", country="Peru")
    press(receive.status, desk)
    assert desk.progress == [
        "0 of 2: reading …",
        "1 of 2: reading kenya.xlsx",
        "2 of 2: reading peru.xlsx",
        "writing the result…",
    ]
    assert desk.opened == [(f"ecom-kpi_status_2026_{TODAY}.xlsx", "")]
    assert desk.told == [
        "187 Members and the European Union asked: 2 complete, 0 incomplete, 0 rejected, 0 cannot be opened,"
        " 186 missing; 0 late."
    ]


def test_status_takes_what_the_command_line_takes(desk: StandIn, put: Put, tmp_path: Path) -> None:
    put("kenya.xlsx", country="Kenya", submission_date=dt.date(2026, 5, 1))
    listed = tmp_path / "asked.csv"
    listed.write_text("KEN\nUGA\n")
    desk.settings |= {"members": f'"{listed}"', "due": "2026-03-31", "year": "2026"}
    press(receive.status, desk)
    assert desk.told == [
        "2 Members asked: 1 complete, 0 incomplete, 0 rejected, 0 cannot be opened, 1 missing; 1 late."
    ]
    assert (tmp_path / "returned-status.sqlite3").exists(), "the next one tells what came since"


def test_a_second_status_tells_what_came_and_replaces_nothing(desk: StandIn, put: Put) -> None:
    put("kenya.xlsx", country="Kenya")
    press(receive.status, desk)
    put("kenya 2.xlsx", country="Kenya", submission_date=dt.date(2026, 4, 1))
    desk.holds.add(f"ecom-kpi_status_2026_{TODAY}_2.xlsx")
    press(receive.status, desk)
    assert desk.told[-1].endswith(
        f" late. Arrived since the last run, on {TODAY}: 1. Changed after acceptance, KEN:"
        f" kenya 2.xlsx stands now in place of kenya.xlsx, accepted on {TODAY}."
    )
    names = [f"ecom-kpi_status_2026_{TODAY}.xlsx", f"ecom-kpi_status_2026_{TODAY}_3.xlsx"]
    assert [name for name, _ in desk.opened] == names


def test_escape_ends_the_status_and_nothing_is_kept_of_it(desk: StandIn, put: Put, tmp_path: Path) -> None:
    desk.stops = True
    put("kenya.xlsx", country="Kenya")
    put("peru.xlsx", country="Peru")
    with pytest.raises(KeyboardInterrupt):
        press(receive.status, desk)
    assert (len(desk.progress), desk.opened, desk.told) == (2, [], [])
    assert [path.name for path in tmp_path.iterdir()] == ["returned"]


def test_status_without_a_folder_is_a_sentence(desk: StandIn) -> None:
    desk.settings["folder"] = ""
    with pytest.raises(Ended, match="No folder was chosen"):
        press(receive.status, desk)


# --- merge -----------------------------------------------------------------------------------
def test_merge_shows_each_part_and_opens_what_is_left_to_decide(desk: StandIn, put: Put) -> None:
    here = put("a.xlsx", whole=False, country="Kenya", answer_1_1_1="One.", contact_name="Ann")
    there = put("b.xlsx", whole=False, country="Kenya", answer_1_1_1="Two.")
    desk.settings["files"] = f'"{here}"\n {there} '
    press(receive.merge, desk)
    assert desk.progress == [
        "0 of 2: reading …",
        "1 of 2: reading a.xlsx",
        "2 of 2: reading b.xlsx",
        "writing the result…",
    ]
    ((name, sheet),) = desk.opened
    assert sheet == "Conflicts"
    first, second, last = desk.told[0].splitlines()
    assert first.endswith("1 to decide.")
    assert (second, last) == (
        "The sheet “Conflicts” lists what the files say about those.",
        f"Result: {here.parent / name}",
    )


def test_merge_replaces_nothing(desk: StandIn, put: Put) -> None:
    files = [put("a.xlsx", whole=False, country="Kenya"), put("b.xlsx", whole=False, contact_name="Ann")]
    desk.settings["files"] = "\n".join(map(str, files))
    press(receive.merge, desk)
    press(receive.merge, desk)
    (first, _), (second, _) = desk.opened
    assert second == f"{Path(first).stem}_2.xlsx"
    desk.settings["files"] = str(files[0])
    with pytest.raises(Refusal, match="One file alone cannot be merged"):
        press(receive.merge, desk)


@pytest.mark.parametrize("files", ["", " \n", '""'])
def test_merge_without_files_asks_for_two(desk: StandIn, files: str) -> None:
    desk.settings["files"] = files
    with pytest.raises(Ended, match=r"^No files were chosen\. Choose at least two: the parts of one Member’s workbook"):
        press(receive.merge, desk)


def test_escape_ends_a_merge_and_nothing_is_written(desk: StandIn, put: Put) -> None:
    desk.stops = True
    files = [put("a.xlsx", whole=False, country="Kenya"), put("b.xlsx", whole=False, contact_name="Ann")]
    desk.settings["files"] = "\n".join(map(str, files))
    with pytest.raises(KeyboardInterrupt):
        press(receive.merge, desk)
    assert sorted(path.name for path in files[0].parent.iterdir()) == ["a.xlsx", "b.xlsx"]


# --- talking with Members --------------------------------------------------------------------
def test_annotate_puts_copies_into_a_dated_folder_and_says_what_became_of_each(
    desk: StandIn, put: Put, tmp_path: Path
) -> None:
    put("kenya.xlsx", country="Kenya", contact_email="me at home")
    put("peru.xlsx", country="Peru")
    press(receive.annotate, desk)
    assert desk.progress == ["0 of 2: copying …", "1 of 2: copying kenya.xlsx", "2 of 2: copying peru.xlsx"]
    assert desk.opened == [(f"ecom-kpi_annotated_{TODAY}", "")]
    assert (tmp_path / "out" / desk.opened[0][0] / "kenya_to-put-right.xlsx").is_file()
    first, second, total = desk.told[0].splitlines()
    assert first.endswith("kenya_to-put-right.xlsx")
    assert second.endswith("peru.xlsx: nothing to put right, no copy.")
    assert total == "2 files: 1 to put right, 1 in order, 0 without a copy."


def test_letters_are_written_and_their_folder_is_shown(desk: StandIn, put: Put, tmp_path: Path) -> None:
    put("kenya.xlsx", country="Kenya", contact_email="kenya@customs.example", level_2_1="")
    desk.settings["kind"] = "findings"
    press(send.letters, desk)
    folder = tmp_path / "out" / f"ecom-kpi_letters_findings_{TODAY}"
    assert desk.opened == [(folder.name, "")]
    assert (folder / "ecom-kpi_2026_KEN_findings.eml").is_file()
    assert desk.told[0].splitlines()[-1] == f"1 letter: {folder / 'letters.csv'}"
    desk.settings["kind"] = "love"
    with pytest.raises(Ended, match="“love” is no kind of letter: choose one of dispatch, receipt, reminder, findings"):
        press(send.letters, desk)
    desk.settings["kind"] = " "
    with pytest.raises(Ended, match="Choose the kind of letter first"):
        press(send.letters, desk)


def test_templates_are_dispatched_from_where_new_files_go_until_another_folder_is_chosen(
    desk: StandIn, template: bytes, tmp_path: Path
) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "ecom-kpi_2026_KEN_en.xlsx").write_bytes(template)
    desk.settings |= {"kind": "dispatch", "folder": ""}
    press(send.letters, desk)
    assert "KEN" in (tmp_path / "out" / f"ecom-kpi_letters_dispatch_{TODAY}" / "letters.csv").read_text("utf-8")
    desk.settings["folder"] = str(tmp_path / "elsewhere")
    with pytest.raises(Refusal, match="elsewhere"):
        press(send.letters, desk)


def test_the_ledger_is_made_beside_the_folder_and_opened(desk: StandIn, put: Put) -> None:
    put("kenya.xlsx", country="Kenya", contact_email="me at home")
    press(receive.decisions, desk)
    assert desk.opened == [("decisions.xlsx", "")]
    press(receive.decisions, desk)
    assert desk.told == [
        "1 thing open to decide: see the second sheet.",
        "0 decisions kept, 1 thing open to decide: see the second sheet.",
    ]


def test_stopping_leaves_no_copy_behind(desk: StandIn, put: Put, tmp_path: Path) -> None:
    put("kenya.xlsx", country="Kenya", contact_email="me at home")
    desk.stops = True
    with pytest.raises(KeyboardInterrupt):
        press(receive.annotate, desk)
    assert not list((tmp_path / "out").rglob("*.xlsx"))


# --- findings --------------------------------------------------------------------------------
def links(path: Path) -> list[tuple[str, str]]:
    sheet = openpyxl.load_workbook(path)["Findings"]
    return [(cell.hyperlink.target, cell.hyperlink.location) for row in sheet for cell in row if cell.hyperlink]


WHERE = [
    ("C:\\Users\\A B\\50%\\#1\\kenya.xlsx", "file:///C:/Users/A%20B/50%25/%231/kenya.xlsx"),
    ("\\\\server\\share\\a'b\\kenya.xlsx", "file://server/share/a'b/kenya.xlsx"),
    ("/Users/Zoé/kenya.xlsx", "file:///Users/Zoé/kenya.xlsx"),
    (
        "https://wco.sharepoint.com/sites/KPI 2026/Shared%20Documents/#1/kenya.xlsx",
        "https://wco.sharepoint.com/sites/KPI%202026/Shared%20Documents/%231/kenya.xlsx",
    ),
    ("kenya.xlsx", None),
    ("", None),
]


@pytest.mark.parametrize(("address", "target"), WHERE)
def test_a_finding_leads_to_its_cell_wherever_the_workbook_is(
    desk: StandIn, put: Put, tmp_path: Path, address: str, target: str | None
) -> None:
    path = put("kenya.xlsx", country="Kenya", level_2_1="")
    desk.book = InFront(path, "kenya.xlsx", address)
    press(receive.validate, desk)
    found = links(tmp_path / "out" / desk.opened[0][0])
    if target is None:
        assert found == []
    else:
        assert {address for address, _ in found} == {target}
        assert found[0][1].startswith("'Standard 2'!")


def test_findings_are_in_the_language_of_the_ribbon(desk: StandIn, put: Put, tmp_path: Path) -> None:
    desk.language = "fr"
    put("kenya.xlsx", country="Kenya", level_2_1="")
    press(receive.validate_folder, desk)
    assert desk.told == ["1 fichier\u00a0: 0 complet, 0 sans réponses."]
    assert desk.progress == ["0 of 1: lecture de …", "1 of 1: lecture de kenya.xlsx", "écriture du résultat…"]
    rows = list(openpyxl.load_workbook(tmp_path / "out" / desk.opened[0][0])["Findings"].values)
    assert rows[0] == ("fichier", "gravité", "feuille", "cellule", "ce qui est à corriger", "trouvé", "code")
    assert "niveau" in str(rows[1][4])
    assert {row[1] for row in rows[1:]} <= {"erreur", "avertissement", "information"}
    assert rows[1][1] == "erreur"


# --- results ---------------------------------------------------------------------------------
def test_consolidate_asks_year_and_last_year_and_dates_its_result(desk: StandIn, put: Put, tmp_path: Path) -> None:
    put("kenya.xlsx", country="Kenya")
    desk.settings |= {"year": "2026", "prefill": ""}
    press(results.consolidate, desk)
    press(results.consolidate, desk)
    first, second = f"ecom-kpi_result_2026_{TODAY}.xlsx", f"ecom-kpi_result_2026_{TODAY}_2.xlsx"
    assert [name for name, _ in desk.opened] == [first, second]
    assert desk.settings["last_result"] == str(tmp_path / "out" / second)
    desk.settings["prefill"] = str(tmp_path / "out" / first)
    with pytest.raises(Refusal, match="2026"):
        press(results.consolidate, desk)
    press(results.open_last_result, desk)
    assert desk.opened[-1] == (second, "")


# --- templates -------------------------------------------------------------------------------
TEMPLATES: list[tuple[dict[str, str], str, str]] = [
    # (settings, the file that is made, what is told)
    ({"year": "2026", "language": "auto"}, "ecom-kpi_2026_en.xlsx", "Built {made}"),
    ({"year": "2026", "language": "fr", "member": "kenya"}, "ecom-kpi_2026_KEN_fr.xlsx", "Built {made}"),
    ({"year": "2026", "member": "Côte d’Ivoire"}, "ecom-kpi_2026_CIV_fr.xlsx", "Built {made}"),
]


@pytest.mark.parametrize(("settings", "name", "told"), TEMPLATES)
def test_a_template_for_everybody_or_for_a_member_by_name(
    desk: StandIn, tmp_path: Path, settings: dict[str, str], name: str, told: str
) -> None:
    desk.settings |= settings
    press(send.new_templates, desk)
    made = tmp_path / "out" / name
    assert [path.name for path in made.parent.iterdir()] == [name]
    assert desk.told == [told.format(made=made)]
    assert desk.progress == ["0 of 1: making …", f"1 of 1: making {name}"]
    with pytest.raises(Refusal, match="is there already"):
        press(send.new_templates, desk)
    desk.settings["overwrite"] = "oui"
    press(send.new_templates, desk)
    assert desk.told[-1] == told.format(made=made)


def test_a_template_shows_last_years_answers(desk: StandIn, put: Put, tmp_path: Path) -> None:
    put("kenya.xlsx", country="Kenya")
    desk.settings |= {"year": "2027", "member": "KEN", "language": "en", "prefill": desk.settings["folder"]}
    press(send.new_templates, desk)
    assert desk.progress[:3] == [
        "0 of 1: reading last year’s …",
        "1 of 1: reading last year’s kenya.xlsx",
        "0 of 1: making …",
    ]
    assert desk.told[0].splitlines()[0] == f"Built {tmp_path / 'out' / 'ecom-kpi_2027_KEN_en.xlsx'}"


@pytest.mark.parametrize(
    ("typed", "language", "sentence"),
    [
        ({"member": "Kenia y"}, "en", "“Kenia y” is no Member of the WCO. Is it one of these: Kenya (KEN)"),
        ({"year": "1999"}, "fr", "1999 n’est pas une année du questionnaire : choisissez-en une de 2018 à 2100."),
        ({"language": "xx"}, "fr", "Il n’y a pas de version dans la langue 'xx' : choisissez parmi ar, en, es, fr"),
        (
            {"prefill": "/nowhere"},
            "fr",
            "Les réponses de l’année précédente sont celles de Membres : ajoutez « Membre » (paramètres) ou"
            " « Membre : all » (paramètres).",
        ),
    ],
)
def test_templates_that_cannot_be_made_are_a_sentence(
    desk: StandIn, typed: dict[str, str], language: str, sentence: str
) -> None:
    desk.language = language
    desk.settings |= {"year": "2026", **typed}
    assert not press_button(desk, send.new_templates)
    assert desk.told[0].replace("\u00a0", " ").startswith(sentence)


def test_a_wrong_campaign_is_said_in_the_language_of_the_ribbon(desk: StandIn, tmp_path: Path) -> None:
    desk.language = "fr"
    desk.settings["year"] = "2026"
    file = tmp_path / "out" / "campaign.yaml"
    file.parent.mkdir()
    file.write_text("due: soon\n", encoding="utf-8")
    assert not press_button(desk, send.new_templates)
    assert desk.told[0].replace("\u00a0", " ") == (
        f"{file} : due : ce n’est pas une date : écrivez l’année, le mois et le jour, par exemple 2026-03-31"
        " (trouvé 'soon')"
    )


@pytest.mark.long
def test_templates_for_all_members(desk: StandIn, tmp_path: Path) -> None:
    desk.settings |= {"year": "2026", "member": "all", "language": "en"}
    press(send.new_templates, desk)
    assert len(list((tmp_path / "out").glob("*.xlsx"))) == 188
    assert desk.told[0].startswith(f"Built 188 workbooks in {tmp_path / 'out'}: 188 en.")
    assert desk.progress[-1].startswith("188 of 188: making ecom-kpi_2026_")


# --- the report ------------------------------------------------------------------------------
@pytest.mark.parametrize(("public", "name"), [("no", "report_2026"), ("yes", "report_2026_public")])
def test_a_report_is_made_and_its_page_opened(desk: StandIn, put: Put, tmp_path: Path, public: str, name: str) -> None:
    pytest.importorskip("typst")
    put("kenya.xlsx", country="Kenya")
    desk.settings |= {"year": "2026", "public": public}
    press(results.report, desk)
    folder = tmp_path / "out" / f"ecom-kpi_{name}_{TODAY}"
    assert (desk.opened, desk.told[0].splitlines()[-1]) == (
        [("index.html", "")],
        f"Report: {folder / 'index.html'}",
    )
    assert (folder / "members" / "KEN.html").exists() is (public == "no")


@pytest.mark.parametrize(
    ("language", "sentence"),
    [("en", "The report needs matplotlib and typst"), ("fr", "Le rapport a besoin de matplotlib et typst")],
)
def test_a_report_without_its_libraries_says_how_to_install_them_here(
    desk: StandIn, put: Put, monkeypatch: pytest.MonkeyPatch, language: str, sentence: str
) -> None:
    monkeypatch.setattr("addin.report.write_report.importlib.util.find_spec", lambda name: None)
    put("kenya.xlsx", country="Kenya")
    desk.language = language
    assert not press_button(desk, results.report)
    assert desk.told[0].replace("\u00a0", " ").startswith(sentence)
    assert sys.executable in desk.told[0]
    assert desk.opened == []


# --- help ------------------------------------------------------------------------------------
def _checks() -> list[Check]:
    return [
        good(Message("The add-in runs {interpreter}.", interpreter="python.exe")),
        Check(
            State.PROBLEM,
            Message("The settings are not in {file}. Run: {command}", file="s.xlsx", command="kpibook addin install"),
            Message("Please allow the program {program} for me.", program="python.exe"),
        ),
    ]


CHECKED = {
    "en": [
        "✓ The add-in runs python.exe.",
        "✗ The settings are not in s.xlsx. Run: kpibook addin install",
        "",
        "Ask the IT department:",
        "Please allow the program python.exe for me.",
        "",
        "This sentence came through the chain that every button uses.",
    ],
    "fr": [
        "✓ Le complément utilise python.exe.",
        "✗ Les paramètres ne sont pas dans s.xlsx. Exécutez : kpibook addin install",
        "",
        "À demander au service informatique :",
        "Merci de permettre pour moi le programme python.exe.",
        "",
        "Cette phrase est passée par la chaîne que chaque bouton utilise.",
    ],
}


@pytest.mark.parametrize("language", CHECKED)
def test_check_says_what_it_found_and_that_it_came_through(
    desk: StandIn, monkeypatch: pytest.MonkeyPatch, language: str
) -> None:
    monkeypatch.setattr("addin.installation.doctor.examine_here", _checks)
    desk.language = language
    press(helping.check, desk)
    assert desk.told[0].replace("\u00a0", " ").splitlines() == CHECKED[language]


def test_check_where_there_is_no_excel_says_that_it_came_through(
    desk: StandIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse() -> list[Check]:
        raise Refusal("Excel for Windows or macOS only.")

    monkeypatch.setattr("addin.installation.doctor.examine_here", refuse)
    press(helping.check, desk)
    assert desk.told == [
        "Excel for Windows or macOS only.\n\nThis sentence came through the chain that every button uses."
    ]


@pytest.mark.parametrize(
    ("language", "first", "means"),
    [
        ("en", "New templates: makes the workbooks that officers fill in.", "An error is to be put right before"),
        (
            "fr",
            "Nouveaux modèles : crée les classeurs que les",
            "Une erreur est à corriger",
        ),
    ],
)
def test_help_says_each_button_what_messages_mean_and_where_the_log_is(
    desk: StandIn, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, language: str, first: str, means: str
) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
    desk.language = language
    press(helping.help_, desk)
    told = desk.told[0].splitlines()
    assert told[0].replace("\u00a0", " ").startswith(first)
    assert told[-2].startswith(means)
    assert told[-1].endswith(str(log_file()))


# --- pressed ---------------------------------------------------------------------------------
def _raises(error: BaseException) -> Callable[[Front], None]:
    def work(front: Front) -> None:
        raise error

    return work


ENDS = [
    (KeyboardInterrupt(), "en", "Stopped. Nothing was made, and no file was changed."),
    (KeyboardInterrupt(), "fr", "Arrêté. Rien n’a été créé, et aucun fichier n’a été modifié."),
    (Ended("Choose a folder."), "en", "Choose a folder."),
    (
        PermissionError(13, "Permission denied", "a.xlsx"),
        "fr",
        "a.xlsx: Permission denied. Fermez le fichier dans les autres programmes, vérifiez le chemin et réessayez.",
    ),
    (ZeroDivisionError("a fault of ours"), "en", "This did not work: a fault of ours. The detail is in "),
    (ZeroDivisionError(), "fr", "L’opération a échoué : ZeroDivisionError. Le détail se trouve dans "),
]


@pytest.mark.parametrize(("error", "language", "sentence"), ENDS)
def test_every_error_ends_in_a_sentence(
    desk: StandIn, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, error: BaseException, language: str, sentence: str
) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
    desk.language = language
    assert not press_button(desk, _raises(error))
    assert desk.told[0].replace("\u00a0", " ").startswith(sentence)


# --- the forms -------------------------------------------------------------------------------
class Noticing(StandIn):
    """A stand-in that writes down which settings are looked at."""

    def __init__(self, **settings: object) -> None:
        super().__init__(**settings)
        self.looked_at: set[str] = set()

    def setting(self, name: str) -> str:
        self.looked_at.add(name)
        return super().setting(name)


@pytest.mark.parametrize("button", [each for each in BUTTONS if each.runs is Runs.PYTHON], ids=lambda each: each.name)
def test_nothing_stands_in_a_form_that_its_button_does_not_look_at(button: Button, tmp_path: Path, put: Put) -> None:
    (tmp_path / "returned").mkdir()
    parts = [put(f"{part}.xlsx", whole=False, country="Kenya") for part in "ab"]
    files = "\n".join(map(str, parts))
    desk = Noticing(folder=tmp_path / "returned", out=tmp_path / "out", files=files, kind="receipt")
    press_button(desk, work_of(button.name))
    form = form_of(button, "en", load_wordings()["en"])
    assert {each.name for each in (*form.asked, *form.more)} - desk.looked_at == set()


# --- what is said, in a dialog that must show it whole ------------------------------------------
def test_of_many_lines_the_first_and_the_last_are_said() -> None:
    said_of_it = lines(
        [f"file {number}" for number in range(1, 188)] + ["187 files: 3 to put right."], "fr"
    ).splitlines()
    assert said_of_it == [
        *(f"file {number}" for number in range(1, 11)),
        "… et 177 de plus.",
        "187 files: 3 to put right.",
    ]
    assert lines(range(12), "en").count("\n") == 11


def test_a_file_is_shown_by_its_name_and_not_by_its_whole_path(desk: StandIn, put: Put) -> None:
    put("kenya.xlsx", whole=False, country="Kenya")
    press(receive.annotate, desk)
    assert "1 of 1: copying kenya.xlsx" in desk.progress


def test_a_colon_stands_as_the_language_has_it(desk: StandIn) -> None:
    desk.language = "fr"
    press(helping.help_, desk)
    assert "Aide : affiche ceci." in desk.told[0].replace("\u00a0", " ").splitlines()
